"""When the stone oven of the Thorn Bakery could work overtime; it may work six hours of it in a week."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from tests.companies import WARSAW, bakery, local
from unisono.domain.company import CalendarWindow, Snapshot, Weekday
from unisono.engines.planning.overtime import overtime_windows

NOW = local("2026-03-02T06:00")
MONDAY_TO_FRIDAY = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)


def asked(snapshot: Snapshot, *, hours: int, since: str = "2026-03-02T06:00", until: str) -> list[str]:
    """Return the overtime that the stone oven could work, as the bakers write it."""
    windows = overtime_windows(
        snapshot, snapshot.lines[0], now=NOW, earliest=local(since), latest=local(until), hours=Decimal(hours)
    )
    return [f"{window.start.astimezone(WARSAW):%a %H:%M}-{window.end.astimezone(WARSAW):%H:%M}" for window in windows]


def working(start: int, end: int, *more: CalendarWindow) -> Snapshot:
    """Return the bakery whose stone oven works so from Monday to Friday, two weeks long."""
    company = replace(bakery().company, horizon_end=local("2026-03-16T00:00"))
    shifts = tuple(
        CalendarWindow(calendar="early", weekday=day, start=time(start), end=time(end)) for day in MONDAY_TO_FRIDAY
    )
    return replace(bakery(), company=company, calendars=(*shifts, *more))


def test_overtime_follows_a_shift_or_takes_the_free_saturday() -> None:
    """The latest comes first; Sunday stays free, and Saturday begins when people always begin."""
    assert asked(working(6, 14), hours=3, since="2026-03-04T00:00", until="2026-03-10T00:00") == [
        "Mon 14:00-17:00",
        "Sat 06:00-09:00",
        "Fri 14:00-17:00",
        "Thu 14:00-17:00",
        "Wed 14:00-17:00",
    ]


def test_overtime_after_a_shift_is_four_hours_at_most() -> None:
    """On Saturday the whole of the week's six hours is possible, not the eight that were wished for."""
    assert asked(working(6, 14), hours=8, since="2026-03-06T00:00", until="2026-03-09T00:00") == [
        "Sat 06:00-12:00",
        "Fri 14:00-18:00",
    ]


def test_people_rest_for_eight_hours() -> None:
    """After a late shift until 21:00 one hour is left before the night's rest; after one until 22:00 none."""
    assert asked(working(6, 21), hours=4, until="2026-03-04T00:00") == ["Tue 21:00-22:00", "Mon 21:00-22:00"]
    assert asked(working(6, 22), hours=4, until="2026-03-04T06:00") == []


def test_a_holiday_is_no_day_for_overtime() -> None:
    """Who closed that Saturday on purpose does not work on it."""
    closed = CalendarWindow(calendar="early", date=date(2026, 3, 7), start=time(0), end=time(0), works=False)
    assert asked(working(6, 14, closed), hours=2, since="2026-03-07T00:00", until="2026-03-09T00:00") == []


def test_overtime_lies_wholly_between_its_bounds() -> None:
    """What would begin earlier or end later is not offered."""
    assert asked(working(6, 14), hours=4, since="2026-03-02T14:00", until="2026-03-02T18:00") == ["Mon 14:00-18:00"]
    assert asked(working(6, 14), hours=4, since="2026-03-02T14:01", until="2026-03-02T18:00") == []
    assert asked(working(6, 14), hours=4, since="2026-03-02T14:00", until="2026-03-02T17:59") == []


def test_a_line_without_a_premium_has_no_overtime() -> None:
    """The deck oven's people have no agreement about it; nor has a line without hours."""
    snapshot = working(6, 14)
    bounds = {"now": NOW, "earliest": NOW, "latest": local("2026-03-09T00:00"), "hours": Decimal(2)}
    without_hours = replace(snapshot.lines[0], overtime_hours_per_week=Decimal(0))
    assert overtime_windows(snapshot, snapshot.lines[1], **bounds) == ()  # type: ignore[arg-type]
    assert overtime_windows(snapshot, without_hours, **bounds) == ()  # type: ignore[arg-type]


def test_a_line_that_never_works_has_no_usual_start() -> None:
    """Nobody knows when its Saturday would begin."""
    assert asked(replace(working(6, 14), calendars=()), hours=2, until="2026-03-09T00:00") == []
