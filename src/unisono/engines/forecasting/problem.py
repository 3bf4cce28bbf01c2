"""Weeks of demand that are known, and how many ahead are wanted."""

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """A way to forecast, the simplest first: of two that err alike the first is taken.

    `LAST` repeats the last week and is the naive yardstick of all others; `SEASON` repeats the same week a year before;
    `MEAN` is the mean of all weeks; `WAVE` is a mean with one wave a season, by least squares; `SMOOTHED` is simple
    exponential smoothing.
    """

    LAST = "last"
    SEASON = "season"
    MEAN = "mean"
    WAVE = "wave"
    SMOOTHED = "smoothed"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was asked for of one thing, a value a week, the oldest first; 0 where nothing was."""

    name: str
    quantities: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Histories that end with the same week, and the number of weeks after it that are wanted."""

    histories: tuple[History, ...]
    weeks_ahead: int

    def __post_init__(self) -> None:
        """Refuse what cannot be forecast.

        Raises:
            ValueError: no week ahead is wanted, a history has no week, or a negative quantity.
        """
        if self.weeks_ahead < 1:
            raise ValueError("No week ahead is wanted.")
        for history in self.histories:
            if not history.quantities or min(history.quantities) < 0:
                message = f"The history of {history.name} has no weeks, or less than nothing in one."
                raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """How methods are tried on the past.

    Each is asked at the end of each of the last `tested_weeks` weeks but one what would come, having seen at least
    `least_weeks`; with fewer than `least_tests` such moments nothing can be compared. A history with demand in less
    than `least_share` of its weeks is intermittent, and gets its mean.
    """

    season_weeks: int = 52
    tested_weeks: int = 26
    least_weeks: int = 10
    least_tests: int = 4
    least_share: float = 0.5
