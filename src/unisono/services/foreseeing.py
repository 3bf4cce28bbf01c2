"""What is to come of open commitments and cases: learned from those that have ended."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from unisono.analytics.foresight.learning import Params, learn
from unisono.analytics.foresight.model import Model
from unisono.analytics.foresight.moments import at_times
from unisono.analytics.foresight.outlooks import Outlooks
from unisono.analytics.foresight.told import WORDS, named_tracks, needs, steps, terms
from unisono.analytics.foresight.tracks import Tracks, tracks_of
from unisono.services.ports import FactTable

if TYPE_CHECKING:
    import ibis

USUAL = Params()


def read_tracks(*, table: FactTable, is_whole: bool = False) -> Tracks:
    """Return all commitments, and all cases of logs.

    Args:
        table: the facts.
        is_whole: whether every case of a log is over; else those that look it.
    """
    named = table.keep(named_tracks(), name="foresight_tracks")
    made = table.keep(steps(named), name="foresight_steps")
    vocabulary = {
        **{word: _words(table, named, word) for word in WORDS},
        **{word: _words(table, made, word) for word in ("stage", "party")},
    }
    numbers = [name for name in named.columns if name not in {*WORDS}]
    return tracks_of(
        table.arrays(named.select(*numbers).order_by("track")),
        table.arrays(made.select("track", "at", "position", "stage_number", "party_number")),
        table.arrays(terms(named)),
        table.arrays(needs(named)),
        vocabulary,
        is_whole=is_whole,
    )


def _words(table: FactTable, rows: "ibis.Table", word: str) -> tuple[str, ...]:
    told = rows.select(word, f"{word}_number").distinct().order_by(f"{word}_number")
    return tuple(map(str, table.arrays(told)[word]))


def train(*, table: FactTable, params: Params = USUAL) -> Model:
    """Return a model of all that has ended.

    Args:
        table: the facts.
        params: how it is learned.

    Raises:
        unisono.analytics.foresight.learning.NothingToLearnFrom: too little has ended.
    """
    return learn(read_tracks(table=table), params)


def foresee(*, table: FactTable, model: Model, now: datetime) -> Outlooks:
    """Return how long each open commitment and each open case may still take.

    Args:
        table: the facts.
        model: what was learned.
        now: the moment to look from; nothing that happened later is looked at.
    """
    at = now.astimezone(UTC).timestamp()
    tracks = read_tracks(table=table).known_at(at)
    track = np.flatnonzero(tracks.is_open)
    return model.foresee(tracks, at_times(tracks, track, np.full(len(track), at)))
