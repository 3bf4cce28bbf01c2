"""What each method says at the end of each of some weeks."""

import numpy as np
from numpy.typing import NDArray

from unisono.engines.forecasting.problem import Method, Params
from unisono.engines.forecasting.smoothing import fit, follow
from unisono.engines.forecasting.solution import Smoothing

Floats = NDArray[np.float64]

LEAST_WEEKS = 10
"""With fewer weeks statsmodels finds no level to start from; a season is taken out over one more of it."""


def moments(weeks: int, params: Params) -> range:
    """Return how many weeks are known at each moment at which methods are tried; the last is now, when all are.

    >>> moments(20, Params(tested_weeks=4)), moments(10, Params(tested_weeks=4)), moments(5, Params())
    (range(16, 21), range(10, 11), range(5, 6))
    """
    return range(min(weeks, max(params.least_weeks, weeks - params.tested_weeks)), weeks + 1)


def said(
    method: Method, quantities: Floats, known: range, *, weeks_ahead: int, params: Params
) -> tuple[Floats, Smoothing | None] | None:
    """Return what a method says at each moment about each week ahead, or None where it would need to know more.

    Weights are found from what is known at the first moment and then kept, so that the errors are those of the very
    method that forecasts. Nobody asks for less than nothing.

    Args:
        method: the method.
        quantities: a value a week, the oldest first.
        known: how many weeks are known at each moment.
        weeks_ahead: how many weeks it tells about.
        params: the length of a season.
    """
    first, season = known[0], params.season_weeks
    rows: Floats
    smoothing = None
    match method:
        case Method.LAST:
            rows = _level(np.array([quantities[count - 1] for count in known]), weeks_ahead)
        case Method.MEAN:
            rows = _level(np.array([quantities[:count].mean() for count in known]), weeks_ahead)
        case Method.SEASON:
            if first < season:
                return None
            rows = np.array([_repeated(quantities[count - season : count], weeks_ahead) for count in known])
        case Method.SMOOTHED | Method.SEASONAL:
            seasonal = method is Method.SEASONAL
            if first < (max(2 * season, LEAST_WEEKS + season) if seasonal else LEAST_WEEKS):
                return None
            smoothing = fit(quantities[:first], season_weeks=season if seasonal else None)
            rows = _smoothed(quantities, known, smoothing, weeks_ahead)
    return np.maximum(rows, 0.0), smoothing


def root_mean_squared_error(rows: Floats, quantities: Floats, known: range) -> float:
    """Return the root of the mean squared error over every moment and every week ahead that has come true since.

    >>> root_mean_squared_error(np.array([[2.0, 2.0], [5.0, 5.0]]), np.array([1.0, 2.0, 5.0]), range(1, 3))
    1.7320508075688772
    """
    errors = [
        quantities[count + ahead] - value
        for count, row in zip(known, rows, strict=True)
        for ahead, value in enumerate(row[: len(quantities) - count])
    ]
    return float(np.sqrt(np.mean(np.square(errors))))


def _level(levels: Floats, weeks_ahead: int) -> Floats:
    return np.repeat(levels[:, None], weeks_ahead, axis=1)


def _repeated(season: Floats, weeks_ahead: int) -> Floats:
    return season[np.arange(weeks_ahead) % len(season)]


def _smoothed(quantities: Floats, known: range, smoothing: Smoothing, weeks_ahead: int) -> Floats:
    course = follow(quantities, smoothing)
    rows = _level(np.array([course.level[count - 1] for count in known]), weeks_ahead)
    if course.season is not None:
        season = len(smoothing.seasons)
        rows += np.array([_repeated(course.season[count - season : count], weeks_ahead) for count in known])
    return rows
