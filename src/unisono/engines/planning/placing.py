"""Times and worth of a plan whose ends are known, all orders at once: what `timing` works out order by order.

The search knows when each order ends. From there every other time follows by counting open minutes back, so that ten
thousand orders take a few array operations; the tests hold the two together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from unisono.engines.planning.kernel.packing import groups_of
from unisono.engines.planning.problem import Floats, Ints, Problem
from unisono.engines.planning.solution import Job, Take, Worth
from unisono.engines.planning.timing import NOTHING, openings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placed:
    """The work of a plan, one entry a job: line by line, each line's jobs in turn (see `solution.Job`).

    `before` is the family before each job, F for none; `minutes` are its open minutes of work.
    """

    order: Ints
    line: Ints
    before: Ints
    changeover_start: Ints
    start: Ints
    end: Ints
    minutes: Ints
    made: Floats

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Return the same as jobs."""
        columns = (self.order, self.line, self.changeover_start, self.start, self.end, self.made)
        return tuple(
            Job(order=order, line=line, changeover_start=changeover_start, start=start, end=end, made=made)
            for order, line, changeover_start, start, end, made in zip(
                *(column.tolist() for column in columns), strict=True
            )
        )


def place(problem: Problem, *, sequences: Sequence[Ints], ends: Sequence[Ints], waits: Ints, made: Floats) -> Placed:
    """Return when all work begins, given when it ends.

    Args:
        problem: what the planner knows.
        sequences: for each line its orders in turn.
        ends: for each line the minutes at which they end.
        waits: for each order (n) the minute before which it is not started.
        made: for each order (n) the quantity that is not served from stock.
    """
    lengths = [len(sequence) for sequence in sequences]
    order, end = (np.concatenate([*parts, np.empty(0, np.int64)]) for parts in (sequences, ends))
    line = np.repeat(np.arange(len(sequences)), lengths)
    first = np.concatenate(([True], line[1:] != line[:-1]))[: len(line)]
    family = problem.orders.family[order]
    before = np.where(first, problem.lines.initial[line], np.roll(family, 1))
    free = np.where(first, 0, np.roll(end, 1))
    exact = made[order] * problem.lines.minutes_per_unit[order, line]
    minutes = np.maximum(1, np.ceil(exact - NOTHING)).astype(np.int64)
    begins = free if problem.changeover_before_release else np.maximum(free, waits[order])
    start, changeover_start = end - minutes, begins.copy()
    groups = groups_of(problem)[order]
    for which, hours in _hours(problem, line, order, groups):
        start[which] = hours.minute_at(hours.open_before(end[which]) - minutes[which])
        changeover_start[which] = hours.minute_at(hours.open_before(begins[which]))
    return Placed(
        order=order,
        line=line,
        before=before,
        changeover_start=changeover_start,
        start=start,
        end=end,
        minutes=minutes,
        made=made[order],
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Hours:
    """Open windows: where they start, and the open minutes before each of them and (last) in all."""

    starts: Ints
    passed: Ints

    def open_before(self, minutes: Ints) -> Ints:
        """Return how many open minutes lie before each minute."""
        window = np.maximum(np.searchsorted(self.starts, minutes, side="right") - 1, 0)
        inside = np.clip(minutes - self.starts[window], 0, self.passed[window + 1] - self.passed[window])
        return np.asarray(self.passed[window] + inside, np.int64)

    def minute_at(self, passed: Ints) -> Ints:
        """Return the open minute before which so many open minutes lie."""
        window = np.minimum(np.searchsorted(self.passed, passed, side="right") - 1, len(self.starts) - 1)
        return np.asarray(self.starts[window] + passed - self.passed[window], np.int64)


def _hours(problem: Problem, line: Ints, order: Ints, groups: Ints) -> Iterator[tuple[Ints, _Hours]]:
    """Yield the jobs that see the same open windows, with these windows; lines that are always open are left out."""
    reserved = {item.line for item in problem.reservations}
    kinds = np.where(np.isin(line, list(reserved)), groups, 0)
    for number, windows in enumerate(problem.lines.windows):
        if windows is None and number not in reserved:
            continue
        on_line = np.flatnonzero(line == number)
        for kind in np.unique(kinds[on_line]):
            which = on_line[kinds[on_line] == kind]
            times = np.array(openings(problem, int(order[which[0]]), number), np.int64).reshape(-1, 2)
            lengths = times[:, 1] - times[:, 0]
            yield which, _Hours(starts=times[:, 0], passed=np.concatenate(([0], np.cumsum(lengths))))


def worth_of(problem: Problem, placed: Placed, takes: Sequence[Take]) -> Worth:
    """Return the parts of the plan contribution of this work and this stock (formulas: `docs/methods/planning.md`)."""
    orders, order, line = problem.orders, placed.order, placed.line
    served = np.array([take.order for take in takes], np.int64)
    planned = np.union1d(order, served)
    late = placed.end - orders.due[order]
    change = (line, placed.before, orders.family[order])
    stock = fsum(take.quantity * float(orders.stock_cost[take.order]) for take in takes)
    return Worth(
        revenue=_sum(orders.revenue[planned]),
        variable_cost=_sum(placed.made * problem.lines.unit_cost[order, line]) + stock,
        service_cost=_sum(orders.service_cost[planned]),
        changeover_cost=_sum(problem.lines.changeover_cost[change]),
        scrap_cost=_sum(problem.lines.changeover_scrap[change] * orders.scrap_cost[order]),
        short_campaign_cost=_short_campaigns(problem, placed) * problem.short_campaign_charge,
        lateness_cost=_sum(np.maximum(late, 0) * orders.late_cost[order]),
        holding_cost=_sum(placed.made * np.maximum(-late, 0) * orders.holding_cost[order]),
        extra_room_cost=_extra_room(problem, placed),
        overtime_cost=problem.overtime_cost,
        moving_cost=_sum(np.where(placed.end > orders.keep_by[order], orders.moving_cost[order], 0.0)),
    )


def _sum(money: Floats) -> float:
    return fsum(money.tolist())


def _short_campaigns(problem: Problem, placed: Placed) -> int:
    """Return how many campaigns have less work than their line wants for their family."""
    family, line = problem.orders.family[placed.order], placed.line
    begins = np.ones(len(line), np.bool_)
    begins[1:] = (line[1:] != line[:-1]) | (family[1:] != family[:-1])
    heads = np.flatnonzero(begins)
    worked = np.add.reduceat(placed.minutes, heads) if len(heads) else np.empty(0, np.int64)
    return int((worked < problem.lines.min_campaign[line[heads], family[heads]]).sum())


def _extra_room(problem: Problem, placed: Placed) -> float:
    """Return the price of the room beyond the warehouse's, over all nights."""
    nights, orders = problem.warehouse.nights, problem.orders
    if not np.isfinite(problem.warehouse.limit) or not len(nights):
        return 0.0
    room = placed.made * orders.room[placed.order]
    comes, leaves = np.searchsorted(nights, placed.end), np.searchsorted(nights, orders.due[placed.order])
    waits = comes < leaves
    change = np.zeros(len(nights) + 1)
    np.add.at(change, comes[waits], room[waits])
    np.subtract.at(change, leaves[waits], room[waits])
    used = np.cumsum(change[:-1])
    return float(np.maximum(0.0, used - problem.warehouse.limit).sum() * problem.warehouse.price)
