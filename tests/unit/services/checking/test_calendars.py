"""Working calendars."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.companies import bakery, local
from tests.drafts import codes_of, findings_of
from unisono.domain.company import CalendarWindow, Weekday

BAKERY = bakery()


def with_windows(*windows: CalendarWindow) -> list[str]:
    """Return the codes for the bakery with more windows."""
    return codes_of(calendars=(*BAKERY.calendars, *windows))


def test_windows_that_touch_do_not_overlap() -> None:
    """A late shift may begin when the early one ends."""
    assert with_windows(CalendarWindow(calendar="early", weekday=Weekday.MON, start=time(14), end=time(22))) == []


@pytest.mark.parametrize(
    "window",
    [
        CalendarWindow(calendar="early", weekday=Weekday.MON, start=time(13), end=time(22)),
        CalendarWindow(calendar="early", weekday=Weekday.MON, start=time(7), end=time(8)),
        CalendarWindow(calendar="night", weekday=Weekday.SAT, start=time(5), end=time(9)),
        CalendarWindow(calendar="early", weekday=Weekday.MON, start=time(7), end=time(8), works=False),
        CalendarWindow(calendar="early", date=date(2026, 3, 7), start=time(11), end=time(15)),
        CalendarWindow(calendar="early", date=date(2026, 3, 6), start=time(22), end=time(7)),
    ],
    ids=["later", "inside", "after a night", "a break on the weekday", "on one date", "into the next date"],
)
def test_windows_at_one_time_are_told(window: CalendarWindow) -> None:
    """Two windows of one calendar may not claim the same time."""
    assert with_windows(window) == ["overlapping-windows"]


def test_the_end_of_the_week_runs_into_its_beginning() -> None:
    """A Sunday night shift and an early Monday shift can overlap."""
    night = CalendarWindow(calendar="early", weekday=Weekday.SUN, start=time(22), end=time(7))
    assert with_windows(night) == ["overlapping-windows"]
    assert with_windows(replace(night, end=time(6))) == []


def test_a_date_may_overlap_with_its_weekday() -> None:
    """One date may take away or add time whatever its weekday says."""
    assert (
        with_windows(CalendarWindow(calendar="early", date=date(2026, 3, 3), start=time(6), end=time(14), works=False))
        == []
    )


def test_time_taken_from_a_date_may_cut_a_shift_of_the_day_before() -> None:
    """A holiday from midnight on ends the night shift of the day before: that is meant, and no overlap."""
    assert (
        with_windows(
            CalendarWindow(calendar="night", date=date(2026, 3, 5), start=time(22), end=time(6)),
            CalendarWindow(calendar="night", date=date(2026, 3, 6), start=time(0), end=time(0), works=False),
        )
        == []
    )


def test_a_whole_day_is_no_empty_window() -> None:
    """A window from midnight to midnight lasts all day, so a second one on that day overlaps."""
    all_day = CalendarWindow(calendar="early", weekday=Weekday.SUN, start=time(0), end=time(0))
    assert with_windows(all_day) == []
    again = CalendarWindow(calendar="early", weekday=Weekday.SUN, start=time(12), end=time(13))
    assert with_windows(all_day, again) == ["overlapping-windows"]


def test_a_line_that_is_closed_all_through_the_plan_is_told() -> None:
    """A calendar that opens only after the planned time makes its lines useless, and says so."""
    closed = (
        *(window for window in BAKERY.calendars if window.calendar == "early"),
        CalendarWindow(calendar="night", date=date(2026, 4, 1), start=time(22), end=time(6)),
    )
    findings = findings_of(calendars=closed, slots=())
    assert [finding.code for finding in findings] == ["line-never-works"]
    assert findings[0].source.line == 3


def test_without_a_horizon_nobody_asks_whether_lines_work() -> None:
    """Where the planned time is unknown or upside down the calendars are checked for themselves only."""
    assert codes_of(as_of=None) == []
    assert "line-never-works" not in codes_of(horizon_end=local("2026-03-01T00:00"))
