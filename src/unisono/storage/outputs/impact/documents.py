"""An impact map as JSON for programs."""

from datetime import UTC, datetime

from unisono.analytics.impact.measuring import CustomerHit, Hit, OrderHit, PartyHit
from unisono.services.impacting.consulting import Contact, Decider
from unisono.services.impacting.mapping import ImpactMap
from unisono.storage.outputs.json_text import Plain, to_plain

CENTS = 2
VALUE_IS = "value of the orders that wait, by the promises to customers; no loss"


def document(found: ImpactMap, currency: str | None) -> Plain:
    """Return an impact map for programs.

    Args:
        found: the map.
        currency: of the company, where it is known.
    """
    impact = found.impact
    return {
        "start": {
            "name": found.start.name,
            "kind": found.start.kind.value,
            "commitments": [hit.node.commitment for hit in impact.begins],
        },
        "now": to_plain(found.now),
        "counts": "all" if found.is_whole else "open",
        "orders": [_order(order) for order in impact.orders],
        "value": _money(impact.value),
        "value_is": VALUE_IS,
        "currency": currency,
        "day_of_delay_costs": _money(found.day_cost),
        "first_expected": _moment(impact.expected),
        "parties": [_party(party, found) for party in impact.parties],
        "customers": [_customer(customer) for customer in impact.customers],
        "commitments": [_hit(hit, found) for hit in impact.hits],
        "edges": [list(edge) for edge in impact.edges],
        "ask": [_decider(decider) for decider in found.deciders],
        "tell": list(found.told),
        "contacts": [_contact(contact) for contact in found.contacts],
    }


def _party(party: PartyHit, found: ImpactMap) -> Plain:
    return {
        "party": party.party,
        "begins": party.begins,
        "waits": party.waits,
        "orders": party.orders,
        "purposes": dict(party.purposes),
        "must_begin": _moment(party.react),
        "seconds_left": found.seconds_until(party.react),
    }


def _customer(customer: CustomerHit) -> Plain:
    return {
        "customer": customer.customer,
        "tier": customer.tier,
        "orders": customer.orders,
        "value": _money(customer.value),
        "first_expected": _moment(customer.expected),
    }


def _order(order: OrderHit) -> Plain:
    return {
        "order": order.order,
        "customer": order.customer,
        "tier": order.tier,
        "value": _money(order.value),
        "expected": _moment(order.expected),
    }


def _hit(hit: Hit, found: ImpactMap) -> Plain:
    node = hit.node
    return {
        "commitment": node.commitment,
        "steps": hit.steps,
        "requester": node.requester,
        "performer": node.performer,
        "purpose": node.purpose,
        "order": node.order,
        "customer": node.customer,
        "expected": _moment(node.expected),
        "must_begin": _moment(hit.react),
        "seconds_left": found.seconds_until(hit.react),
    }


def _decider(decider: Decider) -> Plain:
    return {
        "decision": decider.decision.value,
        "party": decider.party,
        "role": decider.role,
        "asked_before": decider.consulted,
        "told_after": decider.informed,
    }


def _contact(contact: Contact) -> Plain:
    return {
        "party": contact.party,
        "role": contact.role,
        "channel": contact.channel,
        "hours": contact.hours,
        "person": contact.person,
        "spoke_at": to_plain(contact.spoke_at),
        "position": contact.position,
    }


def _moment(at: int | None) -> Plain:
    return None if at is None else to_plain(datetime.fromtimestamp(at, UTC))


def _money(value: float | None) -> float | None:
    return None if value is None else round(value, CENTS)
