"""What is expected in the weeks ahead, how sure that is, and how it was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from unisono.engines.forecasting.problem import Method


@dataclass(frozen=True, slots=True, kw_only=True)
class Smoothing:
    """The weight of the newest week in the level, between 0 and 1, and the level before the first week."""

    weight: float
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The weeks ahead of one history.

    `means` has a value for each week ahead, `sd` is the standard deviation of a single week. `errors` holds the root of
    the mean squared error of each method that could be tried, over all moments and weeks ahead; empty where nothing
    could be tested. `tested` is what the chosen method said at each of those moments, and `tested_naive` what the last
    week would have said: a row a moment, the last one for the last week known, and in it a value for each week ahead,
    also for weeks that were not known yet. `weeks` is the length of the history, `says` one sentence for people.
    """

    name: str
    method: Method
    means: tuple[float, ...]
    sd: float
    errors: Mapping[Method, float]
    tested: tuple[tuple[float, ...], ...]
    tested_naive: tuple[tuple[float, ...], ...]
    smoothing: Smoothing | None
    weeks: int
    says: str

    @property
    def error(self) -> float | None:
        """Return the error of the chosen method, or None where nothing could be tested."""
        return self.errors.get(self.method)

    @property
    def naive_error(self) -> float | None:
        """Return the error of repeating the last week, or None where nothing could be tested."""
        return self.errors.get(Method.LAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A forecast for each history, in their order."""

    forecasts: tuple[Forecast, ...]
