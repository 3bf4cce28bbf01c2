"""The job book of the repair shop: two weeks of promised collection times and of devices that wait for a yes."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from samples.chance import Chance, rounded
from samples.days import WorkingDays
from samples.plant import Plant, Promiser
from samples.repair.people import CLIENTS, Client
from samples.repair.workshop import HOLIDAYS, REPAIRS
from unisono.domain.company import Company, Order, OrderStatus

JOBS, FIRM_SHARE = 124, 0.38

_DAYS = WorkingDays(HOLIDAYS)
_OPENS, _CLOSES = 9, 18
_COMPANY_CLIENT, _SHORT_HOURS = 4, 2
_POST_HOURS = Decimal(24)
_DRAFT = "draft"


def jobs(company: Company, plant: Plant) -> tuple[Order, ...]:
    """Return all jobs in the order in which they came in; firm ones have a collection time that can be kept."""
    chance = Chance("repair jobs")
    wishes = sorted((_wish(chance, company) for _ in range(JOBS)), key=lambda order: order.requested)
    promiser = Promiser(plant, company.as_of)
    drafts = [_answered(chance, company, promiser, wish) for wish in wishes]
    drafts.sort(key=lambda order: order.received)
    return tuple(replace(order, id=f"R-{7301 + place}") for place, order in enumerate(drafts))


def _wish(chance: Chance, company: Company) -> Order:
    key = chance.pick(tuple(CLIENTS), [client.jobs for client in CLIENTS.values()])
    client = CLIENTS[key]
    names = [name for name, repair in REPAIRS.items() if repair.family in client.families]
    name = chance.pick(names, [REPAIRS[name].often for name in names])
    many = client.jobs >= _COMPANY_CLIENT and REPAIRS[name].hours <= _SHORT_HOURS and chance.happens(0.5)
    quantity = Decimal(chance.whole(2, 6) if many else 1)
    requested = _moment(chance, chance.pick(_DAYS.ends_between(company.as_of, company.horizon_end - timedelta(days=3))))
    firm = chance.happens(FIRM_SHARE)
    back = timedelta(days=chance.whole(3, 12) if firm else chance.whole(1, 4))
    arrival = company.as_of + timedelta(days=chance.whole(1, 6), hours=chance.whole(3, 7))
    waits = chance.happens(0.18) and arrival < requested - timedelta(days=2) and _DAYS.works(arrival.date())
    return Order(
        id=_DRAFT,
        customer=key,
        product=name,
        quantity=quantity,
        net_price=_price(chance, client, REPAIRS[name].price),
        received=_DAYS.last_before(company.as_of - back)
        + timedelta(hours=chance.whole(9, 17), minutes=chance.whole(0, 59)),
        requested=requested,
        earliest_start=arrival if waits else None,
        status=OrderStatus.FIRM if firm else OrderStatus.INQUIRY,
        min_quantity=rounded(float(quantity) / 2, "1") if quantity > 1 else None,
        ship_lead=_POST_HOURS if client.name == "Counter, by post" else Decimal(0),
    )


def _answered(chance: Chance, company: Company, promiser: Promiser, order: Order) -> Order:
    """Return the job with its collection time when firm, else with the last moment at which it is still wanted."""
    if order.status is OrderStatus.INQUIRY:
        last = order.requested + timedelta(days=chance.whole(1, 5))
        return replace(order, latest=min(last, company.horizon_end))
    done = promiser.finish(order.product, float(order.quantity), order.earliest_start)
    if done is None:
        raise ValueError(f"no bench can do {order.product} in time")
    ready = _next_hour(done + timedelta(hours=1 + int(order.ship_lead)))
    return replace(order, promised=max(order.requested, ready))


def _moment(chance: Chance, end_of_day: datetime) -> datetime:
    """Return a collection time of the day: late morning or before closing."""
    return end_of_day - timedelta(hours=24 - chance.pick((11, 12, 15, 16, 17, 18), (2, 1, 1, 2, 3, 3)))


def _next_hour(moment: datetime) -> datetime:
    """Return the next full hour at which the counter is open."""
    hour = moment.replace(minute=0, second=0) + timedelta(hours=1)
    while not (_DAYS.works(hour.date()) and _OPENS <= hour.hour <= _CLOSES):
        hour += timedelta(hours=1)
    return hour


def _price(chance: Chance, client: Client, price: int) -> Decimal:
    discount = client.discount + (chance.between(-0.02, 0.02) if client.discount else 0)
    return rounded(price * (1 - discount), "1.00").quantize(Decimal("0.01"))
