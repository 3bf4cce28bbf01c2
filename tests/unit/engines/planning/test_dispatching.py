"""A bench that, whenever it is free, takes what earns most in the time it needs: followed by hand."""

from random import Random

from tests.joinery import Wish, joinery
from tests.problems import Shape, made_up_problem
from unisono.bootstrap import InlineExecutor
from unisono.engines.planning.dispatching import dispatch, first_plan
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.solution import Take
from unisono.engines.planning.solving import Params, solve
from unisono.engines.planning.stopping import Iterations

DOOR, SHELF, GATE = range(3)


def sequences(problem: Problem, *, ahead: float = 0.0) -> list[list[int]]:
    """Return each bench's orders in turn."""
    return [[int(order) for order in sequence] for sequence in dispatch(problem, ahead=ahead).sequences]


def test_money_an_hour_counts_not_money() -> None:
    """The door brings 90 in an hour, the shelf 120 in two: the door goes first."""
    problem = joinery(Wish(id="shelf", quantity=120, revenue=120), Wish(id="door", revenue=90))
    assert sequences(problem) == [[1, 0]]


def test_a_changeover_costs_money_and_time() -> None:
    """An hour of pine brings 100, but 30 minutes and 10 for the changeover leave 60 an hour: oak at 70 goes first."""
    problem = joinery(Wish(id="pews", wood="pine", revenue=100), Wish(id="door", revenue=70))
    assert sequences(problem) == [[1, 0]]


def test_what_would_bring_a_loss_is_not_taken() -> None:
    """Behind the door the shelf would be an hour late and cost more than it brings."""
    problem = joinery(Wish(id="door", revenue=90), Wish(id="shelf", due=60, revenue=50, late_cost=1))
    assert sequences(problem) == [[DOOR]]


def test_a_firm_order_that_would_be_late_goes_first() -> None:
    """The firm shelf brings nothing and waits while it has time; due at minute 100 it has none behind the gate."""
    wishes = Wish(id="door", revenue=90), Wish(id="gate", revenue=80)
    assert sequences(joinery(*wishes, Wish(id="shelf", firm=True, due=180))) == [[0, 1, 2]]
    assert sequences(joinery(*wishes, Wish(id="shelf", firm=True, due=100))) == [[0, 2, 1]]


def test_where_all_is_firm_nobody_goes_first_for_being_late() -> None:
    """Both will be late; the one whose lateness costs more in its time goes first, not the one due first."""
    problem = joinery(Wish(id="door", firm=True, due=10, late_cost=1), Wish(id="shelf", firm=True, due=20, late_cost=3))
    assert sequences(problem, ahead=60) == [[SHELF, DOOR]]


def test_who_looks_ahead_makes_first_what_will_press() -> None:
    """The door brings a little more, the shelf is due in two hours and dear when late: it goes first for who looks."""
    problem = joinery(Wish(id="door", revenue=90), Wish(id="shelf", revenue=80, due=119, late_cost=1))
    assert sequences(problem) == [[DOOR, SHELF]]
    assert sequences(problem, ahead=60) == [[SHELF, DOOR]]


def test_a_firm_order_is_made_even_at_a_loss() -> None:
    """What was promised is made, also when it costs more than it brings, whether there is haste or not."""
    problem = joinery(
        Wish(id="door", firm=True, due=10, late_cost=5, revenue=1),
        Wish(id="shelf", firm=True, due=900, service_cost=5),
        Wish(id="gate", service_cost=5),
    )
    assert sequences(problem) == [[DOOR, SHELF]]


def test_nobody_waits_for_an_order_while_there_is_other_work() -> None:
    """The door brings more, but only from minute 30 on: the bench takes the shelf and then the door."""
    problem = joinery(Wish(id="door", release=30, revenue=900), Wish(id="shelf", revenue=10))
    assert sequences(problem) == [[SHELF, DOOR]]


def test_a_night_is_no_time_to_wait() -> None:
    """The bench is free at closing time; the door that may begin at opening time is there in time."""
    problem = joinery(
        Wish(id="gate", revenue=5000),
        Wish(id="door", release=500, revenue=900),
        Wish(id="shelf", revenue=10),
        windows=([(0, 60), (500, 2000)],),
        horizon=2000,
    )
    assert sequences(problem) == [[0, 1, 2]]


def test_stock_goes_to_firm_orders_first() -> None:
    """There is stock for one door; the firm one gets it and the bench makes the other."""
    problem = joinery(
        Wish(id="door", due=100, revenue=90), Wish(id="shelf", firm=True, due=500), stock=[(60, ("door", "shelf"))]
    )
    plan = dispatch(problem)
    assert plan.takes == (Take(order=SHELF, pool=0, quantity=60.0),)
    assert [list(sequence) for sequence in plan.sequences] == [[DOOR]]


def test_stock_for_a_part_comes_back_where_there_is_no_time_for_the_rest() -> None:
    """A door in stock for an order of two that cannot be made in time is given back."""
    problem = joinery(Wish(id="door", quantity=60, deadline=10, revenue=90), stock=[(30, ("door",))])
    plan = dispatch(problem)
    assert plan.takes == ()
    assert plan.jobs == ()


def test_a_search_without_a_start_begins_with_dispatching() -> None:
    """Stopped after one move, the planner already has a plan as good as the dispatched one."""
    problem = made_up_problem(Random(5), Shape(orders=30, lines=2))  # noqa: S311 - problems are made up, no secrets
    plan = solve(problem, params=Params(chains=1), seed=1, stop=Iterations(count=1), executor=InlineExecutor())
    assert plan.jobs
    assert plan.worth.contribution >= first_plan(problem).worth.contribution
