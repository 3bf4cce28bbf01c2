"""Chance with a seed, the same on every machine and every Python."""

from collections.abc import Sequence
from decimal import Decimal
from math import exp
from random import Random
from statistics import NormalDist
from typing import TypeVar

Item = TypeVar("Item")

_STANDARD_NORMAL = NormalDist()


class Chance:
    """Draws that depend on nothing but their topic.

    Every table has a topic of its own, so that a change in one table leaves the draws of the others alone. Only
    `Random.random` is used: of the module's methods it alone is promised to give the same numbers in later versions.
    """

    def __init__(self, topic: str) -> None:
        self._random = Random(topic)  # noqa: S311 - a sample needs chance that can be repeated, not secrets

    def between(self, low: float, high: float) -> float:
        """Return a number between low and high, all equally likely."""
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def happens(self, share: float) -> bool:
        """Return yes in this share of all cases."""
        return self._random.random() < share

    def pick(self, items: Sequence[Item], weights: Sequence[float] | None = None) -> Item:
        """Return one of the items, as often as its weight says."""
        if weights is None:
            return items[int(self._random.random() * len(items))]
        left = self._random.random() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]

    def normal(self, mean: float, spread: float) -> float:
        """Return a normal number; `spread` is the standard deviation."""
        return mean + spread * _STANDARD_NORMAL.inv_cdf(self.between(1e-9, 1 - 1e-9))

    def lognormal(self, median: float, sigma: float) -> float:
        """Return a lognormal number, the usual shape of order sizes; `sigma` is the spread of its logarithm."""
        return median * exp(self.normal(0, sigma))


def decimal(value: float, places: int = 2) -> Decimal:
    """Return the value as a decimal with so many places."""
    return Decimal(f"{value:.{places}f}")


def rounded(value: float, step: str) -> Decimal:
    """Return the multiple of the step nearest to the value, at least one step."""
    return max(1, round(value / float(step))) * Decimal(step)
