"""What the bakery's stock saved in a plan."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from tests.companies import bakery
from unisono.bootstrap import executor
from unisono.domain.company import Stock, StockKind
from unisono.domain.plans import Plan
from unisono.domain.stocks import StockWorth
from unisono.engines.planning.building import due_instant
from unisono.services.deciding import Effort, plan_together
from unisono.services.preparing import Ground, prepare
from unisono.services.stock.worth import drawn_from, lying_in, searched, survey_with_plan, worth_between
from unisono.services.telling import Silent

CAKES = Stock(product="free-loaf", kind=StockKind.OWN, quantity=Decimal(500), location="freezer")
THORN = replace(bakery(), stock=(*bakery().stock, CAKES))
DAY = timedelta(days=1)


@pytest.fixture(name="ground", scope="module")
def _ground() -> Ground:
    """Return the bakery with many gluten-free loaves in its freezer."""
    return prepare(snapshot=THORN, now=THORN.company.as_of)


@pytest.fixture(name="plan", scope="module")
def _plan(ground: Ground) -> Plan:
    """Return a plan of it from a short search."""
    with executor(1) as inline:
        return plan_together(ground=ground, effort=Effort(iterations=300), executor=inline, tell=Silent())


def test_stock_that_serves_saves_something(ground: Ground, plan: Plan) -> None:
    """Loaves that need not be baked save money, and every kind that was drawn on is weighed."""
    survey = survey_with_plan(ground=ground, plan=plan, seed=1)
    drawn = {THORN.stock[use.stock].kind for use in plan.stock_uses}
    assert set(survey.worth) == drawn
    assert StockKind.OWN in drawn
    own = survey.worth[StockKind.OWN]
    assert own.saved == own.margin + own.changeovers + own.lateness + own.waiting > 0
    assert all(worth.saved >= 0 for worth in survey.worth.values())


def test_the_same_seed_says_the_same(ground: Ground, plan: Plan) -> None:
    """Nothing but the plan and the seed decides what stock saved."""
    assert survey_with_plan(ground=ground, plan=plan, seed=3) == survey_with_plan(ground=ground, plan=plan, seed=3)


def test_without_stock_nothing_is_drawn(ground: Ground, plan: Plan) -> None:
    """The compared plan takes nothing from the stock that is not there, and makes every firm order it can."""
    rows = range(len(THORN.stock))
    bare = searched(ground.plannable, plan, without=rows, seed=1)
    assert bare.takes == ()
    assert searched(ground.plannable, plan, without=(), seed=1).takes != ()


def test_a_plan_that_is_no_worse_without_saved_nothing(ground: Ground, plan: Plan) -> None:
    """Stock may be left alone, so it never saves less than nothing."""
    reference = searched(ground.plannable, plan, without=(), seed=1)
    assert worth_between(ground.plannable, reference, reference) == StockWorth()


def test_what_is_drawn_adds_up(ground: Ground, plan: Plan) -> None:
    """The units drawn from a stock are those of the plan; the hours are what the fastest line would need."""
    for row in {use.stock for use in plan.stock_uses}:
        uses = [use for use in plan.stock_uses if use.stock == row]
        drawn = drawn_from(ground.plannable, plan)[row]
        assert drawn.quantity == sum(use.quantity for use in uses) <= THORN.stock[row].quantity
        assert set(drawn.orders) == {use.order for use in uses}
        minutes = [
            float(use.quantity)
            * float(np.min(ground.plannable.lines.minutes_per_unit[ground.plannable.orders.ids.index(use.order)]))
            for use in uses
        ]
        assert float(drawn.hours) == pytest.approx(sum(minutes) / 60, abs=0.051)


def test_stock_lies_until_it_leaves(plan: Plan) -> None:
    """What serves an order lies until the order leaves, the rest until the planned time ends."""
    until = THORN.company.horizon_end
    orders = {order.id: order for order in THORN.orders}
    lies = lying_in(THORN, plan)
    for row, stock in enumerate(THORN.stock):
        uses = [use for use in plan.stock_uses if use.stock == row]
        rest = stock.quantity - sum((use.quantity for use in uses), Decimal(0))
        expected = float(rest) * ((until - plan.now) / DAY)
        expected += sum(float(use.quantity) * ((due_instant(orders[use.order]) - plan.now) / DAY) for use in uses)
        assert lies(row) == pytest.approx(expected)


def test_a_company_without_stock_is_not_searched(ground: Ground, plan: Plan) -> None:
    """Where a plan draws nothing there is nothing to weigh."""
    survey = survey_with_plan(ground=ground, plan=replace(plan, stock_uses=()), seed=1)
    assert (dict(survey.worth), dict(survey.drawn)) == ({}, {})
    assert len(survey.levels) == len(THORN.stock)
