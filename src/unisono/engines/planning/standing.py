"""What the plan in force does, in the terms of a problem that has changed since."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

import numpy as np

from unisono.domain.plans import Plan
from unisono.engines.planning.calendars import minutes_of
from unisono.engines.planning.problem import ENDLESS, Flags, Ints, Problem
from unisono.engines.planning.reading import Decisions, decisions_of

NO_LINE = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """The plan in force, as far as a problem still has its orders, lines and stock; each array has an entry an order.

    `line` is `NO_LINE` for an order that the plan makes on none; then the times say nothing. `is_new` marks the orders
    that the plan did not know as they are now.
    """

    decisions: Decisions
    line: Ints
    changeover_start: Ints
    start: Ints
    end: Ints
    is_new: Flags

    @property
    def is_made(self) -> Flags:
        """Return which orders the plan makes on a line."""
        return np.asarray(self.line != NO_LINE, np.bool_)


def standing_of(problem: Problem, plan: Plan, *, now: datetime, known: Collection[str] | None = None) -> Standing:
    """Return what a plan does with the orders of a problem.

    Args:
        problem: what is known now.
        plan: the plan in force.
        now: minute 0 of the problem.
        known: the orders that are as they were when the plan was made; None: all.
    """
    index = {order: place for place, order in enumerate(problem.orders.ids)}
    lines = {line: place for place, line in enumerate(problem.lines.ids)}
    work = [operation for operation in plan.operations if operation.order in index and operation.line in lines]
    table = np.full((problem.n, 4), NO_LINE, np.int64)
    made = np.array([index[operation.order] for operation in work], np.int64)
    table[made, 0] = [lines[operation.line] for operation in work]
    for column, moment in enumerate(("changeover_start", "start", "end"), start=1):
        table[made, column] = minutes_of(map(attrgetter(moment), work), now=now)
    return Standing(
        decisions=decisions_of(problem, plan, now=now),
        line=table[:, 0],
        changeover_start=table[:, 1],
        start=table[:, 2],
        end=table[:, 3],
        is_new=np.array([known is not None and order not in known for order in problem.orders.ids], np.bool_),
    )


def kept(problem: Problem, standing: Standing) -> Problem:
    """Return the problem in which a firm order that ends later than in the plan in force pays the price of moving."""
    keep_by = np.where(standing.is_made & problem.orders.firm, standing.end, ENDLESS)
    return replace(problem, orders=replace(problem.orders, keep_by=keep_by))
