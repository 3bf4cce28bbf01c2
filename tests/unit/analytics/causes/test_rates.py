"""Whether something happens less often: held to published figures and to what can be checked by hand."""

from math import inf

import pytest

from unisono.analytics.causes.courses import WEEK, change_at, is_repeated, trend, weekly
from unisono.analytics.causes.rates import Count, Verdict, compare


def test_the_published_example() -> None:
    """R's `poisson.test` gives these limits for 11 cases among 800 beside 21 among 3,011."""
    change = compare(Count(times=21, orders=3011), Count(times=11, orders=800), level=0.95)
    assert change.ratio == pytest.approx(1.971488, abs=1e-6)
    assert change.low == pytest.approx(0.8584264, abs=1e-7)
    assert change.high == pytest.approx(4.2772659, abs=1e-7)


def test_none_after_by_hand() -> None:
    """With none after, the high end h solves (n1 / (n1 + h n2)) ** x1 = 5%: three before leave room up to 1.7."""
    change = compare(Count(times=3, orders=100), Count(times=0, orders=100))
    assert (change.ratio, change.low) == (0, 0)
    assert change.high == pytest.approx(0.05 ** (-1 / 3) - 1)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((16, 400), (4, 400), Verdict.LESS),
        ((4, 400), (16, 400), Verdict.MORE),
        ((10, 100), (10, 100), Verdict.SAME),
        ((3, 100), (0, 100), Verdict.EARLY),
        ((3, 100), (0, 300), Verdict.LESS),
        ((9, 100), (0, 0), Verdict.EARLY),
        ((0, 0), (9, 100), Verdict.EARLY),
        ((0, 100), (1, 100), Verdict.EARLY),
        ((0, 100), (0, 100), Verdict.EARLY),
        ((0, 100), (9, 100), Verdict.MORE),
    ],
)
def test_what_the_interval_says(before: tuple[int, int], after: tuple[int, int], verdict: Verdict) -> None:
    """It is too early where even none at all would have said nothing; a change is one that the interval leaves."""
    counts = [Count(times=times, orders=orders) for times, orders in (before, after)]
    assert compare(*counts).verdict is verdict


def test_nothing_before_has_no_ratio() -> None:
    """From nothing to something there is no ratio, and the interval is open above."""
    change = compare(Count(times=0, orders=100), Count(times=2, orders=100))
    assert (change.ratio, change.high) == (None, inf)


def test_weeks_count_back_from_the_end() -> None:
    """The last week ends with the moment itself, which is no longer in it; what is older than all weeks is left out."""
    end = 100 * WEEK
    assert weekly([end, end - 1, end - WEEK, end - WEEK - 1, end - 9 * WEEK], until=end, weeks=3) == (0, 1, 2)


def test_a_trend_is_of_rates_and_not_of_counts() -> None:
    """Twice as often among twice as many orders is no change."""
    end = 8 * WEEK
    delivered = [*range(0, 4 * WEEK, WEEK // 10), *range(4 * WEEK, end, WEEK // 20)]
    happened = [*range(0, 4 * WEEK, WEEK // 5), *range(4 * WEEK, end, WEEK // 10)]
    change = trend(happened, delivered, until=end)
    assert (change.before.times, change.after.times, change.ratio) == (20, 40, 1.0)
    assert change.verdict is Verdict.SAME


def test_a_moment_divides_before_from_after() -> None:
    """What happened in the very moment of the prevention counts as after it, what is before the begin not at all."""
    change = change_at([1, 5, 9], [2, 4, 5, 6], since=2, at=5, until=9)
    assert (change.before, change.after) == (Count(times=0, orders=2), Count(times=1, orders=2))


@pytest.mark.parametrize(("weeks", "repeated"), [((2, 1), True), ((3, 0), False), ((1, 1), False), ((1, 1, 1), True)])
def test_what_is_repeated(weeks: tuple[int, ...], repeated: bool) -> None:  # noqa: FBT001 - a parameter
    """Three times in two weeks calls for a prevention; one bad week does not."""
    assert is_repeated(weeks) is repeated
