"""Between the planner's indices and minutes and a plan that people read: there, and back for a warm start."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from unisono.domain.company import Snapshot
from unisono.domain.plans import Campaign, Contribution, Operation, Plan, StockUse, UnmadeFirmOrder
from unisono.engines.planning.calendars import minute_from, moment_of
from unisono.engines.planning.problem import Ints, Problem
from unisono.engines.planning.solution import Job, Solution, Take, Worth
from unisono.engines.planning.timing import NOTHING, time_plan, work_minutes

CENT = Decimal("0.01")
MINUTES_AN_HOUR = 60
PLACES = 9
"""Decimal places of quantities: what lies behind them is rounding of floats."""


class Decisions(NamedTuple):
    """What a plan decides, as the planner takes it for a start (see `Solution`)."""

    sequences: tuple[Ints, ...]
    waits: Ints
    takes: tuple[Take, ...]


def plan_of(
    problem: Problem,
    solution: Solution,
    snapshot: Snapshot,
    *,
    now: datetime,
    parameters: Mapping[str, str | int | float],
) -> Plan:
    """Return the solution as a plan with ids, instants and decimals, without the answers to the orders.

    Each part of the money is rounded to the cent, half to even; the total of the plan is the sum of the rounded parts.

    Args:
        problem: what the planner knew.
        solution: what it decided.
        snapshot: the data the problem was built from.
        now: minute 0 of the problem.
        parameters: how the run was made.
    """
    quantities = {order.id: order.quantity for order in snapshot.orders}
    served: dict[int, Decimal] = dict.fromkeys(range(problem.n), Decimal(0))
    for take in solution.takes:
        served[take.order] += quantity_of(take.quantity)
    made = [quantities[order] - served[index] for index, order in enumerate(problem.orders.ids)]
    return Plan(
        snapshot_hash=snapshot.content_hash,
        now=now,
        parameters=dict(parameters),
        operations=tuple(
            _operation(problem, job, made[job.order], before, now) for before, job in _in_turn(problem, solution)
        ),
        stock_uses=tuple(
            StockUse(order=problem.orders.ids[take.order], stock=take.pool, quantity=quantity_of(take.quantity))
            for take in solution.takes
        ),
        campaigns=_campaigns(problem, solution, now),
        contribution=contribution_of(solution.worth),
        unmade_firm=tuple(
            UnmadeFirmOrder(order=problem.orders.ids[order], reason=why_unmade(problem, order))
            for order in solution.unmade
        ),
        waits={
            problem.orders.ids[job.order]: moment_of(int(solution.waits[job.order]), now=now)
            for job in solution.jobs
            if solution.waits[job.order] > problem.orders.release[job.order]
        },
    )


def contribution_of(worth: Worth) -> Contribution:
    """Return the parts of the plan contribution in cents; the price of moving is not among them."""
    return Contribution(
        **{part.name: Decimal(getattr(worth, part.name)).quantize(CENT) for part in fields(Contribution)}
    )


def decisions_of(problem: Problem, plan: Plan, *, now: datetime) -> Decisions:
    """Return what an earlier plan decided, as far as it still fits the problem.

    Orders and lines are found by their ids, stock by its row. What is gone, what a line cannot make any more and stock
    that an order may not use any more are left out; an order with stock for a part and no line for the rest is out too.

    Args:
        problem: what the planner knows now.
        plan: the earlier plan.
        now: minute 0 of the problem.
    """
    orders = {order: index for index, order in enumerate(problem.orders.ids)}
    lines = {line: index for index, line in enumerate(problem.lines.ids)}
    takes, left = _takes_of(problem, plan, orders)
    able = np.isfinite(problem.lines.minutes_per_unit)
    rows = [
        (orders[operation.order], lines[operation.line])
        for operation in sorted(plan.operations, key=attrgetter("start"))
        if operation.order in orders and operation.line in lines
    ]
    made, where = np.array(rows, np.int64).reshape(-1, 2).T
    fits = (np.array(left)[made] > NOTHING) & able[made, where]
    sequences = tuple(made[fits & (where == number)] for number in range(len(lines)))
    placed = set(made[fits].tolist())
    waits = problem.orders.release.copy()
    for order_id, wait in plan.waits.items():
        if order_id in orders:
            order = orders[order_id]
            waits[order] = max(waits[order], minute_from(wait, now=now))
    return Decisions(
        sequences=sequences,
        waits=waits,
        takes=tuple(take for take in takes if take.order in placed or left[take.order] <= NOTHING),
    )


def why_unmade(problem: Problem, order: int) -> str:
    """Return the sentence that says why a firm order has no place in a plan."""
    able = np.flatnonzero(np.isfinite(problem.lines.minutes_per_unit[order]))
    if not len(able):
        return "No line can make it, and stock does not cover it."
    if fits_alone(problem, order):
        return "The lines that can make it have no time left for it before the end of the planned time."
    return "Even with a line to itself it would end after its time or after the end of the planned time."


def fits_alone(problem: Problem, order: int, *, earliest: int = 0) -> bool:
    """Return whether a line with nothing else to do from minute `earliest` on makes an order before its deadline."""
    waits = np.maximum(problem.orders.release, earliest)
    for line in np.flatnonzero(np.isfinite(problem.lines.minutes_per_unit[order])):
        alone: list[list[int]] = [[] for _ in problem.lines.ids]
        alone[line] = [order]
        if not time_plan(problem, sequences=alone, waits=waits, takes=()).passed:
            return True
    return False


def quantity_of(quantity: float) -> Decimal:
    """Return the quantity as people write it: 30, not 30.0, and 0.3, not 0.30000000000000004."""
    exact = Decimal(repr(round(float(quantity), PLACES)))
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def _in_turn(problem: Problem, solution: Solution) -> list[tuple[int, Job]]:
    """Return each job with the family before it."""
    family_on = [int(family) for family in problem.lines.initial]
    turns = []
    for job in solution.jobs:
        turns.append((family_on[job.line], job))
        family_on[job.line] = int(problem.orders.family[job.order])
    return turns


def _operation(problem: Problem, job: Job, made: Decimal, family_before: int, now: datetime) -> Operation:
    family = int(problem.orders.family[job.order])
    return Operation(
        order=problem.orders.ids[job.order],
        line=problem.lines.ids[job.line],
        family=problem.families[family],
        quantity=made,
        changeover_start=moment_of(job.changeover_start, now=now),
        changeover_minutes=int(problem.lines.changeover_minutes[job.line, family_before, family]),
        start=moment_of(job.start, now=now),
        end=moment_of(job.end, now=now),
        work_minutes=work_minutes(problem, job.order, job.line, job.made),
    )


def _campaigns(problem: Problem, solution: Solution, now: datetime) -> tuple[Campaign, ...]:
    def line_and_family(job: Job) -> tuple[int, int]:
        return job.line, int(problem.orders.family[job.order])

    return tuple(
        _campaign(problem, line, family, list(jobs), now)
        for (line, family), jobs in groupby(solution.jobs, key=line_and_family)
    )


def _campaign(problem: Problem, line: int, family: int, jobs: Sequence[Job], now: datetime) -> Campaign:
    minutes = sum(work_minutes(problem, job.order, line, job.made) for job in jobs)
    return Campaign(
        line=problem.lines.ids[line],
        family=problem.families[family],
        start=moment_of(jobs[0].start, now=now),
        end=moment_of(jobs[-1].end, now=now),
        orders=tuple(problem.orders.ids[job.order] for job in jobs),
        hours=(Decimal(minutes) / MINUTES_AN_HOUR).quantize(CENT),
        is_short=minutes < int(problem.lines.min_campaign[line, family]),
    )


def _takes_of(problem: Problem, plan: Plan, orders: Mapping[str, int]) -> tuple[list[Take], list[float]]:
    """Return the stock that still serves orders as in the plan, and what each order has left to make."""
    rest = [float(quantity) for quantity in problem.pools.quantity]
    left = [float(quantity) for quantity in problem.orders.quantity]
    takes = []
    for use in plan.stock_uses:
        order = orders.get(use.order)
        if order is None or use.stock >= len(rest) or not problem.pools.may_use[use.stock, order]:
            continue
        quantity = min(float(use.quantity), rest[use.stock], left[order])
        if quantity > NOTHING:
            takes.append(Take(order=order, pool=use.stock, quantity=quantity))
            rest[use.stock] -= quantity
            left[order] -= quantity
    return takes, left
