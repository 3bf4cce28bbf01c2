"""Causes from the facts of Thorn Forge: their hours, their money, what is proposed, and what a range leaves out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from tests.forge import forge
from tests.late_orders import case, day, done, late_gates, work, worked_example
from tests.plain_fact_table import PlainFactTable
from unisono.domain.acts.commitments import Purpose
from unisono.domain.acts.replies import Contested
from unisono.domain.company import Snapshot
from unisono.domain.facts import CUSTOMER, Actor, Fact, Medium, Origin
from unisono.services.attributing import Range, attribute
from unisono.services.tracing import Causes, newest_moment_in, trace_causes

DAY = 86_400
LATER = day(30)


def traced(
    facts: Iterable[Fact], *, now: datetime = LATER, within: Range | None = None, snapshot: Snapshot | None = None
) -> Causes:
    """Return the causes that some facts tell, from a month after the Monday."""
    return trace_causes(table=PlainFactTable([*facts]), within=within or Range(), now=now, snapshot=snapshot)


def days(causes: Causes) -> dict[str, float]:
    """Return the days of each cause."""
    return {cause.found.name: cause.found.amount / DAY for cause in causes.late}


def test_the_worked_example_by_cause() -> None:
    """The five days that the parties have are those of three causes."""
    causes = traced(worked_example())
    assert days(causes) == {
        "produce/nobody-told-why": 2,
        "promised-too-early/the-customer-insisted": 2,
        "supply/nobody-told-why": 1,
    }
    assert (causes.orders, causes.delivered, causes.lateness, causes.seconds) == (1, 1, 4 * DAY, 5 * DAY)
    assert all(cause.proposal is None for cause in causes.late)


def test_a_repeated_cause_gets_an_owner_and_a_date() -> None:
    """Torn bellows made three orders late in two weeks: the forge is to prevent it within two weeks."""
    orders = [late_gates(f"SO-{at}", at=at, reason="bellows torn") for at in (20, 21, 28)]
    causes = traced([fact for facts in orders for fact in facts])
    (cause,) = causes.late
    assert cause.is_repeated
    assert cause.weeks[-2:] == (2, 1)
    assert cause.proposal is not None
    assert (cause.proposal.owner, cause.proposal.by) == ("forge", day(44))


def test_what_was_long_ago_calls_for_nothing() -> None:
    """A cause that has not happened for two months needs no prevention."""
    orders = [late_gates(f"SO-{at}", at=at, reason="bellows torn") for at in (3, 8, 15)]
    (cause,) = traced([fact for facts in orders for fact in facts], now=day(90)).late
    assert (cause.is_repeated, cause.proposal, sum(cause.weeks)) == (False, None, 0)


def test_a_log_that_tells_nobody_proposes_to_nobody() -> None:
    """The end of a case of which nothing is recorded is a repeated cause without an owner."""
    facts = [
        fact
        for at in range(4, 28, 4)
        for fact in case(f"permit {at}", opened=at, steps=[("check", "office", at + 1)], ended=at + 3, due=at + 2)
    ]
    (cause, *_) = traced(facts).late
    assert cause.found.stage == "end"
    assert (cause.is_repeated, cause.found.owner, cause.proposal) == (True, "", None)


def test_a_range_and_a_moment() -> None:
    """What was delivered later than the range or the moment does not count."""
    facts = [*late_gates("SO-1", at=3), *late_gates("SO-2", at=20)]
    assert traced(facts).orders == 2
    assert traced(facts, now=day(10)).orders == 1
    assert traced(facts, within=Range(since=day(10))).orders == 1
    assert newest_moment_in(PlainFactTable(facts)) == day(21)
    assert newest_moment_in(PlainFactTable([])) is None


def test_a_reply_moves_the_cause() -> None:
    """The forge says that the pit brought no coal: from then on that is the cause, and the hours are the same."""
    reply = Contested(subject="SO-1", overrun="SO-1/produce", caused_by="pit", reason="no coal came")
    fact = Fact(
        id="reply", happened_at=day(5), actor=Actor(party="forge"), origin=Origin(medium=Medium.COMMAND), act=reply
    )
    (cause,) = traced([*late_gates("SO-1", at=3), fact]).late
    assert (cause.found.name, cause.found.owner, cause.found.amount) == ("produce/no-coal-came", "pit", DAY)


def test_short_deliveries_have_causes_too() -> None:
    """Two of twelve gates were missing at the forge: by unit, and their sum is that of the parties."""
    facts = [
        *work("SO-1", Purpose.PROMISE, asks=CUSTOMER, does="sales", agreed=None, due=4),
        *done("SO-1", Purpose.PROMISE, does="sales", asks=CUSTOMER, at=4, quantity=10),
    ]
    (short,) = traced(facts).short
    assert (short.unit, short.orders) == ("gate", 1)
    assert [(cause.stage, cause.amount) for cause in short.causes] == [("promise", 2000)]
    _, (parties,) = attribute(table=PlainFactTable(facts), within=Range())
    assert sum(cause.amount for cause in short.causes) == parties.lateness


def test_money_by_the_policy() -> None:
    """A day late costs what the policy charges for it, split like the hours; an order that the data lack costs none."""
    snapshot = forge()
    order = replace(snapshot.orders[0], id="SO-1", late_cost_per_day=Decimal("100.01"))
    snapshot = replace(snapshot, orders=(order,))
    facts = [*worked_example(), *late_gates("SO-2", at=3)]
    causes = traced(facts, snapshot=snapshot)
    assert (causes.priced, causes.orders, causes.money) == (1, 2, Decimal("400.04"))
    money = {cause.found.name: cause.money for cause in causes.late}
    assert money["produce/nobody-told-why"] == Decimal("160.02")
    assert money["promised-too-early/the-customer-insisted"] == Decimal("160.01")
    by_tier = replace(snapshot, orders=(replace(order, late_cost_per_day=None),))
    gold_days = 4 * order.quantity * order.net_price * 3 / 100
    assert traced(worked_example(), snapshot=by_tier).money == gold_days
    assert traced(facts).money == 0
