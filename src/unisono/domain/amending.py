"""The company's data as they would be after some changes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from unisono.domain.changes import (
    Change,
    LineDown,
    OrderAltered,
    OrderCancelled,
    OrderDeclined,
    OrderForced,
    OrderReceived,
    OrderSplit,
    OvertimeOpened,
    RateChanged,
    SlotOpened,
    StockFound,
)
from unisono.domain.company import Line, Order, OrderStatus, Rate, Snapshot, Stock, StockKind


class ChangeDoesNotFit(ValueError):  # noqa: N818 - a refusal is named as people would say it
    """The change cannot be made in this company; the message says why, and `number` which of the changes it is."""

    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """The company's data after some changes, with what no file of the company can hold.

    `overtime` is the opened overtime, `down` when lines do not work, `deadlines` the instants by which forced orders
    must leave. The snapshot has no content hash unless nothing in it was changed: it is nobody's import.
    """

    snapshot: Snapshot
    overtime: tuple[OvertimeOpened, ...] = ()
    down: tuple[LineDown, ...] = ()
    deadlines: Mapping[str, datetime] = field(default_factory=dict)


def apply_changes(snapshot: Snapshot, changes: Iterable[Change]) -> Amended:
    """Return the company's data after the changes, made in turn.

    Raises:
        ChangeDoesNotFit: a change names something that is not there, or does what may not be done to it.
    """
    amended = Amended(snapshot=snapshot)
    for number, change in enumerate(changes):
        try:
            amended = _WAYS[type(change)](amended, change)
        except ChangeDoesNotFit as refusal:
            refusal.number = number
            raise
    return amended


def _open_overtime(amended: Amended, change: OvertimeOpened) -> Amended:
    if _line(amended.snapshot, change.line).overtime_premium_per_hour is None:
        raise ChangeDoesNotFit(f"Line {change.line} has no overtime.")
    if change.end <= change.start:
        raise ChangeDoesNotFit(f"The overtime on line {change.line} ends before it starts.")
    return replace(amended, overtime=(*amended.overtime, change))


def _open_slot(amended: Amended, change: SlotOpened) -> Amended:
    slots = tuple(slot for slot in amended.snapshot.slots if slot.id != change.slot_id)
    if len(slots) == len(amended.snapshot.slots):
        known = [slot.id for slot in amended.snapshot.slots]
        raise ChangeDoesNotFit(f"There is no reserved slot {change.slot_id}{_there_are('slots', known)}.")
    return _with(amended, slots=slots)


def _force(amended: Amended, change: OrderForced) -> Amended:
    order = _inquiry(amended.snapshot, change.order)
    firm = replace(order, status=OrderStatus.FIRM, promised=order.requested)
    deadlines = dict(amended.deadlines)
    if change.deadline is not None:
        deadlines[change.order] = change.deadline
    return replace(_with_orders(amended, change.order, (firm,)), deadlines=deadlines)


def _decline(amended: Amended, change: OrderDeclined) -> Amended:
    _inquiry(amended.snapshot, change.order)
    return _with_orders(amended, change.order, ())


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
    part = of_quantity(_wanted(order, due), quantity)
    return replace(part, id=part_id, requested=due, min_quantity=None)


def _receive(amended: Amended, change: OrderReceived) -> Amended:
    snapshot, order = amended.snapshot, change.order
    if any(known.id == order.id for known in snapshot.orders):
        raise ChangeDoesNotFit(f"There is an order {order.id} already.")
    _known("customer", order.customer, [customer.id for customer in snapshot.customers])
    _known("product", order.product, [product.id for product in snapshot.products])
    if order.status is OrderStatus.FIRM and order.promised is None:
        raise ChangeDoesNotFit(f"Firm order {order.id} has no promised date.")
    return _with(amended, orders=(*snapshot.orders, order))


def _cancel(amended: Amended, change: OrderCancelled) -> Amended:
    _order(amended.snapshot, change.order)
    return _with_orders(amended, change.order, ())


def _alter(amended: Amended, change: OrderAltered) -> Amended:
    order = _order(amended.snapshot, change.order)
    if change.quantity is not None:
        if change.quantity <= 0:
            raise ChangeDoesNotFit(f"The quantity of order {order.id} must be more than 0; cancel it if it is gone.")
        order = of_quantity(order, change.quantity)
    if change.net_price is not None:
        if change.net_price < 0:
            raise ChangeDoesNotFit(f"The price of order {order.id} must be at least 0.")
        order = replace(order, net_price=change.net_price)
    if change.wanted is not None:
        order = _wanted(order, change.wanted)
    return _with_orders(amended, order.id, (order,))


def of_quantity(order: Order, quantity: Decimal) -> Order:
    """Return the order with another quantity, and the lateness cost that goes with it."""
    late_cost, least = order.late_cost_per_day, order.min_quantity
    return replace(
        order,
        quantity=quantity,
        late_cost_per_day=None if late_cost is None else late_cost * quantity / order.quantity,
        min_quantity=None if least is None or least >= quantity else least,
    )


def _wanted(order: Order, by: datetime) -> Order:
    """Return the order wanted by another date, and of use until then at least."""
    latest = None if order.latest is None else max(order.latest, by)
    if order.status is OrderStatus.FIRM:
        return replace(order, promised=by, latest=latest)
    return replace(order, requested=by, promised=None if order.promised is None else by, latest=latest)


def _stop_line(amended: Amended, change: LineDown) -> Amended:
    _line(amended.snapshot, change.line)
    if change.end <= change.start:
        raise ChangeDoesNotFit(f"Line {change.line} is up again before it is down.")
    return replace(amended, down=(*amended.down, change))


def _change_rate(amended: Amended, change: RateChanged) -> Amended:
    snapshot = amended.snapshot
    _line(snapshot, change.line)
    if change.units_per_hour <= 0:
        raise ChangeDoesNotFit(f"A rate on line {change.line} must be more than 0; say that it is down if it is.")
    if change.product:
        _known("product", change.product, [product.id for product in snapshot.products])
    else:
        _known("family", change.family, dict.fromkeys(product.family for product in snapshot.products))
    own = [rate for rate in snapshot.rates if rate.line == change.line and _is_for(rate, change)]
    family = next((product.family for product in snapshot.products if product.id == change.product), change.family)
    inherited = [rate for rate in snapshot.rates if rate.line == change.line and rate.family == family]
    if not own and not (change.product and inherited):
        raise ChangeDoesNotFit(f"Line {change.line} has no rate for {change.product or change.family}.")
    known = (own or inherited)[0]
    rate = replace(known, product=change.product, family=change.family, units_per_hour=change.units_per_hour)
    others = tuple(other for other in snapshot.rates if other.line != change.line or not _is_for(other, change))
    return _with(amended, rates=(*others, rate))


def _is_for(rate: Rate, change: RateChanged) -> bool:
    return (rate.product, "" if rate.product else rate.family) == (change.product, change.family)


def _find_stock(amended: Amended, change: StockFound) -> Amended:
    snapshot = amended.snapshot
    _known("product", change.product, [product.id for product in snapshot.products])
    if change.quantity <= 0:
        raise ChangeDoesNotFit(f"The stock of {change.product} that was found must be more than 0.")
    if change.kind is not StockKind.OWN:
        _known("customer", change.owner, [customer.id for customer in snapshot.customers])
    row = Stock(product=change.product, kind=change.kind, quantity=change.quantity, owner=change.owner)
    return _with(amended, stock=(*snapshot.stock, row))


_WAYS: Mapping[type, Callable[[Amended, Any], Amended]] = {
    OvertimeOpened: _open_overtime,
    SlotOpened: _open_slot,
    OrderForced: _force,
    OrderDeclined: _decline,
    OrderSplit: _split,
    OrderReceived: _receive,
    OrderCancelled: _cancel,
    OrderAltered: _alter,
    LineDown: _stop_line,
    RateChanged: _change_rate,
    StockFound: _find_stock,
}
"""How each kind of change is made."""

MOST_NAMED = 12
"""So many known names are listed where a name is wrong."""


def _line(snapshot: Snapshot, line_id: str) -> Line:
    _known("line", line_id, [line.id for line in snapshot.lines])
    return next(line for line in snapshot.lines if line.id == line_id)


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


def _known(noun: str, name: str, names: Iterable[str]) -> None:
    """Refuse a name that is not there."""
    known = list(names)
    if name not in known:
        plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
        raise ChangeDoesNotFit(f"There is no {noun} {name or 'without a name'}{_there_are(plural, known)}.")


def _there_are(plural: str, names: list[str]) -> str:
    """Return the list of what there is, where it is short."""
    return f"; the {plural} are {', '.join(names)}" if 0 < len(names) <= MOST_NAMED else ""


def _with_orders(amended: Amended, order_id: str, instead: tuple[Order, ...]) -> Amended:
    """Return the data with other rows in the place of one order."""
    orders = amended.snapshot.orders
    place = next(place for place, order in enumerate(orders) if order.id == order_id)
    return _with(amended, orders=(*orders[:place], *instead, *orders[place + 1 :]))


def _with(amended: Amended, **tables: Any) -> Amended:  # noqa: ANN401 - the tables of a snapshot
    """Return the data with other tables, which are nobody's import."""
    return replace(amended, snapshot=replace(amended.snapshot, content_hash="", **tables))
