"""The times of a log."""

from datetime import UTC, datetime

import pytest

from unisono.domain.mappings import LogMapping
from unisono.services.importing.times import LogTimes

WARSAW = LogMapping(zone="Europe/Warsaw")


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("2026-03-28", 28, 23),
        ("2026-03-29", 29, 22),
        ("20260329", 29, 22),
        ("29.03.2026", 29, 22),
        ("2026-03-29 12:00", 29, 10),
        ("1774778400", 29, 10),
    ],
)
def test_a_date_alone_may_mean_its_end(text: str, day: int, hour: int) -> None:
    """Who wants something on the 29th is content until midnight of the log's zone, also when clocks change."""
    assert LogTimes(WARSAW).until(text) == datetime(2026, 3, day, hour, tzinfo=UTC)


def test_a_date_alone_is_its_start_elsewhere() -> None:
    """Work of a day without a time is put at its beginning."""
    assert LogTimes(WARSAW).moment("2026-03-29") == datetime(2026, 3, 28, 23, tzinfo=UTC)


def test_forms_are_tried_in_their_order() -> None:
    """A log may write times in several forms; the date of each may stand alone, and ISO 8601 needs no form."""
    times = LogTimes(LogMapping(time_format=("%d/%m/%Y %H:%M", "%b %d, %Y")))
    assert times.moment("05/03/2026 14:00") == datetime(2026, 3, 5, 14, tzinfo=UTC)
    assert times.moment("05/03/2026") == datetime(2026, 3, 5, tzinfo=UTC)
    assert times.until("05/03/2026") == datetime(2026, 3, 6, tzinfo=UTC)
    assert times.moment("Mar 05, 2026") == datetime(2026, 3, 5, tzinfo=UTC)
    assert times.moment("2026-03-05T14:00Z") == datetime(2026, 3, 5, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "why"), [("soon", "it is no time"), ("9999-12-31", "a year before 1900 or after 2200 cannot be meant")]
)
def test_what_is_no_time_is_said(text: str, why: str) -> None:
    """The reason is the same for all such texts."""
    with pytest.raises(ValueError, match=why):
        LogTimes(WARSAW).moment(text)


def test_times_without_a_zone_are_counted() -> None:
    """However they are written, the note says how many there were and where they were put."""
    times = LogTimes(LogMapping(zone="Europe/Warsaw", time_format=("%d/%m/%Y",)))
    assert times.notes("repairs.csv") == ()
    for text in ("05/03/2026", "2026-03-05", "2026-03-05T14:00Z"):
        times.moment(text)
    (note,) = times.notes("repairs.csv")
    assert note.message == "2 times name no zone; they were read as times of Europe/Warsaw."
