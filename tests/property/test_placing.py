"""Times and money of all work at once are what the plain twin works out job by job."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.problems import MadeUpPlan, problems_with_plans, shapes
from tests.worlds import with_an_end
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.session import Session
from unisono.engines.planning.timing import time_plan

MADE_UP = problems_with_plans(shapes(max_orders=12)).map(lambda pair: (with_an_end(pair[0]), pair[1]))


@settings(max_examples=300)
@given(MADE_UP)
def test_what_the_search_says_of_its_plan_is_what_the_twin_says(pair: tuple[Problem, MadeUpPlan]) -> None:
    """Each changeover, start and end to the minute, each part of the money to a millionth, whatever the calendars."""
    problem, plan = pair
    session = Session(problem)
    session.load(sequences=plan.sequences, waits=plan.waits, takes=plan.takes)
    solution = session.solution()
    timed = time_plan(problem, sequences=solution.sequences, waits=solution.waits, takes=solution.takes)
    assert solution.jobs == timed.jobs
    assert asdict(solution.worth) == pytest.approx(asdict(timed.worth), rel=1e-9, abs=1e-6)


@given(MADE_UP, st.sampled_from((0, 30, 150)))
def test_the_frozen_zone_ends_behind_the_last_work_that_begins_in_it(
    pair: tuple[Problem, MadeUpPlan], minutes: int
) -> None:
    """Counted from the twin's times."""
    problem, plan = replace(pair[0], frozen_until=minutes), pair[1]
    session = Session(problem)
    session.load(sequences=plan.sequences, waits=plan.waits, takes=plan.takes)
    solution = session.solution()
    gaps = [0] * len(problem.lines.ids)
    for job in solution.jobs:
        if job.changeover_start < problem.frozen_until:
            gaps[job.line] += 1
    assert session.first_gaps().tolist() == gaps
