"""Quantiles of scores, some of which are only known to be larger than a bound, with room for how few there are."""

import numpy as np

from unisono.analytics.foresight.outlooks import LEVELS
from unisono.analytics.foresight.tracks import Bools, Floats

MIDDLE = 0.5
DEVIATIONS = 0.3
"""How many standard deviations are left as room for chance."""

_TINY = 1e-9
"""So that what floats make of a whole number is one."""


def levels_for(n: int) -> Floats:
    """Return the probabilities for which n cases are enough: a level p needs n p and n (1 - p) of at least about 1."""
    return np.array([level for level in LEVELS if 1 / (n + 1) <= level <= n / (n + 1)] or [MIDDLE])


def quantiles(scores: Floats, is_open: Bools, levels: Floats, *, n: int) -> Floats:
    """Return the quantiles of scores, L, as split conformal prediction takes them.

    Above the middle it is the smallest score with at least (n + 1) p / n of them up to it, and alike below the middle
    (Papadopoulos et al. 2002; Lei et al. 2018), n being the number of independent ones. A distribution of n scores may
    lie off by chance: each level goes outwards by `DEVIATIONS` standard deviations of the share of n below it. Where a
    score is only known to be larger than its bound, as its track is still open, the share comes from the product-limit
    estimator (Kaplan and Meier 1958).

    >>> quantiles(np.arange(1.0, 20), np.zeros(19, bool), np.array([0.05, 0.5, 0.95]), n=19).tolist()
    [1.0, 10.0, 19.0]

    Args:
        scores: known ones and bounds.
        is_open: which are bounds.
        levels: probabilities p, L.
        n: how many independent scores there are, at least 1.
    """
    order = np.lexsort((is_open, scores))
    at_risk = len(scores) - np.arange(len(scores))
    share = 1 - np.cumprod(np.where(is_open[order], 1.0, 1 - 1 / at_risk))
    side = np.sign(levels - MIDDLE)
    room = side * DEVIATIONS * np.sqrt(levels * (1 - levels) / n)
    beyond = np.where(side > 0, levels, np.where(side < 0, levels - 1, 0.0)) / n
    wanted = np.clip(levels + beyond + room, 0.0, 1.0)
    place = np.searchsorted(share, wanted - _TINY)
    return scores[order][np.minimum(place, len(scores) - 1)]
