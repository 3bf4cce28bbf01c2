"""Deciding in four ways: who earns how much, what deciding together adds, and where it comes from."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.companies import bakery
from tests.joinery import Wish, joinery, made
from unisono.bootstrap import InlineExecutor, executor
from unisono.domain.company import OrderStatus, Snapshot
from unisono.domain.comparison import Way, Worth
from unisono.domain.plans import AnswerKind
from unisono.engines.planning.plan_checking import check_plan
from unisono.engines.planning.problem import Problem, Warehouse
from unisono.engines.planning.solution import Solution, Take
from unisono.engines.planning.stopping import Iterations, Seconds
from unisono.services.deciding import (
    Decided,
    Effort,
    PlanningInterrupted,
    decide_all_ways,
    highest_room,
    open_minutes_of,
    plan_together,
    shapley,
    value,
    worth_of,
)
from unisono.services.preparing import Ground, prepare
from unisono.services.telling import Silent, Tell

DOOR, SHELF, GATE, PEWS = range(4)
THORN = bakery()
SHORT = Effort(iterations=2000, seed=3, chains=2)


def ground_of(snapshot: Snapshot) -> Ground:
    """Return the ground on which a bakery plans, at the moment its data speak of."""
    return prepare(snapshot=snapshot, now=snapshot.company.as_of)


def decided(snapshot: Snapshot, *, effort: Effort = SHORT, workers: int = 1, tell: Tell | None = None) -> Decided:
    """Return what a bakery decides."""
    with executor(workers) as where:
        return decide_all_ways(ground=ground_of(snapshot), effort=effort, executor=where, tell=tell or Silent())


class Impatient:
    """Somebody who stops the job at a step."""

    def __init__(self, step: str) -> None:
        self._step = step
        self.stopped = False
        self.steps: set[str] = set()

    def __call__(self, step: str, share: float) -> None:
        """Hear of the step, and stop the job when it is the one."""
        assert 0 <= share <= 1
        self.steps.add(step)
        self.stopped = self.stopped or step.startswith(self._step)


def test_the_bakery_earns_no_more_in_any_other_way() -> None:
    """Each way has its plan and its figures, none is above together, and its plan is without fault."""
    found = decided(THORN)
    figures = {item.way: item for item in found.comparison.figures}
    assert list(figures) == list(found.comparison.plans) == list(Way)
    others = [figures[way].contribution for way in Way if way is not Way.TOGETHER]
    assert figures[Way.TOGETHER].contribution >= max(others)
    together = found.comparison.plans[Way.TOGETHER]
    assert check_plan(THORN, together, ground_of(THORN).problem) == ()
    assert figures[found.comparison.worth.over].contribution == max(others)
    assert found.comparison.worth.total == figures[Way.TOGETHER].contribution - max(others)


def test_the_figures_are_those_of_the_plans() -> None:
    """Orders, lateness, changeovers and money can be counted again in each way's plan."""
    found = decided(THORN)
    for figures in found.comparison.figures:
        plan = found.comparison.plans[figures.way]
        planned = {item.order for item in plan.operations} | {item.order for item in plan.stock_uses}
        assert figures.contribution == plan.contribution.total
        assert figures.accepted == len(planned)
        assert figures.accepted + figures.declined == len(THORN.orders)
        assert figures.campaigns == len(plan.campaigns)
        minutes = sum(item.changeover_minutes for item in plan.operations)
        assert figures.changeover_hours == (Decimal(minutes) / 60).quantize(Decimal("0.01"))
        assert {tier: share for tier, share in figures.on_time.items() if not 0 <= share <= 1} == {}
    together = found.comparison.figures[-1]
    answers = found.comparison.plans[Way.TOGETHER].answers
    assert together.late == sum(answer.days_late > 0 for answer in answers)
    assert together.accepted == sum(answer.kind is AnswerKind.ACCEPTED for answer in answers)


def test_only_the_plan_made_together_answers_the_orders() -> None:
    """It is the one that is published; the others are there to compare."""
    found = decided(THORN)
    for way, plan in found.comparison.plans.items():
        answered = [answer.order for answer in plan.answers]
        assert answered == ([order.id for order in THORN.orders] if way is Way.TOGETHER else [])
        assert plan.parameters == {"way": way.value, "seed": 3, "chains": 2, "iterations": 2000}


def test_a_rule_of_no_holds_in_every_way() -> None:
    """Nobody makes what a rule declines: not Sales, not Production."""
    found = decided(THORN)
    ruled = set(ground_of(THORN).rulings)
    assert ruled == {"B-4", "B-8"}
    for plan in found.comparison.plans.values():
        assert not ruled & {item.order for item in plan.operations}


def test_the_same_seed_decides_the_same_on_any_number_of_workers() -> None:
    """Plans, figures, worth and answers are the same on one worker and on two."""
    assert decided(THORN).comparison == decided(THORN, workers=2).comparison


def test_where_there_is_time_for_all_together_is_worth_next_to_nothing() -> None:
    """Three small inquiries in a week: departments on their own do as well."""
    few = tuple(
        replace(
            order, quantity=Decimal(60), status=OrderStatus.INQUIRY, promised=None, latest=None, earliest_start=None
        )
        for order in THORN.orders
        if order.id in {"B-1", "B-4", "B-6"}
    )
    calm = replace(THORN, orders=few, stock=(), slots=(), policy=replace(THORN.policy, rules=()))
    comparison = decided(calm).comparison
    assert 0 <= comparison.worth.total <= comparison.figures[-1].contribution / 50
    assert all(figures.declined == 0 for figures in comparison.figures)


STEPS = (
    "Sales alone",
    "In turn",
    "Plan together",
    "What each freedom is worth (1",
    "What each freedom is worth (6",
    "Price every no",
)


@pytest.mark.parametrize("step", STEPS)
def test_whoever_stops_it_gets_no_half_comparison(step: str) -> None:
    """At whatever step it is stopped, nothing is decided."""
    somebody = Impatient(step)
    with pytest.raises(PlanningInterrupted):
        decided(THORN, tell=somebody)
    assert somebody.stopped


def test_a_plan_alone_is_published_even_if_the_search_is_stopped() -> None:
    """The best plan so far is completed, answers every order, and says that it was interrupted."""
    ground = ground_of(THORN)
    plans = [
        plan_together(ground=ground, effort=SHORT, executor=InlineExecutor(), tell=tell)
        for tell in (Silent(), Impatient("Plan together"))
    ]
    for plan in plans:
        assert check_plan(THORN, plan, ground.problem) == ()
    assert [plan.parameters.get("interrupted") for plan in plans] == [None, 1]
    assert plans[0].contribution.total >= plans[1].contribution.total


def test_an_effort_is_shared_out() -> None:
    """A share of the moves for each chain; of seconds as many as the workers allow the chains to have at once."""
    assert SHORT.stop(0.25) == Iterations(count=500)
    assert SHORT.stop(0.00001) == Iterations(count=1)
    assert Effort(seconds=8).stop(0.5) == Seconds(count=2)
    assert Effort(seconds=8, workers=2).stop(0.5) == Seconds(count=4)
    assert Effort(seconds=8, workers=4).stop(0.5) == Seconds(count=4)
    assert Effort(seconds=8).parameters(Way.IN_TURN) == {"way": "in_turn", "seed": 1, "chains": 2, "seconds": 8}


def worth(problem: Problem, start: Solution, together: Solution) -> Worth:
    """Return what deciding together is worth to a joinery over a plan that Sales made."""
    return worth_of(
        problem,
        over=Way.SALES_ALONE,
        start=start,
        together=together,
        effort=Effort(iterations=25_000, chains=1),
        executor=InlineExecutor(),
        tell=Silent(),
    )


def test_a_better_no_is_worth_what_the_better_order_brings() -> None:
    """There is time for one: the shelf for 500 instead of the door for 10."""
    problem = joinery(Wish(id="door", revenue=10, deadline=60), Wish(id="shelf", revenue=500, deadline=60))
    assert worth(problem, made(problem, [DOOR]), made(problem, [SHELF])) == Worth(
        over=Way.SALES_ALONE,
        total=Decimal(490),
        from_noes=Decimal(490),
        from_campaigns=Decimal(0),
        from_stock=Decimal(0),
    )


def test_a_better_sequence_is_worth_the_changeovers_it_saves() -> None:
    """Oak, pine, oak, pine needs three changeovers for 10 each; oak, oak, pine, pine needs one."""
    problem = joinery(
        Wish(id="door", revenue=100, firm=True),
        Wish(id="shelf", wood="pine", revenue=100, firm=True),
        Wish(id="gate", revenue=100, firm=True),
        Wish(id="pews", wood="pine", revenue=100, firm=True),
    )
    start, together = made(problem, [DOOR, SHELF, GATE, PEWS]), made(problem, [DOOR, GATE, SHELF, PEWS])
    found = worth(problem, start, together)
    assert [found.total, found.from_noes, found.from_campaigns, found.from_stock] == [Decimal(20), 0, 20, 0]


def test_better_use_of_stock_is_worth_what_making_it_would_cost() -> None:
    """60 units cost 5 to make and 1 from stock."""
    problem = joinery(Wish(id="door", revenue=900, unit_cost=5, stock_cost=1, firm=True), stock=[(60, ("door",))])
    start, together = made(problem, [DOOR]), made(problem, [], takes=[Take(order=DOOR, pool=0, quantity=60)])
    found = worth(problem, start, together)
    assert [found.total, found.from_noes, found.from_campaigns, found.from_stock] == [Decimal(240), 0, 0, 240]


def test_a_firm_order_that_only_one_plan_makes_is_no_money() -> None:
    """Together makes the firm order too: that is why it is the better plan, but what it is worth is what it earns."""
    problem = joinery(Wish(id="door", revenue=900), Wish(id="shelf", revenue=70, firm=True))
    found = worth(problem, made(problem, [DOOR], unmade=[SHELF]), made(problem, [DOOR, SHELF]))
    assert found.total == 70
    assert found.from_noes + found.from_campaigns + found.from_stock == 70


@given(st.lists(st.integers(0, 1000), min_size=8, max_size=8))
def test_the_three_parts_add_up_to_the_whole(gains: list[int]) -> None:
    """Whatever the freedoms bring in any combination, their shares sum to what all three bring."""
    game = {bits: float(gain) for bits, gain in enumerate(gains)} | {0: 0.0}
    assert np.isclose(sum(shapley(game, part) for part in (1, 2, 4)), game[7])


@given(st.lists(st.integers(0, 1000), min_size=8, max_size=8))
def test_a_share_is_the_mean_over_all_turns(gains: list[int]) -> None:
    """A freedom's share is what it adds when it comes first, second or third, each turn equally often."""
    game = dict(enumerate(gains)) | {0: 0}
    turns = [(1, 2, 4), (1, 4, 2), (2, 1, 4), (2, 4, 1), (4, 1, 2), (4, 2, 1)]
    added = [game[sum(turn[: turn.index(1) + 1])] - game[sum(turn[: turn.index(1)])] for turn in turns]
    assert np.isclose(shapley({bits: float(gain) for bits, gain in game.items()}, 1), float(Fraction(sum(added), 6)))


def test_a_firm_order_unmade_weighs_more_than_all_that_could_be_earned() -> None:
    """Of two plans the one that makes the firm order is better, however little it earns."""
    problem = joinery(Wish(id="door", revenue=900), Wish(id="shelf", revenue=1, firm=True))
    assert value(problem, made(problem, [SHELF])) == 1
    assert value(problem, made(problem, [DOOR], unmade=[SHELF])) < 0


def test_the_highest_room_is_that_of_the_fullest_night() -> None:
    """Both lie there on the first night, the shelf alone on the second."""
    problem = joinery(
        Wish(id="door", room=2, due=150),
        Wish(id="shelf", room=1, due=250),
        warehouse=Warehouse(limit=10, price=1, nights=np.array([130, 240, 300])),
    )
    assert highest_room(problem, made(problem, [DOOR, SHELF])) == 180
    assert highest_room(problem, made(problem, [SHELF])) == 60
    assert highest_room(problem, made(problem, [])) == 0
    assert highest_room(joinery(Wish(id="door", room=2)), made(joinery(Wish(id="door", room=2)), [DOOR])) == 0


def test_open_minutes_end_with_the_horizon() -> None:
    """A bench with shifts has their minutes, one that always works has them all."""
    problem = joinery(Wish(id="door", benches=(0, 1)), windows=([(0, 100), (150, 400)], None), horizon=300)
    assert open_minutes_of(problem) == [250, 300]
