"""When to order and how much, looked at once a period: (s, S) for whole units with Poisson demand.

Source: Zheng & Federgruen (1991), Finding optimal (s, S) policies is about as simple as evaluating a single policy,
with the correction of 1992; Snyder & Shen, section 4.4. The average cost of (s, S) is (K + sum of m(j) g(S - j) for j
from 0 to S - s - 1) / M(S - s), with m the renewal density of the demand and M its sum.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import exp, floor, lgamma, log
from typing import NamedTuple

from scipy.special import pdtr

GRAIN = 1e-9


class UpTo(NamedTuple):
    """When stock is at `point` or below, fill up to `level`; the cost is money a period."""

    point: int
    level: int
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """What an (s, S) rule works against.

    `setup` is K, money an order; `over` h and `under` p are money a unit and period; `demand` is the mean of a period;
    `cover` the mean of the demand until what is ordered now is there and the next look has come, at least `demand`.
    """

    setup: float
    over: float
    under: float
    demand: float
    cover: float
    _renewals: list[float] = field(default_factory=list, init=False, repr=False)

    def rate(self, level: int) -> float:
        """Return g(y) = h E[(y - X)+] + p E[(X - y)+] for X Poisson with mean `cover`."""
        below = level * float(pdtr(level, self.cover)) - self.cover * float(pdtr(level - 1, self.cover)) if level else 0
        left = max(0.0, float(below)) if level > 0 else 0.0
        return self.over * left + self.under * (left - level + self.cover)

    def renewal(self, steps: int) -> float:
        """Return m(j): how often, between two orders, the stock is met j units below the level."""
        known = self._renewals
        while len(known) <= steps:
            j = len(known)
            before = sum(self._chance(units) * known[j - units] for units in range(1, j + 1))
            known.append((before + (1.0 if j == 0 else 0.0)) / (1.0 - self._chance(0)))
        return known[steps]

    def cost(self, point: int, level: int) -> float:
        """Return the average cost of (s, S), money a period.

        >>> round(Reviews(setup=5, over=1, under=4, demand=6, cover=6).cost(4, 10), 9)
        8.034111561
        """
        steps = range(level - point)
        weights = [self.renewal(step) for step in steps]
        rates = (weight * self.rate(level - step) for step, weight in zip(steps, weights, strict=True))
        return (self.setup + sum(rates)) / sum(weights)

    def _chance(self, units: int) -> float:
        return exp(units * log(self.demand) - self.demand - lgamma(units + 1))


def best_up_to(reviews: Reviews) -> UpTo:
    """Return the (s, S) that costs least.

    >>> [round(part, 9) for part in best_up_to(Reviews(setup=5, over=1, under=4, demand=6, cover=6))]
    [4, 10, 8.034111561]
    """
    lowest = _lowest(reviews.rate, floor(reviews.cover))
    level, point = lowest, lowest - 1
    while reviews.cost(point, level) > reviews.rate(point) + GRAIN:
        point -= 1
    best = reviews.cost(point, level)
    tried = level + 1
    while reviews.rate(tried) <= best + GRAIN:
        if reviews.cost(point, tried) < best - GRAIN:
            level = tried
            while reviews.cost(point, level) <= reviews.rate(point + 1) + GRAIN and point + 1 < lowest:
                point += 1
            best = reviews.cost(point, level)
        tried += 1
    return UpTo(point, level, best)


def best_level(reviews: Reviews, point: int) -> UpTo:
    """Return the S that costs least with a given s.

    >>> best_level(Reviews(setup=5, over=1, under=4, demand=6, cover=6), 4).level
    10
    """
    level = max(point + 1, _lowest(reviews.rate, floor(reviews.cover)))
    best = reviews.cost(point, level)
    while level > point + 1 and (below := reviews.cost(point, level - 1)) < best:
        level, best = level - 1, below
    tried = level + 1
    while reviews.rate(tried) <= best + GRAIN:
        if (there := reviews.cost(point, tried)) < best:
            level, best = tried, there
        tried += 1
    return UpTo(point, level, best)


def _lowest(rate: Callable[[int], float], start: int) -> int:
    """Return where a convex function of whole numbers is smallest."""
    level = start
    while rate(level + 1) < rate(level):
        level += 1
    while level > 0 and rate(level - 1) <= rate(level):
        level -= 1
    return level
