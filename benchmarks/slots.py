"""A year of arriving orders on one bottleneck, accepted under five rules.

`python -m benchmarks.slots --seeds 10 --json` prints one JSON object a cell: what each rule brings more than first
come, first served, in percent of it with a 95% interval over paired years, and the share of gold's hours it serves.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator
from itertools import product
from statistics import fmean, stdev

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array
from scipy.stats import t

from unisono.engines.allocating.market import Market, TierMarket, inquiries_of
from unisono.engines.allocating.rehearsing import Outcome, Rule, rehearse

CAPACITY = 100.0
LOADS = {"low": 0.7, "high": 1.25}
TIERS = {"unlike": (120.0, 80.0, 50.0), "alike": (104.0, 100.0, 96.0)}
LEADS = {"cheap early": ((0.0, 4.0), (1.0, 6.0), (2.0, 8.0)), "mixed": ((0.0, 6.0), (0.0, 6.0), (0.0, 6.0))}
"""Weeks between an order and the week it is wanted for, latest and earliest, of gold, silver and standard."""
SHARES = {"gold": 0.25, "silver": 0.35, "standard": 0.40}
"""Of the hours wanted."""
HOURS_PER_ORDER = 6.0


def market_of(*, load: str, tiers: str, leads: str) -> Market:
    """Return the market of a cell."""
    return Market(
        capacity_hours=CAPACITY,
        tiers=tuple(
            TierMarket(
                name=name,
                contribution_per_hour=earns,
                hours_per_week=LOADS[load] * CAPACITY * share,
                hours_per_order=HOURS_PER_ORDER,
                latest_lead=latest,
                earliest_lead=earliest,
            )
            for (name, share), earns, (latest, earliest) in zip(SHARES.items(), TIERS[tiers], LEADS[leads], strict=True)
        ),
    )


def in_hindsight(market: Market, *, seed: int) -> float:
    """Return what nobody can beat who knows the whole year: orders may be cut in pieces (linear program)."""
    inquiries = inquiries_of(market, seed=seed)
    ways = [(order, week) for order, item in enumerate(inquiries) for week in range(item.wanted, item.latest + 1)]
    orders, weeks = np.array(ways).T
    columns = np.arange(len(ways))
    hours = np.array([inquiries[order].hours for order in orders])
    worth = [
        inquiries[order].contribution * (1 - market.late_cost * (week - inquiries[order].wanted))
        for order, week in ways
    ]
    limits = coo_array(
        (np.concatenate([hours, np.ones(len(ways))]), (np.concatenate([weeks, market.weeks + orders]), [*columns] * 2))
    )
    most = np.concatenate([np.full(market.weeks, market.capacity_hours), np.ones(len(inquiries))])
    return -float(linprog(-np.array(worth), A_ub=limits.tocsr(), b_ub=most, method="highs").fun)


def gain_over(base: list[float], other: list[float]) -> tuple[float, float]:
    """Return the mean of paired gains in percent of the base, and half its 95% interval (Student's t)."""
    gains = [100 * (value / first - 1) for first, value in zip(base, other, strict=True)]
    return fmean(gains), float(t.ppf(0.975, len(gains) - 1)) * stdev(gains) / math.sqrt(len(gains))


def measure(*, load: str, tiers: str, leads: str, renewed: bool, seeds: int) -> dict[str, object]:
    """Return the gains of one cell."""
    market = market_of(load=load, tiers=tiers, leads=leads)
    years = range(1, seeds + 1)
    outcomes = {rule: [rehearse(market, rule, seed=seed, renewed=renewed) for seed in years] for rule in Rule}
    base = [outcome.contribution for outcome in outcomes[Rule.FIRST_COME]]
    best, _ = gain_over(base, [in_hindsight(market, seed=seed) for seed in years])
    return {
        "load": load,
        "tiers": tiers,
        "leads": leads,
        "limits": "renewed every week" if renewed else "set when a week opens",
        "years": seeds,
        "first_come": round(fmean(base)),
        "hindsight_percent": round(best, 1),
        "rules": {rule.value: _told(base, outcomes[rule]) for rule in Rule},
    }


def _told(base: list[float], outcomes: list[Outcome]) -> dict[str, float]:
    gain, half = gain_over(base, [outcome.contribution for outcome in outcomes])
    gold = fmean(outcome.accepted_hours[0] / outcome.wanted_hours[0] for outcome in outcomes)
    sold = fmean(sum(outcome.accepted_hours) for outcome in outcomes) / (52 * CAPACITY)
    return {
        "gain_percent": round(gain, 1),
        "half_interval": round(half, 1),
        "gold_served_percent": round(100 * gold),
        "sold_percent": round(100 * sold),
    }


def cells(seeds: int) -> Iterator[dict[str, object]]:
    """Yield all cells, first those whose limits are renewed every week."""
    for renewed, leads, tiers, load in product((True, False), LEADS, TIERS, LOADS):
        yield measure(load=load, tiers=tiers, leads=leads, renewed=renewed, seeds=seeds)


def table_row(cell: dict[str, object]) -> str:
    """Return a cell as a row of the table in the docs."""
    rules = cell["rules"]
    assert isinstance(rules, dict)  # noqa: S101 - tells the type checker what `measure` put there
    gains = [
        f"{told['gain_percent']:+.1f} ± {told['half_interval']:.1f} ({told['gold_served_percent']}%)"
        for rule, told in rules.items()
        if rule != Rule.FIRST_COME.value
    ]
    served = rules[Rule.FIRST_COME.value]["gold_served_percent"]
    return " | ".join(
        [f"{cell['leads']}, {cell['tiers']}, {cell['load']}", f"({served}%)", *gains, f"+{cell['hindsight_percent']}"]
    )


def main(arguments: list[str] | None = None) -> int:
    """Rehearse all cells."""
    parser = argparse.ArgumentParser(prog="benchmarks.slots", description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10, help="years a cell")
    parser.add_argument("--json", action="store_true", help="one JSON object a cell")
    asked = parser.parse_args(arguments)
    if asked.seeds < 2:  # noqa: PLR2004 - what an interval needs
        parser.error("--seeds: an interval needs two years at least")
    limits = ""
    for cell in cells(asked.seeds):
        if asked.json:
            print(json.dumps(cell), flush=True)
            continue
        if cell["limits"] != limits:
            limits = str(cell["limits"])
            print(f"slots, limits {limits}: gain over first come in percent (share of gold served)")
            print(f"  orders come, tiers, load | first come | {' | '.join([*Rule][1:])} | in hindsight")
        print(f"  {table_row(cell)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
