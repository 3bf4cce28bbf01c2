"""How much room finished goods take, night by night."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from math import ceil
from zoneinfo import ZoneInfo

from unisono.analytics.axes import local_midnight
from unisono.domain.company import Order, OrderStatus, Snapshot
from unisono.domain.plans import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """A local midnight, and the room that waiting goods take then."""

    at: datetime
    room: Decimal


def room_by_night(snapshot: Snapshot, plan: Plan) -> tuple[Night, ...]:
    """Return the room that made goods take at each local midnight of the planned time.

    An order's goods wait at a midnight when they were finished before it and leave after it: end <= midnight < due,
    where due is the promised date of a firm order, the requested date of an inquiry, less shipping.

    Args:
        snapshot: the company's data the plan was made from.
        plan: what is made when.
    """
    zone = ZoneInfo(snapshot.company.timezone)
    nights = list(_midnights(plan.now, snapshot.company.horizon_end, zone))
    orders = {order.id: order for order in snapshot.orders}
    rooms = {product.id: product.room_per_unit for product in snapshot.products}
    changes = [Decimal(0)] * (len(nights) + 1)
    for start, end, room in _stays(plan, orders, rooms):
        changes[bisect_left(nights, start)] += room
        changes[bisect_left(nights, end)] -= room
    return tuple(Night(at=at, room=room) for at, room in zip(nights, accumulate(changes), strict=False))


def _stays(
    plan: Plan, orders: Mapping[str, Order], rooms: Mapping[str, Decimal]
) -> Iterable[tuple[datetime, datetime, Decimal]]:
    for operation in plan.operations:
        order = orders[operation.order]
        due = leaves_at(order)
        if operation.end < due:
            yield operation.end, due, operation.quantity * rooms[order.product]


def leaves_at(order: Order) -> datetime:
    """Return when an order's goods are due to leave: promised date if firm, else requested date, less shipping."""
    firm = order.status is OrderStatus.FIRM and order.promised is not None
    due = order.promised if firm and order.promised is not None else order.requested
    return due - timedelta(minutes=ceil(order.ship_lead * 60))


def _midnights(begin: datetime, end: datetime, zone: ZoneInfo) -> Iterable[datetime]:
    at = local_midnight(begin, zone)
    if at < begin:
        at = local_midnight(begin, zone, days=1)
    while at <= end:
        yield at
        at = local_midnight(at, zone, days=1)
