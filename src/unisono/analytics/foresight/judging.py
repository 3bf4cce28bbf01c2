"""How good foresight is: it stands at a moment of the past, knows what was known then, and is asked what came after."""

from dataclasses import dataclass

import numpy as np

from unisono.analytics.foresight.learning import Params, learn, parts
from unisono.analytics.foresight.model import Model
from unisono.analytics.foresight.moments import DAY, Moments, at_steps, at_times, word_of
from unisono.analytics.foresight.tracks import Floats, Ints, Tracks

TESTED = 0.2
"""Share of the tracks on which foresight is judged: those opened last."""

FEWEST_STEPS = 2
"""Steps that a track has made when it is asked about."""

KNOWN = 0.5
"""Share of the other tracks that must have ended when the first one to be tested is opened."""

COVERAGE = 0.9
LEADS = (1, 2, 3, 7)
"""Days before a promised time at which lateness is foreseen."""

LIKELY = 0.5
"""A chance of lateness from which one speaks of a warning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """What a warning so many days before the promised time is worth.

    Args of the constructor:
        lead: days before the promised time.
        n: tracks that were still open then, of them `late` came late and `warned` were likely to.
        precision: share of those warned of that came late; None where nobody was warned.
        recall: share of the late ones that was warned of; None where nothing came late.
    """

    lead: int
    n: int
    late: int
    warned: int
    precision: float | None
    recall: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """Mean absolute errors in days: of foresight (`mae`), and of two yardsticks that know the same past.

    Args of the constructor:
        prefix_mean: the mean of what tracks took after as many steps.
        median: the median of what tracks took from all their steps on.
        promised: what was said last to be expected, over the moments at which something was said; None if nothing was.
        mae_promised: of foresight at the same moments.
    """

    mae: float
    prefix_mean: float
    median: float
    promised: float | None
    mae_promised: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How good foresight was.

    Args of the constructor:
        model: what was learned of the past.
        at: the moment that was stood at, seconds since 1970.
        by_end: whether the tested tracks are those that ended last, as most were opened at once.
        tracks: that were asked about; `moments`: at so many of their steps.
        errors: in days.
        coverage: share of the moments at which the interval of 90% held what came.
        width: mean width of these intervals, days.
        warnings: by lead.
    """

    model: Model
    at: float
    by_end: bool
    tracks: int
    moments: int
    errors: Errors
    coverage: float
    width: float
    warnings: tuple[Warned, ...]


class NothingToJudge(Exception):  # noqa: N818 - it says what is there
    """Nothing came after the moment of the past at which one would have to stand."""

    def __init__(self) -> None:
        super().__init__("Too little has happened to every commitment and case to judge what was foreseen of it.")


def judge(tracks: Tracks, params: Params) -> Judgement:
    """Return how good foresight was in the last fifth of the past.

    Args:
        tracks: all that is known.
        params: how the model is learned from what was known before.

    Raises:
        unisono.analytics.foresight.learning.NothingToLearnFrom: too little had ended.
        NothingToJudge: nothing came after it.
    """
    at, tested, by_end = stand(tracks)
    known = tracks.known_at(np.nextafter(at, -np.inf))
    model = learn(known, params)
    steps = at_steps(tracks)
    asked = steps.taken(np.isin(steps.track, tested) & (steps.at >= at) & (steps.number(tracks) >= FEWEST_STEPS))
    if not len(asked):
        raise NothingToJudge
    outlooks = model.foresee(tracks, asked)
    came, _ = asked.remaining(tracks)
    low, high = outlooks.interval(COVERAGE)
    return Judgement(
        model=model,
        at=at,
        by_end=by_end,
        tracks=len(np.unique(asked.track)),
        moments=len(asked),
        errors=_errors(tracks, known, asked, outlooks.median, params),
        coverage=float(np.mean((low <= came) & (came <= high))),
        width=float(np.mean(high - low)) / DAY,
        warnings=tuple(found for lead in LEADS if (found := _warned(tracks, model, tested, at, lead)) is not None),
    )


def stand(tracks: Tracks) -> tuple[float, Ints, bool]:
    """Return the moment at which to stand, the closed tracks to ask about, and whether they are those that ended last.

    The tracks to ask about are those opened last. Where most others had not ended by then, as when a plan opens all at
    once, it is those that ended last, from the moment on when the others had.
    """
    closed = np.flatnonzero(tracks.is_closed)
    if not len(closed):
        return tracks.until, closed, False
    opened = closed[np.lexsort((tracks.ended[closed], tracks.opened[closed]))]
    cut = int(len(opened) * (1 - TESTED))
    at = float(tracks.opened[opened[cut]])
    if cut and np.mean(tracks.ended[opened[:cut]] < at) >= KNOWN:
        return at, opened[cut:], False
    ended = closed[np.argsort(tracks.ended[closed], kind="stable")]
    return float(tracks.ended[ended[cut - 1]]) if cut else tracks.until, ended[cut:], True


def _errors(tracks: Tracks, known: Tracks, asked: Moments, foreseen: Floats, params: Params) -> Errors:
    """Return the errors; the yardsticks know the tracks that the model learned from, at their steps."""
    came, _ = asked.remaining(tracks)
    early, _ = parts(known, params)
    past = at_steps(known)
    past = past.taken(np.isin(past.track, early) & (past.number(known) >= FEWEST_STEPS))
    took, number = past.remaining(known)[0], past.number(known)
    usual = float(np.mean(took)) if len(took) else 0.0
    most = int(max(number.max(initial=0), asked.number(tracks).max())) + 1
    counts = np.bincount(number, minlength=most)
    means = np.where(counts > 0, np.bincount(number, weights=took, minlength=most) / np.maximum(1, counts), usual)
    word = word_of(tracks, asked)
    said = ~np.isnan(word)
    off = np.abs(foreseen - came)

    def days(seconds: Floats) -> float:
        return float(np.mean(seconds)) / DAY

    return Errors(
        mae=days(off),
        prefix_mean=days(np.abs(means[asked.number(tracks)] - came)),
        median=days(np.abs((np.median(took) if len(took) else 0.0) - came)),
        promised=days(np.abs(np.maximum(0.0, word[said]) - came[said])) if said.any() else None,
        mae_promised=days(off[said]) if said.any() else None,
    )


def _warned(tracks: Tracks, model: Model, tested: Ints, at: float, lead: int) -> Warned | None:
    """Return what warnings are worth so many days before what was promised last; None where nothing was open then."""
    due = tracks.promised.latest(tested, np.full(len(tested), tracks.until))
    then = due - lead * DAY
    is_asked = ~np.isnan(due) & (then >= at) & (then >= tracks.opened[tested]) & (then < tracks.ended[tested])
    track, then = tested[is_asked], then[is_asked]
    due = tracks.promised.latest(track, then)
    had_word = ~np.isnan(due)
    track, then, due = track[had_word], then[had_word], due[had_word]
    if not len(track):
        return None
    outlooks = model.foresee(tracks, at_times(tracks, track, then))
    warned = outlooks.chance_beyond(due - then) >= LIKELY
    late = tracks.ended[track] > due
    both = int(np.sum(warned & late))
    return Warned(
        lead=lead,
        n=len(track),
        late=int(late.sum()),
        warned=int(warned.sum()),
        precision=both / int(warned.sum()) if warned.any() else None,
        recall=both / int(late.sum()) if late.any() else None,
    )
