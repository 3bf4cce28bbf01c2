"""Weeks of execution of a published plan."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.commitments.order_graphs import commitment_id
from unisono.domain.commitments.state import Stage
from unisono.domain.eligibility import rates_by_product
from unisono.domain.plans import AnswerKind
from unisono.game.executing.asking import ask_around, wait_for_customers
from unisono.game.executing.counting import ask_for_feedback, count_stock
from unisono.game.executing.delivering import deliver
from unisono.game.executing.floor import Job, Run, Stop, open_line, small_stops
from unisono.game.executing.making import Made, hand_over_work
from unisono.game.executing.preventing import agree_on_prevention
from unisono.game.executing.rushing import decide_questions, override, overtime
from unisono.game.executing.scene import HOUR, WEEK, Scene, Situation
from unisono.game.executing.supplying import supply_lines
from unisono.game.executing.voices import Heard

BREAKDOWN = (2, 2, 10)
"""Week, weekday and hour at which a line breaks down: a Wednesday, when nobody expects it."""

REPAIR = 48 * HOUR
NOTHING_MADE = Made(lots=(), given_up=Decimal(0), told_at=None)


def simulate(situation: Situation, *, seed: int, weeks: int, name: str) -> Heard:
    """Return what happens in the weeks after a plan was published, as facts in the order of time.

    The same situation and seed give the same facts; fewer weeks give the first of them.

    Args:
        situation: the company, its plan in force and the commitments that it made.
        seed: start of all chance.
        weeks: how long, from the plan's first moment.
        name: the plan's hash.
    """
    scene = Scene(situation, seed=seed, prefix=name_of(name, seed))
    material = supply_lines(scene, situation.plan.operations)
    jobs = _jobs(scene, material)
    jobs = decide_questions(scene, jobs)
    rushed = override(scene, jobs)
    runs, stops = _work(scene, [*jobs.values(), *rushed])
    _deliver(scene, runs, stops, frozenset(job.order for job in rushed))
    makers = tuple(dict.fromkeys(line.department for line in scene.snapshot.lines))
    ask_around(scene, makers=makers)
    wait_for_customers(scene, frozenset(job.order for job in rushed))
    agree_on_prevention(scene)
    count_stock(scene)
    ask_for_feedback(scene, makers=makers, bad_week=BREAKDOWN[0])
    return scene.voices.heard(until=weeks * WEEK)


def name_of(plan: str, seed: int) -> str:
    """Return how the ids of a simulation's facts begin: 16 digits of the plan's hash, and the seed."""
    return f"simulated/{plan[:16]}/{seed}"


def _jobs(scene: Scene, material: Mapping[str, int]) -> dict[str, Job]:
    return {
        operation.order: Job(
            order=operation.order,
            line=operation.line,
            family=operation.family,
            quantity=operation.quantity,
            minutes=operation.work_minutes,
            not_before=max(scene.minute(operation.changeover_start), 0),
            material=material.get(operation.order, 0),
            planned=(scene.minute(operation.start), scene.minute(operation.end)),
        )
        for operation in sorted(scene.plan.operations, key=lambda item: (item.start, item.order))
    }


def _work(scene: Scene, jobs: Iterable[Job]) -> tuple[dict[str, list[Run]], dict[str, list[Stop]]]:
    """Let all lines work; return the runs by order, and the long stops by line."""
    jobs = list(jobs)
    broken = line_that_breaks(scene, jobs)
    runs: dict[str, list[Run]] = {}
    stops: dict[str, list[Stop]] = {}
    for line in scene.snapshot.lines:
        long_stops = []
        saturdays = []
        if line.id == broken:
            start = scene.at(*BREAKDOWN)
            long_stops = [Stop(start=start, end=start + REPAIR, reason="gear box broken")]
            saturdays = overtime(scene, line.id, BREAKDOWN[0])
        floor = open_line(scene, line, [*small_stops(scene, line), *long_stops], saturdays)
        floor.work_off(
            sorted((job for job in jobs if job.line == line.id), key=lambda job: (job.not_before, job.order))
        )
        stops[line.id] = long_stops
        for run in floor.runs:
            runs.setdefault(run.job.order, []).append(run)
    return runs, stops


def line_that_breaks(scene: Scene, jobs: Iterable[Job]) -> str:
    """Return the line with the most work that no other line could take over."""
    rates = rates_by_product(scene.snapshot.products, scene.snapshot.rates)
    minutes = dict.fromkeys((line.id for line in scene.snapshot.lines), 0)
    for job in jobs:
        if len(rates.get(scene.orders[job.order].product, ())) == 1:
            minutes[job.line] += job.minutes
    return max(minutes, key=lambda line: (minutes[line], line))


def _deliver(
    scene: Scene, runs: Mapping[str, list[Run]], stops: Mapping[str, list[Stop]], rushed: frozenset[str]
) -> None:
    for order in scene.snapshot.orders:
        made = NOTHING_MADE
        if order.id in runs:
            if commitment_id(order.id, Purpose.PRODUCE) not in scene.quantities:
                continue
            made = hand_over_work(scene, order.id, runs[order.id], stops[runs[order.id][0].job.line])
        if order.id in rushed or _is_promised(scene, order.id):
            deliver(scene, order, made)


def _is_promised(scene: Scene, order: str) -> bool:
    answer = scene.answers.get(order)
    state = scene.situation.commitments.get(commitment_id(order, Purpose.SHIP))
    is_open = state is not None and state.stage is Stage.PROMISED
    return answer is not None and answer.kind is AnswerKind.ACCEPTED and is_open
