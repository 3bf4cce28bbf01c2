"""The live plan: a plan in force, into which promises are put and from which they are taken again, without a search.

Each promise says where it was put (`domain.holds.Work`); done in the same order, the same plan comes out. Whoever gives
a place back leaves all others where they are: nobody's work begins earlier because of it, so that nobody must be told.
Only an inquiry that had lost its place to it comes back, if that hurts nobody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np

from unisono.domain.holds import Event, Hold, Step, StockPart, Work
from unisono.engines.planning.calendars import minute_from, moment_of
from unisono.engines.planning.insertions import Insertion
from unisono.engines.planning.problem import Ints, Problem
from unisono.engines.planning.reading import Decisions, quantity_of
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Job, Solution, Take

UNTOUCHED = 1e-6
"""Units of stock below this are rounding of floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lost:
    """Where an inquiry stood that has lost its place, and when it was ready; without a line stock served it."""

    row: int
    line: int | None
    place: int
    wait: int
    end: int
    takes: tuple[Take, ...]


class LivePlan:
    """A plan in work: what is made where and in which turn, by the rows of one problem."""

    def __init__(self, problem: Problem, start: Decisions, *, now: datetime, frozen: timedelta) -> None:
        """Begin with a plan in force.

        Args:
            problem: with a row for each promise.
            start: what the plan in force decides in it.
            now: minute 0 of the problem.
            frozen: so soon after it is taken out nothing is put where a promise was.
        """
        self.problem, self._now, self._frozen = problem, now, frozen
        self._rows = {order: row for row, order in enumerate(problem.orders.ids)}
        self._lines = {line: number for number, line in enumerate(problem.lines.ids)}
        self._session = Session(problem)
        self._waits: Ints = start.waits.copy()
        self._lost: dict[str, list[_Lost]] = {}
        self.solution = self._timed(start.sequences, self._waits, start.takes)

    def follow(self, events: Iterable[Event], *, now: datetime) -> dict[str, Hold]:
        """Do what happened to promises, each when it happened, and return those that stand at `now`, by order.

        Args:
            events: in their order.
            now: what has expired by then is taken out.
        """
        standing: dict[str, Hold] = {}
        for event in events:
            order = event.hold.act.subject
            self._expire(standing, event.at)
            if event.step is Step.HELD:
                standing[order] = event.hold
                self.put_in(order, event.hold.work)
            elif order in standing and event.step is Step.CONFIRMED:
                standing[order] = event.hold
                self._lost.pop(order, None)  # whoever had to go for it has been told
            elif order in standing:
                self.take_out(standing.pop(order), at=event.at)
        self._expire(standing, now)
        return standing

    def _expire(self, standing: dict[str, Hold], now: datetime) -> None:
        over = [hold for hold in standing.values() if not hold.is_live(at=now)]
        for hold in sorted(over, key=lambda hold: hold.act.expires_at):
            self.take_out(standing.pop(hold.act.subject), at=hold.act.expires_at)

    def has(self, order: str) -> bool:
        """Return whether an order has a place."""
        return self._rows[order] in self.placed()

    def placed(self) -> set[int]:
        """Return the rows of all orders that have a place."""
        return placed_in(self.solution)

    def put_in(self, order: str, work: Work) -> None:
        """Give an order the place that was found for it; those that it displaces lose theirs."""
        if work.is_planned or not work.has_place or order not in self._rows:
            return
        row = self._rows[order]
        out = [self._rows[name] for name in work.displaces if name in self._rows]
        lost = [self._lost_at(other) for other in out if other in self.placed()]
        sequences = [[item for item in line if item not in out] for line in self._sequences()]
        takes = [take for take in self.solution.takes if take.order not in out]
        takes += [
            Take(order=row, pool=part.row, quantity=float(part.quantity))
            for part in work.stock
            if part.row < len(self.problem.pools.quantity) and self.problem.pools.may_use[part.row, row]
        ]
        if work.line in self._lines:
            turn = sequences[self._lines[work.line]]
            before = self._rows.get(work.after, -1)
            turn.insert(turn.index(before) + 1 if before in turn else 0, row)
        waits = self._waits.copy()
        waits[row] = max(
            int(self.problem.orders.release[row]), 0 if work.wait is None else minute_from(work.wait, now=self._now)
        )
        self._accept(self._timed(sequences, waits, takes), waits)
        self._lost[order] = lost

    def take_out(self, hold: Hold, *, at: datetime) -> None:
        """Take the place back that a promise had; inquiries that had lost theirs to it come back if that hurts nobody.

        Args:
            hold: the promise.
            at: when it ended.
        """
        order = hold.act.subject
        if hold.work.is_planned or order not in self._rows or not self.has(order):
            return
        row = self._rows[order]
        gap = self._lost_at(row)
        waits = self._stay(gap)
        sequences = [[item for item in line if item != row] for line in self._sequences()]
        self._accept(self._timed(sequences, waits, [take for take in self.solution.takes if take.order != row]), waits)
        for lost in self._lost.pop(order, []):
            self._bring_back(lost, gap, earliest=minute_from(at + self._frozen, now=self._now))

    def _stay(self, gap: _Lost) -> Ints:
        """Return the waits with which all work behind a place begins when it does now."""
        waits = self._waits.copy()
        for job in self.solution.jobs:
            if job.line == gap.line and job.start >= self._job(gap.row).end:
                waits[job.order] = max(int(waits[job.order]), self._begins(job))
        return waits

    def _bring_back(self, lost: _Lost, gap: _Lost, *, earliest: int) -> None:
        """Give an inquiry a place again, unless it would begin too soon or make anybody later."""
        free = self.problem.pools.quantity.copy()
        for take in self.solution.takes:
            free[take.pool] -= take.quantity
        if any(free[take.pool] + UNTOUCHED < take.quantity for take in lost.takes):
            return
        sequences = self._sequences()
        if lost.line is not None:
            place = gap.place if gap.line == lost.line else lost.place
            sequences[lost.line].insert(min(place, len(sequences[lost.line])), lost.row)
        waits = self._waits.copy()
        waits[lost.row] = lost.wait
        tried = self._timed(sequences, waits, (*self.solution.takes, *lost.takes))
        if self._hurts_nobody(tried, lost, earliest):
            self._accept(tried, waits)

    def _hurts_nobody(self, tried: Solution, lost: _Lost, earliest: int) -> bool:
        ends = {job.order: job.end for job in tried.jobs}
        own = [job for job in tried.jobs if job.order == lost.row]
        return (
            placed_in(tried) == self.placed() | {lost.row}
            and all(ends[job.order] <= job.end for job in self.solution.jobs)
            and all(job.end <= lost.end and self._first_minute(tried, job) >= earliest for job in own)
        )

    def _first_minute(self, tried: Solution, job: Job) -> int:
        """Return the minute from which a line must be ready for a job: its start, or the end of the work before it."""
        families, turn = self.problem.orders.family, [int(item) for item in tried.sequences[job.line]]
        place = turn.index(job.order)
        before = families[turn[place - 1]] if place else self.problem.lines.initial[job.line]
        change = self.problem.lines.changeover_minutes[job.line, before, families[job.order]]
        return job.changeover_start if change else job.start

    def insert(self, order: str) -> Work:
        """Put an order where it is in time, or else where it costs the company least, and return the place.

        It is empty where there is none.
        """
        if order not in self._rows:
            return Work()
        row = self._rows[order]
        if row in self.placed():
            return Work(is_planned=True)
        session, before = self._session, self.solution
        session.load(sequences=before.sequences, waits=self._waits, takes=before.takes)
        insertion = self._best(row, until=int(self.problem.orders.due[row]))
        insertion = insertion or self._best(row, until=int(self.problem.orders.deadline[row]))
        if insertion is None:
            return Work()
        work = work_of(self.problem, session.solution_after(insertion), row, before=before, now=self._now)
        self.put_in(order, work)
        return work

    def _best(self, row: int, *, until: int) -> Insertion | None:
        session = self._session
        return session.best_of(row, session.insertions_of(row, session.first_gaps(), until=until))

    def _lost_at(self, row: int) -> _Lost:
        takes = tuple(take for take in self.solution.takes if take.order == row)
        for number, line in enumerate(self._sequences()):
            if row in line:
                job = self._job(row)
                wait = max(int(self._waits[row]), self._begins(job))
                return _Lost(row=row, line=number, place=line.index(row), wait=wait, end=job.end, takes=takes)
        return _Lost(row=row, line=None, place=0, wait=int(self._waits[row]), end=0, takes=takes)

    def _begins(self, job: Job) -> int:
        """Return the minute that a wait must name for the work to begin when it does."""
        return job.start if self.problem.changeover_before_release else job.changeover_start

    def _job(self, row: int) -> Job:
        return next(job for job in self.solution.jobs if job.order == row)

    def _sequences(self) -> list[list[int]]:
        return [[int(item) for item in line] for line in self.solution.sequences]

    def _timed(self, sequences: Sequence[Sequence[int] | Ints], waits: Ints, takes: Iterable[Take]) -> Solution:
        self._session.load(sequences=[np.array(line, np.int64) for line in sequences], waits=waits, takes=tuple(takes))
        return self._session.solution()

    def _accept(self, solution: Solution, waits: Ints) -> None:
        self.solution, self._waits = solution, waits

    def decisions(self, problem: Problem) -> Decisions:
        """Return what the plan decides, by the rows of another problem; who has no row there has no place."""
        rows = {order: row for row, order in enumerate(problem.orders.ids)}
        names = self.problem.orders.ids
        waits = problem.orders.release.copy()
        for line in self.solution.sequences:
            for item in line:
                if names[item] in rows:
                    waits[rows[names[item]]] = max(waits[rows[names[item]]], self._waits[item])
        return Decisions(
            sequences=tuple(
                np.array([rows[names[item]] for item in line if names[item] in rows], np.int64)
                for line in self.solution.sequences
            ),
            waits=waits,
            takes=tuple(
                replace(take, order=rows[names[take.order]])
                for take in self.solution.takes
                if names[take.order] in rows
            ),
        )


def placed_in(solution: Solution) -> set[int]:
    """Return the rows of all orders that have a place in a plan."""
    return {job.order for job in solution.jobs} | {take.order for take in solution.takes}


def work_of(problem: Problem, after: Solution, row: int, *, before: Solution, now: datetime) -> Work:
    """Return the place that an order has got in a plan.

    Args:
        problem: of both plans.
        after: the plan with the order.
        row: the order's.
        before: the plan without it.
        now: minute 0.
    """
    names = problem.orders.ids
    stock = tuple(
        StockPart(row=take.pool, quantity=quantity_of(take.quantity)) for take in after.takes if take.order == row
    )
    displaces = tuple(names[other] for other in sorted(placed_in(before) - placed_in(after)))
    places = _places(before)
    moves = tuple(names[item] for item, place in _places(after).items() if item in places and places[item] != place)
    job = next((job for job in after.jobs if job.order == row), None)
    if job is None:
        return Work(stock=stock, displaces=displaces, moves=moves)
    turn = [int(item) for item in after.sequences[job.line]]
    place = turn.index(row)
    return Work(
        line=problem.lines.ids[job.line],
        after=names[turn[place - 1]] if place else "",
        wait=moment_of(int(after.waits[row]), now=now),
        start=moment_of(job.start, now=now),
        end=moment_of(job.end, now=now),
        stock=stock,
        displaces=displaces,
        moves=moves,
    )


def _places(solution: Solution) -> dict[int, tuple[int, int, int, int]]:
    """Return the line of each order, the order before it on the line (-1: none), its start and its end."""
    places = {}
    for before, job in pairwise((None, *solution.jobs)):
        if job is not None:
            is_first = before is None or before.line != job.line
            places[job.order] = (job.line, -1 if is_first or before is None else before.order, job.start, job.end)
    return places
