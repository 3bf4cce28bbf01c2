"""Which forecast is taken, how far it was off, and what is said where little is known."""

from math import cos, pi

import pytest

from unisono.engines.forecasting.checking import check
from unisono.engines.forecasting.problem import History, Method, Params, Problem
from unisono.engines.forecasting.solution import Forecast
from unisono.engines.forecasting.solving import solve

PARAMS = Params()
RYE = tuple(100.0 + 3 * ((7 * week) % 11 - 5) for week in range(52))
"""A bakery's rye: about a hundred a week, up and down without a pattern that anybody could see."""
MOVING = tuple(100.0 + 40 * (week >= 20) + 9 * (-1) ** week for week in range(52))
"""A new customer from week 20 on, and weeks that are strong and weak by turns."""
YEARLY = tuple(100 + 60 * cos(2 * pi * week / 52) + 3 * ((5 * week) % 7 - 3) for week in range(150))
"""Almost three years of ice cream."""


def forecast(quantities: tuple[float, ...], *, weeks_ahead: int = 4, params: Params = PARAMS) -> Forecast:
    """Return the forecast of one history, held by the checker."""
    problem = Problem(histories=(History(name="rye gold", quantities=quantities),), weeks_ahead=weeks_ahead)
    solution = solve(problem, params=params)
    assert check(problem, solution, params=params) == ()
    return solution.forecasts[0]


def test_weeks_around_one_level_get_their_mean() -> None:
    """Where nothing but chance moves the weeks, their mean errs least and the last week errs more."""
    rye = forecast(RYE)
    assert rye.method is Method.MEAN
    assert rye.means == pytest.approx((sum(RYE) / 52,) * 4)
    assert rye.error is not None
    assert rye.naive_error is not None
    assert rye.error == rye.sd < rye.naive_error
    assert "tried of 52 known" in rye.says


def test_a_level_that_moved_is_followed() -> None:
    """After a lasting step the mean of all weeks is too low, and smoothing has come up to the new level."""
    moved = forecast(MOVING)
    assert moved.method is Method.SMOOTHED
    assert moved.means[0] == pytest.approx(140, abs=5)
    assert moved.errors[Method.SMOOTHED] < moved.errors[Method.MEAN] < 41


def test_a_walk_is_best_told_by_its_last_week() -> None:
    """Where every week starts from the one before, nothing beats the naive forecast."""
    climbing = tuple(float(week * week) for week in range(30))
    assert forecast(climbing).method is Method.LAST


def test_summer_comes_again() -> None:
    """With more than one summer known before the first trial, the next one is seen."""
    ice = forecast(YEARLY, weeks_ahead=8)
    assert ice.method is Method.WAVE
    assert ice.errors[ice.method] < ice.errors[Method.SMOOTHED] / 2
    assert set(ice.errors) == set(Method)
    assert ice.means[-1] == pytest.approx(100 + 60 * cos(2 * pi * 157 / 52), abs=3)


def test_a_season_of_a_few_weeks_goes_round() -> None:
    """A season shorter than the time ahead is repeated within it."""
    twice = forecast((10.0, 50.0, 90.0) * 12, weeks_ahead=5, params=Params(season_weeks=3))
    assert twice.method is Method.SEASON
    assert twice.means == (10.0, 50.0, 90.0, 10.0, 50.0)


def test_rare_demand_gets_its_mean_and_says_why() -> None:
    """A product that is asked for every third week is not forecast from its last week, however that came out."""
    rare = forecast((0.0, 0.0, 30.0) * 15)
    assert rare.method is Method.MEAN
    assert rare.means[0] == pytest.approx(10)
    assert set(rare.errors) == {Method.LAST, Method.MEAN}
    assert rare.says.endswith("15 weeks alone have any demand.")


def test_few_weeks_are_told_as_few() -> None:
    """With three weeks known there is a mean and its spread, and no error is claimed."""
    short = forecast((20.0, 40.0, 30.0))
    assert (short.method, short.means[0], short.sd) == (Method.MEAN, 30.0, 10.0)
    assert short.error is None
    assert short.naive_error is None
    assert short.says == "The mean of all weeks: with 3 weeks known nothing can be compared."
    assert forecast((20.0,)).sd == 20.0


def test_what_nobody_asks_for_stays_nothing() -> None:
    """A history of empty weeks is forecast as nothing, without doubt."""
    nothing = forecast((0.0,) * 30)
    assert (nothing.means, nothing.sd) == ((0.0,) * 4, 0.0)
    assert nothing.says == "Nothing was asked for in 30 weeks."


@pytest.mark.parametrize("quantities", [(), (3.0, -1.0)])
def test_a_history_without_sense_is_refused(quantities: tuple[float, ...]) -> None:
    """No weeks at all, or less than nothing in one, is no history."""
    with pytest.raises(ValueError, match="rye"):
        Problem(histories=(History(name="rye", quantities=quantities),), weeks_ahead=2)


def test_at_least_one_week_is_wanted() -> None:
    """Nobody asks about no time at all."""
    with pytest.raises(ValueError, match="week ahead"):
        Problem(histories=(), weeks_ahead=0)
