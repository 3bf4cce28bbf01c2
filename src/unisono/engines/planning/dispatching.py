"""Dispatching, a plan in a moment: whenever a line is free it takes the order that earns most in the time it needs."""

import numpy as np

from unisono.engines.planning.problem import Problem
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.ways import stock_in_turn

GLANCES = (240.0, 11520.0)
"""How far ahead a first plan is tried to look, in minutes; which is best depends on the book."""


def dispatch(problem: Problem, *, ahead: float = 0.0) -> Solution:
    """Return the plan of lines that, whenever they are free, take the order with the largest index.

        index = (money + late_cost x ahead x exp(-max(0, due - end) / ahead)) / (changeover + working minutes)

    `money` is contribution - lateness and holding - changeover money and scrap, if started now; the second part is what
    putting the order off might cost (apparent tardiness cost), nothing for `ahead` = 0. An order is taken if the line
    need not wait for it and it ends before its deadline; with a loss only if it is firm. Where there are inquiries,
    firm orders that would be late if started now go first. Stock goes first to firm orders, then by due date.

    Args:
        problem: what to plan.
        ahead: minutes before it is due at which an order begins to press, 0 or more.
    """
    return _dispatched(problem, (ahead,))


def first_plan(problem: Problem) -> Solution:
    """Return the best of the plans that dispatching makes when it looks ahead by each of `GLANCES`."""
    return _dispatched(problem, GLANCES)


def _dispatched(problem: Problem, glances: tuple[float, ...]) -> Solution:
    takes, _ = stock_in_turn(problem, map(int, np.lexsort((problem.orders.due, ~problem.orders.firm))))
    session = Session(problem)
    nothing = [np.empty(0, np.int64) for _ in problem.lines.ids]
    values = []
    for ahead in glances:
        session.load(sequences=nothing, takes=takes)
        session.dispatch(ahead=ahead)
        values.append(session.value)
    best = int(np.argmax(values))
    if best < len(glances) - 1:
        session.load(sequences=nothing, takes=takes)
        session.dispatch(ahead=glances[best])
    return session.solution()
