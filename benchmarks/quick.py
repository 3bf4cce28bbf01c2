"""The main figures in a few minutes beside what was aimed at: `make bench-quick`, `python -m benchmarks.quick --json`.

Benchmarks of plans run as processes of their own, one after the other. Seconds are processor time of one core.
"""

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from statistics import mean
from typing import Any

from benchmarks import slots as year_of_orders
from benchmarks.oas_format import upper_bounds
from benchmarks.public_data import data_folder

SIZES, EVERY = ("25", "50", "100"), 9
"""Of the instances with so many orders every ninth is solved."""

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
    bounds = {path: bound for path, bound in upper_bounds(data_folder() / "oas").items() if path.parent.name in SIZES}
    chosen = {path.name: bounds[path] for path in list(bounds)[::EVERY]}
    paths = [str(path) for path in bounds if path.name in chosen]
    shares: dict[int, list[float]] = defaultdict(list)
    for result in run("oas", *paths, "--seconds", "2"):
        shares[result["n"]].append(100 * result["profit"] / chosen[result["instance"]])
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


def made_up_book(*, orders: int, lines: int, load: float, seconds: float) -> Iterator[Figure]:
    """Yield how soon there is a plan of a made-up book, and what the search earns beyond dispatching."""
    size = ["--orders", str(orders), "--lines", str(lines), "--load", str(load), "--seconds", str(seconds)]
    result, about = run("book", *size)[0], f"book of {orders:,}, load {load:g}"
    yield Figure(about=f"{about}: first plan, s", value=result["first"]["cpu_s"], most=1)
    gain = result["gain_over_dispatch_percent"]
    yield Figure(about=f"{about}, {seconds:g} s: more than dispatching, %", value=gain, least=6)
    yield Figure(about=f"{about}, {seconds:g} s: firm orders unmade", value=result["search"]["firm_unmade"], most=0)
    yield Figure(about=f"{about}, {seconds:g} s: moves a second", value=result["moves_per_second"])
    yield Figure(about=f"{about}, {seconds:g} s: memory, MB", value=result["peak_mb"], most=1024)


def made_up_books() -> Iterator[Figure]:
    """Yield the figures of three made-up books."""
    yield from made_up_book(orders=2_000, lines=5, load=1.25, seconds=5)
    yield from made_up_book(orders=2_000, lines=5, load=0.7, seconds=5)
    yield from made_up_book(orders=10_000, lines=10, load=1.25, seconds=10)


def promises(*, orders: int = 10_000, inquiries: int = 200, seconds: float = 5.0) -> Iterator[Figure]:
    """Yield how long a promise takes against the plan of a made-up book."""
    size = ["--orders", str(orders), "--inquiries", str(inquiries), "--seconds", str(seconds)]
    result = run("promise", *size)[0]
    for part, name, aim in (("date_ms", "p50", 5), ("date_ms", "p99", 20), ("answer_ms", "p99", 200)):
        about = f"promise, {orders:,} orders: {part.removesuffix('_ms')}, {name}, ms"
        yield Figure(about=about, value=result[part][name], most=aim)


def replans(*, orders: int = 10_000, changes: int = 3, seconds: float = 5.0) -> Iterator[Figure]:
    """Yield how long replans of a made-up book take, changes of all kinds together."""
    size = ["--orders", str(orders), "--changes", str(changes), "--seconds", str(seconds)]
    result = run("replan", *size)[0]
    for name in ("p50", "max"):
        yield Figure(about=f"replan, {orders:,} orders: {name}, ms", value=result["all_ms"][name], most=500)


def slots(*, years: int = 4) -> Iterator[Figure]:
    """Yield what nested limits gain over first come where they could pay, at high load and at low."""
    for load in ("high", "low"):
        cell: Any = year_of_orders.measure(load=load, tiers="unlike", leads="cheap early", renewed=True, seeds=years)
        about = f"slots, {load} load, {years} years: nested limits over first come, %"
        yield Figure(about=about, value=cell["ways"]["nested"]["gain_percent"])


Benchmark = Callable[[], Iterator[Figure]]

PUBLIC: tuple[Benchmark, ...] = (order_acceptance, order_books)
OURS: tuple[Benchmark, ...] = (made_up_books, promises, replans, slots)


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
