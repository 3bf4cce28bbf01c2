"""Where a ledger can be, and what a person is told when it cannot."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from tests.mill import MONDAY, counted, story
from unisono.bootstrap import open_books
from unisono.services.ports import LedgerBusy, LedgerFull, LedgerUnreachable, NoLedger
from unisono.storage.ledger import databases

NOBODY = "postgresql://nobody@127.0.0.1:1"


@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_ledger(tmp_path: Path, *, create: bool) -> None:
    """A folder, a text, another program's database and a path through nowhere are named for what they are."""
    (tmp_path / "orders.csv").write_text("id,customer\n" * 1000, encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "photos.db")) as photos:
        photos.execute("CREATE TABLE photo (name)")
    told = {
        "": "is a folder",
        "nowhere/ledger.sqlite": "no folder" if create else "no ledger",
        "orders.csv": "file is not a database",
        "photos.db": "not one of a ledger" if create else "no ledger in",
    }
    for name, why in told.items():
        with pytest.raises(NoLedger, match=why):
            open_books(str(tmp_path / name), create=create)
    assert {path.name for path in tmp_path.iterdir()} == {"orders.csv", "photos.db"}


def test_an_empty_file_is_a_place_for_a_ledger(tmp_path: Path) -> None:
    """A file that a program has just made is no ledger yet, and can become one."""
    place = tmp_path / "new.sqlite"
    place.touch()
    with pytest.raises(NoLedger, match="is empty"):
        open_books(str(place), create=False)
    with open_books(str(place), create=True) as books:
        assert books.ledger.head().size == 0


@pytest.mark.parametrize(
    ("url", "refusal", "why"),
    [
        (f"{NOBODY}/ledger", LedgerUnreachable, "cannot be reached"),
        (NOBODY, NoLedger, "names no database"),
        ("postgresql://[/ledger", NoLedger, "not the URL"),
    ],
)
def test_servers_that_do_not_answer(url: str, refusal: type[Exception], why: str) -> None:
    """A server that is not there, and a URL that names no database, are told as such."""
    with pytest.raises(refusal, match=why):
        open_books(url, create=True)


def test_a_password_is_not_told() -> None:
    """What people read names the server and the database, not the secrets of the URL."""
    with pytest.raises(LedgerUnreachable) as refusal:
        open_books("postgresql://ada:cheese@127.0.0.1:1/ledger", create=False)
    assert "cheese" not in str(refusal.value)


def test_a_database_that_is_not_there(postgresql_server: str) -> None:
    """A server without that database is told as such."""
    with pytest.raises(LedgerUnreachable, match="does not exist"):
        open_books(postgresql_server.rpartition("/")[0] + "/unisono_not_there", create=True)


def test_a_database_that_cannot_keep_all_texts(postgresql_server: str) -> None:
    """A database that was not made for texts of all languages is refused before it loses one."""
    with psycopg.connect(postgresql_server, autocommit=True) as server:
        name = f"{server.info.dbname}_latin"
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
        try:
            with pytest.raises(NoLedger, match="in UTF8"):
                open_books(postgresql_server.rpartition("/")[0] + f"/{name}", create=True)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_full_disk_takes_nothing(tmp_path: Path) -> None:
    """Where there is no room a batch is refused as a whole, the ledger stays sound, and later takes it."""
    facts = [counted(number) for number in range(10, 2000)]
    with open_books(str(tmp_path / "ledger.sqlite"), create=True) as books:
        books.ledger.append(story(), now=MONDAY)
        with connections[_alias()].cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 40")
        with pytest.raises(LedgerFull, match="no room"):
            books.ledger.append(facts, now=MONDAY)
        assert [entry.fact for entry in books.ledger.entries()] == story()
        with connections[_alias()].cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1000000")
        assert books.ledger.append(facts, now=MONDAY).new == len(facts)


def test_a_writer_that_does_not_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for another writer in vain is told so; reading goes on meanwhile."""
    monkeypatch.setattr(databases, "PATIENCE_SECONDS", 0.05)
    place = str(tmp_path / "ledger.sqlite")
    with open_books(place, create=True) as books, closing(sqlite3.connect(place, isolation_level=None)) as other:
        books.ledger.append(story(), now=MONDAY)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="try again"):
            books.ledger.append([counted(50)], now=MONDAY)
        assert books.ledger.head().size == 6
        other.execute("ROLLBACK")
        assert books.ledger.append([counted(50)], now=MONDAY).new == 1


def test_a_writer_on_a_server_that_does_not_end(postgresql_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a server it is told so as well, and reading goes on meanwhile."""
    monkeypatch.setattr(databases, "PATIENCE_SECONDS", 0.05)
    with open_books(postgresql_place, create=True) as books, psycopg.connect(postgresql_place) as other:
        books.ledger.append(story(), now=MONDAY)
        other.execute("SELECT size FROM head FOR UPDATE")
        with pytest.raises(LedgerBusy, match="try again"):
            books.ledger.append([counted(50)], now=MONDAY)
        assert books.ledger.head().size == 6
        other.rollback()
        assert books.ledger.append([counted(50)], now=MONDAY).new == 1


def test_a_server_that_goes_away(postgresql_place: str) -> None:
    """A connection that the server has ended is told as such, and is made anew for the next question."""
    with open_books(postgresql_place, create=True) as books:
        books.ledger.append(story(), now=MONDAY)
        with psycopg.connect(postgresql_place) as server:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND datname = current_database()"
            )
        with pytest.raises(LedgerUnreachable, match="cannot be reached"):
            books.ledger.head()
        assert books.ledger.head().size == 6


def test_threads_leave_no_connection_behind(postgresql_place: str) -> None:
    """A server has few places for connections: each is given back as soon as the thread that had it ends."""
    with open_books(postgresql_place, create=True) as books, psycopg.connect(postgresql_place) as server:
        books.ledger.append(story(), now=MONDAY)
        for _ in range(3):
            with ThreadPoolExecutor(4) as pool:
                assert {head.size for head in pool.map(lambda _: books.ledger.head(), range(8))} == {6}
        server.execute("SELECT pg_sleep(0.05)")  # the server hears of an end a moment later
        question = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        (count,) = server.execute(question).fetchone() or (0,)
        assert count <= 4, "of the books, of this question, of whoever makes databases for the tests"


def _alias() -> str:
    """Return the name of the database that was opened last."""
    return list(connections)[-1]
