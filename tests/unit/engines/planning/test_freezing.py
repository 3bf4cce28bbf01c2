"""What starts soon at the Thorn Bakery is not moved."""

from dataclasses import replace
from decimal import Decimal

import numpy as np

from tests.weeks import MONDAY, TUESDAY, planned, rye, week
from unisono.domain.company import Snapshot
from unisono.engines.planning.freezing import Frozen, frozen
from unisono.engines.planning.replanning import replan
from unisono.engines.planning.standing import standing_of
from unisono.engines.planning.stopping import Iterations


def frozen_hours(hours: int) -> Snapshot:
    """Return a week whose oven begins with the hotel's loaves on Monday and goes on with the school's on Tuesday."""
    snapshot = week(
        rye("SCHOOL-1", 320, by=TUESDAY),
        rye("HOTEL-1", 320, by=MONDAY, customer="HOTEL", price="3.00"),
    )
    return replace(snapshot, policy=replace(snapshot.policy, frozen_hours=Decimal(hours)))


def freeze(hours: int) -> tuple[Frozen, tuple[str, ...]]:
    """Return the week's problem with its zone frozen, and the ids of what is in it."""
    ground, plan = planned(frozen_hours(hours))
    found = frozen(ground.plannable, standing_of(ground.plannable, plan, now=plan.now))
    return found, tuple(found.problem.orders.ids[order] for order in sorted(found.orders))


def test_without_a_frozen_zone_nothing_is_frozen() -> None:
    """Everything may begin at once and be anywhere."""
    found, names = freeze(0)
    assert names == ()
    assert (found.problem.orders.release == found.real.orders.release).all()
    assert (found.problem.lines.minutes_per_unit == found.real.lines.minutes_per_unit).all()


def test_frozen_work_must_be_made_as_soon_as_planned() -> None:
    """The hotel's loaves are ready on Monday at 14; everything else begins after the zone."""
    found, names = freeze(6)
    orders = found.problem.orders
    assert names == ("HOTEL-1",)
    assert (orders.firm[1], orders.deadline[1], orders.release[1]) == (True, 8 * 60, 0)
    assert (orders.firm[0], orders.release[0]) == (False, 6 * 60)


def test_work_that_begins_at_the_end_of_the_zone_may_move() -> None:
    """Tuesday at 6 is 24 hours away."""
    assert freeze(24)[1] == ("HOTEL-1",)
    assert freeze(25)[1] == ("SCHOOL-1", "HOTEL-1")


def test_no_search_moves_what_is_frozen() -> None:
    """Even when the school has become urgent and the hotel has all the time of the world."""
    ground, plan = planned(frozen_hours(6))
    orders = ground.plannable.orders
    keener = replace(orders, due=np.array([480, 4000]), deadline=np.array([5000, 5000]), late_cost=np.array([0.2, 0.2]))
    eager = replace(ground.plannable, orders=keener)
    standing = standing_of(eager, plan, now=plan.now)
    held = frozen(eager, standing)
    start = held.held(standing.decisions)
    moved = replan(replace(eager, frozen_until=0), start, stop=Iterations(count=3000), seed=1).solution
    kept = replan(held.problem, start, stop=Iterations(count=3000), seed=1).solution
    assert [eager.orders.ids[job.order] for job in moved.jobs] == ["SCHOOL-1", "HOTEL-1"]
    assert [eager.orders.ids[job.order] for job in kept.jobs] == ["HOTEL-1", "SCHOOL-1"]
