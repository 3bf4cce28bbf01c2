"""The ground of a plan: what the rules have declined before anybody plans, and what everybody costs."""

from dataclasses import replace

import numpy as np

from tests.companies import bakery
from unisono.domain.company import OrderStatus, Tier
from unisono.domain.policy import Rule, Verdict
from unisono.services.preparing import prepare

THORN = bakery()
GROUND = prepare(snapshot=THORN, now=THORN.company.as_of)


def test_the_rules_judge_before_the_planner() -> None:
    """The small order is declined by rule 1, the very large one of a corner shop meets rule 2."""
    rulings = {order: (ruling.rule, ruling.verdict) for order, ruling in GROUND.rulings.items()}
    assert rulings == {"B-4": (2, Verdict.APPEAL), "B-8": (1, Verdict.DECLINE)}


def test_what_a_rule_declines_is_known_but_cannot_be_planned() -> None:
    """Both problems have all orders of the book; in the one to plan two of them have no oven and no stock."""
    ids = tuple(order.id for order in THORN.orders)
    assert GROUND.problem.orders.ids == GROUND.plannable.orders.ids == ids
    able = np.isfinite(GROUND.plannable.lines.minutes_per_unit).any(axis=1)
    assert {ids[order] for order in np.flatnonzero(~able)} == {"B-4", "B-8"}
    assert np.isfinite(GROUND.problem.lines.minutes_per_unit).any(axis=1).all()
    assert not GROUND.plannable.pools.may_use[:, [ids.index("B-4"), ids.index("B-8")]].any()


def test_a_rule_that_allows_stops_the_reading() -> None:
    """With an earlier rule that lets the corner shops through nothing of theirs is declined."""
    welcome = Rule(number=0, when='customer == "CORNER"', verdict=Verdict.ALLOW, says="The corner shops are welcome.")
    friendly = replace(THORN, policy=replace(THORN.policy, rules=(welcome, *THORN.policy.rules)))
    assert prepare(snapshot=friendly, now=THORN.company.as_of).rulings == {}


def test_rules_judge_no_firm_order() -> None:
    """What is promised is made, however small."""
    firm = tuple(
        replace(order, status=OrderStatus.FIRM, promised=order.requested) if order.id == "B-8" else order
        for order in THORN.orders
    )
    ground = prepare(snapshot=replace(THORN, orders=firm), now=THORN.company.as_of)
    assert set(ground.rulings) == {"B-4"}


def test_the_book_knows_tiers_and_service_costs() -> None:
    """Tiers are today's, overrides among them; every order has its expected cost of service, also in the problem."""
    book = GROUND.book
    assert book.tiers == {
        "HOTEL": Tier.GOLD,
        "SCHOOL": Tier.SILVER,
        "CORNER": Tier.STANDARD,
        "CLINIC": Tier.SILVER,
    }
    assert book.tiers == GROUND.segmentation.tiers
    expected = [float(book.service_costs[order.id]) for order in THORN.orders]
    assert list(GROUND.problem.orders.service_cost) == expected
    assert min(expected) > 0
    assert book.now == THORN.company.as_of
