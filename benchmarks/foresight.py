"""How good foresight is on public logs, and what it takes over 1,000,000 made-up events by default.

`python -m benchmarks.foresight [--log FILE] [--events N]` imports each log as it is guessed into a ledger in a
temporary folder, or records the work of an office with twelve groups, and judges foresight in a fresh process, with the
fact table there. It prints a line of JSON for each: the errors beside the yardsticks, and what the process took.
"""

import argparse
import json
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.friction import BATCH, BEGIN, work_of_an_office
from benchmarks.memory import peak_mb
from benchmarks.public_data import data_folder
from unisono.bootstrap import open_books, open_fact_table, prepare_trees

LOGS = ("helpdesk.xes.gz", "receipt.csv", "order-management.sqlite", "production.csv")
EVENTS = 1_000_000


def ask(place: str) -> dict[str, object]:
    """Return how good foresight is in a ledger, and what to judge it takes in this process.

    Args:
        place: the ledger.
    """
    prepare_trees()
    from unisono.cli.foresight_showing import plain_judgement  # noqa: PLC0415 - threads are chosen before this loads
    from unisono.services.foreseeing import evaluate  # noqa: PLC0415 - the same

    started, busy = time.perf_counter(), time.process_time()
    with open_books(place, create=False) as books:
        table = open_fact_table(books, place)
        facts = table.catch_up().size
        told = plain_judgement(evaluate(table=table))
    return {
        "facts": facts,
        **told,
        "seconds": round(time.perf_counter() - started, 2),
        "cpu_seconds": round(time.process_time() - busy, 2),
        "peak_mb": peak_mb(),
    }


def record(place: str, events: int) -> None:
    """Record the work of an office, and make its fact table.

    Args:
        place: where the ledger is made.
        events: how many.
    """
    told = work_of_an_office(events)
    with open_books(place, create=True) as books:
        while batch := list(islice(told, BATCH)):
            books.ledger.append(batch, now=BEGIN)
        open_fact_table(books, place).catch_up()


def main(call_arguments: list[str] | None = None) -> int:
    """Judge foresight on logs and on made-up work in fresh processes, and print what came of it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--log", action="append", help="a public log; may be repeated")
    arguments.add_argument("--events", type=int, action="append", help="made-up events; may be repeated")
    arguments.add_argument("--ask", help=argparse.SUPPRESS)
    given = arguments.parse_args(call_arguments)
    if given.ask:
        print(json.dumps(ask(given.ask)))
        return 0
    is_all = not given.log and not given.events
    with TemporaryDirectory() as folder:
        for log in given.log or (LOGS if is_all else ()):
            place = str(Path(folder) / f"{log}.ledger")
            file = str(data_folder() / "logs" / log)
            call = [sys.executable, "-m", "unisono", "ledger", "import", file, "--ledger", place, "--json"]
            subprocess.run(call, check=True, capture_output=True)  # noqa: S603 - our own module
            _tell(log, place)
        for events in given.events or ((EVENTS,) if is_all else ()):
            place = str(Path(folder) / f"{events}.ledger")
            record(place, events)
            _tell(f"{events} made-up events", place)
    return 0


def _tell(name: str, place: str) -> None:
    call = [sys.executable, "-m", "benchmarks.foresight", "--ask", place]
    result = subprocess.run(call, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
    print(json.dumps({"benchmark": "foresight", "log": name, **json.loads(result.stdout)}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
