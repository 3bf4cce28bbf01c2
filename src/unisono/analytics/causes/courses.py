"""How often a cause happens as time goes on, counted in weeks of seven days back from a moment."""

from collections.abc import Iterable, Sequence

from unisono.analytics.causes.rates import Change, Count, compare

WEEK = 7 * 86_400
SPAN = 4
"""So many weeks are compared with as many before them."""

REPEATED_TIMES, REPEATED_WEEKS = 3, 2
"""A cause is repeated that happened so often, in so many of the last weeks at least."""


def weekly(moments: Iterable[int], *, until: int, weeks: int) -> tuple[int, ...]:
    """Return how many moments fall into each of some weeks, the earliest week first.

    Args:
        moments: in seconds.
        until: end of the last week, in seconds.
        weeks: how many.

    >>> weekly([0, 1, WEEK], until=2 * WEEK, weeks=3)
    (0, 2, 1)
    """
    counts = [0] * weeks
    for moment in moments:
        ago = (until - 1 - moment) // WEEK
        if 0 <= ago < weeks:
            counts[weeks - 1 - ago] += 1
    return tuple(counts)


def trend(happened: Sequence[int], delivered: Sequence[int], *, until: int) -> Change:
    """Return how often it happened for each delivered order in the last weeks, compared with those before them.

    Args:
        happened: moments, in seconds.
        delivered: when each order was delivered, late or not, in seconds.
        until: end of the last week, in seconds.
    """
    middle = until - SPAN * WEEK
    return change_at(happened, delivered, since=middle - SPAN * WEEK, at=middle, until=until)


def change_at(happened: Sequence[int], delivered: Sequence[int], *, since: int, at: int, until: int) -> Change:
    """Return how often something happened for each delivered order before a moment and after it.

    Args:
        happened: moments, in seconds.
        delivered: when each order was delivered, in seconds.
        since: begin of what is looked at, in seconds.
        at: the moment that divides it.
        until: end of what is looked at.
    """
    spans = ((since, at), (at, until))
    before, after = (Count(times=_within(happened, *span), orders=_within(delivered, *span)) for span in spans)
    return compare(before, after)


def is_repeated(weeks: Sequence[int]) -> bool:
    """Return whether something happened often enough, and in enough weeks, to call for a prevention.

    Args:
        weeks: how often in each of the last weeks.

    >>> is_repeated([0, 2, 0, 1]), is_repeated([0, 0, 0, 9])
    (True, False)
    """
    return sum(weeks) >= REPEATED_TIMES and sum(map(bool, weeks)) >= REPEATED_WEEKS


def _within(moments: Iterable[int], begin: int, end: int) -> int:
    return sum(begin <= moment < end for moment in moments)
