"""Opens a ledger for a command, and says in a sentence why it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

import typer

from unisono.bootstrap import open_books
from unisono.cli.endings import Refused
from unisono.cli.interrupts import Interrupts
from unisono.cli.progress import Teller, telling
from unisono.cli.screen import Screen
from unisono.services.ports import (
    Books,
    DoesNotFollow,
    Ledger,
    LedgerBroken,
    LedgerMoved,
    LedgerOutOfOrder,
    NoLedger,
    SameIdOtherFact,
)
from unisono.services.recording import LedgerIsBusy

LATEST = 100


@contextmanager
def opened(place: str, *, create: bool = False) -> Iterator[Books]:
    """Give the books of a ledger, and turn what goes wrong with it into a sentence for people.

    Args:
        place: path of an SQLite file, or the URL of a PostgreSQL database.
        create: whether a ledger is made where there is none.

    Raises:
        Refused: there is no ledger, it cannot be used, or it is broken.
    """
    with refusing(), open_books(place, create=create) as books:
        yield books


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what goes wrong with a ledger into a sentence for people.

    Raises:
        Refused: with that sentence.
    """
    try:
        yield
    except (NoLedger, LedgerOutOfOrder, LedgerMoved, SameIdOtherFact, DoesNotFollow, LedgerIsBusy) as refusal:
        raise Refused(str(refusal)) from refusal
    except LedgerBroken as broken:
        raise Refused(f"{broken} `unisono ledger verify` tells more.") from broken


@contextmanager
def long_work(screen: Screen) -> Iterator[Teller]:
    """Show how far a job is that Ctrl-C may end at any moment, as all that it writes it writes at once."""
    with telling(screen, Interrupts()) as tell:
        yield tell


def moment(now: str | None) -> datetime:
    """Return what the clock says, or what stands in its place."""
    if now is None:
        return datetime.now(UTC)
    try:
        told = datetime.fromisoformat(now)
    except ValueError:
        raise typer.BadParameter("Expected a moment as 2026-11-27T14:30:00Z.", param_hint="'--now'") from None
    if told.tzinfo is None:
        raise typer.BadParameter("Expected a moment with its zone, as 2026-11-27T14:30:00Z.", param_hint="'--now'")
    return told


def newest_moment(ledger: Ledger, now: str | None) -> datetime:
    """Return the moment from which facts are looked at: what stands for it, or when the newest of them happened.

    Args:
        ledger: the facts; of many the last hundred are asked, as they come nearly in the order of time.
        now: the moment as written by the user.
    """
    if now is not None:
        return moment(now)
    last = ledger.entries(after=max(0, ledger.head().size - LATEST))
    return max((entry.fact.happened_at for entry in last), default=moment(None))


def shown(place: str) -> str:
    """Return where a ledger is, without the password that an URL may hold.

    >>> shown("postgresql://ada:secret@db.example.com/ledger")
    'postgresql://ada@db.example.com/ledger'
    """
    password = urlsplit(place).password if "://" in place else None
    return place if password is None else place.replace(f":{password}@", "@", 1)
