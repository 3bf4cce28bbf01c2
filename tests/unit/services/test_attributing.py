"""Fair shares from the facts of Thorn Forge: which deliveries, whose facts, and what a reply changes."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.late_orders import case, day, done, said, work, worked_example
from tests.plain_fact_table import PlainFactTable
from tests.plain_ledger import PlainLedger
from unisono.domain.acts.commitments import (
    Accepted,
    Delivered,
    DisputeSettled,
    HandoverDisputed,
    Promised,
    Purpose,
    Rejected,
    Renegotiated,
    Requested,
    SlipNotified,
    Through,
)
from unisono.domain.acts.plans import FrozenWorkMoved, PlanPublished
from unisono.domain.acts.replies import Contested
from unisono.domain.acts.work import OperationFinished
from unisono.domain.facts import CUSTOMER, UNRECORDED, Act, Actor, Fact, Medium, Origin
from unisono.services.attributing import (
    Attribution,
    NoSuchParty,
    NothingToReplyTo,
    Range,
    attribute,
    contest,
    most_telling,
    parts_within,
    positions_of,
    totals,
)

DAY = 86_400


def attributed(*facts: Fact, within: Range | None = None) -> tuple[Attribution, tuple[Attribution, ...]]:
    """Return the shares that some facts give."""
    return attribute(table=PlainFactTable(facts), within=within or Range())


def shares(late: Attribution) -> dict[str, float]:
    """Return the share of each party in days, those that there are."""
    return {total.party: total.seconds / DAY for total in totals(late) if total.seconds}


def gates(order: str = "A", *, made: float, brought: float, extra: tuple[Fact, ...] = ()) -> list[Fact]:
    """Return an order that Production makes by day 4 in two days and Sales brings."""
    needs = [(f"{order}/produce", Through.INPUT)]
    return [
        *work(order, Purpose.PROMISE, asks=CUSTOMER, does="sales", agreed=None, due=4, needs=needs),
        *work(order, Purpose.PRODUCE, asks="sales", does="production", agreed=2, due=4),
        *extra,
        *done(order, Purpose.PRODUCE, does="production", asks="sales", at=made),
        *done(order, Purpose.PROMISE, does="sales", asks=CUSTOMER, at=brought),
    ]


def told(act: Act, party: str, at: float, *, name: str) -> Fact:
    """Return a fact that belongs to no commitment."""
    return Fact(id=name, happened_at=day(at), actor=Actor(party=party), origin=Origin(medium=Medium.COMMAND), act=act)


def test_only_the_deliveries_of_the_range() -> None:
    """A range begins with its first moment and ends before its last; an order may be asked for alone."""
    table = PlainFactTable([*worked_example("SO-1"), *worked_example("SO-2")])
    ends = day(14)
    for within, count in (
        (Range(), 2),
        (Range(order="SO-2"), 1),
        (Range(order="SO-9"), 0),
        (Range(since=ends), 2),
        (Range(since=ends + timedelta(seconds=1)), 0),
        (Range(until=ends), 0),
        (Range(until=ends + timedelta(seconds=1)), 2),
    ):
        late, _ = attribute(table=table, within=within)
        assert len(late.orders) == count
        assert late.lateness == count * 4 * DAY
        assert sum(total.seconds - total.credit for total in totals(late)) == late.lateness


def test_parties_without_a_share_stand_there_too() -> None:
    """Whoever took part in a delivery of the range has a row, and the unrecorded has the last one."""
    late, _ = attributed(*gates(made=4, brought=5), *worked_example("SO-1"), within=Range(order="A"))
    assert [(total.party, total.seconds, total.orders) for total in totals(late)] == [
        ("sales", DAY, 1),
        ("production", 0, 0),
        (UNRECORDED, 0, 0),
    ]


def test_only_what_had_a_due_time_could_be_late() -> None:
    """Deliveries and cases with a promise or a deadline are judged, those that nobody dated are not."""
    steps = [("Check", "Office", 2.0)]
    facts = [
        *gates("A", made=4, brought=5),
        *gates("B", made=4, brought=4),
        *case("one", opened=0, steps=steps, ended=3, due=2),
        *case("two", opened=0, steps=steps, ended=3, due=4),
    ]
    undated = [
        replace(fact, act=replace(fact.act, due=None)) if isinstance(fact.act, Requested) else fact
        for fact in case("three", opened=0, steps=steps, ended=3, due=2)
    ]
    late, _ = attributed(*facts, *undated)
    assert (late.judged, len(late.orders)) == (4, 2)
    assert attributed(*undated)[0].judged == 0
    assert attributed(*facts, within=Range(order="B"))[0].judged == 1


def test_a_party_is_opened_by_its_lines_and_kinds_of_work() -> None:
    """Production by its anvil, Logistics by what it does, Sales by its promise; the parts of two orders are summed."""
    late, _ = attributed(*worked_example("SO-1"), *worked_example("SO-2"))

    def parts(party: str) -> list[tuple[str, int, int, int]]:
        return [(part.name, part.seconds // DAY, part.credit // DAY, part.orders) for part in parts_within(late, party)]

    assert parts("production") == [("anvil", 4, 0, 2)]
    assert parts("logistics") == [("supply", 2, 0, 2), ("ship", 0, 2, 0)]
    assert parts("sales") == [("promise", 4, 0, 2)]
    assert parts(UNRECORDED) == []


def test_a_party_that_took_no_part_cannot_be_opened() -> None:
    """The refusal names those that did, if there are any."""
    late, _ = attributed(*gates(made=4, brought=5))
    with pytest.raises(NoSuchParty, match=r"yard took part in none .* production, sales\."):
        parts_within(late, "yard")
    nothing, _ = attributed()
    with pytest.raises(NoSuchParty, match="Did you mean 'sales'"):
        parts_within(late, "Sales")
    with pytest.raises(NoSuchParty, match="There are none"):
        parts_within(nothing, "yard")


def test_a_change_of_plan_is_read_from_its_fact() -> None:
    """Sales moved the work by two days; the reason and the place of the fact are told."""
    change = Renegotiated(due=day(6), owner="sales", reason="a rush order")
    moved = said("A/produce", "sales", change, 1)
    slip = said("A/produce", "production", SlipNotified(expected=day(7), reason="the anvil broke"), 2)
    late, _ = attributed(*gates(made=7, brought=7, extra=(moved, slip)))
    assert shares(late) == {"sales": 2, "production": 1}
    by_stage = {stage.name.split(" @")[0]: stage.reason for stage in late.orders[0].graph.stages}
    assert by_stage == {"A/produce moved": "a rush order", "A/produce": "the anvil broke", "A/promise": ""}
    assert late.orders[0].graph.stages[0].positions == (6,)


def test_a_plan_published_after_the_promise_is_read_from_its_fact() -> None:
    """Sales promised day 4; then came a plan with day 6, by which the work was promised: two days are nobody's."""
    needs = [("A/produce", Through.INPUT)]
    plan = PlanPublished(plan="9f86", snapshot="2c26", owner="production", reason="the week's plan")
    facts = [
        *work("A", Purpose.PROMISE, asks=CUSTOMER, does="sales", agreed=None, due=4, needs=needs),
        told(plan, "production", 1, name="plan"),
        *work("A", Purpose.PRODUCE, asks="sales", does="production", agreed=2, due=6, asked_at=1),
        *done("A", Purpose.PRODUCE, does="production", asks="sales", at=7),
        *done("A", Purpose.PROMISE, does="sales", asks=CUSTOMER, at=7),
    ]
    late, _ = attributed(*facts)
    assert shares(late) == {"production": 1, UNRECORDED: 2}


def test_moved_frozen_work_is_read_from_its_facts() -> None:
    """Sales had the work put back, and the anvil began on it two days late."""
    moved = told(
        FrozenWorkMoved(subject="A", line="anvil", owner="sales", reason="in a hurry"), "sales", 1, name="move"
    )
    made = OperationFinished(subject="A", line="anvil", started_at=day(4))
    facts = gates(made=7, brought=7, extra=(moved, told(made, "production", 7, name="made")))
    late, _ = attributed(*facts)
    assert shares(late) == {"sales": 2, "production": 1}


def test_what_was_not_taken_is_read_from_its_facts() -> None:
    """Two of twelve were not taken on day 5 and came on day 8: one day is Sales', three are nobody's."""
    needs = [("A/produce", Through.INPUT)]
    facts = [
        *work("A", Purpose.PROMISE, asks=CUSTOMER, does="sales", agreed=None, due=4, needs=needs),
        *work("A", Purpose.PRODUCE, asks="sales", does="production", agreed=2, due=4),
        *done("A", Purpose.PRODUCE, does="production", asks="sales", at=4),
        said("A/promise", "sales", Delivered(handover="1", quantity=Decimal(12)), 5),
        said("A/promise", CUSTOMER, Accepted(handover="1", quantity=Decimal(10)), 5.5),
        said("A/promise", CUSTOMER, Rejected(handover="1", quantity=Decimal(2), reason="the paint ran"), 5.5),
        said("A/promise", "sales", Delivered(handover="2", quantity=Decimal(2), is_last=True), 8, more="2"),
    ]
    late, short = attributed(*facts)
    assert shares(late) == {"sales": 1, UNRECORDED: 3}
    assert short == ()


@pytest.mark.parametrize(("settled", "owner"), [(10, "sales"), (12, None), (None, None)])
def test_a_dispute_that_was_given_in_is_read_from_its_facts(settled: int | None, owner: str | None) -> None:
    """Rosewood Park counted ten of twelve. Where Sales gave in, the days until the two came are its own."""
    facts = [
        *gates(made=4, brought=5)[:-2],
        said("A/promise", "sales", Delivered(handover="1", quantity=Decimal(12)), 5),
        said("A/promise", CUSTOMER, Accepted(handover="1", quantity=Decimal(10)), 5.5),
        said(
            "A/promise",
            CUSTOMER,
            HandoverDisputed(handover="1", delivered=Decimal(12), received=Decimal(10), settle_by=day(7)),
            5.5,
        ),
    ]
    if settled is not None:
        end = DisputeSettled(handover="1", quantity=Decimal(settled), reason="two stood in the yard")
        facts.append(said("A/promise", "sales", end, 6))
    if owner is not None:
        facts.append(said("A/promise", "sales", Delivered(handover="2", quantity=Decimal(2)), 8, more="2"))
    late, _ = attributed(*facts)
    assert shares(late) == {"sales": 1 if owner is None else 4}
    (order,) = late.orders
    again = [
        (stage.reason, own // DAY)
        for stage, own in zip(order.graph.stages, order.overruns, strict=True)
        if own > 0 and stage.name.endswith("again")
    ]
    assert again == ([] if owner is None else [("not taken: two stood in the yard", 3)])


def test_short_deliveries_stand_apart_by_unit() -> None:
    """Production made nine of twelve gates: three are missing, though nothing was late."""
    facts = [
        *work(
            "A", Purpose.PROMISE, asks=CUSTOMER, does="sales", agreed=None, due=4, needs=[("A/produce", Through.INPUT)]
        ),
        *work("A", Purpose.PRODUCE, asks="sales", does="production", agreed=2, due=4),
        *done("A", Purpose.PRODUCE, does="production", asks="sales", at=4, quantity=9),
        *done("A", Purpose.PROMISE, does="sales", asks=CUSTOMER, at=4, quantity=9),
    ]
    late, (short,) = attributed(*facts)
    assert late.orders == ()
    assert (short.orders[0].graph.unit, short.lateness) == ("gate", 3000)
    largest, *_ = totals(short)
    assert (largest.party, largest.seconds) == ("production", 3000)


def test_a_log_without_agreements() -> None:
    """Each of six permits was checked in a day; the seventh took four, and its office is no party of its own."""
    facts = [
        fact
        for number in range(6)
        for fact in case(f"old {number}", opened=0, steps=[("check", "Group 1", 1)], ended=1, due=9)
    ]
    facts += case("new", opened=2, steps=[("check", "Group 1", 6)], ended=6.5, due=4)
    late, _ = attributed(*facts)
    assert shares(late) == {"Group 1": 2.25, UNRECORDED: 0.25}
    assert late.parties == ("Group 1",)


def test_facts_behind_a_stage() -> None:
    """A stage opens down to all facts of its commitment."""
    table = PlainFactTable(gates(made=6, brought=6))
    late, _ = attribute(table=table, within=Range())
    stages = late.orders[0].graph.stages
    assert positions_of(table=table, stages=stages) == {"A/produce": (4, 5, 6, 7), "A/promise": (1, 2, 3, 8, 9)}
    assert positions_of(table=table, stages=()) == {}


def test_the_orders_that_tell_most() -> None:
    """A day through Production tells more than a week that nobody recorded."""
    unexplained = [
        *work("B", Purpose.PROMISE, asks=CUSTOMER, does="sales", agreed=None, due=4, needs=[("B/pick", Through.INPUT)]),
        *work("B", Purpose.PICK, asks="sales", does="logistics", agreed=None, due=4, promised=Promised(due=day(4))),
        *done("B", Purpose.PROMISE, does="sales", asks=CUSTOMER, at=11),
    ]
    late, _ = attributed(*unexplained, *gates("A", made=5, brought=5))
    assert [order.graph.order for order in most_telling(late, 5)] == ["A", "B"]
    assert [order.graph.order for order in most_telling(late, 1)] == ["A"]


def reply(overrun: str, party: str, *, minutes: int | None = None) -> Fact:
    """Return a reply that Purchasing caused it."""
    act = Contested(
        subject="A",
        overrun=overrun,
        caused_by="purchasing",
        caused_minutes=None if minutes is None else Decimal(minutes),
        reason="the steel came without papers",
    )
    return told(act, party, 8, name=f"reply {overrun}")


def test_a_reply_moves_what_it_says() -> None:
    """Half a day of Production's two goes to Purchasing, and what it was without the reply stands beside."""
    late, _ = attributed(*gates(made=6, brought=6), reply("A/produce", "production", minutes=720))
    assert {total.party: (total.unanswered / DAY, total.seconds / DAY) for total in totals(late)} == {
        "production": (2, 1.5),
        "purchasing": (0, 0.5),
        "sales": (0, 0),
        UNRECORDED: (0, 0),
    }
    assert [(one.overrun, one.seconds) for one in late.replies] == [("A/produce", 43_200)]
    assert most_telling(late, 1)[0].graph.stages[0].name == "A/produce contested"


def test_replies_to_other_orders_do_not_count() -> None:
    """A reply belongs to its order."""
    late, _ = attributed(*gates("B", made=6, brought=6), reply("A/produce", "production"))
    assert late.replies == ()
    assert shares(late) == {"production": 2}


def test_a_reply_is_recorded_for_an_own_overrun_only() -> None:
    """Production replies to its own; Sales has none, and nobody replies to what is not there."""
    facts = gates(made=6, brought=6)
    ledger, table = PlainLedger(), PlainFactTable(facts)
    ledger.append(facts, now=day(7))
    with pytest.raises(NothingToReplyTo, match="sales has no overrun A/produce in order A: it has none"):
        contest(ledger=ledger, table=table, fact=reply("A/produce", "sales"), now=day(8))
    with pytest.raises(NothingToReplyTo, match="it has A/produce"):
        contest(ledger=ledger, table=table, fact=reply("A/pick", "production"), now=day(8))
    with pytest.raises(TypeError):
        contest(ledger=ledger, table=table, fact=facts[0], now=day(8))
    contest(ledger=ledger, table=table, fact=reply("A/produce", "production"), now=day(8))
    assert [entry.fact.kind for entry in ledger.entries()][-1] == "Contested"
