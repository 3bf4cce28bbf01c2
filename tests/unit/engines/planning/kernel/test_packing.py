"""From a problem to the kernel's arrays: who sees which open time, who may draw on what, and plans that go in."""

import numpy as np
import pytest
from hypothesis import given

from tests.joinery import Wish, joinery
from tests.problems import problems
from tests.worlds import with_an_end
from unisono.engines.planning.kernel.clock import clock_of, open_at
from unisono.engines.planning.kernel.packing import firm_penalty, groups_of, has_room_limit, make_world
from unisono.engines.planning.kernel.records import FROM_STOCK, NOWHERE
from unisono.engines.planning.problem import Problem, Warehouse
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Take
from unisono.engines.planning.timing import after_open_minutes, openings

DOOR, SHELF, GATE = range(3)


@given(problems().map(with_an_end))
def test_the_tables_of_open_time_say_what_the_twin_says(problem: Problem) -> None:
    """For every order on every line, the minute after so many open minutes is the twin's."""
    world = make_world(problem, seed=1)
    readable = world._replace(calendars=world.calendars.view(np.recarray), windows=world.windows.view(np.recarray))
    for order in range(problem.n):
        for line in range(len(problem.lines.ids)):
            row = world.calendar[line, world.orders["group"][order]]
            times = openings(problem, order, line)
            if row < 0:
                assert times[0][0] == 0
                assert len(times) == 1
                continue
            within = [(start, min(end, problem.horizon)) for start, end in times if start < problem.horizon]
            total = sum(end - start for start, end in within)
            assert world.calendars["total"][row] == total
            assert open_at.py_func(readable, row, problem.horizon) == total
            for minutes in range(1, total + 1, 17):
                minute = clock_of.py_func(readable, row, minutes)
                assert minute == after_open_minutes(times, 0, minutes)
                assert open_at.py_func(readable, row, minute) == minutes
                assert open_at.py_func(readable, row, minute - 1) == minutes - 1


@given(problems().map(with_an_end))
def test_every_claim_stands_where_its_order_and_its_pool_look(problem: Problem) -> None:
    """The claims of an order and those of a pool are just the pairs of order and stock that fit."""
    world = make_world(problem, seed=1)
    may_use = problem.pools.may_use
    for order in range(problem.n):
        record = world.orders[order]
        claims = world.claims[record["first_claim"] : record["after_claims"]]
        assert list(claims["pool"]) == list(np.flatnonzero(may_use[:, order]))
        assert (claims["order"] == order).all()
    for pool in range(len(may_use)):
        record = world.pools[pool]
        listed = world.claims["by_pool"][record["first"] : record["after"]]
        assert sorted(world.claims["order"][listed]) == list(np.flatnonzero(may_use[pool]))


@given(problems())
def test_leaving_out_a_firm_order_costs_more_than_all_could_earn(problem: Problem) -> None:
    """No sale and no day of lateness saved makes up for a firm order that is not made."""
    orders = problem.orders
    assert firm_penalty(problem) > float(orders.revenue.sum()) + 1440 * float(orders.late_cost.sum())


def test_orders_with_the_same_rights_share_one_calendar() -> None:
    """Only whoever may use a reserved slot sees it open; without slots all see the same."""
    wishes = (Wish(id="door"), Wish(id="shelf"), Wish(id="gate"))
    reserved = joinery(*wishes, slots=[(0, 10, 20, ("shelf",)), (0, 50, 90, ("shelf",))])
    groups = groups_of(reserved)
    assert groups[DOOR] == groups[GATE] != groups[SHELF]
    assert (groups_of(joinery(*wishes)) == 0).all()


def test_room_counts_only_where_it_can_cost_something() -> None:
    """A limit without a price, goods without size and a house without nights cost nothing."""
    nights = np.array([100])
    small = Warehouse(limit=10, price=1, nights=nights)
    assert has_room_limit(joinery(Wish(id="door", room=1), warehouse=small))
    assert not has_room_limit(joinery(Wish(id="door"), warehouse=small))
    assert not has_room_limit(joinery(Wish(id="door", room=1), warehouse=Warehouse(limit=10, nights=nights)))
    assert not has_room_limit(joinery(Wish(id="door", room=1), warehouse=Warehouse(limit=10, price=1)))
    assert not has_room_limit(joinery(Wish(id="door", room=1), warehouse=Warehouse(price=1, nights=nights)))


def test_a_new_plan_takes_the_place_of_the_old_one() -> None:
    """Nothing of an earlier plan is left: neither places, nor waits, nor stock."""
    problem = joinery(Wish(id="door", revenue=100), Wish(id="shelf", revenue=100), stock=[(80, ("door", "shelf"))])
    session = Session(problem)
    session.load(
        sequences=[np.array([DOOR])],
        waits=np.array([40, 0]),
        takes=[Take(order=DOOR, pool=0, quantity=20), Take(order=SHELF, pool=0, quantity=60)],
    )
    assert list(session.world.orders["line"]) == [0, FROM_STOCK]
    assert session.world.pools["free"][0] == 0
    session.load(sequences=[np.array([SHELF])])
    assert list(session.world.orders["line"]) == [NOWHERE, 0]
    assert list(session.world.orders["need"]) == [60, 60]
    assert list(session.world.orders["wait"]) == [0, 0]
    assert session.world.pools["free"][0] == 80


def test_foreign_stock_is_refused() -> None:
    """A plan in which an order takes stock that is not for it does not go in."""
    session = Session(joinery(Wish(id="door"), Wish(id="shelf"), stock=[(80, ("shelf",))]))
    with pytest.raises(ValueError, match="order 0 may not use pool 0"):
        session.load(sequences=[np.array([DOOR])], takes=[Take(order=DOOR, pool=0, quantity=20)])
