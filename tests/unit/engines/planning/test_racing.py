"""Races between beginnings of a plan at the joinery."""

import numpy as np

from tests.joinery import Wish, joinery
from unisono.engines.planning.checking import check
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.racing import Runner, race
from unisono.engines.planning.reading import Decisions
from unisono.engines.planning.session import Session

WISHES = (
    Wish(id="oak", revenue=100, due=60, late_cost=1),
    Wish(id="pine", wood="pine", revenue=100, due=400, late_cost=1),
    Wish(id="more-oak", revenue=100, due=120, late_cost=1),
)


def runner(problem: Problem, *sequence: int, seed: int = 1) -> Runner:
    """Return a session of its own with a plan of the one bench."""
    start = Decisions(sequences=(np.array(sequence, np.int64),), waits=problem.orders.release.copy(), takes=())
    return Runner(Session(problem, seed=seed), start)


def test_a_race_finds_the_best_plan_of_a_small_problem() -> None:
    """Oak, oak, pine: one changeover, nobody late; the checker agrees."""
    problem = joinery(*WISHES)
    won = race([runner(problem, 2, 1, 0)], iterations=2000)
    assert [int(order) for order in won.solution.sequences[0]] == [0, 2, 1]
    assert won.solution.worth.contribution == 300 - 10
    assert check(problem, won.solution) == ()


def test_the_dearer_problem_loses() -> None:
    """With the same plan possible in both, the one that pays for overtime is not chosen."""
    cheap, dear = joinery(*WISHES), joinery(*WISHES, overtime_cost=50)
    assert race([runner(dear, 0, 2, 1), runner(cheap, 0, 2, 1)], iterations=800).runner == 1


def test_the_same_seed_gives_the_same_plan() -> None:
    """However often it is run, and whoever shares the session."""
    problem = joinery(*WISHES)
    plans = []
    for _ in range(2):
        first = runner(problem, 2, 1, 0, seed=7)
        second = Runner(first.session, runner(problem, 1, 0, 2).start)
        plans.append(race([first, second], iterations=200).solution)
    assert [job.order for job in plans[0].jobs] == [job.order for job in plans[1].jobs]
    assert plans[0].worth == plans[1].worth


def test_a_race_is_never_worse_than_its_beginnings() -> None:
    """Even with hardly any moves."""
    problem = joinery(*WISHES)
    assert race([runner(problem, 0, 2, 1)], iterations=1).solution.worth.contribution == 290
