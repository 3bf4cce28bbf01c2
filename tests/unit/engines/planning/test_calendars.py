"""Working calendars as minutes, in a company that lives in Warsaw."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.companies import WARSAW, local
from unisono.domain.company import CalendarWindow, Weekday
from unisono.engines.planning.calendars import (
    Window,
    clip,
    expand_calendar,
    local_midnights,
    minute_from,
    minute_of,
    moment_of,
    open_minutes,
    subtract,
    unite,
)

HOUR, DAY = 60, 1440
MONDAY = local("2026-03-02T00:00")
"""Midnight in Warsaw, before a week without a change of clocks."""


def window(start: int, end: int, *, day: Weekday | date, works: bool = True) -> CalendarWindow:
    """Return a row of the calendar `shop`, from one full hour to another."""
    weekday, on = (day, None) if isinstance(day, Weekday) else (None, day)
    return CalendarWindow(calendar="shop", weekday=weekday, date=on, start=time(start), end=time(end), works=works)


def expand(*rows: CalendarWindow, now: datetime = MONDAY, days: int = 7) -> list[Window]:
    """Return the windows of the rows for some days."""
    return expand_calendar(rows, zone=WARSAW, now=now, horizon=days * DAY)


def test_a_weekday_row_repeats_every_week() -> None:
    """Tuesday's shift is there on both Tuesdays of two weeks."""
    assert expand(window(6, 14, day=Weekday.TUE), days=14) == [
        (DAY + 6 * HOUR, DAY + 14 * HOUR),
        (8 * DAY + 6 * HOUR, 8 * DAY + 14 * HOUR),
    ]


def test_a_night_shift_ends_on_the_next_day() -> None:
    """From ten in the evening until six in the morning is one window."""
    assert expand(window(22, 6, day=Weekday.WED)) == [(2 * DAY + 22 * HOUR, 3 * DAY + 6 * HOUR)]


def test_a_night_shift_that_runs_at_now_is_already_open() -> None:
    """At midnight on Monday the shift of Sunday still works for six hours."""
    assert expand(window(22, 6, day=Weekday.SUN), days=1) == [(0, 6 * HOUR)]


def test_midnight_to_midnight_is_the_whole_day() -> None:
    """`24:00` is the midnight after the day; shifts that touch make one window."""
    assert expand(window(0, 0, day=Weekday.MON)) == [(0, DAY)]
    assert expand(window(6, 14, day=Weekday.MON), window(14, 22, day=Weekday.MON)) == [(6 * HOUR, 22 * HOUR)]


def test_a_date_adds_working_time() -> None:
    """One Saturday is worked."""
    assert expand(window(6, 12, day=date(2026, 3, 7))) == [(5 * DAY + 6 * HOUR, 5 * DAY + 12 * HOUR)]


def test_a_date_takes_working_time_away() -> None:
    """On Wednesday the shop closes for two hours."""
    rows = (window(6, 14, day=Weekday.WED), window(10, 12, day=date(2026, 3, 4), works=False))
    assert expand(*rows) == [(2 * DAY + 6 * HOUR, 2 * DAY + 10 * HOUR), (2 * DAY + 12 * HOUR, 2 * DAY + 14 * HOUR)]


def test_a_holiday_ends_the_night_shift_of_the_day_before() -> None:
    """Nobody works on Thursday, not even those who came on Wednesday evening."""
    rows = (window(22, 6, day=Weekday.WED), window(0, 0, day=date(2026, 3, 5), works=False))
    assert expand(*rows) == [(2 * DAY + 22 * HOUR, 3 * DAY)]


def test_a_date_is_stronger_than_a_weekday() -> None:
    """Sundays are closed, but this one is worked."""
    rows = (window(0, 0, day=Weekday.SUN, works=False), window(8, 10, day=date(2026, 3, 8)))
    assert expand(*rows) == [(6 * DAY + 8 * HOUR, 6 * DAY + 10 * HOUR)]


def test_a_weekday_takes_time_from_other_weekdays() -> None:
    """The shift from Saturday ends at midnight because Sundays are closed."""
    rows = (window(22, 6, day=Weekday.SAT), window(0, 0, day=Weekday.SUN, works=False))
    assert expand(*rows) == [(5 * DAY + 22 * HOUR, 6 * DAY)]


def test_windows_end_at_the_horizon() -> None:
    """Nothing is planned behind it."""
    assert expand(window(22, 6, day=Weekday.MON), days=1) == [(22 * HOUR, DAY)]


def test_a_calendar_without_rows_is_closed() -> None:
    """Who has no hours does not work."""
    assert expand() == []


def test_the_night_of_the_spring_change_is_an_hour_shorter() -> None:
    """On 29 March the clocks jump from two to three: the shift from ten to six has seven hours."""
    shift = expand(window(22, 6, day=Weekday.SAT), now=local("2026-03-28T00:00"), days=2)
    assert shift == [(22 * HOUR, 29 * HOUR)]


def test_the_night_of_the_autumn_change_is_an_hour_longer() -> None:
    """On 25 October it is twice between two and three: the shift has nine hours."""
    shift = expand(window(22, 6, day=Weekday.SAT), now=local("2026-10-24T00:00"), days=2)
    assert shift == [(22 * HOUR, 31 * HOUR)]


def test_after_the_change_work_starts_at_the_same_hour_of_the_clock() -> None:
    """At six on Monday, though a day of 23 hours lies before it."""
    assert expand(window(6, 7, day=Weekday.MON), now=local("2026-03-28T00:00"), days=4) == [
        (2 * DAY + 5 * HOUR, 2 * DAY + 6 * HOUR)
    ]


def test_midnights_are_those_of_the_company() -> None:
    """At six in the morning the next midnight is 18 hours away; the day of the spring change has 23 hours."""
    midnights = local_midnights(zone=WARSAW, now=local("2026-03-28T06:00"), horizon=3 * DAY)
    assert midnights == [18 * HOUR, 41 * HOUR, 65 * HOUR]


def test_a_midnight_at_now_and_at_the_horizon_counts() -> None:
    """Goods that are there at either moment take room."""
    assert local_midnights(zone=WARSAW, now=MONDAY, horizon=DAY) == [0, DAY]


def test_minutes_and_moments_are_each_other_s_way_back() -> None:
    """A moment of the plan is found again, whatever the zone it is given in."""
    now = datetime(2026, 3, 28, 5, 0, 42, tzinfo=UTC)
    there = moment_of(3000, now=now)
    assert there == datetime(2026, 3, 30, 7, 0, tzinfo=UTC)
    assert minute_of(there.astimezone(WARSAW), now=now.astimezone(WARSAW)) == 3000


@pytest.mark.parametrize(("seconds", "falls_into", "not_before"), [(-1, -1, 0), (0, 0, 0), (1, 0, 1), (60, 1, 1)])
def test_a_moment_within_a_minute(seconds: int, falls_into: int, not_before: int) -> None:
    """It falls into the minute that has begun; what may not begin before it begins at the next."""
    moment = MONDAY + timedelta(seconds=seconds)
    assert minute_of(moment, now=MONDAY) == falls_into
    assert minute_from(moment, now=MONDAY) == not_before


windows = st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=6)


def minutes(items: list[Window]) -> set[int]:
    """Return the minutes that windows hold, one by one."""
    return {minute for start, end in items for minute in range(start, end)}


@given(windows, windows)
def test_arithmetic_of_windows_is_that_of_their_minutes(some: list[Window], others: list[Window]) -> None:
    """Uniting, taking away, clipping and counting agree with sets of minutes, and leave gaps between windows."""
    assert minutes(unite(some)) == minutes(some)
    assert minutes(subtract(some, others)) == minutes(some) - minutes(others)
    assert minutes(clip(some, 3, 20)) == minutes(some) & set(range(3, 20))
    assert open_minutes(unite(some)) == len(minutes(some))
    united = unite(some)
    assert all(left[1] < right[0] for left, right in itertools.pairwise(united))


@given(
    st.lists(
        st.builds(
            CalendarWindow,
            calendar=st.just("shop"),
            weekday=st.sampled_from(Weekday),
            start=st.times(),
            end=st.times(),
            works=st.booleans(),
        ),
        max_size=4,
    ),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - Hypothesis adds it
    st.sampled_from(["Europe/Warsaw", "America/Sao_Paulo", "Asia/Kathmandu", "UTC"]),
)
def test_windows_are_ascending_apart_and_within_the_horizon(
    rows: list[CalendarWindow], now: datetime, zone: str
) -> None:
    """Whatever the rows, the zone and the season."""
    found = expand_calendar(rows, zone=ZoneInfo(zone), now=now, horizon=3 * DAY)
    edges = [edge for window in found for edge in window]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= 3 * DAY for edge in edges)
