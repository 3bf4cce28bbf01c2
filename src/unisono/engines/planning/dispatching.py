"""Dispatching, a plan in a moment: whenever a line is free it takes the order that earns most in the time it needs."""

import numpy as np

from unisono.engines.planning.problem import Problem
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.ways import stock_in_turn

FIRM_SLACK = 2 * 1440
"""Minutes before it is due at which a firm order goes before all that may be left out."""


def dispatch(problem: Problem, *, slack: int = FIRM_SLACK) -> Solution:
    """Return the plan of a line that, whenever it is free, takes the order that is densest in money.

    density = (contribution - lateness and holding if started now - changeover money) / (changeover + working minutes).
    An order is taken if the line need not wait for it and it ends before its deadline; with a loss only if it is firm.
    Firm orders that have little time left go first. Stock goes first to firm orders, then by due
    date.

    Args:
        problem: what to plan.
        slack: minutes before it is due at which a firm order becomes urgent.
    """
    takes, _ = stock_in_turn(problem, map(int, np.lexsort((problem.orders.due, ~problem.orders.firm))))
    session = Session(problem)
    session.load(sequences=[np.empty(0, np.int64) for _ in problem.lines.ids], takes=takes)
    session.dispatch(slack=slack)
    return session.solution()
