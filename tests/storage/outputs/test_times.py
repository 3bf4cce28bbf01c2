"""How times are written."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.companies import local
from unisono.storage.outputs.report.figures import NARROW
from unisono.storage.outputs.report.times import Times, length, minutes_text


def times(now: str, end: str) -> Times:
    """Return how times are written from one local moment to another."""
    return Times(zone=ZoneInfo("Europe/Warsaw"), now=local(now), end=local(end))


STEEL = times("2026-11-23T06:00", "2027-01-04T00:00")
KITCHEN = times("2026-11-20T17:00", "2026-11-21T00:00")


@pytest.mark.parametrize(
    ("now", "end", "said"),
    [
        ("2026-11-20T17:00", "2026-11-20T23:30", "this evening"),
        ("2026-11-20T17:00", "2026-11-21T01:00", "this evening"),
        ("2026-11-20T06:00", "2026-11-20T18:00", "today"),
        ("2026-11-20T06:00", "2026-11-23T06:00", "in three days"),
        ("2026-11-20T06:00", "2026-11-27T06:00", "in one week"),
        ("2026-11-23T06:00", "2026-12-07T00:00", "in two weeks"),
        ("2026-11-23T06:00", "2027-01-04T00:00", "in six weeks"),
        ("2026-11-23T06:00", "2027-02-22T00:00", "in 13 weeks"),
        ("2026-11-23T06:00", "2027-05-24T00:00", "in six months"),
    ],
)
def test_the_planned_time_is_said_in_words(now: str, end: str, said: str) -> None:
    """The sentence says for how long, as people do."""
    assert times(now, end).horizon == said


def test_the_end_of_a_day_is_written_as_that_day() -> None:
    """Wanted by the end of Thursday is Thursday, not Friday at midnight."""
    assert STEEL.by(local("2026-12-04T00:00")) == "Thu 3 Dec"
    assert STEEL.by(local("2026-12-03T23:59")) == "Thu 3 Dec"
    assert STEEL.by(local("2026-12-03T14:30")) == "Thu 3 Dec, 14:30"


def test_another_year_is_named() -> None:
    """January of next year carries its year."""
    assert STEEL.day(local("2027-01-02T10:00")) == "Sat 2 Jan 2027"
    assert STEEL.moment_in_full(local("2026-11-23T06:00")) == "Mon 23 Nov 2026, 06:00"


def test_an_evening_is_told_by_the_clock() -> None:
    """In a kitchen every moment of the evening is a time of day; yesterday keeps its date."""
    assert KITCHEN.moment(local("2026-11-20T19:35")) == "19:35"
    assert KITCHEN.by(local("2026-11-20T20:10")) == "20:10"
    assert KITCHEN.moment(local("2026-11-18T19:35")) == "Wed 18 Nov, 19:35"


@pytest.mark.parametrize(
    ("days", "said"),
    [("0.0174", "25 min"), ("0.375", "9 h"), ("1.0625", "25.5 h"), ("1.5", "1.5 days"), ("12", "12 days")],
)
def test_a_delay_is_said_in_the_unit_that_suits_it(days: str, said: str) -> None:
    """Minutes, hours or days, so that nobody has to divide."""
    assert length(Decimal(days)).replace(NARROW, " ") == said


def test_working_minutes_are_hours_and_minutes() -> None:
    """A changeover of 155 minutes takes 2 h 35 min."""
    assert [minutes_text(count).replace(NARROW, " ") for count in (155, 35, 120)] == ["2 h 35 min", "35 min", "2 h"]
