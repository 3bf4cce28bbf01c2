"""Agree on a prevention: a party asks the owner of a cause to keep it from happening again, by a date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from unisono.analytics.causes.naming import cause_name
from unisono.analytics.causes.preventions import OPEN, Prevention, prevention_of, preventions_told
from unisono.domain.acts.commitments import Purpose
from unisono.domain.commitments.commands import Request
from unisono.domain.commitments.state import Commitment, Terms
from unisono.domain.facts import CUSTOMER, SYSTEM, UNRECORDED, Actor, Link, Origin
from unisono.services.checking.suggestions import did_you_mean
from unisono.services.commitments import Submission, act_on
from unisono.services.ports import FactTable, Ledger
from unisono.services.tracing import PREVENT_WITHIN, Traced

PREFIX = "prevent"
NO_PARTIES = frozenset({CUSTOMER, SYSTEM, UNRECORDED})


class NoSuchCause(Exception):  # noqa: N818 - it says what is not there
    """Nothing came late or short through a cause of this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        hint = did_you_mean(name, known)
        super().__init__(f"Nothing came late through a cause {name!r}. {hint}".strip())


class PreventedAlready(Exception):  # noqa: N818 - it says what is there
    """Somebody is at it: a second prevention of the same cause would hide whether the first one helps."""

    def __init__(self, prevention: Prevention) -> None:
        super().__init__(
            f"{prevention.owner} is to prevent this already: {prevention.commitment} is {prevention.standing.value}."
        )


class NobodyToPrevent(Exception):  # noqa: N818 - it says who is not there
    """The owner of a prevention is a department or a partner."""

    def __init__(self, owner: str) -> None:
        named = f"{owner} cannot own a prevention" if owner else "No fact tells whose work it is"
        super().__init__(f"{named}: name a department or a partner.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be done against a cause; without an owner the party that the cause lies with, without a date soon."""

    cause: str
    task: str
    owner: str = ""
    by: datetime | None = None


def prevent(
    *,
    ledger: Ledger,
    table: FactTable,
    causes: Sequence[Traced],
    wish: Wish,
    id: str,  # noqa: A002 - as the field of a submission is called
    actor: Actor,
    origin: Origin,
    now: datetime,
) -> Commitment:
    """Ask the owner of a cause for a prevention, and return the commitment that it is.

    Args:
        ledger: takes the request.
        table: its facts.
        causes: those that there are.
        wish: what is to be done, by whom, until when.
        id: names the submission, so that it is recorded once.
        actor: who asks; the owner may ask itself.
        origin: where the wish comes from.
        now: what the clock says.

    Raises:
        NoSuchCause: there is no such cause.
        NobodyToPrevent: the owner is no party.
        PreventedAlready: a prevention of it is open.
        unisono.services.commitments.CommandRefused: it cannot be asked for.
    """
    known = {one.found.name: one for one in causes}
    name = wish.cause if wish.cause in known else named(wish.cause)
    cause = known.get(name)
    if cause is None:
        raise NoSuchCause(wish.cause, [*known])
    owner = wish.owner or cause.found.owner
    if not owner or owner in NO_PARTIES:
        raise NobodyToPrevent(owner)
    earlier = [one for one in map(prevention_of, table.rows(preventions_told())) if one.cause == name]
    for one in earlier:
        if one.standing in OPEN:
            raise PreventedAlready(one)
    request = Request(
        performer=owner,
        terms=Terms(due=wish.by or now + PREVENT_WITHIN),
        purpose=Purpose.PREVENT,
        subject=name,
        task=wish.task,
    )
    submission = Submission(
        id=id,
        commitment=prevention_id(name, number=len(earlier) + 1),
        command=request,
        actor=actor,
        origin=origin,
        links=(Link(type="cause", object=name),),
    )
    return act_on(ledger=ledger, submission=submission, now=now)


def prevention_id(cause: str, *, number: int) -> str:
    """Return the name of a cause's first, second, ... prevention as a commitment.

    >>> prevention_id("ship/no-driver", number=1), prevention_id("ship/no-driver", number=2)
    ('prevent/ship/no-driver', 'prevent/ship/no-driver/2')
    """
    return f"{PREFIX}/{cause}" if number == 1 else f"{PREFIX}/{cause}/{number}"


def named(text: str) -> str:
    """Return the name of a cause that people may write as they read it.

    >>> named("ship: No driver."), named("ship/no-driver")
    ('ship/no-driver', 'ship/no-driver')
    """
    stage, *reason = re.split("[:/]", text, maxsplit=1)
    return cause_name(stage, *reason) if reason else text
