"""The order lines of the evening: tables that start, eat and end with something sweet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType

from samples.chance import Chance, decimal
from samples.kitchen.guests import GUESTS, Guest
from samples.kitchen.menu import MENU
from samples.plant import Plant, Promiser
from unisono.domain.company import Company, Order, OrderStatus

_ARRIVALS: Mapping[int, float] = MappingProxyType({20: 2, 45: 3, 70: 4, 95: 4, 120: 4, 150: 4, 180: 3, 215: 2})
"""Minutes after opening at which tables want their first plates, with weights: most come around seven."""

_COURSES: Mapping[str, tuple[int, float]] = MappingProxyType(
    {"starter": (0, 0.6), "main": (32, 1), "dessert": (74, 0.5)}
)
"""Minutes after a table's first plates, and the share of tables that take the course."""

_BICYCLE_HOURS = Decimal("0.25")
_TWO_DISHES_FROM = 3
_DRAFT = "draft"


def orders(company: Company, plant: Plant) -> tuple[Order, ...]:
    """Return all order lines by the time they came in; pre-ordered menus are firm at times that can be kept."""
    chance = Chance("kitchen orders")
    wishes = [
        order
        for key, guest in GUESTS.items()
        for _ in range(guest.tables)
        for order in _table(chance, company, key, guest)
    ]
    wishes.sort(key=lambda order: order.requested)
    promiser = Promiser(plant, company.as_of)
    drafts = [_timed(chance, plant, promiser, company, wish) for wish in wishes]
    drafts.sort(key=lambda order: order.received)
    return tuple(replace(order, id=f"B{101 + place}") for place, order in enumerate(drafts))


def _table(chance: Chance, company: Company, key: str, guest: Guest) -> Iterator[Order]:
    """Yield the dishes of one table: a course is one dish for all, or two when the party is large."""
    first = chance.pick(tuple(_ARRIVALS), tuple(_ARRIVALS.values())) + chance.whole(-7, 7)
    hours_before = chance.lognormal(20, 0.8) if guest.firm else chance.lognormal(2.5, 0.9)
    received = company.as_of - timedelta(minutes=max(3, round(60 * hours_before)))
    for course, (after, share) in _COURSES.items():
        if not chance.happens(share):
            continue
        dishes = [name for name, dish in MENU.items() if dish.course == course]
        people = max(1, guest.party + chance.whole(-1, 1))
        parts = (
            [people // 2, people - people // 2]
            if course == "main" and people >= _TWO_DISHES_FROM and not guest.firm
            else [people]
        )
        for portions in parts:
            name = chance.pick(dishes, [2 / MENU[dish].price ** 0.5 for dish in dishes])
            yield Order(
                id=_DRAFT,
                customer=key,
                product=name,
                quantity=Decimal(portions),
                net_price=decimal(MENU[name].price * (1 - guest.discount)),
                received=received,
                requested=company.as_of + timedelta(minutes=first + after + chance.whole(-2, 2)),
                status=OrderStatus.FIRM if guest.firm else OrderStatus.INQUIRY,
                ship_lead=_BICYCLE_HOURS if key == "bicycle" else Decimal(0),
            )


def _timed(chance: Chance, plant: Plant, promiser: Promiser, company: Company, order: Order) -> Order:
    """Return the order with what it costs to be late, when cooking may begin and when it is lost or promised."""
    work = timedelta(hours=plant.best_hours(order.product, float(order.quantity)))
    ahead = timedelta(minutes=60 if order.status is OrderStatus.FIRM else 30)
    begin = order.requested - max(ahead, 3 * work)
    earliest = begin.replace(second=0, microsecond=0) if begin > company.as_of else None
    known = replace(
        order,
        late_cost_per_day=(24 * order.net_price * order.quantity).quantize(Decimal(1)),
        earliest_start=earliest,
    )
    if order.status is OrderStatus.INQUIRY:
        return replace(
            known, latest=min(company.horizon_end, order.requested + timedelta(minutes=chance.whole(20, 30)))
        )
    done = promiser.finish(order.product, float(order.quantity), earliest)
    if done is None:
        raise ValueError(f"no station can make {order.product} tonight")
    return replace(known, promised=max(order.requested, done + timedelta(minutes=2)))
