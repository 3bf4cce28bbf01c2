"""A party's share opened by what is inside it: its lines, or its kinds of work; never by persons.

The Owen value (G. Owen, Values of games with a priori unions, 1977): the parties join one after the other as a whole,
but for the one that is opened, whose parts join one after the other when its turn comes. The parts of a party sum to
the Shapley value that it has as a whole:

phi_i = sum over R of the other parties, T of the parts without i, of
        r! (m - r - 1)! / m! * t! (u - t - 1)! / u! * (L(R + T + i) - L(R + T))

where m is how many parties there are, u how many parts the opened one has, r and t the sizes of R and T.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import factorial, floor

import numpy as np

from unisono.analytics.attribution.games import Game, Whole, all_coalitions, lateness_of
from unisono.analytics.attribution.graphs import OrderGraph, Stage
from unisono.analytics.attribution.shapley import PERMUTATIONS, moved_by
from unisono.analytics.attribution.sharing import Entered, OrderShares, Share, blame, credit
from unisono.domain.facts import UNRECORDED

MOST_EXACT = 14
"""Parts of one party and other parties together; with more, orders of arrival are drawn."""

PROMISE = "promise"
"""The part of a party that promised too early."""

_BETWEEN = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one part of a party has of the party's share and credit, in seconds."""

    name: str
    seconds: int
    credit: int


def parts_of(order: OrderShares, party: str, *, permutations: int = PERMUTATIONS, seed: int = 0) -> tuple[Part, ...]:
    """Return the parts of a party in one order, by name; they sum to its share and to its credit, to the second.

    What is unrecorded has no lines: it is opened by the reasons for which it is.

    Args:
        order: with the shares of the parties.
        party: that is opened.
        permutations: orders of arrival that are drawn where parts and parties are too many.
        seed: of those draws.

    >>> from unisono.analytics.attribution.sharing import share_out
    >>> stages = (
    ...     Stage(name="cut", party="production", line="saw", start=0, agreed=18, end=30),
    ...     Stage(name="bend", party="production", line="press", agreed=12, end=48, inputs=(0,)),
    ...     Stage(name="ship", party="logistics", kind="ship", agreed=6, end=60, inputs=(1,)),
    ... )
    >>> (order,) = share_out([OrderGraph(order="SO-1", stages=stages, due=48, promiser="sales")])
    >>> [(share.party, share.seconds) for share in order.shares]
    [('logistics', 3), ('production', 9)]
    >>> [(part.name, part.seconds) for part in parts_of(order, "production")]
    [('press', 3), ('saw', 6)]
    """
    share = next((share for share in order.shares if share.party == party), Share(party=party))
    graph = _opened(order.graph, party)
    late = _values(blame(graph, order.overruns, order.over_promised), party, permutations, seed)
    saved = _values(credit(graph, order.overruns), party, permutations, seed)
    seconds, recovered = _apportioned(late, share.seconds), _apportioned(saved, share.credit)
    names = sorted({*seconds, *recovered})
    return tuple(Part(name=name, seconds=seconds.get(name, 0), credit=recovered.get(name, 0)) for name in names)


def _opened(graph: OrderGraph, party: str) -> OrderGraph:
    """Return a graph in which each part of a party is a party of its own."""
    stages = tuple(
        replace(stage, party=f"{party}{_BETWEEN}{_inside(stage)}") if stage.party == party else stage
        for stage in graph.stages
    )
    if graph.promiser != party:
        return replace(graph, stages=stages)
    part = (party == UNRECORDED and graph.reason) or PROMISE
    return replace(graph, stages=stages, promiser=f"{party}{_BETWEEN}{part}")


def _inside(stage: Stage) -> str:
    return (stage.party == UNRECORDED and stage.reason) or stage.line or stage.kind or stage.name


def _values(entered: Entered, party: str, permutations: int, seed: int) -> Mapping[str, Fraction]:
    """Return the Owen value of each part of a party."""
    game, players = entered
    parts = [place for place, name in enumerate(players) if name.startswith(f"{party}{_BETWEEN}")]
    if not parts:
        return {}
    values = (
        _exact(game, parts) if game.n <= MOST_EXACT else _sampled(game, parts, permutations=permutations, seed=seed)
    )
    return {players[place].partition(_BETWEEN)[2]: value for place, value in zip(parts, values, strict=True)}


def _exact(game: Game, parts: Sequence[int]) -> list[Fraction]:
    coalitions = all_coalitions(game.n)
    late = moved_by(lateness_of([game], coalitions))[0]
    others = game.n - len(parts)
    with_others = coalitions.sum(axis=1) - coalitions[:, parts].sum(axis=1)
    weights = np.array([factorial(size) * factorial(others - size) for size in range(others + 1)])[with_others]
    inside = coalitions[:, parts] @ (1 << np.arange(len(parts)))
    weighed = np.zeros(1 << len(parts), dtype=np.int64)
    np.add.at(weighed, inside, late * weights)
    return [value / factorial(others + 1) for value in _shapley(weighed, len(parts))]


def _shapley(worth: Whole, u: int) -> list[Fraction]:
    """Return the Shapley values of `u` players of a game given by what each coalition is worth, by its bits."""
    sizes = all_coalitions(u).sum(axis=1)
    values = []
    for player in range(u):
        without = np.flatnonzero(~all_coalitions(u)[:, player])
        gains = (worth[without | 1 << player] - worth[without]).tolist()
        weighed = zip(gains, sizes[without].tolist(), strict=True)
        values.append(Fraction(sum(gain * factorial(t) * factorial(u - t - 1) for gain, t in weighed), factorial(u)))
    return values


def _sampled(game: Game, parts: Sequence[int], *, permutations: int, seed: int) -> list[Fraction]:
    """Return about the Owen values of the parts: their gains, averaged over orders of arrival drawn at random."""
    chance = np.random.default_rng(seed)
    u = len(parts)
    others = [place for place in range(game.n) if place not in set(parts)]
    arrivals = chance.random((permutations, len(others) + 1))
    places = np.argsort(np.argsort(chance.random((permutations, u)), axis=1), axis=1)
    coalitions = np.zeros((permutations, u + 1, game.n), dtype=bool)
    coalitions[:, :, others] = (arrivals[:, :-1] < arrivals[:, -1:])[:, None, :]
    coalitions[:, :, parts] = places[:, None, :] < np.arange(u + 1)[None, :, None]
    nobody = np.zeros((1, game.n), dtype=bool)
    late = moved_by(lateness_of([game], np.vstack([nobody, coalitions.reshape(-1, game.n)])))[0, 1:]
    gains = np.take_along_axis(np.diff(late.reshape(permutations, u + 1), axis=1), places, axis=1)
    return [Fraction(total, permutations) for total in gains.sum(axis=0).tolist()]


def _apportioned(values: Mapping[str, Fraction], seconds: int) -> dict[str, int]:
    """Return whole seconds in proportion to values, by the largest remainder; equal ones are served by name."""
    whole = sum(values.values())
    if not whole:
        return dict.fromkeys(values, 0)
    exact = {name: value * seconds / whole for name, value in sorted(values.items())}
    parts = {name: floor(value) for name, value in exact.items()}
    missing = seconds - sum(parts.values())
    for name in sorted(exact, key=lambda name: parts[name] - exact[name])[:missing]:
        parts[name] += 1
    return parts
