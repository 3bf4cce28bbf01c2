"""A plan in which one order gets stock that others had."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from unisono.engines.planning.problem import Floats, Pools, Problem
from unisono.engines.planning.reading import Decisions
from unisono.engines.planning.solution import Take
from unisono.engines.planning.timing import NOTHING


class Exchanged(NamedTuple):
    """The problem in which stock is kept for the order, where its plan begins, and who has no place without it."""

    problem: Problem
    start: Decisions
    without: tuple[int, ...]


def exchange(problem: Problem, start: Decisions, order: int) -> Exchanged:
    """Return the plan in which an order gets all the stock that it may use and needs, whoever had it.

    What the order gets stands in pools of its own behind the others, so that nobody else takes it; the others keep
    the rest. Orders that lost stock and are on no line have no place any more.

    Args:
        problem: what to plan.
        start: a plan of it.
        order: who gets the stock.
    """
    pools = problem.pools
    needed, quantities = float(problem.orders.quantity[order]), pools.quantity.copy()
    own: list[tuple[int, float]] = []
    for pool in map(int, np.flatnonzero(pools.may_use[:, order])):
        quantity = min(needed, float(quantities[pool]))
        if quantity > NOTHING:
            own.append((pool, quantity))
            needed -= quantity
            quantities[pool] -= quantity
    rights = np.zeros((len(own), problem.n), np.bool_)
    rights[:, order] = True
    may_use = pools.may_use.copy()
    may_use[:, order] = False
    kept_apart = Pools(
        quantity=np.concatenate((quantities, [quantity for _, quantity in own])),
        may_use=np.concatenate((may_use, rights)),
    )
    takes, losers = _left_for_others(problem, start, order, quantities)
    first = len(pools.quantity)
    takes += [Take(order=order, pool=first + place, quantity=quantity) for place, (_, quantity) in enumerate(own)]
    placed = {int(other) for sequence in start.sequences for other in sequence}
    without = tuple(sorted(losers - placed))
    takes = [take for take in takes if take.order not in without]
    if needed <= NOTHING:
        sequences = tuple(sequence[sequence != order] for sequence in start.sequences)
        start = start._replace(sequences=sequences)
    return Exchanged(
        problem=replace(problem, pools=kept_apart), start=start._replace(takes=tuple(takes)), without=without
    )


def _left_for_others(problem: Problem, start: Decisions, order: int, quantities: Floats) -> tuple[list[Take], set[int]]:
    """Return what the others, firm ones first, still take of the stock that is left, and who takes less than before."""
    left, takes, losers = quantities.copy(), list[Take](), set[int]()
    for take in sorted(start.takes, key=lambda take: not problem.orders.firm[take.order]):
        if take.order == order:
            continue
        quantity = min(take.quantity, float(left[take.pool]))
        left[take.pool] -= quantity
        if quantity < take.quantity - NOTHING:
            losers.add(take.order)
        if quantity > NOTHING:
            takes.append(replace(take, quantity=quantity))
    return takes, losers
