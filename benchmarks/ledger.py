"""How fast a log is read for process mining, beside the usual tool: 2,600,000 events by default.

`python -m benchmarks.ledger [--events N] [--python PYTHON]` writes the events of an office to a temporary folder, once
as a segment of the fact table and once as a log of pm4py, and lets each, in a process of its own, count which activity
follows which, who hands over to whom, and how long cases take. It prints a line of JSON for each, with the processor's
seconds from the file on, and then their ratio. pm4py is never a part of Unisono: it is installed into a passing
environment, unless `--python` names an interpreter that has it; where that fails this says so and goes without.
"""

import argparse
import json
import subprocess
import sys
import time
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from unisono.analytics.fact_table import ACT_COLUMNS, ENVELOPE, FACTS, LINK_COLUMNS
from unisono.domain.acts.work import WorkRecorded
from unisono.storage.fact_table.engine import Engine

EVENTS = 2_600_000
EVENTS_A_CASE = 6
ACTIVITIES, PARTIES = 24, 12
BEGIN = np.datetime64("2024-01-01T08:00:00", "us")
USUAL = Path(__file__).parent / "usual_tool.py"


def write_logs(folder: Path, events: int, seed: int = 1) -> tuple[Path, Path]:
    """Write a log twice, in the order of time, and return where: as the fact table has it, and as pm4py reads it.

    Args:
        folder: where the files go.
        events: how many.
        seed: of everything that is drawn.
    """
    draw = np.random.default_rng(seed)
    case = draw.integers(0, max(1, events // EVENTS_A_CASE), events)
    at = BEGIN + np.cumsum(draw.integers(1, 60_000_000, events)).astype("timedelta64[us]")
    cases = pa.array([f"case-{number}" for number in case])
    activities = _named("Step", draw.integers(0, ACTIVITIES, events))
    parties = _named("Group", draw.integers(0, PARTIES, events))
    facts = {
        "position": pa.array(np.arange(1, events + 1)),
        "kind": pa.array([WorkRecorded.__name__] * events),
        "actor_party": parties,
        "activity": activities,
        "subject": cases,
        "happened_at": pa.array(at),
    }
    links = pa.list_(pa.struct([(name, pa.float64() if name == "quantity" else pa.string()) for name in LINK_COLUMNS]))
    empty = [name for name in (*ENVELOPE, *ACT_COLUMNS) if name not in facts]
    ours, theirs = folder / "facts.parquet", folder / "log.parquet"
    table = pa.table({**facts, **{name: pa.nulls(events) for name in empty}, "links": pa.nulls(events, links)})
    pq.write_table(table, ours, compression="zstd")
    log = {"case:concept:name": cases, "concept:name": activities, "org:resource": parties}
    log["time:timestamp"] = pa.array(at).cast(pa.timestamp("ns", "UTC"))
    pq.write_table(pa.table(log), theirs, compression="zstd")
    return ours, theirs


def _named(word: str, numbers: np.ndarray) -> pa.Array:
    names = [f"{word} {number}" for number in range(int(numbers.max()) + 1)]
    return pa.DictionaryArray.from_arrays(pa.array(numbers, pa.int32()), names).cast(pa.string())


def steps() -> tuple[ibis.Table, ibis.Table]:
    """Return how often which activity and party follow which, and the seconds that each case took."""
    work = FACTS.filter(FACTS.kind == WorkRecorded.__name__)
    in_case = ibis.window(group_by=work.subject, order_by=[work.happened_at, work.position])
    after = work.select(
        activity=work.activity,
        party=work.actor_party,
        next_activity=work.activity.lead().over(in_case),
        next_party=work.actor_party.lead().over(in_case),
    )
    follows = after.filter(after.next_activity.notnull())
    by_case = work.group_by("subject").agg(first=work.happened_at.min(), last=work.happened_at.max())
    seconds = by_case.select(seconds=by_case["last"].epoch_seconds() - by_case["first"].epoch_seconds())
    return follows.group_by(follows.columns).agg(n=follows.count()), seconds.agg(median=seconds.seconds.median())


def ask(path: Path, threads: int) -> dict[str, object]:
    """Return what our engine finds in a log, and the processor's seconds it took.

    Args:
        path: a segment of the fact table.
        threads: how many cores it may use.
    """
    busy, started = time.process_time(), time.perf_counter()
    engine = Engine(threads=threads)
    engine.show_files([path])
    follows, throughput = steps()
    rows = engine.rows(follows)
    (times,) = engine.rows(throughput)
    kinds = {(row["activity"], row["next_activity"]) for row in rows}
    pairs = {(row["party"], row["next_party"]) for row in rows}
    return {
        "follows": sum(int(str(row["n"])) for row in rows),
        "kinds": len(kinds),
        "party_pairs": len(pairs),
        "median_s": times["median"],
        "cpu_s": round(time.process_time() - busy, 2),
        "seconds": round(time.perf_counter() - started, 2),
    }


def environment_with_pm4py(folder: Path) -> Path | None:
    """Return the interpreter of a new environment with pm4py; None where it cannot be installed.

    Args:
        folder: where the environment is made.
    """
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    call = [str(python), "-m", "pip", "install", "-q", "pm4py", "pyarrow"]
    made = subprocess.run(call, check=False, capture_output=True, text=True)  # noqa: S603 - its own environment
    if made.returncode:
        print(f"NOT COMPARED: pm4py cannot be installed here.\n{made.stderr.strip()[-500:]}", file=sys.stderr)
        return None
    return python


def main(call_arguments: list[str] | None = None) -> int:
    """Write a log, let both read it, and print what it took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=EVENTS, help="events in the log")
    arguments.add_argument("--threads", type=int, default=1, help="cores that our engine may use")
    arguments.add_argument("--python", type=Path, help="an interpreter that has pm4py")
    arguments.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args(call_arguments)
    if given.ask:
        print(json.dumps(ask(given.ask, given.threads)))
        return 0
    with TemporaryDirectory() as made:
        folder = Path(made)
        ours, theirs = write_logs(folder, given.events)
        call = [sys.executable, "-m", "benchmarks.ledger", "--ask", str(ours), "--threads", str(given.threads)]
        our = _said(call)
        print(json.dumps({"benchmark": "ledger", "tool": "unisono", "events": given.events, **our}), flush=True)
        python = given.python or environment_with_pm4py(folder / "pm4py")
        if python is not None:
            their = _said([str(python), str(USUAL), str(theirs)])
            print(json.dumps({"benchmark": "ledger", "tool": "pm4py", "events": given.events, **their}))
            print(
                json.dumps(
                    {"benchmark": "ledger", "ratio": round(float(str(our["cpu_s"])) / float(str(their["cpu_s"])), 3)}
                )
            )
    return 0


def _said(call: list[str]) -> dict[str, object]:
    result = subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own modules
    return dict(json.loads(result.stdout.splitlines()[-1]))


if __name__ == "__main__":
    sys.exit(main())
