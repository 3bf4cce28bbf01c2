"""Kitchen: one Friday evening of a restaurant in Copenhagen, planned in minutes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from samples.history import Deed, Habit, Past
from samples.kitchen.evening import orders
from samples.kitchen.guests import GUESTS, Guest
from samples.kitchen.menu import MENU, STATIONS, changeovers, products, rates
from samples.kitchen.policy import POLICY
from samples.plant import plant_of
from samples.tiering import with_past
from unisono.domain.company import (
    CalendarWindow,
    Company,
    Customer,
    Department,
    Line,
    Partner,
    Slot,
    Snapshot,
    Stock,
    StockKind,
    Tier,
    Weekday,
)

COMPANY = Company(
    name="Restaurant Ravnsborg Have",
    currency="DKK",
    timezone="Europe/Copenhagen",
    as_of=datetime(2026, 11, 27, 17, tzinfo=ZoneInfo("Europe/Copenhagen")),
    horizon_end=datetime(2026, 11, 27, 23, 30, tzinfo=ZoneInfo("Europe/Copenhagen")),
    ambition="Every plate leaves the pass hot, and everyone at a table is served together.",
    departments=(
        Department(id="floor", name="Floor", labour_rate_per_hour=Decimal(235)),
        Department(id="kitchen", name="Kitchen", labour_rate_per_hour=Decimal(260), hours_per_week=Decimal(300)),
        Department(id="pass", name="Pass and bar", labour_rate_per_hour=Decimal(225)),
    ),
    partners=(
        Partner(id="torvegade-fisk", name="Torvegade Fisk", kind="supplier"),
        Partner(id="cykelbud-nord", name="Cykelbud Nord", kind="carrier"),
    ),
)

PAST = Past(
    first_on=date(2025, 11, 28),
    last_on=date(2026, 11, 26),
    lines=800,
    lines_per_invoice=5,
    sigma=0.4,
    price_spread=0,
    quantity_step="1",
    weekdays=(1, 2, 3, 4, 5),
)

_MISE_EN_PLACE = {
    "artichoke-soup": 8,
    "beef-tartare": 5,
    "beetroot": 8,
    "apple-cake": 8,
    "sorbet": 10,
    "almond-tart": 6,
}


def build() -> Snapshot:
    """Return the whole restaurant."""
    bare = Snapshot(
        company=COMPANY,
        policy=POLICY,
        customers=tuple(_customer(key, guest) for key, guest in GUESTS.items()),
        products=tuple(products()),
        lines=tuple(
            Line(id=station, department="kitchen", calendar="evening", initial_family=family)
            for station, family in STATIONS.items()
        ),
        calendars=tuple(
            CalendarWindow(calendar="evening", weekday=day, start=time(16, 30), end=time(23, 30))
            for day in tuple(Weekday)[1:6]
        ),
        rates=tuple(rates()),
        changeovers=tuple(changeovers()),
        orders=(),
        stock=tuple(_mise_en_place()),
        slots=tuple(_slots()),
    )
    known = with_past(bare, "kitchen", PAST, [_habit(key, guest) for key, guest in GUESTS.items()])
    return replace(known, orders=orders(COMPANY, plant_of(known)))


def _customer(key: str, guest: Guest) -> Customer:
    first_time = key == "silver-couple"
    return Customer(
        id=key,
        name=guest.name,
        strategic=key == "theatre",
        tier_override=Tier.GOLD if first_time else None,
        override_reason="a silver wedding happens once" if first_time else "",
        override_until=COMPANY.as_of.date() if first_time else None,
    )


def _habit(key: str, guest: Guest) -> Habit:
    """Return how a guest ate in the past year."""
    deeds = [
        Deed(activity="seating"),
        Deed(activity="carrying", count=2),
        Deed(activity="remake", share=guest.trouble, cost_share=0.3),
        Deed(activity="no_show", share=guest.trouble / 2, cost_share=0.2),
    ]
    if guest.fee:
        deeds.append(Deed(activity="booking_fee", monthly=True, cost_share=guest.fee))
    if key in {"hotel", "bicycle"}:
        deeds.append(Deed(activity="delivery"))
    return Habit(
        customer=key,
        weight=guest.visits,
        products=dict.fromkeys(MENU, 1.0),
        quantity=dict.fromkeys(MENU, guest.party * 0.8),
        discount=guest.discount,
        returns=0,
        deeds=deeds,
    )


def _mise_en_place() -> Iterator[Stock]:
    """Yield what stands ready at five."""
    for dish, portions in _MISE_EN_PLACE.items():
        yield Stock(
            product=dish,
            kind=StockKind.OWN,
            quantity=Decimal(portions),
            location="Cold room",
            valid_until=COMPANY.horizon_end,
        )


def _slots() -> Iterator[Slot]:
    """Yield the reserved time of the evening: the pan for the silver wedding, the grill for gold guests."""
    for station, start, end, customer in (("pan", 120, 150, "silver-couple"), ("grill", 150, 180, "")):
        yield Slot(
            line=station,
            start=COMPANY.as_of + timedelta(minutes=start),
            end=COMPANY.as_of + timedelta(minutes=end),
            tier=None if customer else Tier.GOLD,
            customer=customer,
            opens_at=COMPANY.as_of + timedelta(minutes=start - 30),
        )
