"""Whether slots pay: formulas propose them, rehearsed weeks decide."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from unisono.engines.allocating.problem import Problem, TierDemand

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WEEKS = 1000
SPREAD = 0.7
"""Standard deviation of an order's hours over their mean (gamma)."""
SMALLEST = 0.02
"""Share of a week's demand that an order is at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What slots brought in rehearsed weeks, as a share of what there was without, and half its 95% interval.

    `money` is what they brought a week.
    """

    gain: float
    half_interval: float
    money: float
    pays: bool
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Orders:
    """Orders in the turn they come, shape (turns, WEEKS): tier, hours (0: none comes any more), weeks still to go."""

    tier: Ints
    hours: Floats
    to_go: Floats


def judge_slots(
    problem: Problem,
    own_hours: Sequence[float],
    *,
    before: Sequence[float],
    weeks_ahead: float,
    opens_weeks: float,
    least_gain: float,
    seed: int,
) -> Judgement:
    """Return whether slots pay in `WEEKS` weeks like this one: at least `least_gain`, and more than chance.

    Orders of all tiers come mixed, evenly from now until the week begins, each whole or not at all, and none can wait
    for another week. With slots and without they are the same.

    Args:
        problem: the bottleneck in that week.
        own_hours: hours of each tier's slots, within the capacity; an order takes its tier's slots first.
        before: hours of each tier's slots against which they are held.
        weeks_ahead: weeks until the week begins.
        opens_weeks: how many weeks before the week begins its slots open to all.
        least_gain: the share of contribution below which it is not worth the trouble.
        seed: any whole number.
    """
    orders = _orders(problem, weeks_ahead, seed)
    without, kept = (_earned(problem, orders, np.array(slots), opens_weeks) for slots in (before, own_hours))
    gain, half = paired_gain(without, kept) if without.any() else (0.0, 0.0)
    pays = gain >= least_gain and gain > half
    verdict = "Protection pays" if pays else "No protection pays here"
    return Judgement(
        gain=gain,
        half_interval=half,
        money=float((kept - without).mean()),
        pays=pays,
        says=f"{verdict}: it brought {gain:+.1%} ± {half:.1%} in {WEEKS} rehearsed weeks.",
    )


def paired_gain(without: Sequence[float] | Floats, kept: Sequence[float] | Floats) -> tuple[float, float]:
    """Return the gain as a share of what there was without, and half its 95% interval (Student's t, paired).

    Args:
        without: money of each repetition, not all 0; two at least.
        kept: money of the same repetitions.

    >>> [round(share, 4) for share in paired_gain([100, 100], [101, 103])]
    [0.02, 0.1271]
    """
    gains = (np.asarray(kept) - np.asarray(without)) / np.mean(without)
    half = float(stdtrit(len(gains) - 1, 0.975)) * float(gains.std(ddof=1)) / math.sqrt(len(gains))
    return float(gains.mean()), half


def hours_per_order(demand: TierDemand) -> float:
    """Return the mean hours of orders that add up to a demand: sigma^2 / (mu (1 + spread^2)).

    A Poisson number of orders of mean h and standard deviation `SPREAD` h has the variance mu h (1 + spread^2). At
    least `SMALLEST` of mu, so that a demand without doubt is many small orders.

    Args:
        demand: with mean hours above 0.

    >>> gold = TierDemand(name="gold", contribution_per_hour=120, mean_hours=30, sd_hours=14)
    >>> round(hours_per_order(gold), 2)
    4.38
    """
    return max(demand.sd_hours**2 / demand.mean_hours / (1 + SPREAD**2), SMALLEST * demand.mean_hours)


def _orders(problem: Problem, weeks_ahead: float, seed: int) -> _Orders:
    draw = np.random.default_rng(seed)
    week, tier, hours = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    for number, demand in enumerate(problem.tiers):
        if demand.mean_hours:
            size = hours_per_order(demand)
            own = np.repeat(np.arange(WEEKS), draw.poisson(demand.mean_hours / size, WEEKS))
            week, tier = np.concatenate([week, own]), np.concatenate([tier, np.full(len(own), number)])
            hours = np.concatenate([hours, draw.gamma(SPREAD**-2, size * SPREAD**2, len(own))])
    to_go = draw.uniform(0.0, weeks_ahead, len(week))
    turn = np.lexsort((-to_go, week))
    week, tier, hours, to_go = week[turn], tier[turn], hours[turn], to_go[turn]
    place = np.arange(len(week)) - np.searchsorted(week, week)
    shape = (int(place.max(initial=-1)) + 1, WEEKS)
    orders = _Orders(tier=np.zeros(shape, np.int64), hours=np.zeros(shape), to_go=np.zeros(shape))
    orders.tier[place, week], orders.hours[place, week], orders.to_go[place, week] = tier, hours, to_go
    return orders


def _earned(problem: Problem, orders: _Orders, slots: Floats, opens_weeks: float) -> Floats:
    """Return what each week earns: an order comes in where its tier's slots and the shared hours have room for it."""
    rates = np.array([tier.contribution_per_hour for tier in problem.tiers])
    taken, earned, weeks = np.zeros((WEEKS, len(slots))), np.zeros(WEEKS), np.arange(WEEKS)
    shared = problem.capacity_hours - slots.sum()
    for tier, hours, to_go in zip(orders.tier, orders.hours, orders.to_go, strict=True):
        left = problem.capacity_hours - taken.sum(axis=1)
        own = np.maximum(0.0, slots[tier] - taken[weeks, tier])
        open_hours = own + np.maximum(0.0, shared - np.maximum(0.0, taken - slots).sum(axis=1))
        fits = hours <= np.where(to_go < opens_weeks, left, np.minimum(open_hours, left))
        taken[weeks, tier] += hours * fits
        earned += rates[tier] * hours * fits
    return earned
