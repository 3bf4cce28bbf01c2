"""Fair shares of lateness and of what was missing, from the facts, without the replies of parties and with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from unisono.analytics.attribution.cases import case_due, case_graphs
from unisono.analytics.attribution.graphs import OrderGraph, Stage
from unisono.analytics.attribution.inside import Part, parts_of
from unisono.analytics.attribution.orders import due_of, order_graphs
from unisono.analytics.attribution.quantities import short_graphs
from unisono.analytics.attribution.replies import Reply, by_order, replies_told, with_replies
from unisono.analytics.attribution.sharing import OrderShares, share_out
from unisono.analytics.attribution.told import Commitment, Told, read_told
from unisono.analytics.tables import FACTS
from unisono.analytics.waiting import is_customers
from unisono.domain.acts.replies import Contested
from unisono.domain.facts import CUSTOMER, SYSTEM, UNRECORDED, Fact
from unisono.services.checking.suggestions import did_you_mean
from unisono.services.ports import FactTable, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Which deliveries are looked at: those that ended within `[since, until)`, or one order alone."""

    since: datetime | None = None
    until: datetime | None = None
    order: str | None = None

    def takes(self, commitment: Commitment) -> bool:
        """Return whether a commitment that has ended is looked at."""
        ended = commitment.delivered
        if ended is None or (self.order is not None and self.order not in {commitment.subject, commitment.commitment}):
            return False
        is_early = self.since is not None and ended < self.since.timestamp()
        return not is_early and (self.until is None or ended < self.until.timestamp())


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The shares in some deliveries.

    Args of the constructor:
        orders: with the replies of parties.
        unanswered: the same orders without the replies.
        replies: those that count for these orders.
        parties: all that took part in the deliveries of the range, late or not.
        judged: how many deliveries of the range had a promised time or a deadline, so that they could be late.
    """

    orders: tuple[OrderShares, ...]
    unanswered: tuple[OrderShares, ...]
    replies: tuple[Reply, ...]
    parties: tuple[str, ...]
    judged: int = 0

    @property
    def lateness(self) -> int:
        """Return by how much all orders together were late in seconds, or short in thousandths."""
        return sum(order.graph.lateness for order in self.orders)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTotal:
    """What is a party's in some orders, in seconds or thousandths; `unanswered` is its share without replies."""

    party: str
    seconds: int
    unanswered: int
    but_for: int
    credit: int
    error: int
    orders: int


def attribute(*, table: FactTable, within: Range) -> tuple[Attribution, tuple[Attribution, ...]]:
    """Return the shares in lateness, and those in short deliveries for each unit.

    Args:
        table: the facts.
        within: which deliveries.
    """
    told = read_told(table.rows)
    parties = sorted(_parties(told, within))
    by_unit = tuple(_attribution(short, (), parties) for short in short_by_unit(told, within))
    late = _attribution(late_graphs(told, within), replies_in(table), parties)
    return replace(late, judged=_judged(told, within)), by_unit


def late_graphs(told: Told, within: Range) -> list[OrderGraph]:
    """Return the graphs of the orders and cases that came late, without replies.

    Args:
        told: what the facts tell.
        within: which deliveries.
    """
    return [*order_graphs(told, within.takes), *case_graphs(told, within.takes)]


def short_by_unit(told: Told, within: Range) -> list[list[OrderGraph]]:
    """Return the graphs of the orders that came short, those of one unit together.

    Args:
        told: what the facts tell.
        within: which deliveries.
    """
    short: dict[str, list[OrderGraph]] = {}
    for graph in short_graphs(told, within.takes):
        short.setdefault(graph.unit, []).append(graph)
    return [short[unit] for unit in sorted(short)]


def replies_in(table: FactTable) -> list[Reply]:
    """Return the replies of all parties, in the order of the ledger.

    Args:
        table: the facts.
    """
    return [_reply(row) for row in table.rows(replies_told())]


def _attribution(graphs: Sequence[OrderGraph], replies: Sequence[Reply], parties: Sequence[str]) -> Attribution:
    unanswered = share_out(graphs)
    answers = by_order(replies)
    answered = [place for place, graph in enumerate(graphs) if graph.order in answers]
    again = share_out([with_replies(graphs[place], answers[graphs[place].order]) for place in answered])
    orders = list(unanswered)
    for place, order in zip(answered, again, strict=True):
        orders[place] = order
    asked = {graph.order for graph in graphs}
    named = {share.party for order in orders for share in order.shares}
    return Attribution(
        orders=tuple(orders),
        unanswered=unanswered,
        replies=tuple(reply for one in answers.values() for reply in one.values() if reply.order in asked),
        parties=tuple(sorted({*parties, *named} - {UNRECORDED})),
    )


def _judged(told: Told, within: Range) -> int:
    ended = [item for item in told.commitments.values() if within.takes(item)]
    cases = [case_due(item) for item in ended if item.commitment in told.work]
    orders = [due_of(item, told) for item in ended if item.commitment not in told.work and is_customers(item)]
    return sum(due is not None for due in (*cases, *orders))


def _parties(told: Told, within: Range) -> set[str]:
    ended = {item.subject or item.commitment for item in told.commitments.values() if within.takes(item)}
    found = {work.party for case in told.work if case in ended for work in told.work[case]}
    found |= {
        item.performer
        for item in told.commitments.values()
        if (item.subject or item.commitment) in ended and item.commitment not in told.work
    }
    return found - {CUSTOMER, SYSTEM}


def _reply(row: object) -> Reply:
    values = dict(row)  # type: ignore[call-overload] # a row is a mapping
    return Reply(**{name: values[name] for name in Reply._fields})


def totals(attribution: Attribution) -> list[PartyTotal]:
    """Return what is each party's in all orders together, the largest share first, the unrecorded last.

    Args:
        attribution: the shares in the orders.
    """
    found = [_total(party, attribution) for party in (*attribution.parties, UNRECORDED)]
    return sorted(found, key=lambda total: (total.party == UNRECORDED, -total.seconds, total.party))


def _total(party: str, attribution: Attribution) -> PartyTotal:
    own = [share for order in attribution.orders for share in order.shares if share.party == party]
    before = [share for order in attribution.unanswered for share in order.shares if share.party == party]
    return PartyTotal(
        party=party,
        seconds=sum(share.seconds for share in own),
        unanswered=sum(share.seconds for share in before),
        but_for=sum(share.but_for for share in own),
        credit=sum(share.credit for share in own),
        error=sum(share.error for share in own),
        orders=sum(share.seconds > 0 for share in own),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTotal:
    """What is a part's of a party in some orders, in seconds or thousandths."""

    name: str
    seconds: int
    credit: int
    orders: int


class NoSuchParty(Exception):  # noqa: N818 - it says what is not there
    """The party took part in none of the deliveries."""

    def __init__(self, party: str, known: Sequence[str]) -> None:
        did = f"Parties that did: {', '.join(known)}." if known else "There are none."
        hint = did_you_mean(party, known)
        super().__init__(f"{party} took part in none of these deliveries. {hint or did}")


def parts_within(attribution: Attribution, party: str) -> list[PartTotal]:
    """Return a party's share and credit opened by its lines and kinds of work, or activities; the largest first.

    Args:
        attribution: the shares in the orders.
        party: whose; the unrecorded is opened by the reasons for which it is.

    Raises:
        NoSuchParty: it took part in none of the deliveries.
    """
    if party not in {*attribution.parties, UNRECORDED}:
        raise NoSuchParty(party, attribution.parties)
    found: dict[str, list[Part]] = {}
    for order in attribution.orders:
        for part in parts_of(order, party):
            found.setdefault(part.name, []).append(part)
    parts = [
        PartTotal(
            name=name,
            seconds=sum(part.seconds for part in of_orders),
            credit=sum(part.credit for part in of_orders),
            orders=sum(part.seconds > 0 for part in of_orders),
        )
        for name, of_orders in found.items()
    ]
    return sorted(parts, key=lambda part: (-part.seconds, -part.credit, part.name))


def most_telling(attribution: Attribution, most: int) -> list[OrderShares]:
    """Return the orders that were late the most through what a record explains, and then through anything.

    Args:
        attribution: the shares in the orders.
        most: how many.
    """

    def tells(order: OrderShares) -> tuple[int, int, str]:
        explained = sum(share.seconds for share in order.shares if share.party != UNRECORDED)
        return -min(explained, order.graph.lateness), -order.graph.lateness, order.graph.order

    return sorted(attribution.orders, key=tells)[:most]


def positions_of(*, table: FactTable, stages: Iterable[Stage]) -> dict[str, tuple[int, ...]]:
    """Return the positions of the facts that each stage stands on, by its name.

    Args:
        table: the facts.
        stages: of some orders.
    """
    wanted = list(stages)
    names = sorted({stage.commitment for stage in wanted if stage.commitment})
    by_commitment: dict[str, list[int]] = {}
    if names:
        facts = FACTS.filter(FACTS.commitment.isin(names)).select("commitment", "position").order_by("position")
        for row in table.rows(facts):
            by_commitment.setdefault(str(row["commitment"]), []).append(int(str(row["position"])))
    return {stage.name: tuple(sorted({*stage.positions, *by_commitment.get(stage.commitment, ())})) for stage in wanted}


class NothingToReplyTo(Exception):  # noqa: N818 - says what there is
    """The order has no such overrun, or it is not the party's own; the message says which overruns the party has."""


def contest(*, ledger: Ledger, table: FactTable, fact: Fact, now: datetime) -> None:
    """Record a party's reply to an overrun of its own.

    Args:
        ledger: takes the fact.
        table: its facts.
        fact: with a `Contested`; its actor is the party.
        now: what the clock says.

    Raises:
        NothingToReplyTo: the party has no such overrun.
    """
    act = fact.act
    if not isinstance(act, Contested):
        raise TypeError(act)
    late, _ = attribute(table=table, within=Range(order=act.subject))
    own = own_overruns_of(late, fact.actor.party)
    if act.overrun not in own:
        known = f"it has {', '.join(own)}" if own else "it has none"
        raise NothingToReplyTo(f"{fact.actor.party} has no overrun {act.overrun} in order {act.subject}: {known}.")
    ledger.append((fact,), now=now)


def own_overruns_of(attribution: Attribution, party: str) -> list[str]:
    """Return the names of a party's overruns, without replies.

    Args:
        attribution: the shares in some orders.
        party: whose.
    """
    return [
        stage.name
        for order in attribution.unanswered
        for stage, own in zip(order.graph.stages, order.overruns, strict=True)
        if stage.party == party and own > 0
    ]
