"""Laws of the impact map: what holds whoever waits for whom."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.waiting import asked
from unisono.analytics.impact.bundles import bundle
from unisono.analytics.impact.graph import Graph, Node, downstream, graph_of, in_order, upstream
from unisono.analytics.impact.measuring import measure
from unisono.analytics.rows import grouped
from unisono.analytics.waiting import Needs

NAMES = [f"{order}/{purpose}" for order in "ABC" for purpose in ("supply", "produce", "ship", "promise")]
PARTIES = ("carrier", "forge", "sales", "store")
FEW = settings(max_examples=30)


NODES = st.builds(
    asked,
    st.sampled_from(NAMES),
    st.sampled_from(PARTIES),
    due=st.none() | st.integers(0, 99),
    done=st.sampled_from([None, None, None, 5]),
    value=st.none() | st.integers(0, 900),
    customer=st.sampled_from(["", "Park", "Rosewood"]),
)
PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Node], Needs]:
    """Draw commitments of three orders that wait for any others, also in circles, some of them delivered."""
    nodes = draw(st.lists(NODES, min_size=1, unique_by=lambda node: node.commitment))
    inputs = grouped(draw(st.lists(PAIRS, max_size=16, unique=True)))
    return nodes, Needs(inputs=inputs, on_line=dict(draw(st.lists(PAIRS, max_size=4))))


GRAPHS = books().map(lambda book: graph_of(*book))


@FEW
@given(books())
def test_the_order_of_facts_changes_nothing(book: tuple[list[Node], Needs]) -> None:
    """However commitments and needs come, the same waits for the same, in the same order."""
    nodes, needs = book
    turned = Needs(inputs={name: needs.inputs[name][::-1] for name in reversed([*needs.inputs])}, on_line=needs.on_line)
    one, other = graph_of(nodes, needs), graph_of(nodes[::-1], turned)
    start = nodes[0].commitment
    assert list(downstream(one, [start]).items()) == list(downstream(other, [start]).items())
    assert in_order(one) == in_order(other)


@FEW
@given(GRAPHS)
def test_downstream_is_transitive_and_closed(graph: Graph) -> None:
    """What waits for something that waits is in it too, and nothing open that waits for any of it is outside."""
    for start in graph.nodes:
        found = downstream(graph, [start])
        for name in found:
            assert downstream(graph, [name]).keys() <= found.keys() | {start}
        reached = {start, *found}
        waiting = {other for name in reached for other in graph.awaited_by.get(name, ())}
        assert {name for name in waiting if graph.nodes[name].is_open} <= reached
        assert all(graph.nodes[name].is_open for name in found)


@FEW
@given(GRAPHS)
def test_steps_are_the_fewest(graph: Graph) -> None:
    """What is so many steps away waits for something one step nearer, and for nothing nearer than that."""
    start = min(graph.nodes)
    found = {start: 0, **downstream(graph, [start])}
    for name, steps in found.items():
        nearer = [found[before] for before in graph.waits_for.get(name, ()) if before in found]
        assert name == start or min(nearer) == steps - 1


@FEW
@given(GRAPHS)
def test_upstream_is_downstream_turned_round(graph: Graph) -> None:
    """If everything can be hit, one commitment is downstream of another exactly if that is upstream of it."""
    for one in graph.nodes:
        for other in downstream(graph, [one], hit=lambda _: True):
            assert one in upstream(graph, [other], hit=lambda _: True)


@FEW
@given(GRAPHS)
def test_all_stand_once_in_order(graph: Graph) -> None:
    """Each commitment stands once, after all that it waits for unless they wait for it in turn."""
    ordered = in_order(graph)
    assert sorted(ordered) == sorted(graph.nodes)
    places = {name: place for place, name in enumerate(ordered)}
    for name, inputs in graph.waits_for.items():
        after = downstream(graph, [name], hit=lambda _: True)
        assert all(places[before] < places[name] for before in inputs if before not in after)


@FEW
@given(GRAPHS)
def test_everything_that_is_hit_is_counted_once(graph: Graph) -> None:
    """Each commitment stands with one party, each order with one customer and with one value, the largest of it."""
    found = measure(graph, graph.nodes)
    assert {hit.node.commitment for hit in found.hits} == {name for name, node in graph.nodes.items() if node.is_open}
    assert sum(party.begins + party.waits for party in found.parties) == len(found.hits)
    assert sum(customer.orders for customer in found.customers) == len(found.orders)
    largest: dict[str, float] = {}
    for hit in found.hits:
        if hit.node.is_customers and hit.node.value is not None:
            largest[hit.node.order] = max(hit.node.value, largest.get(hit.node.order, 0.0))
    assert (found.value or 0.0) == sum(largest.values())


@FEW
@given(GRAPHS)
def test_a_map_in_pieces_loses_nothing(graph: Graph) -> None:
    """The pieces hold all that is hit, and every flow leads away from the start."""
    found = measure(graph, graph.nodes)
    pieces = bundle(found)
    assert sum(one.commitments for one in pieces.work) == len(found.hits)
    assert sum(len(tier.named) + tier.more for tier in pieces.tiers) == len(found.customers)
    layers = [0, *(one.layer for one in pieces.work), *[len(graph.nodes) + 2] * len(pieces.tiers)]
    assert all(layers[flow.source] < layers[flow.target] for flow in pieces.flows)
