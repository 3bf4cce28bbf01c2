"""All benchmarks one after the other, as `make bench` runs them: figures on stdout, what is going on on stderr.

python -m benchmarks [--seconds 2]
"""

import argparse
import sys
from collections import defaultdict
from statistics import mean

from benchmarks import book, check, forecasts, kpis, oas, online_retail, promise, replan, setup_lines, slots, ways
from benchmarks.book import warm_up
from benchmarks.oas_format import upper_bounds
from benchmarks.public_data import data_folder

BOOKS = ("dedicated_1000_0.70", "pool_1000_0.70", "dedicated_2000_0.70")


def share_of_bound(seconds: float) -> None:
    """Print the mean profit as a share of the certified upper bound for each number of orders (instances k = 1)."""
    shares: dict[int, list[float]] = defaultdict(list)
    warm_up()
    for path, bound in upper_bounds(data_folder() / "oas").items():
        result = oas.measure(path, seconds=seconds, seed=1)
        if result["findings"]:
            print(f"{path.name}: the checker found {result['findings']} faults", file=sys.stderr)
        shares[int(str(result["n"]))].append(float(str(result["profit"])) / bound)
    print(f"oas, {seconds:g} s on one core: profit as a share of the upper bound")
    for n, of_bound in sorted(shares.items()):
        print(f"  n = {n:>3}: mean {mean(of_bound):.4f}, lowest {min(of_bound):.4f} of {len(of_bound)}")


def order_books(seconds: float) -> None:
    """Print lateness and changeover hours on the order books with ten lines."""
    print(f"setup_lines, {seconds:g} s on one core")
    warm_up()
    for name in BOOKS:
        result = setup_lines.measure(data_folder() / "setup_lines" / f"{name}.json", seconds=seconds, seed=1)
        print(
            f"  {name}: late {result['late']}, {result['weighted_tardiness_h']} weighted hours late,"
            f" {result['changeover_h']} changeover hours, {result['findings']} faults"
        )


def main() -> int:
    """Run all benchmarks whose data are there; say which are not."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=2.0, help="search time of a small instance (large: five times)"
    )
    arguments = parser.parse_args()
    failed = check.main([])
    if (data_folder() / "oas" / "bounds.csv").is_file():
        share_of_bound(arguments.seconds)
        order_books(5 * arguments.seconds)
    else:
        print(f"The public order books are not in {data_folder()}; set UNISONO_DATA.", file=sys.stderr)
    for run, given in (
        (book.main, ["--load", "1.25"]),
        (book.main, ["--load", "0.7"]),
        (promise.main, []),
        (replan.main, []),
        (ways.main, []),
        (slots.main, ["--seeds", "3"]),
        (forecasts.main, []),
        (online_retail.main, []),
        (kpis.main, ["--facts", "200000"]),
    ):
        failed |= run(given)
    return failed


if __name__ == "__main__":
    sys.exit(main())
