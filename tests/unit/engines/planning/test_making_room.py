"""How room is made at the joinery for an order that must be taken in."""

from collections.abc import Container, Sequence

import numpy as np

from tests.joinery import Wish, joinery
from unisono.engines.planning.making_room import Beginning, beginning_of, beginnings
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import Decisions
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Take


def plan(problem: Problem, *sequences: Sequence[int], takes: Sequence[Take] = ()) -> Decisions:
    """Return a plan in which each bench makes its sequence."""
    return Decisions(
        sequences=tuple(np.array(sequence, np.int64) for sequence in sequences),
        waits=problem.orders.release.copy(),
        takes=tuple(takes),
    )


def found(
    problem: Problem, start: Decisions, *orders: int, frozen: Container[int] = (), most: int = 4
) -> list[Beginning]:
    """Return the beginnings in which the orders have a place."""
    return beginnings(Session(problem), start, orders, frozen=frozen, most=most)


def sequences(beginning: Beginning) -> list[list[int]]:
    """Return who stands on which bench."""
    return [[int(order) for order in sequence] for sequence in beginning.decisions.sequences]


def test_an_order_goes_where_it_costs_least() -> None:
    """The chairs are of oak like the work before the pine: beside it they need no changeover."""
    problem = joinery(
        Wish(id="oak", revenue=90), Wish(id="pine", wood="pine", revenue=90), Wish(id="chairs", revenue=50)
    )
    best = found(problem, plan(problem, [0, 1]), 2)[0]
    assert sequences(best) in ([[2, 0, 1]], [[0, 2, 1]])
    assert best.value == 90 + 90 + 50 - 10


def test_the_best_come_first_and_no_more_than_asked_for() -> None:
    """They are sorted by what they are worth."""
    problem = joinery(
        Wish(id="oak"),
        Wish(id="pine", wood="pine", due=130, late_cost=1),
        Wish(id="chairs", revenue=50, due=60, late_cost=1),
        windows=(None, None),
    )
    all_of_them = found(problem, plan(problem, [0, 1], []), 2, most=9)
    values = [beginning.value for beginning in all_of_them]
    assert values == sorted(values, reverse=True)
    assert len(found(problem, plan(problem, [0, 1], []), 2, most=2)) == 2


def test_inquiries_that_earn_least_give_way() -> None:
    """The table needs two of four hours; the stools (10) make room for it, the firm cupboard and the bed (90) stay."""
    problem = joinery(
        Wish(id="cupboard", firm=True, deadline=240),
        Wish(id="bed", revenue=90, deadline=240),
        Wish(id="stools", quantity=120, revenue=10, deadline=240),
        Wish(id="table", quantity=120, revenue=200, firm=True, deadline=240),
    )
    best = found(problem, plan(problem, [0, 1, 2]), 3)[0]
    assert sorted(sequences(best)[0]) == [0, 1, 3]
    assert best.value == 290


def test_nobody_is_put_before_frozen_work() -> None:
    """The oak is on the bench already, however urgent the chairs are; frozen work itself keeps its place."""
    problem = joinery(Wish(id="oak"), Wish(id="chairs", due=60, late_cost=1))
    assert [sequences(item) for item in found(problem, plan(problem, [0]), 1, frozen={0})] == [[[0, 1]]]
    assert [sequences(item) for item in found(problem, plan(problem, [0, 1]), 0, frozen={0})] == [[[0, 1]]]


def test_a_frozen_order_that_comes_too_late_has_no_beginning() -> None:
    """It cannot be made sooner than it is."""
    problem = joinery(Wish(id="oak"), Wish(id="chairs", deadline=60))
    assert found(problem, plan(problem, [0, 1]), 1, frozen={0, 1}) == []


def test_where_it_cannot_be_in_time_there_is_no_beginning() -> None:
    """An hour of work is not done in half an hour."""
    problem = joinery(Wish(id="chairs", deadline=30))
    assert found(problem, plan(problem, []), 0) == []


def test_a_late_order_finds_an_earlier_place() -> None:
    """It leaves the place that it has."""
    problem = joinery(Wish(id="oak"), Wish(id="chairs", due=60, late_cost=1, deadline=60))
    assert sequences(found(problem, plan(problem, [0, 1]), 1)[0]) == [[1, 0]]


def test_free_stock_serves_it_first() -> None:
    """Forty chairs stand in the store: twenty are made; if all stand there, no bench is needed."""
    wishes = (Wish(id="oak", revenue=90, deadline=60), Wish(id="chairs", quantity=60, deadline=80))
    some = joinery(*wishes, stock=[(40.0, ["chairs"])])
    best = found(some, plan(some, [0]), 1)[0]
    assert (sequences(best), best.decisions.takes) == ([[0, 1]], (Take(order=1, pool=0, quantity=40.0),))
    all_there = joinery(*wishes, stock=[(70.0, ["chairs"])])
    best = found(all_there, plan(all_there, [0]), 1)[0]
    assert (sequences(best), best.decisions.takes) == ([[0]], (Take(order=1, pool=0, quantity=60.0),))


def test_two_orders_get_room_in_turn() -> None:
    """Both parts of an order are made, and what loses its place for the first makes no trouble for the second."""
    problem = joinery(
        Wish(id="stools", quantity=100, revenue=10, deadline=200),
        Wish(id="first", quantity=120, revenue=100, firm=True, deadline=120),
        Wish(id="rest", quantity=80, revenue=80, firm=True, deadline=220),
    )
    best = found(problem, plan(problem, [0]), 1, 2)[0]
    assert sequences(best) == [[1, 2]]
    assert best.value == 180


def test_overtime_is_paid_in_what_a_beginning_is_worth() -> None:
    """A plan with overtime is compared with one without."""
    problem = joinery(Wish(id="chairs", revenue=50), overtime_cost=30)
    assert found(problem, plan(problem, []), 0)[0].value == 20


def test_a_known_plan_is_a_beginning_if_the_order_keeps_its_place() -> None:
    """It does not when it would come after its deadline."""
    problem = joinery(Wish(id="oak"), Wish(id="chairs", revenue=50, deadline=60))
    session = Session(problem)
    assert [item.value for item in beginning_of(session, plan(problem, [1, 0]), [1])] == [50]
    assert beginning_of(session, plan(problem, [0, 1]), [1]) == []
