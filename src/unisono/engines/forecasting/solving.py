"""From histories to forecasts: every method is tried on the past, and the one that erred least is taken."""

import numpy as np
from numpy.typing import NDArray

from unisono.engines.forecasting.problem import History, Method, Params, Problem
from unisono.engines.forecasting.solution import Forecast, Smoothing, Solution
from unisono.engines.forecasting.trying import moments, root_mean_squared_error, said

Floats = NDArray[np.float64]

NAMES = {
    Method.LAST: "The last week",
    Method.SEASON: "The same week a year before",
    Method.MEAN: "The mean of all weeks",
    Method.WAVE: "The mean with a yearly wave",
    Method.SMOOTHED: "Exponential smoothing",
}


def solve(problem: Problem, *, params: Params) -> Solution:
    """Return a forecast for each history; there is no chance in it.

    Args:
        problem: the histories, and how many weeks ahead.
        params: how methods are tried.
    """
    return Solution(
        forecasts=tuple(
            _forecast(history, weeks_ahead=problem.weeks_ahead, params=params) for history in problem.histories
        )
    )


def _forecast(history: History, *, weeks_ahead: int, params: Params) -> Forecast:
    quantities = np.array(history.quantities)
    known = moments(len(quantities), params)
    rows: dict[Method, Floats] = {}
    smoothings: dict[Method, Smoothing | None] = {}
    for method in _candidates(quantities, known, params):
        answer = said(method, quantities, known, weeks_ahead=weeks_ahead, params=params)
        if answer is not None:
            rows[method], smoothings[method] = answer
    is_tested = len(known) > params.least_tests
    errors = {
        method: root_mean_squared_error(row, quantities, known) if is_tested else 0.0 for method, row in rows.items()
    }
    method = min(errors, key=errors.__getitem__) if _is_regular(quantities, params) and is_tested else Method.MEAN
    return Forecast(
        name=history.name,
        method=method,
        means=tuple(map(float, rows[method][-1])),
        sd=errors[method] if is_tested else _spread(quantities),
        errors=errors if is_tested else {},
        tested=_plain(rows[method]),
        tested_naive=_plain(rows[Method.LAST]),
        smoothing=smoothings[method],
        weeks=len(quantities),
        says=_says(method, errors, quantities, len(known) - 1, is_tested=is_tested, params=params),
    )


def _candidates(quantities: Floats, known: range, params: Params) -> tuple[Method, ...]:
    """Return the methods worth trying; the naive one always is, as the yardstick."""
    if len(known) <= params.least_tests or not _is_regular(quantities, params):
        return Method.LAST, Method.MEAN
    return tuple(Method)


def _is_regular(quantities: Floats, params: Params) -> bool:
    return bool((quantities > 0).mean() >= params.least_share)


def _spread(quantities: Floats) -> float:
    """Return the standard deviation of the weeks; of a single week it is taken to be as much as the week itself."""
    return float(quantities.std(ddof=1)) if len(quantities) > 1 else float(quantities[0])


def _plain(rows: Floats) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, row)) for row in rows)


def _says(
    method: Method, errors: dict[Method, float], quantities: Floats, tests: int, *, is_tested: bool, params: Params
) -> str:
    """Return in one or two sentences what was chosen, and why."""
    weeks = len(quantities)
    if not quantities.any():
        return f"Nothing was asked for in {weeks} weeks."
    if not is_tested:
        return f"{NAMES[method]}: with {weeks} weeks known nothing can be compared."
    measured = f"it errs by {errors[method]:.3g} a week, the last week's value by {errors[Method.LAST]:.3g}"
    told = f"{NAMES[method]}: {measured}, in {tests} weeks tried of {weeks} known."
    if _is_regular(quantities, params):
        return told
    return f"{told} Nothing else was tried: {int((quantities > 0).sum())} weeks alone have any demand."
