"""Work on the files of an office as commitments: whose turn came after whose."""

import pytest

from tests.late_orders import case, day
from tests.plain_fact_table import PlainFactTable
from unisono.analytics.impact.graph import Graph, downstream
from unisono.analytics.impact.measuring import measure
from unisono.analytics.impact.reading import read_graph_with_work
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import Actor, Fact, Link, Medium, Origin


def touched(number: int, party: str, *cases: str, customer: str = "") -> Fact:
    """Return work by a party on some cases, one hour after the other."""
    links = [Link(type="case", object=name) for name in cases]
    return Fact(
        id=f"touch {number}",
        happened_at=day(number / 24),
        actor=Actor(party=party),
        origin=Origin(medium=Medium.FILE),
        act=WorkRecorded(activity=f"step of {party}"),
        links=(*links, *([Link(type="Customers", object=customer)] if customer else [])),
    )


@pytest.fixture(scope="module")
def lorry() -> Graph:
    """Return the work on two orders that are packed apart and leave in one lorry."""
    facts = [
        touched(1, "desk", "A", customer="Park"),
        touched(2, "packing", "A"),
        touched(3, "packing", "A"),
        touched(4, "desk", "B", customer="Mill"),
        touched(5, "packing", "B"),
        touched(6, "lorry", "A", "B"),
        touched(7, "desk", "B"),
    ]
    return read_graph_with_work(PlainFactTable(facts).rows, whole=True)


def test_consecutive_work_of_a_party_is_one_run(lorry: Graph) -> None:
    """Packing twice in a row is one run, which waits for the desk."""
    assert lorry.waits_for["A, run 2"] == ["A, run 1"]
    assert lorry.nodes["A, run 2"].purpose == "step of packing"
    assert lorry.nodes["A, run 2"].customer == "Park"


def test_work_for_several_cases_waits_for_all_of_them(lorry: Graph) -> None:
    """What is packed late for one order makes the lorry late for both; what one does after it hits only itself."""
    found = measure(lorry, ["A, run 2"], hit=lambda _: True)
    assert [one.node.commitment for one in found.waits] == ["A, run 3", "B, run 3", "B, run 4"]
    assert found.edges[:2] == (("A, run 2", "A, run 3"), ("A, run 2", "B, run 3"))
    assert [one.customer for one in found.customers] == ["Mill", "Park"]
    assert downstream(lorry, ["B, run 3"], hit=lambda _: True) == {"B, run 4": 1}


def test_an_open_case_lies_with_whoever_worked_last() -> None:
    """Of a permit that is still to come the last run counts, and the office that promised it waits for that."""
    steps = [("desk", "desk", 1.0), ("check", "experts", 2.0)]
    coming = case("P-1", opened=0, steps=steps, ended=3, due=4)[:-1]
    given = case("P-2", opened=0, steps=steps, ended=3, due=4)
    graph = read_graph_with_work(PlainFactTable([*coming, *given]).rows, whole=False)
    assert [name for name, node in graph.nodes.items() if node.is_open] == ["P-1", "P-1, run 2"]
    assert downstream(graph, ["P-1, run 2"]) == {"P-1": 1}
    assert "P-2, run 2" not in graph.nodes
