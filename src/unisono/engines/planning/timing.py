"""When each order of given sequences is made, and what that plan is worth: the kernel's twin in plain Python.

It is written to be read beside `docs/methods/planning.md`, part by part; the kernel must agree with it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from unisono.engines.planning.problem import ENDLESS, Ints, Problem
from unisono.engines.planning.solution import Job, Take, Worth

NOTHING = 1e-9
"""Quantities and minutes below this are rounding of floats."""

Openings = list[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What follows from sequences, waits and stock.

    `passed` names the orders, in the order of `jobs`, that end after their deadline, after the horizon or (`ENDLESS`)
    never: with one of them this is no plan that anybody may publish.
    """

    jobs: tuple[Job, ...]
    worth: Worth
    passed: tuple[int, ...]


def time_plan(
    problem: Problem, *, sequences: Sequence[Sequence[int] | Ints], waits: Sequence[int] | Ints, takes: Sequence[Take]
) -> Timed:
    """Return the times of all work, as early as the waits allow, and the worth of the plan.

    Args:
        problem: what the planner knows.
        sequences: for each line its orders in turn.
        waits: for each order (n) the minute before which it is not started.
        takes: the stock that serves orders.

    Raises:
        ValueError: an order stands twice in the sequences, on a line that cannot make it, with nothing left to make, or
            has stock for a part of it and no place on a line for the rest.
    """
    made = [float(quantity) for quantity in problem.orders.quantity]
    for take in takes:
        made[take.order] -= take.quantity
    _refuse_what_is_no_plan(problem, sequences, made, takes)
    jobs = tuple(
        job for line in range(len(sequences)) for job in _time_line(problem, line, sequences[line], waits, made)
    )
    return Timed(
        jobs=jobs,
        worth=_worth(problem, jobs, takes),
        passed=tuple(job.order for job in jobs if _passes(problem, job)),
    )


def work_minutes(problem: Problem, order: int, line: int, made: float) -> int:
    """Return the open minutes that `made` units of an order take on a line, at least 1."""
    return max(1, math.ceil(made * float(problem.lines.minutes_per_unit[order, line]) - NOTHING))


def openings(problem: Problem, order: int, line: int) -> Openings:
    """Return the times `[start, end)` at which the order may be worked on, ascending.

    These are the line's windows without the reservations on that line that the order may not use.
    """
    windows = problem.lines.windows[line]
    times = [(0, ENDLESS)] if windows is None else [(int(start), int(end)) for start, end in windows]
    for reservation in problem.reservations:
        if reservation.line == line and not reservation.may_use[order]:
            times = _without(times, reservation.start, reservation.end)
    return times


def first_open(times: Openings, minute: int) -> int:
    """Return the first open minute at or after `minute`, `ENDLESS` if there is none."""
    for start, end in times:
        if minute < end:
            return max(start, minute)
    return ENDLESS


def after_open_minutes(times: Openings, begin: int, minutes: int) -> int:
    """Return the minute after the last of so many open minutes from `begin` on, `ENDLESS` if there are too few.

    Work that needs just the time until closing ends at the closing time, not at the next opening.

    >>> after_open_minutes([(0, 60), (100, 160)], 30, 30)
    60
    >>> after_open_minutes([(0, 60), (100, 160)], 30, 31)
    101
    """
    if minutes == 0:
        return begin
    left = minutes
    for start, end in times:
        here = max(start, begin)
        if here >= end:
            continue
        if left <= end - here:
            return min(here + left, ENDLESS)
        left -= end - here
    return ENDLESS


def _without(times: Openings, start: int, end: int) -> Openings:
    """Return the times less `[start, end)`."""
    pieces = []
    for opens, closes in times:
        pieces.append((opens, min(closes, start)))
        pieces.append((max(opens, end), closes))
    return [(opens, closes) for opens, closes in pieces if opens < closes]


def _refuse_what_is_no_plan(
    problem: Problem, sequences: Sequence[Sequence[int] | Ints], made: Sequence[float], takes: Sequence[Take]
) -> None:
    placed: set[int] = set()
    for line, sequence in enumerate(sequences):
        for order in map(int, sequence):
            name = problem.orders.ids[order]
            if order in placed:
                raise ValueError(f"order {name} stands twice in the sequences")
            if not math.isfinite(problem.lines.minutes_per_unit[order, line]):
                raise ValueError(f"line {problem.lines.ids[line]} cannot make order {name}")
            if made[order] <= NOTHING:
                raise ValueError(f"order {name} is served wholly from stock and takes no line")
            placed.add(order)
    for order in {take.order for take in takes} - placed:
        if made[order] > NOTHING:
            raise ValueError(f"order {problem.orders.ids[order]} has stock for a part of it and no line for the rest")


def _time_line(
    problem: Problem, line: int, sequence: Sequence[int] | Ints, waits: Sequence[int] | Ints, made: Sequence[float]
) -> list[Job]:
    jobs: list[Job] = []
    free, family_before = 0, int(problem.lines.initial[line])
    slots = [reservation.may_use for reservation in problem.reservations if reservation.line == line]
    times_by_rights: dict[tuple[bool, ...], Openings] = {}
    for order in map(int, sequence):
        family, wait = int(problem.orders.family[order]), int(waits[order])
        rights = tuple(bool(may_use[order]) for may_use in slots)
        if rights not in times_by_rights:
            times_by_rights[rights] = openings(problem, order, line)
        times = times_by_rights[rights]
        changeover = int(problem.lines.changeover_minutes[line, family_before, family])
        changeover_start = first_open(times, free if problem.changeover_before_release else max(free, wait))
        ready = after_open_minutes(times, changeover_start, changeover)
        start = first_open(times, max(ready, wait))
        end = after_open_minutes(times, start, work_minutes(problem, order, line, made[order]))
        jobs.append(
            Job(
                order=order,
                line=line,
                changeover_start=changeover_start,
                start=start,
                end=end,
                made=made[order],
            )
        )
        free, family_before = end, family
    return jobs


def _passes(problem: Problem, job: Job) -> bool:
    """Return whether the job ends too late for its order, or never because its line has too little open time."""
    return job.end > min(int(problem.orders.deadline[job.order]), problem.horizon) or job.end >= ENDLESS


def _worth(problem: Problem, jobs: Sequence[Job], takes: Sequence[Take]) -> Worth:
    """Return the parts of the plan contribution of these jobs and this stock."""
    orders = problem.orders
    planned = {job.order for job in jobs} | {take.order for take in takes}
    changeover_cost, scrap_cost = _changeovers(problem, jobs)
    late = [(job, job.end - int(orders.due[job.order])) for job in jobs]
    return Worth(
        revenue=math.fsum(float(orders.revenue[order]) for order in planned),
        variable_cost=math.fsum(job.made * float(problem.lines.unit_cost[job.order, job.line]) for job in jobs)
        + math.fsum(take.quantity * float(orders.stock_cost[take.order]) for take in takes),
        service_cost=math.fsum(float(orders.service_cost[order]) for order in planned),
        changeover_cost=changeover_cost,
        scrap_cost=scrap_cost,
        short_campaign_cost=_short_campaigns(problem, jobs) * problem.short_campaign_charge,
        lateness_cost=math.fsum(minutes * float(orders.late_cost[job.order]) for job, minutes in late if minutes > 0),
        holding_cost=math.fsum(
            job.made * -minutes * float(orders.holding_cost[job.order]) for job, minutes in late if minutes < 0
        ),
        extra_room_cost=_extra_room(problem, jobs),
        overtime_cost=problem.overtime_cost,
        moving_cost=math.fsum(
            float(orders.moving_cost[job.order]) for job in jobs if job.end > int(orders.keep_by[job.order])
        ),
    )


def _changeovers(problem: Problem, jobs: Sequence[Job]) -> tuple[float, float]:
    """Return the money of all changeovers, and of the units they scrap."""
    lines = problem.lines
    family_on = [int(family) for family in lines.initial]
    cost = scrap = 0.0
    for job in jobs:
        family = int(problem.orders.family[job.order])
        before, family_on[job.line] = family_on[job.line], family
        cost += float(lines.changeover_cost[job.line, before, family])
        units = float(lines.changeover_scrap[job.line, before, family])
        scrap += units * float(problem.orders.scrap_cost[job.order])
    return cost, scrap


def _short_campaigns(problem: Problem, jobs: Sequence[Job]) -> int:
    """Return how many campaigns have less work than their line wants for their family."""
    short = 0
    for line in range(len(problem.lines.ids)):
        campaigns: list[tuple[int, int]] = []  # family, minutes of work
        for job in (job for job in jobs if job.line == line):
            family = int(problem.orders.family[job.order])
            minutes = work_minutes(problem, job.order, line, job.made)
            if campaigns and campaigns[-1][0] == family:
                minutes += campaigns.pop()[1]
            campaigns.append((family, minutes))
        short += sum(minutes < int(problem.lines.min_campaign[line, family]) for family, minutes in campaigns)
    return short


def _extra_room(problem: Problem, jobs: Sequence[Job]) -> float:
    """Return the price of the room beyond the warehouse's, over all nights."""
    orders, warehouse = problem.orders, problem.warehouse
    extra = 0.0
    for night in map(int, warehouse.nights):
        used = math.fsum(
            job.made * float(orders.room[job.order]) for job in jobs if job.end <= night < int(orders.due[job.order])
        )
        extra += max(0.0, used - warehouse.limit)
    return extra * warehouse.price
