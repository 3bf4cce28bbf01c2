"""How fast facts are recorded beside SQLite alone: one by one, and a hundred at a time.

`python -m benchmarks.ledger_append [--facts N] [--rounds N] [--folder DIR]` records the same made-up facts in three
ways, in turns, on the same disk with the same pragmas, and prints a line of JSON for each size of batch, medians of all
rounds:

- `rows`: SQLite alone stores the rows that the ledger stores, made ahead, in the same tables with the same indexes;
- `bodies`: SQLite alone stores nothing but the canonical bytes, made ahead, in a table of two columns;
- `ledger`: the ledger does everything: bytes, hashes, links, what is known of each commitment, and the tree.

Half of the facts open a commitment of their own, the others are work of a log. `--place` measures the ledger alone at
another place, such as a PostgreSQL database that holds no facts.
"""

import argparse
import json
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from unisono.bootstrap import open_books
from unisono.domain.acts import Requested, WorkRecorded
from unisono.domain.acts.commitments import Purpose
from unisono.domain.facts import Actor, Fact, Link, Medium, Origin

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
TABLES = ("fact", "fact_link", "commitment")
BATCH = 100
SINGLES = 20
"""Of so many facts that are recorded in batches, one is recorded alone: it takes as long."""

PRAGMAS = ("journal_mode = WAL", "synchronous = FULL")

Rows = list[tuple[object, ...]]
Seconds = float


def made_up_facts(facts: int, first: int = 0) -> list[Fact]:
    """Return facts as an import brings them along.

    Args:
        facts: how many.
        first: number of the first one.
    """
    return [_fact(number) for number in range(first, first + facts)]


def _fact(number: int) -> Fact:
    at, case, is_request = NOW + timedelta(minutes=number), f"SO-{number // 2:07}", number % 2 == 0
    asked = Requested(
        requester="sales",
        performer="production",
        purpose=Purpose.PRODUCE,
        subject=case,
        quantity=Decimal("28.5"),
        unit="t",
        due=at + timedelta(days=5),
    )
    done = WorkRecorded(activity="Pack the goods", subject=case, started_at=at)
    return Fact(
        id=f"{case}/{number % 2}",
        happened_at=at,
        actor=Actor(party="production", person="Ewa"),
        origin=Origin(medium=Medium.FILE, place=f"events.csv:{number + 2}"),
        act=asked if is_request else done,
        commitment=f"{case}/produce" if is_request else "",
        links=(Link(type="order", object=case),),
        attributes={} if is_request else {"org:resource": "Ewa", "lifecycle:transition": "complete"},
    )


def with_ledger(place: str, facts: Sequence[Fact], batch: int) -> Seconds:
    """Return how long a new ledger takes to record facts."""
    with open_books(place, create=True) as books:
        began = time.perf_counter()
        for first in range(0, len(facts), batch):
            books.ledger.append(facts[first : first + batch], now=NOW)
        return time.perf_counter() - began


def with_rows(made: Path, path: Path, batch: int) -> Seconds:
    """Return how long SQLite alone takes to store the rows of a ledger in the same tables.

    Args:
        made: the ledger whose rows are stored.
        path: where they are stored.
        batch: how many facts are stored at once.
    """
    open_books(str(path), create=True).close()
    batches = list(_batches(made, batch))
    inserts = {table: _insert(table, rows) for table, rows in batches[0].items()}
    return _store(path, ([(inserts[table], rows) for table, rows in tables.items()] for tables in batches))


def with_bodies(made: Path, path: Path, batch: int) -> Seconds:
    """Return how long SQLite alone takes to store the bytes of a ledger's facts; arguments as of `with_rows`."""
    batches: list[Rows] = [[(row[0], row[-2]) for row in tables["fact"]] for tables in _batches(made, batch)]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE body (position INTEGER PRIMARY KEY, body BLOB)")
    return _store(path, ([("INSERT INTO body VALUES (?, ?)", rows)] for rows in batches))


def _store(path: Path, batches: Iterable[list[tuple[str, Rows]]]) -> Seconds:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        began = time.perf_counter()
        for batch in batches:
            connection.execute("BEGIN IMMEDIATE")
            for insert, rows in batch:
                connection.executemany(insert, rows)
            connection.execute("COMMIT")
        return time.perf_counter() - began


def _batches(made: Path, batch: int) -> Iterator[dict[str, Rows]]:
    with closing(sqlite3.connect(made)) as connection:
        size = connection.execute("SELECT max(position) FROM fact").fetchone()[0]
        for first in range(1, size + 1, batch):
            between = (first, first + batch - 1)
            yield {
                table: connection.execute(
                    f"SELECT * FROM {table} WHERE position BETWEEN ? AND ?",  # noqa: S608 - a name of ours
                    between,
                ).fetchall()
                for table in TABLES
            }


def _insert(table: str, rows: Rows) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608 - a name of ours


def measure(folder: Path, facts: int, batch: int, rounds: int) -> dict[str, object]:
    """Return facts a second of each way, and what the ledger reaches of the others.

    Args:
        folder: on the disk that is measured.
        facts: how many are recorded in each round.
        batch: how many at once.
        rounds: how often.
    """
    told, took = made_up_facts(facts), defaultdict[str, list[Seconds]](list)
    for number in range(rounds):
        made, alone, bodies = (folder / f"{batch}-{number}-{name}" for name in ("ledger", "rows", "bodies"))
        took["ledger"].append(with_ledger(str(made), told, batch))
        took["rows"].append(with_rows(made, alone, batch))
        took["bodies"].append(with_bodies(made, bodies, batch))
    speed = {name: round(facts / median(seconds)) for name, seconds in took.items()}
    shares = {f"of_{name}": round(speed["ledger"] / speed[name], 2) for name in ("rows", "bodies")}
    return {"benchmark": "ledger_append", "batch": batch, "facts": facts, **speed, **shares}


def main(call_arguments: list[str] | None = None) -> int:
    """Record facts in all ways, and print how fast they were."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--facts", type=int, default=20_000, help="recorded in batches; a twentieth one by one")
    arguments.add_argument("--rounds", type=int, default=5, help="how often each way is measured")
    arguments.add_argument("--folder", type=Path, help="a folder on the disk to measure; else where temporary files go")
    arguments.add_argument("--place", help="measure the ledger alone at another place")
    arguments.add_argument("--json", action="store_true", help="the output is always JSON")
    given = arguments.parse_args(call_arguments)
    sizes = {1: given.facts // SINGLES, BATCH: given.facts}
    if given.place:
        for batch, facts in sizes.items():
            speed = round(facts / with_ledger(given.place, made_up_facts(facts, first=facts * batch), batch))
            print(json.dumps({"benchmark": "ledger_append", "batch": batch, "facts": facts, "ledger": speed}))
        return 0
    with TemporaryDirectory(dir=given.folder) as folder:
        for batch, facts in sizes.items():
            print(json.dumps(measure(Path(folder), facts, batch, given.rounds)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
