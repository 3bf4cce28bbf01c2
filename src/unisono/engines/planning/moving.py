"""What a plan moves: the orders that it makes elsewhere, at another time or from other stock than the plan in force."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np

from unisono.domain.company import Order, OrderStatus, Tier
from unisono.domain.plans import Plan
from unisono.domain.replans import Move, MoveKind, Place
from unisono.engines.planning.building import due_instant
from unisono.engines.planning.calendars import MINUTE, moment_of
from unisono.engines.planning.problem import Ints, Problem
from unisono.engines.planning.reading import quantity_of
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.standing import NO_LINE, Standing

Drawn = tuple[tuple[int, Decimal], ...]
"""What stock serves an order: rows and quantities."""

MINUTES_A_DAY = 1440
TEN_THOUSANDTH = Decimal("0.0001")
"""Days are told as finely as in the answers to orders."""

TIERS = {tier.value: rank for rank, tier in enumerate(Tier)}
KINDS = {kind: rank for rank, kind in enumerate(MoveKind)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parties:
    """Whose orders they are: the orders before and after the changes by id, and the tier of every customer."""

    before: Mapping[str, Order]
    after: Mapping[str, Order]
    tiers: Mapping[str, Tier]


def moves_of(
    plan: Plan, standing: Standing, problem: Problem, solution: Solution, *, parties: Parties, pushed: frozenset[int]
) -> tuple[Move, ...]:
    """Return every order whose line, times or stock differ, what matters most first.

    Args:
        plan: the plan in force.
        standing: the same in the terms of the problem.
        problem: what was planned now.
        solution: the new plan.
        parties: whose orders they are.
        pushed: orders that the changes push out of the frozen zone.
    """
    drawn_before, drawn_after = _drawn_before(plan), _drawn_after(problem, solution)
    work = {operation.order: operation for operation in plan.operations}
    table = _table(problem, solution)
    differs = (table != np.column_stack((standing.line, standing.start, standing.end))).any(axis=1)
    ids = problem.orders.ids
    moved = {ids[order] for order in np.flatnonzero(differs)}
    moved |= {order for order in {*drawn_before, *drawn_after} if drawn_before.get(order) != drawn_after.get(order)}
    moved |= work.keys() - parties.after.keys()
    index = {ids[order]: order for order in np.flatnonzero(differs).tolist()}
    index |= {order: ids.index(order) for order in moved if order in drawn_after and order not in index}
    pushed_ids = {ids[order] for order in pushed}
    moves = []
    for name in moved:
        operation, drawn = work.get(name), drawn_before.get(name, ())
        before = after = None
        if operation is not None or drawn:
            line, start, end = (
                ("", None, None) if operation is None else (operation.line, operation.start, operation.end)
            )
            before = _place(parties.before[name], line, start, end, drawn)
        if name in index:
            after = _place_after(problem, parties.after[name], table[index[name]], drawn_after.get(name, ()), plan.now)
        moves.append(_move(parties, name, before, after, is_pushed=name in pushed_ids))
    return tuple(sorted(moves, key=_rank))


def _table(problem: Problem, solution: Solution) -> Ints:
    """Return line, start and end of every order, `NO_LINE` where it is made on none."""
    table = np.full((problem.n, 3), NO_LINE, np.int64)
    if solution.jobs:
        jobs = np.array([(job.order, job.line, job.start, job.end) for job in solution.jobs], np.int64)
        table[jobs[:, 0]] = jobs[:, 1:]
    return table


def _drawn_before(plan: Plan) -> dict[str, Drawn]:
    drawn: dict[str, list[tuple[int, Decimal]]] = defaultdict(list)
    for use in plan.stock_uses:
        drawn[use.order].append((use.stock, use.quantity))
    return {order: tuple(sorted(uses)) for order, uses in drawn.items()}


def _drawn_after(problem: Problem, solution: Solution) -> dict[str, Drawn]:
    drawn: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for take in solution.takes:
        drawn[problem.orders.ids[take.order]][take.pool] += take.quantity
    return {
        order: tuple(sorted((pool, quantity_of(quantity)) for pool, quantity in pools.items()))
        for order, pools in drawn.items()
    }


def _place_after(problem: Problem, order: Order, times: Ints, drawn: Drawn, now: datetime) -> Place | None:
    line, start, end = map(int, times)
    if line == NO_LINE:
        return _place(order, "", None, None, drawn) if drawn else None
    return _place(order, problem.lines.ids[line], moment_of(start, now=now), moment_of(end, now=now), drawn)


def _place(order: Order, line: str, start: datetime | None, end: datetime | None, drawn: Drawn) -> Place:
    due = due_instant(order)
    leaves = due if end is None else max(due, end)
    return Place(
        line=line,
        start=start,
        end=end,
        from_stock=sum((quantity for _, quantity in drawn), Decimal(0)),
        delivery=leaves + timedelta(minutes=math.ceil(order.ship_lead * 60)),
        days_late=(Decimal((leaves - due) // MINUTE) / MINUTES_A_DAY).quantize(TEN_THOUSANDTH),
    )


def _move(parties: Parties, name: str, before: Place | None, after: Place | None, *, is_pushed: bool) -> Move:
    order = parties.after.get(name) or parties.before[name]
    if after is None:
        kind = MoveKind.LOST if name in parties.after else MoveKind.GONE
    elif before is None:
        kind = MoveKind.TAKEN_IN
    elif after.delivery == before.delivery:
        kind = MoveKind.SHIFTED
    else:
        kind = MoveKind.LATER if after.delivery > before.delivery else MoveKind.EARLIER
    return Move(
        order=name,
        customer=order.customer,
        tier=parties.tiers[order.customer].value,
        status=order.status,
        kind=kind,
        before=before,
        after=after,
        is_pushed=is_pushed,
    )


def _rank(move: Move) -> tuple[int, bool, int, timedelta, str]:
    is_inquiry = move.status is OrderStatus.INQUIRY
    return KINDS[move.kind], is_inquiry, TIERS[move.tier], -abs(move.later_by), move.order
