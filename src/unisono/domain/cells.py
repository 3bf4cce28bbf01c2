"""How a value is written in a cell of the company's data: the opposite of reading it."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the instant at which a local day starts, in UTC.

    Where clocks skip midnight it is the first instant of the day, where midnight comes twice the first of the two.

    Args:
        day: the local day.
        zone: the company's zone.

    >>> from zoneinfo import ZoneInfo
    >>> start_of_day(date(2026, 3, 9), ZoneInfo("Europe/Warsaw"))
    datetime.datetime(2026, 3, 8, 23, 0, tzinfo=datetime.timezone.utc)
    """
    return datetime.combine(day, time(0), zone).astimezone(UTC)


def happens_once(local: datetime, zone: tzinfo) -> bool:
    """Return whether a local time without a zone names exactly one instant: clocks neither skip nor repeat it."""
    first, second = local.replace(tzinfo=zone, fold=0), local.replace(tzinfo=zone, fold=1)
    return first.utcoffset() == second.utcoffset()


def instant_text(instant: datetime, zone: tzinfo, *, end_of_day: bool = False) -> str:
    """Return an instant as people write it in the company's zone.

    Args:
        instant: an aware datetime.
        zone: the company's zone.
        end_of_day: a date alone means the end of that day, so the end of a day is written as its date.

    >>> from zoneinfo import ZoneInfo
    >>> instant_text(datetime(2026, 3, 8, 23, tzinfo=UTC), ZoneInfo("Europe/Warsaw"), end_of_day=True)
    '2026-03-08'
    >>> instant_text(datetime(2026, 3, 8, 23, tzinfo=UTC), ZoneInfo("Europe/Warsaw"))
    '2026-03-09T00:00'
    """
    local = instant.astimezone(zone)
    plain = local.replace(tzinfo=None, fold=0)
    if end_of_day and instant == start_of_day(plain.date(), zone):
        return (plain.date() - timedelta(days=1)).isoformat()
    exact = "auto" if plain.second or plain.microsecond else "minutes"
    return plain.isoformat(timespec=exact) if happens_once(plain, zone) else local.isoformat(timespec=exact)


def cell_text(value: object, zone: tzinfo, *, end_of_day: bool = False) -> str:
    """Return the text of a cell that is read as this value again.

    Args:
        value: the value of a field of a row.
        zone: the company's zone.
        end_of_day: as the column's.

    >>> cell_text(Decimal("12.50"), UTC), cell_text(True, UTC), cell_text(None, UTC), cell_text(time(6), UTC)
    ('12.50', 'yes', '', '06:00')
    """
    match value:
        case None:
            text = ""
        case bool():
            text = "yes" if value else "no"
        case Decimal():
            text = format(value, "f")
        case Enum():
            text = str(value.value)
        case datetime():
            text = instant_text(value, zone, end_of_day=end_of_day)
        case time():
            text = value.isoformat("auto" if value.second or value.microsecond else "minutes")
        case _:
            text = str(value)  # a date's text is its ISO form
    return text
