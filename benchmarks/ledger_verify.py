"""How long it takes to verify a ledger of a million facts.

`python -m benchmarks.ledger_verify [--facts N] [--ledger FILE]` records made-up facts, half of them work of cases as a
plain log tells it and half commitments from the request to the signature, then has a fresh process verify all of them
with `unisono ledger verify` and prints its seconds, those of all its processes on processors, and the largest memory of
each as one line of JSON. A ledger that is there already is verified as it is.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.memory import peak_mb
from unisono.bootstrap import open_books
from unisono.domain.acts.commitments import Accepted, Delivered, Promised, Purpose, Requested
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import Act, Actor, Fact, Link, Medium, Origin

FROM = datetime(2026, 1, 5, 6, tzinfo=UTC)
BATCH = 5_000
EVENTS_OF_A_CASE = 4
"""As many as a commitment has facts, so that both halves are of one length."""


def made_up(count: int) -> Iterator[Fact]:
    """Yield so many facts: a case, a commitment, and so on."""
    pairs = (chain(case(number), commitment(number)) for number in range(count // 8 + 1))
    return islice(chain.from_iterable(pairs), count)


def case(number: int) -> Iterator[Fact]:
    """Yield the work on a case, with what a log has in its other columns."""
    name = f"case-{number}"
    for step, activity in enumerate(("Confirmation of receipt", "Check documents", "Decide", "Send answer")):
        at = FROM + timedelta(minutes=10 * number + step)
        yield Fact(
            id=f"{name}/{step}",
            happened_at=at,
            actor=Actor(party=f"Group {number % 5}", person=f"Resource{number % 40:02}"),
            origin=Origin(medium=Medium.FILE, place=f"receipt.csv:{EVENTS_OF_A_CASE * number + step + 2}"),
            act=WorkRecorded(activity=activity, subject=name, started_at=at - timedelta(minutes=3)),
            links=(Link(type="case", object=name),),
            attributes={"case:channel": "Internet", "case:department": "General", "concept:instance": f"task-{number}"},
        )


def commitment(number: int) -> Iterator[Fact]:
    """Yield the life of a commitment that is kept."""
    order = f"SO-{number}"
    name, due, quantity = f"{order}/pick", FROM + timedelta(days=2, minutes=number), Decimal(number % 400) / 10
    acts: list[tuple[str, Act]] = [
        (
            "production",
            Requested(
                requester="production",
                performer="logistics",
                purpose=Purpose.PICK,
                subject=order,
                quantity=quantity,
                unit="t",
                due=due,
                value=quantity * 900,
                customer=f"C{number % 300:03}",
                tier="gold",
            ),
        ),
        ("logistics", Promised(due=due, quantity=quantity)),
        ("logistics", Delivered(handover="1", quantity=quantity, is_last=True)),
        ("production", Accepted(handover="1", quantity=quantity, documents_right=True, condition_right=True)),
    ]
    for step, (party, act) in enumerate(acts):
        yield Fact(
            id=f"{name}/{step}",
            happened_at=FROM + timedelta(minutes=10 * number + 60 * step),
            actor=Actor(party=party),
            origin=Origin(medium=Medium.SIMULATION),
            act=act,
            commitment=name,
            links=(Link(type="order", object=order),) if step == 0 else (),
        )


def record(place: Path, count: int) -> float:
    """Record so many facts in a new ledger, and return the seconds it took."""
    start = time.perf_counter()
    facts = made_up(count)
    with open_books(str(place), create=True) as books:
        while batch := list(islice(facts, BATCH)):
            books.ledger.append(batch, now=FROM)
    return time.perf_counter() - start


def verify(place: str) -> int:
    """Verify a ledger in this process, and print what it took."""
    from unisono.cli.screen import Screen  # noqa: PLC0415 - the process that records does without
    from unisono.cli.verifying import verify_and_show  # noqa: PLC0415 - the same

    start = time.perf_counter()
    code = verify_and_show(Screen(as_json=True), place, checkpoints=())
    seconds = time.perf_counter() - start
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    took = {
        "seconds": round(seconds, 1),
        "processor": round(sum(one.ru_utime + one.ru_stime for one in spent), 1),
        "peak_mb": peak_mb(),
        "peak_mb_of_a_worker": spent[1].ru_maxrss >> 10,
    }
    print(json.dumps(took), file=sys.stderr)
    return code


def main() -> int:
    """Make a ledger if there is none, and measure."""
    parser = argparse.ArgumentParser(prog="benchmarks.ledger_verify", description=__doc__)
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--only-verify", metavar="LEDGER", help="verify in this process; for the benchmark itself")
    given = parser.parse_args()
    if given.only_verify:
        return verify(given.only_verify)
    with TemporaryDirectory() as folder:
        place = given.ledger or Path(folder) / "million.ledger"
        recorded = None if place.exists() else round(record(place, given.facts), 1)
        command = [sys.executable, "-m", "benchmarks.ledger_verify", "--only-verify", str(place)]
        ran = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own module
        if ran.returncode:
            print(ran.stdout, ran.stderr, file=sys.stderr)
            return 1
        verdict, took = json.loads(ran.stdout), json.loads(ran.stderr.splitlines()[-1])
        print(
            json.dumps(
                {
                    "benchmark": "ledger_verify",
                    "facts": verdict["facts"],
                    "ok": verdict["ok"],
                    "recorded_s": recorded,
                    "mb_on_disk": place.stat().st_size >> 20,
                    **took,
                }
            )
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
