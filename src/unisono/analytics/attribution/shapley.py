"""Shapley values: the fair shares of a game, each player's marginal contribution averaged over all orders of arrival.

phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (L(S + i) - L(S))  (Shapley 1953). Values are exact: whole
numerators over one denominator. They are made whole seconds by the largest remainder, so that they sum to L(N).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np

from unisono.analytics.attribution.games import Game, Whole, all_coalitions, lateness_as_joined, lateness_of

MOST_EXACT = 10
"""Games of more players are sampled."""

PERMUTATIONS = 2_000
"""Orders of arrival that are drawn for a game of more players."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The shares of some games of as many players; arrays have the shape (games, players).

    Args of the constructor:
        numerators: the Shapley values times `denominator`.
        denominator: n!, or how many orders of arrival were drawn.
        but_for: by how much less the lateness moves without the player: L(N) - L(N without it).
        whole: by how much all together move it: L(N), one for each game.
        errors: standard errors in seconds; 0 where the values are exact.
    """

    numerators: Whole
    denominator: int
    but_for: Whole
    whole: Whole
    errors: Whole

    def seconds(self) -> Whole:
        """Return the values in whole seconds, by the largest remainder; they sum to L(N) exactly.

        Equal remainders are served from the first player on.
        """
        seconds, remainders = np.divmod(self.numerators, self.denominator)
        missing = self.whole - seconds.sum(axis=1)
        by_remainder = np.argsort(-remainders, axis=1, kind="stable")
        served = np.arange(self.numerators.shape[1])[None, :] < missing[:, None]
        np.put_along_axis(seconds, by_remainder, np.take_along_axis(seconds, by_remainder, axis=1) + served, axis=1)
        return seconds


def moved_by(late: Whole) -> Whole:
    """Return by how much each coalition moves the lateness from where the first one, nobody, leaves it.

    Overruns add to it and recovered time takes from it: both are games of values that only grow with the coalition.

    Args:
        late: lateness of each game under each coalition, shape (games, coalitions).
    """
    moved: Whole = np.abs(late - late[:, :1])
    return moved


def exact_values(games: Sequence[Game]) -> Values:
    """Return the Shapley values of games of as many players, by all 2^n coalitions.

    Args:
        games: of n players each, n at most `MOST_EXACT`: numerators hold n! times the longest time in 64 bits.
    """
    n = games[0].n
    coalitions = all_coalitions(n)
    late = moved_by(lateness_of(games, coalitions))
    sizes = coalitions.sum(axis=1)
    joined = np.array([factorial(max(size - 1, 0)) * factorial(n - max(size, 1)) for size in range(n + 1)])[sizes]
    left = np.array([factorial(size) * factorial(max(n - size - 1, 0)) for size in range(n + 1)])[sizes]
    weights = np.where(coalitions, joined[:, None], -left[:, None])
    full = 2**n - 1
    return Values(
        numerators=late @ weights,
        denominator=factorial(n),
        but_for=late[:, [full]] - late[:, full - (1 << np.arange(n))],
        whole=late[:, full],
        errors=np.zeros((len(games), n), dtype=np.int64),
    )


def sampled_values(game: Game, *, permutations: int = PERMUTATIONS, seed: int = 0) -> Values:
    """Return the Shapley values of one game of many players, by orders of arrival drawn at random.

    The values still sum to L(N); each is off by about its standard error.

    Args:
        game: of n players.
        permutations: how many orders of arrival are drawn.
        seed: of the draws.
    """
    n = game.n
    chance = np.random.default_rng(seed)
    arrivals = np.argsort(chance.random((permutations, n)), axis=1)
    late = moved_by(lateness_as_joined(game, arrivals))
    gains = np.take_along_axis(np.diff(late, axis=1), np.argsort(arrivals, axis=1), axis=1)
    without = moved_by(lateness_of([game], np.vstack([np.zeros(n, dtype=bool), ~np.eye(n, dtype=bool)])))[:, 1:]
    spread = gains.std(axis=0, ddof=1) if permutations > 1 else np.zeros(n)
    return Values(
        numerators=gains.sum(axis=0)[None, :],
        denominator=permutations,
        but_for=late[:1, -1:] - without,
        whole=late[:1, -1],
        errors=np.ceil(spread / np.sqrt(permutations)).astype(np.int64)[None, :],
    )
