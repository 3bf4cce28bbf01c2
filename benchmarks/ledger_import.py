"""How fast a log goes into a ledger: one million events of a permit office by default.

`python -m benchmarks.ledger_import [--events N] [--ledger LEDGER]` writes such a log, a CSV file with groups,
resources, deadlines and ends, to a temporary folder, imports it in a fresh process without a mapping (so that it is
guessed) into SQLite, and prints what that took as one line of JSON: seconds, seconds of the processor, and the largest
memory of the process.
"""

import argparse
import csv
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.memory import peak_mb
from unisono.bootstrap import open_books
from unisono.services.guessing import guess_mapping
from unisono.services.importing import import_log
from unisono.storage.logs.opening import open_log

COLUMNS = (
    "case:channel",
    "case:concept:name",
    "case:deadline",
    "case:department",
    "case:enddate",
    "case:enddate_planned",
    "case:group",
    "case:responsible",
    "case:startdate",
    "concept:instance",
    "concept:name",
    "lifecycle:transition",
    "org:group",
    "org:resource",
    "time:timestamp",
)
BEGIN = datetime(2020, 1, 6, 8, tzinfo=UTC)
GROUPS = tuple(f"Group {number}" for number in range(1, 10))
DEPARTMENTS = ("General", "Experts", "Customer contact")
ACTIVITIES = tuple(f"T{number:02} Step {number} of the permit" for number in range(1, 28))
EVENTS_A_CASE = 6
MEGABYTE = 1 << 20


def log_rows(events: int, seed: int = 1) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a log, without its header: cases one after the other, as such logs are exported.

    Args:
        events: how many.
        seed: of everything that is drawn.
    """
    draw = random.Random(seed)  # noqa: S311 - made-up data, no secrets
    written = case = 0
    while written < events:
        case += 1
        began = BEGIN + timedelta(minutes=case, microseconds=draw.randrange(1000) * 1000)
        steps = min(events - written, 1 + draw.randrange(2 * EVENTS_A_CASE - 1))
        of_case = _case_columns(draw, case, began)
        at = began
        for step in range(steps):
            at += timedelta(minutes=draw.randrange(1, 3_000), milliseconds=draw.randrange(60_000))
            task = f"task-{written + step}"
            group, person = draw.choice(GROUPS), f"Resource{draw.randrange(48):02}"
            yield (*of_case, task, draw.choice(ACTIVITIES), "complete", group, person, at.isoformat(" "))
        written += steps


def _case_columns(draw: random.Random, case: int, began: datetime) -> tuple[str, ...]:
    planned = began + timedelta(days=56)
    ended = began + timedelta(days=draw.randrange(1, 80)) if draw.random() < 0.93 else None  # noqa: PLR2004 - as seen
    return (
        draw.choice(("Internet", "Desk", "Post", "e-mail")),
        f"case-{case}",
        (planned + timedelta(seconds=1)).isoformat(" "),
        draw.choice(DEPARTMENTS),
        "" if ended is None else ended.isoformat(" "),
        planned.isoformat(" "),
        draw.choice(("", "Group 5", "Group 8")),
        f"Resource{draw.randrange(48):02}",
        began.isoformat(" "),
    )


def write_log(path: Path, events: int) -> None:
    """Write a log of so many events."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(log_rows(events))


def measure(path: Path, place: str) -> None:
    """Print what importing a log takes in this process.

    Args:
        path: the log.
        place: the ledger, which is made.
    """
    started, busy = time.perf_counter(), time.process_time()
    log = open_log(path)
    if isinstance(log, tuple):
        raise SystemExit(log[0].message)
    guess = guess_mapping(log)
    guessed = time.perf_counter() - started
    with open_books(place, create=True) as books:
        done = import_log(log=log, mapping=guess.mapping, ledger=books.ledger, now=datetime.now(UTC))
    print(
        json.dumps(
            {
                "seconds": round(time.perf_counter() - started, 1),
                "of_them_guessing": round(guessed, 1),
                "cpu_seconds": round(time.process_time() - busy, 1),
                "peak_mb": peak_mb(),
                "rows": done.rows,
                "imported": done.imported,
                "facts": done.facts,
            }
        )
    )


def main(call_arguments: list[str] | None = None) -> int:
    """Write a log, import it in a fresh process, and print what it took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=1_000_000, help="rows of the log")
    arguments.add_argument("--ledger", default="", help="a new ledger; without it an SQLite file in a passing folder")
    arguments.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args(call_arguments)
    if given.read:
        measure(given.read, given.ledger)
        return 0
    with TemporaryDirectory() as folder:
        log = Path(folder) / "permits.csv"
        write_log(log, given.events)
        place = given.ledger or str(Path(folder) / "ledger.db")
        call = [sys.executable, "-m", "benchmarks.ledger_import", "--read", str(log), "--ledger", place]
        result = subprocess.run(call, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
        size = 0 if "://" in place else Path(place).stat().st_size // MEGABYTE
        sizes = {"log_mb": log.stat().st_size // MEGABYTE, "ledger_mb": size}
    print(json.dumps({"benchmark": "ledger_import", **sizes, **json.loads(result.stdout)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
