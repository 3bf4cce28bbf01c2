"""What is to come of open commitments and cases: learned from those that have ended."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from unisono.analytics.foresight.judging import Judgement, judge
from unisono.analytics.foresight.learning import Params, learn
from unisono.analytics.foresight.model import Model
from unisono.analytics.foresight.moments import at_times
from unisono.analytics.foresight.outlooks import Outlooks
from unisono.analytics.foresight.told import WORDS, named_tracks, needs, steps, terms
from unisono.analytics.foresight.tracks import Tracks, tracks_of
from unisono.services.ports import FactTable, ModelStore, OtherModel

if TYPE_CHECKING:
    import ibis

USUAL = Params()

MUCH_MORE = 1.2
"""A kept model is learned anew when so many times as much has ended as it knew."""


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


def kept_or_trained(
    *, table: FactTable, store: ModelStore, tell: Callable[[str], object], params: Params = USUAL
) -> Model:
    """Return the kept model; where there is none that can be used, or much has ended since, one is learned and kept.

    Args:
        table: the facts.
        store: where the model is kept.
        tell: takes a sentence where the kept model cannot be used.
        params: how a model is learned.

    Raises:
        unisono.analytics.foresight.learning.NothingToLearnFrom: too little has ended.
    """
    try:
        model = store.kept()
    except OtherModel as other:
        tell(f"The kept model of foresight cannot be used: {other.why}. It is made anew.")
        model = None
    tracks = read_tracks(table=table)
    if model is None or np.sum(tracks.is_closed) > MUCH_MORE * model.closed:
        model = learn(tracks, params)
        store.keep(model)
    return model


def evaluate(*, table: FactTable, params: Params = USUAL) -> Judgement:
    """Return how good foresight was in the last fifth of the past. Every case of a log counts as over.

    Args:
        table: the facts.
        params: how a model is learned.

    Raises:
        unisono.analytics.foresight.learning.NothingToLearnFrom: too little had ended before.
        unisono.analytics.foresight.judging.NothingToJudge: nothing came after it.
    """
    return judge(read_tracks(table=table, is_whole=True), params)


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
