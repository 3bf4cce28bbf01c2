"""Quantiles of scores: how often they hold, and what tracks that are still open tell."""

import numpy as np
import pytest

from unisono.analytics.foresight.calibrating import levels_for, quantiles
from unisono.analytics.foresight.outlooks import LEVELS

BOTH_ENDS = np.array([0.05, 0.95])


@pytest.mark.parametrize("n", [19, 40, 200])
def test_intervals_hold_what_comes_as_often_as_they_say(n: int) -> None:
    """Whatever is drawn like the past lies within its interval of 90% nine times in ten or a bit oftener."""
    draw = np.random.default_rng(n)
    held = []
    for _ in range(300):
        scores = draw.standard_t(3, n)
        low, high = quantiles(scores, np.zeros(n, bool), BOTH_ENDS, n=n)
        fresh = draw.standard_t(3, 50)
        held.append(np.mean((low <= fresh) & (fresh <= high)))
    assert 0.888 <= np.mean(held) <= 0.9 + 0.6 / n**0.5


def test_open_tracks_count_as_long_as_they_are_known() -> None:
    """Leaving out what is still open makes times too short; as bounds they give the times as they are."""
    draw = np.random.default_rng(5)
    took, seen = draw.exponential(10, 4000), draw.uniform(0, 40, 4000)
    is_open = took > seen
    levels = np.array([0.25, 0.5, 0.75])
    truth = -10 * np.log(1 - levels)
    told = quantiles(np.minimum(took, seen), is_open, levels, n=4000)
    assert told == pytest.approx(truth, rel=0.08)
    ended = quantiles(took[~is_open], np.zeros(int(np.sum(~is_open)), bool), levels, n=4000)
    assert (ended < truth).all()


def test_quantiles_ascend() -> None:
    """With few scores and many open tracks no level lies below the one before it."""
    draw = np.random.default_rng(6)
    for n in range(1, 40):
        levels = levels_for(n)
        told = quantiles(draw.normal(size=n), draw.random(n) < 0.5, levels, n=n)
        assert (np.diff(told) >= 0).all()
        assert len(told) == len(levels) >= 1


def test_few_scores_tell_no_outer_levels() -> None:
    """Nineteen are enough for an interval of 90%, eighteen are not; 199 are enough for all."""
    assert {0.05, 0.95} <= set(levels_for(19).tolist())
    assert not {0.05, 0.95} & set(levels_for(18).tolist())
    assert levels_for(199).tolist() == list(LEVELS)
