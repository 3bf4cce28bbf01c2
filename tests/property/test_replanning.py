"""Laws of replans, held for made-up weeks of a bakery in which something happens."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings

from tests.bakeries import made_up_bakery
from tests.changes import made_up_changes
from tests.problems import RANDOMS
from tests.weeks import planned
from unisono.engines.planning.checking import check
from unisono.engines.planning.plan_checking import check_plan
from unisono.engines.planning.reading import decisions_of
from unisono.engines.planning.replan_checking import Compared, check_replan
from unisono.engines.planning.session import Session
from unisono.engines.planning.solving import complete
from unisono.engines.planning.stopping import Iterations
from unisono.services.replanning import Answered, plan_after, replan_company


def happened(random: Random, *, moves: int = 300) -> Answered:
    """Return a made-up bakery's week after something has happened in it, now or some hours after it was planned."""
    ground, plan = planned(made_up_bakery(random))
    later = plan.now + timedelta(minutes=random.choice((0, 0, 200)))
    changes = made_up_changes(random, ground.book.snapshot)
    return replan_company(ground=ground, plan=plan, changes=changes, now=later, stop=Iterations(count=moves), seed=3)


@settings(max_examples=150)
@given(RANDOMS)
def test_the_checkers_find_nothing_in_any_replan(random: Random) -> None:
    """Every move is listed as it is, the frozen zone lies still, and the money is that of the two plans."""
    answered = happened(random)
    changed = answered.changed
    after = replace(plan_after(answered, parameters={}), snapshot_hash=changed.book.snapshot.content_hash)
    compared = Compared(
        before=changed.plan,
        after=after,
        orders_before=changed.before,
        orders_after={order.id: order for order in changed.book.snapshot.orders},
        price_of_moving=changed.book.snapshot.policy.price_of_moving,
    )
    assert check(changed.frozen.real, answered.solution) == ()
    assert check_plan(changed.book.snapshot, after, changed.frozen.real) == ()
    assert check_replan(compared, answered.replan) == ()


@settings(max_examples=100)
@given(RANDOMS)
def test_a_replan_is_worth_at_least_what_greedy_insertion_is(random: Random) -> None:
    """With the same frozen zone and the same price of moving."""
    answered = happened(random)
    held = answered.changed.frozen
    start = held.held(decisions_of(held.real, answered.changed.plan, now=answered.changed.plan.now))
    session = Session(held.problem)
    session.load(sequences=start.sequences, waits=start.waits, takes=start.takes)
    greedy = complete(held.problem, session.solution())
    lost, lost_greedily = (len(answered.replan.unmade_firm), len(held.released(greedy).unmade))
    worth = answered.solution.worth
    assert lost <= lost_greedily
    if lost == lost_greedily:
        assert worth.contribution - worth.moving_cost >= greedy.worth.contribution - greedy.worth.moving_cost - 1e-6


@settings(max_examples=50)
@given(RANDOMS)
def test_where_nothing_changes_nobody_is_lost(random: Random) -> None:
    """A published plan keeps every order; the search may better it, never for less money."""
    ground, plan = planned(made_up_bakery(random))
    found = replan_company(ground=ground, plan=plan, changes=(), now=plan.now, stop=Iterations(count=0), seed=1)
    assert found.replan.moves == ()
    assert found.replan.after == found.replan.before
