"""How fast the friction between parties is told: over 65,000 and 1,000,000 events by default.

`python -m benchmarks.friction [--events N]` records the work of an office with twelve groups in an SQLite ledger in a
temporary folder, then asks for the friction in fresh processes, with a thousand replicates: first with the fact table
to be made, then with it there. It prints what each process took as a line of JSON.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.memory import peak_mb
from unisono.bootstrap import open_books, open_fact_table
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import Actor, Fact, Link, Medium, Origin
from unisono.services.rubbing import measure_friction

SIZES = (65_000, 1_000_000)
BATCH = 20_000
BEGIN = datetime(2024, 1, 1, 8, tzinfo=UTC)
GROUPS = tuple(Actor(party=f"Group {number}") for number in range(1, 13))
ACTIVITIES = tuple(f"Step {number}" for number in range(1, 25))
EVENTS_A_CASE = 6
"""On average: cases have 2 to 10 events."""


def work_of_an_office(events: int, seed: int = 1) -> Iterator[Fact]:
    """Yield pieces of work, case by case; a fifth of them goes back to who had the case before.

    Args:
        events: how many.
        seed: of everything that is drawn.
    """
    draw = random.Random(seed)  # noqa: S311 - made-up data, no secrets
    origin = Origin(medium=Medium.FILE, place="office.csv")
    done = case = 0
    while done < events:
        case += 1
        name = f"case-{case}"
        at = BEGIN + timedelta(minutes=case)
        steps = min(draw.randint(2, 2 * EVENTS_A_CASE - 2), events - done)
        was = group = draw.randrange(len(GROUPS))
        for step in range(steps):
            at += timedelta(minutes=draw.expovariate(1 / 600))
            was, group = group, was if draw.random() < 0.2 else draw.randrange(len(GROUPS))  # noqa: PLR2004 - a fifth
            minutes = Decimal(draw.randint(2, 60))
            yield Fact(
                id=f"{case}/{step}",
                happened_at=at,
                actor=GROUPS[group],
                origin=origin,
                act=WorkRecorded(activity=draw.choice(ACTIVITIES), subject=name, minutes=minutes),
                links=(Link(type="case", object=name),),
            )
        done += steps


def ask(place: str) -> dict[str, object]:
    """Return what the friction in a ledger takes in this process.

    Args:
        place: the ledger.
    """
    started, busy = time.perf_counter(), time.process_time()
    with open_books(place, create=False) as books:
        table = open_fact_table(books, place)
        facts = table.catch_up().size
        table_seconds = time.perf_counter() - started
        found = measure_friction(table=table, rates={group.party: 40.0 for group in GROUPS})
    return {
        "facts": facts,
        "handovers": found.handovers,
        "seconds": round(time.perf_counter() - started, 2),
        "table_seconds": round(table_seconds, 2),
        "cpu_seconds": round(time.process_time() - busy, 2),
        "peak_mb": peak_mb(),
    }


def main(call_arguments: list[str] | None = None) -> int:
    """Record work, ask for its friction in fresh processes, and print what that took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, action="append", help="events in the ledger; may be repeated")
    arguments.add_argument("--ask", help=argparse.SUPPRESS)
    given = arguments.parse_args(call_arguments)
    if given.ask:
        print(json.dumps(ask(given.ask)))
        return 0
    for events in given.events or SIZES:
        with TemporaryDirectory() as folder:
            place = str(Path(folder) / "ledger.sqlite")
            told = work_of_an_office(events)
            with open_books(place, create=True) as books:
                while batch := list(islice(told, BATCH)):
                    books.ledger.append(batch, now=BEGIN)
            for table in ("made", "kept"):
                call = [sys.executable, "-m", "benchmarks.friction", "--ask", place]
                result = subprocess.run(call, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
                answer = json.loads(result.stdout)
                print(json.dumps({"benchmark": "friction", "table": table, **answer}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
