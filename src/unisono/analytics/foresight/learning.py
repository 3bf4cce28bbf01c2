"""Learning a model: trees from the tracks that were opened first, calibrated on those that were opened later."""

from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingRegressor

from unisono.analytics.foresight.calibrating import levels_for, quantiles
from unisono.analytics.foresight.features import Features, features_of
from unisono.analytics.foresight.model import Model, Trees, Way, base_of, stages_at
from unisono.analytics.foresight.moments import Moments, at_steps, looks
from unisono.analytics.foresight.tracks import Floats, Ints, Tracks

FAR_NEARER = 0.5
"""Times are told from promises where these err by less than this share of what the middle of all times errs by."""

SMALLEST_SPREAD = 0.05
"""Of the usual spread: below this share nothing is taken to be sure."""


class NothingToLearnFrom(Exception):  # noqa: N818 - it says what is there
    """Too little has ended for anything to be foreseen."""

    def __init__(self, closed: int, fewest: int) -> None:
        super().__init__(
            f"{closed} commitments and cases have ended, and at least {fewest} are needed to foresee anything."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """How a model is learned.

    Args of the constructor:
        calibrated: share of the tracks, those opened last, on which the model is calibrated.
        fewest: closed tracks below which nothing is foreseen.
        fewest_trees: closed tracks below which the past is told by quantiles, without trees: a fifth of them must be
            enough to calibrate an interval of 90% on, which takes 19.
        fewest_of_stage: closed tracks below which a stage has no quantiles of its own.
        looks: moments of each track beside those of its steps.
        most_moments: that are learned from, and that are calibrated on; of more so many are drawn.
        folds: parts of the tracks; each is foreseen by trees that have not seen it.
        trees: in each fold, and for the spread.
        rate: how much each tree corrects.
        leaves: of each tree.
        least: moments in a leaf.
        columns: share of the columns that each split may choose from.
        unit: times longer than this share of the usual one are told apart by their ratios, shorter ones by seconds.
        seed: of all that is drawn.
    """

    calibrated: float = 0.2
    fewest: int = 5
    fewest_trees: int = 100
    fewest_of_stage: int = 20
    looks: int = 4
    most_moments: int = 100_000
    folds: int = 3
    trees: int = 100
    rate: float = 0.07
    leaves: int = 15
    least: int = 20
    columns: float = 0.5
    unit: float = 0.01
    seed: int = 0


def learn(tracks: Tracks, params: Params) -> Model:
    """Return a model of what is known.

    Args:
        tracks: all that is known.
        params: how.

    Raises:
        NothingToLearnFrom: too few tracks have ended.
    """
    closed = int(np.sum(tracks.is_closed))
    if closed < params.fewest:
        raise NothingToLearnFrom(closed, params.fewest)
    moments = at_steps(tracks).and_then(looks(tracks, each=params.looks, seed=params.seed))
    early, late = parts(tracks, params)
    if len(early) < (1 - params.calibrated) * params.fewest_trees:
        return _by_quantiles(tracks, _of(moments, np.append(early, late), params), params)
    learned, judged = _of(moments, early, params), _of(moments, late, params)
    return _calibrated(_boosted(tracks, learned, params), tracks, judged)


def parts(tracks: Tracks, params: Params) -> tuple[Ints, Ints]:
    """Return the tracks to learn from, which are closed, and those to calibrate on, which were opened later.

    Those that were opened at the same moment stand in an order by lot. Some of the later ones may still be open: they
    tell how long a track takes at least.

    Args:
        tracks: all that is known.
        params: how many.
    """
    usable = np.flatnonzero(tracks.is_closed | tracks.is_open)
    usable = usable[np.lexsort((_lots(tracks, usable), tracks.opened[usable]))]
    cut = len(usable) - int(len(usable) * params.calibrated)
    early, late = usable[:cut], usable[cut:]
    return early[tracks.is_closed[early]], late


def _lots(tracks: Tracks, chosen: Ints) -> Ints:
    """Return a number for each track that has nothing to do with what became of it."""
    return np.array([crc32(tracks.names[track].encode()) for track in chosen], np.int64)


def _of(moments: Moments, tracks: Ints, params: Params) -> Moments:
    chosen = np.flatnonzero(np.isin(moments.track, tracks))
    if len(chosen) > params.most_moments:
        chosen = np.sort(np.random.default_rng(params.seed).permutation(chosen)[: params.most_moments])
    return moments.taken(chosen)


def _boosted(tracks: Tracks, moments: Moments, params: Params) -> Model:
    """Return trees for the middle and the spread, still without scores.

    Trees that judge a track have not seen it, as what they say of tracks that they have seen is too good.
    """
    features = features_of(tracks, moments)
    matrix = features.matrix(tracks, moments)
    fold = np.random.default_rng(params.seed).permutation(len(tracks.names))[moments.track] % params.folds
    remaining, _ = moments.remaining(tracks)
    is_slip = _is_slip(tracks, moments)
    slip = remaining - base_of(tracks, moments, is_slip=is_slip)
    unit = _unit(slip, params)
    goal = np.arcsinh(slip / unit)
    middle, foreseen = _folded(matrix, goal, fold, features, params)
    off = np.abs(goal - foreseen)
    return Model(
        way=Way.BOOSTING,
        features=features,
        is_slip=is_slip,
        unit=unit,
        bounds=(float(goal.min()), float(goal.max())),
        middle=middle,
        spread=_trees(features, params, params.folds).fit(matrix, off),
        floor=max(SMALLEST_SPREAD * float(np.median(off)), np.finfo(float).tiny),
        levels=np.zeros(0),
        scores=np.zeros(0),
        by_stage={},
        tracks=len(np.unique(moments.track)),
        moments=len(moments),
        calibrated_on=0,
        closed=int(np.sum(tracks.is_closed)),
        until=tracks.until,
    )


def _is_slip(tracks: Tracks, moments: Moments) -> bool:
    """Return whether what performers say is far nearer to what came than the middle of all that came."""
    ended = moments.taken(tracks.is_closed[moments.track])
    came = ended.remaining(tracks)[0]
    said = base_of(tracks, ended, is_slip=True)
    return bool(said.any()) and float(np.mean(np.abs(came - said))) < FAR_NEARER * float(
        np.mean(np.abs(came - np.median(came)))
    )


def _unit(seconds: Floats, params: Params) -> float:
    return max(1.0, params.unit * float(np.median(np.abs(seconds))))


def _folded(
    matrix: npt.NDArray[np.float32], goal: Floats, fold: Ints, features: Features, params: Params
) -> tuple[tuple[Trees, ...], Floats]:
    """Return trees for each fold, learned from the others, and what they say of it."""
    foreseen = np.zeros(len(goal))
    learned: list[Trees] = []
    for number in range(params.folds):
        own = fold == number
        trees = _trees(features, params, number).fit(matrix[~own], goal[~own])
        foreseen[own] = trees.predict(matrix[own]) if own.any() else 0.0
        learned.append(trees)
    return tuple(learned), foreseen


def _trees(features: Features, params: Params, number: int) -> HistGradientBoostingRegressor:
    return HistGradientBoostingRegressor(
        loss="absolute_error",
        learning_rate=params.rate,
        max_iter=params.trees,
        max_leaf_nodes=params.leaves,
        min_samples_leaf=params.least,
        max_features=params.columns,
        categorical_features=features.places_of_words,
        early_stopping=False,
        random_state=params.seed + number,
    )


def _calibrated(model: Model, tracks: Tracks, moments: Moments) -> Model:
    """Return the model with the quantiles of its scores at moments of tracks that it has not seen."""
    n = len(np.unique(moments.track))
    levels = levels_for(n)
    scores, is_open = model.scored(tracks, moments)
    return replace(model, levels=levels, scores=quantiles(scores, is_open, levels, n=n), calibrated_on=n)


def _by_quantiles(tracks: Tracks, moments: Moments, params: Params) -> Model:
    """Return a model without trees: how long tracks took from moments after the same step, or after any."""
    chosen = _bare(tracks, moments, params)
    whole = _calibrated(chosen, tracks, moments)
    stage = stages_at(tracks, moments)
    by_stage = {}
    for name in sorted(set(stage)):
        own = moments.taken(stage == name)
        n = len(np.unique(own.track))
        if name and n >= params.fewest_of_stage:
            scores, is_open = chosen.scored(tracks, own)
            by_stage[name] = quantiles(scores, is_open, whole.levels, n=n)
    return replace(whole, by_stage=by_stage)


def _bare(tracks: Tracks, moments: Moments, params: Params) -> Model:
    is_slip = _is_slip(tracks, moments)
    ended = moments.taken(tracks.is_closed[moments.track])
    slip = ended.remaining(tracks)[0] - base_of(tracks, ended, is_slip=is_slip)
    unit = _unit(slip, params)
    return Model(
        way=Way.QUANTILES,
        features=Features(columns=(), words={}, counted=()),
        is_slip=is_slip,
        unit=unit,
        bounds=(float(np.arcsinh(slip.min() / unit)), float(np.arcsinh(slip.max() / unit))),
        middle=(),
        spread=None,
        floor=1.0,
        levels=np.zeros(0),
        scores=np.zeros(0),
        by_stage={},
        tracks=len(np.unique(ended.track)),
        moments=len(ended),
        calibrated_on=0,
        closed=int(np.sum(tracks.is_closed)),
        until=tracks.until,
    )
