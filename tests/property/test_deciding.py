"""Laws of deciding together: never worse than apart, and what it is worth adds up to the cent."""

from decimal import Decimal

from hypothesis import given, settings

from tests.bakeries import made_up_bakeries
from unisono.bootstrap import InlineExecutor
from unisono.domain.company import Snapshot
from unisono.domain.comparison import Comparison, Way
from unisono.engines.planning.plan_checking import check_plan
from unisono.services.deciding import Effort, decide_all_ways
from unisono.services.preparing import prepare
from unisono.services.telling import Silent

ROUNDING = Decimal("0.06")
"""Cents that the ten parts of the money may be rounded by: two plans within it are as good."""


def compared(snapshot: Snapshot) -> Comparison:
    """Return the four ways of a bakery after a short search."""
    ground = prepare(snapshot=snapshot, now=snapshot.company.as_of)
    effort = Effort(iterations=1500, chains=1)
    return decide_all_ways(ground=ground, effort=effort, executor=InlineExecutor(), tell=Silent()).comparison


def no_worse(comparison: Comparison, way: Way, other: Way) -> bool:
    """Return whether a way leaves fewer firm orders unmade than another, or as many and earns as much."""
    plan, rival = comparison.plans[way], comparison.plans[other]
    unmade, more = len(plan.unmade_firm), len(rival.unmade_firm)
    return unmade < more or (unmade == more and plan.contribution.total >= rival.contribution.total - ROUNDING)


@settings(max_examples=60)
@given(made_up_bakeries())
def test_together_is_never_worse_than_apart(snapshot: Snapshot) -> None:
    """No other way leaves fewer firm orders unmade or earns more with as many, and no plan has findings."""
    comparison = compared(snapshot)
    assert all(no_worse(comparison, Way.TOGETHER, way) for way in Way)
    problem = prepare(snapshot=snapshot, now=snapshot.company.as_of).problem
    for way, plan in comparison.plans.items():
        codes = {finding.code for finding in check_plan(snapshot, plan, problem)}
        assert codes <= (set() if way is Way.TOGETHER else {"not-one-answer"})


@settings(max_examples=60)
@given(made_up_bakeries())
def test_what_it_is_worth_adds_up(snapshot: Snapshot) -> None:
    """The parts sum to the difference of the two plans' money, and none is negative where the whole is not."""
    comparison = compared(snapshot)
    worth, plans = comparison.worth, comparison.plans
    assert worth.total == plans[Way.TOGETHER].contribution.total - plans[worth.over].contribution.total
    assert worth.from_noes + worth.from_campaigns + worth.from_stock == worth.total
    if worth.total >= 0:
        assert min(worth.from_noes, worth.from_campaigns, worth.from_stock) >= -ROUNDING
    assert all(no_worse(comparison, worth.over, way) for way in Way if way is not Way.TOGETHER)
