"""Laws of the compiled search: it keeps its books, breaks no rule, and never makes a plan worse."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.brute_force import best_of_all, value_of
from tests.problems import MadeUpPlan, Shape, problems_with_plans, shapes
from tests.worlds import assert_sound, plan_in_work, with_an_end
from unisono.bootstrap import InlineExecutor
from unisono.engines.planning.checking import check
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.solving import Params, solve
from unisono.engines.planning.stopping import Iterations

CHOOSE, SEQUENCE, STOCK = 1, 2, 4

MadeUp = tuple[Problem, MadeUpPlan]

made_up = problems_with_plans(shapes(max_orders=10)).map(lambda pair: (with_an_end(pair[0]), pair[1]))
temperatures = st.sampled_from([(300.0, 100.0), (3.0, 0.1)])
"""Hot: nearly everything is accepted; cold: nearly nothing that loses is."""


def loaded(problem: Problem, plan: MadeUpPlan, *, seed: int = 1) -> Session:
    """Return the kernel with a plan in work."""
    session = Session(problem, seed=seed)
    session.load(sequences=plan.sequences, waits=plan.waits, takes=plan.takes)
    return session


def searched(session: Session, *, freedom: int = 7, steps: int = 500, heat: tuple[float, float] = (300.0, 3.0)) -> None:
    """Let the search go on for some steps; with nothing to plan there is nothing to search."""
    if session.problem.n:
        session.search(freedom=freedom, steps=steps, hot=heat[0], cold=heat[1], share=0.3, total=0)


def order_of(solution: Solution) -> dict[int, list[int]]:
    """Return the sequences as lists, by line."""
    return {line: [int(order) for order in sequence] for line, sequence in enumerate(solution.sequences)}


@given(made_up)
def test_a_loaded_plan_is_worth_what_the_twin_says(pair: MadeUp) -> None:
    """Whatever the plan, the kernel's money is the twin's, and what comes out is a plan without findings."""
    session = loaded(*pair)
    assert_sound(session)
    solution = session.solution()
    assert check(pair[0], solution) == ()
    assert np.isclose(session.value, value_of(pair[0], solution), rtol=1e-6, atol=1e-6)


@given(made_up)
def test_a_loaded_plan_keeps_what_is_in_time(pair: MadeUp) -> None:
    """Orders that pass their latest date lose their place; the others stay in their turn on their line."""
    problem, plan = pair
    kept = order_of(loaded(problem, plan).solution())
    for line, sequence in enumerate(plan.sequences):
        assert kept[line] == [int(order) for order in sequence if order in kept[line]]


@given(made_up, st.integers(1, 7), temperatures, st.integers(0, 2**32))
def test_the_search_keeps_its_books(pair: MadeUp, freedom: int, heat: tuple[float, float], seed: int) -> None:
    """After hundreds of moves the world is sound, the money is the twin's, and the best is no worse than the start."""
    problem, plan = pair
    session = loaded(problem, plan, seed=seed)
    start = session.best_value
    searched(session, freedom=freedom, heat=heat)
    assert_sound(session)
    assert session.best_value >= start
    solution = session.solution()
    assert check(problem, solution) == ()
    assert np.isclose(session.best_value, value_of(problem, solution), rtol=1e-6, atol=1e-6)


@given(made_up)
def test_the_best_plan_can_be_taken_up_again(pair: MadeUp) -> None:
    """Returning to the best plan gives its value and leaves a sound world to search on from."""
    session = loaded(*pair)
    searched(session)
    best = session.best_value
    session.return_to_best()
    assert np.isclose(session.value, best, rtol=1e-6, atol=1e-6)
    assert_sound(session)
    searched(session)
    assert session.best_value >= best - 1e-6


@given(made_up)
def test_without_the_choice_of_orders_nobody_comes_in(pair: MadeUp) -> None:
    """A search that may only sequence makes no order that the start did not."""
    problem, plan = pair
    session = loaded(problem, plan)
    before = {order for sequence in order_of(session.solution()).values() for order in sequence}
    searched(session, freedom=SEQUENCE)
    assert {order for sequence in order_of(session.solution()).values() for order in sequence} <= before


@given(made_up)
def test_without_the_choice_of_sequence_nobody_changes_places(pair: MadeUp) -> None:
    """A move that may only choose orders leaves all who stay on their lines, in their turn."""
    session = loaded(*pair)
    after = order_of(plan_in_work(session))
    for _ in range(30):
        before = after
        searched(session, freedom=CHOOSE, steps=1)
        after = order_of(plan_in_work(session))
        for line in before:
            stay = set(before[line]) & set(after[line])
            assert [order for order in before[line] if order in stay] == [o for o in after[line] if o in stay]
            assert not set(before[line]) & {o for other in after if other != line for o in after[other]}


@given(made_up)
def test_without_the_choice_of_stock_nobody_takes_more(pair: MadeUp) -> None:
    """A search that may not shift stock takes none but what the start took."""
    session = loaded(*pair)
    before = {(take.order, take.pool): take.quantity for take in session.solution().takes}
    searched(session, freedom=CHOOSE | SEQUENCE)
    for take in session.solution().takes:
        assert np.isclose(before[take.order, take.pool], take.quantity)


@given(made_up, st.integers(0, 2**32), st.lists(st.integers(1, 200), min_size=1, max_size=5))
def test_slices_do_not_matter(pair: MadeUp, seed: int, slices: list[int]) -> None:
    """A search of so many moves meets the same plans however it is cut."""
    problem, plan = pair
    if not problem.n:
        return
    whole, sliced = loaded(problem, plan, seed=seed), loaded(problem, plan, seed=seed)
    total = sum(slices)
    whole.search(freedom=7, steps=total, hot=300.0, cold=1.0, share=0.0, total=total)
    for steps in slices:
        sliced.search(freedom=7, steps=steps, hot=300.0, cold=1.0, share=0.9, total=total)
    assert whole.value == sliced.value
    assert whole.best_value == sliced.best_value
    assert order_of(whole.solution()) == order_of(sliced.solution())


small = st.builds(
    Shape,
    orders=st.integers(1, 4),
    lines=st.integers(1, 2),
    families=st.integers(1, 3),
    holding=st.just(False),
    **dict.fromkeys(
        ("calendars", "slots", "campaigns", "firm", "deadlines", "dedicated", "kept", "changeover_before_release"),
        st.booleans(),
    ),
)
"""Few orders, and nothing that could gain by waiting: every plan can be tried."""


@settings(max_examples=40)
@given(problems_with_plans(small))
def test_the_search_finds_the_best_plan_of_a_small_problem(pair: MadeUp) -> None:
    """Trying every subset in every sequence on every line finds nothing better than the search does."""
    problem = with_an_end(pair[0])
    found = solve(problem, params=Params(chains=1), seed=1, stop=Iterations(count=4000), executor=InlineExecutor())
    assert np.isclose(value_of(problem, found), best_of_all(problem), rtol=1e-6, atol=1e-6)
