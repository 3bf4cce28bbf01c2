"""Whether a replan is what it says it is: two plans laid side by side, by somebody who knows nothing of the search.

That the new plan itself is sound is for `checking` and `plan_checking` to say.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil

from unisono.domain.changes import (
    Change,
    LineDown,
    OrderAltered,
    OrderCancelled,
    OrderDeclined,
    OrderSplit,
    OvertimeOpened,
    RateChanged,
    SlotOpened,
)
from unisono.domain.company import Order, OrderStatus
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.plans import Operation, Plan
from unisono.domain.replans import Move, MoveKind, Place, Replan

SOURCE = Source(file="replan")

Found = Iterator[tuple[str, str, str]]
"""Code, message, and the id of the order that it is about."""

Where = tuple[str, datetime, datetime]
"""A line, and when work begins and ends on it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """What is compared: both plans, the orders before and after the changes by id, and the policy's price of moving."""

    before: Plan
    after: Plan
    orders_before: Mapping[str, Order]
    orders_after: Mapping[str, Order]
    price_of_moving: Decimal
    stock_before: Mapping[str, Mapping[int, Decimal]] = field(init=False)
    stock_after: Mapping[str, Mapping[int, Decimal]] = field(init=False)

    def __post_init__(self) -> None:
        """Sum up what stock serves each order."""
        object.__setattr__(self, "stock_before", _stock(self.before))
        object.__setattr__(self, "stock_after", _stock(self.after))


def check_replan(compared: Compared, replan: Replan) -> tuple[Finding, ...]:
    """Return everything that a replan says and that is not so, and everything that moved and is not listed."""
    found = [
        *_moves(compared, replan),
        *_frozen(compared, replan),
        *_pushed(compared, replan),
        *_money(compared, replan),
    ]
    return tuple(
        Finding(code=code, severity=Severity.ERROR, source=SOURCE, message=message, value=value)
        for code, message, value in found
    )


def _stock(plan: Plan) -> dict[str, dict[int, Decimal]]:
    stock: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for use in plan.stock_uses:
        stock[use.order][use.stock] += use.quantity
    return stock


def _work(plan: Plan) -> dict[str, Operation]:
    return {operation.order: operation for operation in plan.operations}


def _where(operation: Operation | None) -> Where | None:
    return None if operation is None else (operation.line, operation.start, operation.end)


def _moves(compared: Compared, replan: Replan) -> Found:
    """Yield orders that moved and are not listed once, and listed ones that did not or did otherwise."""
    before, after = _work(compared.before), _work(compared.after)
    names = before.keys() | after.keys() | compared.stock_before.keys() | compared.stock_after.keys()
    moved = {
        name
        for name in names
        if _where(before.get(name)) != _where(after.get(name))
        or compared.stock_before.get(name) != compared.stock_after.get(name)
    }
    listed = [move.order for move in replan.moves]
    for name in sorted(moved - set(listed)):
        yield "move-not-listed", f"Order {name} moved, and nobody is told.", name
    for move in replan.moves:
        if move.order not in moved or listed.count(move.order) > 1:
            yield (
                "move-listed-wrongly",
                f"Order {move.order} is listed, but did not move, or is listed twice.",
                move.order,
            )
            continue
        was = _expected(compared.orders_before, move, before, compared.stock_before)
        will = _expected(compared.orders_after, move, after, compared.stock_after)
        if (move.before, move.after) != (was, will) or move.kind is not _kind(compared, move, was, will):
            yield "wrong-move", f"Order {move.order} moved in another way than the replan says.", move.order


def _expected(
    orders: Mapping[str, Order],
    move: Move,
    work: Mapping[str, Operation],
    stock: Mapping[str, Mapping[int, Decimal]],
) -> Place | None:
    """Return where one of the plans has the order of a move."""
    operation, uses = work.get(move.order), stock.get(move.order, {})
    if operation is None and not uses:
        return None
    order = orders[move.order]
    wanted = order.promised if order.status is OrderStatus.FIRM and order.promised is not None else order.requested
    shipping = timedelta(minutes=ceil(order.ship_lead * 60))
    late = timedelta() if operation is None else max(timedelta(), operation.end + shipping - wanted)
    return Place(
        line="" if operation is None else operation.line,
        start=None if operation is None else operation.start,
        end=None if operation is None else operation.end,
        from_stock=sum(uses.values(), Decimal(0)),
        delivery=wanted + late,
        days_late=round(Decimal(late // timedelta(minutes=1)) / 1440, 4),
    )


def _kind(compared: Compared, move: Move, was: Place | None, will: Place | None) -> MoveKind:
    if will is None:
        return MoveKind.LOST if move.order in compared.orders_after else MoveKind.GONE
    if was is None:
        return MoveKind.TAKEN_IN
    if was.delivery == will.delivery:
        return MoveKind.SHIFTED
    return MoveKind.EARLIER if will.delivery < was.delivery else MoveKind.LATER


def _frozen(compared: Compared, replan: Replan) -> Found:
    """Yield work of the frozen zone that moved, and work that was put into it."""
    free = {move.order for move in replan.moves if move.is_pushed or move.kind is MoveKind.GONE}
    after = _work(compared.after)
    for operation in compared.before.operations:
        soon = operation.changeover_start < replan.frozen_until
        if soon and operation.order not in free and _where(after.get(operation.order)) != _where(operation):
            yield "frozen-work-moved", f"Order {operation.order} was about to start and has moved.", operation.order
    before = _work(compared.before)
    for operation in compared.after.operations:
        is_new_there = _where(before.get(operation.order)) != _where(operation)
        if operation.start < replan.frozen_until and is_new_there and operation.order not in free:
            yield (
                "work-put-into-frozen-zone",
                f"Order {operation.order} has come into the frozen zone.",
                operation.order,
            )


def _pushed(compared: Compared, replan: Replan) -> Found:
    """Yield work that is said to be pushed out of the frozen zone where nothing has changed that could push it."""
    before = _work(compared.before)
    lines = {_line_of(change, before) for change in replan.changes}
    for move in replan.moves:
        if move.is_pushed and (move.before is None or move.before.line not in lines):
            yield "pushed-without-cause", f"Nothing pushes order {move.order} out of the frozen zone.", move.order
        if move.is_pushed and before[move.order].changeover_start >= replan.frozen_until:
            yield "pushed-without-cause", f"Order {move.order} is not in the frozen zone.", move.order


def _line_of(change: Change, before: Mapping[str, Operation]) -> str:
    """Return the line whose work in the frozen zone a change may push: its own, or that of the order it is about."""
    match change:
        case LineDown() | RateChanged() | OvertimeOpened():
            return change.line
        case SlotOpened():
            return change.slot_id.rpartition("@")[0]
        case OrderAltered() | OrderCancelled() | OrderDeclined() | OrderSplit():
            return before[change.order].line if change.order in before else ""
    return ""


def _money(compared: Compared, replan: Replan) -> Found:
    """Yield money that is not that of the two plans, and another price of moving than the policy's."""
    if (replan.before, replan.after) != (compared.before.contribution, compared.after.contribution):
        yield "wrong-money", "The money of the replan is not that of its plans.", ""
    before, after = _work(compared.before), _work(compared.after)
    later = sum(
        name in before and after[name].end > before[name].end and order.status is OrderStatus.FIRM
        for name, order in compared.orders_after.items()
        if name in after
    )
    if replan.price_of_moving != later * compared.price_of_moving:
        yield "wrong-price-of-moving", f"{later} firm orders end later, at another price than the replan says.", ""
