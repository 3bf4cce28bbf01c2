"""What a ledger on a disk does beyond what every ledger does: it lasts, it is shared, and it refuses to be changed."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any

import psycopg
import pytest

from tests.companies import bakery
from tests.mill import MONDAY, asked, counted, story
from unisono.bootstrap import open_books
from unisono.services.ports import Books, LedgerBroken, LedgerMoved, NoLedger

Rows = list[tuple[Any, ...]]
Database = Callable[[str], Rows]
THREADS, PROCESSES, EACH = 4, 3, 10

WRITER = """
import sys
from tests.mill import MONDAY, counted
from unisono.bootstrap import open_books
from unisono.services.ports import LedgerMoved

place, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open_books(place, create=True) as books:
    for number in range(first, first + count):
        while True:
            try:
                books.ledger.append([counted(number)], now=MONDAY, expected_position=books.ledger.head().size)
            except LedgerMoved:
                continue
            break
"""


@pytest.fixture
def ours(place: str) -> Iterator[Books]:
    """Return new books on a disk, with one story in them."""
    with open_books(place, create=True) as books:
        books.ledger.append(story(), now=MONDAY)
        yield books


@pytest.fixture
def behind(place: str, ours: Books) -> Iterator[Database]:  # noqa: ARG001 - the books are there first
    """Return what runs SQL on the database behind Unisono's back."""
    if place.startswith("postgresql://"):
        with psycopg.connect(place, autocommit=True) as server:
            yield lambda sql: _rows(server.execute(sql))
    else:
        with closing(sqlite3.connect(place, isolation_level=None)) as file:
            yield lambda sql: _rows(file.execute(sql))


def _rows(cursor: Any) -> Rows:  # noqa: ANN401 - of either driver
    return [tuple(row) for row in cursor.fetchall()] if cursor.description else []


def without_triggers(place: str, behind: Database) -> None:
    """Take away what refuses changes of facts, as somebody with all rights could."""
    for trigger in ("fact_UPDATE", "fact_DELETE"):
        behind(f'DROP TRIGGER "{trigger}"' + (" ON fact" if place.startswith("postgresql://") else ""))


def test_what_was_recorded_lasts(place: str, ours: Books) -> None:
    """Whoever opens the books again finds all that was recorded."""
    name = ours.snapshots.put(bakery())
    head = ours.ledger.head()
    with open_books(place, create=False) as again:
        assert again.ledger.head() == head
        assert [entry.fact for entry in again.ledger.entries()] == story()
        assert again.snapshots.get(name).orders == bakery().orders


def test_a_process_may_have_many_books_open(place: str, ours: Books, tmp_path: Path) -> None:
    """Two ledgers side by side know nothing of each other, and one opened twice is one."""
    with open_books(str(tmp_path / "other.sqlite"), create=True) as other, open_books(place, create=True) as twin:
        other.ledger.append([counted(1)], now=MONDAY)
        twin.ledger.append([counted(70)], now=MONDAY)
        assert (ours.ledger.head().size, other.ledger.head().size) == (7, 1)
        assert twin.ledger.head() == ours.ledger.head()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE fact SET body = body",
        "UPDATE fact SET kind = 'Promised' WHERE position = 3",
        "DELETE FROM fact WHERE position = 6",
        "UPDATE fact_link SET object = 'SO-8'",
        "DELETE FROM fact_link",
        "UPDATE blob SET hash = 'x'",
        "DELETE FROM blob",
        "UPDATE signed_note SET text = ''",
        "DELETE FROM signed_note",
    ],
)
def test_the_database_refuses_changes(ours: Books, behind: Database, change: str) -> None:
    """Nobody changes or deletes what was recorded, not even past Unisono."""
    ours.snapshots.put(bakery())
    behind("INSERT INTO signed_note (id, text, digest) VALUES (1, 'x', 'y')")
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match="never changed"):
        behind(change)
    assert [entry.fact for entry in ours.ledger.entries()] == story()


def test_a_server_refuses_to_empty_tables(postgresql_place: str) -> None:
    """PostgreSQL can empty a table without deleting rows; that is refused, too."""
    open_books(postgresql_place, create=True).close()
    with psycopg.connect(postgresql_place, autocommit=True) as server:
        for table in ("fact", "fact_link", "blob", "signed_note"):
            with pytest.raises(psycopg.IntegrityError, match="never changed"):
                server.execute(f"TRUNCATE {table}")


def test_rebuilding_gives_the_same_bytes(ours: Books, behind: Database) -> None:
    """What follows from the facts is dropped and made anew, equal bit for bit, also after somebody has spoilt it."""
    ours.ledger.append([asked(20, "SO-8/produce"), *story("SO-9/produce", first=30)], now=MONDAY)
    before = behind("SELECT * FROM commitment ORDER BY id")
    assert len(before) == 3
    ours.ledger.rebuild()
    assert behind("SELECT * FROM commitment ORDER BY id") == before
    behind("DELETE FROM commitment WHERE id = 'SO-9/produce'")
    behind("UPDATE commitment SET is_open = (1 = 1), due = ''")
    ours.ledger.rebuild()
    assert behind("SELECT * FROM commitment ORDER BY id") == before


def test_only_one_of_many_threads_wins(place: str, ours: Books) -> None:
    """Threads that all decided on the same facts record theirs once; the others are told to read again."""
    start, expected = Barrier(THREADS), ours.ledger.head().size

    def submit(number: int) -> int:
        start.wait()
        try:
            return ours.ledger.append([counted(100 + number)], now=MONDAY, expected_position=expected).new
        except LedgerMoved:
            return 0

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(pool.map(submit, range(THREADS))) == 1
    with open_books(place, create=False) as again:
        assert again.ledger.head().size == expected + 1


def test_processes_take_turns(place: str) -> None:
    """Processes that start on a place without a ledger make one, and all their facts stand there, in one order."""
    calls = [[sys.executable, "-c", WRITER, place, str(100 * number), str(EACH)] for number in range(PROCESSES)]
    writers = [subprocess.Popen(call, stderr=subprocess.PIPE, text=True) for call in calls]  # noqa: S603 - our own
    troubles = [writer.communicate()[1] for writer in writers]
    assert troubles == [""] * PROCESSES
    with open_books(place, create=False) as books:
        entries = list(books.ledger.entries())
        assert [entry.position for entry in entries] == list(range(1, PROCESSES * EACH + 1))
        assert {entry.fact.id for entry in entries} == {
            f"fact-{100 * number + one}" for number in range(PROCESSES) for one in range(EACH)
        }
        assert ours_in_turn([entry.fact.id for entry in entries])


def ours_in_turn(ids: Sequence[str]) -> bool:
    """Return whether the facts of each process stand in the order in which it wrote them."""
    numbers = [int(name.removeprefix("fact-")) for name in ids]
    return all(
        sorted(some) == some
        for some in ([number for number in numbers if number // 100 == process] for process in range(PROCESSES))
    )


@pytest.mark.parametrize(
    ("change", "position"),
    [
        ("UPDATE fact SET body = 'x' WHERE position = 4", 4),
        ("UPDATE fact SET leaf = 'x' WHERE position = 4", 4),
        ("UPDATE fact SET kind = 'Accepted' WHERE position = 3", 3),
        ("UPDATE fact SET happened_at = 'soon' WHERE position = 6", 6),
        ("DELETE FROM fact WHERE position = 2", 2),
        ("DELETE FROM fact WHERE position = 6", 6),
        ("DELETE FROM fact", 1),
        ("UPDATE fact SET position = 9 WHERE position = 5", 5),
        ("INSERT INTO fact SELECT 7, 'x', kind, version, '', '', '', body, leaf FROM fact WHERE position = 1", 7),
        ("UPDATE head SET size = 5", None),
        ("UPDATE head SET root = frontier", None),
        ("DELETE FROM head", None),
        ("INSERT INTO head SELECT 2, size, root, frontier FROM head", None),
    ],
)
def test_who_gets_past_the_triggers_is_found_out(
    place: str, ours: Books, behind: Database, change: str, position: int | None
) -> None:
    """Whatever is changed in the tables, a reader is told so, with the first fact that is not as it was."""
    without_triggers(place, behind)
    behind(change)
    with pytest.raises(LedgerBroken) as found:
        list(ours.ledger.entries())
    assert found.value.position == position
    known = behind("SELECT * FROM commitment")
    with pytest.raises(LedgerBroken):
        ours.ledger.rebuild()
    assert behind("SELECT * FROM commitment") == known


def test_a_spoilt_commitment_is_not_believed(ours: Books, behind: Database) -> None:
    """What is known of a commitment is read as it was written, or not at all; the facts themselves are untouched."""
    behind("UPDATE commitment SET stage = 'revoked'")
    with pytest.raises(LedgerBroken, match="unisono ledger rebuild"):
        ours.ledger.commitment("SO-7/produce")
    with pytest.raises(LedgerBroken, match="unisono ledger rebuild"):
        list(ours.ledger.commitments())
    assert len(list(ours.ledger.entries())) == 6


def test_a_hidden_link_is_astray(ours: Books, behind: Database) -> None:
    """A link that no fact tells is found by whoever compares them."""
    behind("INSERT INTO fact_link SELECT id + 1, position, type, 'SO-8', qualifier, quantity, unit FROM fact_link")
    entries = list(ours.ledger.entries())
    stray = ours.ledger.stray(entries)
    assert stray is not None
    assert stray[0] == 1
    assert ours.ledger.stray(entries[2:3]) is None


def test_a_newer_ledger_is_refused(place: str, ours: Books, behind: Database) -> None:
    """A ledger that a newer version has changed is not touched by this one."""
    behind("INSERT INTO django_migrations (id, app, name, applied) VALUES (99, 'ledger', '0099_later', '2030-01-01')")
    ours.close()
    with pytest.raises(NoLedger, match="newer version"):
        open_books(place, create=True)


def test_where_no_ledger_is(place: str) -> None:
    """Reading where no ledger is says so, and makes none."""
    for _ in range(2):
        with pytest.raises(NoLedger, match="here is no ledger"):
            open_books(place, create=False)


def test_another_database_is_no_ledger(place: str, ours: Books, behind: Database) -> None:
    """A database that belongs to something else is left alone."""
    behind("DROP TABLE django_migrations")
    ours.close()
    with pytest.raises(NoLedger, match="not one of a ledger"):
        open_books(place, create=True)
