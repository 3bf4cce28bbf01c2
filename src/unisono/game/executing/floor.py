"""The lines at work: each takes its jobs in the plan's order, waits for material, changes over, breaks down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from unisono.domain.acts.work import ChangedOver, LineOpened, LineStopped, OperationFinished
from unisono.domain.company import Line
from unisono.domain.facts import Link
from unisono.engines.planning.calendars import Window, expand_calendar
from unisono.game.executing.chance import Chance
from unisono.game.executing.scene import DAY, HOUR, WEEK, Scene, share
from unisono.game.executing.shifts import Shifts

PATIENCE = 2 * HOUR
"""So long a line waits for the material of the job that is next, before it takes another one."""

PACE = 84, 101
"""Percent of the planned minutes that work takes: a plan that holds has a little air in it."""

AHEAD = 4
"""So many jobs the foreman looks ahead."""

SEEN_LATER, SHORT = 3, 4
"""Of a hundred jobs so many are partly rejected when they are handed over, and of so many a part is scrapped."""

SHARES_A_FITTER = 3
"""On every third line of the list changeovers take longer than planned: it shares its fitter with others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work on an order at a line; minutes count from the plan's start.

    `planned` is begin and end by the plan, None for work that it did not know of. `urgent_from` is when somebody has
    ordered it to the front.
    """

    order: str
    line: str
    family: str
    quantity: Decimal
    minutes: int
    not_before: int
    material: int
    planned: Window | None = None
    urgent_from: int | None = None
    is_remake: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A job as it was done: when, how much was good, how much is missing, and whether that is made again."""

    job: Job
    start: int
    end: int
    good: Decimal
    missing: Decimal
    is_seen_later: bool = False
    is_remade: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A line that stands still."""

    start: int
    end: int
    reason: str


@dataclass(slots=True, kw_only=True)
class Floor:
    """One line at work; `runs` grow as time goes on."""

    scene: Scene
    line: Line
    shifts: Shifts
    family: str
    free: int = 0
    runs: list[Run] = field(default_factory=list)

    def work_off(self, jobs: Iterable[Job]) -> None:
        """Do all jobs."""
        queue = list(jobs)
        while queue:
            job = self._next(queue)
            queue.remove(job)
            run = self._do(job)
            self.runs.append(run)
            if run.is_remade:
                queue.insert(min(2, len(queue)), _again(run))

    def _next(self, queue: Sequence[Job]) -> Job:
        """Return the first job of the plan that need not be waited for; one ordered to the front comes first."""
        for job in queue:
            if job.urgent_from is not None and job.urgent_from <= self.free and job.material <= self.free:
                return job
        ahead = queue[:AHEAD]
        for job in ahead:
            if job.material <= max(self.free, job.not_before) + PATIENCE:
                return job
        return min(ahead, key=lambda job: job.material)

    def _do(self, job: Job) -> Run:
        chance = self.scene.chance("job", job.order, job.is_remake)
        begin = self.shifts.opening(max(self.free, job.not_before))
        ready = self._change_over(job, begin, chance)
        start = self.shifts.opening(max(ready, job.material))
        minutes = max(1, job.minutes * chance.whole(*PACE) // 100)
        end = self.shifts.end(start, minutes)
        self.free, self.family = end, job.family
        run = _outcome(job, chance, start=start, end=end)
        self._finish(run, minutes)
        return run

    def _change_over(self, job: Job, begin: int, chance: Chance) -> int:
        planned = _changeover_minutes(self.scene, self.line.id, self.family, job.family)
        if not planned:
            return begin
        most = 150 if self._is_slow() else 112
        minutes = max(1, planned * chance.whole(90, most) // 100)
        end = self.shifts.end(begin, minutes)
        act = ChangedOver(
            line=self.line.id,
            from_family=self.family,
            to_family=job.family,
            started_at=self.scene.moment(begin),
            minutes=Decimal(minutes),
            planned_minutes=Decimal(planned),
        )
        name = f"changeover/{self.line.id}/{job.order}{'/again' if job.is_remake else ''}"
        self.scene.voices.tell(end, self.line.department, act, name=name, links=(_line_link(self.line),))
        return end

    def _is_slow(self) -> bool:
        return [line.id for line in self.scene.snapshot.lines].index(self.line.id) % SHARES_A_FITTER == 0

    def _finish(self, run: Run, minutes: int) -> None:
        scene, job = self.scene, run.job
        made = run.good + run.missing if run.is_seen_later else run.good
        begins, ends = (None, None) if job.planned is None else map(scene.moment, job.planned)
        act = OperationFinished(
            subject=job.order,
            line=self.line.id,
            family=job.family,
            quantity=made,
            scrap=Decimal(0) if run.is_seen_later else run.missing,
            started_at=scene.moment(run.start),
            minutes=Decimal(minutes),
            planned_start=begins,
            planned=ends,
        )
        links = (*scene.links(scene.orders[job.order]), _line_link(self.line))
        name = f"operation/{job.order}{'/again' if job.is_remake else ''}"
        scene.voices.tell(run.end, self.line.department, act, name=name, links=links)


def open_line(scene: Scene, line: Line, stops: Iterable[Stop], overtime: Iterable[Window]) -> Floor:
    """Return a line ready to work, and tell when it was manned and when it stood still.

    Args:
        scene: where it is.
        line: the line.
        stops: when it stands still although it should work.
        overtime: windows beyond its calendar.
    """
    rows = [row for row in scene.snapshot.calendars if row.calendar == line.calendar]
    shifts = Shifts(expand_calendar(rows, zone=scene.zone, now=scene.now, horizon=scene.horizon + 4 * WEEK))
    for window in overtime:
        shifts = shifts.with_overtime(window)
    for opens, closes in shifts.windows:
        act = LineOpened(line=line.id, started_at=scene.moment(opens), minutes=Decimal(closes - opens))
        scene.voices.tell(closes, line.department, act, name=f"open/{line.id}/{opens}", links=(_line_link(line),))
    stops = [stop for stop in stops if shifts.between(stop.start, stop.end)]
    for stop in stops:
        lost = shifts.between(stop.start, stop.end)
        stopped = LineStopped(
            line=line.id, started_at=scene.moment(stop.start), minutes=Decimal(lost), reason=stop.reason
        )
        scene.voices.tell(
            stop.end, line.department, stopped, name=f"stop/{line.id}/{stop.start}", links=(_line_link(line),)
        )
    left = shifts.without((stop.start, stop.end) for stop in stops)
    return Floor(scene=scene, line=line, shifts=left, family=line.initial_family)


def small_stops(scene: Scene, line: Line) -> list[Stop]:
    """Return the short stops of a line: about one a week."""
    stops = []
    for week in range(scene.horizon // WEEK + 1):
        chance = scene.chance("stop", line.id, week)
        if chance.happens(75):
            start = week * WEEK + chance.whole(0, 4) * DAY + chance.whole(HOUR, 12 * HOUR)
            reason = chance.pick(("strip torn", "sensor failed", "tool change", "crane taken", "no forklift"))
            stops.append(Stop(start=start, end=start + chance.whole(15, 70), reason=reason))
    return stops


def _outcome(job: Job, chance: Chance, *, start: int, end: int) -> Run:
    """Now and then some of it is missing: scrapped, or seen to be wrong when it is handed over."""
    kind = chance.whole(1, 100)
    is_short = kind <= SEEN_LATER + SHORT and not job.is_remake
    missing = share(job.quantity, chance.whole(3, 9)) if is_short else Decimal(0)
    return Run(
        job=job,
        start=start,
        end=end,
        good=job.quantity - missing,
        missing=missing,
        is_seen_later=missing > 0 and kind <= SEEN_LATER,
        is_remade=missing > 0 and chance.happens(60),
    )


def _again(run: Run) -> Job:
    """Return the job that makes what is missing."""
    job = run.job
    minutes = max(10, int(job.minutes * run.missing / job.quantity))
    return Job(
        order=job.order,
        line=job.line,
        family=job.family,
        quantity=run.missing,
        minutes=minutes,
        not_before=run.end + 4 * HOUR,
        material=run.end + 4 * HOUR,
        is_remake=True,
    )


def _changeover_minutes(scene: Scene, line: str, before: str, after: str) -> int:
    if not before or before == after:
        return 0
    return next(
        (
            int(row.minutes)
            for row in scene.snapshot.changeovers
            if (row.line, row.from_family, row.to_family) == (line, before, after)
        ),
        0,
    )


def _line_link(line: Line) -> Link:
    return Link(type="line", object=line.id)
