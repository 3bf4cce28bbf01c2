"""How late orders would have been, had only some of the parties gone beyond what was agreed; many orders at once.

The game of METHODS 5: L(S) = max(0, F(S) - due(S)), F being the longest path through the order's stages, in which only
the parties in S have their extra time.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from unisono.analytics.attribution.graphs import NO_START

Whole = npt.NDArray[np.int64]
Yes = npt.NDArray[np.bool_]

CELLS = 1_500_000
"""Ends that are worked out at once, stages times coalitions: few enough to take little memory."""


class Game(NamedTuple):
    """One order as a game of `n` players; lists hold a value for each stage.

    `extras` are added to `lengths` when the stage's player takes part; a stage of player `n` has none. `grace` is
    added to `due` unless `promiser` takes part.
    """

    inputs: Sequence[tuple[int, ...]]
    starts: Sequence[int]
    lengths: Sequence[int]
    extras: Sequence[int]
    players: Sequence[int]
    n: int
    due: int
    grace: int = 0
    promiser: int = 0


def all_coalitions(n: int) -> Yes:
    """Return every coalition of `n` players, shape (2^n, n); row S holds the bits of S."""
    members: Yes = (np.arange(2**n)[:, None] >> np.arange(n) & 1).astype(bool)
    return members


def lateness_of(games: Sequence[Game], coalitions: Yes) -> Whole:
    """Return L(S) in seconds for each game and each coalition, shape (games, coalitions).

    Args:
        games: all of as many players.
        coalitions: who takes part, shape (coalitions, players).
    """
    blocks = [_played(block, coalitions) for block in _blocks(games, len(coalitions))]
    return np.concatenate(blocks) if blocks else np.zeros((0, len(coalitions)), dtype=np.int64)


def lateness_as_joined(game: Game, arrivals: Whole) -> Whole:
    """Return L in seconds before the first player has arrived and after each, shape (orders of arrival, players + 1).

    On a chain, where each stage waits for the one before and nothing else, extra times only add up.

    Args:
        game: of n players.
        arrivals: in which order they come, shape (orders of arrival, players).
    """
    n = game.n
    if _is_chain(game):
        extras = np.zeros(n + 1, dtype=np.int64)
        np.add.at(extras, game.players, game.extras)
        extras[game.promiser] += game.grace
        as_agreed = game.starts[0] + sum(game.lengths) - game.due - game.grace
        joined = np.pad(np.cumsum(extras[arrivals], axis=1), ((0, 0), (1, 0)))
        return np.maximum(as_agreed + joined, 0)
    places = np.argsort(arrivals, axis=1)
    coalitions = places[:, None, :] < np.arange(n + 1)[None, :, None]
    return lateness_of([game], coalitions.reshape(-1, n)).reshape(len(arrivals), n + 1)


def _is_chain(game: Game) -> bool:
    is_in_line = all(inputs == ((place - 1,) if place else ()) for place, inputs in enumerate(game.inputs))
    return is_in_line and all(start == NO_START for start in game.starts[1:])


def _blocks(games: Sequence[Game], width: int) -> Iterator[Sequence[Game]]:
    first, cells = 0, 0
    for place, game in enumerate(games):
        cells += len(game.starts) * width
        if cells >= CELLS:
            yield games[first : place + 1]
            first, cells = place + 1, 0
    if first < len(games):
        yield games[first:]


def _played(games: Sequence[Game], coalitions: Yes) -> Whole:
    taking_part = np.vstack([coalitions.T, np.zeros(len(coalitions), dtype=bool)]).astype(np.int64)
    finish = _finishes(games, taking_part)
    due = np.array([game.due for game in games], dtype=np.int64)[:, None]
    grace = np.array([game.grace for game in games], dtype=np.int64)[:, None]
    if grace.any():
        promisers = np.array([game.promiser if game.grace else game.n for game in games])
        due = due + grace * (1 - taking_part[promisers])
    late: Whole = np.maximum(finish - due, 0)
    return late


def _finishes(games: Sequence[Game], taking_part: Whole) -> Whole:
    """Return the end of the last stage of each game, stages of the same depth of all games being worked out at once."""
    sizes = np.array([len(game.starts) for game in games])
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    depths = np.fromiter(chain.from_iterable(_depths(game.inputs) for game in games), dtype=np.int64)
    order = np.argsort(depths, kind="stable")
    rank = np.empty(len(order) + 1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    rank[-1] = len(order)  # no input: a row of its own that is never later than anything
    inputs = rank[_padded(games, firsts, nothing=len(order))][order]
    starts, lengths, extras, players = (
        _flat(games, name)[order] for name in ("starts", "lengths", "extras", "players")
    )
    ends = np.full((len(order) + 1, taking_part.shape[1]), NO_START, dtype=np.int64)
    bounds = np.searchsorted(depths[order], np.arange(depths.max() + 2))
    for low, high in pairwise(bounds.tolist()):
        level = slice(low, high)
        begun = np.maximum(starts[level, None], ends[inputs[level, 0]])
        for column in inputs[level, 1:].T:
            if (column < len(order)).any():
                np.maximum(begun, ends[column], out=begun)
        begun += lengths[level, None]
        late = np.flatnonzero(extras[level])
        begun[late] += extras[level][late, None] * taking_part[players[level][late]]
        ends[level] = begun
    finishes: Whole = ends[rank[firsts + sizes - 1]]
    return finishes


def _depths(inputs: Sequence[tuple[int, ...]]) -> list[int]:
    depths: list[int] = []
    for places in inputs:
        depths.append(1 + max([depths[place] for place in places]) if places else 0)
    return depths


def _padded(games: Sequence[Game], firsts: Whole, *, nothing: int) -> Whole:
    """Return the inputs of each stage as places among all stages, filled up with `nothing`, shape (stages, most)."""
    widest = max(1, *(len(places) for game in games for places in game.inputs))
    rows = [
        [first + place for place in places] + [nothing] * (widest - len(places))
        for game, first in zip(games, firsts.tolist(), strict=True)
        for places in game.inputs
    ]
    return np.array(rows, dtype=np.int64)


def _flat(games: Sequence[Game], name: str) -> Whole:
    return np.fromiter(chain.from_iterable(getattr(game, name) for game in games), dtype=np.int64)
