"""The graph of all commitments: what each is, what it waits for, and what waits for it.

Moments are whole seconds since 1970; lengths are seconds; money is in the currency of the company.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from unisono.analytics.waiting import Needs, is_customers, is_part


class Node(NamedTuple):
    """A commitment as one of many that wait for each other.

    `asked` is when the requester wants it, `due` when it was promised last; `agreed` is how long it takes from its last
    input. `value` is the promised price of the whole, else what it is worth to the requester. `delivered` is when all
    of it was. `is_off`: it was withdrawn, declined or taken back, or only a counter-offer lies on the table.
    `position` is its latest fact in the ledger.
    """

    commitment: str
    requester: str
    performer: str
    purpose: str
    subject: str
    customer: str
    tier: str
    line: str
    product: str
    value: float | None
    agreed: int | None
    requested: int
    asked: int | None
    due: int | None
    delivered: int | None
    is_off: bool
    position: int

    @property
    def is_open(self) -> bool:
        """Return whether somebody still waits for it."""
        return self.delivered is None and not self.is_off

    @property
    def is_customers(self) -> bool:
        """Return whether a customer waits for it."""
        return is_customers(self)

    @property
    def order(self) -> str:
        """Return the order that it is about, or its own name where it is about none."""
        return self.subject or self.commitment

    @property
    def expected(self) -> int | None:
        """Return when its requester counts on it: the promised time, else the wanted one."""
        return self.asked if self.due is None else self.due

    @property
    def begins(self) -> int | None:
        """Return when its performer has to begin so that it is there in time."""
        return None if self.expected is None else self.expected - (self.agreed or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Commitments by their names, and for each the names of those that it waits for and of those that wait for it."""

    nodes: Mapping[str, Node]
    waits_for: Mapping[str, Sequence[str]]
    awaited_by: Mapping[str, Sequence[str]]


def graph_of(nodes: Iterable[Node], needs: Needs) -> Graph:
    """Return the graph of commitments; what is needed and unknown is left out.

    What was before a commitment on its line is waited for as its inputs are. What the performer asks of another one as
    a part of the same work waits for the same as the work.

    Args:
        nodes: the commitments.
        needs: what they need.

    >>> from unisono.analytics.impact.graph import Node, downstream, graph_of
    >>> from unisono.analytics.waiting import Needs
    >>> def asked(name, performer, purpose):
    ...     return Node(name, "sales", performer, purpose, "A", *[""] * 4, None, None, 0, None, None, None, False, 1)
    >>> nodes = [asked("make", "plant", "produce"), asked("pick", "store", "pick"), asked("bring", "bo", "ship")]
    >>> graph = graph_of(nodes, Needs(inputs={"bring": ["pick"], "pick": ["make"]}, on_line={}))
    >>> downstream(graph, ["make"])
    {'pick': 1, 'bring': 2}
    """
    known = {node.commitment: node for node in sorted(nodes, key=lambda node: node.commitment)}
    waits_for: dict[str, Sequence[str]] = {}
    for name, node in known.items():
        inputs = [before for before in needs.inputs.get(name, ()) if before in known]
        parts = [before for before in inputs if is_part(known[before], node)]
        if parts:
            others = [before for before in inputs if before not in parts]
            for part in parts:
                waits_for[part] = _ordered([*waits_for.get(part, ()), *others], part)
        ahead = needs.on_line.get(name)
        waited = [*waits_for.get(name, ()), *inputs, *([ahead] if ahead in known else [])]
        if waited:
            waits_for[name] = _ordered(waited, name)
    awaited_by: dict[str, list[str]] = {}
    for name in known:
        for before in waits_for.get(name, ()):
            awaited_by.setdefault(before, []).append(name)
    return Graph(nodes=known, waits_for=waits_for, awaited_by=awaited_by)


def _ordered(names: Iterable[str | None], own: str) -> list[str]:
    return sorted({name for name in names if name is not None and name != own})


def downstream(
    graph: Graph, starts: Iterable[str], *, hit: Callable[[Node], bool] = lambda node: node.is_open
) -> dict[str, int]:
    """Return all that waits for some commitments, over how many steps at least, the nearest first, then by name.

    What cannot be hit hands nothing on. The starts themselves are not among what waits, whether they can be hit or not.

    Args:
        graph: of all commitments.
        starts: names; unknown ones are passed over.
        hit: whether a commitment can be hit; without it: what is open.
    """
    return _reached(graph, starts, graph.awaited_by, hit)


def upstream(
    graph: Graph, starts: Iterable[str], *, hit: Callable[[Node], bool] = lambda node: node.is_open
) -> dict[str, int]:
    """Return all that some commitments wait for, over how many steps at least; as `downstream`, the other way."""
    return _reached(graph, starts, graph.waits_for, hit)


def _reached(
    graph: Graph, starts: Iterable[str], edges: Mapping[str, Sequence[str]], hit: Callable[[Node], bool]
) -> dict[str, int]:
    begun = {name: 0 for name in sorted(set(starts)) if name in graph.nodes}
    found = dict(begun)
    waiting = deque(begun)
    while waiting:
        name = waiting.popleft()
        for other in edges.get(name, ()):
            if other not in found and hit(graph.nodes[other]):
                found[other] = found[name] + 1
                waiting.append(other)
    return dict(sorted(((name, steps) for name, steps in found.items() if steps), key=lambda item: (item[1], item[0])))


def in_order(graph: Graph, names: Collection[str] | None = None) -> tuple[str, ...]:
    """Return commitments so that each comes after those it waits for; a circle is cut where it closes.

    Args:
        graph: of all commitments.
        names: those that are wanted; None: all.
    """
    wanted = graph.nodes.keys() if names is None else {name for name in names if name in graph.nodes}
    done: dict[str, None] = {}
    seen: set[str] = set()
    for first in sorted(wanted):
        if first not in seen:
            seen.add(first)
            _finish(first, graph, wanted, seen, done)
    return tuple(done)


def _finish(first: str, graph: Graph, wanted: Collection[str], seen: set[str], done: dict[str, None]) -> None:
    """Put a commitment behind all that it waits for, without a call for each: chains are long."""
    path: list[tuple[str, Iterator[str]]] = [(first, iter(graph.waits_for.get(first, ())))]
    while path:
        name, inputs = path[-1]
        before = next(inputs, None)
        if before is None:
            path.pop()
            done[name] = None
        elif before in wanted and before not in seen:
            seen.add(before)
            path.append((before, iter(graph.waits_for.get(before, ()))))
