"""What people may decide to change, and the company's data as they would be after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import assert_never

from unisono.domain.company import Order, OrderStatus, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class OvertimeOpened:
    """A line works from `start` to `end` as well; hours that are open anyway cost nothing more."""

    line: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotOpened:
    """A reserved slot (`Slot.id`) opens to all at once."""

    slot_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForced:
    """An inquiry is accepted as if firm, even late.

    It must leave by `deadline`, or within the planned time if that is empty; lateness counts from the requested date.
    """

    order: str
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDeclined:
    """An inquiry is declined."""

    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSplit:
    """An order is delivered in two parts: `first_quantity` by `first_due`, the rest by `rest_due`.

    The first part keeps the number of the order, the rest gets `rest_id`; by each date the customer has the part.
    """

    order: str
    first_quantity: Decimal
    first_due: datetime
    rest_due: datetime

    @property
    def rest_id(self) -> str:
        """Return the number of the order line for the second part."""
        return f"{self.order}/rest"


Change = OvertimeOpened | SlotOpened | OrderForced | OrderDeclined | OrderSplit


class ChangeDoesNotFit(ValueError):  # noqa: N818 - a refusal is named as people would say it
    """The change cannot be made in this company; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """The company's data after some changes, with what no file of the company can hold.

    `overtime` is the opened overtime, `deadlines` the instants by which forced orders must leave. The snapshot has no
    content hash unless nothing in it was changed: it is nobody's import.
    """

    snapshot: Snapshot
    overtime: tuple[OvertimeOpened, ...] = ()
    deadlines: Mapping[str, datetime] = field(default_factory=dict)


def apply_changes(snapshot: Snapshot, changes: Iterable[Change]) -> Amended:
    """Return the company's data after the changes, made in turn.

    Raises:
        ChangeDoesNotFit: a change names something that is not there, or does what may not be done to it.
    """
    amended = Amended(snapshot=snapshot)
    for change in changes:
        amended = _apply(amended, change)
    return amended


def _apply(amended: Amended, change: Change) -> Amended:
    match change:
        case OvertimeOpened():
            return _open_overtime(amended, change)
        case SlotOpened():
            return _open_slot(amended, change)
        case OrderForced():
            return _force(amended, change)
        case OrderDeclined():
            _inquiry(amended.snapshot, change.order)
            return _with_orders(amended, change.order, ())
        case OrderSplit():
            return _split(amended, change)
        case _:
            assert_never(change)


def _open_overtime(amended: Amended, change: OvertimeOpened) -> Amended:
    line = next((line for line in amended.snapshot.lines if line.id == change.line), None)
    if line is None:
        raise ChangeDoesNotFit(f"There is no line {change.line}.")
    if line.overtime_premium_per_hour is None:
        raise ChangeDoesNotFit(f"Line {change.line} has no overtime.")
    if change.end <= change.start:
        raise ChangeDoesNotFit(f"The overtime on line {change.line} ends before it starts.")
    return replace(amended, overtime=(*amended.overtime, change))


def _open_slot(amended: Amended, change: SlotOpened) -> Amended:
    slots = tuple(slot for slot in amended.snapshot.slots if slot.id != change.slot_id)
    if len(slots) == len(amended.snapshot.slots):
        raise ChangeDoesNotFit(f"There is no reserved slot {change.slot_id}.")
    return replace(amended, snapshot=replace(amended.snapshot, slots=slots, content_hash=""))


def _force(amended: Amended, change: OrderForced) -> Amended:
    order = _inquiry(amended.snapshot, change.order)
    firm = replace(order, status=OrderStatus.FIRM, promised=order.requested)
    deadlines = dict(amended.deadlines)
    if change.deadline is not None:
        deadlines[change.order] = change.deadline
    return replace(_with_orders(amended, change.order, (firm,)), deadlines=deadlines)


def _split(amended: Amended, change: OrderSplit) -> Amended:
    order = _order(amended.snapshot, change.order)
    if not 0 < change.first_quantity < order.quantity:
        raise ChangeDoesNotFit(f"A part of order {order.id} must be more than 0 and less than {order.quantity}.")
    if order.min_quantity is None or change.first_quantity < order.min_quantity:
        least = "no parts" if order.min_quantity is None else f"no first part under {order.min_quantity}"
        raise ChangeDoesNotFit(f"The customer of order {order.id} takes {least}.")
    first = _part(order, order.id, change.first_quantity, change.first_due)
    rest = _part(order, change.rest_id, order.quantity - change.first_quantity, change.rest_due)
    return _with_orders(amended, order.id, (first, rest))


def _part(order: Order, part_id: str, quantity: Decimal, due: datetime) -> Order:
    """Return a part of the order, asked for (and promised, if firm) by `due`, with its share of the lateness cost."""
    late_cost = order.late_cost_per_day
    return replace(
        order,
        id=part_id,
        quantity=quantity,
        requested=due,
        promised=None if order.promised is None else due,
        latest=None if order.latest is None else max(order.latest, due),
        late_cost_per_day=None if late_cost is None else late_cost * quantity / order.quantity,
        min_quantity=None,
    )


def _order(snapshot: Snapshot, order_id: str) -> Order:
    found = next((order for order in snapshot.orders if order.id == order_id), None)
    if found is None:
        raise ChangeDoesNotFit(f"There is no order {order_id}.")
    return found


def _inquiry(snapshot: Snapshot, order_id: str) -> Order:
    order = _order(snapshot, order_id)
    if order.status is OrderStatus.FIRM:
        raise ChangeDoesNotFit(f"Order {order_id} is firm already.")
    return order


def _with_orders(amended: Amended, order_id: str, instead: tuple[Order, ...]) -> Amended:
    """Return the data with other rows in the place of one order."""
    orders: list[Order] = []
    for order in amended.snapshot.orders:
        orders.extend(instead if order.id == order_id else (order,))
    return replace(amended, snapshot=replace(amended.snapshot, orders=tuple(orders), content_hash=""))
