"""How numbers are written."""

from decimal import Decimal

import pytest

from unisono.storage.outputs.report.figures import NARROW, Money, apportion, plural, quantity, share

EUROS = Money.for_amounts("EUR", Decimal(1_284_600))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1284600.49"), "€ 1,284,600"),
        (Decimal("-9870.5"), "− € 9,871"),  # noqa: RUF001 - a true minus sign is what is promised
        (Decimal("-0.3"), "€ 0"),
        (Decimal(0), "€ 0"),
    ],
)
def test_money_has_its_sign_in_front_and_never_breaks(value: Decimal, written: str) -> None:
    """Amounts show the currency, grouped thousands and a true minus; a rounded nothing has no minus."""
    assert EUROS.amount(value) == written.replace(" ", NARROW)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal(6320), "+ € 6,320"),
        (Decimal(-9870), "− € 9,870"),  # noqa: RUF001 - a true minus sign is what is promised
        (Decimal("0.2"), "€ 0"),
    ],
)
def test_a_change_says_which_way_it_goes(value: Decimal, written: str) -> None:
    """A gain has a plus, a loss a minus, and what rounds to nothing neither."""
    assert EUROS.change(value) == written.replace(" ", NARROW)


def test_small_companies_see_cents() -> None:
    """A kitchen's evening of some hundred zlotys is told to the grosz, with the code of the currency."""
    zlotys = Money.for_amounts("PLN", Decimal("873.20"))
    assert zlotys.amount(Decimal("873.2")) == f"PLN{NARROW}873.20"
    assert zlotys.price(Decimal("34.5"), "plate") == f"PLN{NARROW}34.50{NARROW}/{NARROW}plate"


def test_a_quantity_keeps_the_decimals_it_has() -> None:
    """Tonnes are written as they were asked for, without trailing zeros."""
    written = [quantity(Decimal(text), "t") for text in ("42.500", "1200", "0.125", "3E+2")]
    assert written == [f"{number}{NARROW}t" for number in ("42.5", "1,200", "0.125", "300")]


def test_a_share_is_percent_to_a_tenth_or_a_dash() -> None:
    """Nobody reads 100% where no order was."""
    assert [share(Decimal(text)) for text in ("0.9412", "1", "0.005")] == ["94.1%", "100%", "0.5%"]
    assert share(None) == "–"  # noqa: RUF001 - the dash is what is promised


def test_the_parts_of_the_sentence_add_up_to_its_total() -> None:
    """Rounded parts are set so that a reader who adds them finds the total."""
    parts = [Decimal("10.4"), Decimal("10.4"), Decimal("10.4")]
    assert sum(apportion(parts, Decimal("31.2"), 0)) == 31
    assert sum(apportion([Decimal("-2.5"), Decimal("7.1")], Decimal("4.6"), 0)) == 5


def test_one_is_singular() -> None:
    """One order is no orders."""
    assert [plural(count, "order") for count in (0, 1, 1200)] == ["0 orders", "1 order", "1,200 orders"]
