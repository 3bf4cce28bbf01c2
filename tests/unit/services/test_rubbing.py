"""Friction in small offices and between departments, each figure worked out by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.agreements import office_and_yard
from tests.commitments import MONDAY
from tests.offices import files, hour
from tests.plain_fact_table import PlainFactTable
from tests.plain_ledger import PlainLedger
from unisono.analytics.friction.losses import Loss
from unisono.analytics.friction.weighing import Against
from unisono.domain.acts.commitments import (
    Accepted,
    Delivered,
    Promised,
    Purpose,
    Rejected,
    Requested,
    SlipNotified,
    Withdrawn,
)
from unisono.domain.acts.plans import FrozenWorkMoved
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import CUSTOMER, Act, Actor, Fact, Link, Medium, Origin
from unisono.domain.policy import AgreedDuration, Policy
from unisono.services.rubbing import (
    Friction,
    NoSuchAttribute,
    NoSuchPair,
    PersonsAreNoParties,
    agreed_answers,
    measure_friction,
    refuse_persons,
)

FEW = 20
"""Replicates are enough where no interval is looked at."""


def said(*told: tuple[float, str, Act, str]) -> list[Fact]:
    """Return facts: in which hour after Monday, by which party, what, of which commitment."""
    return [
        Fact(
            id=f"said {number}",
            happened_at=hour(at),
            actor=Actor(party=party),
            origin=Origin(medium=Medium.COMMAND),
            act=act,
            commitment=commitment,
        )
        for number, (at, party, act, commitment) in enumerate(told)
    ]


def asked(performer: str = "production", *, requester: str = "sales", due: datetime | None = None) -> Requested:
    """Return a request to make order 17."""
    return Requested(requester=requester, performer=performer, purpose=Purpose.PRODUCE, subject="order 17", due=due)


def friction(facts: Sequence[Fact], **given: Any) -> Friction:  # noqa: ANN401 - as measure_friction takes them
    """Return the friction in facts."""
    return measure_friction(table=PlainFactTable(facts), replicates=FEW, **given)


def counts(found: Friction) -> dict[tuple[str, str], dict[Loss, int]]:
    """Return what was counted for each pair."""
    return {one.pair: dict(one.counts) for one in found.matrix.pairs}


def test_without_facts_nothing_rubs() -> None:
    """An empty ledger has no pairs and no hours."""
    found = friction([])
    assert found.matrix.pairs == ()
    assert (found.handovers, found.cases_with_ping_pong, found.matrix.waiting.high) == (0, 0, 0.0)


def test_paid_minutes_are_counted_once_and_priced_at_the_rate_of_who_worked() -> None:
    """Rework and returns cost the minutes of the one who did them; the first work costs nothing."""
    facts = files(
        [
            ("desk", "take in", 1.0, 10.0),
            ("review", "check", 2.0, 60.0),
            ("desk", "call", 3.0, 30.0),
            ("review", "check", 4.0, 90.0),
        ]
    )
    found = friction(facts, rates={"review": 40.0, "desk": 20.0})
    assert counts(found) == {
        ("desk", "review"): {Loss.WORK: 2, Loss.REWORK: 1},
        ("review", "desk"): {Loss.WORK: 1, Loss.RETURN: 1},
    }
    assert found.matrix.paid.mid == 2.0
    assert found.matrix.money is not None
    assert found.matrix.money.mid == 1.5 * 40 + 0.5 * 20
    assert found.cases_with_ping_pong == 1


def test_a_piece_of_work_for_two_cases_is_paid_once() -> None:
    """Work that was done again for two files at once is one piece of work."""
    steps = [("desk", "take in", 1.0, 5.0), ("review", "check", 2.0, 5.0), ("desk", "take in", 3.0, 30.0)]
    facts = files(steps)
    twice = [
        Fact(
            id=fact.id,
            happened_at=fact.happened_at,
            actor=fact.actor,
            origin=fact.origin,
            act=fact.act,
            links=(*fact.links, *other.links),
        )
        for fact, other in zip(facts, files([], steps), strict=True)
    ]
    assert friction(twice).matrix.paid.mid == 0.5
    assert friction(twice).handovers == 4


def test_requests_answers_and_silence() -> None:
    """An answer is waited for from the request on; beyond the agreed hours it is silence."""
    facts = said(
        (0, "sales", asked(), "order 17/produce"),
        (6, "production", Promised(), "order 17/produce"),
        (10, "sales", asked(), "order 18/produce"),
        (10, "production", Promised(), "order 18/produce"),
        (20, "sales", asked(), "order 19/produce"),
        (30, CUSTOMER, asked("sales", requester=CUSTOMER), "order 19/promise"),
    )
    row = AgreedDuration(purpose=Purpose.PRODUCE, performer="production", answer_hours=Decimal(4))
    policy = Policy(agreed_durations=(row,))
    assert agreed_answers(table=PlainFactTable(facts), agreements=(), policy=policy) == {
        ("produce", "sales", "production"): 4.0
    }
    (one,) = friction(facts, policy=policy).matrix.pairs
    assert one.pair == ("sales", "production")
    assert (one.handovers, one.silent) == (2, 2)
    assert one.waiting.mid == (6 - 4) + (10 - 4)


def test_a_signed_agreement_counts_before_the_policy() -> None:
    """The answer time of an agreement in force is the one that counts, with a policy and without."""
    facts = said((0, "office", asked("yard", requester="office"), "launch/produce"))
    table = PlainFactTable(facts)
    row = AgreedDuration(purpose=Purpose.PRODUCE, performer="yard", answer_hours=Decimal(2))
    for policy in (None, Policy(agreed_durations=(row,))):
        agreed = agreed_answers(table=table, agreements=[office_and_yard()], policy=policy)
        assert agreed == {("produce", "office", "yard"): 8.0}
    assert agreed_answers(table=table, agreements=(), policy=None) == {}


def test_nobody_waited_for_an_answer_that_a_withdrawal_made_needless() -> None:
    """A request that was withdrawn before it was answered is no silence."""
    facts = said((0, "sales", asked(), "order 17/produce"), (9, "sales", Withdrawn(), "order 17/produce"))
    assert friction(facts).handovers == 0


def test_work_in_vain() -> None:
    """Minutes on a request that was withdrawn afterwards are paid for nothing."""
    facts = said(
        (0, "sales", asked(), "order 17/produce"),
        (1, "production", Promised(), "order 17/produce"),
        (2, "production", WorkRecorded(activity="sample", minutes=Decimal(45)), "order 17/produce"),
        (3, "sales", Withdrawn(), "order 17/produce"),
    )
    found = friction(facts)
    assert counts(found)["sales", "production"] == {Loss.ANSWER: 1, Loss.IN_VAIN: 1}
    assert found.matrix.paid.mid == 0.75
    assert found.matrix.money is None


def test_work_in_vain_that_was_rework_is_paid_once() -> None:
    """Production cut again what Sales had checked, for a request that was withdrawn: half an hour, once, as rework."""
    cut, check = WorkRecorded(activity="cut", minutes=Decimal(30)), WorkRecorded(activity="check")
    told = [
        *said(
            (0.0, "sales", asked(), "order 17/produce"),
            (1.0, "production", cut, ""),
            (2.0, "sales", check, ""),
            (3.0, "production", cut, "order 17/produce"),
            (4.0, "sales", Withdrawn(), "order 17/produce"),
        )
    ]
    links = (Link(type="case", object="order 17"),)
    found = friction([replace(fact, links=links) if fact.kind == "WorkRecorded" else fact for fact in told])
    pair = next(one for one in found.matrix.pairs if one.pair == ("sales", "production"))
    assert (pair.counts[Loss.REWORK], pair.counts.get(Loss.IN_VAIN, 0), pair.paid.mid) == (1, 0, 0.5)


def test_slips_signatures_refusals_and_expediting() -> None:
    """A slip counts if nobody told of it in time; a delivery waits for its signature; moved frozen work is named."""
    late = [
        (0.0, "sales", asked(due=hour(5)), "order 17/produce"),
        (0.0, "production", Promised(), "order 17/produce"),
        (8.0, "production", Delivered(handover="1", is_last=True), "order 17/produce"),
        (11.0, "sales", Rejected(handover="1", reason="bent"), "order 17/produce"),
        (12.0, "sales", FrozenWorkMoved(subject="order 17", owner="sales", reason="rush"), ""),
    ]
    found = friction(said(*late))
    assert counts(found) == {
        ("production", "sales"): {Loss.SIGNATURE: 1, Loss.UNTOLD_SLIP: 1, Loss.REFUSAL: 1},
        ("sales", "production"): {Loss.EXPEDITED: 1},
    }
    notice = (4.0, "production", SlipNotified(expected=hour(8)), "order 17/produce")
    accepted = (9.0, "sales", Accepted(handover="1"), "order 17/produce")
    told = friction(said(*late[:2], notice, late[2], accepted))
    assert counts(told) == {("production", "sales"): {Loss.SIGNATURE: 1}}


def weeks_of_handovers() -> list[Fact]:
    """Return two months of files from the desk to the review: the first month two hours each, then two days."""
    quick = [[("desk", "take in", 1.0 + day), ("review", "check", 3.0 + day)] for day in range(6)]
    slow = [[("desk", "take in", 1000.0 + day), ("review", "check", 1048.0 + day)] for day in range(6)]
    return files(*quick, *slow)


def test_the_worst_cases_and_the_best_month_of_a_pair() -> None:
    """A pair is shown with the cases that waited longest, their facts, and what it did in its best month."""
    (worst,) = friction(weeks_of_handovers()).worst
    (kind,) = worst.pair.compared
    assert (kind.against, kind.hours, kind.median) == (Against.MONTH, 2.0, 25.0)
    assert worst.pair.waiting.mid == 6 * 46
    assert [(case.case, case.hours, case.positions) for case in worst.cases[:2]] == [
        ("file 10", 46.0, (19, 20)),
        ("file 11", 46.0, (21, 22)),
    ]
    assert len(worst.cases) == 6
    assert worst.best is not None
    assert (worst.best.month, worst.best.hours, worst.best.n) == (f"{MONDAY:%Y-%m}", 2.0, 6)


def signed(purpose: Purpose, performer: str, *, hours: float, at: float) -> list[Fact]:
    """Return the facts of a delivery that was signed for so many hours after it; nobody was asked before."""
    name = f"{performer}/{purpose.value}/{at}"
    request = Requested(requester="sales", performer=performer, purpose=purpose, subject=name)
    facts = said(
        (at, "sales", request, name),
        (at, performer, Promised(), name),
        (at + 1, performer, Delivered(handover="1", is_last=True), name),
        (at + 1 + hours, "sales", Accepted(handover="1"), name),
    )
    return [replace(fact, id=f"{name}/{fact.id}") for fact in facts]


def test_only_handovers_of_one_purpose_are_compared() -> None:
    """Four pickers' papers are signed within the hour; the carrier's next morning are held to its own best month."""
    picked = [
        signed(Purpose.PICK, picker, hours=1, at=10.0 * number)
        for picker in ("north", "south", "east", "west")
        for number in range(6)
    ]
    shipped = [
        signed(Purpose.SHIP, "carrier", hours=hours, at=month + 10.0 * number)
        for month, hours in ((0, 14), (1000, 16))
        for number in range(6)
    ]
    found = friction([fact for facts in (*picked, *shipped) for fact in facts])
    by_pair = {one.pair[0]: one for one in found.matrix.pairs}
    (carrier,), (north,) = by_pair["carrier"].compared, by_pair["north"].compared
    assert (carrier.purpose, carrier.against, carrier.hours, carrier.n) == ("ship", Against.MONTH, 14.0, 12)
    assert (north.purpose, north.against, north.hours) == ("pick", Against.PAIRS, 1.0)
    assert by_pair["carrier"].waiting.mid == 6 * 2
    (worst, *_) = found.worst
    assert worst.best is not None
    assert (worst.best.purpose, worst.best.hours) == ("ship", 14.0)
    assert {case.hours for case in worst.cases} == {2.0}


def test_intervals_hold_what_was_found_and_begin_at_nothing_or_more() -> None:
    """The low end is never above what the facts have, and never below 0; more is as likely as less."""
    found = friction(weeks_of_handovers()).matrix
    assert 0 <= found.waiting.low < found.waiting.mid < found.waiting.high


def test_a_pair_may_be_asked_for() -> None:
    """A pair that somebody names is opened though it is not among the worst; one that is not there is refused."""
    facts = weeks_of_handovers()
    (opened,) = friction(facts, pair=("desk", "review")).worst
    assert opened.pair.pair == ("desk", "review")
    with pytest.raises(NoSuchPair, match=r"Nothing went from review to desk\. Parties that hand over: desk, review"):
        friction(facts, pair=("review", "desk"))
    with pytest.raises(NoSuchPair, match="Nobody has handed anything over"):
        friction([], pair=("review", "desk"))


def test_an_attribute_tells_whose_work_it_is() -> None:
    """Handovers may be looked at by any attribute; what a log calls the party needs no second place."""
    steps = [("desk", "take in", 1.0), ("review", "check", 2.0)]
    facts = [*files(steps[:1], told={"site": "north"}), *files([], steps[1:], told={"site": "south"})]
    assert friction(facts, by="site").handovers == 0
    assert friction(files(steps), by="org:group").handovers == 1
    with pytest.raises(NoSuchAttribute, match="No work in the ledger keeps an attribute 'colour'"):
        friction(facts, by="colour")


def test_persons_are_not_looked_at_in_passing() -> None:
    """Where a log names persons beside parties they are no parties unless the log is imported so."""
    ledger = PlainLedger()
    (work,) = files([("desk", "take in", 1.0)])
    person = Fact(
        id="named",
        happened_at=work.happened_at,
        actor=Actor(party="desk", person="Ola"),
        origin=work.origin,
        act=work.act,
    )
    ledger.append([work], now=MONDAY)
    refuse_persons(ledger=ledger, by="org:resource")
    ledger.append([person], now=MONDAY)
    refuse_persons(ledger=ledger, by="org:group")
    refuse_persons(ledger=ledger, by=None)
    with pytest.raises(PersonsAreNoParties, match='party = "org:resource"'):
        refuse_persons(ledger=ledger, by="org:resource")
