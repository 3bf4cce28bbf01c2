"""From the company's data to the planning problem: orders, stock and reserved slots (for lines see `capacity`)."""

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np

from unisono.domain.changes import LineDown, OvertimeOpened
from unisono.domain.company import Order, OrderStatus, Product, Slot, Snapshot, Stock, StockKind, Tier
from unisono.engines.planning.calendars import MINUTE, local_midnights, minute_from, minute_of
from unisono.engines.planning.capacity import build_lines, build_windows
from unisono.engines.planning.problem import ENDLESS, Floats, Ints, Orders, Pools, Problem, Reservation, Warehouse

MINUTES_A_DAY = 1440
NO_DEADLINES: Mapping[str, datetime] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """The orders that the problem has, each with its product, and what is looked up for them again and again."""

    snapshot: Snapshot
    now: datetime
    horizon: int
    orders: tuple[Order, ...]
    products: tuple[Product, ...]
    families: Mapping[str, int]
    tiers: Mapping[str, Tier]


def build_problem(
    snapshot: Snapshot,
    *,
    now: datetime,
    tiers: Mapping[str, Tier],
    service_costs: Mapping[str, Decimal],
    excluded: Container[str] = (),
    overtime: Sequence[OvertimeOpened] = (),
    down: Sequence[LineDown] = (),
    deadlines: Mapping[str, datetime] = NO_DEADLINES,
) -> Problem:
    """Return the planning problem of a company; its lines and stock pools stand in the order of their files.

    Args:
        snapshot: the company's data, without errors.
        now: minute 0 of the problem.
        tiers: the tier of every customer, by id.
        service_costs: the handling, picking and freight that each order causes, by id.
        excluded: ids of orders that a rule has declined; they are left out.
        overtime: overtime that people have opened.
        down: when lines do not work.
        deadlines: instants by which single orders must have reached the customer, by id, beside what the data say.

    Raises:
        ValueError: a firm order has no promised date.
    """
    book = _open_book(snapshot, now, tiers, excluded)
    policy, company = snapshot.policy, snapshot.company
    windows, overtime_cost = build_windows(snapshot, overtime, down=down, now=now, horizon=book.horizon)
    nights = local_midnights(zone=ZoneInfo(company.timezone), now=now, horizon=book.horizon)
    return Problem(
        orders=_orders(book, service_costs, deadlines),
        lines=build_lines(snapshot, book.products, families=book.families, windows=windows),
        families=tuple(book.families),
        pools=_pools(book),
        warehouse=Warehouse(
            limit=np.inf if company.warehouse_room is None else float(company.warehouse_room),
            price=float(company.extra_room_price),
            nights=np.array(nights, np.int64),
        ),
        reservations=_reservations(book),
        horizon=book.horizon,
        frozen_until=math.ceil(policy.frozen_hours * 60),
        changeover_before_release=policy.changeover_before_release,
        short_campaign_charge=float(policy.short_campaign_charge),
        overtime_cost=overtime_cost,
    )


def due_instant(order: Order) -> datetime:
    """Return when the goods must leave: the promised date of a firm order, else the requested one, less shipping.

    Raises:
        ValueError: a firm order has no promised date.
    """
    if order.status is OrderStatus.INQUIRY:
        return order.requested - _shipping(order)
    if order.promised is None:
        raise ValueError(f"firm order {order.id} has no promised date")
    return order.promised - _shipping(order)


def late_cost_per_day(order: Order, *, tier: Tier, snapshot: Snapshot) -> Decimal:
    """Return what a day late costs: the order's own figure, else the tier's percentage of the order's price."""
    if order.late_cost_per_day is not None:
        return order.late_cost_per_day
    percent: Decimal = getattr(snapshot.policy.late_percent_per_day, tier.value)
    return percent / 100 * order.quantity * order.net_price


def one_order(
    order: Order,
    *,
    product: Product,
    snapshot: Snapshot,
    now: datetime,
    tiers: Mapping[str, Tier],
    service_cost: Decimal,
    families: Mapping[str, int],
) -> Orders:
    """Return one order as the arrays of a problem hold it (n = 1); arguments as for `build_problem`."""
    horizon = minute_of(snapshot.company.horizon_end, now=now)
    book = _Book(
        snapshot=snapshot,
        now=now,
        horizon=horizon,
        orders=(order,),
        products=(product,),
        families=families,
        tiers=tiers,
    )
    return _orders(book, {order.id: service_cost}, NO_DEADLINES)


def _open_book(snapshot: Snapshot, now: datetime, tiers: Mapping[str, Tier], excluded: Container[str]) -> _Book:
    by_id = {product.id: product for product in snapshot.products}
    orders = tuple(order for order in snapshot.orders if order.id not in excluded)
    products = tuple(by_id[order.product] for order in orders)
    names = [product.family for product in products]
    names += [line.initial_family for line in snapshot.lines if line.initial_family]
    return _Book(
        snapshot=snapshot,
        now=now,
        horizon=minute_of(snapshot.company.horizon_end, now=now),
        orders=orders,
        products=products,
        families={name: index for index, name in enumerate(dict.fromkeys(names))},
        tiers=tiers,
    )


def _orders(book: _Book, service_costs: Mapping[str, Decimal], deadlines: Mapping[str, datetime]) -> Orders:
    orders, products = book.orders, book.products
    firm = [order.status is OrderStatus.FIRM for order in orders]
    late_costs = (late_cost_per_day(order, tier=book.tiers[order.customer], snapshot=book.snapshot) for order in orders)
    moving = book.snapshot.policy.price_of_moving
    return Orders(
        ids=tuple(order.id for order in orders),
        family=_ints(book.families[product.family] for product in products),
        firm=np.array(firm, np.bool_),
        quantity=_floats(order.quantity for order in orders),
        release=_ints(_release(order, now=book.now) for order in orders),
        due=_ints(minute_of(due_instant(order), now=book.now) for order in orders),
        deadline=_ints(_deadline(book, order, deadlines.get(order.id)) for order in orders),
        revenue=_floats(order.quantity * order.net_price for order in orders),
        service_cost=_floats(service_costs[order.id] for order in orders),
        late_cost=_floats(late_costs) / MINUTES_A_DAY,
        holding_cost=_floats(product.holding_cost_per_unit_day for product in products) / MINUTES_A_DAY,
        room=_floats(product.room_per_unit for product in products),
        scrap_cost=_floats(product.variable_cost for product in products),
        stock_cost=_floats(product.variable_cost for product in products),
        keep_by=_ints(ENDLESS for _ in orders),
        moving_cost=_floats(moving if is_firm else Decimal(0) for is_firm in firm),
    )


def _shipping(order: Order) -> timedelta:
    return math.ceil(order.ship_lead * 60) * MINUTE


def _release(order: Order, *, now: datetime) -> int:
    return 0 if order.earliest_start is None else max(0, minute_from(order.earliest_start, now=now))


def _deadline(book: _Book, order: Order, deadline: datetime | None) -> int:
    """Return the minute by which the order must end: the horizon, an inquiry's `latest`, or what people said."""
    latest = order.latest if order.status is OrderStatus.INQUIRY else None
    instants = [instant - _shipping(order) for instant in (latest, deadline) if instant is not None]
    return min([book.horizon, *(minute_of(instant, now=book.now) for instant in instants)])


def _pools(book: _Book) -> Pools:
    stock = book.snapshot.stock
    may_use = [[_may_take(row, order) for order in book.orders] for row in stock]
    return Pools(
        quantity=_floats(row.quantity for row in stock),
        may_use=np.array(may_use, np.bool_).reshape(len(stock), len(book.orders)),
    )


def is_stock_for(row: Stock, order: Order) -> bool:
    """Return whether the stock is for this order, as long as it is good: its product, and its customer's if not own."""
    return row.product == order.product and (row.kind is StockKind.OWN or row.owner == order.customer)


def is_good_at(row: Stock, instant: datetime) -> bool:
    """Return whether the stock can still be used when it leaves at an instant."""
    return row.valid_until is None or row.valid_until >= instant


def _may_take(row: Stock, order: Order) -> bool:
    return is_stock_for(row, order) and is_good_at(row, due_instant(order))


def reserved_slots(snapshot: Snapshot, *, now: datetime) -> list[Slot]:
    """Return the slots that are reserved at `now` and not over, in the turn of a problem's reservations."""
    return [slot for slot in snapshot.slots if (slot.opens_at is None or slot.opens_at > now) and slot.end > now]


def may_work_in(slot: Slot, *, customer: str, tier: Tier) -> bool:
    """Return whether a reserved slot is for a customer, or for the tier."""
    return customer == slot.customer if slot.tier is None else tier is slot.tier


def _reservations(book: _Book) -> tuple[Reservation, ...]:
    lines = {line.id: index for index, line in enumerate(book.snapshot.lines)}
    asking = [(order.customer, book.tiers[order.customer]) for order in book.orders]
    return tuple(
        Reservation(
            line=lines[slot.line],
            start=max(0, minute_of(slot.start, now=book.now)),
            end=minute_of(slot.end, now=book.now),
            may_use=np.array([may_work_in(slot, customer=customer, tier=tier) for customer, tier in asking], np.bool_),
        )
        for slot in reserved_slots(book.snapshot, now=book.now)
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _floats(values: Iterable[Decimal]) -> Floats:
    return np.fromiter(map(float, values), np.float64)
