"""Exponential smoothing, by statsmodels."""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unisono.engines.forecasting.solution import Smoothing

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Level, and season where there is one, after each week."""

    level: Floats
    season: Floats | None


def fit(quantities: Floats, *, season_weeks: int | None) -> Smoothing:
    """Return the smoothing with the least squared error one week ahead.

    Where the search for the weights does not quite end, the best found are taken: the trial on the past judges them.

    Args:
        quantities: a value a week, the oldest first; at least 10, with a season at least two of them, and one and 10.
        season_weeks: length of the season, None: without one.
    """
    from statsmodels.tools.sm_exceptions import ConvergenceWarning  # noqa: PLC0415 - takes two seconds
    from statsmodels.tsa.holtwinters import ExponentialSmoothing  # noqa: PLC0415 - the same

    model = ExponentialSmoothing(
        quantities,
        seasonal="add" if season_weeks else None,
        seasonal_periods=season_weeks,
        initialization_method="heuristic",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        found = model.fit(use_brute=not season_weeks).params
    return Smoothing(
        level_weight=float(found["smoothing_level"]),
        level=float(found["initial_level"]),
        season_weight=float(found["smoothing_seasonal"]) if season_weeks else 0.0,
        seasons=tuple(map(float, found["initial_seasons"])) if season_weeks else (),
    )


def follow(quantities: Floats, smoothing: Smoothing) -> Course:
    """Return level and season after each week, with the weights as they are.

    l_t = a (y_t - s_{t-m}) + (1 - a) l_{t-1} and s_t = g (y_t - l_{t-1}) + (1 - g) s_{t-m}, with a the level's weight
    and g the season's; without a season s is nothing.

    Args:
        quantities: a value a week, the oldest first.
        smoothing: the weights, and what was before the first week.
    """
    from statsmodels.tsa.holtwinters import ExponentialSmoothing  # noqa: PLC0415 - takes two seconds

    seasonal = bool(smoothing.seasons)
    model = ExponentialSmoothing(
        quantities,
        seasonal="add" if seasonal else None,
        seasonal_periods=len(smoothing.seasons) or None,
        initialization_method="known",
        initial_level=smoothing.level,
        initial_seasonal=smoothing.seasons if seasonal else None,
    )
    weights = {"smoothing_seasonal": smoothing.season_weight} if seasonal else {}
    found = model.fit(smoothing_level=smoothing.level_weight, optimized=False, **weights)
    return Course(level=np.asarray(found.level), season=np.asarray(found.season) if seasonal else None)
