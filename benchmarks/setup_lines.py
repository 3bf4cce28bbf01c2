"""Ten lines with changeovers, on which every order must be made.

An hour late weighs 4 (gold), 2 (silver) or 1 (standard), an hour of changeover 1.
`python -m benchmarks.setup_lines FILE --seconds 10 --seed 1 --json` prints one JSON object. Seconds are processor time
of one core for the first plan and the search; reading, compiling and checking are not counted.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.book import search, warm_up
from benchmarks.memory import peak_mb
from benchmarks.processor import ProcessorSeconds
from benchmarks.setup_lines_format import WEIGHTS, read_setup_lines
from unisono.engines.planning.checking import check


def measure(path: Path, *, seconds: float, seed: int) -> dict[str, object]:
    """Return the result on one order book, checked; the kernel is compiled before (see `warm_up`)."""
    problem, classes = read_setup_lines(path)
    wall, cpu = time.perf_counter(), time.process_time()
    solution = search(problem, ProcessorSeconds.from_now(seconds), seed=seed)
    spent = {"cpu_s": round(time.process_time() - cpu, 3), "wall_s": round(time.perf_counter() - wall, 3)}
    late = {job.order: max(0, job.end - int(problem.orders.due[job.order])) for job in solution.jobs}
    counts = Counter(classes[order] for order, minutes in late.items() if minutes > 0)
    return {
        "instance": path.name,
        "late": {name: counts[name] for name in WEIGHTS},
        "weighted_tardiness_h": round(
            sum(WEIGHTS[classes[order]] * minutes / 60 for order, minutes in late.items()), 3
        ),
        "changeover_h": round(solution.worth.changeover_cost, 3),
        "operations": [
            {
                "order": problem.orders.ids[job.order],
                "line": job.line,
                "start": job.start,
                "end": job.end,
            }
            for job in solution.jobs
        ],
        **spent,
        "iterations": solution.iterations,
        "peak_mb": peak_mb(),
        "findings": len(check(problem, solution)),
    }


def main(call_arguments: list[str] | None = None) -> int:
    """Measure the file named on the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.setup_lines", description="Ten lines with changeovers.")
    parser.add_argument("file", type=Path, help="an order book")
    parser.add_argument("--seconds", type=float, default=10.0, help="processor time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    arguments = parser.parse_args(call_arguments)
    if not arguments.file.is_file():
        print(f"No such file: {arguments.file.name}", file=sys.stderr)
        return 2
    warm_up()
    result = measure(arguments.file, seconds=arguments.seconds, seed=arguments.seed)
    if arguments.json:
        print(json.dumps(result))
    else:
        shown = {key: value for key, value in result.items() if key != "operations"}
        print("\n".join(f"{key}: {value}" for key, value in shown.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
