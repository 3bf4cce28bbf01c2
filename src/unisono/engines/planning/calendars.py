"""Working time as minutes: weekday and date rows in the company's zone become windows from the moment of the plan.

A window is a pair of minutes `[start, end)`; windows are ascending and apart from each other.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from unisono.domain.company import CalendarWindow, Weekday

Window = tuple[int, int]
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
WEEKDAYS = tuple(Weekday)


def minute_of(moment: datetime, *, now: datetime) -> int:
    """Return the whole minute of the plan that `moment` falls into; minute 0 is the one that `now` falls into.

    >>> minute_of(datetime(2026, 3, 2, 7, 0, 30, tzinfo=UTC), now=datetime(2026, 3, 2, 6, 0, 5, tzinfo=UTC))
    60
    """
    return (moment.astimezone(UTC) - _first_minute(now)) // MINUTE


def minutes_of(moments: Iterable[datetime], *, now: datetime) -> list[int]:
    """Return `minute_of` for many moments at once, quickly where they are in UTC."""
    first = _first_minute(now)
    return [((moment if moment.tzinfo is UTC else moment.astimezone(UTC)) - first) // MINUTE for moment in moments]


def minute_from(moment: datetime, *, now: datetime) -> int:
    """Return the first whole minute of the plan that does not begin before `moment`.

    >>> minute_from(datetime(2026, 3, 2, 7, 0, 30, tzinfo=UTC), now=datetime(2026, 3, 2, 6, 0, 5, tzinfo=UTC))
    61
    """
    return -((_first_minute(now) - moment.astimezone(UTC)) // MINUTE)


def moment_of(minute: int, *, now: datetime) -> datetime:
    """Return the instant at which a minute of the plan begins, in UTC.

    >>> moment_of(60, now=datetime(2026, 3, 2, 6, 0, 5, tzinfo=UTC)).isoformat()
    '2026-03-02T07:00:00+00:00'
    """
    return _first_minute(now) + minute * MINUTE


def expand_calendar(rows: Sequence[CalendarWindow], *, zone: ZoneInfo, now: datetime, horizon: int) -> list[Window]:
    """Return the working windows of one calendar from `now` until `horizon`.

    Weekday rows repeat; `works = no` on a weekday takes its time away from them. Date rows are stronger: they add
    working time, and with `works = no` take it away, also from a shift that began the day before. On the days when the
    clocks change a window lasts as long as its two clock times are really apart.

    Args:
        rows: the rows of the calendar.
        zone: the company's zone, in which rows give their times.
        now: minute 0.
        horizon: the end of the planned time, in minutes from `now`.
    """
    days = _local_days(zone, now, horizon)
    regular = [row for row in rows if row.weekday is not None]
    windows = _spans(days, (row for row in regular if row.works), zone, now)
    windows = subtract(windows, _spans(days, (row for row in regular if not row.works), zone, now))
    dated = [row for row in rows if row.date is not None]
    windows = unite([*windows, *_spans(days, (row for row in dated if row.works), zone, now)])
    windows = subtract(windows, _spans(days, (row for row in dated if not row.works), zone, now))
    return clip(windows, 0, horizon)


def local_midnights(*, zone: ZoneInfo, now: datetime, horizon: int) -> list[int]:
    """Return the minutes from 0 to `horizon` at which a day begins in the company's zone."""
    minutes = [_minute(day, time(0), zone, now) for day in _local_days(zone, now, horizon)]
    return [minute for minute in minutes if 0 <= minute <= horizon]


def unite(windows: Iterable[Window]) -> list[Window]:
    """Return windows that cover the same minutes, ascending and apart from each other.

    >>> unite([(60, 90), (0, 30), (20, 60)])
    [(0, 90)]
    """
    united: list[Window] = []
    for start, end in sorted(window for window in windows if window[0] < window[1]):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def subtract(windows: Iterable[Window], taken: Iterable[Window]) -> list[Window]:
    """Return the minutes of `windows` that are not in `taken`.

    >>> subtract([(0, 90)], [(30, 40), (80, 100)])
    [(0, 30), (40, 80)]
    """
    left: list[Window] = []
    gaps, place = unite(taken), 0
    for opens, closes in unite(windows):
        start = opens
        while place < len(gaps) and gaps[place][1] <= start:
            place += 1
        for begins, ends in _until(gaps, place, closes):
            if start < begins:
                left.append((start, begins))
            start = ends
        if start < closes:
            left.append((start, closes))
    return left


def clip(windows: Iterable[Window], start: int, end: int) -> list[Window]:
    """Return the part of the windows within `[start, end)`."""
    return unite((max(opens, start), min(closes, end)) for opens, closes in windows)


def is_open(windows: Sequence[Window], start: int, end: int) -> bool:
    """Return whether any minute of `[start, end)` lies within the windows.

    >>> is_open([(0, 30), (60, 90)], 30, 60), is_open([(0, 30), (60, 90)], 29, 60)
    (False, True)
    """
    before_end = bisect_left(windows, (end,))
    return before_end > 0 and windows[before_end - 1][1] > start


def open_minutes(windows: Iterable[Window]) -> int:
    """Return how many minutes the windows hold together."""
    return sum(end - start for start, end in windows)


def _until(windows: Sequence[Window], place: int, end: int) -> Iterator[Window]:
    """Yield the windows from a place on that begin before an end."""
    while place < len(windows) and windows[place][0] < end:
        yield windows[place]
        place += 1


@lru_cache(maxsize=1)
def _first_minute(now: datetime) -> datetime:
    # In UTC, because Python subtracts two times of one zone by the clock on the wall, wrong when the clocks change.
    return now.astimezone(UTC).replace(second=0, microsecond=0)


def _local_days(zone: ZoneInfo, now: datetime, horizon: int) -> list[date]:
    """Return the local dates that touch the planned time, and the one before, whose shifts may run into it."""
    first = now.astimezone(zone).date() - DAY
    last = moment_of(horizon, now=now).astimezone(zone).date()
    return [first + index * DAY for index in range((last - first).days + 1)]


def _spans(days: Sequence[date], rows: Iterable[CalendarWindow], zone: ZoneInfo, now: datetime) -> list[Window]:
    """Return the minutes that the rows name on these days; an end at or before the start is on the next day."""
    spans = []
    for row in rows:
        for day in days:
            if day == row.date or WEEKDAYS[day.weekday()] is row.weekday:
                last_day = day + DAY if row.end <= row.start else day
                spans.append((_minute(day, row.start, zone, now), _minute(last_day, row.end, zone, now)))
    return spans


def _minute(day: date, clock: time, zone: ZoneInfo, now: datetime) -> int:
    return minute_of(datetime.combine(day, clock, tzinfo=zone), now=now)
