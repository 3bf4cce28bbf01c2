"""New dates for the whole backlog, by class: who keeps a promise, who may gain, who may lose.

The classes are those of available-to-promise systems (win, gain, redistribute, fill, lose), in plain words; see
`docs/methods/replanning.md`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from unisono.domain.policy import PromiseClass
from unisono.engines.planning.freezing import Frozen, frozen
from unisono.engines.planning.problem import ENDLESS, Flags, Ints, Problem
from unisono.engines.planning.reading import Decisions
from unisono.engines.planning.replanning import replan, to_ask
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.solving import Watch, complete
from unisono.engines.planning.standing import Standing
from unisono.engines.planning.stopping import Iterations, Stop

BOUND = (PromiseClass.PROTECT, PromiseClass.MAY_IMPROVE)
"""Classes that must be delivered by a date."""

MOST = 50
"""So many inquiries without a place are asked while it is looked for dates; the plan that wins asks all."""

TURN = (*BOUND, PromiseClass.POOL, PromiseClass.MAY_GIVE, PromiseClass.GIVE_UP)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Repromised:
    """A plan of the whole backlog; `broken` are the promises that it does not keep as their class demands.

    `greedy` is the value of the plan that was only inserted, in the terms of the search as `value`.
    """

    solution: Solution
    broken: tuple[int, ...]
    value: float
    greedy: float


def repromise(
    problem: Problem,
    standing: Standing,
    classes: Mapping[int, PromiseClass],
    *,
    at: int,
    stop: Stop,
    seed: int,
    watch: Watch | None = None,
) -> Repromised:
    """Return the plan in which every order of the backlog has what its class allows, as far as there is time for it.

    The search begins twice and the better plan wins: from the plan in force, and from one in which what must be
    delivered by a date has taken its place from whomever it needs to. A promise that cannot be kept is still made, as
    soon as it pays, and named.

    Args:
        problem: what to plan now.
        standing: the plan in force.
        classes: the class of each order of the backlog, by index.
        at: the minute before which nothing can begin any more.
        stop: how long to search.
        seed: any whole number.
        watch: may stop the search.
    """
    broken: set[int] = set()
    standing = _without(standing, {order for order in classes if classes[order] is PromiseClass.GIVE_UP})
    while True:
        bound = frozen(_bound(problem, standing, classes, broken), standing, at=at)
        starts = (standing.decisions, _bound_first(bound, standing, classes, at=at, seed=seed))
        tries = [
            replan(
                bound.problem,
                bound.held(start),
                stop=stop,
                seed=seed,
                asked=to_ask(bound.problem, standing, most=MOST),
                held=bound.orders,
                watch=watch,
            )
            for start in starts
        ]
        found = max(tries, key=lambda tried: tried.value)
        solution = bound.released(found.solution)
        lost = {order for order in solution.unmade if classes.get(order) in BOUND} - broken
        if not lost:
            solution = bound.released(complete(bound.problem, found.solution, watch=watch))
            return Repromised(
                solution=_in_terms_of(problem, solution),
                broken=tuple(sorted(broken)),
                value=found.value,
                greedy=max(tried.greedy for tried in tries),
            )
        broken |= lost


def _bound_first(
    bound: Frozen, standing: Standing, classes: Mapping[int, PromiseClass], *, at: int, seed: int
) -> Decisions:
    """Return the plan in force after what must be delivered by a date has taken its place from whomever it needs to."""
    problem = bound.real
    firm = np.array([classes.get(order) in BOUND for order in range(problem.n)], np.bool_)
    first = frozen(_with_firm(problem, firm), standing, at=at)
    turn = sorted(classes, key=lambda order: _turn(problem, classes[order], order))
    begun = replan(
        first.problem,
        first.held(standing.decisions),
        stop=Iterations(count=0),
        seed=seed,
        asked=turn,
        held=first.orders,
    )
    released = first.released(begun.solution)
    return Decisions(sequences=released.sequences, waits=released.waits, takes=released.takes)


def backlog(problem: Problem, standing: Standing) -> Flags:
    """Return which orders count on a delivery: those that the plan in force makes or serves, and firm ones.

    What begins in the frozen zone is not asked: it keeps its place whatever its class.
    """
    soon = standing.is_made & (standing.changeover_start < problem.frozen_until)
    return np.asarray((standing.is_made | _served(standing) | problem.orders.firm) & ~soon & ~standing.is_new, np.bool_)


def leaves_at(problem: Problem, standing: Standing) -> Ints:
    """Return the minute at which each order leaves by the plan in force, `ENDLESS` where it does not."""
    made = np.where(standing.is_made, np.maximum(standing.end, problem.orders.due), ENDLESS)
    return np.asarray(np.where(_served(standing) & ~standing.is_made, problem.orders.due, made), np.int64)


def _served(standing: Standing) -> Flags:
    served = np.zeros(len(standing.line), np.bool_)
    served[[take.order for take in standing.decisions.takes]] = True
    return served


def _bound(
    problem: Problem, standing: Standing, classes: Mapping[int, PromiseClass], broken: Collection[int]
) -> Problem:
    """Return the problem in which the classes hold, but for the promises that cannot be kept."""
    orders, leaves = problem.orders, leaves_at(problem, standing)
    deadline, due, firm = orders.deadline.copy(), orders.due.copy(), orders.firm.copy()
    able, may_use = np.isfinite(problem.lines.minutes_per_unit), problem.pools.may_use.copy()
    for order, promise_class in classes.items():
        match promise_class:
            case PromiseClass.PROTECT | PromiseClass.MAY_IMPROVE:
                firm[order] = True
                last = orders.due[order] if promise_class is PromiseClass.PROTECT else leaves[order]
                if order not in broken:
                    deadline[order] = min(int(deadline[order]), int(last))
            case PromiseClass.MAY_GIVE:
                due[order] = max(int(due[order]), min(int(leaves[order]), problem.horizon))
            case PromiseClass.GIVE_UP:
                firm[order], able[order], may_use[:, order] = False, False, False
            case PromiseClass.POOL:
                pass
    return replace(
        problem,
        orders=replace(orders, deadline=deadline, due=due, firm=firm),
        lines=replace(problem.lines, minutes_per_unit=np.where(able, problem.lines.minutes_per_unit, np.inf)),
        pools=replace(problem.pools, may_use=may_use),
    )


def _without(standing: Standing, given_up: Collection[int]) -> Standing:
    """Return the plan in force without the orders that are given up."""
    decisions = standing.decisions
    left = decisions._replace(
        sequences=tuple(sequence[~np.isin(sequence, list(given_up))] for sequence in decisions.sequences),
        takes=tuple(take for take in decisions.takes if take.order not in given_up),
    )
    return replace(standing, decisions=left)


def _with_firm(problem: Problem, firm: Flags) -> Problem:
    return replace(problem, orders=replace(problem.orders, firm=firm & problem.orders.firm))


def _turn(problem: Problem, promise_class: PromiseClass, order: int) -> tuple[int, bool, float]:
    """Return when an order is asked: by class, firm ones first, those that lose most by waiting first."""
    return TURN.index(promise_class), not problem.orders.firm[order], -float(problem.orders.late_cost[order])


def _in_terms_of(problem: Problem, solution: Solution) -> Solution:
    """Return the same plan with the money and the firm orders of the problem as it is."""
    session = Session(problem)
    session.load(sequences=solution.sequences, waits=solution.waits, takes=solution.takes)
    return session.solution(iterations=solution.iterations, interrupted=solution.interrupted)
