"""Whether something happens more or less often than before: the ratio of two Poisson rates with an exact interval.

With x1 happenings among n1 orders before and x2 among n2 after, x2 is binomial given x1 + x2, with
p = r n2 / (n1 + r n2) for the ratio r of the rates (Przyborowski and Wilenski 1940). The limits of p (Clopper and
Pearson 1934) give those of r = p n1 / ((1 - p) n2).
"""

from dataclasses import dataclass
from enum import StrEnum
from math import inf

from scipy.special import betaincinv

LEVEL = 0.9
"""The interval holds the true ratio in at least so many of all cases."""


class Verdict(StrEnum):
    """What the interval says; `EARLY`: even without a single happening after, it would have said nothing."""

    LESS = "less often"
    MORE = "more often"
    SAME = "no change seen"
    EARLY = "too few to tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How often something happened among so many delivered orders."""

    times: int
    orders: int

    @property
    def rate(self) -> float:
        """Return how often it happened in a hundred orders; 0 where there were none."""
        return 100 * self.times / self.orders if self.orders else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A rate before and after, its ratio after to before, and the interval of that."""

    before: Count
    after: Count
    low: float
    high: float

    @property
    def ratio(self) -> float | None:
        """Return the rate after over the rate before; None where nothing happened before, or nobody could see."""
        is_known = self.before.times > 0 and self.after.orders > 0
        return self.after.rate / self.before.rate if is_known else None

    @property
    def verdict(self) -> Verdict:
        """Return what the interval says."""
        if self.high < 1:
            return Verdict.LESS
        if self.low > 1:
            return Verdict.MORE
        best = _limits(self.before, Count(times=0, orders=self.after.orders), LEVEL)
        return Verdict.SAME if best[1] < 1 else Verdict.EARLY


def compare(before: Count, after: Count, *, level: float = LEVEL) -> Change:
    """Return how a rate has changed.

    Args:
        before: happenings and orders before.
        after: happenings and orders after.
        level: of the interval, between 0 and 1.

    Four in a hundred orders became one in a hundred:

    >>> change = compare(Count(times=16, orders=400), Count(times=4, orders=400))
    >>> change.ratio, round(change.low, 2), round(change.high, 2), change.verdict.value
    (0.25, 0.08, 0.67, 'less often')
    """
    low, high = _limits(before, after, level)
    return Change(before=before, after=after, low=low, high=high)


def _limits(before: Count, after: Count, level: float) -> tuple[float, float]:
    if before.orders == 0 or after.orders == 0:
        return 0.0, inf
    tail, seen = (1 - level) / 2, before.times + after.times
    low = float(betaincinv(after.times, before.times + 1, tail)) if after.times else 0.0
    high = float(betaincinv(after.times + 1, before.times, 1 - tail)) if before.times else 1.0
    odds = before.orders / after.orders
    return (low / (1 - low) * odds if seen else 0.0), (high / (1 - high) * odds if high < 1 else inf)
