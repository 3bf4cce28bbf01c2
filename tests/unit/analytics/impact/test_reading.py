"""The graph of commitments as the facts of Thorn Forge tell it."""

from dataclasses import replace
from decimal import Decimal

from tests.late_orders import day, done, said, work
from tests.plain_fact_table import PlainFactTable
from unisono.analytics.impact.graph import Graph, downstream
from unisono.analytics.impact.reading import read_graph
from unisono.domain.acts.commitments import (
    CounterOffered,
    Needed,
    Promised,
    Purpose,
    Renegotiated,
    Requested,
    Through,
    Withdrawn,
)
from unisono.domain.facts import CUSTOMER, Fact, Link


def read(*facts: Fact) -> Graph:
    """Return the graph that some facts give."""
    return read_graph(PlainFactTable(facts).rows)


def order(name: str = "A") -> list[Fact]:
    """Return an order that production makes by day 4 and sales brings by day 6."""
    needs = [(f"{name}/produce", Through.INPUT)]
    return [
        *work(name, Purpose.PROMISE, asks=CUSTOMER, does="sales", agreed=None, due=6, needs=needs),
        *work(name, Purpose.PRODUCE, asks="sales", does="production", agreed=2, due=4),
    ]


def test_a_commitment_is_read_with_its_terms() -> None:
    """Who does what for whom until when, on which line, and how long it takes."""
    node = read(*order()).nodes["A/produce"]
    assert (node.requester, node.performer, node.order, node.line) == ("sales", "production", "A", "anvil")
    assert (node.due, node.agreed, node.is_open) == (int(day(4).timestamp()), 2 * 86_400, True)


def test_customer_tier_and_product_are_read() -> None:
    """The request names customer and tier, its links the product; a log's link names the customer where it does not."""
    asks = Requested(requester=CUSTOMER, performer="sales", subject="A", customer="Rosewood", tier="gold")
    mute = replace(asks, customer="", tier="")
    node, other = (
        read(replace(said("A/promise", CUSTOMER, act, 0), links=links)).nodes["A/promise"]
        for act, links in (
            (asks, (Link(type="product", object="gate"),)),
            (mute, (Link(type="Customers", object="Park"),)),
        )
    )
    assert (node.customer, node.tier, node.product) == ("Rosewood", "gold", "gate")
    assert (other.customer, other.tier, other.product) == ("Park", "", "")


def test_the_last_promised_terms_count() -> None:
    """The price and the time of the last promise stand before what was asked."""
    asks = Requested(requester=CUSTOMER, performer="sales", subject="A", due=day(3), value=Decimal(900))
    later = Renegotiated(due=day(5), owner=CUSTOMER, reason="holidays")
    facts = [said("A", CUSTOMER, asks, 0), said("A", "sales", Promised(due=day(4), value=Decimal(950)), 0)]
    assert read(*facts[:1]).nodes["A"].value == 900
    node = read(*facts, said("A", "sales", later, 1)).nodes["A"]
    assert (node.value, node.expected) == (950, int(day(5).timestamp()))


def test_what_has_ended_is_not_open() -> None:
    """Delivered, withdrawn, or only a counter-offer: nobody waits for it to come as asked."""
    brought = read(*order(), *done("A", Purpose.PRODUCE, does="production", asks="sales", at=4))
    dropped = read(*order(), said("A/promise", CUSTOMER, Withdrawn(reason="bought elsewhere"), 1))
    asks = Requested(requester=CUSTOMER, performer="sales", subject="A")
    offered = read(said("A", CUSTOMER, asks, 0), said("A", "sales", CounterOffered(due=day(9), reason="full"), 0))
    assert not brought.nodes["A/produce"].is_open
    assert downstream(brought, ["A/produce"]) == {"A/promise": 1}
    assert not dropped.nodes["A/promise"].is_open
    assert not offered.nodes["A"].is_open


def test_the_last_told_place_on_a_line_counts() -> None:
    """An order that was put behind another one on its line waits for that one alone."""
    facts = [fact for name in "ABC" for fact in order(name)]
    first = said("C/produce", "sales", Needed(needs="A/produce", through=Through.RESOURCE), 0, more="A")
    again = said("C/produce", "sales", Needed(needs="B/produce", through=Through.RESOURCE), 1, more="B")
    graph = read(*facts, first, again)
    assert downstream(graph, ["A/produce"]) == {"A/promise": 1}
    assert downstream(graph, ["B/produce"]) == {"B/promise": 1, "C/produce": 1, "C/promise": 2}
