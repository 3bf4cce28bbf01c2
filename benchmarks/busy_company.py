"""The facts of a busy company, as many as are wanted: orders with their picking, lines, stock, invoices and feedback.

Everything is drawn from a seed. Some promises are moved, some slip with or without a notice, some deliveries are short,
rejected or in dispute, some requests lead to nothing.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import chain, count

from unisono.domain.acts.commitments import (
    Accepted,
    Declined,
    Delivered,
    DisputeSettled,
    HandoverDisputed,
    Promised,
    Purpose,
    Rejected,
    Renegotiated,
    Requested,
    SlipNotified,
    Withdrawn,
)
from unisono.domain.acts.plans import DecisionRequested, FrozenWorkMoved
from unisono.domain.acts.work import (
    ChangedOver,
    FeedbackGiven,
    Invoiced,
    LineOpened,
    OperationFinished,
    StockCounted,
    WorkRecorded,
)
from unisono.domain.facts import CUSTOMER, Act, Actor, Fact, Link, Medium, Origin

BEGIN = datetime(2026, 1, 5, 6, tzinfo=UTC)
MINUTES_BETWEEN_ORDERS = 9
TIERS = ("gold", "silver", "standard")
LINES = ("plate", "slitting", "coating")
ORIGIN = Origin(medium=Medium.SIMULATION, place="busy company")
CHANCES = {
    "declined": 0.06,
    "withdrawn": 0.04,
    "forgotten": 0.02,
    "moved": 0.2,
    "told ahead": 0.6,
    "in parts": 0.3,
    "wrong papers": 0.03,
    "rejected": 0.05,
    "disputed": 0.03,
    "changeover": 0.4,
    "frozen work moved": 0.03,
    "overstep": 0.02,
    "feedback": 0.1,
}
"""How often it happens, of all times when it could."""

Told = tuple[datetime, str, Act, str]
"""When, by which party, what, and of which commitment."""

PURPOSES = {Purpose.PROMISE: (CUSTOMER, "sales"), Purpose.PICK: ("sales", "logistics")}


def facts_of_a_busy_company(most: int, seed: int = 1) -> Iterator[Fact]:
    """Yield facts, the orders one after the other.

    Args:
        most: how many facts.
        seed: of everything that is drawn.
    """
    draw = random.Random(seed)  # noqa: S311 - made-up data, no secrets
    numbers = count(1)
    for order in count(1):
        told = chain(_order(draw, order), _floor(draw, order), _money(draw, order))
        for at, party, act, commitment in told:
            number = next(numbers)
            if number > most:
                return
            cases = (Link(type="case", object=f"case {order // 2}"),) if isinstance(act, WorkRecorded) else ()
            yield Fact(
                id=f"busy/{number}",
                happened_at=at,
                actor=Actor(party=party),
                origin=ORIGIN,
                act=act,
                commitment=commitment,
                links=cases,
            )


def _happens(draw: random.Random, what: str) -> bool:
    return draw.random() < CHANCES[what]


def _order(draw: random.Random, number: int) -> Iterator[Told]:
    asked = BEGIN + timedelta(minutes=MINUTES_BETWEEN_ORDERS * number)
    customer, quantity = draw.randrange(400), Decimal(draw.randrange(4, 200)) / 4
    due = asked + timedelta(days=draw.randrange(5, 25))
    came = due + timedelta(hours=draw.choice((-30, -10, -4, 0, 0, 6, 40)))
    for purpose, (requester, performer) in PURPOSES.items():
        request = Requested(
            requester=requester,
            performer=performer,
            purpose=purpose,
            subject=f"SO-{number}",
            quantity=quantity,
            unit="t",
            due=due,
            value=quantity * 1000,
            customer=f"C{customer:03}",
            tier=TIERS[customer % len(TIERS)],
            line=LINES[number % len(LINES)],
        )
        yield from _commitment(draw, request, f"SO-{number}/{purpose.value}", asked, came)


def _commitment(draw: random.Random, request: Requested, name: str, asked: datetime, came: datetime) -> Iterator[Told]:
    performer, due, quantity = request.performer, request.due or asked, request.quantity or Decimal(1)
    yield asked, request.requester, request, name
    answered = asked + timedelta(hours=draw.randrange(1, 50))
    if _happens(draw, "declined"):
        yield answered, performer, Declined(reason="the line is full", rule=6), name
        return
    promised = due + timedelta(hours=draw.choice((0, 0, 0, 24)))
    yield answered, performer, Promised(due=promised, quantity=quantity), name
    if _happens(draw, "withdrawn"):
        yield answered + timedelta(days=1), request.requester, Withdrawn(reason="bought elsewhere"), name
        return
    if _happens(draw, "moved"):
        moved = Renegotiated(due=promised + timedelta(days=1), quantity=quantity, owner="sales", reason="rush order")
        yield answered + timedelta(days=1), "sales", moved, name
    if _happens(draw, "forgotten"):
        return
    if came > promised and _happens(draw, "told ahead"):
        notice = SlipNotified(expected=came, reason="coil arrived late")
        yield promised - timedelta(hours=draw.randrange(-6, 60)), performer, notice, name
    yield from _handovers(draw, request, name, quantity, came)


def _handovers(draw: random.Random, request: Requested, name: str, quantity: Decimal, came: datetime) -> Iterator[Told]:
    part = quantity / 2 if _happens(draw, "in parts") else quantity
    handovers = [part, quantity - part] if part < quantity else [quantity]
    for number, some in enumerate(handovers, start=1):
        handover, at = str(number), came - timedelta(hours=len(handovers) - number)
        is_last = number == len(handovers)
        yield at, request.performer, Delivered(handover=handover, quantity=some, is_last=is_last), name
        is_rejected, is_disputed = _happens(draw, "rejected"), _happens(draw, "disputed")
        missing = Decimal(1) if is_rejected or is_disputed else Decimal(0)
        accepted = Accepted(
            handover=handover,
            quantity=some - missing,
            documents_right=not _happens(draw, "wrong papers"),
            condition_right=True,
        )
        yield at + timedelta(hours=2), request.requester, accepted, name
        if is_rejected:
            rejected = Rejected(handover=handover, quantity=missing, reason="edges bent")
            yield at + timedelta(hours=2), request.requester, rejected, name
        elif is_disputed:
            dispute = HandoverDisputed(
                handover=handover, delivered=some, received=some - missing, settle_by=at + timedelta(days=2)
            )
            yield at + timedelta(hours=2), request.requester, dispute, name
            yield at + timedelta(days=1), request.performer, DisputeSettled(handover=handover, quantity=some), name


def _floor(draw: random.Random, number: int) -> Iterator[Told]:
    begin = BEGIN + timedelta(minutes=MINUTES_BETWEEN_ORDERS * number, days=4)
    line, subject = LINES[number % len(LINES)], f"SO-{number}"
    yield begin, "production", LineOpened(line=line, started_at=begin, minutes=Decimal(480)), ""
    minutes = draw.randrange(60, 400)
    end = begin + timedelta(minutes=minutes)
    if _happens(draw, "changeover"):
        yield begin, "production", ChangedOver(line=line, to_family="S355", started_at=begin, minutes=Decimal(45)), ""
    done = OperationFinished(
        subject=subject,
        line=line,
        quantity=Decimal(20),
        started_at=begin,
        minutes=Decimal(minutes),
        planned=end - timedelta(minutes=draw.randrange(-60, 120)),
    )
    yield end, "production", done, ""
    for party in ("sales", "planning", "sales"):
        begin += timedelta(minutes=draw.randrange(10, 90))
        yield begin, party, WorkRecorded(activity="clarify", subject=subject, minutes=Decimal(10)), ""
    if _happens(draw, "frozen work moved"):
        yield begin, "sales", FrozenWorkMoved(subject=subject, line=line, owner="sales", reason="rush order"), ""
    if _happens(draw, "overstep"):
        ask = DecisionRequested(decision="overtime", decider="production", reason="rush order", is_overstep=True)
        yield begin, "sales", ask, ""


def _money(draw: random.Random, number: int) -> Iterator[Told]:
    at = BEGIN + timedelta(minutes=MINUTES_BETWEEN_ORDERS * number, days=20)
    customer, value = draw.randrange(400), Decimal(draw.randrange(1000, 60000))
    tier = TIERS[customer % len(TIERS)]
    invoice = Invoiced(customer=f"C{customer:03}", tier=tier, value=value, variable_cost=value * 7 / 10)
    yield at, "sales", invoice, ""
    if number % 50 == 0:
        value = Decimal(draw.randrange(10**5, 10**6))
        yield at, "logistics", StockCounted(product="coil", quantity=Decimal(900), value=value), ""
    if _happens(draw, "feedback"):
        feedback = FeedbackGiven(about_party="sales", score=draw.randrange(11), customer=f"C{customer:03}", tier=tier)
        yield at, CUSTOMER, feedback, ""
