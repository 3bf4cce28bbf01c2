"""When work is done and what it is worth, worked out by hand for a joinery with one bench."""

from dataclasses import replace

import numpy as np
import pytest

from tests.joinery import Wish, joinery, made
from unisono.engines.planning.problem import ENDLESS, Problem, Warehouse
from unisono.engines.planning.solution import Take
from unisono.engines.planning.timing import time_plan

DAY = 1440


def times(problem: Problem, *sequences: list[int], waits: list[int] | None = None) -> list[tuple[int, int, int]]:
    """Return when each changeover and each piece of work starts, and when the work ends."""
    return [(job.changeover_start, job.start, job.end) for job in made(problem, *sequences, waits=waits).jobs]


def test_orders_follow_each_other() -> None:
    """Two orders of the wood on the bench need no changeover and follow at once."""
    assert times(joinery(Wish(id="door"), Wish(id="gate")), [0, 1]) == [(0, 0, 60), (60, 60, 120)]


def test_work_takes_as_long_as_its_units_take() -> None:
    """Sixty units at a minute and a half each are 90 minutes."""
    problem = joinery(Wish(id="door"))
    slow = replace(problem, lines=replace(problem.lines, minutes_per_unit=np.array([[1.5]])))
    assert times(slow, [0]) == [(0, 0, 90)]


def test_another_wood_needs_a_changeover() -> None:
    """Pine after oak waits for the half hour in which the bench is cleaned."""
    assert times(joinery(Wish(id="door"), Wish(id="shelf", wood="pine")), [0, 1]) == [(0, 0, 60), (60, 90, 150)]


def test_the_first_order_changes_over_from_what_the_bench_is_set_up_for() -> None:
    """The bench is set up for oak in the morning."""
    assert times(joinery(Wish(id="shelf", wood="pine")), [0]) == [(0, 30, 90)]


def test_work_is_rounded_up_to_whole_minutes_but_not_by_the_dust_of_floats() -> None:
    """A started minute counts; three times 0.1 is not a little more than 0.3."""
    problem = joinery(Wish(id="peg", quantity=30.2), Wish(id="wedge", quantity=30 * (0.1 + 0.2) / 0.3))
    assert times(problem, [0, 1]) == [(0, 0, 31), (31, 31, 61)]


def test_the_smallest_work_takes_a_minute() -> None:
    """Nothing is made in no time."""
    assert times(joinery(Wish(id="peg", quantity=0.001)), [0]) == [(0, 0, 1)]


def test_work_pauses_over_closed_time() -> None:
    """Work that does not fit before the evening goes on in the morning."""
    problem = joinery(Wish(id="door", quantity=90), windows=([(0, 60), (100, 200)],))
    assert times(problem, [0]) == [(0, 0, 130)]


def test_work_that_begins_in_the_middle_of_a_shift_pauses_too() -> None:
    """Thirty minutes are left before closing, thirty are done in the morning."""
    problem = joinery(Wish(id="door"), windows=([(0, 100), (150, 400)],))
    assert times(problem, [0], waits=[70]) == [(0, 70, 180)]


def test_work_that_ends_at_closing_time_ends_there() -> None:
    """The order is ready in the evening, not when the joinery opens again; the next one starts in the morning."""
    problem = joinery(Wish(id="door"), Wish(id="gate"), windows=([(0, 60), (100, 200)],))
    assert times(problem, [0, 1]) == [(0, 0, 60), (100, 100, 160)]


def test_a_changeover_may_end_at_closing_time() -> None:
    """The bench is cleaned in the evening, and work starts at the next opening."""
    problem = joinery(Wish(id="shelf", wood="pine"), windows=([(20, 50), (100, 200)],))
    assert times(problem, [0]) == [(20, 100, 160)]


def test_a_changeover_pauses_over_closed_time() -> None:
    """Ten minutes of cleaning are left for the morning."""
    problem = joinery(Wish(id="shelf", wood="pine"), windows=([(0, 20), (100, 200)],))
    assert times(problem, [0]) == [(0, 110, 170)]


def test_a_reserved_slot_is_closed_for_whom_it_is_not() -> None:
    """The gate pauses while the bench is kept for the church; the pews may use it."""
    wishes = (Wish(id="gate"), Wish(id="pews"))
    problem = joinery(*wishes, slots=[(0, 30, 130, ("pews",))])
    assert times(problem, [0]) == [(0, 0, 160)]
    assert times(problem, [1]) == [(0, 0, 60)]


def test_slots_may_overlap_each_other_and_closed_time() -> None:
    """What is closed twice is closed once."""
    problem = joinery(Wish(id="gate"), windows=([(0, 100), (120, 300)],), slots=[(0, 30, 90, ()), (0, 60, 110, ())])
    assert times(problem, [0]) == [(0, 0, 150)]


def test_slots_of_another_bench_do_not_matter() -> None:
    """The second bench is free while the first one is kept for somebody."""
    problem = joinery(Wish(id="gate", benches=(0, 1)), windows=(None, None), slots=[(0, 0, 500, ())])
    assert times(problem, [], [0]) == [(0, 0, 60)]


def test_a_changeover_may_come_before_the_wood() -> None:
    """The bench is cleaned while the wood is on its way."""
    problem = joinery(Wish(id="shelf", wood="pine", release=100))
    assert times(problem, [0]) == [(0, 100, 160)]


def test_a_changeover_may_have_to_wait_for_the_wood() -> None:
    """Where the policy says so, cleaning starts only when the wood is there."""
    problem = joinery(Wish(id="shelf", wood="pine", release=100), changeover_before_release=False)
    assert times(problem, [0]) == [(100, 130, 190)]


def test_a_plan_may_wait_on_purpose() -> None:
    """The plan leaves the bench idle until minute 40."""
    assert times(joinery(Wish(id="door")), [0], waits=[40]) == [(0, 40, 100)]


def test_a_wait_that_ends_in_closed_time_ends_at_the_next_opening() -> None:
    """Nobody is there at minute 70."""
    problem = joinery(Wish(id="door"), windows=([(0, 60), (100, 200)],))
    assert times(problem, [0], waits=[70]) == [(0, 100, 160)]


def test_an_order_that_never_ends_is_named() -> None:
    """After the last closing time nothing is made."""
    timed = time_plan(joinery(Wish(id="door"), windows=([(0, 59)],)), sequences=[[0]], waits=[0], takes=())
    assert timed.passed == (0,)
    assert timed.jobs[0].end == ENDLESS


def test_what_follows_work_without_end_has_no_time_either() -> None:
    """The bench is closed for good when it would be its turn."""
    problem = joinery(Wish(id="door", quantity=200), Wish(id="peg", quantity=1), windows=([(0, 100)],))
    assert time_plan(problem, sequences=[[0, 1]], waits=[0, 0], takes=()).passed == (0, 1)


@pytest.mark.parametrize(("deadline", "horizon", "passed"), [(60, 60, ()), (59, 60, (0,)), (60, 59, (0,))])
def test_an_order_may_end_at_its_deadline_and_at_the_horizon(
    deadline: int, horizon: int, passed: tuple[int, ...]
) -> None:
    """At the last minute is in time, a minute later is not."""
    problem = joinery(Wish(id="door", deadline=deadline), horizon=horizon)
    assert time_plan(problem, sequences=[[0]], waits=[0], takes=()).passed == passed


def test_revenue_service_and_variable_cost() -> None:
    """An order brings its price, and costs its wood and its van."""
    worth = made(joinery(Wish(id="door", revenue=500, service_cost=12, unit_cost=2.5)), [0]).worth
    assert (worth.revenue, worth.service_cost, worth.variable_cost) == (500, 12, 150)
    assert worth.contribution == 338


def test_an_order_that_is_not_planned_is_worth_nothing() -> None:
    """Neither price nor cost of what is declined counts."""
    assert made(joinery(Wish(id="door", revenue=500, service_cost=12)), []).worth.contribution == 0


def test_stock_serves_a_part_at_replacement_cost() -> None:
    """Twenty doors are there: forty are made, all sixty are sold."""
    wish = Wish(id="doors", revenue=600, unit_cost=3, stock_cost=2)
    solution = made(joinery(wish, stock=[(20, ("doors",))]), [0], takes=[Take(order=0, pool=0, quantity=20)])
    assert [(job.end, job.made) for job in solution.jobs] == [(40, 40)]
    assert (solution.worth.revenue, solution.worth.variable_cost) == (600, 20 * 2 + 40 * 3)


def test_an_order_wholly_from_stock_takes_no_bench() -> None:
    """It is sold without work, is never late and takes no room: stock leaves when it is due."""
    wish = Wish(id="doors", revenue=600, service_cost=5, stock_cost=2, due=-10, late_cost=9, holding_cost=9, keep_by=0)
    solution = made(joinery(wish, stock=[(60, ("doors",))]), [], takes=[Take(order=0, pool=0, quantity=60)])
    assert solution.jobs == ()
    assert solution.worth.contribution == 600 - 5 - 120
    assert solution.worth.moving_cost == 0


def test_changeovers_cost_money_and_scrap() -> None:
    """From oak to pine and back to oak: twice 10, and two units of what is made next each time."""
    problem = joinery(Wish(id="shelf", wood="pine", scrap_cost=3), Wish(id="door", scrap_cost=5))
    worth = made(problem, [0, 1]).worth
    assert (worth.changeover_cost, worth.scrap_cost) == (20, 2 * 3 + 2 * 5)


def test_each_short_campaign_is_charged() -> None:
    """Sixty minutes of oak and sixty of pine are too short; the hundred and twenty of beech are enough."""
    wishes = (
        Wish(id="door"),
        Wish(id="shelf", wood="pine"),
        Wish(id="bowl", wood="beech"),
        Wish(id="box", wood="beech"),
    )
    problem = joinery(*wishes, min_campaign=100, short_campaign_charge=40)
    assert made(problem, [0, 1, 2, 3]).worth.short_campaign_cost == 80


def test_closed_and_idle_time_do_not_break_a_campaign() -> None:
    """Over night and while it waits the bench stays a bench for oak."""
    problem = joinery(
        Wish(id="door"), Wish(id="gate"), windows=([(0, 60), (100, 400)],), min_campaign=120, short_campaign_charge=40
    )
    assert made(problem, [0, 1], waits=[0, 200]).worth.short_campaign_cost == 0


def test_another_wood_breaks_a_campaign() -> None:
    """Oak, pine, oak are three campaigns."""
    problem = joinery(Wish(id="a"), Wish(id="b", wood="pine"), Wish(id="c"), min_campaign=120, short_campaign_charge=40)
    assert made(problem, [0, 1, 2]).worth.short_campaign_cost == 120


def test_a_campaign_is_one_of_one_bench() -> None:
    """Oak on two benches is two campaigns."""
    wishes = (Wish(id="door", benches=(0, 1)), Wish(id="gate", benches=(0, 1)))
    problem = joinery(*wishes, windows=(None, None), min_campaign=61, short_campaign_charge=40)
    assert made(problem, [0], [1]).worth.short_campaign_cost == 80
    assert made(problem, [0, 1], []).worth.short_campaign_cost == 0


def test_lateness_counts_from_the_minute_the_goods_must_leave() -> None:
    """Ready at 60, due at 50 and at 60: ten minutes late, and in time."""
    problem = joinery(Wish(id="door", due=50, late_cost=0.5), Wish(id="gate", due=120, late_cost=0.5))
    worth = made(problem, [0, 1]).worth
    assert (worth.lateness_cost, worth.holding_cost) == (5, 0)


def test_holding_costs_what_waits_made() -> None:
    """Forty made units wait for 960 minutes; the twenty from stock wait nowhere."""
    problem = joinery(Wish(id="doors", due=1000, holding_cost=0.01), stock=[(20, ("doors",))])
    worth = made(problem, [0], takes=[Take(order=0, pool=0, quantity=20)]).worth
    assert worth.holding_cost == pytest.approx(40 * 960 * 0.01)


def test_room_is_counted_at_midnight() -> None:
    """Two doors and the gate wait on the first night: 70 of room where 50 are; the gate is gone on the second."""
    problem = joinery(
        Wish(id="doors", quantity=40, due=3000, room=1),
        Wish(id="gate", quantity=10, due=2000, room=3),
        warehouse=Warehouse(limit=50, price=2, nights=np.array([DAY, 2 * DAY, 3 * DAY])),
    )
    assert made(problem, [0, 1]).worth.extra_room_cost == (70 - 50) * 2


@pytest.mark.parametrize(("end", "due", "nights"), [(60, 61, 1), (60, 60, 0), (61, 90, 0), (10, 60, 0)])
def test_goods_wait_at_midnight_from_their_end_until_they_are_due(end: int, due: int, nights: int) -> None:
    """Ready at midnight they stand there, leaving at midnight they do not."""
    problem = joinery(
        Wish(id="door", quantity=end, due=due, room=1),
        warehouse=Warehouse(limit=0, price=1, nights=np.array([60])),
    )
    assert made(problem, [0]).worth.extra_room_cost == nights * end


def test_overtime_costs_whether_it_is_used_or_not() -> None:
    """An empty plan pays for the hours that were opened."""
    assert made(joinery(overtime_cost=90), []).worth.contribution == -90


def test_moving_is_charged_once_and_is_no_money() -> None:
    """The gate ends after the plan in force said; the search feels it, the contribution does not."""
    wishes = (Wish(id="door", keep_by=60, moving_cost=25), Wish(id="gate", keep_by=119, moving_cost=25))
    worth = made(joinery(*wishes), [0, 1]).worth
    assert worth.moving_cost == 25
    assert worth.contribution == 0


def test_an_empty_order_book_is_a_plan() -> None:
    """Nobody ordered anything: nothing is made and nothing is earned."""
    solution = made(joinery(), [])
    assert (solution.jobs, solution.worth.contribution) == ((), 0)


def test_what_is_no_plan_is_refused() -> None:
    """An order twice, on a bench that cannot make it, with nothing left to make, or with a part and no rest."""
    problem = joinery(Wish(id="door"), Wish(id="gate", benches=()), stock=[(100, ("door", "gate"))])
    whole, half = Take(order=0, pool=0, quantity=60), Take(order=0, pool=0, quantity=30)
    for sequence, takes, why in (
        ([0, 0], (), "door stands twice"),
        ([1], (), "bench-0 cannot make order gate"),
        ([0], (whole,), "door is served wholly from stock"),
        ([], (half,), "door has stock for a part"),
    ):
        with pytest.raises(ValueError, match=why):
            time_plan(problem, sequences=[sequence], waits=[0, 0], takes=takes)


def test_changeovers_from_no_family_are_read_from_their_own_row() -> None:
    """A bench that is set up for nothing takes the changeover of the last row, as in public test problems."""
    problem = joinery(Wish(id="door"))
    nothing_yet = replace(problem, lines=replace(problem.lines, initial=np.array([3])))
    assert times(nothing_yet, [0]) == [(0, 30, 90)]
