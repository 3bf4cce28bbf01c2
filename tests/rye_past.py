"""The Thorn Bakery with half a year of rye behind it, four weeks ahead, an empty book and no slots.

Rye is made on the stone oven alone, 40 kg an hour and 40 hours a week. The hotel (gold) takes 500 and 800 kg by turns
at a good price, the corner shops (standard) about 1,350 kg at a poor one: together more than the oven can make.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.companies import bakery, local
from unisono.domain.company import Sale, SalesForecast, Snapshot, Tier
from unisono.domain.policy import Protection

FIRST_MONDAY = date(2025, 9, 1)
WEEKS = 26
AS_OF = local("2026-03-02T06:00")
SOON = Protection(weeks_ahead=4, opens_hours_before=Decimal(72))
"""Slots that open three days before they start: in four weeks there is more to see of them than with two weeks."""


def rye_past(
    *,
    hotel: tuple[int, int] = (500, 800),
    shops: tuple[int, int] = (1250, 1450),
    prices: tuple[str, str] = ("3.00", "1.60"),
    protection: Protection = SOON,
    forecast: tuple[SalesForecast, ...] = (),
) -> Snapshot:
    """Return the bakery; quantities of even and odd weeks, and prices a kilogram, of the hotel and the corner shops."""
    thorn = bakery()
    tiers = {"HOTEL": Tier.GOLD, "SCHOOL": Tier.SILVER, "CORNER": Tier.STANDARD, "CLINIC": Tier.SILVER}
    sales = [
        _sale(week, customer, quantities[week % 2], price)
        for week in range(WEEKS)
        for customer, quantities, price in zip(("HOTEL", "CORNER"), (hotel, shops), prices, strict=True)
    ]
    return replace(
        thorn,
        company=replace(thorn.company, horizon_end=local("2026-03-30T00:00")),
        policy=replace(thorn.policy, protection=protection),
        customers=tuple(
            replace(
                customer,
                tier_override=tiers[customer.id],
                override_reason="agreed for the spring",
                override_until=date(2026, 6, 30),
            )
            for customer in thorn.customers
        ),
        orders=(),
        stock=(),
        slots=(),
        services=(),
        sales=tuple(sales),
        forecast=forecast,
    )


def expected(week: date, quantity: int, *, tier: Tier = Tier.GOLD, made_on: date | None = None) -> SalesForecast:
    """Return what Sales expects of rye in a week."""
    return SalesForecast(week=week, family="rye", tier=tier, quantity=Decimal(quantity), made_on=made_on)


def _sale(week: int, customer: str, quantity: int, price: str) -> Sale:
    return Sale(
        date=FIRST_MONDAY + timedelta(days=7 * week + 2),
        invoice=f"F-{week}-{customer}",
        customer=customer,
        product="rye-loaf",
        quantity=Decimal(quantity),
        net_amount=quantity * Decimal(price),
    )
