"""Times as logs write them: ISO 8601 in its many dresses, a given pattern, or a count since 1970."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

FIRST_YEAR, LAST_YEAR = 1900, 2200
SECONDS, MILLISECONDS = "seconds", "milliseconds"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS = {SECONDS: 1, MILLISECONDS: 1000}
_DATE_LENGTH = 10
_LONG_FRACTION = re.compile(r"([.,]\d{6})\d+")
_HAS_CLOCK = re.compile(r"%[HIfpMScXsT]")

Read = Callable[[str], datetime]


class NoTime(ValueError):  # noqa: N818 - says what the text is
    """A text cannot be read as a time."""


def time_reader(*, time_format: str = "", zone: tzinfo, end_of_day: bool = False) -> Read:
    """Return a function that reads a text as an instant and raises `NoTime` where it is none.

    Args:
        time_format: a pattern of `strptime`, `seconds` or `milliseconds` since 1970; empty: ISO 8601.
        zone: for times that tell none; of an hour that comes twice the first is taken.
        end_of_day: whether a date alone means the end of that day, else its start.

    >>> read = time_reader(zone=UTC)
    >>> read("2011-10-11 13:45:40.276000+02:00").isoformat()
    '2011-10-11T13:45:40.276000+02:00'
    >>> time_reader(zone=UTC, time_format="%d.%m.%Y", end_of_day=True)("06.12.2011").isoformat()
    '2011-12-07T00:00:00+00:00'
    """
    bare = _bare_reader(time_format)
    is_date_format = bool(time_format) and time_format not in _UNITS and not _HAS_CLOCK.search(time_format)

    def read(text: str) -> datetime:
        try:
            moment = bare(text)
        except (ValueError, OverflowError):
            raise NoTime("it is no time") from None
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise NoTime(f"the year {moment.year} cannot be meant")
        if end_of_day and (is_date_format or (not time_format and len(text) <= _DATE_LENGTH)):
            moment += timedelta(days=1)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)

    return read


def _bare_reader(time_format: str) -> Read:
    """Return a function that reads a text, with a zone where it tells one."""
    if time_format in _UNITS:
        unit = _UNITS[time_format]
        return lambda text: _EPOCH + timedelta(seconds=float(text) / unit)
    if time_format:
        return lambda text: datetime.strptime(text, time_format)  # noqa: DTZ007 - the zone is set by the caller
    return _read_iso


def _read_iso(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        plain = text.replace(" UTC", "Z").replace(" Z", "Z").replace("/", "-")
        return datetime.fromisoformat(_LONG_FRACTION.sub(r"\1", plain))
