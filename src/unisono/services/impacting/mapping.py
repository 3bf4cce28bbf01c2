"""The impact map of a name: everything downstream, the time to react, the money, and whom to consult."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial

from unisono.analytics.impact.graph import Node
from unisono.analytics.impact.measuring import TIERS, Impact, OrderHit, measure
from unisono.analytics.impact.reading import has_commitments, read_graph_with_work
from unisono.domain.agreements.agreement import Agreement
from unisono.domain.agreements.deciders import Rights
from unisono.domain.agreements.standing import ReadText
from unisono.domain.company import Snapshot
from unisono.domain.policy import LateCost, Policy
from unisono.services.agreements import agreements_in_force
from unisono.services.impacting.consulting import Contact, Decider, contacts_of, deciders_of, told_of
from unisono.services.impacting.naming import Kind, Named, NothingOfThisName, find, is_done_on_line
from unisono.services.ports import FactTable, Ledger

MOST_TRIED = 8
"""So many lines or parties, those with most of what is open, are tried for the one that tells most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactMap:
    """Whom it hits when what is named slips, stops or changes.

    Args of the constructor:
        start: what was named, and as what.
        impact: what is hit.
        now: the moment from which the time to react is counted.
        is_whole: whether what is done counts too; where nothing tells what is open, it does.
        deciders: who decides on a change.
        told: the parties that must be told of it, the soonest to react first.
        contacts: how to reach them, and whoever begins it.
        day_cost: what a day of delay of all orders that wait costs by the policy; None: no policy, or no value told.
    """

    start: Named
    impact: Impact
    now: datetime
    is_whole: bool
    deciders: tuple[Decider, ...]
    told: tuple[str, ...]
    contacts: tuple[Contact, ...]
    day_cost: float | None

    def seconds_until(self, moment: int | None) -> int | None:
        """Return how many seconds are left until a moment, below 0 where it has gone by."""
        return None if moment is None else moment - int(self.now.timestamp())

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the parties that decide."""
        return tuple(dict.fromkeys(decider.party for decider in self.deciders))


def map_impact(
    *,
    table: FactTable,
    ledger: Ledger,
    read: ReadText,
    name: str,
    now: datetime,
    kind: Kind | None = None,
    whole: bool = False,
    company: Snapshot | None = None,
) -> ImpactMap:
    """Return whom it hits when what is named slips, stops or changes.

    Args:
        table: the facts.
        ledger: the facts, with the agreements and the persons in them.
        read: reads the text of an agreement.
        name: of an order, a commitment, a line, a product, a party, a customer, an agreement or another object.
        now: the moment from which the time to react is counted.
        kind: what is meant, where the name stands for several things.
        whole: whether what is done counts too.
        company: the company's data: its policy says who decides, and what a day of delay costs.

    Raises:
        NothingOfThisName: no fact tells of it.
        SeveralOfThisName: it is several things.
        PersonsAreNoStart: it is a person.
    """
    is_whole = whole or not has_commitments(table.rows)
    graph = read_graph_with_work(table.rows, whole=is_whole)
    agreements = agreements_in_force(ledger=ledger, read=read, now=now)
    look = partial(find, table=table, ledger=ledger, agreements=agreements, name=name, kind=kind)
    try:
        start = look(graph=graph)
    except NothingOfThisName:
        if is_whole:
            raise
        start = look(graph=read_graph_with_work(table.rows, whole=True))
    impact = measure(graph, start.commitments, hit=_is_wanted if is_whole else _is_open)
    ground = _Ground(table=table, ledger=ledger, agreements=agreements, now=now, company=company)
    return _consulted(start, impact, ground, is_whole=is_whole)


def most_telling(
    *, table: FactTable, agreements: Sequence[Agreement], now: datetime, company: Snapshot | None = None
) -> ImpactMap | None:
    """Return the map of the line for which most value waits, or of such a party where there are no lines.

    No persons are named in it: it is for a page that everybody reads. Where no value is told, the number of orders that
    wait counts. None: nothing is open.

    Args:
        table: the facts.
        agreements: those in force.
        now: the moment from which the time to react is counted.
        company: the company's data.
    """
    graph = read_graph_with_work(table.rows, whole=False)
    opens = [node for node in graph.nodes.values() if node.is_open]
    kind = Kind.LINE if any(is_done_on_line(node) for node in opens) else Kind.PARTY
    owned: dict[str, set[str]] = {}
    for node in opens:
        if kind is Kind.PARTY or is_done_on_line(node):
            owned.setdefault(node.line if kind is Kind.LINE else node.performer, set()).add(node.commitment)
    largest = sorted(owned, key=lambda name: (-len(owned[name]), name))[:MOST_TRIED]
    waiting = {name: impact for name in largest if (impact := measure(graph, owned[name])).orders}
    if not waiting:
        return None
    name = max(waiting, key=lambda name: (waiting[name].value or 0.0, len(waiting[name].orders)))
    start = Named(name=name, kind=kind, commitments=frozenset(owned[name]))
    ground = _Ground(table=table, ledger=None, agreements=agreements, now=now, company=company)
    return _consulted(start, waiting[name], ground, is_whole=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What a map stands on beside what is hit; without the ledger no persons are named."""

    table: FactTable
    ledger: Ledger | None
    agreements: Sequence[Agreement]
    now: datetime
    company: Snapshot | None


def _consulted(start: Named, impact: Impact, ground: _Ground, *, is_whole: bool) -> ImpactMap:
    """Return the map of what is hit, with those whom to consult and what a day of delay costs."""
    company, agreements = ground.company, ground.agreements
    policy = Policy() if company is None else company.policy
    deciders = deciders_of(start.kind, impact, Rights(policy=policy, agreements=agreements))
    told = told_of(impact, deciders)
    begin = sorted({hit.node.performer for hit in impact.begins})
    reached = [*(decider.party for decider in deciders), *told, *begin]
    return ImpactMap(
        start=start,
        impact=impact,
        now=ground.now,
        is_whole=is_whole,
        deciders=deciders,
        told=told,
        contacts=contacts_of(
            table=ground.table, ledger=ground.ledger, hits=impact.hits, parties=reached, agreements=agreements
        ),
        day_cost=None if company is None else day_cost(impact.orders, company),
    )


def _is_open(node: Node) -> bool:
    return node.is_open


def _is_wanted(node: Node) -> bool:
    return not node.is_off


def day_cost(orders: Iterable[OrderHit], company: Snapshot) -> float | None:
    """Return what a day of delay of some orders costs: each one's own figure, else its tier's percent of its value.

    Args:
        orders: that wait.
        company: the data with the orders' own figures, and the policy with the percents.
    """
    own = {order.id: order.late_cost_per_day for order in company.orders if order.late_cost_per_day is not None}
    costs = [_cost(order, own, company.policy.late_percent_per_day) for order in orders]
    told = [cost for cost in costs if cost is not None]
    return sum(told) if told else None


def _cost(order: OrderHit, own: Mapping[str, Decimal], percent: LateCost) -> float | None:
    if order.order in own:
        return float(own[order.order])
    if order.value is None:
        return None
    return order.value * float(getattr(percent, order.tier if order.tier in TIERS else "standard")) / 100
