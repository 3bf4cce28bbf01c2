"""A year of arriving orders on one bottleneck, accepted in several ways.

`python -m benchmarks.slots --seeds 10 --json` prints one JSON object a cell: what each way brings more than first
come, first served, in percent of it with a 95% interval over paired years, and the share of gold's hours it serves.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import product
from statistics import fmean

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from unisono.engines.allocating.judging import paired_gain
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
WAYS = {
    "first come": (Rule.FIRST_COME, 0.0),
    "quotas": (Rule.QUOTAS, 0.0),
    "slots, open 3 days before": (Rule.SLOTS, 3 / 7),
    "slots, open 2 weeks before": (Rule.SLOTS, 2.0),
    "nested": (Rule.NESTED, 0.0),
    "reversed": (Rule.REVERSED, 0.0),
    "bid prices": (Rule.BID_PRICES, 0.0),
}
"""A rule, and how many weeks before a week begins its slots open to all."""


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


def measure(*, load: str, tiers: str, leads: str, renewed: bool, seeds: int) -> dict[str, object]:
    """Return the gains of one cell."""
    market = market_of(load=load, tiers=tiers, leads=leads)
    years = range(1, seeds + 1)
    outcomes = {
        way: [rehearse(market, rule, seed=seed, renewed=renewed, slots_open_weeks=opens) for seed in years]
        for way, (rule, opens) in WAYS.items()
    }
    base = [outcome.contribution for outcome in outcomes["first come"]]
    best, _ = paired_gain(base, [in_hindsight(market, seed=seed) for seed in years])
    return {
        "load": load,
        "tiers": tiers,
        "leads": leads,
        "limits": "renewed every week" if renewed else "set when a week opens",
        "years": seeds,
        "first_come": round(fmean(base)),
        "hindsight_percent": round(100 * best, 1),
        "ways": {way: _told(base, outcomes[way]) for way in WAYS},
    }


def _told(base: list[float], outcomes: list[Outcome]) -> dict[str, float]:
    gain, half = paired_gain(base, [outcome.contribution for outcome in outcomes])
    gold = fmean(outcome.accepted_hours[0] / outcome.wanted_hours[0] for outcome in outcomes)
    sold = fmean(sum(outcome.accepted_hours) for outcome in outcomes) / (52 * CAPACITY)
    return {
        "gain_percent": round(100 * gain, 1),
        "half_interval": round(100 * half, 1),
        "gold_served_percent": round(100 * gold),
        "sold_percent": round(100 * sold),
    }


def cells(seeds: int) -> Iterator[dict[str, object]]:
    """Yield all cells, first those whose limits are renewed every week."""
    for renewed, leads, tiers, load in product((True, False), LEADS, TIERS, LOADS):
        yield measure(load=load, tiers=tiers, leads=leads, renewed=renewed, seeds=seeds)


def table_row(cell: dict[str, object]) -> str:
    """Return a cell as a row of the table in the docs."""
    ways = cell["ways"]
    assert isinstance(ways, dict)  # noqa: S101 - tells the type checker what `measure` put there
    gains = [
        f"{told['gain_percent']:+.1f} ± {told['half_interval']:.1f} ({told['gold_served_percent']}%)"
        for way, told in ways.items()
        if way != "first come"
    ]
    served = ways["first come"]["gold_served_percent"]
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
            print(f"  orders come, tiers, load | {' | '.join(WAYS)} | in hindsight")
        print(f"  {table_row(cell)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
