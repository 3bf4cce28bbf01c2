"""A plan of the Thorn Bakery as people read it, and the way back to the planner."""

from dataclasses import replace
from decimal import Decimal

import numpy as np

from tests.companies import bakery, local
from tests.joinery import Wish, joinery
from unisono.domain.company import Order, Snapshot, Tier
from unisono.domain.plans import Campaign, Operation, Plan, StockUse
from unisono.engines.planning.building import build_problem
from unisono.engines.planning.problem import ENDLESS, Problem
from unisono.engines.planning.reading import contribution_of, decisions_of, plan_of, why_unmade
from unisono.engines.planning.solution import Solution, Take, Worth
from unisono.engines.planning.standing import kept, standing_of
from unisono.engines.planning.timing import time_plan

NOW = local("2026-03-02T06:00")
TIERS = {"HOTEL": Tier.GOLD, "SCHOOL": Tier.SILVER, "CORNER": Tier.STANDARD, "CLINIC": Tier.SILVER}
B1, B2, B3, B4, B5, B6, B7, B8 = range(8)
RYE, REST = [B1, B7], [B8, B2, B5]


def build(data: Snapshot) -> Problem:
    """Return the bakery's problem, without cost of service."""
    free = {order.id: Decimal(0) for order in data.orders}
    return build_problem(data, now=NOW, tiers=TIERS, service_costs=free)


def solve(problem: Problem) -> Solution:
    """Return a plan: rye in the stone oven, the corner shops' not before 2,000; wheat and free loaves in the other."""
    waits = problem.orders.release.copy()
    waits[B7] = 2000
    takes = (
        Take(order=B1, pool=0, quantity=40),
        Take(order=B2, pool=1, quantity=0.1 + 0.2),
        Take(order=B5, pool=2, quantity=24.999999999999996),
    )
    timed = time_plan(problem, sequences=[RYE, REST], waits=waits, takes=takes)
    return Solution(
        sequences=(np.array(RYE), np.array(REST)),
        waits=waits,
        takes=takes,
        jobs=timed.jobs,
        worth=timed.worth,
        unmade=(),
    )


BAKERY = bakery()
PROBLEM = build(BAKERY)
SOLUTION = solve(PROBLEM)
PLAN = plan_of(PROBLEM, SOLUTION, BAKERY, now=NOW, parameters={"seed": 7})


def without(plan: Plan, order_id: str) -> Plan:
    """Return the plan without the operations of an order."""
    return replace(plan, operations=tuple(item for item in plan.operations if item.order != order_id))


def test_a_plan_names_its_data_and_its_run() -> None:
    """Who reads it can make it again."""
    assert (PLAN.snapshot_hash, PLAN.now, PLAN.parameters) == ("bakery", NOW, {"seed": 7})


def test_an_operation_has_names_and_instants() -> None:
    """After the small order the school's rolls are made in the night to Tuesday, less what the school has."""
    assert PLAN.operations[3] == Operation(
        order="B-2",
        line="deck-oven",
        family="wheat",
        quantity=Decimal("269.7"),
        changeover_start=local("2026-03-02T22:32"),
        changeover_minutes=0,
        start=local("2026-03-02T22:32"),
        end=local("2026-03-03T04:32"),
        work_minutes=360,
    )


def test_the_changeover_before_an_operation_is_told() -> None:
    """Two hours from wheat to gluten-free; for rye the stone oven is ready."""
    assert [item.changeover_minutes for item in PLAN.operations] == [0, 0, 0, 0, 120]


def test_stock_is_told_without_the_dust_of_floats() -> None:
    """0.3 is 0.3 and 25 is 25, and what is made is exactly the rest."""
    assert PLAN.stock_uses == (
        StockUse(order="B-1", stock=0, quantity=Decimal(40)),
        StockUse(order="B-2", stock=1, quantity=Decimal("0.3")),
        StockUse(order="B-5", stock=2, quantity=Decimal(25)),
    )
    assert [str(use.quantity) for use in PLAN.stock_uses] == ["40", "0.3", "25"]
    assert [str(item.quantity) for item in PLAN.operations] == ["280", "360", "24", "269.7", "150"]


def test_campaigns_are_runs_of_a_family() -> None:
    """One of rye over two shifts and an idle morning, one of wheat and one of gluten-free bread."""
    rye, wheat, free = PLAN.campaigns
    assert rye == Campaign(
        line="stone-oven",
        family="rye",
        start=NOW,
        end=PLAN.operations[1].end,
        orders=("B-1", "B-7"),
        hours=Decimal("16.00"),
        is_short=False,
    )
    assert (wheat.orders, wheat.hours, wheat.is_short) == (("B-8", "B-2"), Decimal("6.53"), False)
    assert (free.orders, free.is_short) == (("B-5",), False)


def test_a_campaign_below_its_least_hours_is_short() -> None:
    """The small order alone is half an hour of wheat where three are wanted."""
    timed = time_plan(PROBLEM, sequences=[[], [B8]], waits=PROBLEM.orders.release, takes=())
    alone = replace(SOLUTION, takes=(), jobs=timed.jobs, worth=timed.worth)
    assert [campaign.is_short for campaign in plan_of(PROBLEM, alone, BAKERY, now=NOW, parameters={}).campaigns] == [
        True
    ]


def test_a_campaign_of_just_its_least_hours_is_long_enough() -> None:
    """Sixteen hours of rye where sixteen are wanted."""
    wanted = PROBLEM.lines.min_campaign.copy()
    wanted[0, 0] = 16 * 60
    problem = replace(PROBLEM, lines=replace(PROBLEM.lines, min_campaign=wanted))
    assert not plan_of(problem, SOLUTION, BAKERY, now=NOW, parameters={}).campaigns[0].is_short


def test_the_total_is_the_sum_of_the_rounded_parts() -> None:
    """What stands on the page adds up on the page."""
    contribution = contribution_of(Worth(revenue=10.006, variable_cost=3.004, holding_cost=0.125, moving_cost=99))
    assert (contribution.revenue, contribution.variable_cost) == (Decimal("10.01"), Decimal("3.00"))
    assert contribution.holding_cost == Decimal("0.12")
    assert contribution.total == Decimal("6.89")


def test_waits_that_the_plan_chose_are_told() -> None:
    """The corner shops' rye waits on purpose; an earliest start is no choice."""
    assert PLAN.waits == {"B-7": local("2026-03-03T15:20")}


def test_firm_orders_without_a_place_are_named_with_a_reason() -> None:
    """The school's rolls are in no plan here."""
    plan = plan_of(PROBLEM, replace(SOLUTION, jobs=(), takes=(), unmade=(B2,)), BAKERY, now=NOW, parameters={})
    assert [item.order for item in plan.unmade_firm] == ["B-2"]
    assert "no time left" in plan.unmade_firm[0].reason


def test_why_a_firm_order_is_unmade() -> None:
    """No bench can make the altar; the barn is too large for the time there is; the door had its place taken."""
    problem = joinery(
        Wish(id="altar", benches=()), Wish(id="barn", quantity=500), Wish(id="door"), windows=([(0, 400)],), horizon=400
    )
    reasons = [why_unmade(problem, order) for order in range(3)]
    assert reasons[0].startswith("No line can make it")
    assert reasons[1].startswith("Even with a line to itself")
    assert reasons[2].startswith("The lines that can make it have no time left")


def test_a_plan_is_read_back_as_it_was() -> None:
    """Sequences, waits and stock are what the planner had decided, but for the dust of floats."""
    sequences, waits, takes = decisions_of(PROBLEM, PLAN, now=NOW)
    assert [sequence.tolist() for sequence in sequences] == [RYE, REST]
    assert waits.tolist() == SOLUTION.waits.tolist()
    assert takes == tuple(
        replace(take, quantity=quantity) for take, quantity in zip(SOLUTION.takes, (40, 0.3, 25), strict=True)
    )


def test_an_order_that_is_gone_is_left_out() -> None:
    """A rule declined the corner shops' rye since: the others keep their sequence."""
    free = {order.id: Decimal(0) for order in BAKERY.orders}
    fewer = build_problem(BAKERY, now=NOW, tiers=TIERS, service_costs=free, excluded=("B-7", "B-5"))
    sequences, _, takes = decisions_of(fewer, PLAN, now=NOW)
    named = [[fewer.orders.ids[order] for order in sequence] for sequence in sequences]
    assert named == [["B-1"], ["B-8", "B-2"]]
    assert [fewer.orders.ids[take.order] for take in takes] == ["B-1", "B-2"]


def test_what_a_line_cannot_make_any_more_is_left_out() -> None:
    """The deck oven lost its rate for wheat, and a line was sold."""
    rates = tuple(rate for rate in BAKERY.rates if not (rate.line == "deck-oven" and rate.family == "wheat"))
    data = replace(BAKERY, rates=tuple(rate for rate in rates if not rate.product))
    sequences, _, takes = decisions_of(build(data), PLAN, now=NOW)
    assert [sequence.tolist() for sequence in sequences] == [RYE, [B5]]
    assert [take.order for take in takes] == [B1, B5]
    renamed = replace(PROBLEM, lines=replace(PROBLEM.lines, ids=("stone-oven", "new-oven")))
    assert [sequence.tolist() for sequence in decisions_of(renamed, PLAN, now=NOW).sequences] == [RYE, []]


def test_stock_that_may_not_be_used_any_more_is_left_out() -> None:
    """The loaves of the clinic were sold; the clinic's order is made whole."""
    sequences, _, takes = decisions_of(build(replace(BAKERY, stock=BAKERY.stock[:2])), PLAN, now=NOW)
    assert [take.order for take in takes] == [B1, B2]
    assert B5 in sequences[1]


def test_stock_that_has_become_less_serves_as_much_as_there_is() -> None:
    """Of the forty loaves ten are left, and of none nothing is taken."""
    for left, served in ((10, [10.0]), (0, [])):
        stock = (replace(BAKERY.stock[0], quantity=Decimal(left)), *BAKERY.stock[1:])
        takes = decisions_of(build(replace(BAKERY, stock=stock)), PLAN, now=NOW).takes
        assert [take.quantity for take in takes if take.order == B1] == served


def test_a_part_from_stock_without_a_line_for_the_rest_is_left_out() -> None:
    """An order cannot be half in a plan."""
    assert [take.order for take in decisions_of(PROBLEM, without(PLAN, "B-1"), now=NOW).takes] == [B2, B5]


def test_an_order_that_stock_now_covers_leaves_its_line() -> None:
    """The hotel wants no more than the forty loaves that were promised from stock."""

    def smaller(order: Order) -> Order:
        return replace(order, quantity=Decimal(40)) if order.id == "B-1" else order

    data = replace(BAKERY, orders=tuple(map(smaller, BAKERY.orders)))
    sequences, waits, takes = decisions_of(build(data), PLAN, now=NOW)
    assert B1 not in sequences[0]
    assert takes[0] == Take(order=B1, pool=0, quantity=40)
    assert not time_plan(build(data), sequences=sequences, waits=waits, takes=takes).passed


def test_a_wait_is_never_before_the_earliest_start() -> None:
    """Nor does the plan of yesterday make anything wait for a moment that is over."""
    tomorrow = local("2026-03-04T06:00")
    waits = decisions_of(
        build_problem(
            BAKERY, now=tomorrow, tiers=TIERS, service_costs={order.id: Decimal(0) for order in BAKERY.orders}
        ),
        PLAN,
        now=tomorrow,
    ).waits
    assert set(waits.tolist()) == {0}


def test_firm_orders_keep_their_place_in_the_plan_in_force() -> None:
    """From then on ending later has a price; inquiries and what is not in the plan are free."""
    keep_by = kept(PROBLEM, standing_of(PROBLEM, PLAN, now=NOW)).orders.keep_by
    ends = {job.order: job.end for job in SOLUTION.jobs}
    assert keep_by[B1] == ends[B1]
    assert keep_by[B2] == ends[B2]
    assert set(keep_by[2:].tolist()) == {ENDLESS}
    standing = standing_of(PROBLEM, without(PLAN, "B-1"), now=NOW)
    assert kept(PROBLEM, standing).orders.keep_by[B1] == ENDLESS
