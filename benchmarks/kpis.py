"""How fast all KPIs are there over many facts: 1,000,000 by default.

`python -m benchmarks.kpis [--facts N]` records the facts of a busy company in an SQLite ledger in a temporary folder,
then asks for all KPIs in a fresh process: first with the fact table to be made, then with it there. It prints the
seconds and the largest memory of each process as one line of JSON.
"""

import argparse
import json
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.busy_company import BEGIN, facts_of_a_busy_company
from benchmarks.memory import peak_mb
from unisono.analytics.kpis import KPIS
from unisono.bootstrap import open_books, open_fact_table
from unisono.services.measuring import measure

BATCH = 20_000


def record(place: str, facts: int) -> float:
    """Record the facts of a busy company in a new ledger and return the seconds it took.

    Args:
        place: where the ledger is made.
        facts: how many.
    """
    started = time.perf_counter()
    told = facts_of_a_busy_company(facts)
    with open_books(place, create=True) as books:
        while batch := list(islice(told, BATCH)):
            books.ledger.append(batch, now=BEGIN)
    return time.perf_counter() - started


def ask(place: str) -> None:
    """Print what all KPIs of a ledger take in this process.

    Args:
        place: the ledger.
    """
    started, busy = time.perf_counter(), time.process_time()
    with open_books(place, create=False) as books:
        table = open_fact_table(books, place)
        facts = table.catch_up().size
        table_seconds = time.perf_counter() - started
        figures = measure(table=table, kpis=KPIS)
    print(
        json.dumps(
            {
                "facts": facts,
                "seconds": round(time.perf_counter() - started, 2),
                "table_seconds": round(table_seconds, 2),
                "cpu_seconds": round(time.process_time() - busy, 2),
                "peak_mb": peak_mb(),
                "kpis_with_a_value": sum(figure.value is not None for figure in figures),
            }
        )
    )


def main(call_arguments: list[str] | None = None) -> int:
    """Record facts, ask for all KPIs in fresh processes, and print what it took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--facts", type=int, default=1_000_000, help="facts in the ledger")
    arguments.add_argument("--ask", help=argparse.SUPPRESS)
    given = arguments.parse_args(call_arguments)
    if given.ask:
        ask(given.ask)
        return 0
    with TemporaryDirectory() as folder:
        place = str(Path(folder) / "ledger.sqlite")
        recorded = record(place, given.facts)
        for table in ("made", "kept"):
            call = [sys.executable, "-m", "benchmarks.kpis", "--ask", place]
            result = subprocess.run(call, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
            answer = json.loads(result.stdout)
            print(json.dumps({"benchmark": "kpis", "table": table, **answer, "record_seconds": round(recorded, 1)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
