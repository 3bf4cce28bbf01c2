"""The planner: the same seed gives the same plan, and whoever stops it gets what it has found."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from random import Random

import numpy as np
import pytest
from hypothesis import given

from tests.brute_force import value_of
from tests.joinery import Wish, joinery, made
from tests.problems import MadeUpPlan, Shape, made_up_problem, problems_with_plans, shapes, without_passed
from tests.worlds import with_an_end
from unisono.bootstrap import InlineExecutor
from unisono.engines.planning import solving
from unisono.engines.planning.checking import check
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.solution import Solution, Take
from unisono.engines.planning.solving import Params, Progress, complete, firm_first, scale_of, solve
from unisono.engines.planning.stopping import Iterations, Seconds

DOOR, SHELF, GATE = range(3)
MADE_UP = problems_with_plans(shapes(max_orders=8))
WORKSHOP = Shape(
    orders=40, lines=3, families=5, pools=2, calendars=True, room=True, campaigns=True, firm=True, dedicated=True
)


@pytest.fixture(scope="module", name="workshop")
def _workshop() -> Problem:
    """Return a problem that is too large to be solved in a few thousand moves."""
    return made_up_problem(Random(3), WORKSHOP)  # noqa: S311 - problems are made up, no secrets


def found(problem: Problem, *, seed: int = 1, iterations: int = 3000, chains: int = 2) -> Solution:
    """Return what a short search in this thread finds."""
    return solve(
        problem,
        params=Params(chains=chains),
        seed=seed,
        stop=Iterations(count=iterations),
        executor=InlineExecutor(),
    )


def decided(solution: Solution) -> tuple[object, ...]:
    """Return all that a search decides."""
    sequences = [[int(order) for order in sequence] for sequence in solution.sequences]
    return sequences, list(solution.waits), solution.takes, solution.worth


def test_the_same_seed_gives_the_same_plan_on_any_number_of_workers(workshop: Problem) -> None:
    """One after the other or side by side, the chains find the same."""
    plans = [found(workshop, chains=3)]
    for workers in (1, 2, 3):
        with ThreadPoolExecutor(workers) as executor:
            plans.append(
                solve(workshop, params=Params(chains=3), seed=1, stop=Iterations(count=3000), executor=executor)
            )
    assert all(decided(plan) == decided(plans[0]) for plan in plans)
    assert plans[0].iterations == 3000


def test_the_length_of_the_slices_does_not_matter(workshop: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow machine, which makes shorter slices, finds the same plan."""
    plans = []
    for seconds in (1e-9, 0.002, 10):
        monkeypatch.setattr(solving, "SLICE_SECONDS", seconds)
        plans.append(found(workshop, iterations=4000))
    assert decided(plans[0]) == decided(plans[1]) == decided(plans[2])


def test_another_seed_finds_another_plan(workshop: Problem) -> None:
    """The search is a matter of chance, and the seed is where the chance comes from."""
    assert decided(found(workshop, seed=1)) != decided(found(workshop, seed=2))


def test_each_chain_has_a_chance_of_its_own(workshop: Problem) -> None:
    """With more chains the best of more plans is taken: never worse, and here better."""
    values = [value_of(workshop, found(workshop, chains=chains, iterations=1000)) for chains in range(1, 7)]
    assert values == sorted(values)
    assert values[-1] > values[0]


def test_more_moves_find_more(workshop: Problem) -> None:
    """Ten times the moves make a better plan, and each is a plan without findings."""
    short, long = found(workshop, iterations=1000), found(workshop, iterations=30_000)
    assert value_of(workshop, long) > value_of(workshop, short)
    assert check(workshop, short) == check(workshop, long) == ()


@given(MADE_UP)
def test_a_search_is_never_worse_than_its_start(pair: tuple[Problem, MadeUpPlan]) -> None:
    """Whatever it starts from, what it returns is worth at least as much."""
    problem = with_an_end(pair[0])
    start = without_passed(problem, pair[1])
    plan = solve(
        problem,
        params=Params(chains=2),
        seed=4,
        stop=Iterations(count=100),
        executor=InlineExecutor(),
        start=start,
    )
    assert value_of(problem, plan) >= value_of(problem, start) - 1e-6
    assert check(problem, plan) == ()


def test_without_orders_there_is_an_empty_plan() -> None:
    """Nothing to do takes no moves."""
    plan = found(joinery())
    assert plan.jobs == ()
    assert plan.iterations == 0
    assert not plan.interrupted


def test_a_budget_of_no_moves_returns_the_start(workshop: Problem) -> None:
    """Not one move is tried."""
    start = found(workshop, iterations=500)
    plan = solve(workshop, params=Params(), seed=1, stop=Iterations(count=0), executor=InlineExecutor(), start=start)
    assert decided(plan) == decided(start)
    assert plan.iterations == 0


def test_a_budget_of_seconds_ends(workshop: Problem) -> None:
    """Even a very short one tries some moves and returns a plan."""
    plan = solve(workshop, params=Params(chains=1), seed=1, stop=Seconds(count=0.01), executor=InlineExecutor())
    assert plan.iterations >= 100
    assert plan.jobs
    assert check(workshop, plan) == ()


def test_a_watch_hears_of_the_progress_and_stops_the_search(workshop: Problem) -> None:
    """Its share grows, its value never falls, and after its no the best plan so far comes back."""
    heard: list[Progress] = []

    def watch(progress: Progress) -> bool:
        heard.append(progress)
        return len(heard) < 4

    plan = solve(
        workshop,
        params=Params(chains=1),
        seed=1,
        stop=Iterations(count=10**9),
        executor=InlineExecutor(),
        watch=watch,
    )
    assert plan.interrupted
    assert [progress.share for progress in heard] == sorted(progress.share for progress in heard)
    assert [progress.value for progress in heard] == sorted(progress.value for progress in heard)
    assert np.isclose(value_of(workshop, plan), heard[-1].value)
    assert plan.iterations > 0


def test_an_interrupt_brings_back_the_best_plan_so_far(workshop: Problem) -> None:
    """Whoever presses Ctrl-C does not lose what was found."""
    calls = count()

    def watch(_: Progress) -> bool:
        if next(calls) == 3:
            raise KeyboardInterrupt
        return True

    plan = solve(
        workshop,
        params=Params(chains=1),
        seed=1,
        stop=Iterations(count=10**9),
        executor=InlineExecutor(),
        watch=watch,
    )
    assert plan.interrupted
    assert plan.iterations > 0
    assert plan.jobs
    assert check(workshop, plan) == ()


def test_prices_in_another_currency_change_nothing(workshop: Problem) -> None:
    """With all money times four the temperatures follow, and the plan is the same."""
    orders, lines = workshop.orders, workshop.lines
    money = (
        "revenue",
        "service_cost",
        "late_cost",
        "holding_cost",
        "scrap_cost",
        "stock_cost",
        "moving_cost",
    )
    dear = replace(
        workshop,
        orders=replace(orders, **{name: 4 * getattr(orders, name) for name in money}),
        lines=replace(lines, unit_cost=4 * lines.unit_cost, changeover_cost=4 * lines.changeover_cost),
        warehouse=replace(workshop.warehouse, price=4 * workshop.warehouse.price),
        short_campaign_charge=4 * workshop.short_campaign_charge,
    )
    assert np.isclose(scale_of(dear), 4 * scale_of(workshop))
    assert decided(found(dear, chains=1))[:3] == decided(found(workshop, chains=1))[:3]


def test_the_scale_is_what_a_typical_move_is_about() -> None:
    """A tenth of what an inquiry brings, or a changeover where that is more; never nothing."""
    assert scale_of(joinery(Wish(id="door", revenue=5000, service_cost=200, unit_cost=5))) == pytest.approx(450)
    changeovers = scale_of(joinery(Wish(id="door", revenue=1)))
    assert changeovers == pytest.approx(10 * 6 / 9)
    assert scale_of(joinery()) > 0


def test_firm_orders_stand_first_in_the_queue() -> None:
    """Else the queue is that of the book."""
    problem = joinery(Wish(id="door"), Wish(id="shelf", firm=True), Wish(id="gate"), Wish(id="pews", firm=True))
    assert firm_first(problem) == [1, 3, 0, 2]


def test_what_stock_serves_at_a_loss_is_left_out() -> None:
    """A start in which stock worth 120 goes for 50 is bettered, unless it is promised."""
    for firm in (False, True):
        problem = joinery(Wish(id="door", revenue=50, stock_cost=2, benches=(), firm=firm), stock=[(60, ("door",))])
        plan = solve(
            problem,
            params=Params(chains=1),
            seed=1,
            stop=Iterations(count=1000),
            executor=InlineExecutor(),
            start=made(problem, [], takes=[Take(order=DOOR, pool=0, quantity=60)]),
        )
        assert bool(plan.takes) == firm


def test_a_plan_is_completed_by_all_that_still_pays() -> None:
    """The shelf fits behind the door and earns; the gate would cost more than it brings."""
    problem = joinery(
        Wish(id="door", revenue=300), Wish(id="shelf", revenue=200), Wish(id="gate", revenue=5, service_cost=6)
    )
    plan = complete(problem, made(problem, [DOOR]))
    assert {job.order for job in plan.jobs} == {DOOR, SHELF}
    assert plan.worth.contribution == 500


def test_who_lost_the_place_to_a_better_order_may_come_in_elsewhere() -> None:
    """The gate takes the door's place, and the door another one: the passes go on until nothing changes."""
    problem = joinery(
        Wish(id="door", revenue=300, late_cost=10, due=60, benches=(0, 1)),
        Wish(id="shelf", revenue=200, deadline=120, benches=(0, 1)),
        Wish(id="gate", revenue=900, deadline=60),
        windows=(None, None),
    )
    plan = complete(problem, made(problem, [DOOR], [SHELF]))
    assert [list(sequence) for sequence in plan.sequences] == [[GATE], [DOOR, SHELF]]


def test_completing_can_be_stopped() -> None:
    """Between two orders a watch may say that it is enough; the plan is a plan all the same."""
    problem = joinery(Wish(id="door", revenue=300), Wish(id="shelf", revenue=200), Wish(id="gate", revenue=100))
    calls = count()
    plan = complete(problem, made(problem, []), watch=lambda _: next(calls) < 1)
    assert {job.order for job in plan.jobs} == {DOOR}
