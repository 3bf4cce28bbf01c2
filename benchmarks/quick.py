"""The main figures in a few minutes beside what was aimed at: `make bench-quick`, `python -m benchmarks.quick --json`.

Every benchmark runs as a process of its own, one after the other. Seconds are processor time of one core.
"""

import argparse
import csv
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from statistics import mean
from typing import Any

from benchmarks.public_data import data_folder

OAS_SIZES, OAS_EVERY = ("25", "50", "100"), 9
"""Of these numbers of orders every ninth instance."""

SETUP_LINES: Mapping[str, Mapping[str, float]] = {
    "dedicated_1000_0.70": {"weighted_tardiness_h": 75, "changeover_h": 260},
    "pool_1000_0.70": {"weighted_tardiness_h": 0, "changeover_h": 150},
}
"""Order books, and what is aimed at in ten seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured figure, and the most or the least that is aimed at."""

    about: str
    value: float
    most: float | None = None
    least: float | None = None

    @property
    def is_reached(self) -> bool:
        """Return whether the figure is what was aimed at; without an aim it is."""
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    @property
    def aim(self) -> str:
        """Return the aim in words."""
        if self.most is not None:
            return f"at most {self.most:g}"
        return "" if self.least is None else f"at least {self.least:g}"


class FaultFoundError(Exception):
    """A benchmark failed, or its checker found something."""


def run(module: str, *arguments: str) -> list[dict[str, Any]]:
    """Return the JSON objects that a benchmark prints.

    Raises:
        FaultFoundError: it did not end well.
    """
    call = [sys.executable, "-m", f"benchmarks.{module}", *arguments, "--json"]
    print(" ".join(call[1:]), file=sys.stderr, flush=True)
    done = subprocess.run(call, check=False, capture_output=True, text=True)  # noqa: S603 - our own module
    if done.returncode:
        raise FaultFoundError(f"{module} ended with {done.returncode}: {done.stdout[-400:]}{done.stderr[-400:]}")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    if any(result.get("findings") for result in found):
        raise FaultFoundError(f"{module}: the checker found something")
    return found


def order_acceptance() -> Iterator[Figure]:
    """Yield the share of the upper bound that two seconds reach on some of the public instances."""
    folder = data_folder() / "oas"
    with (folder / "bounds.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["n"] in OAS_SIZES][::OAS_EVERY]
    bounds = {f"Dataslack_{row['n']}orders_Tao{row['tau'][2]}R{row['R'][2]}_{row['k']}.txt": row for row in rows}
    paths = [str(folder / row["n"] / name) for name, row in bounds.items()]
    shares: dict[int, list[float]] = defaultdict(list)
    for result in run("oas", *paths, "--seconds", "2"):
        bound = float(bounds[result["instance"]]["upper_bound"])
        shares[result["n"]].append(100 * result["profit"] / bound)
    for n, of_bound in sorted(shares.items()):
        about = f"oas, {n} orders, 2 s: mean profit of {len(of_bound)}, % of the upper bound"
        yield Figure(about=about, value=round(mean(of_bound), 2), least=98)


def order_books() -> Iterator[Figure]:
    """Yield lateness and changeovers on two of the order books with ten lines."""
    for name, aims in SETUP_LINES.items():
        result = run("setup_lines", str(data_folder() / "setup_lines" / f"{name}.json"), "--seconds", "10")[0]
        yield Figure(about=f"{name}, 10 s: gold orders late", value=result["late"]["gold"], most=0)
        for key, aim in aims.items():
            yield Figure(about=f"{name}, 10 s: {key[:-2].replace('_', ' ')}, hours", value=result[key], most=aim)


def made_up_books() -> Iterator[Figure]:
    """Yield how soon there is a plan of a made-up book, and what the search earns beyond dispatching."""
    for orders, lines, load, seconds in ((2_000, 5, 1.25, 5), (2_000, 5, 0.7, 5), (10_000, 10, 1.25, 10)):
        size = ["--orders", str(orders), "--lines", str(lines), "--load", str(load), "--seconds", str(seconds)]
        result, about = run("book", *size)[0], f"book of {orders:,}, load {load:g}"
        yield Figure(about=f"{about}: first plan, seconds", value=result["dispatch"]["cpu_s"], most=1)
        gain = result["gain_over_dispatch_percent"]
        yield Figure(about=f"{about}, {seconds} s: more than dispatching, %", value=gain, least=6)
        yield Figure(about=f"{about}: moves a second", value=result["moves_per_second"])
        yield Figure(about=f"{about}: memory, MB", value=result["peak_mb"], most=1024)


def promises() -> Iterator[Figure]:
    """Yield how long a promise takes against the plan of ten thousand orders."""
    result = run("promise", "--orders", "10000", "--inquiries", "200", "--seconds", "5")[0]
    for part, name, aim in (("date_ms", "p50", 5), ("date_ms", "p99", 20), ("answer_ms", "p99", 200)):
        about = f"promise, 10,000 orders: {part.removesuffix('_ms')}, {name}, ms"
        yield Figure(about=about, value=result[part][name], most=aim)


def slots() -> Iterator[Figure]:
    """Yield what nested limits gain over first come on the market where they could pay, at high load and at low."""
    for cell in run("slots", "--seeds", "2"):
        if (cell["tiers"], cell["leads"]) == ("unlike", "cheap early"):
            about = f"slots, {cell['load']} load, {cell['limits']}: nested over first come, %"
            yield Figure(about=about, value=cell["rules"]["nested"]["gain_percent"])


Benchmark = Callable[[], Iterator[Figure]]

PUBLIC: tuple[Benchmark, ...] = (order_acceptance, order_books)
OURS: tuple[Benchmark, ...] = (made_up_books, promises, slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The figures, what went wrong, and what could not be measured."""

    figures: tuple[Figure, ...]
    faults: tuple[str, ...] = ()
    not_measured: tuple[str, ...] = ()


def measure(benchmarks: Iterable[Benchmark], *, not_measured: tuple[str, ...] = ()) -> Measured:
    """Return what the benchmarks yield; one that fails is told of, and the others go on."""
    figures: list[Figure] = []
    faults: list[str] = []
    for benchmark in benchmarks:
        try:
            figures += benchmark()
        except FaultFoundError as fault:
            faults.append(str(fault))
    return Measured(figures=tuple(figures), faults=tuple(faults), not_measured=not_measured)


def table(measured: Measured) -> Iterator[str]:
    """Yield lines for people: the figures, those that miss their aim marked, then what is wrong or absent."""
    width = max((len(figure.about) for figure in measured.figures), default=0)
    for figure in measured.figures:
        mark = "" if figure.is_reached else "  MISSED"
        yield f"{figure.about:<{width}}  {figure.value:>12,g}  {figure.aim}{mark}".rstrip()
    yield from (f"FAULT: {fault}" for fault in measured.faults)
    yield from (f"NOT MEASURED: {name}; set UNISONO_DATA to the public data" for name in measured.not_measured)


def as_json(measured: Measured) -> str:
    """Return all that was measured as one JSON object."""
    figures = [asdict(figure) | {"reached": figure.is_reached} for figure in measured.figures]
    return json.dumps({"figures": figures, "faults": measured.faults, "not_measured": measured.not_measured})


def main(call_arguments: list[str] | None = None) -> int:
    """Measure; return 1 where a benchmark failed or its checker found something, whatever the aims."""
    parser = argparse.ArgumentParser(prog="benchmarks.quick", description="The main figures in a few minutes.")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    given = parser.parse_args(call_arguments)
    public = PUBLIC if (data_folder() / "oas" / "bounds.csv").is_file() else ()
    absent = tuple(item.__name__ for item in PUBLIC if item not in public)
    measured = measure((*public, *OURS), not_measured=absent)
    print(as_json(measured) if given.json else "\n".join(table(measured)))
    if absent:
        print(f"NOT MEASURED: {', '.join(absent)}. The public data are not in {data_folder()}.", file=sys.stderr)
    return 1 if measured.faults else 0


if __name__ == "__main__":
    sys.exit(main())
