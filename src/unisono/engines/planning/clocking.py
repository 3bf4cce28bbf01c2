"""Whether the times that a solution claims are true: one claim after the other, in plain Python."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from unisono.engines.planning.problem import Problem, Reservation
from unisono.engines.planning.solution import Job, Solution

ROUNDING = 1e-9
"""What the planner takes off minutes of work before it rounds them up."""

Found = Iterator[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a line is open: `edges` are its openings and closings in turn (None: always open)."""

    edges: list[int] | None
    reservations: list[Reservation]

    @classmethod
    def of(cls, problem: Problem, line: int) -> "Hours":
        """Return the hours of a line."""
        windows = problem.lines.windows[line]
        return cls(
            edges=None if windows is None else [int(edge) for window in windows for edge in window],
            reservations=[item for item in problem.reservations if item.line == line],
        )

    def is_working(self, minute: int) -> bool:
        """Return whether the line works in this minute, for whomever."""
        return self.edges is None or bisect_right(self.edges, minute) % 2 == 1

    def is_reserved(self, minute: int, order: int) -> bool:
        """Return whether a slot keeps the order out in this minute."""
        return any(item.start <= minute < item.end and not item.may_use[order] for item in self.reservations)

    def is_open(self, minute: int, order: int) -> bool:
        """Return whether the order may be worked on in this minute."""
        return self.is_working(minute) and not self.is_reserved(minute, order)

    def minutes(self, order: int, start: int, end: int) -> int:
        """Return the minutes in `[start, end)` that are open for the order; between two edges all are alike."""
        if start >= end:
            return 0
        edges = {start, end}
        if self.edges is not None:
            edges.update(self.edges[bisect_left(self.edges, start) : bisect_right(self.edges, end)])
        for item in self.reservations:
            edges.update(edge for edge in (item.start, item.end) if start < edge < end)
        return sum(right - left for left, right in pairwise(sorted(edges)) if self.is_open(left, order))


def clock(problem: Problem, solution: Solution) -> Found:
    """Yield every claim about time that is not true: code, message, and the id of the order."""
    for line in range(len(problem.lines.ids)):
        hours = Hours.of(problem, line)
        free, family = 0, int(problem.lines.initial[line])
        for job in (job for job in solution.jobs if job.line == line):
            following = int(problem.orders.family[job.order])
            claim = _Claim(
                job=job,
                name=problem.orders.ids[job.order],
                place=problem.lines.ids[line],
                free=free,
                changeover=int(problem.lines.changeover_minutes[line, family, following]),
                wait=int(solution.waits[job.order]),
            )
            yield from _limits(problem, claim)
            if job.changeover_start <= job.start < job.end and claim.can_be_made(problem):
                yield from _work(problem, hours, claim)
                yield from _changeover(problem, hours, claim)
            free, family = job.end, following


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A job, with when its line was free, how long its changeover is and the minute before which it may not start."""

    job: Job
    name: str
    place: str
    free: int
    changeover: int
    wait: int

    def can_be_made(self, problem: Problem) -> bool:
        """Return whether the line can make the order at all."""
        return isfinite(problem.lines.minutes_per_unit[self.job.order, self.job.line])


def _limits(problem: Problem, claim: _Claim) -> Found:
    """Yield a line that cannot make its order, times in a wrong order, and limits that are passed."""
    job, name, order = claim.job, claim.name, claim.job.order
    if not claim.can_be_made(problem):
        yield "line-cannot-make", f"Line {claim.place} cannot make order {name}.", name
    if not job.changeover_start <= job.start < job.end:
        yield "times-reversed", f"Order {name} ends before it starts, or starts before its changeover.", name
    if job.changeover_start < claim.free:
        yield "overlap", f"Order {name} begins on {claim.place} before the work there has ended.", name
    if claim.wait < problem.orders.release[order]:
        yield "wait-before-release", f"Order {name} waits for less than its earliest start.", name
    if job.start < claim.wait:
        yield "starts-before-wait", f"Order {name} starts before it may.", name
    if job.end > problem.orders.deadline[order]:
        yield "deadline-passed", f"Order {name} ends after the last minute at which it is wanted.", name
    if job.end > problem.horizon:
        yield "horizon-passed", f"Order {name} ends after the planned time.", name


def _work(problem: Problem, hours: Hours, claim: _Claim) -> Found:
    """Yield work in closed time, and work that is longer or shorter than the order needs."""
    job, name = claim.job, claim.name
    for minute, what in ((job.start, "starts"), (job.end - 1, "ends")):
        if not hours.is_working(minute):
            yield "works-when-closed", f"Order {name} {what} while {claim.place} is closed.", name
        elif hours.is_reserved(minute, job.order):
            yield "foreign-slot", f"Order {name} {what} in a slot on {claim.place} that is not for it.", name
    needed = job.made * float(problem.lines.minutes_per_unit[job.order, job.line]) - ROUNDING
    worked = hours.minutes(job.order, job.start, job.end)
    if worked < needed or (worked > 1 and worked - 1 >= needed):
        yield "wrong-work", f"Order {name} is worked on for {worked} minutes and needs {needed:.1f}.", name


def _changeover(problem: Problem, hours: Hours, claim: _Claim) -> Found:
    """Yield a changeover that is too short or too early, and time that is lost without a reason."""
    job, name = claim.job, claim.name
    may_begin = claim.free if problem.changeover_before_release else max(claim.free, claim.wait)
    if job.changeover_start < may_begin and claim.free <= job.changeover_start:
        yield "changeover-before-release", f"The changeover for order {name} begins before the order is there.", name
    if not hours.is_open(job.changeover_start, job.order):
        yield "changeover-when-closed", f"The changeover for order {name} begins in closed time.", name
    between = hours.minutes(job.order, job.changeover_start, job.start)
    if between < claim.changeover:
        yield "changeover-too-short", f"Order {name} needs a changeover of {claim.changeover} minutes before it.", name
    if hours.minutes(job.order, may_begin, job.changeover_start):
        yield "changeover-too-late", f"The changeover for order {name} could begin earlier.", name
    # The start is the earliest if every open minute before it went into the changeover or lies before the wait.
    if between > claim.changeover and hours.minutes(job.order, max(claim.wait, job.changeover_start), job.start):
        yield "starts-too-late", f"Order {name} could start earlier.", name
