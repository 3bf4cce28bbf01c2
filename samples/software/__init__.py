"""Software: a firm in Aarhus with four teams, six codebases and eleven weeks of work items."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from samples.history import Deed, Habit, Past
from samples.plant import plant_of
from samples.software.backlog import CLIENTS, Client, items
from samples.software.policy import POLICY
from samples.software.teams import KINDS, calendars, changeovers, lines, products, rates
from samples.tiering import with_past
from unisono.domain.company import Company, Customer, Department, Partner, Slot, Snapshot, Tier

COMPANY = Company(
    name="Strandfugl Software",
    currency="DKK",
    timezone="Europe/Copenhagen",
    as_of=datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Europe/Copenhagen")),
    horizon_end=datetime(2027, 2, 8, tzinfo=ZoneInfo("Europe/Copenhagen")),
    ambition="A nurse, a ferry captain and a dairy hand open our software in the morning and it simply works.",
    departments=(
        Department(id="sales", name="Sales", labour_rate_per_hour=Decimal(480), hours_per_week=Decimal(111)),
        Department(
            id="development", name="Development", labour_rate_per_hour=Decimal(520), hours_per_week=Decimal(592)
        ),
        Department(id="operations", name="Operations", labour_rate_per_hour=Decimal(450), hours_per_week=Decimal(148)),
    ),
    partners=(
        Partner(id="skydrift", name="Skydrift Hosting", kind="hosting"),
        Partner(id="testlauget", name="Testlauget", kind="testing"),
    ),
)

PAST = Past(
    first_on=date(2025, 11, 24),
    last_on=date(2026, 11, 20),
    lines=360,
    lines_per_invoice=3,
    sigma=0.5,
    price_spread=0.01,
    quantity_step="0.5",
)


def build() -> Snapshot:
    """Return the whole software firm."""
    bare = Snapshot(
        company=COMPANY,
        policy=POLICY,
        customers=tuple(_customer(key, client) for key, client in CLIENTS.items()),
        products=tuple(products()),
        lines=tuple(lines()),
        calendars=tuple(calendars()),
        rates=tuple(rates()),
        changeovers=tuple(changeovers()),
        orders=(),
        slots=tuple(_slots()),
    )
    known = with_past(bare, "software", PAST, [_habit(key, client) for key, client in CLIENTS.items()])
    return replace(known, orders=items(COMPANY, plant_of(known), known.products))


def _customer(key: str, client: Client) -> Customer:
    new_law = client.name == "Uddannelseshuset"
    return Customer(
        id=key,
        name=client.name,
        strategic=client.name.startswith("Region"),
        tier_override=Tier.SILVER if new_law else None,
        override_reason="must follow the new school law by summer" if new_law else "",
        override_until=date(2027, 6, 30) if new_law else None,
    )


def _habit(key: str, client: Client) -> Habit:
    """Return how a customer bought in the past year."""
    bought = {f"{codebase}-{kind}": 1.0 for codebase in client.codebases for kind in KINDS}
    return Habit(
        customer=key,
        weight=client.work,
        products=bought,
        quantity=dict.fromkeys(bought, 2.2),
        discount=client.discount,
        returns=0,
        deeds=[
            Deed(activity="specification"),
            Deed(activity="release", share=0.7),
            Deed(activity="status_meeting", monthly=True, count=2 + 4 * client.unrest),
            Deed(activity="support_ticket", monthly=True, count=1 + 8 * client.unrest),
            Deed(activity="unpaid_change", share=0.1 + 0.9 * client.unrest, count=1 + 5 * client.unrest),
            Deed(activity="night_call", share=0.05 + 0.4 * client.unrest, cost_share=0.05),
            Deed(activity="late_payment", monthly=True, cost_share=0.03 * client.unrest),
        ],
    )


def _slots() -> Iterator[Slot]:
    """Yield the maintenance windows of the hospitals and a gold window for the year's closing of the books."""
    hospitals = next(key for key, client in CLIENTS.items() if client.name.startswith("Region"))
    for team, day, length, customer in (
        ("sandpiper", 16, 2, hospitals),
        ("plover", 22, 2, ""),
        ("sandpiper", 58, 2, hospitals),
    ):
        morning = COMPANY.as_of.replace(hour=8, minute=30) + timedelta(days=day)
        yield Slot(
            line=team,
            start=morning,
            end=morning.replace(hour=16) + timedelta(days=length - 1),
            tier=None if customer else Tier.GOLD,
            customer=customer,
            opens_at=morning - timedelta(days=7),
        )
