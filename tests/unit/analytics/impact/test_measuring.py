"""Whom it hits at Thorn Forge when something slips, each figure counted by hand."""

from tests.waiting import HOUR, asked
from unisono.analytics.impact.graph import Graph, Node, graph_of
from unisono.analytics.impact.measuring import Impact, measure, tiers_of
from unisono.analytics.waiting import Needs


def order(
    name: str, *, due: float = 20, customer: str = "Mill", tier: str = "", value: float | None = None
) -> list[Node]:
    """Return an order that the forge makes, the store picks and sales brings, promised for an hour."""
    return [
        asked(f"{name}/produce", "forge", due=due - 8, agreed=4, line="anvil"),
        asked(f"{name}/pick", "store", due=due - 2, agreed=3),
        asked(f"{name}/promise", "sales", due=due, customer=customer, tier=tier, value=value),
    ]


def gold(name: str, *, due: float = 20) -> list[Node]:
    """Return an order of a gold customer."""
    return order(name, due=due, customer="Rosewood", tier="gold", value=900)


def shop(*orders: list[Node], on_line: dict[str, str] | None = None) -> Graph:
    """Return the graph of some orders."""
    nodes = [node for one in orders for node in one]
    names = {node.subject for node in nodes}
    steps = {f"{name}/pick": [f"{name}/produce"] for name in names}
    steps |= {f"{name}/promise": [f"{name}/pick"] for name in names}
    return graph_of(nodes, Needs(inputs=steps, on_line=on_line or {}))


def hit(graph: Graph, *names: str) -> Impact:
    """Return what is hit when some commitments slip."""
    return measure(graph, names)


def test_parties_are_told_with_the_time_until_they_have_to_begin() -> None:
    """Picking for the twentieth hour has to begin at fifteen; sales has until the customer expects it."""
    found = hit(shop(gold("A")), "A/produce")
    assert [(one.party, one.begins, one.waits, one.react) for one in found.parties] == [
        ("store", 0, 1, 15 * HOUR),
        ("sales", 0, 1, 20 * HOUR),
        ("forge", 1, 0, None),
    ]


def test_only_the_first_of_an_order_begins_it() -> None:
    """Where a whole order is named, its work begins with the making, and the rest is downstream."""
    found = hit(shop(gold("A")), "A/promise", "A/produce", "A/pick")
    assert [(one.node.commitment, one.steps) for one in found.hits] == [
        ("A/produce", 0),
        ("A/pick", 1),
        ("A/promise", 2),
    ]
    assert found.edges == (("A/produce", "A/pick"), ("A/pick", "A/promise"))


def test_all_work_of_a_line_begins_it() -> None:
    """Where a line stops, the order behind another one on it does not wait for that one alone."""
    graph = shop(gold("A"), order("B"), on_line={"B/produce": "A/produce"})
    assert len(hit(graph, "A/produce", "B/produce").begins) == 2
    assert len(hit(graph, "A/produce").begins) == 1
    assert len(hit(graph, "A/produce").orders) == 2


def test_customers_stand_by_tier_and_value() -> None:
    """Gold comes before silver whatever it is worth, and a customer's orders are summed, the earliest date counting."""
    graph = shop(
        gold("A"),
        order("B", customer="Park", tier="silver", value=5000),
        gold("C", due=15),
        order("D"),
    )
    found = hit(graph, *graph.nodes)
    assert [(one.customer, one.orders, one.value, one.expected) for one in found.customers] == [
        ("Rosewood", 2, 1800, 15 * HOUR),
        ("Park", 1, 5000, 20 * HOUR),
        ("Mill", 1, None, 20 * HOUR),
    ]
    assert (found.value, found.expected) == (6800, 15 * HOUR)
    assert dict(tiers_of(found.customers)) == {"gold": 1, "silver": 1}


def test_an_order_with_two_promises_counts_once() -> None:
    """The dearer promise of one order is its value."""
    twice = [*gold("A"), asked("A/promise-2", "sales", due=30, customer="Rosewood", value=1000)]
    graph = graph_of([node._replace(purpose=node.purpose.partition("-")[0]) for node in twice], Needs({}, {}))
    found = hit(graph, *graph.nodes)
    assert (len(found.orders), found.value) == (1, 1000)


def test_what_is_done_is_not_hit_unless_all_counts() -> None:
    """A delivered order is gone; looked at as a whole it is there, with no time left to react."""
    graph = shop([node._replace(delivered=3) for node in gold("A")])
    assert hit(graph, "A/produce") == Impact(hits=(), edges=(), parties=(), orders=(), customers=())
    found = measure(graph, ["A/produce"], hit=lambda node: not node.is_off)
    assert (len(found.hits), found.value) == (3, 900)
    assert {one.react for one in found.parties} == {None}
