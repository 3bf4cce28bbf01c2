"""Moments of tracks, and what was known of the track at each: only from what had happened by then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from unisono.analytics.foresight.tracks import LAST, Bools, Floats, Ints, Tracks, key

DAY = 86_400.0
WEEK = 7 * DAY
LIVELY = 30 * DAY
"""A case of which no commitment tells counts as work in progress for so long after each of its steps."""

_FIRST_MONDAY = 4 * DAY


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moments:
    """m moments: of which track, when, and the place of the newest step by then (the one before its first: none)."""

    track: Ints
    at: Floats
    step: Ints

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.at)

    def taken(self, chosen: Bools | Ints) -> "Moments":
        """Return some of them."""
        return Moments(track=self.track[chosen], at=self.at[chosen], step=self.step[chosen])

    def and_then(self, others: "Moments") -> "Moments":
        """Return these and others."""
        return Moments(
            track=np.concatenate([self.track, others.track]),
            at=np.concatenate([self.at, others.at]),
            step=np.concatenate([self.step, others.step]),
        )

    def number(self, tracks: Tracks) -> Ints:
        """Return how many steps each track had made."""
        return self.step + 1 - tracks.first[self.track]

    def remaining(self, tracks: Tracks) -> tuple[Floats, Bools]:
        """Return the seconds until the track ended, or for which it is known not to have, and which is the latter."""
        ended = tracks.ended[self.track]
        is_open = np.isnan(ended)
        return np.maximum(0.0, np.where(is_open, tracks.until, ended) - self.at), is_open


def at_steps(tracks: Tracks) -> Moments:
    """Return the moment of each step."""
    return Moments(track=tracks.track, at=tracks.at, step=np.arange(len(tracks.at)))


def at_times(tracks: Tracks, track: Ints, at: Floats) -> Moments:
    """Return moments of tracks at any times.

    Args:
        tracks: all that is known.
        track: their tracks, m.
        at: their times, m.
    """
    first = tracks.first
    step = np.searchsorted(key(tracks.track, tracks.at), key(track, at), side="right") - 1
    return Moments(track=track, at=at, step=np.maximum(step, first[track] - 1))


def looks(tracks: Tracks, *, each: int, seed: int) -> Moments:
    """Return moments between steps, as somebody who looks at a track now and then meets it.

    Its life is cut into equal parts, and each part is looked at once, at a moment that is drawn.

    Args:
        tracks: those closed and open are looked at.
        each: how many of each track.
        seed: of the draw.
    """
    chosen = np.flatnonzero((tracks.is_closed | tracks.is_open) & (tracks.opened <= tracks.until))
    end = np.where(tracks.is_closed, tracks.ended, tracks.until)
    share = (np.arange(each) + np.random.default_rng(seed).random((len(tracks.names), each))) / each
    at = tracks.opened[:, None] + share * np.maximum(0.0, end - tracks.opened)[:, None]
    return at_times(tracks, np.repeat(chosen, each), at[chosen].ravel())


def known(tracks: Tracks, moments: Moments, counted: Sequence[int]) -> Mapping[str, npt.NDArray[Any]]:
    """Return what was known at each moment: columns by name, m each; words as numbers, -1 for none; NaN for unknown.

    Args:
        tracks: all that is known.
        moments: m of them.
        counted: the stages that are counted.
    """
    return {
        **_work_so_far(tracks, moments, counted),
        **_terms(tracks, moments),
        **_inputs(tracks, moments),
        **_load(tracks, moments),
        "weekday": np.floor((moments.at - _FIRST_MONDAY) / DAY) % 7,
        "hour": np.floor(moments.at / 3600) % 24,
    }


def _work_so_far(tracks: Tracks, moments: Moments, counted: Sequence[int]) -> dict[str, npt.NDArray[Any]]:
    first, step = tracks.first[moments.track], moments.step
    begins = np.append(np.ones(min(1, len(tracks.track)), bool), tracks.track[1:] != tracks.track[:-1])
    passes = np.append(np.zeros(min(1, len(tracks.track)), bool), tracks.party[1:] != tracks.party[:-1]) & ~begins

    def so_far(happens: Bools) -> Ints:
        total = np.append(0, np.cumsum(happens))
        told: Ints = total[step + 1] - total[first]
        return told

    def back(values: npt.NDArray[Any], steps: int, otherwise: float) -> npt.NDArray[Any]:
        place = step - steps
        return np.where(place >= first, values[np.maximum(place, 0)], otherwise) if len(values) else (place + otherwise)

    newest = back(tracks.at, 0, np.nan).astype(np.float64)
    return {
        "stage": back(tracks.stage, 0, -1),
        "stage before": back(tracks.stage, 1, -1),
        "party": back(tracks.party, 0, -1),
        **{name: numbers[moments.track] for name, numbers in tracks.words.items()},
        "steps": step + 1 - first,
        "handovers": so_far(passes),
        "elapsed": moments.at - tracks.opened[moments.track],
        "silence": moments.at - newest,
        "gap": newest - back(tracks.at, 1, np.nan).astype(np.float64),
        **{f"count of {tracks.vocabulary['stage'][stage]}": so_far(tracks.stage == stage) for stage in counted},
    }


def word_of(tracks: Tracks, moments: Moments) -> Floats:
    """Return the seconds until the track is expected, as its performer said last, else as it is wanted; else NaN."""
    said = tracks.expected.latest(moments.track, moments.at)
    return np.where(np.isnan(said), tracks.asked[moments.track], said) - moments.at


def _terms(tracks: Tracks, moments: Moments) -> dict[str, npt.NDArray[Any]]:
    return {
        "promised in": tracks.promised.latest(moments.track, moments.at) - moments.at,
        "expected in": word_of(tracks, moments),
        "asked in": tracks.asked[moments.track] - moments.at,
        "agreed": tracks.agreed[moments.track],
    }


def _inputs(tracks: Tracks, moments: Moments) -> dict[str, npt.NDArray[Any]]:
    """Return how many inputs are known, how many of these are still to come, and when the last of them is expected."""
    if not len(tracks.need.track):
        return {}
    begin = np.searchsorted(tracks.need.track, moments.track)
    known_by_then = np.searchsorted(
        key(tracks.need.track, tracks.need.at), key(moments.track, moments.at), side="right"
    )
    counts = np.maximum(0, known_by_then - begin)
    of = np.repeat(np.arange(len(moments)), counts)
    place = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts) + begin[of]
    needed = tracks.need.value[place].astype(np.int64)
    is_open = ~(_left(tracks)[needed] <= moments.at[of])
    of, needed = of[is_open], needed[is_open]
    word = word_of(tracks, at_times(tracks, needed, moments.at[of]))
    latest = np.full(len(moments), -np.inf)
    np.maximum.at(latest, of, np.where(np.isnan(word), -np.inf, word))
    return {
        "inputs": counts,
        "inputs open": np.bincount(of, minlength=len(moments)),
        "inputs expected in": np.where(np.isinf(latest), np.nan, latest),
    }


def _left(tracks: Tracks) -> Floats:
    """Return when each track was over, LAST while it is not; one that was given up was over with its last step."""
    last = np.append(tracks.at, np.nan)[tracks.first[1:] - 1]
    last = np.where(tracks.first[1:] > tracks.first[:-1], last, tracks.opened)
    return np.where(tracks.is_closed, tracks.ended, np.where(tracks.is_given_up, last, LAST))


def _load(tracks: Tracks, moments: Moments) -> dict[str, npt.NDArray[Any]]:
    """Return the work in progress, of all and of who has the track now, and what came in of late."""
    start, end, who = _spans(tracks)
    own = np.append(tracks.party, -1)[np.minimum(moments.step, len(tracks.party))]
    own = np.where(moments.step >= tracks.first[moments.track], own, -1)
    parties = len(tracks.vocabulary["party"])
    own = np.where(tracks.is_plain[moments.track], own, parties + tracks.words["performer"][moments.track])
    here = key(own, moments.at)
    ends = tracks.ended[tracks.is_plain & tracks.is_closed]
    opened, happened = np.sort(tracks.opened), np.sort(np.append(tracks.at, ends))
    return {
        "in progress": _up_to(np.sort(start), moments.at) - _up_to(np.sort(end), moments.at),
        "in progress here": _up_to(np.sort(key(who, start)), here) - _up_to(np.sort(key(who, end)), here),
        "came in a week": _up_to(opened, moments.at) - _up_to(opened, moments.at - WEEK),
        "happened in a week": _up_to(happened, moments.at) - _up_to(happened, moments.at - WEEK),
    }


def _up_to(ascending: Floats | Ints, at: Floats | Ints) -> Ints:
    return np.searchsorted(ascending, at, side="right")


def _spans(tracks: Tracks) -> tuple[Floats, Floats, Ints]:
    """Return from when until when there was work in progress, and with whom: a span a commitment, or a step of a case.

    Whether a step of a case was its last nobody knew by then, so that a case is in progress for a while after each.
    """
    owed = np.flatnonzero(~tracks.is_plain)
    in_case = np.flatnonzero(tracks.is_plain[tracks.track])
    of = tracks.track[in_case]
    is_last = np.append(of[1:] != of[:-1], np.ones(min(1, len(of)), bool))
    ended = np.where(np.isnan(tracks.ended[of]), LAST, tracks.ended[of])
    after = np.where(is_last, ended, np.append(tracks.at[in_case][1:], 0.0))
    closed = np.flatnonzero(tracks.is_plain & tracks.is_closed)
    start = np.concatenate([tracks.opened[owed], tracks.at[in_case], tracks.ended[closed]])
    end = np.concatenate(
        [_left(tracks)[owed], np.minimum(after, tracks.at[in_case] + LIVELY), tracks.ended[closed] + LIVELY]
    )
    who = np.concatenate(
        [
            len(tracks.vocabulary["party"]) + tracks.words["performer"][owed],
            tracks.party[in_case],
            tracks.ended_by[closed],
        ]
    )
    return start, end, who
