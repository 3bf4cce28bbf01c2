"""What the bakery's customers asked for a day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from unisono.domain.company import Sale
from unisono.services.stock.demand import Past

TODAY = date(2026, 3, 2)


def sale(days_ago: int, quantity: str, customer: str = "HOTEL", product: str = "rye-loaf") -> Sale:
    """Return a sale of some days ago."""
    return Sale(
        date=TODAY - timedelta(days=days_ago),
        invoice="F-1",
        customer=customer,
        product=product,
        quantity=Decimal(quantity),
        net_amount=Decimal(0),
    )


def test_days_without_a_sale_count() -> None:
    """A hundred a month ago and twenty today are four a day over thirty days, and vary."""
    demand = Past.of([sale(29, "100"), sale(0, "20")], today=TODAY).demand("rye-loaf")
    assert demand.mean == 4
    assert demand.spread == pytest.approx(((100**2 + 20**2) / 30 - 16) ** 0.5)


def test_several_sales_of_a_day_are_one_demand() -> None:
    """What two customers take on one day is asked for together."""
    past = Past.of([sale(29, "10"), sale(0, "20"), sale(0, "30", "CLINIC")], today=TODAY)
    assert past.demand("rye-loaf").spread == pytest.approx(((100 + 2500) / 30 - 4) ** 0.5)


def test_whose_demand() -> None:
    """A customer's own demand is what it took; the others' is the rest."""
    past = Past.of([sale(29, "60"), sale(3, "30", "CLINIC")], today=TODAY)
    assert past.demand("rye-loaf", customer="CLINIC").mean == 1
    assert past.demand("rye-loaf", without={"CLINIC"}).mean == 2
    assert past.demand("baguette").mean == 0


def test_only_the_past_year_counts() -> None:
    """Older sales, and sales after today, are no demand of the past year."""
    past = Past.of([sale(500, "900"), sale(364, "365"), sale(-2, "900")], today=TODAY)
    assert past.days == 365
    assert past.demand("rye-loaf").mean == 1


def test_returns_were_not_asked_for() -> None:
    """Who sent it back did not want it; more sent back than taken is no demand."""
    assert Past.of([sale(29, "60"), sale(3, "-30")], today=TODAY).demand("rye-loaf").mean == 1
    assert Past.of([sale(29, "60"), sale(3, "-90")], today=TODAY).demand("rye-loaf").mean == 0


def test_few_days_say_nothing() -> None:
    """Three weeks of sales are too few to speak of demand, and none are none."""
    assert not Past.of([sale(20, "60")], today=TODAY).is_known
    assert not Past.of([], today=TODAY).is_known
    assert Past.of([sale(27, "60")], today=TODAY).is_known


def test_whole_units_of_a_product() -> None:
    """Half a loaf sold to anybody says that loaves are not counted one by one."""
    past = Past.of([sale(29, "60"), sale(3, "30.5", "CLINIC"), sale(3, "4", product="cake")], today=TODAY)
    assert not past.demand("rye-loaf", customer="HOTEL").whole
    assert past.demand("cake").whole
