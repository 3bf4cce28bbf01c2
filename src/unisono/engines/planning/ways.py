"""The four ways of deciding on the same orders: Sales alone, Production alone, in turn, together.

None of the three departments' ways is made weaker than a sensible department would be. Each returns where its plan
starts; what passes its latest date is lost, in every way alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from unisono.engines.planning.problem import Flags, Floats, Ints, Problem
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution, Take
from unisono.engines.planning.timing import NOTHING

WEEK = 7 * 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """The order in which the orders arrived: indices of the problem, first come first."""

    order: Ints


def only(problem: Problem, accepted: Flags) -> Problem:
    """Return the problem in which nothing but the accepted orders can be made or served."""
    lines, pools = problem.lines, problem.pools
    return replace(
        problem,
        lines=replace(lines, minutes_per_unit=np.where(accepted[:, None], lines.minutes_per_unit, np.inf)),
        pools=replace(pools, may_use=pools.may_use & accepted[None, :]),
    )


def able_orders(problem: Problem) -> Flags:
    """Return (n) which orders a line can make."""
    return np.asarray(np.isfinite(problem.lines.minutes_per_unit).any(axis=1), np.bool_)


def stock_in_turn(problem: Problem, order: Iterable[int]) -> tuple[tuple[Take, ...], Floats]:
    """Return the stock taken first come first served, and (n) what remains to be made.

    An order without a line takes all or none.
    """
    free, need = problem.pools.quantity.copy(), problem.orders.quantity.copy()
    able = able_orders(problem)
    takes: list[Take] = []
    for j in order:
        usable = [int(pool) for pool in np.flatnonzero(problem.pools.may_use[:, j]) if free[pool] > 0.0]
        if not able[j] and free[usable].sum() < need[j] - NOTHING:
            continue
        for pool in usable:
            quantity = float(min(free[pool], need[j]))
            if quantity > 0.0:
                takes.append(Take(order=int(j), pool=pool, quantity=quantity))
                free[pool] -= quantity
                need[j] -= quantity
        if need[j] <= NOTHING:
            need[j] = 0.0
    return tuple(takes), need


def work_of(problem: Problem, need: Floats) -> Floats:
    """Return (n, L) minutes of work, `inf` where a line cannot."""
    return np.maximum(problem.lines.minutes_per_unit * np.maximum(need, 1e-9)[:, None], 1.0)


def settled(problem: Problem, sequences: Sequence[Sequence[int]], takes: tuple[Take, ...]) -> Solution:
    """Return the plan of some sequences; what is too late has lost its place, and its stock."""
    session = Session(problem)
    session.load(sequences=[np.array(sequence, np.int64) for sequence in sequences], takes=takes)
    return session.solution()


def sales_alone(problem: Problem, arrivals: Arrivals) -> Solution:
    """Return the plan of Sales alone: a yes to all as they come, made by due date on the line that is free first."""
    takes, need = stock_in_turn(problem, arrivals.order)
    work, free = work_of(problem, need), np.zeros(len(problem.lines.ids))
    sequences: list[list[int]] = [[] for _ in problem.lines.ids]
    family = problem.lines.initial.copy()
    for j in np.argsort(problem.orders.due, kind="stable"):
        if need[j] <= 0.0 or not np.isfinite(work[j]).any():
            continue
        change = problem.lines.changeover_minutes[np.arange(len(free)), family, problem.orders.family[j]]
        line = int(np.argmin(free + work[j] + change))
        sequences[line].append(int(j))
        free[line] += work[j, line] + change[line]
        family[line] = problem.orders.family[j]
    return settled(problem, sequences, takes)


def production_alone(problem: Problem, arrivals: Arrivals) -> Solution:
    """Return the plan of Production alone: the largest campaigns first, each whole on the line that is free first."""
    takes, need = stock_in_turn(problem, arrivals.order)
    work, free = work_of(problem, need), np.zeros(len(problem.lines.ids))
    sequences: list[list[int]] = [[] for _ in problem.lines.ids]
    to_make = (need > 0.0) & able_orders(problem)
    members = [
        [int(j) for j in np.flatnonzero((problem.orders.family == family) & to_make)]
        for family in range(len(problem.families))
    ]
    size = [sum(float(work[j].min()) for j in group) for group in members]
    for family in np.argsort(-np.array(size), kind="stable"):
        left = sorted(members[family], key=lambda j: int(problem.orders.due[j]))
        while left:
            able = np.isfinite(work[left])
            most = able.sum(axis=0)
            line = int(np.lexsort((free, -most))[0])
            campaign = [j for j, can in zip(left, able[:, line], strict=True) if can]
            sequences[line] += campaign
            free[line] += sum(float(work[j, line]) for j in campaign)
            left = [j for j, can in zip(left, able[:, line], strict=True) if not can]
    return settled(problem, sequences, takes)


def rough_cut(problem: Problem, *, open_minutes: Sequence[int]) -> Flags:
    """Return (n) which orders Sales accepts by its own margin until rough-cut capacity is full.

    Capacity is each line's open minutes; an order takes its work, and a line's average changeover for every family it
    makes in a week (by due date). Sales' own margin is revenue less variable cost: it sees neither hours nor service
    costs. Firm orders come first, whether they fit or not.

    Args:
        problem: what may be made.
        open_minutes: working minutes of each line within the horizon.
    """
    orders, lines = problem.orders, problem.lines
    cost = lines.unit_cost.min(axis=1, initial=np.inf) * orders.quantity
    margin = np.where(np.isfinite(cost), orders.revenue - cost, -np.inf)
    ranked = np.lexsort((-margin, ~orders.firm))
    _, need = stock_in_turn(problem, ranked)
    work, changeover = work_of(problem, need), average_changeovers(problem)
    room = np.array(open_minutes, np.float64)
    week = orders.due // WEEK
    campaigns: set[tuple[int, int, int]] = set()
    accepted = np.zeros(problem.n, np.bool_)
    for j in map(int, ranked):
        if need[j] <= 0.0:
            accepted[j] = True
            continue
        family = int(orders.family[j])
        is_new = np.array([(line, family, int(week[j])) not in campaigns for line in range(len(room))])
        left = np.where(np.isfinite(work[j]), room - work[j] - changeover * is_new, -np.inf)
        line = int(np.argmax(left))
        if np.isfinite(left[line]) and (orders.firm[j] or left[line] >= 0.0):
            accepted[j] = True
            room[line] = left[line]
            campaigns.add((line, family, int(week[j])))
    return accepted


def average_changeovers(problem: Problem) -> Floats:
    """Return (L) the average minutes of a changeover between two families that a line can make."""
    orders, lines = problem.orders, problem.lines
    average = np.zeros(len(lines.ids))
    for line in range(len(lines.ids)):
        families = np.unique(orders.family[np.isfinite(lines.minutes_per_unit[:, line])])
        pairs = len(families) * (len(families) - 1)
        if pairs:
            average[line] = lines.changeover_minutes[line][np.ix_(families, families)].sum() / pairs
    return average
