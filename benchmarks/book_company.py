"""A made-up company with an order book of any size and load, as the readers would make it, without mistakes.

Every family runs on some of the lines at a pace of its own; lines work in shifts and differ in their calendars; the
families stand in a circle along which changeovers are short one way and long the other; tiers differ in their margins;
near orders are mostly firm, far ones mostly inquiries.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from decimal import Decimal

from unisono.domain.company import (
    CalendarWindow,
    Changeover,
    Company,
    Customer,
    Department,
    Line,
    Order,
    OrderStatus,
    Product,
    Rate,
    Snapshot,
    Tier,
    Weekday,
)
from unisono.domain.policy import Policy

AS_OF = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = timedelta(days=1)
PRODUCTS_IN_FAMILY = 5
ORDERS_A_CUSTOMER = 20
ORDERS_A_CAMPAIGN = 5
"""What the load counts with: one average changeover for so many orders."""

WORKDAYS = tuple(Weekday)[:5]
SHIFTS: Mapping[str, tuple[tuple[tuple[Weekday, ...], int, int], ...]] = {
    "two-shift": ((WORKDAYS, 6, 22),),
    "three-shift": ((WORKDAYS, 6, 6),),
    "two-shift-saturday": ((WORKDAYS, 5, 21), ((Weekday.SAT,), 6, 14)),
    "day-shift": ((WORKDAYS, 6, 16),),
}
"""Calendars: weekdays, first and last hour; the same hour twice is a whole day."""

MARGIN: Mapping[Tier, float] = {Tier.GOLD: 1.5, Tier.SILVER: 1.1, Tier.STANDARD: 0.8}
"""Contribution of an hour of work against the family's own."""

ROOM_DAYS = 3
"""A scarce warehouse holds what the lines make in so many days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plant:
    """What is there before an order comes: hours of a unit by family are the average over the lines that make it."""

    customers: tuple[Customer, ...]
    products: tuple[Product, ...]
    lines: tuple[Line, ...]
    rates: tuple[Rate, ...]
    changeovers: tuple[Changeover, ...]
    margins: Mapping[str, float]
    unit_hours: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """Who asks for how much of what, before there are dates."""

    customer: Customer
    product: Product
    quantity: Decimal
    hours: float


def company_with_book(  # one argument for each thing that is varied
    *, orders: int, lines: int, load: float, seed: int, families: int = 40, scarce_room: bool = False
) -> Snapshot:
    """Return a company with an order book.

    The planned time is as long as makes the load true: load = (hours of all orders on an average line, and an average
    changeover for every `ORDERS_A_CAMPAIGN` of them) / open hours of all lines.

    Args:
        orders: how many orders, at least 1.
        lines: how many lines, at least 2.
        load: hours asked for an open hour; above 1 not all can be made.
        seed: of everything that is drawn.
        families: how many families, at least 2.
        scarce_room: whether the warehouse is small; otherwise it has room for everything.
    """
    draw = random.Random(seed)  # noqa: S311 - made-up data, no secrets
    plant = _plant(draw, orders, lines, families)
    wishes = [_wish(draw, plant) for _ in range(orders)]
    changeover = sum(float(row.minutes) for row in plant.changeovers) / 60 / len(plant.changeovers)
    hours = sum(wish.hours for wish in wishes) + changeover * orders / ORDERS_A_CAMPAIGN
    horizon_end = _open_until(plant.lines, hours / load)
    units_a_day = float(sum(wish.quantity for wish in wishes)) / ((horizon_end - AS_OF) / DAY)
    return Snapshot(
        company=Company(
            name="Forty Families Works",
            currency="EUR",
            timezone="Europe/Warsaw",
            as_of=AS_OF,
            horizon_end=horizon_end,
            warehouse_room=Decimal(round(ROOM_DAYS * units_a_day)) if scarce_room else None,
            extra_room_price=Decimal("0.02") if scarce_room else Decimal(0),
            departments=(Department(id="production", name="Production", labour_rate_per_hour=Decimal(38)),),
        ),
        policy=Policy(frozen_hours=Decimal(24), price_of_moving=Decimal(150)),
        customers=plant.customers,
        products=plant.products,
        lines=plant.lines,
        calendars=tuple(_calendars()),
        rates=plant.rates,
        changeovers=plant.changeovers,
        orders=tuple(_order(draw, plant, number, wish, horizon_end) for number, wish in enumerate(wishes)),
    )


def _plant(draw: random.Random, orders: int, lines: int, families: int) -> _Plant:
    names = [f"F{number:02}" for number in range(families)]
    makes = _makers(draw, names, lines)
    rates = tuple(_rates(draw, makes))
    paces: dict[str, list[float]] = {}
    for rate in rates:
        paces.setdefault(rate.family, []).append(1 / float(rate.units_per_hour * rate.yield_share))
    calendars = list(SHIFTS)
    return _Plant(
        customers=tuple(_customer(draw, number) for number in range(max(10, orders // ORDERS_A_CUSTOMER))),
        products=tuple(_product(draw, family, number) for family in names for number in range(PRODUCTS_IN_FAMILY)),
        lines=tuple(
            Line(
                id=line,
                department="production",
                calendar=calendars[number % len(calendars)],
                initial_family=draw.choice(made),
                overtime_premium_per_hour=Decimal(90),
                overtime_hours_per_week=Decimal(8),
            )
            for number, (line, made) in enumerate(makes.items())
        ),
        rates=rates,
        changeovers=tuple(_changeovers(draw, makes)),
        margins={family: draw.uniform(150, 450) for family in names},
        unit_hours={family: sum(hours) / len(hours) for family, hours in paces.items()},
    )


def _makers(draw: random.Random, families: Sequence[str], lines: int) -> dict[str, list[str]]:
    """Return the families of each line: each family on three to six lines, those with the fewest families first."""
    makes: dict[str, list[str]] = {f"L{number + 1:02}": [] for number in range(lines)}
    for family in families:
        few = sorted(makes, key=lambda line: (len(makes[line]), draw.random()))
        for line in few[: min(lines, draw.randint(3, 6))]:
            makes[line].append(family)
    return makes


def _rates(draw: random.Random, makes: Mapping[str, Sequence[str]]) -> Iterable[Rate]:
    pace = {family: draw.uniform(40, 160) for made in makes.values() for family in made}
    for line, made in makes.items():
        speed = draw.uniform(0.8, 1.25)
        for family in made:
            yield Rate(
                line=line,
                family=family,
                units_per_hour=_decimal(pace[family] * speed * draw.uniform(0.85, 1.15), 1),
                yield_share=_decimal(draw.uniform(0.94, 1.0), 2),
            )


def _changeovers(draw: random.Random, makes: Mapping[str, Sequence[str]]) -> Iterable[Changeover]:
    """Yield all changeovers: ten minutes and more, the longer the further ahead in the circle the next family is."""
    circle = {
        family: place for place, family in enumerate(sorted({family for made in makes.values() for family in made}))
    }
    for line, made in makes.items():
        for before in made:
            for after in made:
                if before != after:
                    share = (circle[after] - circle[before]) % len(circle) / len(circle)
                    minutes = (10 + 70 * share) * draw.uniform(0.8, 1.2)
                    yield Changeover(
                        line=line,
                        from_family=before,
                        to_family=after,
                        minutes=_decimal(minutes, 0),
                        cost=_decimal(1.5 * minutes, 0),
                        scrap_units=_decimal(minutes / 20, 1),
                    )


def _customer(draw: random.Random, number: int) -> Customer:
    tier = draw.choices(tuple(Tier), weights=(10, 30, 60))[0]
    return Customer(id=f"C{number:04}", name=f"Customer {number}", tier=tier)


def _product(draw: random.Random, family: str, number: int) -> Product:
    cost = draw.uniform(3, 12)
    return Product(
        id=f"{family}-{number}",
        family=family,
        unit="piece",
        variable_cost=_decimal(cost, 2),
        list_price=_decimal(2 * cost, 2),
        room_per_unit=Decimal(1),
        holding_cost_per_unit_day=_decimal(cost * 0.0008, 4),
    )


def _wish(draw: random.Random, plant: _Plant) -> _Wish:
    product = draw.choice(plant.products)
    unit_hours = plant.unit_hours[product.family]
    quantity = max(1, round(min(6.0, max(0.2, draw.lognormvariate(0.0, 0.6))) / unit_hours))
    return _Wish(
        customer=draw.choice(plant.customers),
        product=product,
        quantity=Decimal(quantity),
        hours=quantity * unit_hours,
    )


def _order(draw: random.Random, plant: _Plant, number: int, wish: _Wish, horizon_end: datetime) -> Order:
    share = draw.random()
    requested = AS_OF.replace(hour=14) + DAY * round(1 + share * ((horizon_end - AS_OF) / DAY - 2))
    is_firm = _happens(draw, 0.6 - 0.5 * share)
    margin = plant.margins[wish.product.family] * MARGIN[wish.customer.tier or Tier.STANDARD] * draw.uniform(0.6, 1.4)
    early = requested - DAY * draw.randint(6, 20)
    return Order(
        id=f"O{number:05}",
        customer=wish.customer.id,
        product=wish.product.id,
        quantity=wish.quantity,
        net_price=_decimal(float(wish.product.variable_cost) + margin * plant.unit_hours[wish.product.family], 2),
        received=AS_OF - timedelta(minutes=draw.randint(1, 30_000)),
        requested=requested,
        latest=None if is_firm or _happens(draw, 0.2) else requested + DAY * draw.randint(1, 10),
        late_cost_per_day=Decimal(draw.randint(30, 120)) if _happens(draw, 0.1) else None,
        earliest_start=early if _happens(draw, 0.3) and early > AS_OF else None,
        status=OrderStatus.FIRM if is_firm else OrderStatus.INQUIRY,
        promised=requested if is_firm else None,
        min_quantity=_decimal(float(wish.quantity) / 2, 0)
        if not is_firm and wish.quantity > 1 and _happens(draw, 0.3)
        else None,
        ship_lead=Decimal(draw.choice((0, 12, 24))),
    )


def _calendars() -> Iterable[CalendarWindow]:
    for name, shifts in SHIFTS.items():
        for weekdays, start, end in shifts:
            for weekday in weekdays:
                yield CalendarWindow(calendar=name, weekday=weekday, start=clock(start), end=clock(end))


def _open_until(lines: Sequence[Line], hours: float) -> datetime:
    """Return the midnight by which the lines have been open for so many hours together."""
    day = AS_OF.replace(hour=23)  # midnight in the company's zone, in winter
    left = hours
    while left > 0:
        weekday = tuple(Weekday)[day.weekday()]
        left -= sum(_hours_on(weekday, line.calendar) for line in lines)
        day += DAY
    return day - DAY


def _hours_on(weekday: Weekday, calendar: str) -> int:
    return sum((end - start) % 24 or 24 for weekdays, start, end in SHIFTS[calendar] if weekday in weekdays)


def _happens(draw: random.Random, share: float) -> bool:
    return draw.random() < share


def _decimal(value: float, places: int) -> Decimal:
    return round(Decimal(value), places)
