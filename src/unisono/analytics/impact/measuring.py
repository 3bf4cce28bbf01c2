"""Whom it hits when something slips, stops or changes: work, parties, orders, customers, and the time to react.

Moments are whole seconds since 1970; money is in the currency of the company.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from unisono.analytics.impact.graph import Graph, Node, downstream, in_order

TIERS = ("gold", "silver", "standard")
"""Customers of these stand in this order, those of no tier after them."""


class Hit(NamedTuple):
    """A commitment that is hit: `steps` from where it begins, 0 there; `react` is when its performer has to begin."""

    node: Node
    steps: int
    react: int | None


class PartyHit(NamedTuple):
    """A party that is hit: how many of its commitments begin it, how many wait, of how many orders, and for what.

    `react` is when it has to begin the first of those that wait; None where no time is told.
    """

    party: str
    begins: int
    waits: int
    orders: int
    purposes: tuple[tuple[str, int], ...]
    react: int | None


class OrderHit(NamedTuple):
    """An order of a customer that waits: its value once, however many commitments it has, and when it is expected."""

    order: str
    customer: str
    tier: str
    value: float | None
    expected: int | None


class CustomerHit(NamedTuple):
    """A customer that waits; its name is empty where no fact tells it. `value` is None where none is told."""

    customer: str
    tier: str
    orders: int
    value: float | None
    expected: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """All that is hit: what begins it and what waits, the parties, the orders and the customers.

    Args of the constructor:
        hits: the nearest first, then by name; those of step 0 begin it.
        edges: which of them is waited for by which, by their names.
        parties: the soonest to react first.
        orders: by name.
        customers: by tier, then the largest value first.
    """

    hits: tuple[Hit, ...]
    edges: tuple[tuple[str, str], ...]
    parties: tuple[PartyHit, ...]
    orders: tuple[OrderHit, ...]
    customers: tuple[CustomerHit, ...]

    @property
    def begins(self) -> tuple[Hit, ...]:
        """Return what begins it."""
        return tuple(hit for hit in self.hits if not hit.steps)

    @property
    def waits(self) -> tuple[Hit, ...]:
        """Return what waits, downstream of what begins it."""
        return tuple(hit for hit in self.hits if hit.steps)

    @property
    def value(self) -> float | None:
        """Return the value of the orders that wait, None where none is told."""
        return _sum(order.value for order in self.orders)

    @property
    def expected(self) -> int | None:
        """Return when the first customer expects an order."""
        return _first(order.expected for order in self.orders)


def measure(graph: Graph, named: Collection[str], *, hit: Callable[[Node], bool] = lambda node: node.is_open) -> Impact:
    """Return whom it hits when some commitments slip, stop or change.

    Of the commitments of one order only those begin it that wait for no other of them; the rest is downstream.

    Args:
        graph: of all commitments.
        named: names of commitments.
        hit: whether a commitment can be hit; without it: what is open.

    >>> from unisono.analytics.impact.graph import Node, graph_of
    >>> from unisono.analytics.waiting import Needs
    >>> make = Node("make", "sales", "plant", "produce", "A", "", "", "", "", None, 3, 0, 9, 9, None, False, 1)
    >>> bring = Node("bring", "customer", "sales", "promise", "A", "Al", "", "", "", 70.0, 1, 0, 14, 14, None, False, 2)
    >>> found = measure(graph_of([make, bring], Needs(inputs={"bring": ["make"]}, on_line={})), ["make"])
    >>> [(one.party, one.begins, one.waits, one.react) for one in found.parties]
    [('sales', 0, 1, 13), ('plant', 1, 0, None)]
    >>> found.value, found.expected
    (70.0, 14)
    """
    starts = _starts(graph, [name for name in named if name in graph.nodes and hit(graph.nodes[name])])
    steps = {**dict.fromkeys(starts, 0), **downstream(graph, starts, hit=hit)}
    nodes = [(graph.nodes[name], far) for name, far in steps.items()]
    hits = [Hit(node, far, node.begins) for node, far in nodes if node.performer]
    orders = _orders(one.node for one in hits)
    return Impact(
        hits=tuple(hits),
        edges=tuple(dict.fromkeys(_edges(graph, hits, steps))),
        parties=tuple(_parties(hits)),
        orders=tuple(orders),
        customers=tuple(_customers(orders)),
    )


def _edges(graph: Graph, hits: Iterable[Hit], reached: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield which hit is waited for by which; a joint stands for what it waits for."""
    for hit in hits:
        name = hit.node.commitment
        for before in graph.waits_for.get(name, ()):
            if before in reached:
                is_joint = not graph.nodes[before].performer
                inputs = graph.waits_for.get(before, ()) if is_joint else (before,)
                yield from ((one, name) for one in inputs if one in reached and one != name)


def _starts(graph: Graph, named: Collection[str]) -> list[str]:
    """Return those that wait for no other named one of the same order."""
    by_order: dict[str, list[str]] = {}
    for name in named:
        by_order.setdefault(graph.nodes[name].order, []).append(name)
    starts = []
    for names in by_order.values():
        reached: set[str] = set()
        for name in in_order(graph, names):
            inputs = graph.waits_for.get(name, ())
            if reached.isdisjoint(inputs):
                starts.append(name)
            reached.add(name)
    return sorted(starts)


def _parties(hits: Iterable[Hit]) -> list[PartyHit]:
    by_party: dict[str, list[Hit]] = {}
    for one in hits:
        by_party.setdefault(one.node.performer, []).append(one)
    parties = [_party(party, own) for party, own in by_party.items()]
    return sorted(parties, key=lambda one: (not one.waits, one.react is None, one.react or 0, one.party))


def _party(party: str, own: Sequence[Hit]) -> PartyHit:
    waits = [one for one in own if one.steps]
    purposes = Counter(one.node.purpose for one in own)
    return PartyHit(
        party=party,
        begins=len(own) - len(waits),
        waits=len(waits),
        orders=len({one.node.order for one in own}),
        purposes=tuple(sorted(purposes.items(), key=lambda item: (-item[1], item[0]))),
        react=_first(one.react for one in waits if one.node.delivered is None),
    )


def _orders(nodes: Iterable[Node]) -> list[OrderHit]:
    """Return the orders that a customer waits for; of several promises of one order the largest value counts."""
    by_order: dict[str, list[Node]] = {}
    for node in nodes:
        if node.is_customers:
            by_order.setdefault(node.order, []).append(node)
    return [_order(order, by_order[order]) for order in sorted(by_order)]


def _order(order: str, promises: Sequence[Node]) -> OrderHit:
    values = [node.value for node in promises if node.value is not None]
    return OrderHit(
        order=order,
        customer=max(node.customer for node in promises),
        tier=min((node.tier for node in promises), key=_rank),
        value=max(values, default=None),
        expected=_first(node.expected for node in promises),
    )


def _customers(orders: Iterable[OrderHit]) -> list[CustomerHit]:
    by_customer: dict[str, list[OrderHit]] = {}
    for order in orders:
        by_customer.setdefault(order.customer, []).append(order)
    customers = [
        CustomerHit(
            customer=customer,
            tier=min((order.tier for order in own), key=_rank),
            orders=len(own),
            value=_sum(order.value for order in own),
            expected=_first(order.expected for order in own),
        )
        for customer, own in by_customer.items()
    ]
    return sorted(customers, key=lambda one: (_rank(one.tier), -(one.value or 0), one.customer))


def tiers_of(customers: Iterable[CustomerHit]) -> Mapping[str, int]:
    """Return how many customers of each tier there are, gold first; without those of no tier.

    Args:
        customers: that wait.
    """
    counts = Counter(one.tier for one in customers if one.tier)
    return {tier: counts[tier] for tier in sorted(counts, key=_rank)}


def _rank(tier: str) -> tuple[int, str]:
    known = TIERS.index(tier) if tier in TIERS else len(TIERS)
    return known + (not tier), tier


def _first(moments: Iterable[int | None]) -> int | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _sum(values: Iterable[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return sum(told) if told else None
