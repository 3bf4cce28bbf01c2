"""Repair: a device repair shop in Cluj with five benches and two weeks of collection times."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from samples.history import Deed, Habit, Past
from samples.plant import plant_of
from samples.repair.jobs import jobs
from samples.repair.people import CLIENTS, Client
from samples.repair.policy import POLICY
from samples.repair.workshop import LINES, REPAIRS, calendars, changeovers, products, rates
from samples.tiering import with_past
from unisono.domain.company import (
    Company,
    Customer,
    Department,
    Partner,
    Slot,
    Snapshot,
    Stock,
    StockKind,
    Tier,
)

COMPANY = Company(
    name="Atelierul Pârghia",
    currency="RON",
    timezone="Europe/Bucharest",
    as_of=datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Europe/Bucharest")),
    horizon_end=datetime(2026, 12, 7, tzinfo=ZoneInfo("Europe/Bucharest")),
    ambition="Nothing that can still be mended is thrown away in our town, and everybody knows when to come for it.",
    warehouse_room=Decimal(48),
    extra_room_price=Decimal(6),
    departments=(
        Department(id="counter", name="Counter", labour_rate_per_hour=Decimal(48), hours_per_week=Decimal(40)),
        Department(id="workshop", name="Workshop", labour_rate_per_hour=Decimal(72), hours_per_week=Decimal(215)),
        Department(id="parts", name="Parts and shipping", labour_rate_per_hour=Decimal(50), hours_per_week=Decimal(20)),
    ),
    partners=(
        Partner(id="piese-rapide", name="Piese Rapide", kind="supplier"),
        Partner(id="curier-transilvan", name="Curier Transilvan", kind="carrier"),
    ),
)

PAST = Past(
    first_on=date(2025, 11, 24),
    last_on=date(2026, 11, 20),
    lines=1500,
    lines_per_invoice=2,
    sigma=0.3,
    price_spread=0.01,
    quantity_step="1",
)

_EXCHANGE_DEVICES = {"phone-screen": 3, "phone-battery": 2, "tablet-screen": 1, "laptop-drive": 2, "console-drive": 1}


def build() -> Snapshot:
    """Return the whole repair shop."""
    bare = Snapshot(
        company=COMPANY,
        policy=POLICY,
        customers=tuple(_customer(key, client) for key, client in CLIENTS.items()),
        products=tuple(products()),
        lines=LINES,
        calendars=tuple(calendars()),
        rates=tuple(rates()),
        changeovers=tuple(changeovers()),
        orders=(),
        stock=tuple(_exchange_devices()),
        slots=tuple(_slots()),
    )
    known = with_past(bare, "repair", PAST, [_habit(key, client) for key, client in CLIENTS.items()])
    return replace(known, orders=jobs(COMPANY, plant_of(known)))


def _customer(key: str, client: Client) -> Customer:
    new_school = client.name.startswith("Școala")
    return Customer(
        id=key,
        name=client.name,
        strategic=client.name.startswith("Serviciul de Ambulanță"),
        tier_override=Tier.SILVER if new_school else None,
        override_reason="forty new laptops with a care contract from January" if new_school else "",
        override_until=date(2027, 1, 31) if new_school else None,
    )


def _habit(key: str, client: Client) -> Habit:
    """Return how a customer brought devices in the past year."""
    products_of = {name: repair.often for name, repair in REPAIRS.items() if repair.family in client.families}
    return Habit(
        customer=key,
        weight=client.jobs,
        products=products_of,
        quantity=dict.fromkeys(products_of, 1.0),
        discount=client.discount,
        returns=0,
        deeds=[
            Deed(activity="intake"),
            Deed(activity="part_order", share=0.6),
            Deed(activity="parcel", share=1 if client.name == "Counter, by post" else 0.15, cost_share=0.05),
            Deed(activity="estimate", share=0.2 + client.trouble / 2),
            Deed(activity="warranty_repair", share=0.03 + 0.5 * client.trouble, cost_share=0.5),
            Deed(activity="status_call", share=0.1 + 0.8 * client.trouble, count=1 + 2 * client.trouble),
            Deed(activity="same_day", share=0.3 * client.trouble),
            Deed(activity="late_payment", monthly=True, cost_share=0.03 * client.trouble),
        ],
    )


def _exchange_devices() -> Iterator[Stock]:
    """Yield refurbished devices that are handed out at once; the customer's own is mended later for the shelf."""
    for repair, count in _EXCHANGE_DEVICES.items():
        yield Stock(product=repair, kind=StockKind.OWN, quantity=Decimal(count), location="Exchange shelf")
    yield Stock(
        product="espresso-pump",
        kind=StockKind.CONSIGNMENT,
        quantity=Decimal(1),
        location="Bulevard 1",
        owner=next(key for key, client in CLIENTS.items() if client.name.startswith("Cafenelele")),
    )


def _slots() -> Iterator[Slot]:
    """Yield the reserved time: the board bench for gold customers, the laptop bench for the ambulance service."""
    ambulance = next(key for key, client in CLIENTS.items() if client.name.startswith("Serviciul"))
    for line, day, customer in (("board-bench", 3, ""), ("laptop-bench", 9, ambulance)):
        morning = COMPANY.as_of.replace(hour=9) + timedelta(days=day)
        yield Slot(
            line=line,
            start=morning,
            end=morning + timedelta(hours=4),
            tier=None if customer else Tier.GOLD,
            customer=customer,
            opens_at=morning - timedelta(days=1),
        )
