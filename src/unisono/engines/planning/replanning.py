"""A plan after a few changes: a warm start, a short search, and little unrest."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from unisono.engines.planning.problem import Ints, Problem
from unisono.engines.planning.reading import Decisions
from unisono.engines.planning.session import ALL_FREEDOM, Session
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.solving import Params, Watch, anneal, firm_first, take_in
from unisono.engines.planning.standing import Standing
from unisono.engines.planning.stopping import Stop

WARM = Params(chains=1, heat=0.1, chill=0.2, freedom=ALL_FREEDOM)
"""A replan starts nearly cold: it looks near the plan in force."""


class Replanned(NamedTuple):
    """A plan, its value, and the value of the plan that only takes in greedily what fits: never more."""

    solution: Solution
    value: float
    greedy: float


class Unrest(NamedTuple):
    """What the search pays for each customer who must be told of a later delivery, or of none."""

    standing: Standing
    price: float

    def told(self, session: Session) -> int:
        """Return how many customers of the plan in force must be told of the plan in work."""
        orders, before = session.world.orders, self.standing
        served = np.zeros(len(orders), np.bool_)
        served[[take.order for take in before.decisions.takes]] = True
        ends = session.end_minutes()
        later = before.is_made & (ends > np.maximum(orders["due"], before.end))
        return int((later | ((before.is_made | served) & (ends < 0))).sum())


def replan(
    problem: Problem,
    start: Decisions,
    *,
    stop: Stop,
    seed: int,
    asked: Sequence[int] | Ints | None = None,
    held: Collection[int] = (),
    unrest: Unrest | None = None,
    watch: Watch | None = None,
) -> Replanned:
    """Return the best plan found near an earlier one: at least as good as taking in greedily what fits.

    Args:
        problem: what to plan now; `standing.kept` lets firm orders pay for being later than in the plan in force, and
            `freezing.frozen` holds the work of the frozen zone where it is: the search itself knows neither.
        start: what the earlier plan decided, as far as it still fits (`reading.decisions_of`).
        stop: how long to search after what is missing has been inserted where it fits best.
        seed: any whole number; with a stop by iterations the same seed gives the same plan.
        asked: the orders that are inserted if they have no place, each once and in turn (`to_ask`); None: all, firm
            ones first, until every no is a no against all insertions.
        held: firm orders that no other firm order may push out (`Frozen.orders`).
        unrest: the search must bring more than telling more customers costs than the insertions alone make necessary.
        watch: may stop the search.
    """
    once, asked = asked is not None, firm_first(problem) if asked is None else asked
    session = Session(problem, seed=seed)
    session.insist_on(held)
    session.load(sequences=start.sequences, waits=start.waits, takes=start.takes)
    take_in(session, asked, once=once, watch=watch)
    greedy, told = session.value, 0 if unrest is None else unrest.told(session)
    first = session.solution()
    done, interrupted = anneal(session, params=WARM, stop=stop, watch=watch)
    if session.best_value > greedy:
        session.return_to_best()
        take_in(session, asked, once=once, watch=watch)
    price = 0.0 if unrest is None else unrest.price * max(0, unrest.told(session) - told)
    if session.value - price <= greedy:
        return Replanned(replace(first, iterations=done, interrupted=interrupted), greedy, greedy)
    return Replanned(session.solution(iterations=done, interrupted=interrupted), session.value, greedy)


def to_ask(problem: Problem, standing: Standing, *, most: int) -> Ints:
    """Return the orders that a quick replan inserts if they have no place: firm ones, then the best an hour.

    Args:
        problem: what to plan now.
        standing: the plan in force; what it makes, and what it did not know, is always asked.
        most: so many of the inquiries that it does not make are asked as well.
    """
    orders, lines = problem.orders, problem.lines
    work = np.where(np.isfinite(lines.minutes_per_unit), lines.minutes_per_unit * orders.quantity[:, None], np.inf)
    cost = np.where(np.isfinite(lines.unit_cost), lines.unit_cost * orders.quantity[:, None], np.inf)
    hours, least = work.min(axis=1, initial=np.inf), cost.min(axis=1, initial=np.inf)
    earned = orders.revenue - orders.service_cost - np.where(np.isfinite(least), least, 0.0)
    density = earned / np.where(np.isfinite(hours), np.maximum(hours, 1.0), 1.0)
    concerned = orders.firm | standing.is_made | standing.is_new
    ranked = np.lexsort((-density, ~concerned, ~orders.firm))
    others = np.cumsum(~concerned[ranked])
    return np.asarray(ranked[concerned[ranked] | (others <= most)], np.int64)
