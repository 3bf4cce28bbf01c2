"""The checker of plans that people read finds each lie about a plan of the Thorn Bakery, and nothing in the truth."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

import numpy as np
import pytest

from tests.companies import bakery, local
from unisono.domain.company import Order, Snapshot, Tier
from unisono.domain.plans import Answer, AnswerKind, Campaign, Plan, StockUse, UnmadeFirmOrder
from unisono.engines.planning.building import build_problem
from unisono.engines.planning.plan_checking import SOURCE, check_plan
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import plan_of
from unisono.engines.planning.solution import Solution, Take
from unisono.engines.planning.timing import time_plan

NOW = local("2026-03-02T06:00")
TIERS = {"HOTEL": Tier.GOLD, "SCHOOL": Tier.SILVER, "CORNER": Tier.STANDARD, "CLINIC": Tier.SILVER}
B1, B2, B3, B4, B5, B6, B7, B8 = range(8)

BAKERY = bakery()
PROBLEM = build_problem(
    BAKERY, now=NOW, tiers=TIERS, service_costs={order.id: Decimal("4.20") for order in BAKERY.orders}
)
LATER = timedelta(minutes=1)


def make_plan(data: Snapshot, problem: Problem) -> Plan:
    """Return a plan that makes four of the orders and declines the others, with an answer to each."""
    sequences, waits = [[B1, B7], [B2, B5]], problem.orders.release.copy()
    waits[B7] = 2000
    takes = (Take(order=B1, pool=0, quantity=40), Take(order=B5, pool=2, quantity=25))
    timed = time_plan(problem, sequences=sequences, waits=waits, takes=takes)
    solution = Solution(
        sequences=tuple(np.array(sequence) for sequence in sequences),
        waits=waits,
        takes=takes,
        jobs=timed.jobs,
        worth=timed.worth,
        unmade=(),
    )
    plan = plan_of(problem, solution, data, now=NOW, parameters={})
    return replace(plan, answers=tuple(answer(plan, order) for order in data.orders))


def answer(plan: Plan, order: Order) -> Answer:
    """Return what the order is told."""
    found = Answer(order=order.id, customer=order.customer, tier=TIERS[order.customer], kind=AnswerKind.DECLINED)
    for operation in plan.operations:
        if operation.order == order.id:
            campaign = next(place for place, item in enumerate(plan.campaigns) if order.id in item.orders)
            found = replace(
                found,
                kind=AnswerKind.ACCEPTED,
                delivery=max(order.requested, operation.end + timedelta(hours=int(order.ship_lead))),
                line=operation.line,
                campaign=campaign,
                from_stock=order.quantity - operation.quantity,
            )
    return found


PLAN = make_plan(BAKERY, PROBLEM)


def codes(plan: Plan) -> set[str]:
    """Return the kinds of findings about a plan."""
    return {finding.code for finding in check_plan(BAKERY, plan, PROBLEM)}


def with_item(table: str, place: int, **claims: object) -> Plan:
    """Return the plan with other claims in one row of one of its tables."""
    rows = list(getattr(PLAN, table))
    rows[place] = replace(rows[place], **claims)
    return replace(PLAN, **cast("dict[str, Any]", {table: tuple(rows)}))


def test_the_truth_has_no_findings() -> None:
    """Two ovens, four orders, stock for two of them, a wait on purpose, eight answers."""
    assert check_plan(BAKERY, PLAN, PROBLEM) == ()
    assert len(PLAN.operations) == 4
    assert PLAN.waits


def test_the_price_of_moving_is_no_part_of_a_plan() -> None:
    """It moved the search, and stands in no figure that could be wrong."""
    must_end = np.zeros(PROBLEM.n, np.int64)
    moved = replace(PROBLEM, orders=replace(PROBLEM.orders, keep_by=must_end))
    assert check_plan(BAKERY, PLAN, moved) == ()


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (replace(PLAN, snapshot_hash="yesterday"), "other-data"),
        (with_item("operations", 0, order="B-99"), "unknown-order"),
        (with_item("operations", 0, line="wok"), "unknown-line"),
        (with_item("stock_uses", 0, stock=3), "unknown-stock"),
        (with_item("answers", 0, order="B-99"), "unknown-order"),
        (replace(PLAN, waits={"B-99": NOW}), "unknown-order"),
        (replace(PLAN, unmade_firm=(UnmadeFirmOrder(order="B-99", reason=""),)), "unknown-order"),
    ],
)
def test_a_name_that_is_not_in_the_data_is_found(plan: Plan, code: str) -> None:
    """A plan speaks of what the company has, and of nothing else."""
    assert codes(plan) == {code}


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (with_item("operations", 0, end=PLAN.operations[0].end + LATER), "wrong-work"),
        (with_item("operations", 1, start=PLAN.operations[0].start), "starts-before-wait"),
        (with_item("operations", 0, family="wheat"), "wrong-family"),
        (with_item("operations", 3, changeover_minutes=60), "wrong-changeover"),
        (with_item("operations", 0, work_minutes=1), "wrong-work"),
        (with_item("operations", 0, quantity=Decimal(281)), "wrong-quantity"),
        (with_item("operations", 0, line="deck-oven"), "line-cannot-make"),
        (with_item("stock_uses", 1, stock=1), "foreign-stock"),
        (replace(PLAN, waits={}), "starts-too-late"),
        (replace(PLAN, operations=PLAN.operations[1:]), "wrong-quantity"),
        (replace(PLAN, operations=PLAN.operations[:2] + PLAN.operations[3:]), "firm-order-missing"),
        (replace(PLAN, unmade_firm=(UnmadeFirmOrder(order="B-1", reason="none"),)), "unmade-wrongly"),
        (
            replace(PLAN, stock_uses=(*PLAN.stock_uses, StockUse(order="B-7", stock=0, quantity=Decimal(1)))),
            "stock-overdrawn",
        ),
        (replace(PLAN, contribution=replace(PLAN.contribution, revenue=Decimal(1))), "wrong-money"),
        (
            replace(
                PLAN, contribution=replace(PLAN.contribution, revenue=PLAN.contribution.revenue + Decimal("0.001"))
            ),
            "no-whole-cents",
        ),
        (replace(PLAN, campaigns=PLAN.campaigns[1:]), "wrong-campaigns"),
        (with_item("campaigns", 0, hours=Decimal(3)), "wrong-campaign"),
        (with_item("campaigns", 0, is_short=True), "wrong-campaign"),
        (with_item("campaigns", 0, orders=("B-7", "B-1")), "wrong-campaign"),
    ],
)
def test_a_lie_about_the_work_the_stock_or_the_money_is_found(plan: Plan, code: str) -> None:
    """Instants, minutes, quantities, campaigns and figures are those of the work that the plan names."""
    assert code in codes(plan)


@pytest.mark.parametrize(
    ("plan", "complaint"),
    [
        (with_item("answers", B1, customer="CORNER"), "goes to another customer"),
        (with_item("answers", B3, kind=AnswerKind.ACCEPTED), "is a yes, but the plan does not make it"),
        (with_item("answers", B7, kind=AnswerKind.DECLINED), "is a no, but the plan makes it"),
        (with_item("answers", B1, from_stock=Decimal(41)), "says that 41 come from stock, the plan takes 40"),
        (with_item("answers", B1, line="deck-oven"), "names line deck-oven, the plan uses stone-oven"),
        (with_item("answers", B1, line=""), "names line none, the plan uses stone-oven"),
        (with_item("answers", B1, campaign=1), "names another campaign"),
        (with_item("answers", B1, campaign=7), "names another campaign"),
        (with_item("answers", B1, campaign=None), "names another campaign"),
        (with_item("answers", B1, delivery=PLAN.operations[0].end), "promises another delivery"),
    ],
)
def test_an_answer_that_the_plan_does_not_keep_is_found(plan: Plan, complaint: str) -> None:
    """What an order is told is what the plan does for it."""
    (finding,) = check_plan(BAKERY, plan, PROBLEM)
    assert finding.code == "wrong-answer"
    assert complaint in finding.message


@pytest.mark.parametrize(
    ("promised", "delivery"),
    [
        ("2026-03-06T12:00", "2026-03-06T12:00"),  # ready on Monday: it waits for the day that was promised
        ("2026-03-02T14:00", "2026-03-02T15:00"),  # ready on Monday at one, two hours on the road
    ],
)
def test_goods_arrive_when_promised_or_as_soon_as_they_can(promised: str, delivery: str) -> None:
    """The hotel's firm order counts from its promise, not from the date that the hotel had wanted."""
    firm = replace(BAKERY.orders[B1], promised=local(promised))
    data = replace(BAKERY, orders=(firm, *BAKERY.orders[1:]))
    problem = build_problem(data, now=NOW, tiers=TIERS, service_costs={order.id: Decimal(0) for order in data.orders})
    plan = make_plan(data, problem)
    told = {minutes: local(delivery) + minutes * LATER for minutes in (-1, 0, 1)}
    for minutes, instant in told.items():
        answers = (replace(plan.answers[0], delivery=instant), *plan.answers[1:])
        found = check_plan(data, replace(plan, answers=answers), problem)
        assert [finding.value for finding in found] == (["B-1"] if minutes else [])


def test_each_order_has_one_answer() -> None:
    """Neither silence nor two answers."""
    silent, twice = PLAN.answers[1:], (*PLAN.answers, PLAN.answers[0])
    for answers in (silent, twice):
        (finding,) = check_plan(BAKERY, replace(PLAN, answers=answers), PROBLEM)
        assert (finding.code, finding.value) == ("not-one-answer", "B-1")


def test_an_order_wholly_from_stock_needs_no_line() -> None:
    """A yes without work names neither line nor campaign."""
    data = replace(BAKERY, orders=(replace(BAKERY.orders[0], quantity=Decimal(40)),))
    problem = build_problem(data, now=NOW, tiers=TIERS, service_costs={"B-1": Decimal(0)})
    takes = (Take(order=0, pool=0, quantity=40),)
    timed = time_plan(problem, sequences=[[], []], waits=[0], takes=takes)
    nothing = np.empty(0, np.int64)
    solution = Solution(
        sequences=(nothing, nothing), waits=np.zeros(1, np.int64), takes=takes, jobs=(), worth=timed.worth, unmade=()
    )
    plan = plan_of(problem, solution, data, now=NOW, parameters={})
    yes = Answer(order="B-1", customer="HOTEL", tier="gold", kind=AnswerKind.ACCEPTED, from_stock=Decimal(40))
    assert check_plan(data, replace(plan, answers=(yes,)), problem) == ()


def test_findings_point_to_the_plan() -> None:
    """Those of the work as well as those of the answers."""
    plan = with_item("operations", 0, end=PLAN.operations[0].end + LATER)
    assert {finding.source for finding in check_plan(BAKERY, plan, PROBLEM)} == {SOURCE}


def test_a_campaign_of_another_line_is_unknown() -> None:
    """A campaign names a line of the company."""
    ghost = Campaign(line="wok", family="rye", start=NOW, end=NOW, orders=("B-1",), hours=Decimal(1), is_short=False)
    assert codes(replace(PLAN, campaigns=(ghost,))) == {"unknown-line"}
