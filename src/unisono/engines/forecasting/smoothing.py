"""Simple exponential smoothing, by statsmodels."""

import warnings

import numpy as np
from numpy.typing import NDArray

from unisono.engines.forecasting.solution import Smoothing

Floats = NDArray[np.float64]

LEAST_WEEKS = 10
"""With fewer weeks statsmodels finds no level to start from."""


def fit(quantities: Floats) -> Smoothing:
    """Return the smoothing with the least squared error one week ahead.

    Where the search for the weight does not quite end, the best found is taken: the trial on the past judges it.

    Args:
        quantities: a value a week, the oldest first; at least `LEAST_WEEKS`.
    """
    from statsmodels.tools.sm_exceptions import ConvergenceWarning  # noqa: PLC0415 - takes two seconds
    from statsmodels.tsa.holtwinters import SimpleExpSmoothing  # noqa: PLC0415 - the same

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        found = SimpleExpSmoothing(quantities, initialization_method="heuristic").fit().params
    return Smoothing(weight=float(found["smoothing_level"]), level=float(found["initial_level"]))


def follow(quantities: Floats, smoothing: Smoothing) -> Floats:
    """Return the level after each week, l_t = a y_t + (1 - a) l_{t-1}, with the weight a as it is.

    Args:
        quantities: a value a week, the oldest first.
        smoothing: the weight, and the level before the first week.

    >>> follow(np.array([10.0, 20.0]), Smoothing(weight=0.5, level=8.0))
    array([ 9. , 14.5])
    """
    from statsmodels.tsa.holtwinters import SimpleExpSmoothing  # noqa: PLC0415 - takes two seconds

    model = SimpleExpSmoothing(quantities, initialization_method="known", initial_level=smoothing.level)
    levels: Floats = np.asarray(model.fit(smoothing_level=smoothing.weight, optimized=False).level)
    return levels
