"""What a planner can do, tried one by one through the plain-Python twin: for problems small enough to wait for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, pairwise, permutations

import numpy as np

from unisono.engines.planning.kernel.packing import firm_penalty
from unisono.engines.planning.problem import Ints, Problem
from unisono.engines.planning.solution import Solution, Take
from unisono.engines.planning.timing import NOTHING, Timed, time_plan

Sequences = Sequence[Sequence[int]]


def value_of(problem: Problem, solution: Solution) -> float:
    """Return what the search maximises: the contribution less the price of moving and a penalty for each unmade order.

    What was paid for overtime is paid in every plan, and is left out.
    """
    planned = {job.order for job in solution.jobs} | {take.order for take in solution.takes}
    return _value(problem, solution.worth.contribution - solution.worth.moving_cost, planned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One insertion: the change of value, the sequences and stock that follow, and who lost the place."""

    change: float
    sequences: tuple[tuple[int, ...], ...]
    takes: tuple[Take, ...]
    displaces: frozenset[int]
    ends: dict[int, int]


def insertions(problem: Problem, plan: Solution, order: int, first_gaps: Ints) -> list[Way]:
    """Return every insertion of an order into a plan, as `docs/methods/planning.md` lists them.

    Args:
        problem: what the planner knows.
        plan: a plan in which the order has no place.
        order: its index.
        first_gaps: the first gap of each line after the frozen zone.
    """
    waits = np.array(plan.waits)
    waits[order] = max(int(problem.orders.release[order]), problem.frozen_until)
    base = value_of(problem, plan)
    ends = {job.order: job.end for job in plan.jobs}
    before = {job.order for job in plan.jobs} | {take.order for take in plan.takes}
    found: list[Way] = []
    for sequences, wanted in _proposals(problem, plan, order, first_gaps):
        settled = _settle(problem, sequences, waits, wanted, ends, order)
        if settled is None:
            continue
        timed, takes = settled
        planned = {job.order for job in timed.jobs} | {take.order for take in takes}
        found.append(
            Way(
                change=_value(problem, timed.worth.contribution - timed.worth.moving_cost, planned) - base,
                sequences=tuple(
                    tuple(job.order for job in timed.jobs if job.line == line) for line in range(len(sequences))
                ),
                takes=takes,
                displaces=frozenset(before - planned),
                ends={job.order: job.end for job in timed.jobs},
            )
        )
    return found


def best_of_all(problem: Problem) -> float:
    """Return the value of the best plan of a problem without stock in which nothing gains by waiting."""
    values = []
    for sequences in _arrangements(problem):
        timed = time_plan(problem, sequences=sequences, waits=problem.orders.release, takes=())
        if not timed.passed:
            planned = {job.order for job in timed.jobs}
            values.append(_value(problem, timed.worth.contribution - timed.worth.moving_cost, planned))
    return max(values)


def _value(problem: Problem, money: float, planned: set[int]) -> float:
    unmade = sum(1 for order in np.flatnonzero(problem.orders.firm) if order not in planned)
    return money + problem.overtime_cost - unmade * firm_penalty(problem)


def _proposals(
    problem: Problem, plan: Solution, order: int, first_gaps: Ints
) -> Iterator[tuple[Sequences, tuple[Take, ...]]]:
    """Yield sequences and stock with the order in every gap, or in the place of the inquiry there."""
    stock, left = _free_stock(problem, plan, order)
    if stock and left <= NOTHING:
        yield _put(plan, -1, ()), (*plan.takes, *stock)
    for taken in ((), stock) if stock and left > NOTHING else ((),):
        for line in np.flatnonzero(np.isfinite(problem.lines.minutes_per_unit[order])):
            sequence = [int(item) for item in plan.sequences[line]]
            for gap in range(int(first_gaps[line]), len(sequence) + 1):
                yield _put(plan, int(line), [*sequence[:gap], order, *sequence[gap:]]), (*plan.takes, *taken)
                if gap < len(sequence) and not problem.orders.firm[sequence[gap]]:
                    takes = (take for take in plan.takes if take.order != sequence[gap])
                    yield _put(plan, int(line), [*sequence[:gap], order, *sequence[gap + 1 :]]), (*takes, *taken)


def _put(plan: Solution, line: int, sequence: Sequence[int]) -> Sequences:
    return [sequence if index == line else list(map(int, other)) for index, other in enumerate(plan.sequences)]


def _free_stock(problem: Problem, plan: Solution, order: int) -> tuple[tuple[Take, ...], float]:
    """Return the stock that is free for an order, and what it does not cover."""
    free, left = problem.pools.quantity.copy(), float(problem.orders.quantity[order])
    for take in plan.takes:
        free[take.pool] -= take.quantity
    takes = []
    for pool in np.flatnonzero(problem.pools.may_use[:, order]):
        quantity = min(left, float(free[pool]))
        if quantity > NOTHING:
            takes.append(Take(order=order, pool=int(pool), quantity=quantity))
            left -= quantity
    return tuple(takes), left


def _settle(
    problem: Problem, sequences: Sequences, waits: Ints, takes: tuple[Take, ...], ends: dict[int, int], order: int
) -> tuple[Timed, tuple[Take, ...]] | None:
    """Return the plan without the inquiries that pass their latest date, or None where that is no insertion."""
    timed = time_plan(problem, sequences=sequences, waits=waits, takes=takes)
    while timed.passed:
        lost = timed.passed[0]
        if problem.orders.firm[lost] or lost == order:
            return None
        sequences = [[item for item in sequence if item != lost] for sequence in sequences]
        takes = tuple(take for take in takes if take.order != lost)
        timed = time_plan(problem, sequences=sequences, waits=waits, takes=takes)
    for job in timed.jobs:
        allowed = max(int(problem.orders.due[job.order]), ends.get(job.order, job.end))
        if problem.orders.firm[job.order] and job.end > allowed:
            return None
    return timed, takes


def _arrangements(problem: Problem) -> Iterator[list[list[int]]]:
    """Yield every way to put some of the orders on the lines that can make them, in every sequence."""
    able, lines = np.isfinite(problem.lines.minutes_per_unit), len(problem.lines.ids)
    for count in range(problem.n + 1):
        for row in permutations(range(problem.n), count):
            for cuts in combinations_with_replacement(range(count + 1), lines - 1):
                ends = (0, *cuts, count)
                sequences = [list(row[start:end]) for start, end in pairwise(ends)]
                if all(able[order, line] for line, sequence in enumerate(sequences) for order in sequence):
                    yield sequences
