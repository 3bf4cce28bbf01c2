"""Two open orders of Thorn Forge that are looked at on a Monday, for tests; days are counted from that Monday."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import numpy as np

from tests.late_orders import MONDAY, day, said, work
from tests.plain_fact_table import PlainFactTable, facts_of
from tests.plain_ledger import PlainLedger
from unisono.analytics.foresight.outlooks import Outlooks
from unisono.domain.acts.commitments import Needed, Promised, Purpose, Requested, Through
from unisono.domain.facts import CUSTOMER, Fact, Medium, Origin
from unisono.domain.policy import WarningPolicy
from unisono.services.warning import Recording, Warned, warn

DAY = 86_400
LEVELS = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
TO_THE_MINUTE = WarningPolicy(grace_hours=Decimal(0))
"""Who comes a minute later is late."""

HERE = Origin(medium=Medium.COMMAND, place="a test")


def order(name: str, *, customer: str, tier: str, value: int, due: float) -> list[Fact]:
    """Return an order: a coil by day 2, gates by day 4, which take a day, and the promise to a customer."""
    request = Requested(
        requester=CUSTOMER,
        performer="sales",
        purpose=Purpose.PROMISE,
        subject=name,
        quantity=Decimal(12),
        unit="gate",
        due=day(due),
        value=Decimal(value),
        customer=customer,
        tier=tier,
    )
    promise, needs = f"{name}/promise", Needed(needs=f"{name}/produce", through=Through.INPUT)
    coil = [(f"{name}/supply", Through.INPUT)]
    return [
        said(promise, CUSTOMER, request, 0),
        said(promise, "sales", Promised(due=day(due), quantity=Decimal(12)), 0),
        said(promise, "sales", needs, 0),
        *work(name, Purpose.PRODUCE, asks="sales", does="production", agreed=1, due=4, needs=coil),
        *work(name, Purpose.SUPPLY, asks="production", does="purchasing", agreed=None, due=2),
    ]


def park_and_rosewood() -> list[Fact]:
    """Return the two orders: gold Park's for 9,000 by day 5, and Rosewood's for 400 by day 20."""
    park = order("A", customer="Park", tier="gold", value=9000, due=5)
    return [*park, *order("B", customer="Rosewood", tier="standard", value=400, due=20)]


def ledger_of(facts: Sequence[Fact]) -> PlainLedger:
    """Return a ledger with these facts."""
    ledger = PlainLedger()
    ledger.append(facts, now=MONDAY)
    return ledger


def days(**told: Sequence[float]) -> Outlooks:
    """Return outlooks in days from the Monday, of commitments named as `A_supply`."""
    names = tuple(name.replace("_", "/") for name in told)
    return Outlooks(names=names, levels=LEVELS, seconds=np.array([*told.values()], float).reshape(-1, 5) * DAY)


def look(
    ledger: PlainLedger, outlooks: Outlooks, *, now: datetime = MONDAY, policy: WarningPolicy | None = None
) -> Warned:
    """Return the warnings that stand on a ledger."""
    return warn(
        ledger=ledger,
        table=PlainFactTable(facts_of(ledger.kept)),
        outlooks=outlooks,
        now=now,
        policy=policy or TO_THE_MINUTE,
        recording=Recording(origin=HERE, clock=now),
    )
