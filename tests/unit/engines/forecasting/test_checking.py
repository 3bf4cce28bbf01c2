"""The checker finds what is wrong with a forecast, whoever made it."""

from dataclasses import replace
from typing import Any

import pytest

from unisono.engines.forecasting.checking import check
from unisono.engines.forecasting.problem import History, Method, Params, Problem
from unisono.engines.forecasting.solution import Smoothing, Solution
from unisono.engines.forecasting.solving import solve

PARAMS = Params()
STEP = tuple(20.0 + 30 * (week >= 15) + 4 * (-1) ** week for week in range(60))
PROBLEM = Problem(histories=(History(name="wheat silver", quantities=STEP),), weeks_ahead=2)
FORECAST = solve(PROBLEM, params=PARAMS).forecasts[0]


def codes(**changes: Any) -> set[str]:  # noqa: ANN401 - the values of any field
    """Return what is wrong with a changed forecast."""
    changed = Solution(forecasts=(replace(FORECAST, **changes),))
    return {finding.code for finding in check(PROBLEM, changed, params=PARAMS)}


def test_a_forecast_as_made_has_nothing_wrong() -> None:
    """The forecast of the step is by smoothing, and the checker agrees with every week of it."""
    assert FORECAST.method is Method.SMOOTHED
    assert codes() == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"means": (50.0, 51.0)}, "forecast-differs"),
        ({"smoothing": Smoothing(weight=0.9, level=10.0)}, "forecast-differs"),
        ({"tested_naive": FORECAST.tested_naive[1:]}, "naive-differs"),
        ({"errors": {}}, "errors-missing"),
        ({"errors": {**FORECAST.errors, Method.LAST: 1.0}}, "error-differs"),
        ({"sd": 99.0}, "sd-differs"),
        ({"errors": {**FORECAST.errors, Method.SEASON: 0.0}}, "worse-chosen"),
        ({"name": "rye"}, "forecasts-differ"),
    ],
)
def test_a_wrong_claim_is_found(changes: dict[str, Any], code: str) -> None:
    """Other weeks ahead, weights, errors or names than those of the method are told."""
    assert code in codes(**changes)
