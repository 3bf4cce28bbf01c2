"""Steel: a service centre on the Baltic coast with four lines, asked for a fifth more than it can make."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from samples.history import Deed, Habit, Past
from samples.plant import plant_of
from samples.steel.book import orders
from samples.steel.buyers import BUYERS, TRADES, Buyer
from samples.steel.expectations import forecast
from samples.steel.policy import POLICY
from samples.steel.stock import OWNERS, frameworks, stock
from samples.steel.works import WORKS, calendars, changeovers, products, rates
from samples.tiering import with_past
from unisono.domain.company import (
    Company,
    Customer,
    Department,
    Partner,
    Product,
    Slot,
    Snapshot,
    StockKind,
    Tier,
)

ZONE = ZoneInfo("Europe/Warsaw")

COMPANY = Company(
    name="Vistula Steel Service",
    currency="EUR",
    timezone="Europe/Warsaw",
    as_of=datetime(2026, 11, 23, 6, tzinfo=ZONE),
    horizon_end=datetime(2027, 1, 4, tzinfo=ZONE),
    ambition="Every crane, silo and dairy around the Baltic can build tomorrow because we keep today's word.",
    warehouse_room=Decimal(600),
    extra_room_price=Decimal("1.60"),
    departments=(
        Department(id="sales", name="Sales", labour_rate_per_hour=Decimal(44), hours_per_week=Decimal(120)),
        Department(id="purchasing", name="Purchasing", labour_rate_per_hour=Decimal(42), hours_per_week=Decimal(80)),
        Department(id="production", name="Production", labour_rate_per_hour=Decimal(36), hours_per_week=Decimal(1120)),
        Department(id="logistics", name="Logistics", labour_rate_per_hour=Decimal(32), hours_per_week=Decimal(200)),
    ),
    partners=(
        Partner(id="bursztyn-trans", name="Bursztyn Trans", kind="carrier"),
        Partner(id="oderlogistik", name="Oderlogistik", kind="carrier"),
        Partner(id="huta-wschod", name="Huta Wschód", kind="supplier"),
        Partner(id="magazyn-praga", name="Magazyn Praga", kind="outside warehouse"),
    ),
)

PAST = Past(
    first_on=date(2025, 11, 24),
    last_on=date(2026, 11, 20),
    lines=4000,
    lines_per_invoice=4,
    sigma=0.7,
    price_spread=0.015,
    quantity_step="0.5",
)

_STRATEGIC = ("Dźwigi Pomorskie sp. z o.o.", "Mejeriteknik Thy A/S", "Stocznia Martwa Wisła S.A.")
_OVERRIDES = {
    "Kattegat Offshore Stål A/S": (Tier.GOLD, "frame contract for wind foundations from spring 2027"),
    "Someș Utilaje SA": (Tier.SILVER, "first year after the new plant in Cluj"),
}
_CRANE_BUILDER = next(key for key, buyer in BUYERS.items() if buyer.name in _STRATEGIC)


def build() -> Snapshot:
    """Return the whole steel service centre."""
    bare = Snapshot(
        company=COMPANY,
        policy=POLICY,
        customers=tuple(_customer(key, buyer) for key, buyer in BUYERS.items()),
        products=tuple(products()),
        lines=tuple(works.line for works in WORKS),
        calendars=tuple(calendars()),
        rates=tuple(rates()),
        changeovers=tuple(changeovers()),
        orders=(),
        slots=_slots(),
    )
    known = with_past(bare, "steel", PAST, [_habit(key, buyer, bare.products) for key, buyer in BUYERS.items()])
    book = orders(known, plant_of(known))
    kept = stock(book, known.products, called_until=COMPANY.horizon_end + timedelta(days=28))
    return replace(known, orders=book, stock=kept, frameworks=tuple(frameworks()), forecast=forecast(known))


def _customer(key: str, buyer: Buyer) -> Customer:
    tier, reason = _OVERRIDES.get(buyer.name, (None, ""))
    return Customer(
        id=key,
        name=buyer.name,
        strategic=buyer.name in _STRATEGIC,
        tier_override=tier,
        override_reason=reason,
        override_until=date(2027, 3, 31) if tier else None,
    )


def _habit(customer: str, buyer: Buyer, made: tuple[Product, ...]) -> Habit:
    """Return how a buyer traded in the past year."""
    trade, manner = TRADES[buyer.trade], buyer.manner
    own = [product for product in made if product.family in trade]
    size = 24 * buyer.volume**0.3 / manner.line_factor
    deeds = [
        Deed(activity="order_handling"),
        Deed(activity="freight", share=0.8, cost_share=0.032 * manner.freight_factor),
        Deed(activity="picking", monthly=True, count=manner.line_factor),
        Deed(activity="quotation", share=0.1 * manner.line_factor),
        Deed(activity="payment_interest", monthly=True, cost_share=manner.payment_days / 365 * 0.07),
        Deed(activity="rush", share=manner.rush_share, cost_share=0.02),
        Deed(activity="return", share=2 * manner.return_share, cost_share=0.12),
        Deed(activity="claim", share=4 * manner.claim_share, cost_share=0.25),
        Deed(activity="changeover", share=0.1 * manner.line_factor, minutes=(20, 110)),
    ]
    if customer in OWNERS[StockKind.CONSIGNMENT]:
        deeds.append(Deed(activity="consignment_holding", monthly=True, count=0.5, cost_share=0.002))
    return Habit(
        customer=customer,
        weight=buyer.volume**0.7 * manner.line_factor,
        products={product.id: trade[product.family] for product in own},
        quantity={product.id: size * (0.45 if product.family in {"1.4301", "S690QL"} else 1) for product in own},
        discount=manner.past_discount,
        returns=manner.return_share,
        deeds=deeds,
    )


def _slots() -> tuple[Slot, ...]:
    """Return the reserved time: for gold customers on every line, and two early shifts for the crane builder."""
    return (
        _slot("plate", date(2026, 12, 1), opens_days_before=4),
        _slot("slitting", date(2026, 12, 3), opens_days_before=3),
        _slot("cut-to-length", date(2026, 12, 8), opens_days_before=4),
        _slot("plate", date(2026, 12, 9), opens_days_before=5, customer=_CRANE_BUILDER),
        _slot("blanking", date(2026, 12, 10), opens_days_before=3),
        _slot("plate", date(2026, 12, 16), opens_days_before=5, customer=_CRANE_BUILDER),
    )


def _slot(line: str, day: date, *, opens_days_before: int, customer: str = "") -> Slot:
    """Return the early shift of a day, for gold customers unless one customer is named."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    return Slot(
        line=line,
        start=midnight + timedelta(hours=6),
        end=midnight + timedelta(hours=14),
        tier=None if customer else Tier.GOLD,
        customer=customer,
        opens_at=midnight - timedelta(days=opens_days_before) + timedelta(hours=12),
    )
