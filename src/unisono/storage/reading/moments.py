"""Dates, clock times and instants as people write them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from unisono.domain.cells import happens_once, start_of_day
from unisono.storage.reading.troubles import Raw, Trouble

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"\s?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2}(?::[0-9]{2})?)?",
    re.IGNORECASE,
)
CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
MIDNIGHT_AT_END = re.compile(r"24:00(?::00)?")
FIRST_YEAR, LAST_YEAR = 1950, 2200
ONE_DAY = timedelta(days=1)

EXPECTED_DAY = "a date as year-month-day, e.g. 2026-12-03"
EXPECTED_MOMENT = "a date or a date and time, e.g. 2026-12-03 or 2026-12-03T14:00 (with a zone: 2026-12-03T14:00+01:00)"
EXPECTED_CLOCK = "a time of day, e.g. 06:00"


def read_day(raw: Raw) -> date | Trouble:
    """Return the day that a cell says, or what is wrong with it."""
    if isinstance(raw, datetime):
        return _sensible(raw.date()) if raw.time() == time(0) else _bad_day()
    if isinstance(raw, date):
        return _sensible(raw)
    if not isinstance(raw, str) or not DAY.fullmatch(raw):
        return _bad_day()
    try:
        return _sensible(date.fromisoformat(raw))
    except ValueError:
        return Trouble(
            code="bad-date", message="There is no such day.", expected=EXPECTED_DAY, remedy="Correct the date."
        )


def read_moment(raw: Raw, zone: ZoneInfo, *, end_of_day: bool) -> datetime | Trouble:
    """Return the instant that a cell says, in UTC, or what is wrong with it.

    Args:
        raw: the cell.
        zone: the company's zone, for times without one.
        end_of_day: whether a date alone means the end of that day, else its start.

    >>> read_moment("2026-12-03", ZoneInfo("Europe/Warsaw"), end_of_day=True).isoformat()
    '2026-12-03T23:00:00+00:00'
    >>> read_moment("2026-03-29T02:30", ZoneInfo("Europe/Warsaw"), end_of_day=False).code
    'skipped-time'
    """
    if isinstance(raw, datetime):
        outside = _sensible(raw.date())
        return outside if isinstance(outside, Trouble) else _instant(raw, zone)
    if isinstance(raw, date) or (isinstance(raw, str) and DAY.fullmatch(raw)):
        day = read_day(raw)
        return day if isinstance(day, Trouble) else start_of_day(day + ONE_DAY if end_of_day else day, zone)
    found = MOMENT.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        return _bad_moment("This is not a date or time.")
    return _from_parts(found["day"], found["clock"], (found["zone"] or "").upper(), zone)


def read_clock(raw: Raw, *, ends: bool) -> time | Trouble:
    """Return the time of day that a cell says, or what is wrong with it.

    Args:
        raw: the cell.
        ends: whether `24:00` is allowed; it is read as midnight.

    >>> read_clock("24:00", ends=True), read_clock("6:30", ends=False)
    (datetime.time(0, 0), datetime.time(6, 30))
    """
    if isinstance(raw, time):
        return raw.replace(tzinfo=None)
    if isinstance(raw, timedelta) and timedelta(0) <= raw <= ONE_DAY and (ends or raw < ONE_DAY):
        return (datetime(2000, 1, 1, tzinfo=UTC) + raw).time()
    if isinstance(raw, str):
        if ends and MIDNIGHT_AT_END.fullmatch(raw):
            return time(0)
        if CLOCK.fullmatch(raw):
            try:
                return time.fromisoformat(raw.zfill(len(raw) + (raw.index(":") == 1)))
            except ValueError:
                pass  # 25:00 and the like: said below
    return Trouble(
        code="bad-time",
        message="This is not a time of day.",
        expected=EXPECTED_CLOCK + (", or 24:00" if ends else ""),
        remedy="Write hours and minutes with a colon between them.",
    )


def _from_parts(day: str, clock: str, offset: str, zone: ZoneInfo) -> datetime | Trouble:
    at_end = MIDNIGHT_AT_END.fullmatch(clock) is not None
    try:
        moment = datetime.fromisoformat(f"{day}T{'00:00' if at_end else clock}{offset}")
    except ValueError:
        return _bad_moment("There is no such day or time.")
    outside = _sensible(moment.date())
    return outside if isinstance(outside, Trouble) else _instant(moment + ONE_DAY if at_end else moment, zone)


def _instant(moment: datetime, zone: ZoneInfo) -> datetime | Trouble:
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    if happens_once(moment, zone):
        return moment.replace(tzinfo=zone).astimezone(UTC)
    there_and_back = moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
    skipped = there_and_back != moment
    return Trouble(
        code="skipped-time" if skipped else "repeated-time",
        message=f"Clocks change in {zone.key} then: this time "
        + ("does not exist." if skipped else "comes twice that night."),
        expected="a time that comes once, or one with its zone, e.g. 2026-10-25T02:30+01:00",
        remedy="Write the time with its zone.",
    )


def _sensible(day: date) -> date | Trouble:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    return Trouble(
        code="absurd-date",
        message=f"The year {day.year} cannot be meant.",
        expected=f"a year from {FIRST_YEAR} to {LAST_YEAR}",
        remedy="Correct the year.",
    )


def _bad_day() -> Trouble:
    return Trouble(
        code="bad-date",
        message="This is not a date.",
        expected=EXPECTED_DAY,
        remedy="Write the year first, then month and day, with hyphens.",
    )


def _bad_moment(message: str) -> Trouble:
    return Trouble(
        code="bad-date",
        message=message,
        expected=EXPECTED_MOMENT,
        remedy="Write the year first, then month and day, with hyphens.",
    )
