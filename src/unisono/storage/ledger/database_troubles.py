"""What a database says went wrong, as what a person can do something about."""

import sqlite3

import psycopg

from unisono.services.ports import LedgerBroken, LedgerBusy, LedgerFull, LedgerOutOfOrder, LedgerUnreachable

_BY_SQLITE: dict[str, type[LedgerOutOfOrder]] = {
    "SQLITE_BUSY": LedgerBusy,
    "SQLITE_LOCKED": LedgerBusy,
    "SQLITE_FULL": LedgerFull,
    "SQLITE_IOERR_WRITE": LedgerFull,  # what some file systems say when they are full
    "SQLITE_IOERR": LedgerUnreachable,
    "SQLITE_CANTOPEN": LedgerUnreachable,
    "SQLITE_READONLY": LedgerUnreachable,
    "SQLITE_PERM": LedgerUnreachable,
    "SQLITE_AUTH": LedgerUnreachable,
}
"""By how the name of the error begins; the first that fits."""

_BY_POSTGRESQL: dict[str, type[LedgerOutOfOrder]] = {
    "40": LedgerBusy,  # a serialisation failure, a deadlock
    "55P03": LedgerBusy,
    "53": LedgerFull,
    "08": LedgerUnreachable,
    "28": LedgerUnreachable,
    "3D": LedgerUnreachable,
    "42501": LedgerUnreachable,
    "57": LedgerUnreachable,  # shut down or cancelled by an administrator
    "25006": LedgerUnreachable,  # a read-only server
}
"""By how its SQLSTATE begins (PostgreSQL, appendix A)."""


def told(error: Exception, place: str) -> LedgerOutOfOrder | LedgerBroken:
    """Return the refusal that an error of a database stands for.

    Args:
        error: what Django raised, with what the driver raised as its cause.
        place: what people call the database.
    """
    cause = error.__cause__
    refusal: type[LedgerOutOfOrder] | None = None
    if isinstance(cause, sqlite3.Error):
        refusal = _first(_BY_SQLITE, getattr(cause, "sqlite_errorname", ""))
    elif isinstance(cause, psycopg.Error):
        # without a state the server has not answered at all
        refusal = _first(_BY_POSTGRESQL, cause.sqlstate) if cause.sqlstate else _unanswered(cause)
    why = " ".join(str(cause or error).split())
    return LedgerBroken(why, position=None) if refusal is None else refusal(place, why)


def _first(known: dict[str, type[LedgerOutOfOrder]], name: str) -> type[LedgerOutOfOrder] | None:
    return next((refusal for start, refusal in known.items() if name.startswith(start)), None)


def _unanswered(cause: psycopg.Error) -> type[LedgerOutOfOrder] | None:
    return LedgerUnreachable if isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError) else None
