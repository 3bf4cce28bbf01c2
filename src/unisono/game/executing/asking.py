"""Questions between departments and from customers: answered soon or late, worked on, and often for nothing."""

from dataclasses import dataclass
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.commitments.commands import Decline, Deliver, Promise, Receive, Request, Withdraw
from unisono.domain.commitments.order_graphs import commitment_id
from unisono.domain.commitments.state import Stage, Terms
from unisono.domain.facts import CUSTOMER
from unisono.game.executing.chance import Chance
from unisono.game.executing.scene import DAY, HOUR, Scene

A_WEEK = 7
"""Questions between departments in a week."""

AGREED = Decimal(480)
"""Minutes within which a question is to be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A kind of question: from whom to whom, about what, and how many minutes of work it takes."""

    asker: str
    asked: str
    about: str
    minutes: tuple[int, int]


def ask_around(scene: Scene, *, makers: tuple[str, ...]) -> None:
    """Let departments ask each other all through the weeks.

    Args:
        scene: where it happens.
        makers: the departments that run lines.
    """
    maker = makers[0]
    every = (
        Question(asker=scene.sales, asked=maker, about="a sample for a customer", minutes=(60, 300)),
        Question(asker=scene.sales, asked=maker, about="can we make this at all", minutes=(20, 120)),
        Question(asker=scene.sales, asked=scene.buyer, about="price of a grade that we do not keep", minutes=(40, 240)),
        Question(asker=scene.sales, asked=scene.picker, about="freight to a new customer", minutes=(15, 60)),
        Question(asker=maker, asked=scene.buyer, about="material earlier than ordered", minutes=(30, 90)),
        Question(asker=maker, asked=scene.sales, about="which of these orders may wait", minutes=(5, 30)),
        Question(asker=scene.picker, asked=maker, about="what comes off the lines tomorrow", minutes=(10, 30)),
    )
    kinds = [kind for kind in every if kind.asker != kind.asked]
    for week in range(scene.horizon // (7 * DAY) + 1):
        for number in range(A_WEEK if kinds else 0):
            chance = scene.chance("question", week, number)
            _ask(scene, chance.pick(kinds), f"question/week-{week + 1}/{number + 1}", week, chance)


def _ask(scene: Scene, kind: Question, name: str, week: int, chance: Chance) -> None:
    voices = scene.voices
    at = scene.office(scene.at(week, chance.whole(0, 4), 8) + chance.whole(0, 7 * HOUR))
    terms = Terms(due=scene.moment(at + 2 * DAY))
    request = Request(performer=kind.asked, terms=terms, subject=kind.about, agreed_minutes=AGREED)
    voices.ask(at, kind.asker, name, request)
    answered_at = scene.office(at + _patience(scene, kind.asked, chance))
    if chance.happens(12):
        voices.say(answered_at, kind.asked, name, Decline(reason="nobody has the time for it"))
        return
    voices.say(answered_at, kind.asked, name, Promise(terms=Terms(due=scene.moment(answered_at + 2 * DAY))))
    worked_at = scene.office(answered_at + chance.whole(1, 7) * HOUR)
    work = WorkRecorded(
        activity=kind.about, subject=name, minutes=Decimal(chance.whole(*kind.minutes)), started_at=None
    )
    voices.tell(worked_at, kind.asked, work, name=f"work/{name}", commitment=name)
    if chance.happens(40):
        reason = chance.pick(("the customer bought elsewhere", "it was only a thought", "the customer never answered"))
        voices.say(scene.office(worked_at + chance.whole(1, 30) * HOUR), kind.asker, name, Withdraw(reason=reason))
        return
    done_at = scene.office(worked_at + chance.whole(1, 26) * HOUR)
    voices.say(done_at, kind.asked, name, Deliver(handover="1"))
    voices.say(scene.office(done_at + chance.whole(5, 5 * HOUR)), kind.asker, name, Receive(handover="1"))


def _patience(scene: Scene, asked: str, chance: Chance) -> int:
    """Return after how many minutes a party answers: Logistics at once, Sales that day, Production much later."""
    if asked == scene.picker:
        return chance.whole(10, 3 * HOUR)
    if asked == scene.sales:
        return chance.whole(20, 9 * HOUR)
    return chance.whole(2, 26) * HOUR if asked == scene.buyer else chance.whole(3, 60) * HOUR


def wait_for_customers(scene: Scene, taken: frozenset[str]) -> None:
    """Let Sales work on what the plan put off or declined; most of these customers buy elsewhere.

    Args:
        scene: where it happens.
        taken: orders that were promised all the same.
    """
    for answer in scene.plan.answers:
        name = commitment_id(answer.order, Purpose.PROMISE)
        state = scene.situation.commitments.get(name)
        if state is None or state.stage not in {Stage.COUNTERED, Stage.DECLINED} or answer.order in taken:
            continue
        chance = scene.chance("inquiry", answer.order)
        at = scene.office(chance.whole(HOUR, 4 * DAY))
        work = WorkRecorded(activity="quotation", subject=answer.order, minutes=Decimal(chance.whole(25, 110)))
        links = scene.links(scene.orders[answer.order])
        scene.voices.tell(at, scene.sales, work, name=f"work/{name}", commitment=name, links=links)
        if state.stage is Stage.DECLINED:
            continue
        later = scene.office(at + chance.whole(4, 90) * HOUR)
        if chance.happens(50):
            scene.voices.say(later, CUSTOMER, name, Withdraw(reason="bought elsewhere"))
        elif chance.happens(30):
            scene.voices.say(later, CUSTOMER, name, Decline(reason="too late for us"))
