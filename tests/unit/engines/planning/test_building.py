"""The planning problem of the Thorn Bakery: orders, stock and reserved slots."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest

from tests.companies import bakery, local
from unisono.domain.company import Order, OrderStatus, Snapshot, StockKind, Tier
from unisono.engines.planning.building import build_problem, due_instant
from unisono.engines.planning.problem import ENDLESS, Problem

HOUR, DAY = 60, 1440
NOW = local("2026-03-02T06:00")
TIERS = {"HOTEL": Tier.GOLD, "SCHOOL": Tier.SILVER, "CORNER": Tier.STANDARD, "CLINIC": Tier.SILVER}


def build(
    snapshot: Snapshot | None = None,
    *,
    now: datetime = NOW,
    tiers: Mapping[str, Tier] = TIERS,
    excluded: tuple[str, ...] = (),
    deadlines: Mapping[str, datetime] | None = None,
) -> Problem:
    """Return the bakery's problem, in which the order on place i costs i of service."""
    data = snapshot or bakery()
    costs = {order.id: Decimal(place) for place, order in enumerate(data.orders)}
    return build_problem(data, now=now, tiers=tiers, service_costs=costs, excluded=excluded, deadlines=deadlines or {})


def with_order(order_id: str, change: Callable[[Order], Order]) -> Snapshot:
    """Return the bakery with one order changed."""
    data = bakery()
    return replace(data, orders=tuple(change(order) if order.id == order_id else order for order in data.orders))


def at(problem: Problem, order_id: str) -> int:
    """Return the index of an order."""
    return problem.orders.ids.index(order_id)


def test_orders_keep_their_ids_and_sequence() -> None:
    """All eight orders are in the problem as they stand in the file."""
    problem = build()
    assert problem.orders.ids == tuple(f"B-{number}" for number in range(1, 9))
    assert problem.orders.firm.tolist() == [True, True, *[False] * 6]
    assert problem.orders.quantity.tolist() == [320, 270, 150, 400, 175, 480, 360, 24]


def test_families_are_those_of_orders_and_lines() -> None:
    """Rye, wheat and gluten-free bread, each with the index that its orders carry."""
    problem = build()
    assert problem.families == ("rye", "wheat", "gluten-free")
    assert problem.orders.family.tolist() == [0, 1, 2, 1, 2, 0, 0, 1]
    assert problem.lines.initial.tolist() == [0, 1]


def test_goods_must_leave_before_they_arrive() -> None:
    """The hotel's rye leaves two hours before midnight on Wednesday, the baguettes at midnight."""
    problem = build()
    assert problem.orders.due[at(problem, "B-1")] == 2 * DAY + 16 * HOUR
    assert problem.orders.due[at(problem, "B-4")] == 2 * DAY + 18 * HOUR


def test_a_firm_order_is_due_as_promised_and_an_inquiry_as_requested() -> None:
    """A promise of Friday counts, whatever the customer had wanted."""
    promised = local("2026-03-06T22:00")
    problem = build(with_order("B-1", lambda order: replace(order, promised=promised)))
    assert problem.orders.due[at(problem, "B-1")] == 4 * DAY + 14 * HOUR
    problem = build(with_order("B-3", lambda order: replace(order, promised=promised)))
    assert problem.orders.due[at(problem, "B-3")] == 4 * DAY + 16 * HOUR


def test_a_firm_order_without_a_promise_is_no_sound_data() -> None:
    """The check of the data stops it; the builder does not make up a date."""
    broken = with_order("B-1", lambda order: replace(order, promised=None))
    with pytest.raises(ValueError, match="firm order B-1 has no promised date"):
        build(broken)


def test_an_inquiry_is_lost_after_its_latest_date() -> None:
    """Less shipping; without a latest date, or with one behind the horizon, the horizon ends it."""
    problem = build()
    horizon = 6 * DAY + 18 * HOUR
    assert problem.horizon == horizon
    assert problem.orders.deadline[at(problem, "B-7")] == 4 * DAY + 18 * HOUR
    assert problem.orders.deadline[at(problem, "B-3")] == horizon - 2 * HOUR
    assert problem.orders.deadline[at(problem, "B-8")] == horizon
    later = with_order("B-7", lambda order: replace(order, latest=local("2026-04-01T00:00")))
    assert build(later).orders.deadline[at(problem, "B-7")] == horizon


def test_a_firm_order_may_be_late_until_the_horizon() -> None:
    """Even after the date that was its latest when it was an inquiry."""
    problem = build(with_order("B-1", lambda order: replace(order, latest=local("2026-03-05T00:00"))))
    assert problem.orders.deadline[at(problem, "B-1")] == problem.horizon


def test_people_may_set_a_deadline() -> None:
    """The school has its rolls by Friday noon or they are not made; shipping takes two hours."""
    problem = build(deadlines={"B-2": local("2026-03-06T12:00")})
    assert problem.orders.deadline[at(problem, "B-2")] == 4 * DAY + 4 * HOUR


def test_work_may_start_when_the_dough_is_there() -> None:
    """The school's rye cannot start before Tuesday at six; what could have started last week starts now."""
    problem = build()
    assert problem.orders.release.tolist() == [0, 0, 0, 0, 0, DAY, 0, 0]
    long_ago = with_order("B-6", lambda order: replace(order, earliest_start=NOW - timedelta(days=3)))
    assert build(long_ago).orders.release.max() == 0


def test_money_of_an_order() -> None:
    """Price times quantity, the service it causes, and the replacement and scrap of its product."""
    orders = build().orders
    assert orders.revenue[0] == 960
    assert orders.service_cost.tolist() == list(range(8))
    assert (orders.stock_cost[0], orders.scrap_cost[0], orders.room[0]) == (1.1, 1.1, 1)
    assert orders.holding_cost[0] * DAY == pytest.approx(0.05)


def test_a_late_minute_costs_what_the_order_or_its_tier_says() -> None:
    """Sixty a day for the hotel's loaves; else 3, 2 or 1 percent of the price a day."""
    late = build().orders.late_cost * DAY
    assert late[2] == pytest.approx(60)
    assert late[0] == pytest.approx(0.03 * 960)
    assert late[1] == pytest.approx(0.02 * 729)
    assert late[3] == pytest.approx(0.01 * 840)


def test_a_late_minute_follows_the_tier_of_the_day() -> None:
    """The tier is what segmentation says now, not what the file said."""
    late = build(tiers={**TIERS, "CORNER": Tier.GOLD}).orders.late_cost * DAY
    assert late[3] == pytest.approx(0.03 * 840)


def test_moving_a_firm_order_has_a_price_but_no_plan_is_in_force() -> None:
    """The price stands ready; nothing says yet by when an order must end."""
    orders = build().orders
    assert orders.moving_cost.tolist() == [25, 25, 0, 0, 0, 0, 0, 0]
    assert set(orders.keep_by.tolist()) == {ENDLESS}


def test_what_a_rule_declined_is_left_out() -> None:
    """The small order of the corner shops is not there, nor in any flag of stock or slot."""
    problem = build(excluded=("B-8",))
    assert "B-8" not in problem.orders.ids
    assert problem.n == 7


def test_an_empty_order_book_is_a_problem_too() -> None:
    """Nobody ordered: the bakery still has its ovens, stock and slots."""
    problem = build(replace(bakery(), orders=()))
    assert (problem.n, problem.lines.minutes_per_unit.shape, problem.pools.may_use.shape) == (0, (0, 2), (3, 0))


def test_own_stock_is_for_all_and_other_stock_for_its_owner() -> None:
    """Rye loaves for hotel and corner shops, the school's rolls and the clinic's loaves for them alone."""
    problem = build()
    assert problem.pools.quantity.tolist() == [40, 30, 25]
    users = [[problem.orders.ids[order] for order in np.flatnonzero(row)] for row in problem.pools.may_use]
    assert users == [["B-1", "B-7"], ["B-2"], ["B-5"]]


def test_stock_must_be_good_when_it_leaves() -> None:
    """Loaves that are good until Thursday evening serve neither Friday's order nor one that leaves an hour later."""
    data = bakery()
    leaves = due_instant(data.orders[4])

    def users(until: datetime) -> list[bool]:
        stock = tuple(replace(row, valid_until=until) if row.kind is StockKind.CALL_OFF else row for row in data.stock)
        flags: list[bool] = build(replace(data, stock=stock)).pools.may_use[2].tolist()
        return flags

    assert sum(users(leaves)) == 1
    assert sum(users(leaves - timedelta(minutes=1))) == 0


def test_a_slot_is_for_its_tier_or_customer() -> None:
    """Thursday's oven for gold, a night for the clinic."""
    problem = build()
    gold, clinic = problem.reservations
    assert (gold.line, gold.start, gold.end) == (0, 3 * DAY, 3 * DAY + 4 * HOUR)
    assert [problem.orders.ids[order] for order in np.flatnonzero(gold.may_use)] == ["B-1", "B-3"]
    assert (clinic.line, clinic.start, clinic.end) == (1, 2 * DAY + 16 * HOUR, 2 * DAY + 20 * HOUR)
    assert [problem.orders.ids[order] for order in np.flatnonzero(clinic.may_use)] == ["B-5"]


def test_a_slot_follows_the_tier_of_the_day() -> None:
    """When the corner shops turn gold, Thursday's oven is theirs too."""
    gold = build(tiers={**TIERS, "CORNER": Tier.GOLD}).reservations[0]
    assert gold.may_use.sum() == 5


@pytest.mark.parametrize(
    ("now", "reserved"),
    [
        ("2026-03-04T11:59", 2),  # the gold slot opens to all at noon
        ("2026-03-04T12:00", 1),
        ("2026-03-05T01:59", 1),  # the clinic's night ends at two
        ("2026-03-05T02:00", 0),
    ],
)
def test_a_slot_that_is_open_or_over_reserves_nothing(now: str, reserved: int) -> None:
    """Gold's slot opens on Wednesday at noon; the clinic's is over at two in the night to Thursday."""
    assert len(build(now=local(now)).reservations) == reserved


def test_a_slot_that_has_begun_is_reserved_from_now() -> None:
    """At eleven on Wednesday night three hours of the clinic's slot are left."""
    (slot,) = build(now=local("2026-03-04T23:00")).reservations
    assert (slot.start, slot.end) == (0, 3 * HOUR)


def test_the_policy_is_in_the_problem() -> None:
    """Charges, the frozen zone and when changeovers may start."""
    data = bakery()
    policy = replace(data.policy, frozen_hours=Decimal("1.5"), changeover_before_release=False)
    problem = build(replace(data, policy=policy))
    assert (problem.short_campaign_charge, problem.frozen_until, problem.changeover_before_release) == (40, 90, False)


def test_the_warehouse_is_counted_at_the_company_s_midnights() -> None:
    """Seven midnights until the horizon; without a figure there is room for everything."""
    warehouse = build().warehouse
    assert (warehouse.limit, warehouse.price) == (600, 0.1)
    assert warehouse.nights.tolist() == [18 * HOUR + day * DAY for day in range(7)]
    data = bakery()
    assert build(replace(data, company=replace(data.company, warehouse_room=None))).warehouse.limit == np.inf


def test_an_overdue_firm_order_was_due_before_now() -> None:
    """The rye promised for yesterday is late from the first minute."""
    yesterday = local("2026-03-01T08:00")
    problem = build(with_order("B-1", lambda order: replace(order, promised=yesterday, status=OrderStatus.FIRM)))
    assert problem.orders.due[0] == -DAY
