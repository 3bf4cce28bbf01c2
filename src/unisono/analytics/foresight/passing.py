"""Lateness passed downstream: nothing ends before what it waits for has come and its own work is done.

A forecast of one commitment alone does not know that the coil it needs is late. So each outlook is joined with those of
its open inputs. With Q(p) the time within which a commitment ends with probability p by its own outlook, and m the
shortest time that such work takes after its last input, its time T(p) becomes

    T(p) = max(Q(p), max over its inputs j of T_j(p) + m).

That is the distribution of the later of the two when both have the same luck. Of all ways in which they can hang
together it is the one that ends earliest: passing says no more than the outlooks themselves force it to say. Delays of
one chain do go together, and drawing them independently of each other makes everything later than it is: each link
of a chain would take the worse of two draws.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from unisono.analytics.foresight.outlooks import Floats, Outlooks
from unisono.analytics.impact.graph import Graph, Node, downstream, in_order

FEWEST = 10
"""From so many pieces of work of a kind its shortest time is known; below, it may take no time."""

Takes = Mapping[tuple[str, str], float]
"""The shortest time of work after its last input in seconds, by purpose and performer."""


def shortest_times(graph: Graph) -> Takes:
    """Return the shortest time that work of each purpose and performer ever took after its last input, in seconds.

    The agreed minutes are no such bound: work that is behind is often done faster than agreed.

    Args:
        graph: of all commitments; those delivered whose inputs have all been delivered count.
    """
    past: dict[tuple[str, str], list[int]] = {}
    for node in graph.nodes.values():
        before = [graph.nodes[name].delivered for name in graph.waits_for.get(node.commitment, ())]
        known = [at for at in before if at is not None]
        if node.delivered is not None and known and len(known) == len(before):
            past.setdefault(_kind(node), []).append(node.delivered - max(known))
    return {kind: max(0.0, float(min(times))) for kind, times in past.items() if len(times) >= FEWEST}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passing:
    """How lateness is passed on among open commitments, and what comes of it; `pass_on` makes it.

    `own` are the outlooks of the commitments by themselves, `passed` those with the lateness of inputs in them.
    `inputs` are those among them that each waits for, `work` the seconds that each takes after its last one at least;
    both are in the order in which lateness goes downstream.
    """

    graph: Graph
    own: Outlooks
    passed: Outlooks
    inputs: Mapping[str, tuple[str, ...]]
    work: Mapping[str, float]

    def if_in_time(self, name: str, seconds: float) -> Outlooks:
        """Return the outlooks of all that waits for a commitment, if it came no later than some moment.

        What is likelier to be late in `passed` than here is hit by it.

        Args:
            name: the commitment.
            seconds: from the moment of the outlooks, at least 0.
        """
        places = {one: place for place, one in enumerate(self.own.names)}
        found = downstream(self.graph, [name])
        waiting = [one for one in self.inputs if one in found]
        told = {one: self.passed.seconds[places[one]] for item in waiting for one in self.inputs[item]}
        told[name] = np.minimum(self.passed.seconds[places[name]], seconds)
        for one in waiting:
            told[one] = _later(self.own.seconds[places[one]], told, self.inputs[one], self.work[one])
        return Outlooks(
            names=tuple(waiting),
            levels=self.own.levels,
            seconds=np.array([told[one] for one in waiting]).reshape(len(waiting), len(self.own.levels)),
        )


def pass_on(own: Outlooks, graph: Graph, takes: Takes) -> Passing:
    """Return the outlooks with the lateness of inputs in them; without open inputs they stay what they are.

    A circle of commitments that wait for each other is cut where it closes. What is waited for without an outlook
    passes nothing on.

    >>> import numpy as np
    >>> from unisono.analytics.foresight.outlooks import Outlooks
    >>> from unisono.analytics.impact.graph import Graph, Node
    >>> def work(name, purpose):
    ...     return Node(name, "sales", "yard", purpose, "A", *[""] * 4, None, None, 0, None, None, None, False, 1)
    >>> graph = Graph(
    ...     nodes={"coil": work("coil", "supply"), "gate": work("gate", "produce")},
    ...     waits_for={"gate": ["coil"]},
    ...     awaited_by={"coil": ["gate"]},
    ... )
    >>> own = Outlooks(
    ...     names=("coil", "gate"), levels=np.array([0.1, 0.5, 0.9]), seconds=np.array([[10, 20, 90], [40, 50, 60.0]])
    ... )
    >>> pass_on(own, graph, {("produce", "yard"): 5.0}).passed.seconds.tolist()
    [[10.0, 20.0, 90.0], [40.0, 50.0, 95.0]]

    Args:
        own: the outlook of each open commitment by itself.
        graph: of all commitments.
        takes: the shortest time of each kind of work; a kind that is not there may take no time.
    """
    rows = dict(zip(own.names, own.seconds, strict=True))
    told: dict[str, Floats] = {}
    inputs: dict[str, tuple[str, ...]] = {}
    work: dict[str, float] = {}
    for name in in_order(graph, own.names):
        inputs[name] = tuple(before for before in graph.waits_for.get(name, ()) if before in told)
        work[name] = takes.get(_kind(graph.nodes[name]), 0.0)
        told[name] = _later(rows[name], told, inputs[name], work[name])
    seconds = np.array([told.get(name, rows[name]) for name in own.names]).reshape(own.seconds.shape)
    passed = Outlooks(names=own.names, levels=own.levels, seconds=seconds)
    return Passing(graph=graph, own=own, passed=passed, inputs=inputs, work=work)


def _later(row: Floats, told: Mapping[str, Floats], inputs: Iterable[str], work: float) -> Floats:
    """Return when a commitment ends that ends by itself as `row` says, and no earlier than its inputs let it."""
    for before in inputs:
        row = np.maximum(row, told[before] + work)
    return row


def _kind(node: Node) -> tuple[str, str]:
    return node.purpose, node.performer
