"""Periods are counted back from the end of today."""

from datetime import date

import pytest

from tests.florist import NOW, florist
from unisono.engines.segmenting.periods import Periods
from unisono.engines.segmenting.problem import problem_of

PERIODS = Periods.of(problem_of(florist(), now=NOW))


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 3, 3), -1),
        (date(2026, 3, 2), 0),
        (date(2025, 11, 23), 0),
        (date(2025, 11, 22), 1),
        (date(2025, 8, 15), 1),
        (date(2025, 8, 14), 2),
    ],
)
def test_the_period_of_a_day(day: date, period: int) -> None:
    """The florist's periods of a hundred days begin on 23 November and 15 August."""
    assert PERIODS.of_day(day) == period


def test_periods_touch_and_do_not_overlap() -> None:
    """The earlier period ends where the later one starts."""
    assert PERIODS.end(1) == PERIODS.start(0) == date(2025, 11, 23)


def test_rows_of_the_future_do_not_count_as_first_day() -> None:
    """The florist's data begin on 1 August, before both periods."""
    assert PERIODS.first_day == date(2025, 8, 1)
    assert [PERIODS.covered_days(period) for period in (0, 1)] == [100, 100]


@pytest.mark.parametrize(
    ("first_day", "covered", "known"),
    [
        (date(2026, 3, 2), [1, 0], [False, False]),
        (date(2026, 1, 11), [51, 0], [True, False]),
        (date(2025, 10, 4), [100, 50], [True, True]),
        (date(2025, 10, 5), [100, 49], [True, False]),
        (None, [0, 0], [False, False]),
    ],
)
def test_what_the_data_cover(first_day: date | None, covered: list[int], known: list[bool]) -> None:
    """A period counts when the data cover as many of its days as a customer needs of history."""
    periods = Periods(today=date(2026, 3, 2), days=100, minimum_days=50, first_day=first_day)
    assert [periods.covered_days(period) for period in (0, 1)] == covered
    assert [periods.is_known(period) for period in (0, 1)] == known
