"""What a rule reads about the bakery's orders."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from unisono.domain.company import Order, Snapshot, Tier
from unisono.engines.ruling.order_fields import OrderFields
from unisono.engines.ruling.reading import FieldReader, discount_percent, fields_of

NOW = local("2026-03-02T06:00")
TIERS = {"HOTEL": Tier.GOLD, "SCHOOL": Tier.SILVER, "CORNER": Tier.STANDARD, "CLINIC": Tier.SILVER}


def fields(order: str, *, costs: dict[str, Decimal] | None = None) -> OrderFields:
    """Return the fields of one order of the bakery."""
    return fields_of(bakery(), now=NOW, tiers=TIERS, service_costs=costs or {})[order]


def reader(snapshot: Snapshot) -> FieldReader:
    """Return a reader of a bakery without service costs."""
    return FieldReader(snapshot, now=NOW, tiers=TIERS, service_costs={})


def order_of(snapshot: Snapshot, name: str) -> Order:
    """Return an order of the book."""
    return next(order for order in snapshot.orders if order.id == name)


def test_who_asks_for_what() -> None:
    """A rule reads the customer, its tier and whether it is strategic, the product and its family."""
    hotel = fields("B-3")
    assert (hotel.customer, hotel.tier, hotel.strategic) == ("HOTEL", "gold", True)
    assert (hotel.product, hotel.family, hotel.quantity, hotel.status) == (
        "free-loaf",
        "gluten-free",
        Decimal(150),
        "inquiry",
    )


def test_money_and_hours_on_the_only_line() -> None:
    """150 free loaves at 7.20, 2.40 of material each and 18 of service leave 702; they take six hours: 117 an hour."""
    hotel = fields("B-3", costs={"B-3": Decimal(18)})
    assert hotel.revenue == Decimal("1080.00")
    assert hotel.contribution == Decimal(702)
    assert hotel.hours == Decimal(6)
    assert hotel.margin_per_hour == Decimal(117)


def test_the_best_line_is_the_one_that_earns_most_an_hour() -> None:
    """The stone oven bakes wheat rolls with waste but faster: 101.90 an hour against 94.50 in the deck oven."""
    corner = fields("B-8")
    assert corner.margin_per_hour == pytest.approx(Decimal("101.90"))
    assert corner.hours == pytest.approx(Decimal(24) / 49)
    assert corner.contribution == pytest.approx(Decimal("74.40") - Decimal(24) / Decimal("0.98"))


def test_a_products_own_rate_wins_over_its_familys() -> None:
    """On the deck oven alone wheat rolls go at their own 45 an hour, not at the family's 60."""
    snapshot = bakery()
    only_deck = replace(snapshot, rates=tuple(rate for rate in snapshot.rates if rate.line == "deck-oven"))
    assert reader(only_deck).fields(order_of(only_deck, "B-8")).hours == Decimal(24) / 45


def test_an_order_no_line_can_make_has_no_hours() -> None:
    """Without an oven for gluten-free bread its orders have money but neither hours nor margin an hour."""
    snapshot = bakery()
    without = replace(snapshot, rates=tuple(rate for rate in snapshot.rates if rate.family != "gluten-free"))
    hotel = reader(without).fields(order_of(without, "B-3"))
    assert (hotel.hours, hotel.margin_per_hour, hotel.family_hours) == (None, None, Decimal(0))
    assert hotel.contribution == Decimal(720)


def test_family_hours_are_those_of_the_week() -> None:
    """Rye is asked for in one week by orders of 320, 480 and 360: 1,160 at 40 an hour are 29 hours."""
    assert fields("B-6").family_hours == fields("B-7").family_hours == Decimal(29)


def test_the_end_of_sunday_is_in_the_old_week() -> None:
    """A date means the end of that day: Sunday 8 March is in the week of the others, Monday is not."""
    snapshot = bakery()
    book, rolls = reader(snapshot), order_of(snapshot, "B-6")
    assert book.fields(replace(rolls, requested=local("2026-03-09T00:00"))).family_hours == Decimal(29)
    assert book.fields(replace(rolls, requested=local("2026-03-10T00:00"))).family_hours == Decimal(12)


def test_another_price_moves_the_money_and_nothing_else() -> None:
    """A reader judges a copy of an order at another price: 10 cents less on 150 loaves are 15 of revenue."""
    snapshot = bakery()
    book, loaves = reader(snapshot), order_of(snapshot, "B-3")
    before, after = book.fields(loaves), book.fields(replace(loaves, net_price=Decimal("7.10")))
    assert before.contribution - after.contribution == Decimal(15)
    assert (before.hours, before.family_hours, before.lead_days) == (after.hours, after.family_hours, after.lead_days)


def test_a_new_inquiry_adds_its_own_hours() -> None:
    """An inquiry that is not in the book yet counts itself in its family's hours."""
    snapshot = bakery()
    newcomer = replace(order_of(snapshot, "B-3"), id="B-9", quantity=Decimal(50))
    assert reader(snapshot).fields(newcomer).family_hours == Decimal(6 + 7 + 2)


def test_lead_days_count_from_now() -> None:
    """From Monday 06:00 to the end of Friday are 4.75 days."""
    assert fields("B-3").lead_days == Decimal("4.75")


@pytest.mark.parametrize(
    ("net", "listed", "discount"),
    [("680", "800", Decimal(15)), ("880", "800", Decimal(-10)), ("680", None, None), ("680", "0", None)],
)
def test_discounts(net: str, listed: str | None, discount: Decimal | None) -> None:
    """A discount is a share of the list price; without a list price there is none to speak of."""
    assert discount_percent(Decimal(net), Decimal(listed) if listed else None) == discount


def test_a_customer_without_tier_is_standard() -> None:
    """Who has not been given a tier is judged as standard."""
    unknown = fields_of(bakery(), now=NOW, tiers={}, service_costs={})
    assert unknown["B-3"].tier == "standard"
