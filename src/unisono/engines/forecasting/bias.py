"""How far an entered forecast is off, and whether always to the same side."""

from collections.abc import Sequence
from dataclasses import dataclass

NO_CHANCE = 4.0
"""A tracking signal beyond this either way is hardly chance (the usual limit of control charts for forecasts)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One week that is known now: what was sold, and what was said before by people, by the engine, and naively.

    The engine's and the naive figure are those of the same moment as the people's, None where nothing was tried then.
    """

    entered: float
    sold: float
    computed: float | None = None
    naive: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bias:
    """How an entered forecast did over the weeks that are known.

    `mean_error` is signed, above 0 where too much was forecast, and `share` is it against what was sold (None where
    nothing was). `tracking_signal` is the sum of the signed errors over the mean absolute one: n weeks that err to the
    same side by the same give n. The last three are mean absolute errors; those of the engine and of the naive
    forecast, and the people's beside them, are over the `compared` weeks in which all three said something.
    """

    weeks: int
    entered: float
    sold: float
    mean_error: float
    tracking_signal: float
    mean_absolute_error: float
    root_mean_squared_error: float
    compared: int
    entered_error: float | None
    computed_error: float | None
    naive_error: float | None

    @property
    def share(self) -> float | None:
        """Return by which share of the sales too much was forecast, or None where nothing was sold."""
        return (self.entered - self.sold) / self.sold if self.sold else None

    @property
    def is_chance(self) -> bool:
        """Return whether errors to the same side may be chance."""
        return abs(self.tracking_signal) <= NO_CHANCE

    @property
    def correction(self) -> float | None:
        """Return the factor that takes the bias out of a forecast, or None where nothing was forecast."""
        return self.sold / self.entered if self.entered else None


def bias_of(weeks: Sequence[Said]) -> Bias:
    """Return how an entered forecast did.

    Args:
        weeks: at least one week that is known.

    >>> bias = bias_of([Said(entered=12, sold=10), Said(entered=13, sold=10), Said(entered=10, sold=9)])
    >>> bias.mean_error, bias.tracking_signal, round(bias.share, 3)
    (2.0, 3.0, 0.207)
    """
    errors = [week.entered - week.sold for week in weeks]
    absolute = sum(map(abs, errors)) / len(errors)
    compared = [week for week in weeks if week.computed is not None and week.naive is not None]
    return Bias(
        weeks=len(weeks),
        entered=sum(week.entered for week in weeks),
        sold=sum(week.sold for week in weeks),
        mean_error=sum(errors) / len(errors),
        tracking_signal=sum(errors) / absolute if absolute else 0.0,
        mean_absolute_error=absolute,
        root_mean_squared_error=(sum(error * error for error in errors) / len(errors)) ** 0.5,
        compared=len(compared),
        entered_error=_mean_absolute([week.entered - week.sold for week in compared]),
        computed_error=_mean_absolute([(week.computed or 0.0) - week.sold for week in compared]),
        naive_error=_mean_absolute([(week.naive or 0.0) - week.sold for week in compared]),
    )


def _mean_absolute(errors: Sequence[float]) -> float | None:
    return sum(map(abs, errors)) / len(errors) if errors else None
