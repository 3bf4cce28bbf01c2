"""The order book of the steel service centre: 140 firm orders and 260 inquiries over six weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from samples.chance import Chance, rounded
from samples.plant import Plant, Promiser
from samples.steel.buyers import BUYERS, NOISY, QUIET, SHIP_HOURS, TRADES, Buyer
from samples.steel.works import GRADES
from unisono.domain.company import Company, Order, OrderStatus, Product

FIRM, INQUIRIES = 140, 260
FIRM_LOAD, INQUIRY_LOAD = 0.42, 0.72
"""Hours of work asked for as shares of the open hours; the changeovers come on top."""

_WEEKS = (1.3, 1.2, 1.1, 1.0, 0.55, 0.5)
"""How much is wanted in each week of the horizon: most of it early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a customer wants before it has a size, a price and a date."""

    customer: str
    buyer: Buyer
    product: Product
    hours: float
    firm: bool
    day: datetime
    rush: bool


def orders(company: Company, plant: Plant, products: Sequence[Product]) -> tuple[Order, ...]:
    """Return all order lines in the order in which they came in."""
    chance = Chance("steel orders")
    days = _days(company)
    wishes = [_wish(chance, plant, products, days, firm=number < FIRM) for number in range(FIRM + INQUIRIES)]
    wishes.sort(key=lambda wish: wish.day)
    promiser = Promiser(plant, products, company.as_of)
    factor = {
        firm: share * plant.open_hours / sum(wish.hours for wish in wishes if wish.firm is firm)
        for firm, share in ((True, FIRM_LOAD), (False, INQUIRY_LOAD))
    }
    drafts = [_order(chance, company, plant, promiser, wish, wish.hours * factor[wish.firm]) for wish in wishes]
    drafts.sort(key=lambda order: order.received)
    return tuple(_numbered(order, 44010 + 10 * place) for place, order in enumerate(drafts))


def _days(company: Company) -> dict[datetime, float]:
    """Return the working days on which goods are wanted, as the midnights that end them, with their weights."""
    midnight = company.as_of.replace(hour=0)
    days = {}
    for count in range(2, 39):
        day = midnight + timedelta(days=count)
        if day.weekday() < 5 and (day.month, day.day) not in {(12, 24), (12, 25), (1, 1)}:
            days[day + timedelta(days=1)] = _WEEKS[count // 7]
    return days


def _wish(
    chance: Chance, plant: Plant, products: Sequence[Product], days: Mapping[datetime, float], *, firm: bool
) -> Wish:
    eager = {QUIET: 1.3, NOISY: 0.55} if firm else {QUIET: 0.8, NOISY: 0.8}
    weights = [buyer.volume**0.7 * eager.get(buyer.manner, 1) for buyer in BUYERS.values()]
    customer = chance.pick(tuple(BUYERS), weights)
    buyer = BUYERS[customer]
    trade = TRADES[buyer.trade]
    family = chance.pick(tuple(trade), [trade[name] * GRADES[name].demand for name in trade])
    product = chance.pick([item for item in products if item.family == family])
    small = buyer.manner is NOISY and chance.happens(0.5)
    hours = chance.lognormal(1.2 if small else 3.6 * buyer.volume**0.3, 0.8)
    return Wish(
        customer=customer,
        buyer=buyer,
        product=product,
        hours=min(22, max(0.35, hours)),
        firm=firm,
        day=chance.pick(tuple(days), tuple(days.values())),
        rush=not firm and chance.happens(0.06 + buyer.manner.rush_share / 2),
    )


def _order(chance: Chance, company: Company, plant: Plant, promiser: Promiser, wish: Wish, hours: float) -> Order:
    """Return the order for a wish; a firm one gets the date that the lines can keep."""
    buyer, product = wish.buyer, wish.product
    quantity = rounded(hours / plant.best_hours(product.id), "0.5")
    lead = timedelta(hours=SHIP_HOURS[buyer.country])
    received = _received(chance, company, wish)
    requested = wish.day if not wish.rush else min(wish.day, _days_later(company, chance.whole(2, 7)))
    earliest = _earliest_start(chance, company, requested - lead - timedelta(hours=2 * hours), firm=wish.firm)
    promised = None
    if wish.firm:
        done = promiser.finish(product.id, float(quantity), earliest)
        promised = max(requested, _end_of_working_day((done or company.horizon_end) + lead + timedelta(hours=12)))
    price = _price(chance, wish, float(quantity))
    value = float(price * quantity)
    penalty = buyer.trade in {"automotive", "cranes"} and chance.happens(0.4)
    return Order(
        id="",
        customer=wish.customer,
        product=product.id,
        quantity=quantity,
        net_price=price,
        received=received,
        requested=requested,
        latest=None if wish.firm else _latest(chance, company, requested, rush=wish.rush),
        late_cost_per_day=rounded(value * chance.between(0.03, 0.06), "10") if penalty else None,
        earliest_start=earliest,
        status=OrderStatus.FIRM if wish.firm else OrderStatus.INQUIRY,
        promised=promised,
        min_quantity=rounded(float(quantity) * chance.between(0.4, 0.6), "0.5")
        if hours > 4 and chance.happens(0.4)
        else None,
        ship_lead=Decimal(SHIP_HOURS[buyer.country]),
    )


def _received(chance: Chance, company: Company, wish: Wish) -> datetime:
    """Return a moment of business before `as_of`; firm orders are older."""
    back = chance.lognormal(17, 0.4) if wish.firm else chance.lognormal(1.5 if wish.rush else 5, 0.6)
    day = company.as_of.replace(hour=0) - timedelta(days=min(45, max(1, round(back))))
    while day.weekday() > 4 or (day.month, day.day) == (11, 11):
        day -= timedelta(days=1)
    return day + timedelta(hours=chance.whole(7, 16), minutes=5 * chance.whole(0, 11))


def _days_later(company: Company, count: int) -> datetime:
    return _end_of_working_day(company.as_of + timedelta(days=count))


def _end_of_working_day(moment: datetime) -> datetime:
    """Return the midnight that ends the day of the moment, or the next working day."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day + timedelta(days=1)


def _earliest_start(chance: Chance, company: Company, before: datetime, *, firm: bool) -> datetime | None:
    """Return when the material arrives, for the few orders that wait for it."""
    share = 0.08 if firm else 0.16
    arrival = company.as_of + timedelta(days=chance.whole(1, 12))
    if not chance.happens(share) or arrival > before or arrival.weekday() > 4:
        return None
    return arrival


def _price(chance: Chance, wish: Wish, quantity: float) -> Decimal:
    """Return the net price: the customer's discount, a little for big orders, and more to pay in a rush."""
    discount = wish.buyer.manner.discount + chance.normal(0, 0.02) + (0.01 if quantity > 60 else 0)
    if wish.rush:
        discount -= chance.between(0.04, 0.1)
    return rounded(float(wish.product.list_price or 0) * (1 - discount), "0.50")


def _latest(chance: Chance, company: Company, requested: datetime, *, rush: bool) -> datetime:
    days = chance.whole(2, 4) if rush else chance.whole(4, 14)
    return min(company.horizon_end, _end_of_working_day(requested + timedelta(days=days - 1)))


def _numbered(order: Order, number: int) -> Order:
    values = {name: getattr(order, name) for name in Order.__dataclass_fields__}
    return Order(**(values | {"id": f"SO-{number}"}))
