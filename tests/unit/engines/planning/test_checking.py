"""The checker finds each lie about a small plan of the joinery, and nothing in the truth."""

from collections.abc import Callable
from dataclasses import asdict, fields, replace

import numpy as np
import pytest

from tests.joinery import Wish, joinery, made, with_job
from unisono.domain.findings import Severity
from unisono.engines.planning.checking import check
from unisono.engines.planning.problem import Problem, Warehouse
from unisono.engines.planning.solution import Solution, Take, Worth

DOOR, SHELF, GATE, PEWS, BENCH, BOWL = range(6)

PROBLEM = joinery(
    Wish(id="door", revenue=500, firm=True, due=40, late_cost=0.5, unit_cost=1, keep_by=49, moving_cost=5),
    Wish(id="shelf", wood="pine", revenue=300, release=110, scrap_cost=3, holding_cost=0.01, room=1),
    Wish(id="gate", wood="pine", revenue=300, benches=(1,), deadline=900),
    Wish(id="pews", wood="oak", revenue=300, benches=(0, 1), service_cost=7),
    Wish(id="bench", wood="beech", revenue=300, benches=(), stock_cost=2),
    Wish(id="bowl", wood="beech", revenue=100, firm=True),
    windows=([(0, 100), (150, 400)], None),
    slots=[(1, 100, 160, ("pews",))],
    stock=[(70, ("bench", "door")), (10, ())],
    warehouse=Warehouse(limit=20, price=0.5, nights=np.array([300, 700])),
    min_campaign=100,
    short_campaign_charge=40,
    overtime_cost=9,
    horizon=1000,
)
"""Two benches: the first rests from 100 to 150, the second keeps 100 to 160 for the pews."""

PLAN = made(
    PROBLEM,
    [DOOR, SHELF],
    [GATE, PEWS],
    takes=[Take(order=DOOR, pool=0, quantity=10), Take(order=BENCH, pool=0, quantity=60)],
    unmade=[BOWL],
)


def codes(solution: Solution, problem: Problem = PROBLEM) -> set[str]:
    """Return the kinds of findings, less those about money, which most lies about time bring along."""
    return {finding.code for finding in check(problem, solution)} - {"wrong-money"}


def test_the_truth_has_no_findings() -> None:
    """The plan does a little of everything, as the times worked out by hand say."""
    assert check(PROBLEM, PLAN) == ()
    assert [(job.changeover_start, job.start, job.end) for job in PLAN.jobs] == [
        (0, 0, 50),
        (50, 150, 210),
        (0, 30, 90),
        (90, 120, 180),
    ]


def test_an_empty_plan_of_an_empty_joinery_has_no_findings() -> None:
    """There is nothing to find."""
    assert check(joinery(), made(joinery(), [])) == ()


@pytest.mark.parametrize(
    ("job", "claims", "code"),
    [
        (0, {"start": 1, "end": 51}, "starts-too-late"),
        (0, {"end": 51}, "wrong-work"),
        (0, {"end": 49}, "wrong-work"),
        (0, {"made": 49.0}, "wrong-quantity"),
        (0, {"end": 0}, "times-reversed"),
        (0, {"changeover_start": -1}, "overlap"),
        (1, {"changeover_start": 49}, "overlap"),
        (1, {"changeover_start": 51}, "changeover-too-late"),
        (1, {"changeover_start": 100}, "changeover-when-closed"),
        (1, {"start": 149}, "works-when-closed"),
        (1, {"start": 151, "end": 211}, "starts-too-late"),
        (1, {"start": 80, "end": 190}, "starts-before-wait"),
        (1, {"line": 1}, "line-cannot-make"),
        (2, {"start": 29, "end": 89}, "changeover-too-short"),
        (2, {"end": 110}, "foreign-slot"),
        (2, {"changeover_start": 150, "start": 850, "end": 910}, "deadline-passed"),
        (3, {"start": 950, "end": 1010}, "horizon-passed"),
        (3, {"made": 0.0}, "nothing-made"),
        (3, {"order": DOOR}, "made-twice"),
        (3, {"order": 6}, "unknown-order"),
        (3, {"order": -1}, "unknown-order"),
        (3, {"line": 2}, "unknown-line"),
    ],
)
def test_a_lie_about_a_job_is_found(job: int, claims: dict[str, float], code: str) -> None:
    """One claim about one piece of work is not true."""
    assert code in codes(with_job(PLAN, job, **claims))


@pytest.mark.parametrize(
    ("lie", "code"),
    [
        (lambda: replace(PLAN, sequences=(np.array([SHELF, DOOR]), PLAN.sequences[1])), "sequence-differs"),
        (lambda: replace(PLAN, sequences=PLAN.sequences[:1]), "wrong-size"),
        (lambda: replace(PLAN, sequences=(np.array([DOOR, 9]), PLAN.sequences[1])), "unknown-order"),
        (lambda: replace(PLAN, waits=PLAN.waits[:2]), "wrong-size"),
        (lambda: replace(PLAN, waits=np.zeros(6, np.int64)), "wait-before-release"),
        (lambda: replace(PLAN, unmade=()), "firm-order-missing"),
        (lambda: replace(PLAN, unmade=(BOWL, BOWL)), "unmade-wrongly"),
        (lambda: replace(PLAN, unmade=(BOWL, DOOR)), "unmade-wrongly"),
        (lambda: replace(PLAN, unmade=(BOWL, SHELF)), "unmade-wrongly"),
        (lambda: replace(PLAN, unmade=(BOWL, 17)), "unknown-order"),
        (lambda: replace(PLAN, takes=PLAN.takes[:1]), None),
        (lambda: replace(PLAN, takes=PLAN.takes[1:]), "wrong-quantity"),
        (lambda: replace(PLAN, takes=(*PLAN.takes, Take(order=SHELF, pool=0, quantity=1))), "foreign-stock"),
        (lambda: replace(PLAN, takes=(*PLAN.takes, Take(order=BENCH, pool=0, quantity=1))), "stock-overdrawn"),
        (lambda: replace(PLAN, takes=(*PLAN.takes, Take(order=BENCH, pool=0, quantity=0))), "nothing-taken"),
        (lambda: replace(PLAN, takes=(*PLAN.takes, Take(order=BENCH, pool=1, quantity=-1))), "nothing-taken"),
        (lambda: replace(PLAN, takes=(*PLAN.takes, Take(order=BENCH, pool=2, quantity=1))), "unknown-stock"),
    ],
)
def test_a_lie_about_the_whole_is_found(lie: Callable[[], Solution], code: str | None) -> None:
    """The sequences, the waits, the stock or the unmade orders are not what the jobs and the data say."""
    assert codes(lie()) == set() if code is None else code in codes(lie())


def test_an_order_may_end_at_the_last_minute() -> None:
    """At its deadline and at the end of the planned time it is in time."""
    problem = joinery(Wish(id="door", deadline=60), horizon=60)
    assert check(problem, made(problem, [0])) == ()


def test_a_changeover_before_the_wood_is_found_where_the_policy_forbids_it() -> None:
    """The plan is right under one policy and wrong under the other."""
    found = codes(PLAN, replace(PROBLEM, changeover_before_release=False))
    assert found == {"changeover-before-release"}


def test_a_wait_excuses_idle_time() -> None:
    """A plan may choose to start the pews at 300; then it is not too late."""
    waits = PROBLEM.orders.release.copy()
    waits[PEWS] = 300
    later = made(PROBLEM, [DOOR, SHELF], [GATE, PEWS], waits=waits.tolist(), takes=PLAN.takes, unmade=[BOWL])
    assert check(PROBLEM, later) == ()
    assert codes(replace(later, waits=PLAN.waits)) == {"starts-too-late"}


@pytest.mark.parametrize("part", [part.name for part in fields(Worth)])
def test_a_wrong_part_of_the_money_is_found(part: str) -> None:
    """Two cents too much in any part, while half a cent is rounding."""
    money = getattr(PLAN.worth, part)
    assert [item.value for item in check(PROBLEM, with_money(part, money + 0.02))] == [part]
    assert [item.value for item in check(PROBLEM, with_money(part, money - 0.02))] == [part]
    assert [item.value for item in check(PROBLEM, with_money(part, float("nan")))] == [part]
    assert check(PROBLEM, with_money(part, money + 0.005)) == ()


def with_money(part: str, money: float) -> Solution:
    """Return the plan with another figure in one part of its worth."""
    return replace(PLAN, worth=replace(PLAN.worth, **{part: money}))


def test_the_money_of_the_plan_is_worked_out_by_hand() -> None:
    """Every part is there, so that a wrong one can be seen: the door ends ten minutes after it is due."""
    worked_out = Worth(
        revenue=500 + 300 + 300 + 300 + 300,
        variable_cost=50 * 1 + 10 * 0 + 60 * 2,
        service_cost=7,
        changeover_cost=30,
        scrap_cost=2 * 3,
        short_campaign_cost=4 * 40,
        lateness_cost=10 * 0.5,
        holding_cost=60 * (1000 - 210) * 0.01,
        extra_room_cost=2 * (60 - 20) * 0.5,
        overtime_cost=9,
        moving_cost=5,
    )
    assert asdict(PLAN.worth) == pytest.approx(asdict(worked_out))


def test_goods_that_are_ready_at_midnight_or_just_in_time_are_counted_right() -> None:
    """The door stands there at the midnight at which it is ready, and is where the plan in force wanted it."""
    problem = joinery(
        Wish(id="door", room=1, keep_by=60, moving_cost=25),
        warehouse=Warehouse(limit=0, price=1, nights=np.array([60, 1000])),
    )
    plan = made(problem, [0])
    assert (plan.worth.extra_room_cost, plan.worth.moving_cost) == (60, 0)
    assert check(problem, plan) == ()


def test_findings_speak_to_people() -> None:
    """An error names the order and what is wrong with it."""
    (finding,) = [item for item in check(PROBLEM, with_job(PLAN, 1, start=149)) if item.code == "works-when-closed"]
    assert finding.severity is Severity.ERROR
    assert finding.value == "shelf"
    assert finding.message == "Order shelf starts while bench-0 is closed."
