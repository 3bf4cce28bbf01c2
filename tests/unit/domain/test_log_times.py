"""Times as logs write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from unisono.domain.log_times import Times

NOON = datetime(2023, 4, 3, 12, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2023-04-03T12:03:08Z",
        "2023-04-03 12:03:08",
        "2023-04-03T14:03:08+02:00",
        "2023-04-03T14:03:08.000+0200",
        "2023-04-03 14:03:08.000000 +02",
        "2023-04-03 12:03:08 UTC",
        "2023-04-03 07:03:08-05:00",
        "2023/04/03 12:03:08.000",
        "2023/04/03 14:03:08 +0200",
        "3.4.2023 06:33:08 -05:30",
        "03.04.2023 12:03:08",
        "3.4.2023 12:03:08,000",
        "20230403T120308",
        "20230403120308",
        "1680523388",
        "1680523388000",
        "1680523388000000",
        "1680523388000000000",
        "1680523388.0",
        " 2023-04-03 12:03:08 ",
    ],
)
def test_one_moment_in_many_writings(written: str) -> None:
    """However a system writes a moment, it is read as that moment."""
    assert Times().read(written) == NOON


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023-04-03", datetime(2023, 4, 3, tzinfo=UTC)),
        ("20230403", datetime(2023, 4, 3, tzinfo=UTC)),
        ("3.4.2023", datetime(2023, 4, 3, tzinfo=UTC)),
        ("2023-04-03 12:03:08.1234567", NOON.replace(microsecond=123_456)),
        ("1680523388.25", NOON.replace(microsecond=250_000)),
    ],
)
def test_days_and_parts_of_seconds(written: str, read: datetime) -> None:
    """A day alone is its beginning; parts of a second are kept to the microsecond."""
    assert Times().read(written) == read


@pytest.mark.parametrize(
    "written",
    ["", "soon", "03/04/2023", "2023-02-30", "2023-04-03 25:00", "12", "16805233881", "²²²²²²²²²²", "99999999999999"],
)
def test_what_is_no_time_or_could_be_two_is_not_guessed(written: str) -> None:
    """A text that is no time, or may be one of two, is read as none."""
    assert Times().read(written) is None


def test_the_first_moments_of_the_calendar_have_no_earlier_ones() -> None:
    """A time that would be before the year 1 in UTC is none."""
    assert Times().read("0001-01-01T00:00:00+14:00") is None


def test_times_without_a_zone_are_those_of_the_logs_zone_and_counted() -> None:
    """A local time is read in the zone of the log, and one note tells how many there were."""
    times = Times(ZoneInfo("Europe/Warsaw"))
    assert times.note("receipt.csv") is None
    assert times.read("2023-04-03 14:03:08") == NOON
    assert times.read("2023-04-03T14:03:08+02:00") == NOON
    assert times.read("2023-04-03T12:03:08Z") == NOON
    note = times.note("receipt.csv")
    assert note is not None
    assert note.message == "1 times name no zone; they were read as times of Europe/Warsaw."


def test_a_form_says_which_number_is_the_month() -> None:
    """With a form given, day and month are where it says, and nothing else is a time."""
    times = Times(form="%d/%m/%Y %H:%M:%S")
    assert times.read("03/04/2023 12:03:08") == NOON
    assert times.read("2023-04-03 12:03:08") is None
