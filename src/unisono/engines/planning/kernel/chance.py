"""Random numbers that depend on the seed alone: xorshift64* (Vigna 2016), its state in the world."""

import numpy as np

from unisono.engines.planning.kernel.compiling import within

SPREAD = np.uint64(2685821657736338717)
TO_UNIT = 1.0 / 9007199254740992.0


@within
def draw(w):
    """Return 53 random bits."""
    x = w.state[0].random
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    w.state[0].random = x
    return np.int64((x * SPREAD) >> np.uint64(11))


@within
def below(w, n):
    """Return a random whole number in 0..n-1; n at least 1."""
    return draw(w) % n


@within
def unit(w):
    """Return a random number in [0, 1)."""
    return draw(w) * TO_UNIT


@within
def around(w, middle, spread, low, high):
    """Return a random whole number in low..high, most often near `middle`."""
    width = np.int64(-np.log(1.0 - unit(w)) * spread)
    return min(high, max(low, middle + width if draw(w) & 1 else middle - width))
