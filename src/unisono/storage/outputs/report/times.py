"""How times are written for people, in the company's zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from unisono.storage.outputs.report.figures import NARROW, number, plural, quantity

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_EVENING = 15
MINUTES_UNTIL, HOURS_UNTIL, WHOLE_DAYS_FROM = 90, 36, 100
"""Below so many minutes a length is told in minutes, below so many hours in hours, from so many days in whole days."""
_WEEKS_FROM_DAYS = 12
_MONTHS_FROM_WEEKS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How times are written in one report: the company's zone, the moment of the plan and the end of its horizon."""

    zone: ZoneInfo
    now: datetime
    end: datetime

    def local(self, at: datetime) -> datetime:
        """Return a moment in the company's zone."""
        return at.astimezone(self.zone)

    def day(self, at: datetime) -> str:
        """Return the local day, e.g. `Thu 3 Dec`, with the year when it is not the plan's."""
        local = self.local(at)
        year = f" {local.year}" if local.year != self.local(self.now).year else ""
        return f"{local:%a} {local.day} {local:%b}{year}"

    def clock(self, at: datetime) -> str:
        """Return the local time of day, e.g. `19:35`."""
        return f"{self.local(at):%H:%M}"

    def moment(self, at: datetime) -> str:
        """Return day and time of day; only the time when everything happens within one day."""
        return self.clock(at) if self.within_a_day and self._is_today(at) else f"{self.day(at)}, {self.clock(at)}"

    def moment_in_full(self, at: datetime) -> str:
        """Return day, year and time of day, e.g. `Mon 23 Nov 2026, 06:00`."""
        local = self.local(at)
        return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"

    def by(self, at: datetime) -> str:
        """Return a moment by which something is due; the end of a day is written as that day."""
        local = self.local(at)
        if (local.hour, local.minute) == (0, 0):
            return self.day(at - timedelta(minutes=1))
        if (local.hour, local.minute) == (23, 59):
            return self.day(at)
        return self.moment(at)

    def _is_today(self, at: datetime) -> bool:
        return abs(at - self.now) < timedelta(days=1)

    @property
    def within_a_day(self) -> bool:
        """Return whether the planned time is shorter than a day."""
        return self.end - self.now <= timedelta(hours=24)

    @property
    def horizon(self) -> str:
        """Return the planned time in words: `this evening`, `today`, `in three days`, `in six weeks`."""
        if self.within_a_day:
            return "this evening" if self.local(self.now).hour >= _EVENING else "today"
        days = round((self.end - self.now) / timedelta(days=1))
        if days < _WEEKS_FROM_DAYS:
            return f"in {_count(days, 'day')}" if days != 7 else "in one week"  # noqa: PLR2004 - a week
        weeks = round(days / 7)
        return (
            f"in {_count(weeks, 'week')}" if weeks < _MONTHS_FROM_WEEKS else f"in {_count(round(days / 30.4), 'month')}"
        )


def length(days: Decimal) -> str:
    """Return a length of time given in days in the unit that suits it: `25 min`, `9 h`, `1.5 days`."""
    minutes = days * 24 * 60
    if minutes < MINUTES_UNTIL:
        return f"{round(minutes)}{NARROW}min"
    if minutes < HOURS_UNTIL * 60:
        return f"{quantity(round(minutes / 60, 1))}{NARROW}h"
    return f"{number(days, 0 if days >= WHOLE_DAYS_FROM else 1).removesuffix('.0')} days"


def minutes_text(minutes: int) -> str:
    """Return working minutes as hours and minutes: `35 min`, `2 h 35 min`."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours}{NARROW}h"] if hours else []
    return " ".join([*parts, f"{rest}{NARROW}min"] if rest or not hours else parts)


def in_words(count: int) -> str:
    """Return a count up to twelve as a word."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else str(count)


def _count(count: int, noun: str) -> str:
    return plural(count, noun).replace(str(count), in_words(count), 1)
