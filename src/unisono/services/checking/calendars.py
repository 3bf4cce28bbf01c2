"""What must hold of working calendars."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from unisono.domain.company import CalendarWindow, Weekday
from unisono.domain.findings import Finding
from unisono.engines.planning.calendars import expand_calendar, minute_of
from unisono.services.checking.complaints import complaint, warning
from unisono.services.checking.draft import Draft
from unisono.services.checking.heads import LONGEST_HORIZON

MINUTES_A_DAY = 1440
MINUTES_A_WEEK = 7 * MINUTES_A_DAY
WEEKDAYS = tuple(Weekday)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """Minutes `[start, end)` of a week, or of the calendar's days since the first, and the row that names them."""

    index: int
    start: int
    end: int
    day: object
    works: bool


def check_calendars(draft: Draft) -> Iterator[Finding]:
    """Yield windows without a day or that overlap, calendars that nobody uses, and lines that never work."""
    for index, window in draft.calendars:
        if (window.weekday is None) == (window.date is None):
            both = window.date is not None
            yield complaint(
                draft.calendars,
                index,
                "date" if both else "weekday",
                "window-needs-one-day",
                "The window has a weekday and a date." if both else "The window has no weekday and no date.",
                expected="a weekday or a date, one of the two",
                remedy="Empty one of the two cells." if both else "Fill one of the two cells.",
            )
    yield from _overlaps(draft)
    yield from _unused(draft)
    yield from _closed_lines(draft)


def _overlaps(draft: Draft) -> Iterator[Finding]:
    groups: dict[tuple[str, bool], list[_Span]] = defaultdict(list)
    for index, window in draft.calendars:
        if (window.weekday is None) != (window.date is None):
            repeats = window.weekday is not None
            groups[window.calendar, repeats].append(_span(index, window))
    for (_, repeats), spans in groups.items():
        yield from _overlaps_among(draft, spans, repeats=repeats)


def _overlaps_among(draft: Draft, spans: list[_Span], *, repeats: bool) -> Iterator[Finding]:
    """Yield each span that begins within an earlier one; the end of a week runs into its beginning."""
    if repeats:
        spans = spans + [
            _Span(
                index=item.index,
                start=item.start - MINUTES_A_WEEK,
                end=item.end - MINUTES_A_WEEK,
                day=None,
                works=item.works,
            )
            for item in spans
            if item.end > MINUTES_A_WEEK
        ]
    longest_of_day: dict[object, _Span] = {}
    longest_shift: _Span | None = None
    for span in sorted(spans, key=lambda item: (item.start, item.index)):
        # A row that takes time away may cut into a shift of the day before; on one and the same day it is unclear.
        others = (longest_of_day.get(span.day), longest_shift if span.works else None)
        other = next((item for item in others if item is not None and item.end > span.start), None)
        if other is not None and other.index != span.index:
            first, second = sorted((other.index, span.index))
            yield complaint(
                draft.calendars,
                second,
                "start",
                "overlapping-windows",
                f"The window overlaps with another one of calendar '{draft.calendars.rows[second].calendar}', in "
                f"{draft.calendars.source(first)}.",
                expected="windows of one calendar apart from each other",
                remedy="Change the times of one of the two, or make them one window.",
            )
        longest_of_day[span.day] = max(longest_of_day.get(span.day, span), span, key=lambda item: item.end)
        if span.works:
            longest_shift = max(longest_shift or span, span, key=lambda item: item.end)


def _span(index: int, window: CalendarWindow) -> _Span:
    day = WEEKDAYS.index(window.weekday) if window.weekday is not None else _days(window.date)
    start = day * MINUTES_A_DAY + _minutes(window.start)
    end = day * MINUTES_A_DAY + _minutes(window.end)
    if window.end <= window.start:
        end += MINUTES_A_DAY
    return _Span(index=index, start=start, end=end, day=day, works=window.works)


def _days(day: date | None) -> int:
    return day.toordinal() if day is not None else 0


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _unused(draft: Draft) -> Iterator[Finding]:
    if not draft.lines.complete or not draft.lines.rows:
        return
    used = {line.calendar for line in draft.lines.rows} | draft.lines.broken_values("calendar")
    if used - {window.calendar for window in draft.calendars.rows}:
        return  # a line names a calendar that is not there: this one may be meant
    told: set[str] = set()
    for index, window in draft.calendars:
        if window.calendar not in used and window.calendar not in told:
            told.add(window.calendar)
            yield warning(
                draft.calendars,
                index,
                "calendar",
                "unused-calendar",
                f"No line works by calendar '{window.calendar}'.",
                remedy="Look whether a line should, or delete it.",
            )


def _closed_lines(draft: Draft) -> Iterator[Finding]:
    if draft.as_of is None or draft.horizon_end is None:
        return
    if not timedelta(0) < draft.horizon_end - draft.as_of <= LONGEST_HORIZON:
        return
    by_calendar: dict[str, list[CalendarWindow]] = defaultdict(list)
    for window in draft.calendars.rows:
        by_calendar[window.calendar].append(window)
    used = {line.calendar for line in draft.lines.rows} - draft.calendars.broken_values("calendar")
    horizon = minute_of(draft.horizon_end, now=draft.as_of)
    closed = {
        calendar
        for calendar, rows in by_calendar.items()
        if calendar in used and not expand_calendar(rows, zone=draft.zone, now=draft.as_of, horizon=horizon)
    }
    for index, line in draft.lines:
        if line.calendar in closed:
            yield warning(
                draft.lines,
                index,
                "calendar",
                "line-never-works",
                f"Calendar '{line.calendar}' is closed all through the planned time: '{line.id}' makes nothing.",
                expected="a window with works = yes between as_of and horizon_end",
                remedy="Add working windows, or delete the line.",
            )
