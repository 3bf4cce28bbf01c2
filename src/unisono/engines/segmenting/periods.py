"""The days that segmentation looks at: two periods, counted back from the end of today."""

from dataclasses import dataclass
from datetime import date, timedelta

from unisono.engines.segmenting.problem import Problem

PERIODS = 2
"""A tier is left only after two periods running; what is older is not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Period 0 is the latest, 1 the one before; each has `days` days. `first_day` is that of anybody's earliest row."""

    today: date
    days: int
    minimum_days: int
    first_day: date | None

    @classmethod
    def of(cls, problem: Problem) -> "Periods":
        """Return the periods of a company's past."""
        days = (row.date for rows in (problem.sales, problem.services) for row in rows)
        return cls(
            today=problem.today,
            days=problem.tiering.period_days,
            minimum_days=problem.tiering.minimum_history_days,
            first_day=min((day for day in days if day <= problem.today), default=None),
        )

    def start(self, period: int) -> date:
        """Return the first day of a period."""
        return self.end(period) - timedelta(days=self.days)

    def end(self, period: int) -> date:
        """Return the day after the last one of a period."""
        return self.today + timedelta(days=1 - period * self.days)

    def of_day(self, day: date) -> int:
        """Return the period of a day; more than 1 is older than looked at, less than 0 is after today.

        >>> spring = Periods(today=date(2026, 3, 2), days=182, minimum_days=90, first_day=None)
        >>> spring.of_day(date(2026, 3, 2)), spring.of_day(date(2025, 9, 2)), spring.of_day(date(2025, 9, 1))
        (0, 0, 1)
        """
        return (self.today - day).days // self.days

    def covered_days(self, period: int) -> int:
        """Return how many days of a period the data reach back to."""
        if self.first_day is None:
            return 0
        return max(0, min(self.days, (self.end(period) - self.first_day).days))

    def is_known(self, period: int) -> bool:
        """Return whether the data cover so much of a period that anybody may be judged by it."""
        return self.covered_days(period) >= max(1, min(self.minimum_days, self.days))
