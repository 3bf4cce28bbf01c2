"""What limits are worth: expected contributions on a grid of hours, without chance.

The hours are cut into `CELLS` equal cells. What enters of a tier's demand D is the mean of P(D > t) over each cell,
from the loss function L(t) = E(D - t)+, so that the mean hours sold at any limit on the grid are exact.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from unisono.engines.allocating.problem import Problem, TierDemand

Floats = NDArray[np.float64]

CELLS = 2000
FAR = 6.0
"""Standard deviations above the mean that nobody reaches."""
SURE = 1e-3
"""A demand whose standard deviation is less than this share of a cell is as good as sure."""


def nested(problem: Problem, protected_hours: Sequence[float]) -> float:
    """Return the expected contribution where the worst tier comes first, all of it, then the next, and so on.

    V_j(x), what tiers 1..j earn of x hours, is V_{j-1}(x) plus the sum over the hours t that tier j may take of
    (r_j - V'_{j-1}(x - t)) P(D_j > t): what an hour brings now, less what it would have brought later.

    Args:
        problem: the bottleneck.
        protected_hours: y_1 .. y_{k-1}, rounded to the grid of the problem's capacity.

    >>> example = Problem(bottleneck="press", capacity_hours=100, tiers=(
    ...     TierDemand(name="gold", contribution_per_hour=120, mean_hours=30, sd_hours=10),
    ...     TierDemand(name="silver", contribution_per_hour=80, mean_hours=40, sd_hours=12),
    ...     TierDemand(name="standard", contribution_per_hour=50, mean_hours=60, sd_hours=15),
    ... ))
    >>> round(nested(example, [25.69, 69.42])), round(nested(example, [0, 0]))
    (7608, 6409)
    """
    step = problem.capacity_hours / CELLS
    if not step:
        return 0.0
    value = np.zeros(CELLS + 1)
    for tier, level in zip(problem.tiers, (0.0, *protected_hours), strict=True):
        value = _with_tier(value, tier, step=step, kept=min(CELLS, round(level / step)))
    return float(value[-1])


def best_levels(tiers: Sequence[TierDemand]) -> tuple[float, ...]:
    """Return the best nested protection levels y_1 .. y_{k-1}, where the worst tier comes first.

    y_j is where an hour more is worth as much to tiers 1..j as to tier j+1: V'_j(y_j) = r_{j+1}, by dynamic programming
    over the tiers (Wollmer 1992, Brumelle and McGill 1993).

    Args:
        tiers: best first.

    >>> tiers = [
    ...     TierDemand(name=str(r), contribution_per_hour=r, mean_hours=mu, sd_hours=sigma)
    ...     for r, mu, sigma in [(1050, 17.3, 5.8), (567, 45.1, 15.0), (534, 39.6, 13.2), (520, 34.0, 11.3)]
    ... ]
    >>> [round(level, 1) for level in best_levels(tiers)]
    [16.7, 42.5, 72.7]
    """
    step = reach(tiers[:-1]) / CELLS
    levels: list[float] = []
    if not step:
        return (0.0,) * (len(tiers) - 1)
    value, kept = np.zeros(CELLS + 1), 0
    for tier, worse in pairwise(tiers):
        value = _with_tier(value, tier, step=step, kept=kept)
        an_hour = np.diff(value) / step
        kept = int((an_hour > worse.contribution_per_hour).sum())
        levels.append(max(levels[-1] if levels else 0.0, _crossing(an_hour, worse.contribution_per_hour) * step))
    return tuple(levels)


def best_quotas(problem: Problem) -> tuple[tuple[float, ...], float]:
    """Return the best split of the hours into fixed quotas, and its expected contribution.

    Every cell goes to the tier that earns most with it: the sum of r_i E min(D_i, q_i) is concave in each quota.
    """
    step = problem.capacity_hours / CELLS
    if not step:
        return (0.0,) * len(problem.tiers), 0.0
    earned = np.array([tier.contribution_per_hour * wants_more(tier, step=step, cells=CELLS) for tier in problem.tiers])
    chosen = np.argsort(-earned, axis=None, kind="stable")[:CELLS]
    cells = np.bincount(chosen // CELLS, minlength=len(problem.tiers))
    return tuple(float(count) * step for count in cells), float(earned.ravel()[chosen].sum()) * step


def mixed(problem: Problem) -> float:
    """Return the expected contribution without protection where all tiers come mixed.

    Each tier gets the same share min(1, C / T) of what it wants, T being what all want:
    the sum over i of r_i E[D_i min(1, C / T)], by convolution of what tier i wants with what the others want.
    """
    step = reach(problem.tiers) / CELLS
    if not step or not problem.capacity_hours:
        return 0.0
    chances = [_chances(tier, step=step) for tier in problem.tiers]
    hours = np.arange(len(problem.tiers) * CELLS + 1) * step
    share = np.minimum(1.0, problem.capacity_hours / np.maximum(hours, step))
    total = 0.0
    for tier, (own, others) in zip(problem.tiers, _one_and_the_rest(chances), strict=True):
        served = np.convolve(own * hours[: len(own)], others)
        total += tier.contribution_per_hour * float(served @ share[: len(served)])
    return total


def best_first(problem: Problem) -> float:
    """Return the expected contribution where the best tier gets all it wants, then the next, and so on.

    The sum over i of (r_i - r_{i+1}) E min(D_1 + .. + D_i, C): no rule can earn more.
    """
    step = reach(problem.tiers) / CELLS
    if not step:
        return 0.0
    together, total = np.ones(1), 0.0
    rates = [tier.contribution_per_hour for tier in problem.tiers]
    for tier, rate, following in zip(problem.tiers, rates, [*rates[1:], 0.0], strict=True):
        together = np.convolve(together, _chances(tier, step=step))
        hours = np.arange(len(together)) * step
        total += (rate - following) * float(together @ np.minimum(hours, problem.capacity_hours))
    return total


def reach(tiers: Sequence[TierDemand]) -> float:
    """Return hours that these tiers never want more of together."""
    return sum(tier.mean_hours + FAR * tier.sd_hours for tier in tiers)


def wants_more(tier: TierDemand, *, step: float, cells: int) -> Floats:
    """Return the mean of P(D > t) over each cell: (L(t) - L(t + step)) / step, with L(t) = E(D - t)+.

    L(t) = (mu - t) Phi((mu - t) / sigma) + sigma phi((mu - t) / sigma).
    """
    over = tier.mean_hours - np.arange(cells + 1) * step
    loss: Floats = np.maximum(over, 0.0)
    if tier.sd_hours > step * SURE:
        z = over / tier.sd_hours
        loss = over * ndtr(z) + tier.sd_hours * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return np.clip((loss[:-1] - loss[1:]) / step, 0.0, 1.0)


def _with_tier(value: Floats, tier: TierDemand, *, step: float, kept: int) -> Floats:
    """Return V_j from V_{j-1}: tier j comes first and leaves `kept` cells alone."""
    cells = len(value) - 1
    if kept == cells:
        return value
    gain = tier.contribution_per_hour * step - np.diff(value)[kept:]
    taken = np.convolve(gain, wants_more(tier, step=step, cells=cells))[: cells - kept]
    return np.concatenate([value[: kept + 1], value[kept + 1 :] + taken])


def _crossing(falling: Floats, level: float) -> float:
    """Return where a falling function, known at the middles of cells, comes down to a level, in cells."""
    if falling[0] <= level:
        return 0.0
    return float(np.interp(-level, -np.minimum.accumulate(falling), np.arange(len(falling)) + 0.5))


def _chances(tier: TierDemand, *, step: float) -> Floats:
    """Return the chances of 0, 1, 2 .. steps of hours, with the tier's mean kept exactly."""
    cells = min(CELLS, math.ceil((tier.mean_hours + FAR * tier.sd_hours) / step) + 1)
    above = wants_more(tier, step=step, cells=cells)
    return np.concatenate(([1.0], above)) - np.concatenate((above, [0.0]))


def _one_and_the_rest(chances: Sequence[Floats]) -> list[tuple[Floats, Floats]]:
    """Return each tier's chances with those of the sum of all the others."""
    pairs = []
    for number, own in enumerate(chances):
        others = np.ones(1)
        for other in (*chances[:number], *chances[number + 1 :]):
            others = np.convolve(others, other)
        pairs.append((own, others))
    return pairs
