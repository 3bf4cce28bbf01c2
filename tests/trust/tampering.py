"""What somebody with full rights on the database can do behind the back of everybody."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.mill import MONDAY, story
from unisono.bootstrap import open_books
from unisono.domain.facts import Fact
from unisono.services.checkpoints import Held
from unisono.services.telling import Silent
from unisono.services.verifying import Verdict, verify_ledger

TABLES = ("fact", "fact_link", "blob", "signed_note")


class Raw:
    """A database without anything of ours between: statements go straight to it.

    Args:
        place: the path of an SQLite file, or the URL of a PostgreSQL database.
    """

    def __init__(self, place: str) -> None:
        self.is_server = place.startswith("postgresql://")
        self._connection: Any = psycopg.connect(place) if self.is_server else sqlite3.connect(place)

    def do(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what a statement brings; `?` stands for a value."""
        cursor = self._connection.execute(statement.replace("?", "%s") if self.is_server else statement, values)
        return list(cursor.fetchall()) if cursor.description else []

    def drop_triggers(self) -> None:
        """Take away what refuses changes, as an administrator can."""
        if self.is_server:
            for table in TABLES:
                self.do(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            return
        for (name,) in self.do("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            self.do(f'DROP TRIGGER "{name}"')

    def end(self) -> None:
        """Make it last."""
        self._connection.commit()


@contextmanager
def tampering(place: str) -> Iterator[Raw]:
    """Give somebody the database for a while, with the triggers gone."""
    raw = Raw(place)
    with closing(raw._connection):
        raw.drop_triggers()
        yield raw
        raw.end()


def record(place: str, facts: list[Fact]) -> None:
    """Make a ledger of facts, each recorded on its own on Monday morning."""
    with open_books(place, create=True) as books:
        for fact in facts:
            books.ledger.append([fact], now=MONDAY)


def two_stories() -> list[Fact]:
    """Return twelve facts of two commitments."""
    return [*story(), *story("SO-8/produce", first=7)]


def verdict_of(place: str, *held: Held) -> Verdict:
    """Return what is found of a ledger."""
    with open_books(place, create=False) as books:
        return verify_ledger(books=books, held=held, tell=Silent())


def settle(path: Path) -> None:
    """Bring all of an SQLite ledger into its one file, in small pages."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in ("journal_mode = DELETE", "page_size = 512"):
            connection.execute(f"PRAGMA {statement}")
        connection.execute("VACUUM")
        connection.execute("PRAGMA journal_mode = WAL")
