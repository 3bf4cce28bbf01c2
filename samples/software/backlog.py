"""The customers of the software firm and their work items for the next eleven weeks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType

from samples.chance import Chance, rounded
from samples.days import WorkingDays
from samples.plant import Plant, Promiser
from samples.software.teams import HOLIDAYS, KINDS
from unisono.domain.company import Company, Order, OrderStatus, Product

ITEMS, FIRM_SHARE = 82, 0.38
LOAD = 1.05
"""Days of work asked for as a share of what the teams can do; the context switches come on top."""

_DAYS = WorkingDays(HOLIDAYS)
_LARGE_ITEM_DAYS = 3
_DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A customer: the codebases it uses, how much work, its discount, and how restless it is (0 calm, 1 very)."""

    name: str
    codebases: tuple[str, ...]
    work: float
    discount: float
    unrest: float


_TABLE = """
Region Østfjord, hospitals       | integration reporting portal | 9 | 0    | 0
Havneby Municipality             | portal billing               | 5 | 0.03 | 0.1
Vestkraft Forsyning              | billing integration          | 6 | 0    | 0.05
Limfjordens Færger               | mobile portal                | 4 | 0.02 | 0.1
Bogklubben Ask                   | portal mobile billing        | 3 | 0.05 | 0.2
NemBane App                      | mobile integration           | 6 | 0.16 | 0.9
Skovgaard Pension                | billing reporting legacy     | 5 | 0    | 0.05
Fjordbank Sparekasse             | billing integration legacy   | 4 | 0.02 | 0.1
Kystens Mejeri                   | reporting integration        | 3 | 0    | 0
Andelsboligen Online             | portal billing               | 2 | 0.08 | 0.3
Start Nu Iværk                   | mobile portal                | 5 | 0.2  | 1
Teglværket Retail                | legacy billing reporting     | 3 | 0.06 | 0.4
Museerne i Syd                   | portal mobile                | 2 | 0.05 | 0.1
Grøn Pendler                     | mobile                       | 3 | 0.1  | 0.5
Uddannelseshuset                 | portal reporting             | 3 | 0.04 | 0.2
Nordlys Energi                   | integration reporting        | 4 | 0.02 | 0.1
Sundby Boligforening             | legacy portal                | 2 | 0.05 | 0.3
Fragtcentralen Hobro             | integration mobile           | 3 | 0.04 | 0.2
"""


def _client(line: str) -> Client:
    name, codebases, work, discount, unrest = (cell.strip() for cell in line.split("|"))
    return Client(
        name=name,
        codebases=tuple(codebases.split()),
        work=float(work),
        discount=float(discount),
        unrest=float(unrest),
    )


CLIENTS: Mapping[str, Client] = MappingProxyType(
    {f"A{number:02d}": _client(line) for number, line in enumerate(_TABLE.strip().splitlines(), start=1)}
)
"""The customers by their number."""


def items(company: Company, plant: Plant, products: tuple[Product, ...]) -> tuple[Order, ...]:
    """Return all work items in the order in which they came in; firm ones have a date that the teams can keep."""
    chance = Chance("software items")
    wishes = [_wish(chance, company, {product.id: product for product in products}) for _ in range(ITEMS)]
    wanted = sum(plant.best_hours(wish.product, float(wish.quantity)) for wish in wishes)
    factor = LOAD * plant.open_hours / wanted
    sized = [replace(wish, quantity=rounded(float(wish.quantity) * factor, "0.5")) for wish in wishes]
    promiser = Promiser(plant, company.as_of)
    drafts = [_answered(chance, company, promiser, wish) for wish in sorted(sized, key=lambda order: order.requested)]
    drafts.sort(key=lambda order: order.received)
    return tuple(replace(order, id=f"W-{2040 + place}") for place, order in enumerate(drafts))


def _wish(chance: Chance, company: Company, products: Mapping[str, Product]) -> Order:
    key = chance.pick(tuple(CLIENTS), [client.work for client in CLIENTS.values()])
    client = CLIENTS[key]
    codebase = chance.pick(client.codebases)
    kind = chance.pick(tuple(KINDS), (5, 3, 1 + 3 * client.unrest))
    product = products[f"{codebase}-{kind}"]
    firm = chance.happens(FIRM_SHARE * (1.2 - client.unrest / 2))
    ends = _DAYS.ends_between(company.as_of + timedelta(days=3), company.horizon_end - timedelta(days=4))
    requested = ends[int(len(ends) * chance.between(0, 1) ** 1.25)]
    begin = company.as_of + timedelta(days=chance.whole(2, 30))
    waits = chance.happens(0.2) and begin < requested - timedelta(days=14) and _DAYS.works(begin.date())
    back = timedelta(days=chance.whole(15, 60) if firm else chance.whole(1, 25))
    discount = (
        client.discount + (chance.between(-0.02, 0.02) if client.discount else 0) - (0.06 if kind == "rescue" else 0)
    )
    return Order(
        id=_DRAFT,
        customer=key,
        product=product.id,
        quantity=Decimal(str(round(chance.lognormal(1.6 if kind == "rescue" else 2.6, 0.6), 2))),
        net_price=rounded(float(product.list_price or 0) * (1 - discount), "50").quantize(Decimal("0.01")),
        received=_DAYS.last_before(company.as_of - back)
        + timedelta(hours=chance.whole(8, 15), minutes=chance.whole(0, 59)),
        requested=requested,
        earliest_start=begin if waits else None,
        status=OrderStatus.FIRM if firm else OrderStatus.INQUIRY,
    )


def _answered(chance: Chance, company: Company, promiser: Promiser, order: Order) -> Order:
    """Return the item with its promised date when firm, else with the day after which nobody wants it any more."""
    part = (
        rounded(float(order.quantity) / 2, "0.5")
        if order.quantity >= _LARGE_ITEM_DAYS and chance.happens(0.5)
        else None
    )
    if order.status is OrderStatus.INQUIRY:
        last = _DAYS.end_of_day(order.requested + timedelta(days=chance.whole(4, 20)))
        return replace(order, latest=min(last, company.horizon_end), min_quantity=part)
    done = promiser.finish(order.product, float(order.quantity), order.earliest_start)
    if done is None:
        raise ValueError(f"no team can do {order.product} in time")
    return replace(order, promised=max(order.requested, _with_a_margin(done, order.quantity)), min_quantity=part)


def _with_a_margin(done: datetime, days: Decimal) -> datetime:
    """Return the end of a working day some days later: the larger the item, the less sure the day."""
    return _DAYS.end_of_day(done + timedelta(days=3 + int(days)))
