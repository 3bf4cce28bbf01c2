"""Whether slots pay in rehearsed weeks."""

from dataclasses import replace

import pytest

from tests.foundry import PRESS, tiers_of
from unisono.engines.allocating.judging import Judgement, hours_per_order, judge_slots, paired_gain
from unisono.engines.allocating.problem import Problem

NONE = (0.0, 0.0, 0.0)
CROWDED = replace(PRESS, tiers=tiers_of((120, 30, 14), (80, 40, 16), (20, 120, 28)))
"""Standard wants more than the whole press, and pays a sixth of what gold does."""


def judged(problem: Problem, slots: tuple[float, ...], *, opens: float = 0.5, least_gain: float = 0.01) -> Judgement:
    """Return the judgement on slots four weeks ahead, against none."""
    return judge_slots(problem, slots, before=NONE, weeks_ahead=4, opens_weeks=opens, least_gain=least_gain, seed=1)


def test_gains_are_paired() -> None:
    """Two rounds that gain 1% and 3% gain 2%, give or take t(1) times half their distance."""
    gain, half = paired_gain([100.0, 100.0], [101.0, 103.0])
    assert gain == pytest.approx(0.02)
    assert half == pytest.approx(0.12706, abs=1e-5)


def test_slots_pay_on_a_crowded_press() -> None:
    """Where standard alone would fill the press, hours of their own serve gold and silver, and bring far more."""
    answer = judged(CROWDED, (25.0, 35.0, 0.0))
    assert answer.pays
    assert answer.gain > 0.1 > answer.half_interval
    assert answer.says.startswith(f"Protection pays: it brought +{answer.gain:.1%} ± ")


def test_slots_do_not_pay_where_all_are_served() -> None:
    """With hours for everybody slots turn nobody away and bring nothing."""
    answer = judged(replace(CROWDED, capacity_hours=600.0), (25.0, 35.0, 0.0))
    assert (answer.pays, answer.gain) == (False, 0)
    assert answer.says == "No protection pays here: it brought +0.0% ± 0.0% in 1000 rehearsed weeks."


def test_slots_that_nobody_fills_cost_money() -> None:
    """Ninety hours for gold, who wants thirty, leave the press idle."""
    answer = judged(PRESS, (90.0, 0.0, 0.0), opens=0.0)
    assert answer.gain < -0.1
    assert not answer.pays


def test_slots_like_those_in_force_bring_nothing_more() -> None:
    """Held against themselves slots gain nothing at all."""
    slots = (25.0, 35.0, 0.0)
    same = judge_slots(CROWDED, slots, before=slots, weeks_ahead=4, opens_weeks=0.5, least_gain=0.0, seed=1)
    assert (same.gain, same.half_interval, same.pays) == (0, 0, False)


def test_nobody_gains_on_a_closed_line() -> None:
    """A press that never works earns nothing, with slots or without."""
    assert not judged(replace(CROWDED, capacity_hours=0.0), NONE).pays


def test_a_demand_without_doubt_is_many_small_orders() -> None:
    """Thirty hours that are sure are fifty orders, and the more doubt there is, the larger orders are."""
    (sure,) = tiers_of((120, 30, 0))
    assert hours_per_order(sure) == pytest.approx(0.6)
    assert hours_per_order(replace(sure, sd_hours=30.0)) == pytest.approx(30 / 1.49)


def test_orders_that_nobody_places_are_no_trouble() -> None:
    """Tiers that want nothing place no orders, and a week without any earns nothing."""
    gold_only = replace(CROWDED, tiers=tiers_of((120, 30, 14), (80, 0, 0), (20, 0, 0)))
    assert judged(gold_only, (25.0, 35.0, 0.0)).gain < 0.01
    assert not judged(replace(CROWDED, tiers=tiers_of((120, 0, 0), (80, 0, 0), (20, 0, 0))), NONE).pays


def test_a_large_order_does_not_fit_into_a_small_slot() -> None:
    """Where gold comes seldom and in orders of forty hours, a slot of twenty serves none of them."""
    seldom = replace(CROWDED, tiers=tiers_of((120, 15, 30), (80, 0, 0), (20, 90, 20)))
    assert judged(seldom, (20.0, 0.0, 0.0), opens=0.0).gain < 0.02
