"""A plan after a few changes: what is missing comes in, and nobody is moved without need."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.brute_force import value_of
from tests.joinery import Wish, joinery, made
from tests.problems import MadeUpPlan, problems_with_plans, shapes
from tests.worlds import with_an_end
from unisono.engines.planning.checking import check
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import Decisions
from unisono.engines.planning.replanning import Unrest, replan, to_ask
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.solving import complete
from unisono.engines.planning.standing import Standing
from unisono.engines.planning.stopping import Iterations

DOOR, SHELF, GATE = range(3)
MADE_UP = problems_with_plans(shapes(max_orders=8))


def decisions(solution: Solution) -> Decisions:
    """Return what a plan decides, for a start."""
    return Decisions(sequences=solution.sequences, waits=solution.waits, takes=solution.takes)


def ends(solution: Solution) -> dict[int, int]:
    """Return when each order ends."""
    return {job.order: job.end for job in solution.jobs}


@settings(max_examples=150)
@given(MADE_UP, st.sampled_from((0, 2, 20, 300)))
def test_a_replan_is_never_worse_than_letting_in_what_fits(pair: tuple[Problem, MadeUpPlan], moves: int) -> None:
    """Searching on from there loses nothing, breaks no rule, and gives the same plan each time."""
    problem, plan = with_an_end(pair[0]), pair[1]
    start = Decisions(sequences=plan.sequences, waits=plan.waits, takes=plan.takes)
    session = Session(problem)
    session.load(sequences=plan.sequences, waits=plan.waits, takes=plan.takes)
    greedy = complete(problem, session.solution())
    again = [replan(problem, start, stop=Iterations(count=moves), seed=5).solution for _ in range(2)]
    assert value_of(problem, again[0]) >= value_of(problem, greedy) - 1e-6
    assert check(problem, again[0]) == ()
    assert again[0].jobs == again[1].jobs
    assert again[0].iterations == (moves if problem.n else 0)


def test_a_new_firm_order_comes_in_first() -> None:
    """The bench has time for one of the two; the firm one is made though the inquiry earned more."""
    problem = joinery(
        Wish(id="door", revenue=900, deadline=60, due=60), Wish(id="shelf", revenue=1, firm=True, deadline=60, due=60)
    )
    found = replan(problem, decisions(made(problem, [DOOR])), stop=Iterations(count=50), seed=1).solution
    assert ends(found) == {SHELF: 60}
    assert found.unmade == ()


def test_a_firm_order_stays_where_moving_costs_more_than_it_brings() -> None:
    """In front of the door the shelf would earn 40 more; the price of moving the door decides."""
    for price, first in ((0, SHELF), (100, DOOR)):
        problem = joinery(
            Wish(id="door", firm=True, revenue=500, due=500, keep_by=60, moving_cost=price),
            Wish(id="shelf", revenue=300, due=60, late_cost=40 / 60),
        )
        found = replan(problem, decisions(made(problem, [DOOR])), stop=Iterations(count=400), seed=1).solution
        assert found.sequences[0][0] == first
        assert len(found.jobs) == 2


def test_with_no_moves_to_try_it_only_lets_in_what_fits() -> None:
    """Without a search the plan is the start with the missing order behind."""
    problem = joinery(Wish(id="door", revenue=5), Wish(id="shelf", revenue=5))
    found = replan(problem, decisions(made(problem, [SHELF])), stop=Iterations(count=0), seed=1).solution
    assert sorted(ends(found)) == [DOOR, SHELF]
    assert found.iterations == 0


def test_a_watch_stops_it_with_a_plan() -> None:
    """Who interrupts a replan gets what is there, marked as interrupted."""
    problem = joinery(Wish(id="door", revenue=5), Wish(id="shelf", revenue=5))
    found = replan(
        problem, decisions(made(problem, [SHELF])), stop=Iterations(count=10_000), seed=1, watch=lambda _: False
    ).solution
    assert found.interrupted
    assert check(problem, found) == ()
    assert SHELF in ends(found)


def standing(problem: Problem, solution: Solution) -> Standing:
    """Return a plan in force on the one bench."""
    times = {job.order: (job.changeover_start, job.start, job.end) for job in solution.jobs}
    table = np.array([times.get(order, (-1, -1, -1)) for order in range(problem.n)], np.int64)
    return Standing(
        decisions=decisions(solution),
        line=np.where(table[:, 2] < 0, -1, 0),
        changeover_start=table[:, 0],
        start=table[:, 1],
        end=table[:, 2],
        is_new=np.zeros(problem.n, np.bool_),
    )


def test_a_search_must_bring_more_than_the_calls_it_makes_necessary() -> None:
    """With the shelf in front 40 more are earned; the door is then delivered later, and its customer must be told."""
    problem = joinery(Wish(id="door", revenue=500, due=60), Wish(id="shelf", revenue=300, due=60, late_cost=40 / 60))
    in_force = made(problem, [DOOR, SHELF])
    for price, first in ((10, SHELF), (100, DOOR)):
        found = replan(
            problem,
            decisions(in_force),
            stop=Iterations(count=400),
            seed=1,
            unrest=Unrest(standing(problem, in_force), price),
        )
        assert found.solution.sequences[0][0] == first
        assert found.value >= found.greedy


def test_a_quick_replan_asks_whom_it_concerns_and_the_best_of_the_others() -> None:
    """Firm ones first, then by what they earn an hour; of those that nothing concerns only so many as it is told."""
    problem = joinery(
        Wish(id="door", revenue=50),
        Wish(id="shelf", revenue=500),
        Wish(id="gate", revenue=300),
        Wish(id="desk", revenue=1, firm=True),
        Wish(id="bench", revenue=400),
    )
    in_force = standing(problem, made(problem, [DOOR]))
    asked = {most: to_ask(problem, in_force, most=most).tolist() for most in (0, 1, 9)}
    assert asked == {0: [3, 0], 1: [3, 0, 1], 9: [3, 0, 1, 4, 2]}


def test_whoever_is_held_is_not_pushed_out_by_another_firm_order() -> None:
    """There is time for one of the two, and the shelf earns more."""
    problem = joinery(
        Wish(id="door", firm=True, revenue=1, deadline=60), Wish(id="shelf", firm=True, revenue=900, deadline=60)
    )
    for held, left in (((), SHELF), ((DOOR,), DOOR)):
        found = replan(problem, decisions(made(problem, [DOOR])), stop=Iterations(count=400), seed=1, held=held)
        assert ends(found.solution) == {left: 60}
