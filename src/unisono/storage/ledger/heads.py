"""The one row that says how many facts there are, and the tree over them."""

from collections.abc import Sequence
from typing import Any

from unisono.domain.merkle import Frontier
from unisono.services.ports import LedgerBroken
from unisono.storage.ledger.databases import Database

_READ = 'SELECT "size", "root", "frontier" FROM "head"'
_READ_WITH_LAST = 'SELECT "size", "root", "frontier", (SELECT max(fact."position") FROM "fact") FROM "head"'
_POSITIONS = 'SELECT "position" FROM "fact" ORDER BY "position"'
_WRITE = 'UPDATE "head" SET "size" = %s, "root" = %s, "frontier" = %s'


def read_head(database: Database, *, locked: bool = False) -> Frontier:
    """Return the tree over all facts.

    Args:
        database: where.
        locked: whether others are kept from adding to it until the transaction ends. On SQLite the transaction itself
            has done so when it began.

    Raises:
        LedgerBroken: the row contradicts itself.
    """
    return _judged(_one(database, _READ + (" FOR UPDATE" if locked and database.is_server else "")))


def read_head_and_last(database: Database) -> Frontier:
    """Return the tree over all facts, and judge it by where the last fact stands.

    Raises:
        LedgerBroken: the row contradicts itself, or facts stand behind it, or some are missing.
    """
    *head, found = _one(database, _READ_WITH_LAST)
    frontier, last = _judged(head), found or 0
    if last != frontier.size:
        raise LedgerBroken(
            f"the last fact stands at {last}, and {frontier.size} were recorded",
            position=_first_amiss(database, frontier.size),
        )
    return frontier


def _first_amiss(database: Database, size: int) -> int:
    """Return the first position at which there is no fact, or one behind the last that was recorded."""
    expected = 1
    with database.connection.cursor() as cursor:
        cursor.execute(_POSITIONS)
        for (position,) in cursor:
            if position != expected or position > size:
                break
            expected += 1
    return expected


def write_head(database: Database, frontier: Frontier) -> None:
    """Write the tree over all facts."""
    with database.connection.cursor() as cursor:
        cursor.execute(_WRITE, [frontier.size, frontier.root, frontier.to_bytes()])


def _one(database: Database, question: str) -> Sequence[Any]:
    with database.connection.cursor() as cursor:
        cursor.execute(question)
        rows: list[Sequence[Any]] = cursor.fetchall()
    if len(rows) != 1:
        raise LedgerBroken("the row that says how many facts there are is lost", position=None)
    return rows[0]


def _judged(row: Sequence[Any]) -> Frontier:
    size, root, written = row
    try:
        frontier = Frontier.from_bytes(written) if isinstance(written, bytes) else None
    except ValueError:
        frontier = None
    if frontier is None or (frontier.size, frontier.root) != (size, root):
        raise LedgerBroken("the row that says how many facts there are contradicts itself", position=None)
    return frontier
