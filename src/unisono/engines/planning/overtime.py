"""When a line could work overtime: on its free Saturday, or after a shift."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from unisono.domain.changes import OvertimeOpened
from unisono.domain.company import Line, Snapshot
from unisono.engines.planning.calendars import Window, expand_calendar, minute_from, minute_of, moment_of

HOUR = 60
DAY = timedelta(days=1)
SUNDAY = 6

LEAST_REST = 8 * HOUR
"""Overtime after a shift leaves at least this time until the next one."""

MOST_AFTER_SHIFT = 4 * HOUR
"""Overtime after a shift is not longer."""


def overtime_windows(
    snapshot: Snapshot, line: Line, *, now: datetime, earliest: datetime, latest: datetime, hours: Decimal
) -> tuple[OvertimeOpened, ...]:
    """Return when a line could work so many hours of overtime in `[earliest, latest)`, those nearest to `latest` first.

    On Monday to Saturday without any working time from the line's usual start, unless the calendar closes that date on
    purpose; and right after the last shift of a day, up to `MOST_AFTER_SHIFT` and as long as `LEAST_REST` remains
    until the next one. Never on Sunday, and never more than the line's overtime hours in a week.

    Args:
        snapshot: the company's data, for the line's calendar.
        line: which line; without a premium or hours of overtime it has none.
        now: the moment of the plan.
        earliest: not before.
        latest: not after.
        hours: hours wanted, above 0.
    """
    if line.overtime_premium_per_hour is None:
        return ()
    minutes = int(min(hours, line.overtime_hours_per_week) * HOUR)
    calendar = _Calendar.of(snapshot, line, now=now)
    bounds = (minute_from(earliest, now=now), minute_of(latest, now=now))
    found = sorted({*calendar.free_days(minutes), *calendar.after_shifts(minutes)}, reverse=True)
    return tuple(
        OvertimeOpened(line=line.id, start=moment_of(start, now=now), end=moment_of(end, now=now))
        for start, end in found
        if bounds[0] <= start < end <= bounds[1]
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Calendar:
    """A line's regular windows as minutes of the plan, by the local days on which they start."""

    now: datetime
    zone: ZoneInfo
    windows: Sequence[Window]
    closed: frozenset[date]

    @classmethod
    def of(cls, snapshot: Snapshot, line: Line, *, now: datetime) -> "_Calendar":
        rows = [row for row in snapshot.calendars if row.calendar == line.calendar]
        zone = ZoneInfo(snapshot.company.timezone)
        horizon = minute_of(snapshot.company.horizon_end, now=now)
        return cls(
            now=now,
            zone=zone,
            windows=expand_calendar(rows, zone=zone, now=now, horizon=horizon),
            closed=frozenset(row.date for row in rows if row.date is not None and not row.works),
        )

    def free_days(self, minutes: int) -> Iterator[Window]:
        """Yield overtime from the usual start on days on which the line does not work at all."""
        first = {self._local(start).date(): self._local(start).time() for start, _ in reversed(self.windows)}
        if not first or minutes <= 0:
            return
        starts = Counter(first.values())
        usual = min(starts, key=lambda clock: (-starts[clock], clock))
        worked = {self._local(minute).date() for start, end in self.windows for minute in (start, end - 1)}
        day, last = min(worked), max(worked)
        while (day := day + DAY) < last:
            if day not in worked and day not in self.closed and day.weekday() != SUNDAY:
                yield self._at(day, usual), self._at(day, usual) + minutes

    def after_shifts(self, minutes: int) -> Iterator[Window]:
        """Yield overtime after the last window of a day, before the next day's first one."""
        for (start, end), following in zip(self.windows, self.windows[1:], strict=False):
            last_day = self._local(end - 1).date()
            rest = following[0] - end
            if self._local(following[0]).date() == self._local(start).date() or last_day in self.closed:
                continue
            possible = min(minutes, MOST_AFTER_SHIFT, rest - LEAST_REST)
            if possible >= HOUR and self._local(end).weekday() != SUNDAY:
                yield end, end + possible // HOUR * HOUR

    def _local(self, minute: int) -> datetime:
        return moment_of(minute, now=self.now).astimezone(self.zone)

    def _at(self, day: date, clock: time) -> int:
        return minute_of(datetime.combine(day, clock, tzinfo=self.zone), now=self.now)
