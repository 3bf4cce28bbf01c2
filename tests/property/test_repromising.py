"""Laws of new dates for a whole backlog, held for made-up weeks in which an oven is down and classes are made up."""

from dataclasses import fields, replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings

from tests.bakeries import made_up_bakery
from tests.problems import RANDOMS
from tests.weeks import planned
from unisono.domain.changes import LineDown
from unisono.domain.policy import PromiseClass, Repromising
from unisono.domain.replans import NewDate
from unisono.engines.planning.building import due_instant
from unisono.engines.planning.checking import check
from unisono.engines.planning.stopping import Iterations
from unisono.services.replanning import Answered
from unisono.services.repromising import repromise_company


def repromised(random: Random) -> Answered:
    """Return a week with new dates after an oven went down for some hours; any class may be anybody's."""
    snapshot = made_up_bakery(random)
    classes = {item.name: random.choice(list(PromiseClass)) for item in fields(Repromising)}
    ground, plan = planned(replace(snapshot, policy=replace(snapshot.policy, repromising=Repromising(**classes))))
    start = plan.now + timedelta(hours=random.randint(0, 80))
    down = LineDown(
        line=random.choice(snapshot.lines).id, start=start, end=start + timedelta(hours=random.choice((5, 20, 60)))
    )
    return repromise_company(ground=ground, plan=plan, changes=[down], now=plan.now, stop=Iterations(count=200), seed=2)


def of_class(answered: Answered, promise_class: PromiseClass) -> list[NewDate]:
    """Return the dates of a class that are kept as it demands."""
    return [date for date in answered.replan.dates if date.promise_class is promise_class and date.is_kept]


@settings(max_examples=100)
@given(RANDOMS)
def test_every_class_has_what_it_may_count_on(random: Random) -> None:
    """Protected are on time, who may improve is no later, who may give no earlier, and what is given up is free."""
    answered = repromised(random)
    orders = {order.id: order for order in answered.changed.book.snapshot.orders}
    made = {answered.changed.amendment.problem.orders.ids[job.order]: job for job in answered.solution.jobs}
    served = {answered.changed.amendment.problem.orders.ids[take.order] for take in answered.solution.takes}
    for date in of_class(answered, PromiseClass.PROTECT):
        order = orders[date.order]
        wanted = due_instant(order) + timedelta(hours=float(order.ship_lead))
        assert date.after is not None
        assert date.after <= wanted
    for date in of_class(answered, PromiseClass.MAY_IMPROVE):
        assert date.before is None or (date.after is not None and date.after <= date.before)
    for date in of_class(answered, PromiseClass.MAY_GIVE):
        assert date.before is None or date.after is None or date.after >= date.before
    for date in of_class(answered, PromiseClass.GIVE_UP):
        assert date.after is None
        assert date.order not in made
        assert date.order not in served
    for date in answered.replan.dates:
        assert (date.after is not None) == (date.order in made or date.order in served)


@settings(max_examples=100)
@given(RANDOMS)
def test_a_promise_slips_only_with_a_finding(random: Random) -> None:
    """And nothing is wrong with the plan behind the dates; the whole backlog has one each."""
    answered = repromised(random)
    replan, real = answered.replan, answered.changed.frozen.real
    assert check(real, answered.solution) == ()
    assert sorted(item.value or "" for item in replan.findings) == sorted(
        date.order for date in replan.dates if not date.is_kept
    )
    dated = [date.order for date in replan.dates]
    assert len(set(dated)) == len(dated)
    soon = {real.orders.ids[order] for order in answered.changed.frozen.orders | answered.changed.frozen.pushed}
    assert {operation.order for operation in answered.changed.plan.operations} - soon <= set(dated)
