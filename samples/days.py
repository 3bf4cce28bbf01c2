"""Working days of a company."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday without the holidays."""

    holidays: Container[date]

    def works(self, day: date) -> bool:
        """Return whether people work on that day."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def end_of_day(self, moment: datetime) -> datetime:
        """Return the midnight that ends the working day of the moment, or the next working day after it."""
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        while not self.works(midnight.date()):
            midnight += timedelta(days=1)
        return midnight + timedelta(days=1)

    def last_before(self, moment: datetime) -> datetime:
        """Return the midnight that starts the working day of the moment, or the last working day before it."""
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        while not self.works(midnight.date()):
            midnight -= timedelta(days=1)
        return midnight

    def ends_between(self, first: datetime, last: datetime) -> list[datetime]:
        """Return the midnights that end the working days from the day of `first` to the day of `last`."""
        midnight = first.replace(hour=0, minute=0)
        ends = []
        while midnight <= last:
            if self.works(midnight.date()):
                ends.append(midnight + timedelta(days=1))
            midnight += timedelta(days=1)
        return ends
