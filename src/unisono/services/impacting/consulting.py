"""Whom to consult before a change: who decides on it, who must be told, and who speaks for each of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from unisono.analytics.impact.measuring import Hit, Impact
from unisono.analytics.impact.objects import read_last_words
from unisono.analytics.rows import grouped
from unisono.domain.agreements.agreement import AgreedRight, Agreement
from unisono.domain.agreements.deciders import Matter, Rights
from unisono.domain.facts import CUSTOMER, SYSTEM, UNRECORDED
from unisono.domain.policy import Decision
from unisono.services.impacting.naming import Kind
from unisono.services.ports import FactTable, Ledger

NOBODY = frozenset({"", CUSTOMER, SYSTEM, UNRECORDED})
"""Those among requesters and performers whom nobody can call."""

LOOKED_AT = 500
"""So many commitments, the nearest first, are looked through for those who spoke in them."""

WORDS = 5
"""So many last words of a party are looked at for the name of a person."""

CHANGES: Mapping[Kind, tuple[Decision, ...]] = {
    Kind.ORDER: (Decision.RENEGOTIATE, Decision.MOVE_ORDER, Decision.ACCEPT_LATE),
    Kind.COMMITMENT: (Decision.RENEGOTIATE, Decision.MOVE_ORDER, Decision.ACCEPT_LATE),
    Kind.LINE: (Decision.OVERTIME, Decision.MOVE_ORDER, Decision.MOVE_FROZEN_WORK),
    Kind.PRODUCT: (Decision.STOCK, Decision.MOVE_ORDER, Decision.ACCEPT_LATE),
    Kind.PARTY: (Decision.RENEGOTIATE, Decision.MOVE_ORDER, Decision.ACCEPT_LATE),
    Kind.CUSTOMER: (Decision.RENEGOTIATE, Decision.ACCEPT_LATE, Decision.DECLINE),
    Kind.AGREEMENT: (Decision.RENEGOTIATE,),
    Kind.OBJECT: (Decision.RENEGOTIATE,),
}
"""What somebody has to decide when each of these slips, stops or changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """A party that decides on a change, its role for that, and who is asked before and told after by agreement."""

    decision: Decision
    party: str
    role: str = ""
    consulted: str = ""
    informed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach a party: its role, channel and hours by agreement, and who spoke for it last in what is hit."""

    party: str
    role: str = ""
    channel: str = ""
    hours: str = ""
    person: str = ""
    spoke_at: datetime | None = None
    position: int | None = None


def deciders_of(kind: Kind, impact: Impact, rights: Rights) -> tuple[Decider, ...]:
    """Return who decides on a change of what is hit, each party once for each decision.

    Args:
        kind: what changes.
        impact: what is hit.
        rights: who decides on what.
    """
    sides = sorted({(hit.node.requester, hit.node.performer) for hit in impact.begins})
    found: dict[tuple[Decision, str], Decider] = {}
    for decision in CHANGES[kind]:
        for requester, performer in sides:
            two = frozenset({requester, performer}) if decision is Decision.RENEGOTIATE else frozenset()
            matter = Matter(decision=decision, subject="", reason="", between=two)
            party = rights.decider(matter, party=performer)
            if party:
                right = _agreed_right(rights.agreements, decision, party)
                found.setdefault((decision, party), _decider(decision, party, right, rights))
    return tuple(found.values())


def _agreed_right(agreements: Sequence[Agreement], decision: Decision, party: str) -> AgreedRight | None:
    rights = (right for agreement in agreements for right in agreement.rights)
    return next((right for right in rights if (right.decision, right.party) == (decision, party)), None)


def _decider(decision: Decision, party: str, right: AgreedRight | None, rights: Rights) -> Decider:
    if right is not None:
        return Decider(decision=decision, party=party, consulted=right.consulted, informed=right.informed)
    rows = (row.decider for row in rights.policy.decision_rights if (row.option, row.party) == (decision, party))
    return Decider(decision=decision, party=party, role=next(rows, ""))


def told_of(impact: Impact, deciders: Iterable[Decider]) -> tuple[str, ...]:
    """Return the parties that must be told, the soonest to react first: those that wait, and those that asked.

    Args:
        impact: what is hit.
        deciders: who is asked anyway.
    """
    waiting = [one.party for one in impact.parties if one.waits]
    asked = sorted({hit.node.requester for hit in impact.hits})
    known = NOBODY | {decider.party for decider in deciders}
    return tuple(party for party in dict.fromkeys([*waiting, *asked]) if party not in known)


def contacts_of(
    *,
    table: FactTable,
    ledger: Ledger | None,
    hits: Sequence[Hit],
    parties: Iterable[str],
    agreements: Sequence[Agreement],
) -> tuple[Contact, ...]:
    """Return how to reach each party of which anything is known; persons are named to be talked to, never counted.

    Args:
        table: the facts.
        ledger: the facts, with the persons in them; None: no person is named.
        hits: what is hit, the nearest first.
        parties: whom to reach.
        agreements: those in force.
    """
    spoken = {} if ledger is None else _last_words(table, hits[:LOOKED_AT])
    contacts = (_contact(ledger, party, spoken.get(party, ()), agreements) for party in dict.fromkeys(parties))
    return tuple(one for one in contacts if one.role or one.person)


def _last_words(table: FactTable, hits: Sequence[Hit]) -> dict[str, list[int]]:
    """Return the positions of the last facts that each party told in some commitments, the latest first."""
    names = sorted({hit.node.commitment for hit in hits})
    if not names:
        return {}
    words = grouped(read_last_words(table.rows, names, most=WORDS))
    for hit in hits:
        words.setdefault(hit.node.performer, [hit.node.position])
    return words


def _contact(ledger: Ledger | None, party: str, spoken: Iterable[int], agreements: Sequence[Agreement]) -> Contact:
    sides = (side for agreement in agreements for side in agreement.parties if side.id == party)
    side = next(sides, None)
    known = Contact(party=party)
    if side is not None:
        known = replace(known, role=side.role, channel=side.channel, hours=side.hours)
    for person, said_at, position in () if ledger is None else _persons(ledger, party, spoken):
        return replace(known, person=person, spoke_at=said_at, position=position)
    return known


def _persons(ledger: Ledger, party: str, positions: Iterable[int]) -> Iterator[tuple[str, datetime, int]]:
    for position in positions:
        for entry in ledger.entries(after=position - 1, until=position):
            if entry.fact.actor.party == party and entry.fact.actor.person:
                yield entry.fact.actor.person, entry.fact.happened_at, position
