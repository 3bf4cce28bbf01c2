"""What each method says at the end of each of some weeks."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from unisono.engines.forecasting.problem import Method, Params
from unisono.engines.forecasting.smoothing import LEAST_WEEKS, fit, follow
from unisono.engines.forecasting.solution import Smoothing

Floats = NDArray[np.float64]

LEAST_SEASONS = 1.5
"""With less of a second season a wave cannot be told from a level that moved."""


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

    The weight of smoothing is found from what is known at the first moment and then kept, so that the errors are those
    of the very weight that forecasts. Nobody asks for less than nothing.

    Args:
        method: the method.
        quantities: a value a week, the oldest first.
        known: how many weeks are known at each moment.
        weeks_ahead: how many weeks it tells about.
        params: the length of a season.
    """
    smoothing = None
    match method:
        case Method.LAST:
            rows = _level([quantities[count - 1] for count in known], weeks_ahead)
        case Method.SEASON if known[0] >= params.season_weeks:
            rows = np.array([_season_before(quantities[:count], weeks_ahead, params.season_weeks) for count in known])
        case Method.MEAN:
            rows = _level([quantities[:count].mean() for count in known], weeks_ahead)
        case Method.WAVE if known[0] >= LEAST_SEASONS * params.season_weeks:
            rows = np.array([_wave(quantities[:count], weeks_ahead, params.season_weeks) for count in known])
        case Method.SMOOTHED if known[0] >= LEAST_WEEKS:
            smoothing = fit(quantities[: known[0]])
            rows = _level(follow(quantities, smoothing)[[count - 1 for count in known]], weeks_ahead)
        case _:
            return None
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


def _level(levels: Sequence[float] | Floats, weeks_ahead: int) -> Floats:
    return np.repeat(np.asarray(levels)[:, None], weeks_ahead, axis=1)


def _season_before(quantities: Floats, weeks_ahead: int, season_weeks: int) -> Floats:
    return quantities[-season_weeks:][np.arange(weeks_ahead) % season_weeks]


def _wave(quantities: Floats, weeks_ahead: int, season_weeks: int) -> Floats:
    """Return a + b cos(2 pi t / m) + c sin(2 pi t / m) for the weeks ahead, with least squares over those known."""
    angles = 2 * np.pi * np.arange(len(quantities) + weeks_ahead) / season_weeks
    waves = np.column_stack([np.ones_like(angles), np.cos(angles), np.sin(angles)])
    parts = np.linalg.lstsq(waves[: len(quantities)], quantities)[0]
    ahead: Floats = waves[len(quantities) :] @ parts
    return ahead
