"""An impact in few pieces: work by party and purpose, customers by tier, and what flows from one to the next.

A line with a hundred orders has hundreds of commitments. Whoever looks at a map of them wants to see parties.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from unisono.analytics.impact.measuring import CustomerHit, Hit, Impact, OrderHit

MOST_BUNDLES = 9
"""So many pieces of work are told apart; beyond, those of a party are one, and the smallest parties together."""

MOST_NAMED = 4
"""So many customers of a tier are named, those with the largest value."""

START = 0
"""The place of what begins it among all pieces; work comes after it, customers last."""


class Bundle(NamedTuple):
    """The commitments of one party and purpose; without a purpose all of the party, without a party those of several.

    `layer` is how far it stands from the start, from 1. `react` is when the first of those that wait has to begin.
    """

    party: str
    purpose: str
    layer: int
    parties: int
    commitments: int
    orders: int
    react: int | None


class TierBundle(NamedTuple):
    """The customers of a tier that wait: those with the largest value named, and how many more there are."""

    tier: str
    named: tuple[CustomerHit, ...]
    more: int
    orders: int
    value: float | None


class Flow(NamedTuple):
    """The orders that go from one piece to another; `share` is of the value of all, or of their number, from 0 to 1."""

    source: int
    target: int
    orders: int
    value: float | None
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """A map in few pieces: the start, then the work, then the customers; flows name them by their places."""

    work: tuple[Bundle, ...]
    tiers: tuple[TierBundle, ...]
    flows: tuple[Flow, ...]


_Key = tuple[str, str]


def bundle(impact: Impact) -> Bundled:
    """Return an impact in few pieces.

    Pieces that wait for each other stand equally far from the start, and nothing is drawn between them; nor is what
    goes back to a piece that begins it. It is in the counts all the same.

    Args:
        impact: what is hit.
    """
    key_of = _keys(impact.hits)
    members: dict[_Key, list[Hit]] = {}
    for hit in impact.hits:
        members.setdefault(key_of[hit.node.commitment], []).append(hit)
    ranked = sorted(members, key=lambda key: (_mean_steps(members[key]), key))
    places = {name: ranked.index(key) + 1 for name, key in key_of.items()}
    tiers = _tiers(impact)
    passing = _passing(impact, places, [tier.tier for tier in tiers], first_tier=len(ranked) + 1)
    passing, layers = _forward(passing, len(ranked) + 1 + len(tiers))
    return Bundled(
        work=tuple(_bundle(key, members[key], layer) for key, layer in zip(ranked, layers[1:], strict=False)),
        tiers=tuple(tiers),
        flows=tuple(_flows(passing, impact.orders)),
    )


def _keys(hits: Sequence[Hit]) -> dict[str, _Key]:
    """Return the party and purpose under which each commitment is told."""
    by_purpose = {(hit.node.performer, hit.node.purpose) for hit in hits}
    if len(by_purpose) <= MOST_BUNDLES:
        return {hit.node.commitment: (hit.node.performer, hit.node.purpose) for hit in hits}
    sizes = Counter(hit.node.performer for hit in hits)
    largest = sorted(sizes, key=lambda party: (-sizes[party], party))
    kept = set(largest if len(largest) <= MOST_BUNDLES else largest[: MOST_BUNDLES - 1])
    return {hit.node.commitment: (hit.node.performer if hit.node.performer in kept else "", "") for hit in hits}


def _mean_steps(hits: Sequence[Hit]) -> float:
    return sum(hit.steps for hit in hits) / len(hits)


_Passing = Mapping[tuple[int, int], set[str]]
"""The orders that go from one place to another."""


def _passing(impact: Impact, places: Mapping[str, int], tiers: Sequence[str], *, first_tier: int) -> _Passing:
    """Return the orders that go from one piece to the next, away from the start."""
    passing: dict[tuple[int, int], set[str]] = defaultdict(set)
    order_of = {hit.node.commitment: hit.node.order for hit in impact.hits}
    for before, after in impact.edges:
        if places[before] != places[after]:
            passing[places[before], places[after]].add(order_of[after])
    tier_of_customer = {one.customer: first_tier + tiers.index(one.tier) for one in impact.customers}
    tier_of = {order.order: tier_of_customer[order.customer] for order in impact.orders}
    begun = {places[hit.node.commitment] for hit in impact.begins}
    for hit in impact.hits:
        place = places[hit.node.commitment]
        if place in begun:
            passing[START, place].add(hit.node.order)
        if hit.node.is_customers:
            passing[place, tier_of[hit.node.order]].add(hit.node.order)
    return passing


def _forward(passing: _Passing, count: int) -> tuple[_Passing, list[int]]:
    """Return what goes away from the start, and how far each piece stands from it.

    A piece stands one further than the furthest that flows into it; those in a circle stand together.
    """
    begun = {target for source, target in passing if source == START}
    reach = _reach(passing, count)
    kept = {
        (source, target): orders
        for (source, target), orders in passing.items()
        if source in begun or target not in begun or not reach[target, source]
    }
    reach = _reach(kept, count)
    together = reach & reach.T
    layers = [0] * count
    for place in sorted(range(1, count), key=lambda place: int(reach[:, place].sum())):
        before = [layers[source] for source, target in kept if together[place, target] and not together[place, source]]
        layers[place] = max(before, default=0) + 1
    return {ends: orders for ends, orders in kept.items() if not together[ends]}, layers


def _reach(passing: Iterable[tuple[int, int]], count: int) -> npt.NDArray[np.bool_]:
    """Return which piece leads to which over any number of flows, shape (count, count); each leads to itself."""
    reach = np.eye(count, dtype=bool)
    for ends in passing:
        reach[ends] = True
    for middle in range(count):
        reach |= np.outer(reach[:, middle], reach[middle])
    return reach


def _bundle(key: _Key, hits: Sequence[Hit], layer: int) -> Bundle:
    party, purpose = key
    moments = [hit.react for hit in hits if hit.steps and hit.react is not None and hit.node.is_open]
    return Bundle(
        party=party,
        purpose=purpose,
        layer=layer,
        parties=len({hit.node.performer for hit in hits}),
        commitments=len(hits),
        orders=len({hit.node.order for hit in hits}),
        react=min(moments, default=None),
    )


def _tiers(impact: Impact) -> list[TierBundle]:
    by_tier: dict[str, list[CustomerHit]] = {}
    for customer in impact.customers:
        by_tier.setdefault(customer.tier, []).append(customer)
    return [_tier(tier, by_tier[tier]) for tier in by_tier]


def _tier(tier: str, customers: Sequence[CustomerHit]) -> TierBundle:
    values = [one.value for one in customers if one.value is not None]
    named = tuple(customers[:MOST_NAMED])
    return TierBundle(
        tier=tier,
        named=named,
        more=len(customers) - len(named),
        orders=sum(one.orders for one in customers),
        value=sum(values) if values else None,
    )


def _flows(passing: _Passing, orders: Iterable[OrderHit]) -> Iterator[Flow]:
    values = {order.order: order.value for order in orders}
    told = [value for value in values.values() if value is not None]
    whole = sum(told) or 1.0
    for (source, target), names in sorted(passing.items()):
        known = [value for name in names if (value := values.get(name)) is not None]
        worth = sum(known) if known else None
        share = (worth or 0.0) / whole if told else len(names) / max(1, len(values))
        yield Flow(source=source, target=target, orders=len(names), value=worth, share=min(1.0, share))
