"""Laws of dispatching: it does what its words say, and gives a plan without faults."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.brute_force import value_of
from tests.plain_dispatch import PlainDispatch
from tests.problems import problems, shapes
from tests.worlds import with_an_end
from unisono.engines.planning.checking import check
from unisono.engines.planning.dispatching import GLANCES, dispatch, first_plan
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.timing import time_plan
from unisono.engines.planning.ways import stock_in_turn

any_problems = problems(shapes(max_orders=10)).map(with_an_end)
glances = st.sampled_from([0.0, 60.0, 2880.0])


@given(any_problems, glances)
def test_dispatching_takes_what_its_words_say(problem: Problem, ahead: float) -> None:
    """On any problem the compiled dispatch earns what the rule, followed by hand in plain Python, earns."""
    takes, _ = stock_in_turn(problem, map(int, np.lexsort((problem.orders.due, ~problem.orders.firm))))
    sequences = PlainDispatch(problem, takes, ahead=ahead).sequences()
    placed = {order for sequence in sequences for order in sequence}
    made = [float(quantity) for quantity in problem.orders.quantity]
    for take in takes:
        made[take.order] -= take.quantity
    kept = tuple(take for take in takes if take.order in placed or made[take.order] <= 0)
    by_hand = time_plan(problem, sequences=sequences, waits=problem.orders.release, takes=kept)
    solution = dispatch(problem, ahead=ahead)
    assert [list(map(int, sequence)) for sequence in solution.sequences] == sequences
    assert solution.worth.contribution == pytest.approx(by_hand.worth.contribution)


@given(any_problems, glances)
def test_a_dispatched_plan_has_no_faults(problem: Problem, ahead: float) -> None:
    """Whatever the problem, the checker finds nothing wrong with the plan."""
    assert check(problem, dispatch(problem, ahead=ahead)) == ()


@given(any_problems)
def test_a_first_plan_is_the_best_of_several(problem: Problem) -> None:
    """However far ahead it is good to look, the first plan is worth as much as the best of the plans tried."""
    tried = [value_of(problem, dispatch(problem, ahead=ahead)) for ahead in GLANCES]
    assert value_of(problem, first_plan(problem)) == pytest.approx(max(tried), rel=1e-6, abs=1e-6)
