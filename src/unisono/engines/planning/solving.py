"""The planner: annealing from a start, on a fixed number of chains."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace

import numpy as np

from unisono.engines.planning.dispatching import first_plan
from unisono.engines.planning.problem import Ints, Problem
from unisono.engines.planning.session import ALL_FREEDOM, Session
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.stopping import Stop

NEAR = 0.15
"""Every second chain of a search from a start has only this heat: it betters the start, the others look far from it."""

SLICE_SECONDS = 0.1
"""Aim for the length of one call of the kernel; an interrupt waits for its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """How the search goes.

    `chains` searches run apart from each other and the best plan wins; `heat` and `chill` are the first and last
    temperature as shares of the problem's own scale; `freedom` is what the search may change (see
    `session.ALL_FREEDOM`).
    """

    chains: int = 2
    heat: float = 2.0
    chill: float = 0.02
    freedom: int = ALL_FREEDOM


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a chain is: the share of its budget, and the value of its best plan."""

    chain: int
    share: float
    value: float


Watch = Callable[[Progress], bool]
"""Called between the slices of a chain; returns False to stop the search with the best plan so far."""


def scale_of(problem: Problem) -> float:
    """Return the money that a typical move is about: a tenth of a typical inquiry's gain, or a typical changeover.

    It sets the temperatures, so that prices may be in any currency.
    """
    orders, lines = problem.orders, problem.lines
    able = np.isfinite(lines.unit_cost)
    cheapest = np.where(able, lines.unit_cost, np.inf).min(axis=1, initial=np.inf)
    chosen = np.isfinite(cheapest) & ~orders.firm
    gains = (orders.revenue - orders.service_cost)[chosen] - cheapest[chosen] * orders.quantity[chosen]
    scrap = float(orders.scrap_cost.mean()) if problem.n else 0.0
    changes = lines.changeover_cost[:, :-1] + lines.changeover_scrap[:, :-1] * scrap
    gain = 0.1 * float(np.abs(gains).mean()) if len(gains) else 0.0
    change = float(changes.mean()) if changes.size else 0.0
    return max(gain, change, 1e-3)


def solve(
    problem: Problem,
    *,
    params: Params,
    seed: int,
    stop: Stop,
    executor: Executor,
    start: Solution | None = None,
    watch: Watch | None = None,
) -> Solution:
    """Return the best plan that the chains find; never worse than the start.

    Args:
        problem: what to plan.
        params: how to search.
        seed: any whole number; with a stop by iterations the same seed gives the same plan on any executor.
        stop: the budget of each chain.
        executor: where the chains run.
        start: a plan of the same problem to start from; None: the search starts from dispatching.
        watch: told of progress between slices, may stop the search; must be picklable if the executor uses processes.
    """
    opening = first_plan(problem) if start is None else start
    chains: list[Future[tuple[float, Solution]]] = [
        executor.submit(
            run_chain,
            problem,
            params=params if start is None or chain % 2 == 0 else replace(params, heat=params.heat * NEAR),
            seed=seed + 7919 * chain,
            stop=stop,
            start=opening,
            watch=watch,
            chain=chain,
        )
        for chain in range(max(1, params.chains))
    ]
    results = [chain.result() for chain in chains]
    return max(results, key=lambda result: result[0])[1]


def run_chain(
    problem: Problem,
    *,
    params: Params,
    seed: int,
    stop: Stop,
    start: Solution | None = None,
    watch: Watch | None = None,
    chain: int = 0,
) -> tuple[float, Solution]:
    """Return the value and the plan of one chain.

    A `KeyboardInterrupt` between two slices ends the chain with the best plan so far, marked as interrupted.
    """
    session = Session(problem, seed=seed)
    if start is not None:
        session.load(sequences=start.sequences, waits=start.waits, takes=start.takes)
    session.warm_up()
    began = time.perf_counter()
    try:
        iterations, interrupted = anneal(session, params=params, stop=stop, watch=watch, chain=chain)
    except KeyboardInterrupt:
        iterations, interrupted = int(session.world.state["steps"][0]), True
    seconds = time.perf_counter() - began
    return session.best_value, session.solution(iterations=iterations, seconds=seconds, interrupted=interrupted)


def anneal(
    session: Session, *, params: Params, stop: Stop, watch: Watch | None = None, chain: int = 0
) -> tuple[int, bool]:
    """Anneal the plan in work; return how many moves were tried and whether `watch` stopped it.

    The length of a slice follows the clock, but what the search does depends on it only when the budget is in seconds.
    """
    scale = scale_of(session.problem)
    began = time.perf_counter()
    done, steps = 0, 500
    while session.problem.n:
        seconds = time.perf_counter() - began
        share = stop.share(iterations=done, seconds=seconds)
        if share >= 1.0:
            break
        if watch is not None and not watch(Progress(chain=chain, share=share, value=session.best_value)):
            return done, True
        left = stop.left(iterations=done)
        steps = steps if left is None else min(steps, left)
        session.search(
            freedom=params.freedom,
            steps=steps,
            hot=params.heat * scale,
            cold=params.heat * params.chill * scale,
            share=share,
            total=0 if left is None else done + left,
        )
        done += steps
        took = time.perf_counter() - began - seconds
        steps = max(100, int(steps * min(4.0, SLICE_SECONDS / max(took, 1e-6))))
    return done, False


def firm_first(problem: Problem) -> list[int]:
    """Return the orders, firm ones first, else in their order."""
    return [int(order) for order in np.argsort(~problem.orders.firm, kind="stable")]


def complete(problem: Problem, solution: Solution, *, watch: Watch | None = None) -> Solution:
    """Return the plan after passes that take in every order left out whose best insertion is a yes.

    The passes end when there is none. This ends the publishing of a plan: afterwards every no is a no against all
    insertions (see `kernel.insertion`).
    """
    session = Session(problem)
    session.load(sequences=solution.sequences, waits=solution.waits, takes=solution.takes)
    take_in(session, firm_first(problem), watch=watch)
    return session.solution(iterations=solution.iterations, seconds=solution.seconds, interrupted=solution.interrupted)


def take_in(session: Session, asked: Sequence[int] | Ints, *, once: bool = False, watch: Watch | None = None) -> None:
    """Make the best insertion of every order asked that has no place and gets a yes, in passes until there is none.

    With `once` nobody is tried twice: a later pass is only for those whom an earlier one has displaced.
    """
    waiting, gaps, tried = session.left_out(asked), session.first_gaps(), set[int]()
    while waiting:
        changed = False
        for order in waiting:
            if watch is not None and not watch(Progress(chain=0, share=1.0, value=session.value)):
                return
            insertion = session.try_insertion(order, gaps)
            if insertion is not None and insertion.is_yes:
                session.make(insertion)
                gaps = session.first_gaps()
                changed = True
        tried.update(waiting if once else ())
        waiting = [order for order in session.left_out(asked) if order not in tried] if changed else []
