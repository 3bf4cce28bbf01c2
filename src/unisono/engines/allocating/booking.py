"""Hours still open to each tier, while orders come in."""

from collections.abc import Sequence
from enum import StrEnum


class Nesting(StrEnum):
    """Whose hours an order takes: its own tier's, then those of the tiers below; or the lowest tier's first.

    Standard nesting keeps less for a tier the more of it has come. Reversed nesting (in airlines: theft nesting) keeps
    the same for those still to come, however many have come. Where cheap orders come first the two are the same.
    """

    STANDARD = "standard"
    REVERSED = "reversed"


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
