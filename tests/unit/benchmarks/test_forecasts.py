"""The benchmark of forecasts measures what it says."""

import numpy as np

from benchmarks.forecasts import measure, pasts


def test_a_wave_is_worth_seeing() -> None:
    """On pasts with a season the chosen forecast errs less than the last week, and the mean does not."""
    made_up = dict(pasts())["made up: season, three years"]
    assert {len(past) for past in made_up} == {156}
    told = measure("season", made_up[:6])
    assert told["series"] == 6
    chosen, mean = told["chosen / last week"], told["mean / last week"]
    assert isinstance(chosen, float)
    assert isinstance(mean, float)
    assert chosen < min(1, mean)


def test_a_level_without_chance_is_told_exactly() -> None:
    """Of a past that alternates the mean is right to the last gram, and every week lies within the doubt."""
    told = measure("even", [tuple(np.tile([10.0, 30.0], 40))])
    assert told["chosen"] == {"mean": 4}
    assert told["mean / last week"] == told["best in hindsight / last week"]
    assert told["within_two_sd"] == 1
