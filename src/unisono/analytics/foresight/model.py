"""What was learned of the past, and what it says of moments."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from unisono.analytics.foresight.features import Features
from unisono.analytics.foresight.moments import Moments, word_of
from unisono.analytics.foresight.outlooks import Outlooks
from unisono.analytics.foresight.tracks import Bools, Floats, Tracks


class Way(StrEnum):
    """How a model foresees."""

    BOOSTING = "gradient boosting"
    QUANTILES = "quantiles"


class Trees(Protocol):
    """What was learned by boosting."""

    def predict(self, matrix: npt.NDArray[np.float32]) -> Floats:
        """Return a number for each row."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """What was learned.

    At a moment with features x a track that takes t seconds more has the score (u(t - b) - m(x)) / s(x): u squeezes
    times (asinh of so many units), b is 0 or the time after which the track is expected, m is the mean of `middle`, s
    what `spread` says. Known scores of the past give the distribution of the next one, and with it that of t. Without
    trees m is 0 and s is 1.

    Args of the constructor:
        way: with trees or without.
        features: what the trees look at.
        is_slip: whether b is when the track is expected, where somebody said so, and not 0.
        unit: seconds in which times are squeezed.
        bounds: the smallest and the largest u that was ever seen: none beyond them is told.
        middle: trees for m.
        spread: trees for s; None without trees.
        floor: s is never below it.
        levels: probabilities, L.
        scores: quantiles of the score at the levels, L; `by_stage`: the same at moments after such a step.
        tracks: closed ones that it learned from; `moments` likewise; `calibrated_on`: tracks that gave the scores.
        closed: tracks that had ended.
        until: the newest step that it knows, seconds since 1970.
    """

    way: Way
    features: Features
    is_slip: bool
    unit: float
    bounds: tuple[float, float]
    middle: tuple[Trees, ...]
    spread: Trees | None
    floor: float
    levels: Floats
    scores: Floats
    by_stage: Mapping[str, Floats]
    tracks: int
    moments: int
    calibrated_on: int
    closed: int
    until: float

    def foresee(self, tracks: Tracks, moments: Moments) -> Outlooks:
        """Return how long the track of each of m moments may still take.

        Args:
            tracks: all that is known.
            moments: m of them.
        """
        middle, spread = self._located(tracks, moments)
        scores = np.tile(self.scores, (len(moments), 1))
        stage = stages_at(tracks, moments)
        for name, own in self.by_stage.items():
            scores[stage == name] = own
        seconds = np.sinh(np.clip(middle[:, None] + spread[:, None] * scores, *self.bounds)) * self.unit
        seconds += base_of(tracks, moments, is_slip=self.is_slip)[:, None]
        names = tuple(tracks.names[track] for track in moments.track)
        return Outlooks(names=names, levels=self.levels, seconds=np.maximum(0.0, seconds))

    def scored(self, tracks: Tracks, moments: Moments) -> tuple[Floats, Bools]:
        """Return the score of each moment, and whether it is only a bound, as the track is still open."""
        middle, spread = self._located(tracks, moments)
        remaining, is_open = moments.remaining(tracks)
        goal = np.arcsinh((remaining - base_of(tracks, moments, is_slip=self.is_slip)) / self.unit)
        return (goal - middle) / spread, is_open

    def _located(self, tracks: Tracks, moments: Moments) -> tuple[Floats, Floats]:
        if self.spread is None or not len(moments):
            return np.zeros(len(moments)), np.ones(len(moments))
        matrix = self.features.matrix(tracks, moments)
        middle: Floats = np.mean([trees.predict(matrix) for trees in self.middle], axis=0)
        return middle, np.maximum(self.floor, self.spread.predict(matrix))


def base_of(tracks: Tracks, moments: Moments, *, is_slip: bool) -> Floats:
    """Return the seconds from each moment that times are told from: until the track is expected, or 0."""
    if not is_slip:
        return np.zeros(len(moments))
    word = word_of(tracks, moments)
    return np.where(np.isnan(word), 0.0, np.maximum(0.0, word))


def stages_at(tracks: Tracks, moments: Moments) -> npt.NDArray[np.object_]:
    """Return the stage of the newest step at each moment, "" before the first."""
    number = np.append(tracks.stage, -1)[moments.step]
    number = np.where(moments.number(tracks) > 0, number, -1)
    told: npt.NDArray[np.object_] = np.array([*tracks.vocabulary["stage"], ""], object)[number]
    return told
