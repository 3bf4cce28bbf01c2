"""Bakeries like the Thorn Bakery, each with another week: orders, prices, rules and stock made up at random."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from tests.companies import bakery
from tests.problems import RANDOMS
from unisono.domain.company import Order, OrderStatus, Snapshot, Stock, StockKind
from unisono.domain.policy import Rule, Verdict

CENT = Decimal("0.01")

RULES = (
    Rule(number=1, when="quantity < 40.0", verdict=Verdict.DECLINE, says="Orders under 40 kg are not worth the oven."),
    Rule(number=2, when="net_price < 2.5", verdict=Verdict.DECLINE, says="Nothing leaves the house under 2.50."),
    Rule(
        number=3,
        when='tier == "standard" && margin_per_hour < 60.0',
        verdict=Verdict.APPEAL,
        says="An hour of the oven earns at least 60.",
    ),
    Rule(number=4, when="lead_days < 1.5", verdict=Verdict.DECLINE, says="Bread takes a day and a half."),
)


def made_up_bakery(random: Random) -> Snapshot:
    """Return a bakery with a week of six to twelve orders, more or less than its ovens can make."""
    snapshot = bakery()
    orders = tuple(made_up_order(random, snapshot, number) for number in range(1, random.randint(7, 13)))
    policy = replace(
        snapshot.policy,
        rules=tuple(rule for rule in RULES if random.random() < 0.4),
        frozen_hours=Decimal(random.choice((0, 0, 12, 30))),
        short_campaign_charge=Decimal(random.choice((0, 40))),
        changeover_before_release=random.random() < 0.8,
    )
    company = replace(snapshot.company, warehouse_room=Decimal(random.choice((100, 600))))
    stock = tuple(_stock(random, snapshot) for _ in range(random.randint(0, 3)))
    return replace(snapshot, company=company, policy=policy, orders=orders, stock=stock)


def made_up_bakeries() -> st.SearchStrategy[Snapshot]:
    """Return a strategy for bakeries."""
    return RANDOMS.map(made_up_bakery)


def made_up_order(random: Random, snapshot: Snapshot, number: int) -> Order:
    """Return order `B-<number>` of any customer for any bread, more often asked for than promised."""
    company, product = snapshot.company, random.choice(snapshot.products)
    assert product.list_price is not None
    requested = company.as_of + timedelta(hours=random.randint(20, 165))
    firm = random.random() < 0.2
    latest = requested + timedelta(hours=random.choice((0, 24, 60)))
    quantity = Decimal(random.choice((24, 75, 150, 320, 480)))
    return Order(
        id=f"B-{number}",
        customer=random.choice(snapshot.customers).id,
        product=product.id,
        quantity=quantity,
        net_price=(product.list_price * random.randint(35, 100) / 100).quantize(CENT),
        received=company.as_of - timedelta(hours=number),
        requested=requested,
        latest=latest if random.random() < 0.7 else None,
        late_cost_per_day=Decimal(random.choice((0, 15, 60))) if random.random() < 0.3 else None,
        earliest_start=company.as_of + timedelta(hours=random.randint(0, 60)) if random.random() < 0.3 else None,
        status=OrderStatus.FIRM if firm else OrderStatus.INQUIRY,
        promised=requested if firm else None,
        min_quantity=(quantity / random.choice((2, 3))).quantize(Decimal(1)) if random.random() < 0.5 else None,
        ship_lead=Decimal(random.choice((0, 2, 7))),
    )


def _stock(random: Random, snapshot: Snapshot) -> Stock:
    kind = random.choice((StockKind.OWN, StockKind.OWN, StockKind.CONSIGNMENT))
    good = random.random() < 0.5
    return Stock(
        product=random.choice(snapshot.products).id,
        kind=kind,
        quantity=Decimal(random.choice((30, 100, 400))),
        owner="" if kind is StockKind.OWN else random.choice(snapshot.customers).id,
        valid_until=None if good else snapshot.company.as_of + timedelta(hours=random.randint(30, 160)),
    )
