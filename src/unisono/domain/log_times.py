"""Times as logs write them: ISO 8601 with and without a zone, seconds since 1970, day first with points."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from unisono.domain.findings import Finding, Severity, Source

_WRITTEN = re.compile(
    r"(?:(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"|(?P<day_first>\d{1,2})\.(?P<then_month>\d{1,2})\.(?P<then_year>\d{4}))"
    r"(?:[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,12}))?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
_SECONDS = re.compile(r"\d{10}\.\d{1,9}", re.ASCII)
_PER_SECOND = {10: 1, 13: 10**3, 16: 10**6, 19: 10**9}
"""How many parts a second has, by the number of digits of a time since 1970 between 2001 and 2286."""
_COMPACT, _DAY = 14, 8
_MICROSECONDS = 6


class Times:
    """Reads the times of one log into UTC, and counts those that name no zone.

    Args:
        zone: of times that name none.
        form: how they are written, as for `datetime.strptime`; empty: as ISO 8601 says, with a space or `T`, as
            `2026/12/03 14:00`, as `03.12.2026 14:00`, or as whole seconds, milli-, micro- or nanoseconds since 1970.

    >>> times = Times()
    >>> [str(times.read(text)) for text in ("2026-12-03 14:00:00.5+02:00", "03.12.2026 14:00", "1796306400", "soon")]
    ['2026-12-03 12:00:00.500000+00:00', '2026-12-03 14:00:00+00:00', '2026-12-03 14:00:00+00:00', 'None']
    >>> times.without_zone
    1
    """

    def __init__(self, zone: tzinfo = UTC, form: str = "") -> None:
        self.zone = zone
        self._form = form
        self.without_zone = 0

    def read(self, text: str) -> datetime | None:
        """Return the instant that a text says, or None where it says none; `03/12/2026` needs a form."""
        try:
            moment = self._moment(text)
            if moment is None:
                return None
            if moment.tzinfo is UTC:
                return moment
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=self.zone)
                self.without_zone += 1
            return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            return None

    def note(self, file: str) -> Finding | None:
        """Return the note that some times named no zone and how they were read, or None where all did.

        Args:
            file: the name of the log.
        """
        if not self.without_zone:
            return None
        return Finding(
            code="times-without-zone",
            severity=Severity.NOTE,
            source=Source(file=file),
            message=f"{self.without_zone:,} times name no zone; they were read as times of {self.zone}.",
            expected="times with a zone, or the zone of the log",
        )

    def _moment(self, text: str) -> datetime | None:
        if self._form:
            return datetime.strptime(text, self._form)  # noqa: DTZ007 - the zone is added where the form has none
        if text.isdigit() or _SECONDS.fullmatch(text):
            return _since_1970(text)
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            found = _WRITTEN.fullmatch(text.strip())
            return None if found is None else _from_parts(found)


def _since_1970(text: str) -> datetime | None:
    """Return the instant of a whole or broken number of seconds, or that of fourteen digits from year to second."""
    start = datetime(1970, 1, 1, tzinfo=UTC)
    whole, _, broken = text.partition(".")
    if len(whole) == _COMPACT:
        return datetime.strptime(whole, "%Y%m%d%H%M%S")  # noqa: DTZ007 - the zone is added above
    if len(whole) == _DAY:
        return datetime.fromisoformat(whole)
    if len(whole) not in _PER_SECOND:
        return None
    return start + timedelta(
        microseconds=int(whole) * 10**_MICROSECONDS // _PER_SECOND[len(whole)] + _microseconds(broken)
    )


def _from_parts(found: re.Match[str]) -> datetime:
    date = (
        int(found["year"] or found["then_year"]),
        int(found["month"] or found["then_month"]),
        int(found["day"] or found["day_first"]),
    )
    clock = (int(found["hour"] or 0), int(found["minute"] or 0), int(found["second"] or 0))
    return datetime(*date, *clock, _microseconds(found["fraction"] or ""), tzinfo=_zone(found["zone"] or ""))


def _microseconds(digits: str) -> int:
    return int(digits[:_MICROSECONDS].ljust(_MICROSECONDS, "0"))


def _zone(text: str) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
