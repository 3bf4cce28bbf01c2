"""The fair shares of the parties in the lateness of orders, exact to the second."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unisono.analytics.attribution.games import Game
from unisono.analytics.attribution.graphs import NO_START, OrderGraph, agreed_finish, own_overruns
from unisono.analytics.attribution.shapley import MOST_EXACT, PERMUTATIONS, Values, exact_values, sampled_values

AT_ONCE = 1_000
"""So many orders are worked out together: enough for arrays to pay, few enough to take little memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A party's part in the lateness of one order, in seconds.

    Args of the constructor:
        party: whose.
        seconds: its fair share.
        but_for: by how much less late the order would have been but for the party's overruns.
        credit: the lateness that its recovered time saved.
        error: standard error of share and credit where they were sampled; 0: exact.
    """

    party: str
    seconds: int = 0
    but_for: int = 0
    credit: int = 0
    error: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderShares:
    """The shares in one order's lateness: those of the parties less their credits are the lateness, to the second.

    Args of the constructor:
        graph: the order.
        overruns: own overrun of each stage, in seconds; below 0 it is recovered time.
        over_promised: seconds by which the promise was before the agreed finish.
        shares: one for each party of the graph, by name.
    """

    graph: OrderGraph
    overruns: tuple[int, ...]
    over_promised: int
    shares: tuple[Share, ...]

    @property
    def without_recovery(self) -> int:
        """Return how late it would have been had nobody recovered time: the sum of the shares."""
        return sum(share.seconds for share in self.shares)


def share_out(
    graphs: Sequence[OrderGraph], *, permutations: int = PERMUTATIONS, seed: int = 0
) -> tuple[OrderShares, ...]:
    """Return the shares in the lateness of each order, in the given order.

    The worked example of METHODS 5: Sales promised day 10 where the plan said 12, Logistics brought the material a day
    late and shipped a day faster, Production took two days longer.

    Args:
        graphs: the orders.
        permutations: orders of arrival that are drawn where more than ten parties take part.
        seed: of those draws.

    >>> from unisono.analytics.attribution.graphs import OrderGraph, Stage
    >>> stages = (
    ...     Stage(name="material", party="logistics", start=0, agreed=3, end=4),
    ...     Stage(name="produce", party="production", start=3, agreed=7, end=13, inputs=(0,)),
    ...     Stage(name="ship", party="logistics", start=10, agreed=2, end=14, inputs=(1,)),
    ... )
    >>> (order,) = share_out([OrderGraph(order="SO-1", stages=stages, due=10, promiser="sales")])
    >>> [(share.party, share.seconds, share.credit) for share in order.shares]
    [('logistics', 1, 1), ('production', 2, 0), ('sales', 2, 0)]
    """
    blocks = (graphs[first : first + AT_ONCE] for first in range(0, len(graphs), AT_ONCE))
    return tuple(order for block in blocks for order in _share_block(block, permutations, seed))


def _share_block(graphs: Sequence[OrderGraph], permutations: int, seed: int) -> Iterator[OrderShares]:
    overruns = [own_overruns(graph) for graph in graphs]
    over = [max(0, agreed_finish(graph) - graph.due) for graph in graphs]
    blamed = _settle([blame(*item) for item in zip(graphs, overruns, over, strict=True)], permutations, seed)
    credited = _settle([credit(*item) for item in zip(graphs, overruns, strict=True)], permutations, seed)
    for graph, own, gap, late, saved in zip(graphs, overruns, over, blamed, credited, strict=True):
        yield OrderShares(graph=graph, overruns=tuple(own), over_promised=gap, shares=_shares(graph, late, saved))


Entered = tuple[Game, tuple[str, ...]]
"""A game, and the names of its players."""
_Settled = dict[str, tuple[int, int, int]]
"""For each player its value, what is missing without it, and the standard error, in seconds."""


def blame(graph: OrderGraph, overruns: Sequence[int], over_promised: int) -> Entered:
    """Return the game in which overruns and a promise that was too early add to the lateness."""
    late = [max(0, own) for own in overruns]
    names = {stage.party for stage, own in zip(graph.stages, late, strict=True) if own}
    if over_promised:
        names.add(graph.promiser)
    return _game(graph, late, [0] * len(late), names, grace=over_promised)


def credit(graph: OrderGraph, overruns: Sequence[int]) -> Entered:
    """Return the game in which recovered time takes from the lateness."""
    late = [max(0, own) for own in overruns]
    saved = [min(0, own) for own in overruns]
    names = {stage.party for stage, own in zip(graph.stages, saved, strict=True) if own}
    return _game(graph, saved, late, names, grace=0)


def _game(graph: OrderGraph, extras: Sequence[int], always: Sequence[int], names: set[str], *, grace: int) -> Entered:
    players = tuple(sorted(names))
    place = {name: number for number, name in enumerate(players)}
    n = len(players)
    stages = graph.stages
    free = [stage.start is None and not stage.inputs for stage in stages]
    game = Game(
        inputs=[stage.inputs for stage in stages],
        starts=[
            stage.end - stage.agreed if is_free else NO_START if stage.start is None else stage.start
            for stage, is_free in zip(stages, free, strict=True)
        ],
        lengths=[stage.agreed + more for stage, more in zip(stages, always, strict=True)],
        extras=extras,
        players=[place.get(stage.party, n) if extra else n for stage, extra in zip(stages, extras, strict=True)],
        n=n,
        due=graph.due,
        grace=grace,
        promiser=place.get(graph.promiser, n),
    )
    return game, players


def _settle(entered: Sequence[Entered], permutations: int, seed: int) -> list[_Settled]:
    """Return what each player of each game is due; games of as many players are played at once."""
    settled: list[_Settled] = [{} for _ in entered]
    by_size: dict[int, list[int]] = defaultdict(list)
    for place, (game, _) in enumerate(entered):
        by_size[game.n].append(place)
    for n, places in by_size.items():
        if n == 0:
            continue
        games = [entered[place][0] for place in places]
        if n <= MOST_EXACT:
            rounds = [exact_values(games)]
        else:
            rounds = [sampled_values(game, permutations=permutations, seed=seed) for game in games]
        for place, due in zip(places, (row for values in rounds for row in _rows(values)), strict=True):
            settled[place] = dict(zip(entered[place][1], due, strict=True))
    return settled


def _rows(values: Values) -> list[list[tuple[int, int, int]]]:
    columns = (values.seconds().tolist(), values.but_for.tolist(), values.errors.tolist())
    return [list(zip(*row, strict=True)) for row in zip(*columns, strict=True)]


def _shares(graph: OrderGraph, late: _Settled, saved: _Settled) -> tuple[Share, ...]:
    parties = sorted({stage.party for stage in graph.stages} | set(late))
    nothing = (0, 0, 0)
    return tuple(
        Share(
            party=party,
            seconds=late.get(party, nothing)[0],
            but_for=late.get(party, nothing)[1],
            credit=saved.get(party, nothing)[0],
            error=max(late.get(party, nothing)[2], saved.get(party, nothing)[2]),
        )
        for party in parties
    )
