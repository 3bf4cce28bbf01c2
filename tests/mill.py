"""The Carpenter Mill: what its people asked of each other, as facts; for every test of a ledger."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from unisono.domain.acts import Accepted, Delivered, Promised, Requested, SlipNotified, StockCounted
from unisono.domain.acts.commitments import Purpose
from unisono.domain.facts import Act, Actor, Fact, Link, Medium, Origin

MONDAY = datetime(2026, 11, 23, 5, tzinfo=UTC)
FRIDAY = MONDAY + timedelta(days=4)
ADA, BEN = Actor(party="yard", person="Ada"), Actor(party="saw", person="Ben")


def fact(number: int, act: Act, *, by: Actor = ADA, commitment: str = "", hours: int = 0) -> Fact:
    """Return a fact as Ada or Ben types it in, `hours` after Monday morning."""
    return Fact(
        id=f"fact-{number}",
        happened_at=MONDAY + timedelta(hours=hours),
        actor=by,
        origin=Origin(medium=Medium.SCREEN, place="yard"),
        act=act,
        commitment=commitment,
        links=(Link(type="order", object=commitment.partition("/")[0], quantity=Decimal("2.50"), unit="m3"),)
        if commitment
        else (),
    )


def asked(number: int, commitment: str) -> Fact:
    """Return that the yard asked the saw for 40 beams by Friday."""
    act = Requested(
        requester="yard",
        performer="saw",
        purpose=Purpose.PRODUCE,
        subject=commitment.partition("/")[0],
        quantity=Decimal(40),
        unit="beam",
        due=FRIDAY,
    )
    return fact(number, act, commitment=commitment)


def story(commitment: str = "SO-7/produce", first: int = 1) -> list[Fact]:
    """Return six facts: asked, promised, told late, delivered, signed for; and stock that was counted meanwhile."""
    return [
        asked(first, commitment),
        fact(first + 1, Promised(due=FRIDAY, quantity=Decimal(40)), by=BEN, commitment=commitment, hours=2),
        counted(first + 2),
        fact(first + 3, SlipNotified(expected=FRIDAY + timedelta(days=1)), by=BEN, commitment=commitment, hours=30),
        fact(first + 4, Delivered(handover="1", quantity=Decimal(40)), by=BEN, commitment=commitment, hours=110),
        fact(first + 5, Accepted(handover="1", quantity=Decimal(40)), commitment=commitment, hours=112),
    ]


def counted(number: int, quantity: int = 12) -> Fact:
    """Return that Ada counted the beams in stock, which belongs to no commitment."""
    return fact(number, StockCounted(product="beam", quantity=Decimal(quantity), value=Decimal(900)), hours=3)
