"""Working time of a calendar as plain windows, for the generator's own sums."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from unisono.domain.company import CalendarWindow, Company, Weekday

Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The open windows of one calendar within the planned time, ascending and apart from each other."""

    windows: tuple[Window, ...]

    @property
    def hours(self) -> float:
        """Return all open hours."""
        return sum((end - start).total_seconds() for start, end in self.windows) / 3600

    def end_of(self, start: datetime, hours: float) -> datetime | None:
        """Return when work of so many hours ends that starts at `start` or later; none if it does not end in time."""
        left = timedelta(hours=hours)
        for opens, closes in self.windows:
            begin = max(opens, start)
            if begin < closes and left <= closes - begin:
                return begin + left
            left -= max(closes - begin, timedelta())
        return None


def working_time(company: Company, calendar: str, rows: Iterable[CalendarWindow]) -> WorkingTime:
    """Return the working time of a calendar between `as_of` and the end of the horizon."""
    own = [row for row in rows if row.calendar == calendar]
    zone, last = company.as_of.tzinfo, company.horizon_end.date()
    windows: list[Window] = []
    day = company.as_of.date() - timedelta(days=1)
    while day <= last:
        midnight = datetime.combine(day, time(0), zone)
        today = [row for row in own if _applies(row, day)]
        closed = [_span(row, midnight) for row in today if not row.works]
        for row in today:
            if row.works:
                windows += _without(_span(row, midnight), closed)
        day += timedelta(days=1)
    within = ((max(start, company.as_of), min(end, company.horizon_end)) for start, end in sorted(windows))
    return WorkingTime(tuple((start, end) for start, end in within if start < end))


def _applies(row: CalendarWindow, day: date) -> bool:
    return row.date == day or (row.weekday is not None and tuple(Weekday).index(row.weekday) == day.weekday())


def _span(row: CalendarWindow, midnight: datetime) -> Window:
    def at(moment: time) -> datetime:
        return midnight + timedelta(hours=moment.hour, minutes=moment.minute)

    start, end = at(row.start), at(row.end)
    return start, end if end > start else end + timedelta(days=1)


def _without(window: Window, closed: Sequence[Window]) -> list[Window]:
    """Return what is left of a window when the closed ones are taken away."""
    left = [window]
    for shut, reopened in closed:
        parts = ((part, shut, reopened) for part in left)
        left = [
            piece
            for (start, end), shuts, reopens in parts
            for piece in ((start, min(end, shuts)), (max(start, reopens), end))
            if piece[0] < piece[1]
        ]
    return left
