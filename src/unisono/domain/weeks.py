"""Weeks as sales and forecasts are counted in: Monday to Sunday."""

from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """Return the first day of the week that a day lies in.

    >>> monday_of(date(2026, 12, 6)), monday_of(date(2026, 12, 7))
    (datetime.date(2026, 11, 30), datetime.date(2026, 12, 7))
    """
    return day - day.weekday() * DAY
