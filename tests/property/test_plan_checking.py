"""Laws of the independent checker: it finds nothing in what the twin timed, and any other claim than the twin's."""

from dataclasses import fields, replace
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.companies import bakery
from tests.problems import RANDOMS, MadeUpPlan, made_up_plan, problems_with_plans, without_passed
from unisono.domain.company import Tier
from unisono.engines.planning.building import build_problem
from unisono.engines.planning.checking import check
from unisono.engines.planning.plan_checking import check_plan
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import decisions_of, plan_of
from unisono.engines.planning.solution import Job, Solution, Worth
from unisono.engines.planning.timing import time_plan

Planned = tuple[Problem, Solution]

planned: st.SearchStrategy[Planned] = problems_with_plans().map(lambda pair: (pair[0], without_passed(*pair)))
worked = planned.filter(lambda pair: bool(pair[1].jobs))
BAKERY = bakery()
BAKERY_PROBLEM = build_problem(
    BAKERY,
    now=BAKERY.company.as_of,
    tiers={customer.id: customer.tier or Tier.STANDARD for customer in BAKERY.customers},
    service_costs={order.id: Decimal(5) for order in BAKERY.orders},
)


@st.composite
def planned_jobs(draw: st.DrawFn) -> tuple[Problem, Solution, int]:
    """Draw a plan with the place of one of its jobs."""
    problem, solution = draw(worked)
    return problem, solution, draw(st.integers(0, len(solution.jobs) - 1))


def with_job(solution: Solution, place: int, job: Job) -> Solution:
    """Return the solution with another job in one place."""
    return replace(solution, jobs=(*solution.jobs[:place], job, *solution.jobs[place + 1 :]))


@given(planned)
def test_what_the_twin_timed_has_no_findings(pair: Planned) -> None:
    """Two readings of the same page agree on every plan of every problem."""
    assert check(*pair) == ()


@given(planned_jobs(), st.sampled_from(["changeover_start", "start", "end"]), st.sampled_from([-60, -1, 1, 60]))
def test_any_other_minute_is_found(drawn: tuple[Problem, Solution, int], claim: str, shift: int) -> None:
    """The sequence, the waits and the stock leave one time for each job; no job may say another."""
    problem, solution, place = drawn
    job = solution.jobs[place]
    assert check(problem, with_job(solution, place, replace(job, **{claim: getattr(job, claim) + shift})))


@given(planned_jobs(), st.sampled_from([-1, 1]))
def test_a_job_shifted_as_a_whole_is_found(drawn: tuple[Problem, Solution, int], shift: int) -> None:
    """A minute earlier it overlaps or comes too soon, a minute later it loses time."""
    problem, solution, place = drawn
    job = solution.jobs[place]
    moved = replace(job, changeover_start=job.changeover_start + shift, start=job.start + shift, end=job.end + shift)
    assert check(problem, with_job(solution, place, moved))


@given(planned_jobs(), st.integers(1, 2))
def test_a_job_on_another_line_is_found(drawn: tuple[Problem, Solution, int], further: int) -> None:
    """Lines cannot be swapped behind the plan's back, whether the other line exists or not."""
    problem, solution, place = drawn
    job = solution.jobs[place]
    assert check(problem, with_job(solution, place, replace(job, line=job.line + further)))


@given(worked, st.sampled_from([0.5, 0.999, 1.001, 2.0]))
def test_another_quantity_is_found(pair: Planned, factor: float) -> None:
    """Neither more nor less is made than the order asks for."""
    problem, solution = pair
    job = solution.jobs[0]
    assert check(problem, with_job(solution, 0, replace(job, made=job.made * factor)))


@given(planned)
def test_stock_taken_twice_is_found(pair: Planned) -> None:
    """What serves an order twice covers too much of it."""
    problem, solution = pair
    found = check(problem, replace(solution, takes=(*solution.takes, *solution.takes[:1])))
    assert ("wrong-quantity" in {finding.code for finding in found}) == bool(solution.takes)


@given(planned)
def test_stock_that_is_for_nobody_is_found(pair: Planned) -> None:
    """Each order that takes from it is named."""
    problem, solution = pair
    nobody = replace(problem.pools, may_use=np.zeros_like(problem.pools.may_use))
    found = check(replace(problem, pools=nobody), solution)
    assert [finding.code for finding in found] == ["foreign-stock"] * len(solution.takes)


@given(planned)
def test_stock_that_is_gone_is_found(pair: Planned) -> None:
    """Each pool that orders draw on is named."""
    problem, solution = pair
    empty = replace(problem.pools, quantity=np.zeros_like(problem.pools.quantity))
    found = check(replace(problem, pools=empty), solution)
    assert [finding.code for finding in found] == ["stock-overdrawn"] * len({take.pool for take in solution.takes})


@given(planned, st.sampled_from([part.name for part in fields(Worth)]), st.sampled_from([-1.0, -0.02, 0.02, 1000.0]))
def test_wrong_money_is_found(pair: Planned, part: str, error: float) -> None:
    """Each part of the contribution is counted again."""
    problem, solution = pair
    worth = replace(solution.worth, **{part: getattr(solution.worth, part) + error})
    found = check(problem, replace(solution, worth=worth))
    assert [(finding.code, finding.value) for finding in found] == [("wrong-money", part)]


@given(planned)
def test_a_firm_order_that_nobody_speaks_of_is_found(pair: Planned) -> None:
    """It is made, or it is named as unmade."""
    problem, solution = pair
    found = check(problem, replace(solution, unmade=()))
    assert [finding.code for finding in found] == ["firm-order-missing"] * len(solution.unmade)


@given(worked)
def test_other_sequences_than_the_jobs_are_found(pair: Planned) -> None:
    """The jobs follow the sequences that the search decided."""
    problem, solution = pair
    without = tuple(sequence[1:] if len(sequence) else sequence for sequence in solution.sequences)
    assert "sequence-differs" in {finding.code for finding in check(problem, replace(solution, sequences=without))}


@given(RANDOMS.map(lambda random: made_up_plan(random, BAKERY_PROBLEM)))
def test_a_plan_that_people_read_says_what_the_planner_said(plan: MadeUpPlan) -> None:
    """Written with names, instants and cents it is found right but for its answers, and read back it is the same."""
    solution = without_passed(BAKERY_PROBLEM, plan)
    now = BAKERY.company.as_of
    written = plan_of(BAKERY_PROBLEM, solution, BAKERY, now=now, parameters={})
    assert {finding.code for finding in check_plan(BAKERY, written, BAKERY_PROBLEM)} <= {"not-one-answer"}
    sequences, waits, takes = decisions_of(BAKERY_PROBLEM, written, now=now)
    again = time_plan(BAKERY_PROBLEM, sequences=sequences, waits=waits, takes=takes)
    assert again.jobs == solution.jobs
    assert np.isclose(again.worth.contribution, solution.worth.contribution)
