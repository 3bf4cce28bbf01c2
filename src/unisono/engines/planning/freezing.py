"""The frozen zone of a plan in force: what starts soon is not moved, and nothing is put before it."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import numpy as np

from unisono.domain.plans import Plan
from unisono.engines.planning.calendars import minute_of
from unisono.engines.planning.problem import Problem


class Frozen(NamedTuple):
    """The problem that leaves the frozen zone as it is, and the orders whose work begins within it."""

    problem: Problem
    orders: frozenset[int]


def frozen(problem: Problem, plan: Plan, *, now: datetime) -> Frozen:
    """Return the problem in which work that the plan begins within the frozen zone stays.

    A frozen order must be made, and no later than planned; the work of all others begins after the zone.

    Args:
        problem: what to plan now; `frozen_until` is the end of its frozen zone.
        plan: the plan in force.
        now: minute 0 of the problem.
    """
    if problem.frozen_until <= 0:
        return Frozen(problem=problem, orders=frozenset())
    index = {order: place for place, order in enumerate(problem.orders.ids)}
    ends = {
        index[operation.order]: minute_of(operation.end, now=now)
        for operation in plan.operations
        if operation.order in index and minute_of(operation.changeover_start, now=now) < problem.frozen_until
    }
    orders, resting = problem.orders, np.zeros(problem.n, np.bool_)
    resting[list(ends)] = True
    deadline = orders.deadline.copy()
    for order, end in ends.items():
        deadline[order] = min(int(deadline[order]), end)
    release = np.where(resting, orders.release, np.maximum(orders.release, problem.frozen_until))
    firm = orders.firm | resting
    return Frozen(
        problem=replace(problem, orders=replace(orders, deadline=deadline, release=release, firm=firm)),
        orders=frozenset(ends),
    )
