"""A past year of sales, and of what was done for customers, drawn from how each of them trades."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samples.chance import Chance, decimal, rounded
from unisono.domain.company import Product, Sale, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something done for a customer: on this share of its invoices, or once a month for all of them together.

    `cost_share` is the money it costs, as a share of the sales it goes with; `count` is per invoice line.
    """

    activity: str
    share: float = 1
    monthly: bool = False
    count: float = 1
    cost_share: float = 0
    minutes: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How one customer buys: its part of all invoices, its products with weights, sizes, discount and deeds."""

    customer: str
    weight: float
    products: Mapping[str, float]
    quantity: Mapping[str, float]
    discount: float
    returns: float
    deeds: Sequence[Deed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The span of the history and its size; `weekdays` are the days of business, Monday is 0.

    `sigma` is the spread of quantities, `price_spread` the one of discounts.
    """

    first_on: date
    last_on: date
    lines: int
    lines_per_invoice: int
    sigma: float
    price_spread: float
    quantity_step: str
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)


def history(
    topic: str, past: Past, habits: Sequence[Habit], products: Sequence[Product]
) -> tuple[list[Sale], list[Service]]:
    """Return the past sales and services, both in the order of their dates."""
    invoices = list(_invoices(Chance(f"{topic} sales"), past, habits, {product.id: product for product in products}))
    sales = [line for _, lines in invoices for line in lines]
    chance = Chance(f"{topic} services")
    services = [row for habit, lines in invoices for row in _per_invoice(chance, habit, lines)]
    services += _per_month(habits, sales)
    return sales, sorted(services, key=lambda row: (row.date, row.customer, row.activity))


def _invoices(
    chance: Chance, past: Past, habits: Sequence[Habit], products: Mapping[str, Product]
) -> Iterator[tuple[Habit, list[Sale]]]:
    """Yield each invoice with the habit of its customer, by date; the number is given last so that it rises."""
    days = [past.first_on + timedelta(days=count) for count in range((past.last_on - past.first_on).days + 1)]
    days = [day for day in days if day.weekday() in past.weekdays]
    weights = [habit.weight for habit in habits]
    heads = []
    left = past.lines
    while left > 0:
        count = min(left, chance.whole(1, past.lines_per_invoice))
        heads.append((chance.pick(days), chance.pick(habits, weights), count))
        left -= count
    heads.sort(key=lambda head: head[0])
    for number, (day, habit, count) in enumerate(heads, start=10001):
        yield habit, [_line(chance, past, habit, products, day=day, invoice=f"F-{number}") for _ in range(count)]


def _line(
    chance: Chance, past: Past, habit: Habit, products: Mapping[str, Product], *, day: date, invoice: str
) -> Sale:
    product = products[chance.pick(tuple(habit.products), tuple(habit.products.values()))]
    quantity = rounded(chance.lognormal(habit.quantity[product.id], past.sigma), past.quantity_step)
    if chance.happens(habit.returns):
        quantity = -rounded(float(quantity) / 2, past.quantity_step)
    price = float(product.list_price or 0) * (1 - habit.discount - chance.normal(0, past.price_spread))
    return Sale(
        date=day,
        invoice=invoice,
        customer=habit.customer,
        product=product.id,
        quantity=quantity,
        net_amount=decimal(float(quantity) * price),
    )


def _per_invoice(chance: Chance, habit: Habit, lines: Sequence[Sale]) -> Iterator[Service]:
    amount = sum(abs(line.net_amount) for line in lines)
    for deed in habit.deeds:
        if not deed.monthly and chance.happens(deed.share):
            minutes = None if deed.minutes is None else Decimal(chance.whole(*deed.minutes))
            cost = float(amount) * deed.cost_share * chance.between(0.6, 1.4)
            yield Service(
                date=lines[0].date,
                customer=habit.customer,
                activity=deed.activity,
                count=Decimal(max(1, round(deed.count * len(lines)))),
                minutes=minutes,
                cost=decimal(cost) if cost else Decimal(0),
            )


def _per_month(habits: Sequence[Habit], sales: Sequence[Sale]) -> Iterator[Service]:
    """Yield one row a customer, month and monthly deed, dated on the last day of business with it."""
    for habit in habits:
        own: dict[tuple[int, int], list[Sale]] = {}
        for sale in sales:
            if sale.customer == habit.customer:
                own.setdefault((sale.date.year, sale.date.month), []).append(sale)
        for month in own.values():
            amount = float(sum(sale.net_amount for sale in month))
            for deed in habit.deeds:
                if deed.monthly:
                    yield Service(
                        date=month[-1].date,
                        customer=habit.customer,
                        activity=deed.activity,
                        count=Decimal(max(1, round(deed.count * len(month)))),
                        cost=decimal(max(0.0, amount * deed.cost_share)),
                    )
