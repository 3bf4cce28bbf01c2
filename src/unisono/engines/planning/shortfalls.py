"""What a published plan does not do for its orders: declined, postponed, late, or firm and not made."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np

from unisono.domain.agenda import RowKind
from unisono.domain.company import Order, Snapshot
from unisono.domain.plans import Operation, Plan
from unisono.engines.planning.calendars import MINUTE, clip, minute_of, moment_of, open_minutes
from unisono.engines.planning.problem import Problem

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """One order that does not get what it asks for.

    `covered` is the part that is there in time, `late` the minutes that the rest comes after its due date, `at_stake`
    money: the order's own contribution where it is not made, what its lateness costs where it is late. `line` and
    `week` say where it is stuck: the fullest line that can make it, the ISO week in which it must leave.
    """

    kind: RowKind
    order: Order
    covered: Decimal
    late: int
    at_stake: Decimal
    line: str
    week: str


def shortfalls_of(
    snapshot: Snapshot, plan: Plan, problem: Problem, *, appealed: Collection[str] = ()
) -> tuple[Shortfall, ...]:
    """Return every order that does not get what it asks for, those with most money at stake first.

    Args:
        snapshot: the data that the plan was made from.
        plan: what is published.
        problem: built from the data at the plan's `now`, with all orders of the book in their order.
        appealed: orders that a rule of no has declined and the meeting judges.
    """
    found = _Finder(snapshot=snapshot, plan=plan, problem=problem)
    return tuple(sorted(found.shortfalls(appealed), key=lambda item: (-item.at_stake, item.order.id)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Finder:
    snapshot: Snapshot
    plan: Plan
    problem: Problem

    def shortfalls(self, appealed: Collection[str]) -> Iterator[Shortfall]:
        operations = {operation.order: operation for operation in self.plan.operations}
        stock: dict[str, Decimal] = {}
        for use in self.plan.stock_uses:
            stock[use.order] = stock.get(use.order, Decimal(0)) + use.quantity
        unmade = {item.order for item in self.plan.unmade_firm}
        busy = self._busy_lines()
        for index, order in enumerate(self.snapshot.orders):
            operation = operations.get(order.id)
            if operation is not None:
                late = minute_of(operation.end, now=self.plan.now) - int(self.problem.orders.due[index])
                if late > 0:
                    yield self._late(index, operation, late, stock.get(order.id, Decimal(0)))
            elif order.id not in stock:
                kind = RowKind.APPEAL if order.id in appealed else RowKind.UNCOVERED
                yield self._missing(index, RowKind.UNMADE_FIRM if order.id in unmade else kind, busy)

    def _late(self, index: int, operation: Operation, late: int, from_stock: Decimal) -> Shortfall:
        cost = float(self.problem.orders.late_cost[index]) * late
        return Shortfall(
            kind=RowKind.LATE,
            order=self.snapshot.orders[index],
            covered=from_stock,
            late=late,
            at_stake=Decimal(cost).quantize(CENT),
            line=operation.line,
            week=self._week(index),
        )

    def _missing(self, index: int, kind: RowKind, busy: dict[int, list[tuple[int, int]]]) -> Shortfall:
        able = np.flatnonzero(np.isfinite(self.problem.lines.minutes_per_unit[index]))
        fullest = max(map(int, able), key=lambda line: (self._load(index, line, busy), -line), default=None)
        return Shortfall(
            kind=kind,
            order=self.snapshot.orders[index],
            covered=Decimal(0),
            late=0,
            at_stake=Decimal(self._own_contribution(index)).quantize(CENT),
            line="" if fullest is None else self.problem.lines.ids[fullest],
            week="" if fullest is None else self._week(index),
        )

    def _own_contribution(self, index: int) -> float:
        """Return price less variable cost on the cheapest line, or from stock, and less service."""
        orders = self.problem.orders
        costs = self.problem.lines.unit_cost[index]
        able = costs[np.isfinite(costs)]
        unit_cost = float(able.min()) if len(able) else float(orders.stock_cost[index])
        return float(orders.revenue[index] - orders.service_cost[index]) - unit_cost * float(orders.quantity[index])

    def _busy_lines(self) -> dict[int, list[tuple[int, int]]]:
        """Return for each line when it works or is changed over, as minutes of the plan."""
        busy: dict[int, list[tuple[int, int]]] = {line: [] for line in range(len(self.problem.lines.ids))}
        place = {line: index for index, line in enumerate(self.problem.lines.ids)}
        for operation in self.plan.operations:
            start = operation.changeover_start if operation.changeover_minutes else operation.start
            span = (minute_of(start, now=self.plan.now), minute_of(operation.end, now=self.plan.now))
            busy[place[operation.line]].append(span)
        return busy

    def _load(self, index: int, line: int, busy: dict[int, list[tuple[int, int]]]) -> float:
        """Return the share of a line's open time that is taken between an order's release and when it must leave."""
        release, due = int(self.problem.orders.release[index]), int(self.problem.orders.due[index])
        windows = self.problem.lines.windows[line]
        times = [(0, max(due, 0))] if windows is None else [(int(start), int(end)) for start, end in windows]
        there = clip(times, release, due)
        taken = sum(open_minutes(clip(there, start, end)) for start, end in clip(busy[line], release, due))
        return taken / open_minutes(there) if there else 1.0

    def _week(self, index: int) -> str:
        leaves = moment_of(int(self.problem.orders.due[index]), now=self.plan.now) - MINUTE
        return f"week {leaves.astimezone(ZoneInfo(self.snapshot.company.timezone)).isocalendar().week}"
