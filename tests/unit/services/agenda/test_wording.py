"""How the agenda speaks: at the Thorn Bakery in Warsaw time, and in a kitchen within one evening."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from unisono.services.agenda.wording import Wording, joined, length, plural, quantity

NOW = local("2026-03-02T06:00")
BAKERY = Wording.of(bakery(), now=NOW)
EVENING = Wording.of(
    replace(bakery(), company=replace(bakery().company, horizon_end=NOW + timedelta(hours=7))), now=NOW
)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1740", "EUR 1,740"),
        ("1739.5", "EUR 1,740"),
        ("72", "EUR 72.00"),
        ("-99.994", "EUR -99.99"),
        ("100", "EUR 100"),
    ],
)
def test_large_money_is_told_without_cents(amount: str, said: str) -> None:
    """Nobody decides about cents where thousands are at stake."""
    assert BAKERY.money(Decimal(amount)) == said


def test_prices_are_told_to_the_cent() -> None:
    """A price is paid as it is told."""
    assert BAKERY.price(Decimal("1735.5")) == "EUR 1,735.50"


def test_the_end_of_a_day_is_that_day() -> None:
    """What is due on Tuesday may come until midnight."""
    assert BAKERY.by(local("2026-03-04T00:00")) == "Tue 3 Mar"
    assert BAKERY.by(local("2026-03-03T16:30")) == "Tue 3 Mar 16:30"


def test_within_an_evening_only_the_time_of_day_is_told() -> None:
    """Everybody knows which evening it is."""
    assert EVENING.by(local("2026-03-02T12:35")) == "12:35"
    assert EVENING.span(local("2026-03-02T12:00"), local("2026-03-02T12:30")) == "12:00 to 12:30"
    assert EVENING.by(local("2026-03-03T00:00")) == "00:00"


def test_a_span_names_a_day_once() -> None:
    """Unless it goes over midnight."""
    assert BAKERY.span(local("2026-03-07T06:00"), local("2026-03-07T12:00")) == "Sat 7 Mar 06:00 to 12:00"
    night = "Fri 6 Mar 22:00 to Sat 7 Mar 02:00"
    assert BAKERY.span(local("2026-03-06T22:00"), local("2026-03-07T02:00")) == night


def test_a_whole_day_is_offered_for_an_hour() -> None:
    """Who wanted it at four hears that it may be the end of the day; who wanted a day hears a day."""
    friday = local("2026-03-07T00:00")
    assert BAKERY.instead(friday, local("2026-03-06T16:00")) == "the end of Fri 6 Mar"
    assert BAKERY.instead(friday, local("2026-03-05T00:00")) == "Fri 6 Mar"
    assert BAKERY.instead(local("2026-03-06T18:00"), local("2026-03-06T16:00")) == "Fri 6 Mar 18:00"


def test_days_have_full_names() -> None:
    """Saturday overtime is on a Saturday in Warsaw."""
    assert BAKERY.weekday(local("2026-03-07T00:30")) == "Saturday"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "1 min"),
        (89, "89 min"),
        (90, "1.5 hours"),
        (60 * 35, "35 hours"),
        (60 * 36, "1.5 days"),
        (1440 * 3, "3 days"),
    ],
)
def test_lengths_have_the_unit_that_suits_them(minutes: int, said: str) -> None:
    """Minutes, hours, days."""
    assert length(minutes) == said


def test_quantities_have_the_decimals_that_they_have() -> None:
    """And thousands apart."""
    assert [quantity(Decimal(value), "t") for value in ("42.50", "1000", "0.125")] == ["42.5 t", "1,000 t", "0.125 t"]


def test_lists_read_as_people_speak() -> None:
    """One, two, three, none."""
    assert [joined(parts) for parts in (["a"], ["a", "b"], ["a", "b", "c"], [])] == ["a", "a and b", "a, b and c", ""]
    assert [plural(count, "order") for count in (0, 1, 2)] == ["0 orders", "1 order", "2 orders"]
