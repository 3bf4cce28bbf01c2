"""Commitments and cases as arrays: when each was opened and ended, its steps, its terms and what it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Columns = Mapping[str, npt.NDArray[np.generic]]

ENDS = 0.5
"""Work of which at least this share was the last of its case ends a case."""

SILENCE = 0.99
"""A case in which nothing has happened for longer than this share of all gaps is over."""

LAST = 8e9
"""Seconds since 1970, after all facts: the year 2223."""

_SPAN = 1 << 34
"""More than twice as many seconds: a track and a moment make one whole number."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """Values of tracks that change: an entry each, ordered by track, then by time."""

    track: Ints
    at: Floats
    value: Floats

    def latest(self, track: Ints, at: Floats) -> Floats:
        """Return the value that each track has at a moment, NaN before its first; n moments, n values."""
        place = np.searchsorted(key(self.track, self.at), key(track, at), side="right") - 1
        is_known = place >= 0
        place = np.maximum(place, 0)
        if not len(self.track):
            return np.full(len(track), np.nan)
        return np.where(is_known & (self.track[place] == track), self.value[place], np.nan)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tracks:
    """n tracks and their s steps, ordered by track, then by time, then by position.

    Args of the constructor:
        names: of the tracks.
        is_plain: cases of which no commitment tells: they end with their last step.
        opened: when; `ended`: when, NaN while it is open; `is_given_up`: it was withdrawn, declined or revoked.
        ended_by: party of the step with which a plain case ended, else -1.
        agreed: minutes that it may take; `asked`: when it is wanted; NaN where nobody said.
        words: numbers of words told once of each track, by the names of `told.WORDS`.
        track: of each step; `at`, `stage`, `party` likewise. What ended a track, and what came after, is no step.
        promised: when it was promised for; `expected`: the same, or what the latest slip notice says.
        need: pairs of a track and the track that it needs, with the moment from which that was known.
        vocabulary: the words that numbers stand for: of `stage`, `party` and of each of `words`.
        until: the newest step, or the moment behind which nothing is known.
    """

    names: tuple[str, ...]
    is_plain: Bools
    opened: Floats
    ended: Floats
    is_given_up: Bools
    ended_by: Ints
    agreed: Floats
    asked: Floats
    words: Mapping[str, Ints]
    track: Ints
    at: Floats
    stage: Ints
    party: Ints
    promised: Series
    expected: Series
    need: Series
    vocabulary: Mapping[str, tuple[str, ...]]
    until: float

    @property
    def first(self) -> Ints:
        """Return where the steps of each track begin, n + 1."""
        return np.searchsorted(self.track, np.arange(len(self.names) + 1))

    @property
    def is_closed(self) -> Bools:
        """Return which tracks have ended as they should."""
        return ~np.isnan(self.ended)

    @property
    def is_open(self) -> Bools:
        """Return of which tracks something is still to come."""
        return np.isnan(self.ended) & ~self.is_given_up & (self.opened <= self.until)

    def known_at(self, moment: float) -> "Tracks":
        """Return the tracks as they were known at a moment; those opened later have no steps and are not open."""
        kept = self.at <= moment
        return replace(
            self,
            ended=np.where(self.ended <= moment, self.ended, np.nan),
            track=self.track[kept],
            at=self.at[kept],
            stage=self.stage[kept],
            party=self.party[kept],
            promised=_before(self.promised, moment),
            expected=_before(self.expected, moment),
            need=_before(self.need, moment),
            until=min(self.until, moment),
        )


def tracks_of(
    named: Columns,
    steps: Columns,
    terms: Columns,
    needs: Columns,
    vocabulary: Mapping[str, tuple[str, ...]],
    *,
    is_whole: bool = False,
) -> Tracks:
    """Return tracks made of what the facts tell.

    Args:
        named: as `told.named_tracks` tells it, ordered by `track`.
        steps: as `told.steps` tells it, in any order.
        terms: as `told.terms` tells it, in any order.
        needs: as `told.needs` tells it, in any order.
        vocabulary: words by their numbers.
        is_whole: whether every case of which no commitment tells is over, as in a log of the past.
    """
    order = np.lexsort((steps["position"], steps["at"], steps["track"]))
    track, at = steps["track"][order].astype(np.int64), steps["at"][order].astype(np.float64)
    stage, party = steps["stage_number"][order].astype(np.int64), steps["party_number"][order].astype(np.int64)
    is_plain, ended = named["is_plain"].astype(bool), named["ended"].astype(np.float64)
    is_last = np.append(track[1:] != track[:-1], np.ones(min(1, len(track)), bool))
    until = float(at.max()) if len(at) else 0.0
    is_end = is_last & is_plain[track] & (is_whole | _is_over(at, stage, is_last, until))
    ended[track[is_end]] = at[is_end]
    ended_by = np.full(len(ended), -1)
    ended_by[track[is_end]] = party[is_end]
    kept = np.where(is_plain[track], ~is_end, ~(at >= ended[track]))
    told = Series(track=terms["track"].astype(np.int64), at=terms["at"].astype(float), value=terms["due"].astype(float))
    return Tracks(
        names=tuple(map(str, named["name"])),
        is_plain=is_plain,
        opened=named["opened"].astype(np.float64),
        ended=ended,
        is_given_up=named["is_given_up"].astype(bool),
        ended_by=ended_by,
        agreed=named["agreed"].astype(np.float64),
        asked=named["asked"].astype(np.float64),
        words={
            name.removesuffix("_number"): named[name].astype(np.int64) for name in named if name.endswith("_number")
        },
        track=track[kept],
        at=at[kept],
        stage=stage[kept],
        party=party[kept],
        promised=_sorted(told, ~terms["is_slip"].astype(bool)),
        expected=_sorted(told, np.ones(len(told.at), bool)),
        need=_sorted(
            Series(
                track=needs["track"].astype(np.int64),
                at=needs["at"].astype(np.float64),
                value=needs["needed"].astype(np.float64),
            ),
            np.ones(len(needs["at"]), bool),
        ),
        vocabulary=vocabulary,
        until=until,
    )


def _is_over(at: Floats, stage: Ints, is_last: Bools, until: float) -> Bools:
    """Return after which steps nothing is to come any more, if they are the last of a case."""
    if not len(at):
        return np.zeros(0, bool)
    share = np.bincount(stage, weights=is_last) / np.maximum(1, np.bincount(stage))
    gaps = np.diff(at)[~is_last[:-1]]
    limit = float(np.quantile(gaps, SILENCE)) if len(gaps) else 0.0
    over: Bools = (share[stage] >= ENDS) | (until - at > limit)
    return over


def key(track: Ints, at: Floats) -> Ints:
    """Return whole numbers that are ordered by track, or by any other number, and then by time."""
    return track * _SPAN + np.clip(at, -LAST, LAST).astype(np.int64)


def _sorted(series: Series, kept: Bools) -> Series:
    order = np.flatnonzero(kept)
    order = order[np.lexsort((series.value[order], series.at[order], series.track[order]))]
    return Series(track=series.track[order], at=series.at[order], value=series.value[order])


def _before(series: Series, moment: float) -> Series:
    kept = series.at <= moment
    return Series(track=series.track[kept], at=series.at[kept], value=series.value[kept])
