"""The order book of the steel service centre: 140 firm orders and 260 inquiries over six weeks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from samples.chance import Chance, rounded
from samples.days import WorkingDays
from samples.plant import Plant, Promiser
from samples.steel.buyers import BUYERS, NOISY, QUIET, SHIP_HOURS, TRADES, Buyer
from samples.steel.works import GRADES, HOLIDAYS
from unisono.domain.company import Company, Order, OrderStatus, Product, Snapshot

FIRM, INQUIRIES = 140, 260
FIRM_LOAD, INQUIRY_LOAD = 0.42, 0.72
"""Hours of work asked for as shares of the open hours; the changeovers come on top."""

_WEEKS = (1.2, 1.15, 1.1, 1.0, 0.8, 0.7)
"""How much is wanted in each week of the horizon: most of it early."""

_DAYS = WorkingDays((*HOLIDAYS, date(2026, 11, 11)))
_LONG_RUN_HOURS, _BIG_ORDER_TONNES = 4, 60
_DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a customer wants before it has a price and a promised date."""

    customer: str
    buyer: Buyer
    product: Product
    hours: float
    status: OrderStatus
    day: datetime
    rush: bool

    @property
    def lead(self) -> timedelta:
        """Return how long the goods travel."""
        return timedelta(hours=SHIP_HOURS[self.buyer.country])


def orders(snapshot: Snapshot, plant: Plant) -> tuple[Order, ...]:
    """Return all order lines in the order in which they came in; firm ones get dates that the lines can keep."""
    chance = Chance("steel orders")
    promiser = Promiser(plant, snapshot.company.as_of)
    drafts = [
        _promised(order, promiser) if wish.status is OrderStatus.FIRM else order
        for wish in _wishes(chance, snapshot, plant)
        for order in [_order(chance, snapshot.company, plant, wish)]
    ]
    drafts.sort(key=lambda order: order.received)
    return tuple(replace(order, id=f"SO-{44010 + 10 * place}") for place, order in enumerate(drafts))


def _wishes(chance: Chance, snapshot: Snapshot, plant: Plant) -> list[Wish]:
    """Return all wishes by the day of their delivery, sized so that they come to the loads above."""
    days = _wanted_days(snapshot.company)
    wishes: list[Wish] = []
    for status, count, load in (
        (OrderStatus.FIRM, FIRM, FIRM_LOAD),
        (OrderStatus.INQUIRY, INQUIRIES, INQUIRY_LOAD),
    ):
        drawn = [_wish(chance, snapshot, days, status) for _ in range(count)]
        factor = load * plant.open_hours / sum(wish.hours for wish in drawn)
        wishes += [replace(wish, hours=wish.hours * factor) for wish in drawn]
    return sorted(wishes, key=lambda wish: wish.day)


def _wanted_days(company: Company) -> Mapping[datetime, float]:
    """Return the ends of the working days on which goods are wanted, with their weights."""
    first = company.as_of + timedelta(days=2)
    ends = _DAYS.ends_between(first, company.horizon_end - timedelta(days=3))
    return {end: _WEEKS[(end - company.as_of).days // 7] for end in ends}


def _wish(chance: Chance, snapshot: Snapshot, days: Mapping[datetime, float], status: OrderStatus) -> Wish:
    firm = status is OrderStatus.FIRM
    eager = {QUIET: 1.3, NOISY: 0.55} if firm else {QUIET: 0.8, NOISY: 0.8}
    weights = [buyer.volume**0.7 * eager.get(buyer.manner, 1) for buyer in BUYERS.values()]
    customer = chance.pick(tuple(BUYERS), weights)
    buyer = BUYERS[customer]
    trade = TRADES[buyer.trade]
    family = chance.pick(tuple(trade), [trade[name] * GRADES[name].demand for name in trade])
    small = buyer.manner is NOISY and chance.happens(0.5)
    hours = chance.lognormal(1.2 if small else 3.6 * buyer.volume**0.3, 0.8)
    day = chance.pick(tuple(days), tuple(days.values()))
    rush = not firm and chance.happens(0.06 + buyer.manner.rush_share / 2)
    return Wish(
        customer=customer,
        buyer=buyer,
        product=chance.pick([product for product in snapshot.products if product.family == family]),
        hours=min(22, max(0.35, hours)),
        status=status,
        day=min(day, _DAYS.end_of_day(snapshot.company.as_of + timedelta(days=chance.whole(2, 7)))) if rush else day,
        rush=rush,
    )


def _order(chance: Chance, company: Company, plant: Plant, wish: Wish) -> Order:
    quantity = rounded(wish.hours / plant.best_hours(wish.product.id), "0.5")
    price = _price(chance, wish, float(quantity))
    penalty = wish.buyer.trade in {"automotive", "cranes"} and chance.happens(0.4)
    may_be_split = wish.hours > _LONG_RUN_HOURS and chance.happens(0.4)
    return Order(
        id=_DRAFT,
        customer=wish.customer,
        product=wish.product.id,
        quantity=quantity,
        net_price=price,
        received=_received(chance, company, wish),
        requested=wish.day,
        latest=None if wish.status is OrderStatus.FIRM else _latest(chance, company, wish),
        late_cost_per_day=rounded(float(price * quantity) * chance.between(0.03, 0.06), "10") if penalty else None,
        earliest_start=_earliest_start(chance, company, wish),
        status=wish.status,
        min_quantity=rounded(float(quantity) * chance.between(0.4, 0.6), "0.5") if may_be_split else None,
        ship_lead=Decimal(SHIP_HOURS[wish.buyer.country]),
    )


def _promised(order: Order, promiser: Promiser) -> Order:
    """Return the firm order with the date it was promised for: the wanted one where the lines can keep it."""
    done = promiser.finish(order.product, float(order.quantity), order.earliest_start)
    if done is None:
        raise ValueError(f"no line can make {order.quantity} of {order.product} in time")
    kept = _DAYS.end_of_day(done + timedelta(hours=12 + int(order.ship_lead)))
    return replace(order, promised=max(order.requested, kept))


def _received(chance: Chance, company: Company, wish: Wish) -> datetime:
    """Return a moment of business before `as_of`; firm orders are older."""
    firm = wish.status is OrderStatus.FIRM
    back = chance.lognormal(17, 0.4) if firm else chance.lognormal(1.5 if wish.rush else 5, 0.6)
    day = _DAYS.last_before(company.as_of - timedelta(days=min(45, max(1, round(back)))))
    return day + timedelta(hours=chance.whole(7, 16), minutes=5 * chance.whole(0, 11))


def _earliest_start(chance: Chance, company: Company, wish: Wish) -> datetime | None:
    """Return when the material arrives, for the few orders that wait for it."""
    waits = chance.happens(0.08 if wish.status is OrderStatus.FIRM else 0.16)
    arrival = company.as_of + timedelta(days=chance.whole(1, 12))
    in_time = arrival < wish.day - wish.lead - timedelta(hours=2 * wish.hours)
    return arrival if waits and in_time and _DAYS.works(arrival.date()) else None


def _price(chance: Chance, wish: Wish, tonnes: float) -> Decimal:
    """Return the net price: the customer's discount, a little for big orders, and more to pay in a rush."""
    discount = wish.buyer.manner.discount + chance.normal(0, 0.02) + (0.01 if tonnes > _BIG_ORDER_TONNES else 0)
    if wish.rush:
        discount -= chance.between(0.04, 0.1)
    return rounded(float(wish.product.list_price or 0) * (1 - discount), "0.50")


def _latest(chance: Chance, company: Company, wish: Wish) -> datetime:
    days = chance.whole(2, 4) if wish.rush else chance.whole(4, 14)
    return min(company.horizon_end, _DAYS.end_of_day(wish.day + timedelta(days=days - 1)))
