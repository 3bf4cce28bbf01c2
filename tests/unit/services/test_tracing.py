"""Causes from the facts of Thorn Forge: their hours, their money, what is proposed, and what a range leaves out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from tests.forge import forge
from tests.late_orders import case, day, done, late_gates, said, work, worked_example
from tests.plain_fact_table import PlainFactTable
from unisono.analytics.causes.preventions import Standing
from unisono.analytics.causes.rates import Count, Verdict
from unisono.analytics.kpis import KPIS
from unisono.domain.acts.commitments import Accepted, Declined, Delivered, Promised, Purpose, Requested
from unisono.domain.acts.replies import Contested
from unisono.domain.company import Snapshot
from unisono.domain.facts import CUSTOMER, Actor, Fact, Medium, Origin
from unisono.services.attributing import Range, attribute
from unisono.services.measuring import measure
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


def prevention(*, asked: float, promised: float | None = None, done_at: float | None = None) -> list[Fact]:
    """Return what was said about a prevention of torn bellows: Sales asks the forge."""
    name = "prevent/produce/bellows-torn"
    request = Requested(
        requester="sales",
        performer="forge",
        purpose=Purpose.PREVENT,
        subject="produce/bellows-torn",
        task="two bellows, one spare",
        due=day(40),
    )
    facts = [said(name, "sales", request, asked)]
    if promised is not None:
        facts.append(said(name, "forge", Promised(), promised))
    if done_at is not None:
        facts.append(said(name, "forge", Delivered(handover="1"), done_at))
        facts.append(said(name, "sales", Accepted(handover="1"), done_at + 1))
    return facts


def torn(*ats: float) -> list[Fact]:
    """Return orders that torn bellows made late."""
    return [fact for at in ats for fact in late_gates(f"SO-{at}", at=at, reason="bellows torn")]


def test_nothing_more_is_proposed_while_somebody_is_at_it() -> None:
    """A prevention that is asked for or agreed stands in the place of a proposal, until it is given up."""
    for facts in (prevention(asked=29), prevention(asked=28, promised=29)):
        (cause,) = traced([*torn(20, 21, 28), *facts]).late
        assert (cause.is_repeated, cause.proposal) == (True, None)
        (told,) = cause.preventions
        assert (told.prevention.owner, told.prevention.task, told.effect) == ("forge", "two bellows, one spare", None)
    given_up = [*prevention(asked=28), said("prevent/produce/bellows-torn", "forge", Declined(reason="no money"), 29)]
    (cause,) = traced([*torn(20, 21, 28), *given_up]).late
    assert cause.proposal is not None
    assert cause.preventions[0].prevention.standing is Standing.OFF


def test_a_prevention_is_measured_from_when_it_was_done() -> None:
    """Three in six orders before, none in twenty after: it helped, and nothing more is proposed."""
    before = [*torn(10, 17, 18), *(fact for at in (11, 12, 13) for fact in late_gates(f"OK-{at}", at=at, over=0))]
    after = [fact for at in range(22, 42) for fact in late_gates(f"OK-{at}", at=at, over=0)]
    causes = traced([*before, *prevention(asked=19, promised=20, done_at=21), *after], now=day(45))
    (cause,) = causes.late
    (told,) = causes.preventions
    assert cause.preventions == (told,)
    assert told.prevention.standing is Standing.ACCEPTED
    assert told.effect is not None
    assert (told.effect.before, told.effect.after) == (Count(times=3, orders=6), Count(times=0, orders=20))
    assert told.effect.verdict is Verdict.LESS
    assert (cause.is_repeated, cause.proposal) == (False, None)


def test_what_happens_again_after_a_prevention_is_proposed_again() -> None:
    """Three more torn bellows after it was done call for another prevention."""
    (cause,) = traced([*prevention(asked=5, promised=6, done_at=7), *torn(20, 21, 28)]).late
    assert (cause.is_repeated, cause.proposal is not None) == (True, True)


def test_a_prevention_is_known_when_its_cause_has_gone() -> None:
    """Where nothing came late any more the prevention is told all the same."""
    causes = traced(prevention(asked=5, promised=6, done_at=7))
    assert causes.late == ()
    assert [one.prevention.cause for one in causes.preventions] == ["produce/bellows-torn"]


def test_kpis_of_orders_do_not_count_preventions() -> None:
    """A prevention counts where all work between parties does; no figure of orders, deliveries and lines changes."""
    orders = worked_example()
    with_it = [*orders, *prevention(asked=12, promised=13, done_at=13.5)]
    plain, more = (measure(table=PlainFactTable(facts), kpis=KPIS, by=None) for facts in (orders, with_it))
    changed = {one.kpi.id for one, other in zip(plain, more, strict=True) if one.value != other.value}
    of_all_work = {"promise_kept_first", "promise_kept_last", "late_after_promise", "late_after_request"}
    assert changed == of_all_work | {"closed_cases", "answer_time"}


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
