"""Stock of the joinery that goes to somebody else."""

import numpy as np
import pytest

from tests.joinery import Wish, joinery
from unisono.engines.planning.exchanging import exchange
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import Decisions
from unisono.engines.planning.solution import Take


def start(problem: Problem, sequence: list[int], *takes: Take) -> Decisions:
    """Return a plan with stock."""
    return Decisions(sequences=(np.array(sequence, np.int64),), waits=problem.orders.release.copy(), takes=takes)


def test_who_was_served_from_stock_alone_has_no_place_without_it() -> None:
    """The school has all forty chairs now, in a pool of its own; the hotel has neither chairs nor a bench."""
    problem = joinery(
        Wish(id="hotel", quantity=40), Wish(id="school", quantity=40), stock=[(40.0, ["hotel", "school"])]
    )
    changed = exchange(problem, start(problem, [], Take(order=0, pool=0, quantity=40.0)), 1)
    assert changed.without == (0,)
    assert changed.start.takes == (Take(order=1, pool=1, quantity=40.0),)
    assert changed.problem.pools.quantity.tolist() == [0.0, 40.0]
    assert changed.problem.pools.may_use.tolist() == [[True, False], [False, True]]


def test_what_the_order_does_not_need_stays_with_the_others() -> None:
    """The school needs thirty of the fifty; of the others the firm order is served first."""
    problem = joinery(
        Wish(id="inquiry", quantity=30),
        Wish(id="firm", quantity=15, firm=True),
        Wish(id="school", quantity=30),
        stock=[(50.0, ["inquiry", "firm", "school"])],
    )
    takes = (Take(order=0, pool=0, quantity=20.0), Take(order=1, pool=0, quantity=15.0))
    changed = exchange(problem, start(problem, [0], *takes), 2)
    assert changed.without == ()
    assert changed.start.takes == (
        Take(order=1, pool=0, quantity=15.0),
        Take(order=0, pool=0, quantity=5.0),
        Take(order=2, pool=1, quantity=30.0),
    )
    assert changed.problem.pools.quantity.tolist() == [20.0, 30.0]


def test_an_order_that_stock_serves_wholly_leaves_its_bench() -> None:
    """It is made no more; one that stock serves in part stays."""
    problem = joinery(
        Wish(id="hotel", quantity=40), Wish(id="school", quantity=60), stock=[(45.0, ["hotel", "school"])]
    )
    wholly = exchange(problem, start(problem, [1, 0]), 0)
    assert wholly.start.sequences[0].tolist() == [1]
    in_part = exchange(problem, start(problem, [1, 0]), 1)
    assert in_part.start.sequences[0].tolist() == [1, 0]
    assert sum(take.quantity for take in in_part.start.takes) == pytest.approx(45.0)


def test_stock_that_is_not_for_the_order_is_left_alone() -> None:
    """Consignment of one customer never serves another."""
    problem = joinery(Wish(id="hotel", quantity=40), Wish(id="school", quantity=40), stock=[(40.0, ["hotel"])])
    kept = Take(order=0, pool=0, quantity=40.0)
    changed = exchange(problem, start(problem, [], kept), 1)
    assert (changed.start.takes, changed.without) == ((kept,), ())
    assert changed.problem.pools.quantity.tolist() == [40.0]
