"""A tailor's shop with a past, as facts for tests of foresight: coats are promised, sewn, sometimes late."""

import random
from datetime import datetime, timedelta
from decimal import Decimal

from tests.commitments import MONDAY
from unisono.analytics.foresight.learning import Params
from unisono.domain.acts.commitments import Delivered, Needed, Promised, Purpose, Requested, SlipNotified, Withdrawn
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import Act, Actor, Fact, Link, Medium, Origin

FEW_TREES = Params(trees=20, rate=0.2, looks=2)
"""Enough where nobody looks at how good the trees are."""


def fact(name: str, at: datetime, party: str, act: Act, *, commitment: str = "", case: str = "") -> Fact:
    """Return a fact."""
    return Fact(
        id=f"{name}/{type(act).__name__}/{at.isoformat()}",
        happened_at=at,
        actor=Actor(party=party),
        origin=Origin(medium=Medium.FILE),
        act=act,
        commitment=commitment,
        links=(Link(type="case", object=case),) if case else (),
    )


def coat(number: int, draw: random.Random) -> list[Fact]:
    """Return the facts of a coat: wool is fetched, the coat is promised for ten days later and sewn; silk is late."""
    name, wool = f"coat {number}", f"wool {number}"
    at = MONDAY + timedelta(hours=8 * number)
    is_silk = number % 4 == 0
    came = at + timedelta(hours=draw.uniform(20, 60))
    done = came + timedelta(hours=draw.uniform(230, 300) if is_silk else draw.uniform(90, 150))
    due = at + timedelta(days=10)
    wanted = Requested(
        requester="shop",
        performer="silk room" if is_silk else "cutting room",
        purpose=Purpose.PRODUCE,
        due=due,
        agreed_minutes=Decimal(900),
        tier="gold" if number % 5 == 0 else "standard",
    )
    fetched = Requested(requester="shop", performer="store", purpose=Purpose.SUPPLY, due=at + timedelta(days=2))
    told = [
        fact(name, at, "shop", wanted, commitment=name),
        fact(name, at, wanted.performer, Promised(due=due), commitment=name),
        fact(wool, at, "shop", fetched, commitment=wool),
        fact(wool, at, "store", Promised(due=fetched.due), commitment=wool),
        fact(name, at, "shop", Needed(needs=wool), commitment=name),
        fact(wool, came, "store", Delivered(handover="1", is_last=True), commitment=wool),
        fact(name, done, wanted.performer, Delivered(handover="1", is_last=True), commitment=name),
    ]
    if is_silk and number % 8 == 0:
        slip = SlipNotified(expected=done + timedelta(hours=5), reason="silk frays")
        told.append(fact(name, came + timedelta(hours=100), wanted.performer, slip, commitment=name))
    if number % 17 == 0:
        told[-1 if not is_silk else 6] = fact(name, came, "shop", Withdrawn(), commitment=name)
    return told


def mended(number: int, draw: random.Random) -> list[Fact]:
    """Return the facts of a mended coat, which is a case of a log: looked at, mended once or twice, handed out."""
    at = MONDAY + timedelta(hours=6 * number)
    case = f"mending {number}"
    steps = [("counter", "look at"), *[("bench", "mend")] * draw.choice((1, 2)), ("counter", "hand out")]
    told = []
    for party, activity in steps:
        told.append(fact(case, at, party, WorkRecorded(activity=activity, subject=case), case=case))
        at += timedelta(hours=draw.uniform(5, 15) if activity == "look at" else draw.uniform(20, 60))
    return told


def past(coats: int, *, mending: int = 0, seed: int = 1) -> list[Fact]:
    """Return what happened in the shop, in the order of time.

    Args:
        coats: how many coats were asked for.
        mending: how many were brought to be mended.
        seed: of how long everything took.
    """
    draw = random.Random(seed)  # noqa: S311 - made-up coats, no secrets
    told = [one for number in range(1, coats + 1) for one in coat(number, draw)]
    told += [one for number in range(1, mending + 1) for one in mended(number, draw)]
    return sorted(told, key=lambda one: one.happened_at)


def until(facts: list[Fact], moment: datetime) -> list[Fact]:
    """Return what had happened by a moment."""
    return [one for one in facts if one.happened_at <= moment]
