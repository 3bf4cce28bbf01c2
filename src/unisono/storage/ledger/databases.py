"""Databases that hold ledgers: opened under names of their own, so that a process can have many open at once."""

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.migrations.executor import MigrationExecutor
from psycopg.conninfo import conninfo_to_dict

from unisono.services.ports import LedgerBroken, LedgerUnreachable, NoLedger
from unisono.storage.ledger.database_troubles import told

APP = "ledger"
PREFIX = "unisono-ledger-"
SERVERS = ("postgresql://", "postgres://")
PATIENCE_SECONDS = 20
"""How long a writer waits for another one."""

CONNECT_SECONDS = 20
"""How long a server may take to answer."""

_MIGRATIONS_LOCK = 0x756E69736F6E6F  # "unisono": any number will do, if all writers take the same
_numbers = count(1)
_of_this_thread = threading.local()


class Database:
    """An open database; each thread has a connection of its own, which is closed with the thread or with this."""

    def __init__(self, place: str) -> None:
        self.alias = f"{PREFIX}{next(_numbers)}"
        self.is_server = place.startswith(SERVERS)
        settings = _server(place) if self.is_server else _file(Path(place))
        self.place = f"{settings['HOST'] or 'the server'}/{settings['NAME']}" if self.is_server else place
        connections.settings[self.alias] = {**connections.settings["default"], **settings}
        self.close = weakref.finalize(self, _forget, self.alias)

    @property
    def connection(self) -> BaseDatabaseWrapper:
        """Return this thread's connection."""
        return connections[self.alias]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Turn what a database says went wrong into what a person can do something about.

        Raises:
            LedgerBusy: somebody else has kept it locked for too long.
            LedgerFull: there is no room on the disk.
            LedgerUnreachable: the file or the server cannot be reached, or may not be written.
            LedgerBroken: it is no longer a sound database.
        """
        try:
            yield
        except (DatabaseError, UnicodeDecodeError) as error:  # SQLite may quote what is spoilt in its message
            refusal = told(error, self.place)
            if isinstance(refusal, LedgerUnreachable):
                self.connection.close()  # the next question opens a new one
            raise refusal from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write all or nothing; when this ends it is on disk. Raises what `reading` does."""
        with self.reading(), transaction.atomic(using=self.alias, durable=True):
            yield


def open_database(place: str, *, create: bool) -> Database:
    """Return the database of a ledger, with its tables as this version knows them.

    Args:
        place: path of an SQLite file, or the URL of a PostgreSQL database.
        create: whether a ledger is made where there is none.

    Raises:
        NoLedger: there is none, something else is there, or it is of a newer version.
        LedgerUnreachable: the file or the server cannot be reached.
    """
    if not place.startswith(SERVERS):
        _look_at_file(Path(place), create=create)
    database = Database(place)
    try:
        with database.reading():
            _prepare(database, create=create)
    except (LedgerBroken, ValueError) as trouble:
        database.close()
        raise NoLedger(f"{database.place} is no ledger, or a broken one: {trouble}") from trouble
    except BaseException:
        database.close()
        raise
    return database


def _look_at_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise NoLedger(f"{path} is a folder; a ledger is one file.")
    if not path.exists() and not create:
        raise NoLedger(f"There is no ledger {path}.")
    if not path.parent.is_dir():
        raise NoLedger(f"There is no folder {path.parent} for the ledger.")
    if path.exists() and not create and path.stat().st_size == 0:
        raise NoLedger(f"{path} is empty: there is no ledger in it.")


def _file(path: Path) -> dict[str, Any]:
    # The write lock is taken when a transaction begins, and what is acknowledged survives a power cut.
    pragmas = (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = OFF",
        "cell_size_check = ON",
        "trusted_schema = OFF",
        "recursive_triggers = ON",
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path.absolute()),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": PATIENCE_SECONDS,
            "init_command": ";".join(f"PRAGMA {pragma}" for pragma in pragmas),
        },
    }


def _server(url: str) -> dict[str, Any]:
    try:
        options: dict[str, Any] = dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError as error:
        raise NoLedger(f"This is not the URL of a PostgreSQL database: {error}") from error
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    settings: dict[str, Any] = {setting: options.pop(option, "") for setting, option in named.items()}
    if not settings["NAME"]:
        raise NoLedger("The URL names no database; it ends with one, as in postgresql://user@host/ledger.")
    options.setdefault("connect_timeout", CONNECT_SECONDS)
    options["options"] = f"-c lock_timeout={round(PATIENCE_SECONDS * 1000)} {options.get('options', '')}"
    return {"ENGINE": "django.db.backends.postgresql", "OPTIONS": options, **settings}


def _prepare(database: Database, *, create: bool) -> None:
    """Bring the tables to what this version knows, in one transaction and one process at a time."""
    if not _is_waiting(database, create=create):
        return
    with transaction.atomic(using=database.alias, durable=True):
        if database.is_server:
            _be_alone(database)
        if _is_waiting(database, create=create):
            executor = MigrationExecutor(database.connection)
            executor.migrate(executor.loader.graph.leaf_nodes(APP))


def _be_alone(database: Database) -> None:
    """Wait until no other process makes tables on a server, and look whether it can keep all texts."""
    with database.connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s), current_setting('server_encoding')", [_MIGRATIONS_LOCK])
        (_, encoding) = cursor.fetchone() or ("", "")
    if encoding != "UTF8":
        raise NoLedger(f"{database.place} keeps its texts in {encoding}; make a database in UTF8 for the ledger.")


def _is_waiting(database: Database, *, create: bool) -> bool:
    """Return whether tables are to be made or changed."""
    loader = MigrationExecutor(database.connection).loader
    known, done = (
        {name for app, name in steps if app == APP} for steps in (loader.graph.nodes, loader.applied_migrations)
    )
    if not done and not create:
        raise NoLedger(f"There is no ledger in {database.place}.")
    if not done and database.connection.introspection.table_names():
        raise NoLedger(f"{database.place} is a database, but not one of a ledger.")
    if done - known:
        raise NoLedger(f"The ledger {database.place} was made by a newer version of Unisono; install that one.")
    return bool(known - done)


def _forget(alias: str) -> None:
    connections.settings.pop(alias, None)
    vars(_of_this_thread).pop(alias, None)
    try:
        connection = getattr(connections._connections, alias)  # type: ignore[attr-defined] # noqa: SLF001 - `connections[alias]` makes one
    except AttributeError:
        return
    connection.inc_thread_sharing()
    connection.close()
    del connections[alias]


class _Closing:
    """Closes a connection when it is let go; it lies in `_of_this_thread`, which the end of a thread empties."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._close = connection.connection.close

    def __del__(self) -> None:
        self._close()


def _close_with_its_thread(connection: BaseDatabaseWrapper, **_: object) -> None:
    if connection.alias.startswith(PREFIX):
        setattr(_of_this_thread, connection.alias, _Closing(connection))


connection_created.connect(_close_with_its_thread)
