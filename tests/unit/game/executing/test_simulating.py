"""Six weeks of the forge, told so that a person can follow them."""

from collections import Counter
from datetime import timedelta
from functools import cache
from statistics import median

from tests.forge import DECLINED, FROM_STOCK, MONDAY, PUT_OFF, forge_situation
from unisono.domain.acts import ACTS
from unisono.domain.acts.commitments import Accepted, Delivered, Promised, Requested
from unisono.domain.acts.plans import Decided, DecisionRequested, FrozenWorkMoved
from unisono.domain.acts.work import Invoiced, LineOpened, LineStopped, OperationFinished, StockCounted, WorkRecorded
from unisono.domain.facts import Fact
from unisono.game.executing.simulating import name_of, simulate

PLAN = "9f86d081884c7d659a2feaa0c55ad015"
BESIDE_EXECUTION = {
    "SnapshotImported",
    "ConflictFound",
    "PlanPublished",
    "PromiseHeld",
    "PromiseConfirmed",
    "PromiseDropped",
    "AgreementProposed",
    "AgreementSigned",
    "AgreementEnded",
    "KeyRegistered",
    "Contested",
    "WarningRaised",
    "WarningCleared",
}
"""Kinds of facts that come from elsewhere: planning, promising, agreeing, signing, replying and foreseeing."""


@cache
def facts(seed: int = 1) -> tuple[Fact, ...]:
    """Return six weeks of the forge."""
    return simulate(forge_situation(), seed=seed, weeks=6, name=PLAN).facts


def of(order: str) -> list[str]:
    """Return what happened to an order's promise."""
    return [fact.kind for fact in facts() if fact.commitment == f"{order}/promise"]


def test_every_kind_of_fact_of_daily_work_happens() -> None:
    """Over a few seeds people do everything there is to do in execution."""
    seen = {fact.kind for seed in range(5) for fact in facts(seed)}
    assert seen == set(ACTS) - BESIDE_EXECUTION


def test_facts_are_named_by_plan_and_seed() -> None:
    """The same facts have the same ids wherever they are simulated, others have others."""
    assert name_of(PLAN, 7) == "simulated/9f86d081884c7d65/7"
    assert all(fact.id.startswith("simulated/9f86d081884c7d65/1/") for fact in facts())
    assert {fact.id for fact in facts(2)}.isdisjoint(fact.id for fact in facts())


def test_nearly_all_orders_reach_their_customers() -> None:
    """After six weeks most orders have been delivered, signed for and invoiced."""
    invoiced = {fact.act.subject for fact in facts() if isinstance(fact.act, Invoiced)}
    assert len(invoiced) >= 55
    assert set(FROM_STOCK) <= invoiced


def test_a_breakdown_shifts_the_queue_of_its_line() -> None:
    """Jobs that were to end while the line was broken, or the day after, are late by days; those before, by hours."""
    stop = next(fact for fact in facts() if isinstance(fact.act, LineStopped) and "gear" in fact.act.reason)
    act = stop.act
    assert isinstance(act, LineStopped)
    hours_late: dict[bool, list[float]] = {True: [], False: []}
    for fact in facts():
        if isinstance(fact.act, OperationFinished) and fact.act.line == act.line and fact.act.planned is not None:
            is_after = act.started_at < fact.act.planned < stop.happened_at + timedelta(days=1)
            if is_after or fact.happened_at < act.started_at:
                hours_late[is_after].append((fact.happened_at - fact.act.planned) / timedelta(hours=1))
    assert median(hours_late[True]) > 20
    assert median(hours_late[False]) < 4


def test_overtime_is_asked_for_and_worked() -> None:
    """After the breakdown Sales asks for two Saturdays, Production says yes, and the line is manned on both."""
    asked = [fact.act for fact in facts() if isinstance(fact.act, DecisionRequested)]
    assert [act.decision for act in asked].count("overtime") == 2
    assert not any(act.is_overstep for act in asked if act.decision == "overtime")
    saturdays = [fact for fact in facts() if isinstance(fact.act, LineOpened) and fact.act.started_at.weekday() == 5]
    assert len(saturdays) == 2


def test_sales_oversteps_and_is_answered() -> None:
    """Every question has its answer, some are oversteps, and what is allowed moves frozen work in the name of Sales."""
    asked = [fact.act for fact in facts() if isinstance(fact.act, DecisionRequested)]
    decided = [fact.act for fact in facts() if isinstance(fact.act, Decided)]
    assert Counter(act.decision for act in asked) == Counter(act.decision for act in decided)
    assert sum(act.is_overstep for act in asked) >= 4
    moved = [fact.act for fact in facts() if isinstance(fact.act, FrozenWorkMoved)]
    assert {act.owner for act in moved} == {"sales"}


def test_what_was_promised_against_the_plan_is_made() -> None:
    """Two gold customers get what the plan had put off: asked for, made, picked, shipped and signed for."""
    rushed = [order for order in PUT_OFF if "Promised" in of(order)]
    assert len(rushed) == 2
    for order in rushed:
        chain = {fact.commitment for fact in facts() if isinstance(fact.act, Requested) and fact.act.subject == order}
        assert {f"{order}/{purpose}" for purpose in ("supply", "produce", "pick", "ship")} <= chain
        assert "Delivered" in of(order)


def test_work_on_requests_that_lead_to_nothing_is_counted() -> None:
    """Sales spends time on what was put off and declined; departments ask each other, and withdraw."""
    worked = {fact.commitment for fact in facts() if isinstance(fact.act, WorkRecorded)}
    assert f"{DECLINED}/promise" in worked
    assert any(name.startswith("question/") for name in worked)
    assert "Withdrawn" in {fact.kind for fact in facts() if fact.commitment.startswith("question/")}


def test_questions_to_logistics_are_answered_first() -> None:
    """Parties have habits: Logistics answers within hours, Production takes days."""
    waits: dict[str, list[timedelta]] = {}
    for seed in range(4):
        asked = {fact.commitment: fact for fact in facts(seed) if isinstance(fact.act, Requested)}
        for fact in facts(seed):
            if isinstance(fact.act, Promised) and fact.commitment.startswith("question/"):
                waits.setdefault(fact.actor.party, []).append(fact.happened_at - asked[fact.commitment].happened_at)
    middle = {party: sorted(times)[len(times) // 2] for party, times in waits.items()}
    assert middle["logistics"] < middle["purchasing"] < middle["production"]


def test_the_second_carrier_loses_papers() -> None:
    """What the barge drives is asked of it by the cart, and comes without its papers far more often."""
    papers: dict[bool, list[bool]] = {True: [], False: []}
    hauled = {fact.commitment.split("/")[0] for fact in facts() if "/haul-" in fact.commitment}
    for fact in facts():
        if isinstance(fact.act, Accepted) and fact.commitment.endswith("/ship"):
            papers[fact.commitment.split("/")[0] in hauled].append(fact.act.documents_right is True)
    assert hauled
    assert sum(papers[True]) / len(papers[True]) < sum(papers[False]) / len(papers[False])


def test_stock_is_counted_every_monday() -> None:
    """Six counts of two products: hinges go to two orders and are filled up, gates stay."""
    counts: dict[str, list[int]] = {}
    for fact in facts():
        if isinstance(fact.act, StockCounted):
            assert fact.happened_at - MONDAY < timedelta(weeks=6)
            counts.setdefault(fact.act.product, []).append(int(fact.act.quantity))
    assert counts["gate"] == [50] * 6
    assert counts["hinge"][0] == 90
    assert max(counts["hinge"]) == 30 + 90


def test_the_mill_s_coils_come_before_the_supply_that_needs_them() -> None:
    """A supply that waits for coils comes after them."""
    first: dict[str, Fact] = {}
    for fact in facts():
        if isinstance(fact.act, Delivered):
            first.setdefault(fact.commitment, fact)
    needs = [(fact.commitment, getattr(fact.act, "needs", "")) for fact in facts() if fact.kind == "Needed"]
    waiting = [(name, needed) for name, needed in needs if needed.startswith("coils/") and name in first]
    assert len(waiting) > 30
    assert all(first[name].happened_at > first[needed].happened_at for name, needed in waiting)
