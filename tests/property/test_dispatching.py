"""Laws of dispatching: it does what its words say, and gives a plan without faults."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plain_dispatch import PlainDispatch
from tests.problems import problems, shapes
from tests.worlds import with_an_end
from unisono.engines.planning.checking import check
from unisono.engines.planning.dispatching import dispatch
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.timing import time_plan
from unisono.engines.planning.ways import stock_in_turn

any_problems = problems(shapes(max_orders=10)).map(with_an_end)
slacks = st.sampled_from([0, 60, 2880])


@given(any_problems, slacks)
def test_dispatching_takes_what_its_words_say(problem: Problem, slack: int) -> None:
    """On any problem the compiled dispatch earns what the rule, followed by hand in plain Python, earns."""
    takes, _ = stock_in_turn(problem, map(int, np.lexsort((problem.orders.due, ~problem.orders.firm))))
    sequences = PlainDispatch(problem, takes, slack=slack).sequences()
    placed = {order for sequence in sequences for order in sequence}
    made = [float(quantity) for quantity in problem.orders.quantity]
    for take in takes:
        made[take.order] -= take.quantity
    kept = tuple(take for take in takes if take.order in placed or made[take.order] <= 0)
    by_hand = time_plan(problem, sequences=sequences, waits=problem.orders.release, takes=kept)
    solution = dispatch(problem, slack=slack)
    assert [list(map(int, sequence)) for sequence in solution.sequences] == sequences
    assert solution.worth.contribution == pytest.approx(by_hand.worth.contribution)


@given(any_problems, slacks)
def test_a_dispatched_plan_has_no_faults(problem: Problem, slack: int) -> None:
    """Whatever the problem, the checker finds nothing wrong with the plan."""
    assert check(problem, dispatch(problem, slack=slack)) == ()
