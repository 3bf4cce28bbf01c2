"""The times of a log, in the forms that its mapping names and in all that need no name."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from unisono.domain.findings import Finding
from unisono.domain.log_times import Times
from unisono.domain.mappings import LogMapping

FIRST_YEAR, LAST_YEAR = 1900, 2200
_DAY_LENGTH, _COMPACT_DAY_LENGTH = 10, 8
_CLOCK = re.compile(r"[ T,]*%[HIkl]")

ReadTime = Callable[[str], datetime]


class LogTimes:
    """Reads the times of one log.

    Args:
        mapping: says the zone and the forms; the date of each form may stand alone, and ISO 8601 is always read.
    """

    def __init__(self, mapping: LogMapping) -> None:
        self._zone = ZoneInfo(mapping.zone)
        self._readers = [Times(self._zone, form) for form in _forms(mapping.time_format)]

    def moment(self, text: str) -> datetime:
        """Return the instant that a text says; a date alone is its start.

        Raises:
            ValueError: it says none; with the reason.
        """
        for times in self._readers:
            moment = times.read(text)
            if moment is not None:
                break
        else:
            raise ValueError("it is no time")
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValueError(f"a year before {FIRST_YEAR} or after {LAST_YEAR} cannot be meant")
        return moment

    def until(self, text: str) -> datetime:
        """Return the instant until which something is wanted or promised; a date alone is its end.

        Raises:
            ValueError: it says none; with the reason.
        """
        moment = self.moment(text)
        return (moment.astimezone(self._zone) + timedelta(days=1)).astimezone(UTC) if _is_day(text) else moment

    def notes(self, file: str) -> tuple[Finding, ...]:
        """Return what is to be told of the times that were read.

        Args:
            file: the name of the log.
        """
        all_of_them = Times(self._zone)
        all_of_them.without_zone = sum(times.without_zone for times in self._readers)
        note = all_of_them.note(file)
        return () if note is None else (note,)


def _forms(told: tuple[str, ...]) -> Iterator[str]:
    yield from told
    for form in told:
        day = _CLOCK.split(form, maxsplit=1)[0]
        if day != form:
            yield day
    yield ""


def _is_day(text: str) -> bool:
    return len(text) <= _DAY_LENGTH and ":" not in text and (len(text) <= _COMPACT_DAY_LENGTH or not text.isdigit())
