"""Whether a solution is what it says it is: the independent checker, in plain Python.

It knows nothing of the search, nor of how plans are timed. It does not make the schedule again: it takes each claim of
the solution and looks whether it is true. `clocking` does this for the times, `auditing` for the money.
"""

from collections import Counter
from collections.abc import Iterator

from unisono.domain.findings import Finding, Severity, Source
from unisono.engines.planning.auditing import audit
from unisono.engines.planning.clocking import clock
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.solution import Solution

QUANTITY_TOLERANCE = 1e-6

Found = Iterator[tuple[str, str, str]]
"""Code, message, and the id of the order, line or stock that it is about."""


def check(problem: Problem, solution: Solution) -> tuple[Finding, ...]:
    """Return everything that is wrong with the solution; a plan after `docs/methods/planning.md` has nothing.

    Args:
        problem: what the planner knew.
        solution: what it says.
    """
    found = list(_indices(problem, solution))
    if not found:  # what follows needs everything that the plan speaks of to be there
        found = [
            *_once(problem, solution),
            *_stock(problem, solution),
            *_quantities(problem, solution),
            *_firm(problem, solution),
            *clock(problem, solution),
            *audit(problem, solution),
        ]
    return tuple(
        Finding(code=code, severity=Severity.ERROR, source=Source(file="plan"), message=message, value=value)
        for code, message, value in found
    )


def _indices(problem: Problem, solution: Solution) -> Found:
    """Yield what points to nothing."""
    orders = [*(job.order for job in solution.jobs), *(take.order for take in solution.takes), *solution.unmade]
    orders += [int(order) for sequence in solution.sequences for order in sequence]
    for order in orders:
        if not 0 <= order < problem.n:
            yield "unknown-order", f"The plan speaks of order {order}, there are {problem.n}.", str(order)
    lines = len(problem.lines.ids)
    for job in solution.jobs:
        if not 0 <= job.line < lines:
            yield "unknown-line", f"The plan speaks of line {job.line}, there are {lines}.", str(job.line)
    for take in solution.takes:
        if not 0 <= take.pool < len(problem.pools.quantity):
            yield "unknown-stock", f"The plan takes from stock {take.pool}, which is not there.", str(take.pool)
    if len(solution.waits) != problem.n or len(solution.sequences) != lines:
        yield "wrong-size", "The plan has not one wait for each order and one sequence for each line.", ""


def _once(problem: Problem, solution: Solution) -> Found:
    """Yield orders that are made twice, and jobs that differ from the sequences."""
    for order, times in Counter(job.order for job in solution.jobs).items():
        if times > 1:
            name = problem.orders.ids[order]
            yield "made-twice", f"Order {name} is made {times} times.", name
    for line, sequence in enumerate(solution.sequences):
        if [job.order for job in solution.jobs if job.line == line] != [int(order) for order in sequence]:
            name = problem.lines.ids[line]
            yield "sequence-differs", f"The jobs on {name} do not follow its sequence.", name


def _stock(problem: Problem, solution: Solution) -> Found:
    """Yield stock that is not there, or not for the order that takes it."""
    taken = [0.0] * len(problem.pools.quantity)
    for take in solution.takes:
        taken[take.pool] += take.quantity
        name = problem.orders.ids[take.order]
        if not take.quantity > 0:
            yield "nothing-taken", f"Order {name} takes {take.quantity:g} from stock.", name
        if not problem.pools.may_use[take.pool, take.order]:
            yield "foreign-stock", f"Order {name} takes stock {take.pool}, which is not for it.", name
    for pool, quantity in enumerate(taken):
        there = float(problem.pools.quantity[pool])
        if quantity > there + QUANTITY_TOLERANCE:
            yield "stock-overdrawn", f"Orders take {quantity:g} from stock {pool}, {there:g} are there.", str(pool)


def _quantities(problem: Problem, solution: Solution) -> Found:
    """Yield orders in the plan of which too much or too little is made and taken from stock together."""
    parts = [(job.order, job.made) for job in solution.jobs]
    parts += [(take.order, take.quantity) for take in solution.takes]
    quantities: dict[int, float] = {}
    for order, quantity in parts:
        quantities[order] = quantities.get(order, 0.0) + quantity
    for job in solution.jobs:
        if not job.made > 0:
            name = problem.orders.ids[job.order]
            yield "nothing-made", f"Order {name} is on a line with nothing to make.", name
    for order, quantity in quantities.items():
        asked, name = float(problem.orders.quantity[order]), problem.orders.ids[order]
        if not abs(quantity - asked) <= QUANTITY_TOLERANCE:
            yield "wrong-quantity", f"Order {name} asks for {asked:g}, the plan covers {quantity:g}.", name


def _firm(problem: Problem, solution: Solution) -> Found:
    """Yield firm orders that are neither in the plan nor named as unmade, and what is named without need."""
    covered = {job.order for job in solution.jobs} | {take.order for take in solution.takes}
    unmade = Counter(solution.unmade)
    for order, name in enumerate(problem.orders.ids):
        is_firm = bool(problem.orders.firm[order])
        if is_firm and order not in covered and order not in unmade:
            yield "firm-order-missing", f"Firm order {name} is not in the plan and not named as unmade.", name
        if order in unmade and (order in covered or not is_firm or unmade[order] > 1):
            yield "unmade-wrongly", f"Order {name} is named as unmade, but is made, not firm, or named twice.", name
