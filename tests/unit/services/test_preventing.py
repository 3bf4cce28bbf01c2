"""Who can be asked to prevent what, and what comes of it."""

from datetime import datetime

import pytest

from tests.late_orders import day, late_gates
from tests.plain_fact_table import PlainFactTable, facts_of
from tests.plain_ledger import PlainLedger
from unisono.domain.acts.commitments import Purpose
from unisono.domain.commitments.commands import Decline
from unisono.domain.commitments.state import Commitment, Stage, Terms
from unisono.domain.facts import CUSTOMER, Actor, Medium, Origin
from unisono.services.attributing import Range
from unisono.services.commitments import Submission, act_on
from unisono.services.preventing import NobodyToPrevent, NoSuchCause, PreventedAlready, Wish, prevent
from unisono.services.tracing import trace_causes

COMMAND = Origin(medium=Medium.COMMAND)
NOW = day(30)


def ledger() -> PlainLedger:
    """Return a ledger with an order that torn bellows made late."""
    made = PlainLedger()
    made.append(late_gates("SO-1", at=20, reason="bellows torn"), now=day(21))
    return made


def asked(of: PlainLedger, wish: Wish, *, id: str = "1", now: datetime = NOW) -> Commitment:  # noqa: A002 - as the argument
    """Return what comes of a wish of Sales."""
    table = PlainFactTable(facts_of([*of.entries()]))
    return prevent(
        ledger=of,
        table=table,
        causes=trace_causes(table=table, within=Range(), now=now).late,
        wish=wish,
        id=id,
        actor=Actor(party="sales"),
        origin=COMMAND,
        now=now,
    )


def test_the_owner_and_the_date_may_be_left_open() -> None:
    """Then it is whose work it is, within two weeks; what people read is understood as the cause's name."""
    known = asked(ledger(), Wish(cause="Produce: Bellows torn.", task="a spare"))
    assert (known.id, known.requester, known.performer) == ("prevent/produce/bellows-torn", "sales", "forge")
    assert (known.purpose, known.subject, known.stage) == (Purpose.PREVENT, "produce/bellows-torn", Stage.REQUESTED)
    assert known.asked == Terms(due=day(44))


def test_another_owner_and_date() -> None:
    """People may agree on somebody else who can help, and on another day."""
    known = asked(ledger(), Wish(cause="produce/bellows-torn", task="better leather", owner="purchasing", by=day(60)))
    assert (known.performer, known.asked) == ("purchasing", Terms(due=day(60)))


def test_one_prevention_at_a_time() -> None:
    """A second one is refused while the first one is open; when it was given up, the next has a name of its own."""
    made, wish = ledger(), Wish(cause="produce/bellows-torn", task="a spare")
    first = asked(made, wish)
    with pytest.raises(PreventedAlready, match="forge is to prevent this already"):
        asked(made, wish, id="2")
    no = Submission(
        id="no", commitment=first.id, command=Decline(reason="no money"), actor=Actor(party="forge"), origin=COMMAND
    )
    act_on(ledger=made, submission=no, now=NOW)
    assert asked(made, wish, id="2").id == "prevent/produce/bellows-torn/2"


def test_what_cannot_be_asked() -> None:
    """A cause that nobody knows, and an owner who is outside."""
    with pytest.raises(NoSuchCause, match=r"Did you mean 'produce/bellows-torn'\?"):
        asked(ledger(), Wish(cause="produce/belows-torn", task="a spare"))
    with pytest.raises(NobodyToPrevent, match="customer cannot own"):
        asked(ledger(), Wish(cause="produce/bellows-torn", task="a spare", owner=CUSTOMER))
