"""The frozen zone of a plan in force: what starts soon is not moved, and nothing is put before it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from unisono.engines.planning.problem import Flags, Ints, Pools, Problem
from unisono.engines.planning.reading import Decisions
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.standing import NO_LINE, Standing
from unisono.engines.planning.timing import time_plan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frozen:
    """A problem that leaves the frozen zone as it is.

    `problem` is the one to search, `real` the one it was made from. `orders` stay as they are; `pushed` begin in the
    zone too, but what has changed does not let them: they may begin again from `at` on. `rows` says for each pool of
    `problem` which pool of `real` it is a part of.
    """

    problem: Problem
    real: Problem
    orders: frozenset[int]
    pushed: frozenset[int]
    rows: Ints

    def held(self, start: Decisions) -> Decisions:
        """Return what an earlier plan of `real` decided, in the terms of `problem`."""
        own = {
            (int(np.flatnonzero(self.problem.pools.may_use[pool])[0]), int(self.rows[pool])): pool
            for pool in range(len(self.real.pools.quantity), len(self.rows))
        }
        takes = tuple(replace(take, pool=own.get((take.order, take.pool), take.pool)) for take in start.takes)
        return start._replace(takes=takes, waits=np.maximum(start.waits, self.problem.orders.release))

    def released(self, solution: Solution) -> Solution:
        """Return a plan of `problem` in the terms of `real`: the same work and stock, and what counts as firm there."""
        return replace(
            solution,
            takes=tuple(replace(take, pool=int(self.rows[take.pool])) for take in solution.takes),
            unmade=tuple(order for order in solution.unmade if self.real.orders.firm[order]),
        )


def frozen(problem: Problem, standing: Standing, *, at: int = 0) -> Frozen:
    """Return the problem in which work that the plan in force begins within the frozen zone stays to the minute.

    A frozen order keeps its line, its times and its stock; the work of all others begins after the zone. Where the line
    does not let it stay as it is (it is down, or slower, or the order has grown) it is pushed, with what follows it in
    the zone on that line.

    Args:
        problem: what to plan now; `frozen_until` is the end of its frozen zone.
        standing: the plan in force.
        at: the minute before which nothing can begin any more.
    """
    begins = standing.start if problem.changeover_before_release else standing.changeover_start
    soon = standing.is_made & (standing.changeover_start < problem.frozen_until)
    stays = np.zeros(problem.n, np.bool_)
    stays[list(_undisturbed(problem, standing, soon, begins))] = True
    lines = np.arange(len(problem.lines.ids))
    release = np.where(stays, begins, np.maximum(problem.orders.release, np.where(soon, at, problem.frozen_until)))
    leaves = _leaves_soon(problem, standing)
    orders = replace(
        problem.orders,
        release=release,
        deadline=np.where(stays, np.minimum(standing.end, problem.orders.deadline), problem.orders.deadline),
        firm=problem.orders.firm | stays | leaves,
    )
    elsewhere = (stays[:, None] & (lines[None, :] != standing.line[:, None])) | leaves[:, None]
    pools, rows = _set_aside(problem, standing, stays | leaves)
    return Frozen(
        problem=replace(
            problem,
            orders=orders,
            lines=replace(problem.lines, minutes_per_unit=np.where(elsewhere, np.inf, problem.lines.minutes_per_unit)),
            pools=pools,
        ),
        real=problem,
        orders=frozenset(map(int, np.flatnonzero(stays | leaves))),
        pushed=frozenset(map(int, np.flatnonzero(soon & ~stays))),
        rows=rows,
    )


def _undisturbed(problem: Problem, standing: Standing, soon: Flags, begins: Ints) -> Iterator[int]:
    """Yield the orders in the zone that can be made just as planned, on each line until the first that cannot."""
    decisions = standing.decisions
    sequences = [sequence[soon[sequence]] for sequence in decisions.sequences]
    placed = {int(order) for sequence in sequences for order in sequence}
    timed = time_plan(
        problem,
        sequences=sequences,
        waits=np.where(soon, np.maximum(begins, problem.orders.release), problem.orders.release),
        takes=[take for take in decisions.takes if take.order in placed],
    )
    disturbed: set[int] = set()
    for job in timed.jobs:
        if (job.start, job.end) != (standing.start[job.order], standing.end[job.order]):
            disturbed.add(job.line)
        elif job.line not in disturbed and standing.line[job.order] == job.line:
            yield job.order


def _leaves_soon(problem: Problem, standing: Standing) -> Flags:
    """Return which orders stock serves wholly and which leave within the zone."""
    served = np.zeros(problem.n)
    for take in standing.decisions.takes:
        served[take.order] += take.quantity
    wholly = (served > 0.0) & (standing.line == NO_LINE)
    return np.asarray(wholly & (problem.orders.due < problem.frozen_until), np.bool_)


def _set_aside(problem: Problem, standing: Standing, stays: Flags) -> tuple[Pools, Ints]:
    """Return the pools with what frozen orders take in pools of their own behind the others, and where each is from."""
    pools = problem.pools
    takes = [take for take in standing.decisions.takes if stays[take.order]]
    quantity = pools.quantity.copy()
    own = np.zeros((len(takes), problem.n), np.bool_)
    for place, take in enumerate(takes):
        quantity[take.pool] -= take.quantity
        own[place, take.order] = True
    return (
        Pools(
            quantity=np.concatenate((quantity, [take.quantity for take in takes])),
            may_use=np.concatenate((pools.may_use & ~stays[None, :], own)),
        ),
        np.concatenate((np.arange(len(pools.quantity)), [take.pool for take in takes])).astype(np.int64),
    )
