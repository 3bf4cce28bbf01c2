"""What the weekly meeting does against a cause: from then on the second carrier is late four times less often."""

from datetime import timedelta

from unisono.analytics.causes.naming import cause_name
from unisono.domain.acts.commitments import Purpose
from unisono.domain.commitments.commands import Deliver, Promise, Receive, Request
from unisono.domain.commitments.state import Terms
from unisono.game.executing.scene import DAY, HOUR, Scene

MEETING, DONE = (2, 4, 10), (3, 2, 9)
"""Week, weekday and hour at which it is agreed on, and at which it is done: a Friday, and the Wednesday after."""

LESS_OFTEN = 4
"""A trip takes too long only once in so many of the cases in which it did before."""

PREVENTED = cause_name(Purpose.SHIP.value, "")
WITHIN = timedelta(days=14)


def agree_on_prevention(scene: Scene) -> None:
    """Let the meeting ask the second carrier to keep its trips from taking too long, and let it do so."""
    carrier = second_carrier(scene)
    if not carrier:
        return
    name, meeting, done = f"prevent/{PREVENTED}", scene.at(*MEETING), scene.at(*DONE)
    request = Request(
        performer=carrier,
        terms=Terms(due=scene.moment(meeting) + WITHIN),
        purpose=Purpose.PREVENT,
        subject=PREVENTED,
        task="a second driver stands by, and whoever runs late calls",
    )
    scene.voices.ask(meeting, scene.picker, name, request)
    scene.voices.say(meeting + 3 * HOUR, carrier, name, Promise(terms=Terms()))
    scene.voices.say(done, carrier, name, Deliver(handover="1"))
    scene.voices.say(done + DAY, scene.picker, name, Receive(handover="1"))


def second_carrier(scene: Scene) -> str:
    """Return the carrier that the first one asks for trips to the west; nobody: an empty text."""
    carriers = scene.partners("carrier")
    return carriers[1] if len(carriers) > 1 else ""


def is_prevented(scene: Scene, minute: int) -> bool:
    """Return whether the prevention has been done by a minute."""
    return minute >= scene.at(*DONE)
