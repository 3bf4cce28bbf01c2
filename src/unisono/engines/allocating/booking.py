"""From protection levels to the hours that each tier may take, at first and while orders come in."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise


class Nesting(StrEnum):
    """Whose hours an order takes: its own tier's, then those of the tiers below; or the lowest tier's first.

    Standard nesting keeps less for a tier the more of it has come. Reversed nesting (in airlines: theft nesting) keeps
    the same for those still to come, however many have come. Where cheap orders come first the two are the same.
    """

    STANDARD = "standard"
    REVERSED = "reversed"


def limits_of(capacity_hours: float, protected_hours: Sequence[float]) -> tuple[float, ...]:
    """Return the nested limits b_1 .. b_k: b_j = C - y_{j-1}, not below nothing; b_1 is the capacity.

    Args:
        capacity_hours: C.
        protected_hours: y_1 .. y_{k-1}.

    >>> limits_of(100.0, [20.36, 35.4, 54.34, 80.07, 117.44])
    (100.0, 79.64, 64.6, 45.66, 19.930000000000007, 0.0)
    """
    return tuple(max(0.0, capacity_hours - level) for level in (0.0, *protected_hours))


def own_hours_of(limits: Sequence[float]) -> tuple[float, ...]:
    """Return the hours that each tier has before all tiers below it: b_j - b_{j+1}.

    Args:
        limits: b_1 .. b_k.

    >>> [round(hours) for hours in own_hours_of([100, 79.64, 64.6, 45.66, 19.93, 0])]
    [20, 15, 19, 26, 20, 0]
    """
    return tuple(better - worse for better, worse in pairwise((*limits, 0.0)))


def open_hours(own_hours: Sequence[float], taken: Sequence[float], nesting: Nesting) -> tuple[float, ...]:
    """Return the hours still open to an order of each tier.

    Args:
        own_hours: hours of each tier, best first (`Solution.own_hours`).
        taken: hours already accepted by tier.
        nesting: whose hours an order takes first.

    >>> open_hours([30.0, 40.0, 30.0], [10.0, 0.0, 0.0], Nesting.STANDARD)
    (90.0, 70.0, 30.0)
    >>> open_hours([30.0, 40.0, 30.0], [10.0, 0.0, 0.0], Nesting.REVERSED)
    (90.0, 60.0, 20.0)
    """
    left = _left_standard(own_hours, taken) if nesting is Nesting.STANDARD else _left_reversed(own_hours, taken)
    return tuple(sum(left[tier:]) for tier in range(len(left)))


def slot_hours_open(own_hours: Sequence[float], taken: Sequence[float]) -> tuple[float, ...]:
    """Return the hours still open to an order of each tier where each has its own and the last tier's are for all.

    Args:
        own_hours: hours of each tier's slots, and last the hours that all share.
        taken: hours already accepted by tier; an order takes its tier's slots first.

    >>> slot_hours_open([30.0, 40.0, 30.0], [35.0, 10.0, 5.0])
    (20.0, 50.0, 20.0)
    """
    slots = (*own_hours[:-1], 0.0)
    over = sum(max(0.0, hours - own) for own, hours in zip(slots, taken, strict=True))
    shared = max(0.0, own_hours[-1] - over)
    return tuple(max(0.0, own - hours) + shared for own, hours in zip(slots, taken, strict=True))


def _left_standard(own_hours: Sequence[float], taken: Sequence[float]) -> list[float]:
    """Return what is left of each tier's hours where an order goes down from its own tier."""
    left: list[float] = []
    over = 0.0
    for own, hours in zip(own_hours, taken, strict=True):
        left.append(max(0.0, own - hours - over))
        over = max(0.0, over + hours - own)
    return left


def _left_reversed(own_hours: Sequence[float], taken: Sequence[float]) -> list[float]:
    """Return what is left of each tier's hours where every order goes up from the lowest tier."""
    left: list[float] = []
    over = sum(taken)
    for own in reversed(own_hours):
        left.append(max(0.0, own - over))
        over = max(0.0, over - own)
    return left[::-1]
