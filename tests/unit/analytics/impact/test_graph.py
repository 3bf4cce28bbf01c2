"""What waits for what among the commitments of Thorn Forge."""

from tests.waiting import asked
from unisono.analytics.impact.graph import Graph, Node, downstream, graph_of, in_order, upstream
from unisono.analytics.waiting import Needs


def waiting(*nodes: Node, needs: dict[str, list[str]], on_line: dict[str, str] | None = None) -> Graph:
    """Return the graph of some commitments."""
    return graph_of(nodes, Needs(inputs=needs, on_line=on_line or {}))


MAKE, PICK, BRING = asked("A/produce", "forge"), asked("A/pick", "store"), asked("A/ship", "carrier", asks="store")
CHAIN = {"A/ship": ["A/pick"], "A/pick": ["A/produce"]}


def test_all_that_waits_is_found_by_steps() -> None:
    """What is picked after it was made, and shipped after that, waits for the making, one and two steps away."""
    graph = waiting(BRING, PICK, MAKE, needs=CHAIN)
    assert downstream(graph, ["A/produce"]) == {"A/pick": 1, "A/ship": 2}
    assert upstream(graph, ["A/ship"]) == {"A/pick": 1, "A/produce": 2}


def test_the_next_on_a_line_waits_for_it() -> None:
    """Where a line is late with one order, the next order on it waits although it needs nothing of the first."""
    graph = waiting(MAKE, asked("B/produce", "forge"), needs={}, on_line={"B/produce": "A/produce"})
    assert downstream(graph, ["A/produce"]) == {"B/produce": 1}


def test_what_is_delivered_hands_nothing_on() -> None:
    """Gates that were picked in spite of all are not hit, and nor is the lorry that only waits for them."""
    graph = waiting(MAKE, PICK._replace(delivered=5), BRING, needs=CHAIN)
    assert downstream(graph, ["A/produce"]) == {}
    assert downstream(graph, ["A/produce"], hit=lambda _: True) == {"A/pick": 1, "A/ship": 2}


def test_what_nobody_wants_any_more_is_not_hit() -> None:
    """A request that was withdrawn waits for nothing."""
    assert downstream(waiting(MAKE, PICK._replace(is_off=True), needs=CHAIN), ["A/produce"]) == {}


def test_a_part_waits_for_what_its_whole_waits_for() -> None:
    """The carrier has another one drive the last leg: that one as well waits for the picking."""
    leg = asked("A/ship-1", "oder", asks="carrier")
    graph = waiting(PICK, BRING, leg, needs={"A/ship": ["A/pick", "A/ship-1"]})
    assert downstream(graph, ["A/pick"]) == {"A/ship": 1, "A/ship-1": 1}
    assert graph.waits_for["A/ship"] == ["A/pick", "A/ship-1"]


def test_a_circle_ends() -> None:
    """Two orders that wait for each other are each downstream of the other, and one of them comes first."""
    graph = waiting(MAKE, PICK, needs={"A/produce": ["A/pick"], "A/pick": ["A/produce"]})
    assert downstream(graph, ["A/produce"]) == {"A/pick": 1}
    assert sorted(in_order(graph)) == ["A/pick", "A/produce"]


def test_unknown_names_are_passed_over() -> None:
    """What no fact asked for is no commitment, whether it is needed or looked for."""
    graph = waiting(PICK, needs=CHAIN)
    assert downstream(graph, ["A/produce", "A/pick"]) == {}
    assert in_order(graph, ["A/produce", "A/pick"]) == ("A/pick",)


def test_a_long_chain_is_no_trouble() -> None:
    """Ten thousand orders one after the other on a line are walked from end to end."""
    names = [f"{number:05}/produce" for number in range(10_000)]
    on_line = dict(zip(names[1:], names, strict=False))
    graph = waiting(*(asked(name, "forge") for name in names), needs={}, on_line=on_line)
    assert downstream(graph, names[:1])[names[-1]] == 9_999
    assert in_order(graph) == tuple(names)


def test_work_has_to_begin_as_long_before_as_it_takes() -> None:
    """Picking that takes two hours and is promised for the tenth must begin at eight; without a time nobody knows."""
    assert asked("A/pick", "store", due=10, agreed=2).begins == 8 * 3600
    assert asked("A/pick", "store", agreed=2).begins is None
