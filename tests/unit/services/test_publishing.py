"""Plans of the bakery that come into force one after the other, worked out by hand."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.companies import local
from tests.live_weeks import Week, by, named, plan_for
from tests.weeks import FRIDAY, MONDAY, TUESDAY, firm, rye, week
from unisono.domain.acts.commitments import (
    CounterOffered,
    Declined,
    Delivered,
    Needed,
    Purpose,
    Renegotiated,
    Requested,
    Revoked,
    Through,
    Withdrawn,
)
from unisono.domain.acts.plans import FrozenWorkMoved, PlanPublished
from unisono.domain.commitments.order_graphs import commitment_id
from unisono.domain.commitments.state import Commitment, Need, Stage
from unisono.domain.company import Order, Snapshot
from unisono.domain.facts import Act, Actor, Fact, Medium, Origin
from unisono.domain.policy import Decision, DecisionRight
from unisono.services.live.basing import OlderData
from unisono.services.publishing import PlanOfOtherData, Publication, Published, publish_plan
from unisono.services.rights import NotYourDecision
from unisono.storage.ledger.memory import memory_books

RYE = rye("RYE", 160, by=MONDAY)
SOON = local("2026-03-03T06:00")
LATER = firm(rye("LATER", 160, by=TUESDAY, late_cost_per_day=Decimal(5000)))
RUSH = firm(rye("RUSH", 320, by=MONDAY, late_cost_per_day=Decimal(5000)))


def empty(snapshot: Snapshot) -> Week:
    """Return the week before anything was published."""
    return Week(books=memory_books(), snapshot=named(snapshot), now=snapshot.company.as_of)


def publish(at: Week, snapshot: Snapshot, *, reason: str = "the week's plan", party: str = "bakehouse") -> Published:
    """Publish a plan for the data, at the week's moment."""
    data = named(snapshot)
    publication = Publication(snapshot=data, plan=plan_for(data), owner="sales", reason=reason)
    return publish_plan(books=at.books, publication=publication, by=by(party, at.now))


def acts(at: Week, order: str, purpose: Purpose = Purpose.PROMISE) -> list[Act]:
    """Return what was said of a commitment, but for the request and what it waits for."""
    said = [entry.fact.act for entry in at.books.ledger.entries(commitment=commitment_id(order, purpose))]
    return [act for act in said if not isinstance(act, Requested | Needed)]


def known(at: Week, order: str, purpose: Purpose = Purpose.PROMISE) -> Commitment:
    """Return what is known of a commitment."""
    state = at.books.ledger.commitment(commitment_id(order, purpose))
    assert state is not None
    return state


def test_an_order_is_a_small_graph_of_commitments() -> None:
    """The customer asks Sales, which asks the bakehouse; baking waits for flour and for what is baked before it."""
    monday = empty(week(firm(RYE), LATER))
    publish(monday, monday.snapshot)
    promise, produce = known(monday, "LATER"), known(monday, "LATER", Purpose.PRODUCE)
    assert (promise.requester, promise.performer, promise.customer) == ("customer", "sales", "SCHOOL")
    assert (produce.requester, produce.performer, produce.line) == ("sales", "bakehouse", "stone-oven")
    assert produce.agreed_minutes == 240
    assert promise.needs == (Need(commitment="LATER/ship", through=Through.INPUT),)
    assert set(produce.needs) == {
        Need(commitment="LATER/supply", through=Through.INPUT),
        Need(commitment="RYE/produce", through=Through.RESOURCE),
    }
    assert promise.terms.due == TUESDAY
    assert promise.terms.value == Decimal("432.00")


def test_a_new_plan_renegotiates_what_it_moves_and_nothing_else() -> None:
    """With the owner of the change, its reason, and the plan that did it; the first promise is kept."""
    friday = local("2026-03-06T06:00")
    stays = firm(rye("STAYS", 320, by=FRIDAY, earliest_start=friday, late_cost_per_day=Decimal(5000)))
    monday = empty(week(LATER, stays))
    publish(monday, monday.snapshot)
    before = known(monday, "LATER", Purpose.PRODUCE)
    rush = firm(rye("RUSH", 320, by=TUESDAY, earliest_start=SOON, late_cost_per_day=Decimal(5000)))
    said = publish(monday, week(*monday.snapshot.orders, rush), reason="a rush order")
    assert len(acts(monday, "STAYS") + acts(monday, "STAYS", Purpose.PRODUCE)) == 2
    (_, act), after = acts(monday, "LATER", Purpose.PRODUCE), known(monday, "LATER", Purpose.PRODUCE)
    assert isinstance(act, Renegotiated)
    assert (act.owner, act.reason, act.plan, act.quantity) == ("sales", "a rush order", said.plan, None)
    assert after.first_promise == before.first_promise
    assert after.terms.due is not None
    assert before.terms.due is not None
    assert after.terms.due < before.terms.due


def test_who_wanted_it_says_that_it_is_not_wanted_any_more() -> None:
    """An order that has gone is withdrawn by the customer, its work by those who had asked for it."""
    monday = empty(week(firm(RYE), LATER))
    publish(monday, monday.snapshot)
    publish(monday, week(LATER), reason="the school is closed")
    for purpose in (Purpose.PROMISE, Purpose.PRODUCE, Purpose.SUPPLY):
        act = acts(monday, "RYE", purpose)[-1]
        assert isinstance(act, Withdrawn)
        assert act.reason == "the school is closed: the order is no longer in the company's data"
    last = [entry.fact for entry in monday.books.ledger.entries(commitment="RYE/promise")][-1]
    assert last.actor.party == "customer"


def test_what_is_done_is_not_spoken_of_again() -> None:
    """Bread that is baked and handed over stays so, whatever a later plan says of it."""
    monday = empty(week(RYE, LATER))
    publish(monday, monday.snapshot)
    baked = Fact(
        id="baked",
        happened_at=monday.now,
        actor=Actor(party="bakehouse"),
        origin=Origin(medium=Medium.SCREEN),
        act=Delivered(handover="1", is_last=True),
        commitment="RYE/produce",
    )
    monday.books.ledger.append([baked], now=monday.now)
    words = publish(monday, week(LATER, RUSH)).words + publish(monday, week(RYE, LATER, RUSH)).words
    assert "RYE/produce" not in {word.commitment for word in words}
    assert known(monday, "RYE", Purpose.PRODUCE).stage is Stage.DELIVERED


def test_a_promise_that_the_plan_has_no_place_for_is_taken_back() -> None:
    """The company wants it gone: Sales revokes, and the bakehouse is asked for it no longer."""
    monday = empty(week(replace(RYE, net_price=Decimal("1.50"), quantity=Decimal(300))))
    publish(monday, monday.snapshot)
    publish(monday, week(*monday.snapshot.orders, RUSH), reason="a rush order")
    assert isinstance(acts(monday, "RYE")[-1], Revoked)
    assert (known(monday, "RYE").stage, known(monday, "RYE", Purpose.PRODUCE).stage) == (Stage.REVOKED, Stage.WITHDRAWN)
    publish(monday, week(*monday.snapshot.orders), reason="the rush is over")
    assert known(monday, "RYE").stage is Stage.PROMISED


def test_a_postponed_inquiry_gets_an_offer_and_a_declined_one_a_no() -> None:
    """Both are answers; published again, neither is said twice."""
    small = rye("SMALL", 20, by=MONDAY, price="0.10")
    monday = empty(week(RYE, RUSH, small))
    publish(monday, monday.snapshot)
    offer, no = (acts(monday, name)[0] for name in ("RYE", "SMALL"))
    assert isinstance(offer, CounterOffered)
    assert offer.due == TUESDAY
    assert isinstance(no, Declined)
    more = publish(monday, week(RYE, RUSH, small, firm(rye("OTHER", 40, by=FRIDAY))))
    assert {word.commitment for word in more.words} & {"RYE/promise", "SMALL/promise"} == set()


def test_frozen_work_that_moves_is_written_down_and_needs_the_right_to_do_so() -> None:
    """Whoever may publish may not therefore move what is about to start."""
    right = DecisionRight(option=Decision.MOVE_FROZEN_WORK, decider="head baker", party="bakehouse")
    policy = replace(week().policy, frozen_hours=Decimal(12), decision_rights=(right,))
    early = firm(rye("EARLY", 160, by=MONDAY))
    monday = empty(week(early, policy=policy))
    publish(monday, monday.snapshot)
    size = monday.books.ledger.head().size
    with pytest.raises(NotYourDecision, match="move frozen work"):
        publish(monday, week(early, RUSH, policy=policy), party="sales")
    assert monday.books.ledger.head().size == size + 1
    moved = publish(monday, week(early, RUSH, policy=policy), reason="a rush order")
    assert [operation.order for operation in moved.frozen_moved] == ["EARLY"]
    assert [entry.fact.act for entry in monday.books.ledger.entries(kinds=("FrozenWorkMoved",))] == [
        FrozenWorkMoved(subject="EARLY", line="stone-oven", owner="sales", reason="a rush order", plan=moved.plan)
    ]


def test_a_plan_in_force_is_published_once() -> None:
    """The second time adds nothing, not even after a day."""
    monday = empty(week(firm(RYE), LATER))
    first = publish(monday, monday.snapshot)
    size = monday.books.ledger.head().size
    monday.now += timedelta(days=1)
    again = publish(monday, monday.snapshot)
    assert (first.is_new, again.is_new, again.words, again.frozen_moved) == (True, False, (), ())
    assert monday.books.ledger.head().size == size
    assert sum(isinstance(entry.fact.act, PlanPublished) for entry in monday.books.ledger.entries()) == 1


def test_only_the_plan_of_the_latest_data_comes_into_force() -> None:
    """A plan of other data is refused, and so is one of data that are older than those in the ledger."""
    monday = empty(week(LATER))
    publication = Publication(
        snapshot=monday.snapshot, plan=replace(plan_for(monday.snapshot), snapshot_hash="x"), owner="sales", reason=""
    )
    with pytest.raises(PlanOfOtherData, match="plan again"):
        publish_plan(books=monday.books, publication=publication, by=by("sales", monday.now))
    company = replace(monday.snapshot.company, as_of=monday.now + timedelta(hours=1))
    monday.take_in(week(LATER, company=company))
    with pytest.raises(OlderData, match="the ledger has data of 2026-03-02 06:00 UTC already"):
        publish(monday, week(LATER))


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_promises_keep_a_place_when_a_plan_is_published_that_does_not_know_them(is_confirmed: bool) -> None:  # noqa: FBT001 - a case
    """The plan is made without them, and they stand in it all the same, on time."""
    monday = empty(week(LATER))
    publish(monday, monday.snapshot)
    held = monday.ask(rye("", 160, by=MONDAY, customer="HOTEL", price="3.10"), hours=2)
    if is_confirmed:
        monday.confirm("P-1")
    published = publish(monday, week(LATER, rye("CHEAP", 320, by=MONDAY, price="1.50")))
    assert published.live.has_place("P-1")
    assert not published.live.has_place("CHEAP")
    assert held.act is not None
    answer = next(answer for answer in published.live.plan.answers if answer.order == "P-1")
    assert answer.delivery == held.act.due
    monday.now += timedelta(hours=3)
    assert monday.live.has_place("P-1") is is_confirmed


def test_an_order_that_the_plan_has_is_no_promise_beside_it_any_more() -> None:
    """Once data and plan know it, it is counted once."""
    monday = empty(week(LATER))
    publish(monday, monday.snapshot)
    monday.ask(rye("", 160, by=MONDAY, customer="HOTEL", price="3.10"))
    monday.confirm("P-1")
    ours: Order = next(order for order in monday.live.snapshot.orders if order.id == "P-1")
    company = replace(monday.snapshot.company, as_of=monday.now + timedelta(minutes=5))
    monday.now = company.as_of
    published = publish(monday, week(LATER, ours, company=company))
    assert published.live.standing == {}
    assert [operation.order for operation in published.live.plan.operations].count("P-1") == 1
    assert known(monday, "P-1").stage is Stage.PROMISED
