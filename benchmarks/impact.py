"""How fast an impact map is drawn: in the book of a large shop, and in a log of as many events.

`python -m benchmarks.impact [--facts N]` records a million facts of each kind (or N) in SQLite ledgers in a temporary
folder, then asks in fresh processes, with the fact table there, whom it hits when a line stops, an order slips, or a
group of the office is held up. It prints what each process took as a line of JSON.
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

from benchmarks.friction import work_of_an_office
from benchmarks.memory import peak_mb
from unisono.bootstrap import open_books, open_fact_table
from unisono.domain.acts.commitments import Delivered, Needed, Promised, Purpose, Requested, Through
from unisono.domain.facts import CUSTOMER, Act, Actor, Fact, Medium, Origin
from unisono.services.impacting.mapping import map_impact
from unisono.storage.reading.agreements import agreement_of_text

FACTS = 1_000_000
BATCH = 20_000
BEGIN = datetime(2026, 1, 5, 6, tzinfo=UTC)
LINES = 40
CUSTOMERS = 2_000
OPEN_SHARE = 0.3
"""So many orders, the last ones, are still to be made."""

STEPS = (
    (Purpose.SUPPLY, "production", "purchasing"),
    (Purpose.PRODUCE, "sales", "production"),
    (Purpose.PICK, "sales", "logistics"),
    (Purpose.SHIP, "logistics", "carrier"),
    (Purpose.PROMISE, CUSTOMER, "sales"),
)
FACTS_AN_ORDER = 18


def book_of_a_shop(facts: int, seed: int = 1) -> Iterator[Fact]:
    """Yield the facts of orders, each of five commitments in a row, on lines on which one waits for the other.

    Args:
        facts: about how many.
        seed: of everything that is drawn.
    """
    draw = random.Random(seed)  # noqa: S311 - made-up data, no secrets
    orders = facts // FACTS_AN_ORDER
    last_on: dict[int, str] = {}
    for number in range(orders):
        line = draw.randrange(LINES)
        is_open = number >= orders * (1 - OPEN_SHARE)
        yield from _order(number, line, last_on.get(line, ""), draw, is_open=is_open)
        last_on[line] = f"SO-{number}/{Purpose.PRODUCE.value}"


def _order(number: int, line: int, ahead: str, draw: random.Random, *, is_open: bool) -> Iterator[Fact]:
    order, before = f"SO-{number}", ""
    at = BEGIN + timedelta(minutes=number)
    customer = draw.randrange(CUSTOMERS)
    tier = "gold" if customer % 10 == 0 else "standard"
    value = Decimal(draw.randrange(100, 9_000))
    for step, (purpose, asks, does) in enumerate(STEPS):
        name = f"{order}/{purpose.value}"
        due = at + timedelta(days=step + 1)
        request = Requested(
            requester=asks,
            performer=does,
            purpose=purpose,
            subject=order,
            due=due,
            value=value if purpose is Purpose.PROMISE else None,
            agreed_minutes=Decimal(480),
            customer=f"C{customer}",
            tier=tier,
            line=f"line {line}" if purpose is Purpose.PRODUCE else "",
        )
        yield _said(name, asks, request, at)
        yield _said(name, does, Promised(due=due), at)
        if before:
            yield _said(name, does, Needed(needs=before), at)
        if purpose is Purpose.PRODUCE and ahead:
            yield _said(name, does, Needed(needs=ahead, through=Through.RESOURCE), at, more=" on the line")
        if not is_open:
            yield _said(name, does, Delivered(handover="1", is_last=True), due)
        before = name


def _said(name: str, party: str, act: Act, at: datetime, *, more: str = "") -> Fact:
    return Fact(
        id=f"{name} {type(act).__name__}{more}",
        happened_at=at,
        actor=Actor(party=party),
        origin=Origin(medium=Medium.FILE, place="shop"),
        act=act,
        commitment=name,
    )


def ask(place: str, name: str) -> dict[str, object]:
    """Return what the map of a name takes in this process.

    Args:
        place: the ledger.
        name: of what slips, stops or is held up.
    """
    with open_books(place, create=False) as books:
        table = open_fact_table(books, place)
        facts = table.catch_up().size
        started, busy = time.perf_counter(), time.process_time()
        found = map_impact(table=table, ledger=books.ledger, read=agreement_of_text, name=name, now=BEGIN)
        seconds, cpu = time.perf_counter() - started, time.process_time() - busy
    return {
        "facts": facts,
        "name": name,
        "hit": len(found.impact.hits),
        "orders": len(found.impact.orders),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_mb": peak_mb(),
    }


def main(call_arguments: list[str] | None = None) -> int:
    """Record facts, ask whom it hits in fresh processes, and print what that took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--facts", type=int, default=FACTS, help="facts in each ledger")
    arguments.add_argument("--ask", nargs=2, help=argparse.SUPPRESS)
    given = arguments.parse_args(call_arguments)
    if given.ask:
        print(json.dumps(ask(*given.ask)))
        return 0
    late = f"SO-{given.facts // FACTS_AN_ORDER - LINES}"
    kinds = {
        "shop": (book_of_a_shop(given.facts), ("line 0", late)),
        "office": (work_of_an_office(given.facts), ("Group 1", "case-1")),
    }
    for kind, (told, names) in kinds.items():
        with TemporaryDirectory() as folder:
            place = str(Path(folder) / "ledger.sqlite")
            with open_books(place, create=True) as books:
                while batch := list(islice(told, BATCH)):
                    books.ledger.append(batch, now=BEGIN)
                open_fact_table(books, place).catch_up()
            for name in names:
                call = [sys.executable, "-m", "benchmarks.impact", "--ask", place, name]
                result = subprocess.run(call, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
                print(json.dumps({"benchmark": "impact", "of": kind, **json.loads(result.stdout)}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
