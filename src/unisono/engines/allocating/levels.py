"""Protection levels in closed form: how many hours to keep for the better tiers."""

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate
from statistics import NormalDist

from unisono.engines.allocating.problem import TierDemand


def littlewood(better: TierDemand, contribution_per_hour: float) -> float:
    """Return the hours to keep for one tier against a worse one: y with P(D > y) = r / r_better.

    Littlewood (1972): an hour is kept as long as the chance that the better tier still takes it, times what it then
    earns, is more than what the worse tier pays now. Never below nothing.

    Args:
        better: what the better tier wants, D.
        contribution_per_hour: what the worse tier earns an hour, r, above 0.

    >>> gold = TierDemand(name="gold", contribution_per_hour=120, mean_hours=30, sd_hours=10)
    >>> round(littlewood(gold, 80), 2)
    25.69
    """
    return _kept(better.mean_hours, better.sd_hours, contribution_per_hour / better.contribution_per_hour)


def emsr_a(tiers: Sequence[TierDemand]) -> tuple[float, ...]:
    """Return y_1 .. y_{k-1} by EMSR-a: what Littlewood keeps for each better tier by itself, added up.

    y_j = sum over i <= j of (mu_i + sigma_i Phi^-1(1 - r_{j+1} / r_i)), Belobaba (1987). Levels do not fall: where the
    formula gives less than for the tier before, that level holds.

    Args:
        tiers: best first.

    >>> tiers = [
    ...     TierDemand(name=str(r), contribution_per_hour=r, mean_hours=mu, sd_hours=sigma)
    ...     for r, mu, sigma in [(1050, 17.3, 5.8), (567, 45.1, 15.0), (534, 39.6, 13.2), (520, 34.0, 11.3)]
    ... ]
    >>> [round(level, 1) for level in emsr_a(tiers)]
    [16.7, 38.7, 55.7]
    """
    return _rising(
        sum(littlewood(better, worse.contribution_per_hour) for better in tiers[:j])
        for j, worse in enumerate(tiers)
        if j
    )


def emsr_b(tiers: Sequence[TierDemand]) -> tuple[float, ...]:
    """Return y_1 .. y_{k-1} by EMSR-b: Littlewood against all better tiers as if they were one.

    y_j = mu_{1..j} + sigma_{1..j} Phi^-1(1 - r_{j+1} / rbar_j), Belobaba (1989); mu_{1..j} and sigma_{1..j} are
    those of the sum of what tiers 1..j want, rbar_j is the average of r_1 .. r_j weighted by the mean hours. Levels do
    not fall.

    Args:
        tiers: best first.

    The example is one of Fiig and others (2010):

    >>> fares = [1200, 1000, 800, 600, 400, 200]
    >>> means, sds = [31.2, 10.9, 14.8, 19.9, 26.9, 36.3], [11.2, 6.6, 7.7, 8.9, 10.4, 12]
    >>> tiers = [
    ...     TierDemand(name=str(r), contribution_per_hour=r, mean_hours=mu, sd_hours=sigma)
    ...     for r, mu, sigma in zip(fares, means, sds)
    ... ]
    >>> [round(level, 2) for level in emsr_b(tiers)]
    [20.36, 35.4, 54.34, 80.07, 117.44]
    """
    return _rising(
        _kept(
            sum(tier.mean_hours for tier in tiers[:j]),
            math.hypot(*(tier.sd_hours for tier in tiers[:j])),
            worse.contribution_per_hour / average_contribution(tiers[:j]),
        )
        for j, worse in enumerate(tiers)
        if j
    )


def average_contribution(tiers: Sequence[TierDemand]) -> float:
    """Return the contribution per hour of several tiers, weighted by the hours they want on average (rbar).

    Where they want nothing on average, it is that of the worst of them.
    """
    hours = sum(tier.mean_hours for tier in tiers)
    if not hours:
        return tiers[-1].contribution_per_hour
    return sum(tier.contribution_per_hour * tier.mean_hours for tier in tiers) / hours


def _kept(mean: float, sd: float, ratio: float) -> float:
    """Return y with P(N(mean, sd) > y) = ratio, not below nothing."""
    if ratio >= 1:
        return 0.0
    return max(0.0, mean - sd * NormalDist().inv_cdf(ratio))


def _rising(levels: Iterable[float]) -> tuple[float, ...]:
    return tuple(accumulate(levels, max))
