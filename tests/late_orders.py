"""Late orders of Thorn Forge, for tests: who promised what, and when it came; days are counted from a Monday."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from unisono.domain.acts.commitments import (
    Accepted,
    Delivered,
    Needed,
    Promised,
    Purpose,
    Requested,
    SlipNotified,
    Through,
)
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import CUSTOMER, UNRECORDED, Act, Actor, Fact, Link, Medium, Origin

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
DAY = 24 * 60


def day(number: float) -> datetime:
    """Return a moment so many days after the Monday."""
    return MONDAY + timedelta(days=number)


def said(commitment: str, party: str, act: Act, at: float, *, more: str = "") -> Fact:
    """Return a fact of a commitment; `more` tells apart facts of the same kind."""
    return Fact(
        id=f"{commitment}/{type(act).__name__}{more}",
        happened_at=day(at),
        actor=Actor(party=party),
        origin=Origin(medium=Medium.COMMAND),
        act=act,
        commitment=commitment,
    )


def work(
    order: str,
    purpose: Purpose,
    *,
    asks: str,
    does: str,
    agreed: float | None,
    due: float,
    needs: Sequence[tuple[str, Through]] = (),
    promised: Promised | None = None,
    asked_at: float = 0,
) -> list[Fact]:
    """Return the facts of a commitment that is asked for and promised, with a dozen gates in it."""
    name = f"{order}/{purpose.value}"
    request = Requested(
        requester=asks,
        performer=does,
        purpose=purpose,
        subject=order,
        quantity=Decimal(12),
        unit="gate",
        due=day(due),
        line="anvil" if purpose is Purpose.PRODUCE else "",
        agreed_minutes=None if agreed is None else Decimal(agreed * DAY),
    )
    promise = promised or Promised(due=day(due), quantity=Decimal(12))
    wanted = [said(name, asks, Needed(needs=item, through=through), asked_at, more=item) for item, through in needs]
    return [said(name, asks, request, asked_at), said(name, does, promise, asked_at), *wanted]


def done(order: str, purpose: Purpose, *, does: str, asks: str, at: float, quantity: int = 12) -> list[Fact]:
    """Return the facts of a commitment that was handed over and taken."""
    name, amount = f"{order}/{purpose.value}", Decimal(quantity)
    delivered = Delivered(handover="1", quantity=amount, is_last=True)
    return [said(name, does, delivered, at), said(name, asks, Accepted(handover="1", quantity=amount), at)]


def worked_example(order: str = "SO-1") -> list[Fact]:
    """Return the order of METHODS 5: promised for day 10 by override, agreed for day 12, delivered on day 14."""
    override = Promised(due=day(10), planned=day(12), quantity=Decimal(12), reason="the customer insisted")
    through = Through.INPUT
    return [
        *work(
            order,
            Purpose.PROMISE,
            asks=CUSTOMER,
            does="sales",
            agreed=None,
            due=9,
            promised=override,
            needs=[(f"{order}/ship", through)],
        ),
        *work(
            order,
            Purpose.SHIP,
            asks="sales",
            does="logistics",
            agreed=2,
            due=12,
            needs=[(f"{order}/produce", through)],
        ),
        *work(
            order,
            Purpose.PRODUCE,
            asks="sales",
            does="production",
            agreed=7,
            due=10,
            needs=[(f"{order}/supply", through)],
        ),
        *work(order, Purpose.SUPPLY, asks="production", does="logistics", agreed=3, due=3),
        *done(order, Purpose.SUPPLY, does="logistics", asks="production", at=4),
        *done(order, Purpose.PRODUCE, does="production", asks="sales", at=13),
        *done(order, Purpose.SHIP, does="logistics", asks="sales", at=14),
        *done(order, Purpose.PROMISE, does="sales", asks=CUSTOMER, at=14),
    ]


def case(name: str, *, opened: float, steps: Sequence[tuple[str, str, float]], ended: float, due: float) -> list[Fact]:
    """Return the facts of a case of a log: its promise, what each group did until when, and its end."""
    request = Requested(requester=UNRECORDED, performer="office", subject=name, due=day(due))
    facts = [said(name, UNRECORDED, request, opened)]
    facts += [
        Fact(
            id=f"{name}/{number}",
            happened_at=day(at),
            actor=Actor(party=party),
            origin=Origin(medium=Medium.FILE),
            act=WorkRecorded(activity=activity, subject=name),
            links=(Link(type="case", object=name),),
        )
        for number, (activity, party, at) in enumerate(steps)
    ]
    facts.append(said(name, "office", Delivered(handover="1", is_last=True), ended))
    return facts


def late_gates(order: str, *, at: float, over: float = 1, reason: str = "") -> list[Fact]:
    """Return an order that the forge was to make by a day, and made some days later."""
    needs = [(f"{order}/produce", Through.INPUT)]
    notice = SlipNotified(expected=day(at + over), reason=reason)
    return [
        *work(order, Purpose.PROMISE, asks=CUSTOMER, does="sales", agreed=None, due=at, needs=needs),
        *work(order, Purpose.PRODUCE, asks="sales", does="forge", agreed=1, due=at),
        *([said(f"{order}/produce", "forge", notice, at)] if reason else []),
        *done(order, Purpose.PRODUCE, does="forge", asks="sales", at=at + over),
        *done(order, Purpose.PROMISE, does="sales", asks=CUSTOMER, at=at + over),
    ]
