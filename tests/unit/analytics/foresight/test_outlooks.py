"""Distributions of what is still to come, against reckoning by hand."""

import numpy as np
import pytest

from unisono.analytics.foresight.outlooks import LEVELS, Outlooks

TENTHS = np.arange(1, 10) / 10


def outlooks(**seconds: list[float]) -> Outlooks:
    """Return outlooks told at the tenths."""
    rows = np.array(list(seconds.values()), float).reshape(-1, len(TENTHS))
    return Outlooks(names=tuple(seconds), levels=TENTHS, seconds=rows)


def test_the_chance_of_taking_longer_is_told_between_the_levels() -> None:
    """Each row is asked about its own moment, and answers between its own levels."""
    told = outlooks(plate=[10, 20, 30, 40, 50, 60, 70, 80, 90], coil=[0, 0, 0, 0, 100, 100, 100, 200, 200])
    assert told.chance_beyond(np.array([45.0, 50.0])) == pytest.approx([0.55, 0.55])
    assert told.chance_beyond(np.array([5.0, 0.0])) == pytest.approx([0.95, 0.6])
    assert told.chance_beyond(np.array([90.0, 100.0])) == pytest.approx([0.1, 0.3])


def test_what_should_have_come_is_late_for_sure() -> None:
    """A time that has passed leaves no chance, and a time far away leaves the chance that nothing is known about."""
    told = outlooks(plate=[10, 20, 30, 40, 50, 60, 70, 80, 90])
    assert told.chance_beyond(np.array([-1.0])).tolist() == [1.0]
    assert told.chance_beyond(np.array([1e9])) == pytest.approx([0.1])


def test_an_interval_leaves_the_same_chance_on_both_sides() -> None:
    """The interval of 60% lies between the levels 20% and 80%, and the median in the middle."""
    told = outlooks(plate=[10, 20, 30, 40, 50, 60, 70, 80, 90])
    low, high = told.interval(0.6)
    assert [*low, *told.median, *high] == pytest.approx([20, 50, 80])
    assert told.at(0.25) == pytest.approx([25])
    assert told.at(0.999) == pytest.approx([90])


def test_some_outlooks_are_taken_by_name() -> None:
    """Chosen outlooks stand in the order in which they were named; one that is not there is no outlook."""
    told = outlooks(plate=[1] * 9, coil=[2] * 9, tube=[3] * 9)
    assert told.of(["tube", "plate"]).median.tolist() == [3.0, 1.0]
    with pytest.raises(KeyError):
        told.of(["wire"])


def test_nothing_open_has_no_outlook() -> None:
    """Where nothing is open the answers are empty."""
    told = outlooks()
    assert told.chance_beyond(np.zeros(0)).shape == told.median.shape == (0,)


@pytest.mark.parametrize(
    ("levels", "seconds"),
    [
        ([0.5, 0.1], [[1.0, 2.0]]),
        ([0.1, 1.0], [[1.0, 2.0]]),
        ([0.1, 0.5], [[2.0, 1.0]]),
        ([0.1, 0.5], [[-1.0, 1.0]]),
        ([0.1, 0.5], [[1.0, float("nan")]]),
        ([0.1, 0.5], [[1.0]]),
    ],
)
def test_what_is_no_distribution_is_refused(levels: list[float], seconds: list[list[float]]) -> None:
    """Levels and seconds ascend, and nothing is delivered before now."""
    with pytest.raises(ValueError, match=r".*"):
        Outlooks(names=("plate",), levels=np.array(levels), seconds=np.array(seconds))


def test_the_levels_hold_the_usual_intervals() -> None:
    """Intervals of 90%, 95% and 99% and the median need no interpolation."""
    assert {0.005, 0.025, 0.05, 0.5, 0.95, 0.975, 0.995} <= set(LEVELS)
    assert sorted(LEVELS) == list(LEVELS)
