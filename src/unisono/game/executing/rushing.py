"""What is decided against the plan: promises by override, work moved to the front, overtime, and who overstepped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose, Requested
from unisono.domain.acts.plans import Decided, DecisionRequested, FrozenWorkMoved
from unisono.domain.commitments.commands import DependOn, Promise, Request
from unisono.domain.commitments.order_graphs import Intended, commitment_id, intended_by
from unisono.domain.commitments.state import Stage, Terms
from unisono.domain.company import Order, Tier
from unisono.domain.eligibility import rates_by_product
from unisono.domain.facts import Link
from unisono.domain.plans import Answer, AnswerKind, Operation
from unisono.domain.policy import Decision
from unisono.engines.planning.calendars import Window
from unisono.game.executing.floor import Job
from unisono.game.executing.handing import Handing, hand_over
from unisono.game.executing.scene import DAY, HOUR, Scene

OVERRIDES = ((1, 1, 10), (2, 0, 9))
"""When Sales promises against the plan: week, weekday, hour."""

ENOUGH_TIME = 5 * DAY
FROZEN = 16 * HOUR
SATURDAY, FIRST_HOUR = 5, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """Somebody wants something that another party decides; who only asks does not overstep."""

    week: int
    weekday: int
    hour: int
    decision: Decision
    reason: str
    is_overstep: bool
    is_yes: bool


TRIES = (
    Try(
        week=0,
        weekday=2,
        hour=9,
        decision=Decision.MOVE_FROZEN_WORK,
        reason="the customer's lorry comes today",
        is_overstep=True,
        is_yes=True,
    ),
    Try(
        week=0,
        weekday=4,
        hour=14,
        decision=Decision.MOVE_ORDER,
        reason="a new customer should be served first",
        is_overstep=False,
        is_yes=False,
    ),
    Try(
        week=1,
        weekday=3,
        hour=8,
        decision=Decision.MOVE_FROZEN_WORK,
        reason="the foreman was asked directly",
        is_overstep=True,
        is_yes=True,
    ),
    Try(
        week=2,
        weekday=1,
        hour=11,
        decision=Decision.RENEGOTIATE,
        reason="the customer was told another week",
        is_overstep=True,
        is_yes=False,
    ),
    Try(
        week=3,
        weekday=0,
        hour=10,
        decision=Decision.MOVE_FROZEN_WORK,
        reason="the plate for the crane cannot wait",
        is_overstep=False,
        is_yes=True,
    ),
    Try(
        week=3,
        weekday=4,
        hour=13,
        decision=Decision.MOVE_FROZEN_WORK,
        reason="the foreman was asked directly",
        is_overstep=True,
        is_yes=False,
    ),
    Try(
        week=4,
        weekday=1,
        hour=9,
        decision=Decision.MOVE_ORDER,
        reason="the week before the holidays is too full",
        is_overstep=False,
        is_yes=True,
    ),
)


def decide_questions(scene: Scene, jobs: Mapping[str, Job]) -> dict[str, Job]:
    """Let Sales try, and return the jobs with those at the front that were moved there.

    Args:
        scene: where it happens.
        jobs: the work of the plan, by order.
    """
    moved = dict(jobs)
    for number, attempt in enumerate(TRIES):
        at = scene.at(attempt.week, attempt.weekday, attempt.hour)
        job = _next_day(moved.values(), at)
        decider = scene.decider(attempt.decision)
        if job is None or decider in ("", scene.sales):
            continue
        subject = job.order
        decided_at = ask_to_decide(
            scene, at, attempt.decision, subject, attempt.reason, name=f"try/{number}", attempt=attempt
        )
        if attempt.is_yes and attempt.decision is Decision.MOVE_FROZEN_WORK:
            moved[subject] = replace(job, urgent_from=decided_at, not_before=min(job.not_before, decided_at))
            _tell_moved(scene, decided_at, job, attempt.reason)
    return moved


def ask_to_decide(
    scene: Scene, at: int, decision: Decision, subject: str, reason: str, *, name: str, attempt: Try
) -> int:
    """Let Sales ask who may decide, and return when that party has answered."""
    decider = scene.decider(decision)
    links = (Link(type="order", object=subject),) if subject in scene.orders else (Link(type="line", object=subject),)
    asked = DecisionRequested(
        decision=decision.value, decider=decider, subject=subject, reason=reason, is_overstep=attempt.is_overstep
    )
    scene.voices.tell(at, scene.sales, asked, name=f"{name}/asked", links=links)
    decided_at = scene.office(at + scene.chance("decision", name).whole(40, 9 * HOUR))
    why = "it is worth the changeover" if attempt.is_yes else "it would push out what is promised already"
    answer = Decided(decision=decision.value, subject=subject, is_yes=attempt.is_yes, reason=why)
    scene.voices.tell(decided_at, decider, answer, name=f"{name}/decided", links=links)
    return decided_at


def overtime(scene: Scene, line: str, week: int) -> list[Window]:
    """Return the Saturdays that are worked after a breakdown, if the line may work overtime."""
    decider = scene.decider(Decision.OVERTIME)
    hours = next(int(item.overtime_hours_per_week) for item in scene.snapshot.lines if item.id == line)
    if not decider or not hours:
        return []
    attempt = Try(week=week, weekday=3, hour=11, decision=Decision.OVERTIME, reason="", is_overstep=False, is_yes=True)
    windows = []
    for later in (0, 1):
        at = scene.at(week + later, attempt.weekday, attempt.hour)
        reason = f"{hours} hours on Saturday, to catch up after the breakdown"
        ask_to_decide(scene, at, Decision.OVERTIME, line, reason, name=f"overtime/{later}", attempt=attempt)
        start = scene.at(week + later, SATURDAY, FIRST_HOUR)
        windows.append((start, start + hours * HOUR))
    return windows


def override(scene: Scene, jobs: Mapping[str, Job]) -> list[Job]:
    """Let Sales promise to gold customers what the plan had put off, and return the work that this causes."""
    wanted = sorted(
        (answer for answer in scene.plan.answers if _is_put_off(scene, answer)),
        key=lambda answer: scene.orders[answer.order].requested,
    )
    rushed: list[Job] = []
    for moment in OVERRIDES:
        at = scene.at(*moment)
        for answer in wanted:
            order = scene.orders[answer.order]
            if scene.minute(order.requested) >= at + ENOUGH_TIME and order.id not in {job.order for job in rushed}:
                rushed.append(_promise_anyway(scene, order, answer, at, jobs))
                break
    return rushed


def _is_put_off(scene: Scene, answer: Answer) -> bool:
    state = scene.situation.commitments.get(commitment_id(answer.order, Purpose.PROMISE))
    return answer.tier == Tier.GOLD and state is not None and state.stage is Stage.COUNTERED


def _promise_anyway(scene: Scene, order: Order, answer: Answer, at: int, jobs: Mapping[str, Job]) -> Job:
    name, voices = commitment_id(order.id, Purpose.PROMISE), scene.voices
    offer = scene.situation.commitments[name].offer
    planned = None if offer is None else offer.terms.due
    reason = "a gold customer insists, and would go elsewhere"
    voices.say(at, scene.sales, name, Promise(terms=Terms(due=order.requested), planned=planned, reason=reason))
    scene.dues[name] = scene.minute(order.requested)
    no = Try(
        week=0,
        weekday=0,
        hour=0,
        decision=Decision.PROMISE_OVERRIDE,
        reason=reason,
        is_overstep=scene.decider(Decision.PROMISE_OVERRIDE) != scene.sales,
        is_yes=False,
    )
    decided_at = at + HOUR
    if scene.decider(Decision.PROMISE_OVERRIDE):
        decided_at = ask_to_decide(
            scene, at + 5, Decision.PROMISE_OVERRIDE, order.id, reason, name=f"override/{order.id}", attempt=no
        )
    job = _rush_job(scene, order, scene.office(max(decided_at, at + DAY)))
    _ask_for_all(scene, order, answer, job, at + HOUR)
    for other in jobs.values():
        is_soon = job.not_before <= other.not_before < job.not_before + FROZEN
        if other.line == job.line and is_soon:
            _tell_moved(scene, job.not_before, other, f"room for {order.id}, which was promised against the plan")
    return job


def _rush_job(scene: Scene, order: Order, begin: int) -> Job:
    product = scene.products[order.product]
    rate = max(
        rates_by_product(scene.snapshot.products, scene.snapshot.rates)[order.product],
        key=lambda rate: rate.units_per_hour,
    )
    minutes = int(order.quantity * 60 / rate.units_per_hour / rate.yield_share) + 1
    return Job(
        order=order.id,
        line=rate.line,
        family=product.family,
        quantity=order.quantity,
        minutes=minutes,
        not_before=begin,
        material=begin,
        urgent_from=begin,
    )


def _ask_for_all(scene: Scene, order: Order, answer: Answer, job: Job, at: int) -> None:
    """Sales asks for the work behind its promise; Production answers when it has to."""
    ends = order.requested - timedelta(hours=float(order.ship_lead))
    begins = min(ends - timedelta(minutes=job.minutes), scene.moment(job.not_before + DAY))
    operation = Operation(
        order=order.id,
        line=job.line,
        family=job.family,
        quantity=order.quantity,
        changeover_start=begins,
        changeover_minutes=0,
        start=begins,
        end=ends,
        work_minutes=job.minutes,
    )
    yes = replace(answer, kind=AnswerKind.ACCEPTED, delivery=order.requested, line=job.line, date_of_yes=None)
    plan = replace(scene.plan, operations=(operation,), answers=(yes,))
    for item in intended_by(plan, scene.snapshot, now=scene.moment(at)):
        if item.request.purpose is Purpose.PROMISE:
            scene.voices.say(at, scene.sales, item.id, DependOn(needs=commitment_id(order.id, Purpose.SHIP)))
            continue
        _ask(scene, item, at, until=job.not_before - HOUR)
    supply = commitment_id(order.id, Purpose.SUPPLY)
    there = job.not_before - scene.chance("rush", supply).whole(5, 50)
    brought = Handing(commitment=supply, handover="1", quantity=order.quantity, at=there, signed_at=job.not_before)
    hand_over(scene, brought)


def _ask(scene: Scene, item: Intended, at: int, *, until: int) -> None:
    """Ask, and let the other side answer; what is to be worked on is answered before the work begins."""
    request, answer = item.request, item.answer
    scene.voices.ask(at, request.requester, item.id, command_of(request), links=item.links[:1])
    for need in item.needs:
        scene.voices.say(at, request.requester, item.id, DependOn(needs=need.commitment, through=need.through))
    chance = scene.chance("rush", item.id)
    hours = chance.whole(14, 30) if request.purpose is Purpose.PRODUCE else chance.whole(1, 4)
    answered_at = min(scene.office(at + hours * HOUR), until)
    due = getattr(answer, "due", None)
    scene.voices.say(answered_at, request.performer, item.id, Promise(terms=Terms(due=due)))
    if due is not None:
        scene.dues[item.id] = scene.minute(due)
    scene.quantities[item.id] = request.quantity or Decimal(0)
    if request.agreed_minutes is not None:
        scene.agreed[item.id] = int(request.agreed_minutes)


def command_of(request: Requested) -> Request:
    """Return the command that leads to a request."""
    return Request(
        performer=request.performer,
        terms=Terms(due=request.due, quantity=request.quantity, value=request.value),
        purpose=request.purpose,
        subject=request.subject,
        unit=request.unit,
        agreed_minutes=request.agreed_minutes,
        customer=request.customer,
        tier=request.tier,
        line=request.line,
    )


def _next_day(jobs: Iterable[Job], at: int) -> Job | None:
    """Return the first job that the plan begins on the day after a minute."""
    soon = [job for job in jobs if at + 6 * HOUR <= job.not_before < at + 2 * DAY and job.urgent_from is None]
    return min(soon, key=lambda job: (job.not_before, job.order), default=None)


def _tell_moved(scene: Scene, at: int, job: Job, reason: str) -> None:
    act = FrozenWorkMoved(subject=job.order, line=job.line, owner=scene.sales, reason=reason)
    links = (Link(type="order", object=job.order), Link(type="line", object=job.line))
    scene.voices.tell(at, scene.sales, act, name=f"moved/{job.order}/{at}", links=links)
