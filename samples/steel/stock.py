"""What the steel service centre has in stock: for anybody, at customers, and for framework orders that they call."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from samples.chance import Chance, rounded
from samples.steel.buyers import BUYERS, QUIET, SHIP_HOURS
from unisono.domain.company import Order, OrderStatus, Product, Stock, StockKind
from unisono.domain.frameworks import Framework

_QUIET_ONES = tuple(key for key, buyer in BUYERS.items() if buyer.manner is QUIET)
OWNERS: Mapping[StockKind, tuple[str, ...]] = MappingProxyType(
    {StockKind.CONSIGNMENT: _QUIET_ONES[:4], StockKind.CALL_OFF: _QUIET_ONES[4:8]}
)
"""The customers with stock of their own, by its kind."""

_FILLED_UP: Mapping[str, int] = MappingProxyType({"DX51D+AZ-0.5": 10, "S355J2-10": 12, "1.4301-1": 4})
"""Own stock that is filled up again, with the days that takes; the rest is left over from earlier coils."""

_UNASKED = (
    Stock(product="S690QL-30", kind=StockKind.OWN, quantity=Decimal(118), location="Hall 2", supply_days=Decimal(6)),
    Stock(
        product="S355J2-20",
        kind=StockKind.CONSIGNMENT,
        quantity=Decimal("26.5"),
        location="Gdynia",
        owner="C003",
        supply_days=Decimal(2),
        take_back_on=date(2026, 11, 30),
    ),
)
"""Plate for an offshore job that was called off, here and at the crane builder: nobody asks for it in these weeks."""

_TAKE_BACK_ON: Mapping[str, date] = MappingProxyType({"S250GD+ZM-1.5": date(2027, 1, 29)})

_FRAMEWORKS = """
C021 | S350GD+Z-2    | 240 | 2026-01-01 | 2026-12-31 |  5 |  5 |     | 214 | 202
C021 | S235JR-12     |  90 | 2026-07-01 | 2026-12-31 |  7 | 10 |  72 |  66 |  66
C024 | S250GD+ZM-1.5 | 360 | 2026-07-01 | 2026-12-31 |  5 |  5 | 324 | 168 | 150
C024 | S350GD+Z-3    | 180 | 2026-10-01 | 2027-03-31 |  5 |  5 |     |  54 |  42
C027 | S690QL-15     | 120 | 2026-04-01 | 2027-03-31 | 10 |  0 |  96 |  92 |  80
C032 | S355J2-40     | 200 | 2026-01-01 | 2026-12-31 |  7 | 10 |     | 216 | 209
"""
"""Customer, product, tonnes, first and last day, days from call to delivery, tolerance, minimum, called, delivered."""


def stock(book: tuple[Order, ...], made: tuple[Product, ...], *, called_until: datetime) -> tuple[Stock, ...]:
    """Return goods that are there: some for anybody, some at or for customers that have asked for them."""
    chance = Chance("steel stock")
    rows = [_own(chance, product) for product in made if chance.happens(0.2)]
    for kind, owners in OWNERS.items():
        for owner in owners:
            asked = [order for order in book if order.customer == owner and order.status is OrderStatus.INQUIRY]
            rows += [
                _kept_for(chance, owner, order, called_until if kind is StockKind.CALL_OFF else None)
                for order in asked[:2]
            ]
    return (*rows, *_UNASKED)


def _own(chance: Chance, product: Product) -> Stock:
    days = _FILLED_UP.get(product.id)
    return Stock(
        product=product.id,
        kind=StockKind.OWN,
        quantity=rounded(chance.lognormal(14, 0.5), "0.5"),
        location="Hall 2",
        supply_days=None if days is None else Decimal(days),
        replenish=days is not None,
    )


def _kept_for(chance: Chance, owner: str, order: Order, called_until: datetime | None) -> Stock:
    call_off = called_until is not None
    return Stock(
        product=order.product,
        kind=StockKind.CALL_OFF if call_off else StockKind.CONSIGNMENT,
        quantity=rounded(float(order.quantity) * chance.between(0.5, 1.2), "0.5"),
        location="Hall 1" if call_off else BUYERS[owner].town,
        owner=owner,
        valid_until=called_until,
        supply_days=None if call_off else Decimal(SHIP_HOURS[BUYERS[owner].country] // 24 + 1),
        take_back_on=None if call_off else _TAKE_BACK_ON.get(order.product),
    )


def frameworks() -> Iterator[Framework]:
    """Yield the framework orders: most go as agreed, one is far behind the least that must be taken."""
    for number, line in enumerate(_FRAMEWORKS.strip().splitlines(), start=101):
        customer, product, quantity, start, end, lead, tolerance, least, called, delivered = map(
            str.strip, line.split("|")
        )
        yield Framework(
            id=f"FO-{number}",
            customer=customer,
            product=product,
            quantity=Decimal(quantity),
            starts_on=date.fromisoformat(start),
            ends_on=date.fromisoformat(end),
            lead_days=Decimal(lead),
            tolerance_percent=Decimal(tolerance),
            min_quantity=Decimal(least) if least else None,
            called=Decimal(called),
            delivered=Decimal(delivered),
        )
