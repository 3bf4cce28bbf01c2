"""Laws of passing lateness downstream: what holds whoever waits for whom."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.waiting import asked
from unisono.analytics.foresight.outlooks import Floats, Outlooks
from unisono.analytics.foresight.passing import Passing, pass_on
from unisono.analytics.impact.graph import Graph, graph_of, in_order
from unisono.analytics.rows import grouped
from unisono.analytics.waiting import Needs

NAMES = [f"{order}/{purpose}" for order in "ABC" for purpose in ("supply", "produce", "ship", "promise")]
LEVELS = np.array([0.05, 0.5, 0.95])
WORK = {("produce", "forge"): 3.0, ("ship", "carrier"): 0.5}
FEW = settings(max_examples=60)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Graph, Outlooks]:
    """Draw open commitments that wait for any others, also in circles, and an outlook for some of them."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    nodes = [asked(name, draw(st.sampled_from(("carrier", "forge", "sales")))) for name in names]
    pairs = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=16, unique=True))
    graph = graph_of(nodes, Needs(inputs=grouped(pairs), on_line={}))
    told = draw(st.lists(st.sampled_from(names), unique=True))
    rows = [sorted(draw(st.lists(st.integers(0, 99), min_size=3, max_size=3))) for _ in told]
    return graph, Outlooks(names=tuple(told), levels=LEVELS, seconds=np.array(rows, float).reshape(-1, 3))


def row(outlooks: Outlooks, name: str) -> Floats:
    """Return the row of a commitment."""
    found: Floats = outlooks.of([name]).seconds[0]
    return found


def passed(graph: Graph, own: Outlooks) -> Passing:
    """Return what comes of passing."""
    return pass_on(own, graph, WORK)


@FEW
@given(situations())
def test_nothing_ends_before_its_inputs_and_its_own_outlook(situation: tuple[Graph, Outlooks]) -> None:
    """With each probability a commitment ends no earlier than by itself, and its work after each of its inputs."""
    graph, own = situation
    result = passed(graph, own)
    for name in own.names:
        assert np.all(row(result.passed, name) >= row(own, name))
        work = WORK.get((graph.nodes[name].purpose, graph.nodes[name].performer), 0.0)
        for before in result.inputs[name]:
            assert np.all(row(result.passed, name) >= row(result.passed, before) + work)


@FEW
@given(situations())
def test_what_waits_for_nothing_stays_as_it_is(situation: tuple[Graph, Outlooks]) -> None:
    """Without open inputs the outlook is the commitment's own, and nothing is later than some reason for it."""
    graph, own = situation
    result = passed(graph, own)
    for name in own.names:
        if not set(graph.waits_for.get(name, ())) & set(own.names):
            assert row(result.passed, name).tolist() == row(own, name).tolist()
    assert np.all(result.passed.seconds <= np.max(own.seconds, axis=0, initial=0) + 3.0 * len(own.names))


@FEW
@given(situations(), st.data())
def test_a_later_input_makes_nothing_earlier(situation: tuple[Graph, Outlooks], data: st.DataObject) -> None:
    """If one commitment comes later, everything comes later or when it did."""
    graph, own = situation
    if not own.names:
        return
    place = data.draw(st.integers(0, len(own.names) - 1))
    seconds = own.seconds.copy()
    seconds[place] += data.draw(st.integers(0, 50))
    later = Outlooks(names=own.names, levels=LEVELS, seconds=seconds)
    assert np.all(passed(graph, later).passed.seconds >= passed(graph, own).passed.seconds)


@FEW
@given(situations(), st.integers(0, 99))
def test_in_time_is_never_worse(situation: tuple[Graph, Outlooks], seconds: int) -> None:
    """If a commitment came in time, what waits for it is no later; if it comes then anyway, nothing changes."""
    graph, own = situation
    result = passed(graph, own)
    for name in own.names:
        helped = result.if_in_time(name, seconds)
        unhelped = result.if_in_time(name, 10_000)
        assert np.all(helped.seconds <= result.passed.of(helped.names).seconds)
        assert unhelped.seconds.tolist() == result.passed.of(unhelped.names).seconds.tolist()


@FEW
@given(situations())
def test_a_circle_is_cut(situation: tuple[Graph, Outlooks]) -> None:
    """What is passed on goes one way: no commitment waits in the end for itself."""
    graph, own = situation
    result = passed(graph, own)
    places = {name: place for place, name in enumerate(in_order(graph, own.names))}
    assert result.inputs.keys() == places.keys()
    assert all(places[before] < places[name] for name, inputs in result.inputs.items() for before in inputs)
