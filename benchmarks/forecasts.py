"""How good forecasts are on weeks that they have not seen.

`python -m benchmarks.forecasts --json` prints one JSON object a past: those of the samples, and made-up ones whose
level moves or that have a season. The last six weeks are taken away, then the six before, and so on four times.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator
from statistics import fmean
from time import process_time

import numpy as np

from unisono.engines.forecasting.problem import History, Method, Params, Problem
from unisono.engines.forecasting.solution import Forecast
from unisono.engines.forecasting.solving import solve
from unisono.services.forecasting import look_ahead
from unisono.services.segmenting import segment_customers
from unisono.storage.reading.company import read_company
from unisono.storage.samples import sample_names, sample_path

AHEAD, TIMES = 6, 4
SERIES = 40
PARAMS = Params()

Series = tuple[float, ...]


def pasts() -> Iterator[tuple[str, list[Series]]]:
    """Yield the pasts by name: units a week of each family and tier."""
    for name in sample_names():
        snapshot = read_company(sample_path(name)).snapshot
        if snapshot is None:
            raise ValueError(name)
        now = snapshot.company.as_of
        tiers = segment_customers(snapshot=snapshot, now=now).tiers
        yield name, [demand.sold for demand in look_ahead(snapshot=snapshot, now=now, tiers=tiers, hours={}).demands]
    chance = np.random.default_rng(1)
    yield "made up: level moves", [_moving(chance) for _ in range(SERIES)]
    yield "made up: season, three years", [_seasonal(chance) for _ in range(SERIES)]


def _moving(chance: np.random.Generator) -> Series:
    """Return two years of weeks around a level that moves by a third about once a quarter."""
    moves = np.where(chance.random(104) < 1 / 13, chance.choice([0.67, 1.5], 104), 1.0)
    return _drawn(chance, 100 * np.clip(np.cumprod(moves), 0.2, 5))


def _seasonal(chance: np.random.Generator) -> Series:
    """Return three years of weeks with a yearly wave of half the level, its top anywhere in the year."""
    return _drawn(chance, 100 * (1 + 0.5 * np.cos(2 * np.pi * (np.arange(156) / 52 - chance.random()))))


def _drawn(chance: np.random.Generator, means: np.ndarray) -> Series:
    return tuple(map(float, chance.gamma(6, means / 6)))


def measure(name: str, series: list[Series]) -> dict[str, object]:
    """Return the errors of one past: against the last week's value, geometric mean over all series."""
    began = process_time()
    against: dict[str, list[float]] = {"chosen": [], "mean": [], "best in hindsight": []}
    methods: list[Method] = []
    within: list[tuple[bool, bool]] = []
    for time in range(TIMES):
        cut = AHEAD * (TIMES - time)
        histories = tuple(History(name=str(place), quantities=past[:-cut]) for place, past in enumerate(series))
        solution = solve(Problem(histories=histories, weeks_ahead=AHEAD), params=PARAMS)
        for past, forecast in zip(series, solution.forecasts, strict=True):
            truth = past[len(past) - cut : len(past) - cut + AHEAD]
            errors = _errors(past[:-cut], forecast, truth)
            if errors["last"]:
                for way, parts in against.items():
                    parts.append(max(errors[way], 1e-9) / errors["last"])
            methods.append(forecast.method)
            within += [_within(forecast, week, value) for week, value in enumerate(truth)]
    return {
        "past": name,
        "series": len(series),
        **{f"{way} / last week": round(math.exp(fmean(map(math.log, parts))), 3) for way, parts in against.items()},
        "chosen": {method.value: methods.count(method) for method in Method if method in methods},
        "within_one_sd": round(fmean(one for one, _ in within), 2),
        "within_two_sd": round(fmean(two for _, two in within), 2),
        "cpu_ms_a_series": round(1000 * (process_time() - began) / (TIMES * len(series)), 1),
    }


def _errors(known: Series, forecast: Forecast, truth: Series) -> dict[str, float]:
    """Return the root mean squared error of each way over the weeks that were taken away."""
    said = {
        "chosen": forecast.means,
        "mean": (fmean(known),) * AHEAD,
        "last": (known[-1],) * AHEAD,
        "best in hindsight": (fmean(truth),) * AHEAD,
    }
    return {
        way: math.sqrt(fmean((value - week) ** 2 for value, week in zip(values, truth, strict=True)))
        for way, values in said.items()
    }


def _within(forecast: Forecast, week: int, value: float) -> tuple[bool, bool]:
    away = abs(value - forecast.means[week])
    return away <= forecast.sd, away <= 2 * forecast.sd


def main(arguments: list[str] | None = None) -> int:
    """Measure all pasts."""
    parser = argparse.ArgumentParser(prog="benchmarks.forecasts", description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one JSON object a past")
    asked = parser.parse_args(arguments)
    if not asked.json:
        print("forecasts: error against repeating the last week (1 is as good), weeks within one and two deviations")
    for name, series in pasts():
        result = measure(name, series)
        if asked.json:
            print(json.dumps(result), flush=True)
        else:
            told = ", ".join(f"{way} {value}" for way, value in result.items() if " / " in way)
            print(f"  {name}: {told}; {result['within_one_sd']}, {result['within_two_sd']}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
