"""Order acceptance on one machine: the public instances, solved with the product's kernel on one core.

`python -m benchmarks.oas FILE... --seconds 2 --seed 1 --json` prints one JSON object a line: `instance, n, profit,
sequence` (order indices as in the file), `cpu_s, wall_s, iterations`.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from benchmarks.oas_format import read_oas
from unisono.bootstrap import executor, prepare_kernel_cache

prepare_kernel_cache()

from unisono.engines.planning.checking import check  # noqa: E402 - the kernel's cache has its place first
from unisono.engines.planning.solving import Params, solve  # noqa: E402
from unisono.engines.planning.stopping import Iterations, Seconds  # noqa: E402


def measure(path: Path, *, seconds: float, seed: int) -> dict[str, object]:
    """Return the result on one instance, checked."""
    problem = read_oas(path)
    wall, cpu = time.perf_counter(), time.process_time()
    with executor(1) as inline:
        solution = solve(problem, params=Params(chains=1), seed=seed, stop=Seconds(count=seconds), executor=inline)
    return {
        "instance": path.name,
        "n": problem.n,
        "profit": round(solution.worth.contribution, 6),
        "sequence": [int(problem.orders.ids[order]) for order in solution.sequences[0]],
        "cpu_s": round(time.process_time() - cpu, 3),
        "wall_s": round(time.perf_counter() - wall, 3),
        "iterations": solution.iterations,
        "findings": len(check(problem, solution)),
    }


def warm_up(path: Path) -> None:
    """Compile the kernel, or load it from the cache, before anything is timed."""
    with executor(1) as inline:
        solve(read_oas(path), params=Params(chains=1), seed=1, stop=Iterations(count=100), executor=inline)


def main() -> int:
    """Measure the files named on the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.oas", description="Order acceptance on one machine.")
    parser.add_argument("files", nargs="+", type=Path, help="instances in the public format")
    parser.add_argument("--seconds", type=float, default=2.0, help="search time for each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    arguments = parser.parse_args()
    missing = [path for path in arguments.files if not path.is_file()]
    if missing:
        print(f"No such file: {missing[0].name}", file=sys.stderr)
        return 2
    warm_up(arguments.files[0])
    for path in arguments.files:
        result = measure(path, seconds=arguments.seconds, seed=arguments.seed)
        if arguments.json:
            print(json.dumps(result), flush=True)
        else:
            print(f"{result['instance']}: profit {result['profit']}, {result['n']} orders")
    return 0


if __name__ == "__main__":
    sys.exit(main())
