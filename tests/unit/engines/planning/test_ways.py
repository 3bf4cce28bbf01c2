"""The ways in which departments decide on their own, in situations small enough to follow by hand."""

import numpy as np
import pytest
from hypothesis import given

from tests.joinery import Wish, joinery
from tests.problems import problems
from tests.worlds import with_an_end
from unisono.engines.planning.checking import check
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.solution import Solution, Take
from unisono.engines.planning.ways import (
    Arrivals,
    average_changeovers,
    only,
    production_alone,
    rough_cut,
    sales_alone,
    stock_in_turn,
)

DOOR, SHELF, GATE, PEWS = range(4)


def as_they_came(problem: Problem) -> Arrivals:
    """Return the arrivals in the order of the book."""
    return Arrivals(order=np.arange(problem.n))


def sequences(solution: Solution) -> list[list[int]]:
    """Return each bench's orders in turn."""
    return [[int(order) for order in sequence] for sequence in solution.sequences]


def test_sales_says_yes_to_all_and_makes_what_is_due_first() -> None:
    """By due date on one bench, whatever wood it is: oak, pine, oak, pine."""
    problem = joinery(
        Wish(id="door", due=100),
        Wish(id="shelf", wood="pine", due=400),
        Wish(id="gate", due=300),
        Wish(id="pews", wood="pine", due=200),
    )
    assert sequences(sales_alone(problem, as_they_came(problem))) == [[DOOR, PEWS, GATE, SHELF]]


def test_sales_looks_for_the_bench_that_is_done_first() -> None:
    """The second order goes to the free bench; an order that only one bench can make waits for it."""
    problem = joinery(
        Wish(id="door", due=100, benches=(0, 1)),
        Wish(id="shelf", due=200, benches=(0, 1)),
        Wish(id="gate", due=300, benches=(1,)),
        Wish(id="pews", due=400, benches=(0, 1)),
        windows=(None, None),
    )
    assert sequences(sales_alone(problem, as_they_came(problem))) == [[DOOR, PEWS], [SHELF, GATE]]


def test_what_comes_too_late_is_lost_whoever_decides() -> None:
    """There is time for one order before the latest date; the other loses its place, without being refused."""
    problem = joinery(Wish(id="door", due=50, deadline=60), Wish(id="shelf", due=60, deadline=60))
    assert sequences(sales_alone(problem, as_they_came(problem))) == [[DOOR]]
    assert sequences(production_alone(problem, as_they_came(problem))) == [[DOOR]]


def test_production_makes_the_largest_campaign_first() -> None:
    """All the pine, which is more work, then all the oak, each by due date."""
    problem = joinery(
        Wish(id="door", due=100),
        Wish(id="shelf", wood="pine", due=400),
        Wish(id="gate", due=90),
        Wish(id="pews", wood="pine", due=200, quantity=90),
    )
    assert sequences(production_alone(problem, as_they_came(problem))) == [[PEWS, SHELF, GATE, DOOR]]


def test_production_keeps_a_campaign_together_on_the_bench_that_makes_most_of_it() -> None:
    """The oak goes to the bench that can make all of it; the pine to the other, which is free."""
    problem = joinery(
        Wish(id="door", quantity=200, benches=(0, 1)),
        Wish(id="shelf", quantity=100, benches=(1,)),
        Wish(id="gate", wood="pine", benches=(0, 1)),
        windows=(None, None),
    )
    assert sequences(production_alone(problem, as_they_came(problem))) == [[GATE], [DOOR, SHELF]]


def test_production_splits_a_campaign_that_no_bench_can_make_whole() -> None:
    """What the first bench cannot make of it is a campaign of its own on another."""
    problem = joinery(Wish(id="door", benches=(0,)), Wish(id="shelf", benches=(1,)), windows=(None, None))
    assert sequences(production_alone(problem, as_they_came(problem))) == [[DOOR], [SHELF]]


def test_stock_goes_to_whoever_came_first() -> None:
    """The shelf came first and takes all it needs, the door the rest; its work is shorter for it."""
    problem = joinery(Wish(id="door", due=900), Wish(id="shelf", due=900), stock=[(100, ("door", "shelf"))])
    came = Arrivals(order=np.array([SHELF, DOOR]))
    for way in (sales_alone, production_alone):
        plan = way(problem, came)
        assert set(plan.takes) == {Take(order=SHELF, pool=0, quantity=60), Take(order=DOOR, pool=0, quantity=40)}
        assert sequences(plan) == [[DOOR]]
        assert plan.jobs[0].end == 20


def test_half_of_an_order_that_no_bench_makes_is_left_in_stock() -> None:
    """Stock for a part is of no use to it; the next in turn takes it."""
    problem = joinery(Wish(id="door", benches=()), Wish(id="shelf"), stock=[(50, ("door", "shelf"))])
    takes, need = stock_in_turn(problem, [DOOR, SHELF])
    assert takes == (Take(order=SHELF, pool=0, quantity=50),)
    assert list(need) == [60, 10]


@pytest.mark.parametrize("benches", [(0,), ()])
def test_stock_in_decimals_serves_an_order_wholly(benches: tuple[int, ...]) -> None:
    """0.7 and 0.1 are 0.8, also for a machine that counts in halves; nothing is left to make."""
    problem = joinery(
        Wish(id="door", quantity=0.8, revenue=9, benches=benches), stock=[(0.7, ("door",)), (0.1, ("door",))]
    )
    takes, need = stock_in_turn(problem, [DOOR])
    assert [take.quantity for take in takes] == [0.7, 0.1]
    assert list(need) == [0]
    assert sequences(sales_alone(problem, as_they_came(problem))) == [[]]


def test_only_the_accepted_can_be_made_or_served() -> None:
    """For the others no bench and no stock is there, and the problem keeps its size."""
    problem = joinery(Wish(id="door"), Wish(id="shelf"), stock=[(100, ("door", "shelf"))])
    restricted = only(problem, np.array([False, True]))
    assert np.isinf(restricted.lines.minutes_per_unit[DOOR]).all()
    assert list(restricted.pools.may_use[0]) == [False, True]
    plan = sales_alone(restricted, as_they_came(restricted))
    assert {take.order for take in plan.takes} == {SHELF}
    assert sequences(plan) == [[]]


def test_sales_ranks_by_its_margin_until_the_capacity_is_full() -> None:
    """130 minutes hold two orders of an hour: the ones with the largest margin, cost of materials off, service not."""
    problem = joinery(
        Wish(id="door", revenue=400, unit_cost=5),
        Wish(id="shelf", revenue=300),
        Wish(id="gate", revenue=250, service_cost=240),
        Wish(id="pews", revenue=200),
    )
    assert list(rough_cut(problem, open_minutes=[130])) == [False, True, True, False]
    assert list(rough_cut(problem, open_minutes=[180])) == [False, True, True, True]


def test_a_smaller_order_that_still_fits_is_taken() -> None:
    """An order that is too large for what is left does not close the book for the next."""
    problem = joinery(
        Wish(id="door", revenue=400), Wish(id="shelf", revenue=300, quantity=90), Wish(id="gate", revenue=200)
    )
    assert list(rough_cut(problem, open_minutes=[125])) == [True, False, True]


def test_firm_orders_come_first_whether_they_fit_or_not() -> None:
    """What is promised takes the capacity, even beyond the end, and no margin takes it back."""
    problem = joinery(
        Wish(id="door", revenue=900), Wish(id="shelf", revenue=1, firm=True), Wish(id="gate", revenue=1, firm=True)
    )
    assert list(rough_cut(problem, open_minutes=[100])) == [False, True, True]


def test_a_new_wood_in_a_week_takes_an_average_changeover() -> None:
    """Two woods need a changeover of 30 each, once a week: 60 + 30, 60, 60 + 30 minutes."""
    week = 7 * 1440
    wishes = (
        Wish(id="door", revenue=400),
        Wish(id="shelf", revenue=300),
        Wish(id="gate", wood="pine", revenue=200),
    )
    problem = joinery(*wishes)
    assert list(average_changeovers(problem)) == [30]
    assert rough_cut(problem, open_minutes=[240]).all()
    assert list(rough_cut(problem, open_minutes=[239])) == [True, True, False]
    other_week = joinery(wishes[0], Wish(id="shelf", revenue=300, due=week + 5), wishes[2])
    assert list(rough_cut(other_week, open_minutes=[240])) == [True, True, False]


def test_one_wood_needs_no_changeover() -> None:
    """The average over no pair of families is nothing."""
    assert list(average_changeovers(joinery(Wish(id="door"), Wish(id="shelf")))) == [0]


def test_what_stock_serves_takes_no_capacity() -> None:
    """The dearest order is in stock, so that the bench has time for the next."""
    problem = joinery(Wish(id="door", revenue=400), Wish(id="shelf", revenue=300), stock=[(60, ("door",))])
    assert list(rough_cut(problem, open_minutes=[60])) == [True, True]


def test_what_nobody_can_make_is_not_accepted() -> None:
    """Without a bench or stock there is no yes, however large the margin."""
    problem = joinery(Wish(id="door", revenue=9000, benches=()), Wish(id="shelf", revenue=3))
    assert list(rough_cut(problem, open_minutes=[600])) == [False, True]


@given(problems().map(with_an_end))
def test_each_department_makes_a_plan_without_findings(problem: Problem) -> None:
    """Alone they earn less, but they break no rule."""
    for way in (sales_alone, production_alone):
        assert check(problem, way(problem, as_they_came(problem))) == ()
