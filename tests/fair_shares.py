"""Shapley values by their definition, and by the closed forms of two special games: what fair shares are held to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from math import factorial

from unisono.analytics.attribution.graphs import OrderGraph, Stage, agreed_finish, own_overruns


def chain(
    overruns: Sequence[tuple[str, int]], *, slack: int = 0, agreed: int = 100, promiser: str = "Sales"
) -> OrderGraph:
    """Return an order that passes from one party to the next, each of which took so much longer than agreed."""
    stages: list[Stage] = []
    end = 0
    for number, (party, more) in enumerate(overruns):
        end += agreed + more
        before = (number - 1,) if number else ()
        start = None if number else 0
        stages.append(Stage(name=f"{number}", party=party, agreed=agreed, start=start, end=end, inputs=before))
    due = agreed * len(overruns) + slack
    return OrderGraph(order="SO-1", stages=tuple(stages), due=due, promiser=promiser)


def late_with(graph: OrderGraph, parties: set[str], *, overruns: Sequence[int] | None = None) -> int:
    """Return how late an order would be if only these parties had gone beyond the agreed time, by walking its graph."""
    own = [max(0, more) for more in (overruns or own_overruns(graph))]
    ends: list[int] = []
    for stage, more in zip(graph.stages, own, strict=True):
        begun = [ends[place] for place in stage.inputs] + ([] if stage.start is None else [stage.start])
        length = stage.agreed + (more if stage.party in parties else 0)
        ends.append(max(begun) + length if begun else stage.end)
    due = graph.due if graph.promiser in parties else max(graph.due, agreed_finish(graph))
    return max(0, ends[-1] - due)


def brute_force(graph: OrderGraph) -> Mapping[str, Fraction]:
    """Return each party's Shapley value: its marginal lateness, averaged over all orders of arrival."""
    parties = sorted({stage.party for stage in graph.stages} | {graph.promiser})
    totals = dict.fromkeys(parties, 0)
    for arrival in permutations(parties):
        here: set[str] = set()
        for party in arrival:
            before = late_with(graph, here)
            here.add(party)
            totals[party] += late_with(graph, here) - before
    return {party: Fraction(total, factorial(len(parties))) for party, total in totals.items()}


def owen(graph: OrderGraph, party: str) -> Mapping[str, Fraction]:
    """Return the Owen value of each part of a party: its marginal lateness, averaged over all orders of arrival.

    Parties arrive as a whole, but for the one that is looked at, whose parts arrive one after the other in its turn.
    """
    parts = {stage.line for stage in graph.stages if stage.party == party}
    if graph.promiser == party:
        parts.add("promise")
    inside = {part: f"{party} {part}" for part in sorted(parts)}
    stages = tuple(
        replace(stage, party=inside[stage.line]) if stage.party == party else stage for stage in graph.stages
    )
    promiser = inside["promise"] if graph.promiser == party else graph.promiser
    finer = replace(graph, stages=stages, promiser=promiser)
    parties = sorted({stage.party for stage in graph.stages} | {graph.promiser, party})
    totals, arrivals = dict.fromkeys(inside, 0), 0
    for arrival in permutations(parties):
        for within in permutations(inside):
            here, arrivals = set(arrival[: arrival.index(party)]), arrivals + 1
            for part in within:
                before = late_with(finer, here)
                here.add(inside[part])
                totals[part] += late_with(finer, here) - before
    return {part: Fraction(total, arrivals) for part, total in totals.items()}


def bankruptcy(overruns: Sequence[int], slack: int) -> list[Fraction]:
    """Return the Shapley values of L(S) = max(0, sum of S - slack), by counting coalitions of each size and sum."""
    n = len(overruns)
    values = []
    for place, own in enumerate(overruns):
        counts: dict[tuple[int, int], int] = {(0, 0): 1}
        for other in (*overruns[:place], *overruns[place + 1 :]):
            more = {(size + 1, total + other): times for (size, total), times in counts.items()}
            for key, times in more.items():
                counts[key] = counts.get(key, 0) + times
        value = sum(
            (
                Fraction(times * factorial(size) * factorial(n - size - 1), factorial(n))
                * (max(0, total + own - slack) - max(0, total - slack))
                for (size, total), times in counts.items()
            ),
            Fraction(0),
        )
        values.append(value)
    return values


def airport(delays: Sequence[int]) -> list[Fraction]:
    """Return the Shapley values where the latest of several inputs counts (Littlewood and Owen 1973)."""
    order = sorted(range(len(delays)), key=delays.__getitem__)
    values = [Fraction(0)] * len(delays)
    paid, before = Fraction(0), 0
    for rank, place in enumerate(order):
        paid += Fraction(delays[place] - before, len(delays) - rank)
        before = delays[place]
        values[place] = paid
    return values
