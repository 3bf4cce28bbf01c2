"""What is known of moments as a matrix for trees: the same columns and the same numbers of words every time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from unisono.analytics.foresight.moments import Moments, known
from unisono.analytics.foresight.tracks import Floats, Ints, Tracks

COUNTED = 15
"""Stages that are counted: the commonest ones."""

MOST_WORDS = 200
"""Words of a column that are told apart; trees take up to 255."""

WORDS: Mapping[str, str] = {
    "stage": "stage",
    "stage before": "stage",
    "party": "party",
    "purpose": "purpose",
    "performer": "performer",
    "tier": "tier",
    "line": "line",
}
"""The columns that hold words, and the vocabulary that each takes them from."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Features:
    """Which columns there are, in their order, and which words are told apart; words met later are unknown.

    Args of the constructor:
        columns: of the matrix.
        words: the words of each vocabulary that have a number, in the order of their numbers.
        counted: the stages that are counted.
    """

    columns: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    counted: tuple[str, ...]

    def matrix(self, tracks: Tracks, moments: Moments) -> npt.NDArray[np.float32]:
        """Return what was known at m moments, m x columns; NaN where it was not."""
        stages = {word: number for number, word in enumerate(tracks.vocabulary["stage"])}
        told = known(tracks, moments, [stages[stage] for stage in self.counted if stage in stages])
        matrix = np.full((len(moments), len(self.columns)), np.nan, np.float32)
        for place, column in enumerate(self.columns):
            if column in WORDS:
                matrix[:, place] = self._numbers(tracks, WORDS[column])[told[column].astype(np.int64)]
            elif column in told:
                matrix[:, place] = told[column]
            elif column.startswith("count of "):
                matrix[:, place] = 0
        return matrix

    def _numbers(self, tracks: Tracks, vocabulary: str) -> Floats:
        """Return for each word of the tracks its number here, NaN for unknown ones and, at the end, for none."""
        numbers = {word: number for number, word in enumerate(self.words[vocabulary])}
        return np.array([*(numbers.get(word, np.nan) for word in tracks.vocabulary[vocabulary]), np.nan])

    @property
    def places_of_words(self) -> list[int]:
        """Return which columns of the matrix hold numbers of words."""
        return [place for place, column in enumerate(self.columns) if column in WORDS]


def features_of(tracks: Tracks, moments: Moments) -> Features:
    """Return features that tell some moments apart: columns that never change are left out.

    Args:
        tracks: all that is known.
        moments: those that will be learned from.
    """
    vocabularies = sorted(set(WORDS.values()))
    in_steps = {"stage": tracks.stage, "party": tracks.party}
    words = {
        name: _commonest(in_steps.get(name, tracks.words.get(name, tracks.stage)), tracks.vocabulary[name])
        for name in vocabularies
    }
    counted = words["stage"][:COUNTED]
    stages = {word: number for number, word in enumerate(tracks.vocabulary["stage"])}
    told = known(tracks, moments, [stages[stage] for stage in counted])
    columns = tuple(column for column, values in told.items() if _changes(values))
    return Features(columns=columns, words=words, counted=counted)


def _commonest(numbers: Ints, words: tuple[str, ...]) -> tuple[str, ...]:
    counts = np.bincount(numbers, minlength=len(words))
    return tuple(words[number] for number in np.argsort(-counts, kind="stable")[:MOST_WORDS] if counts[number])


def _changes(values: npt.NDArray[np.generic]) -> bool:
    numbers = values.astype(np.float64)
    is_known = ~np.isnan(numbers)
    return bool(is_known.any() and (not is_known.all() or numbers.min() < numbers.max()))
