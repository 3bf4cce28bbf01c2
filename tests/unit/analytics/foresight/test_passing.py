"""Lateness at Thorn Forge on its way from the coil to the customer, against reckoning by hand."""

import numpy as np

from tests.waiting import HOUR, asked
from unisono.analytics.foresight.outlooks import Outlooks
from unisono.analytics.foresight.passing import FEWEST, pass_on, shortest_times
from unisono.analytics.impact.graph import Graph, graph_of
from unisono.analytics.waiting import Needs

LEVELS = np.array([0.1, 0.5, 0.9])
CHAIN = ("A/supply", "A/produce", "A/pick", "A/promise")
WORK = {("produce", "forge"): 2.0, ("pick", "store"): 1.0}


def chain() -> Graph:
    """Return order A: the coil, the gate that is made of it, the picking, and the promise to the Park."""
    nodes = [
        asked("A/supply", "smelter", due=20),
        asked("A/produce", "forge", due=30),
        asked("A/pick", "store", due=40),
        asked("A/promise", "sales", due=60, customer="Park"),
    ]
    return graph_of(nodes, Needs(inputs=dict(zip(CHAIN[1:], ([name] for name in CHAIN), strict=False)), on_line={}))


def outlooks(**hours: list[float]) -> Outlooks:
    """Return the outlooks of the commitments of order A, by purpose."""
    names = tuple(f"A/{purpose}" for purpose in hours)
    return Outlooks(names=names, levels=LEVELS, seconds=np.array([*hours.values()], float))


def test_a_late_coil_makes_the_customer_wait() -> None:
    """Each link takes its shortest time after the coil, and the slack of the promise takes up a part."""
    own = outlooks(supply=[10, 20, 80], produce=[28, 29, 30], pick=[31, 32, 33], promise=[50, 60, 61])
    passed = pass_on(own, chain(), WORK).passed
    assert passed.of(["A/produce"]).seconds.tolist() == [[28, 29, 82]]
    assert passed.of(["A/pick"]).seconds.tolist() == [[31, 32, 83]]
    assert passed.of(["A/promise"]).seconds.tolist() == [[50, 60, 83]]


def test_a_coil_in_time_would_help() -> None:
    """What waits for the coil is looked at as if it came when people count on it, all else as it is."""
    own = outlooks(supply=[10, 20, 80], produce=[28, 29, 30], pick=[31, 32, 33], promise=[50, 60, 61])
    passing = pass_on(own, chain(), WORK)
    helped = passing.if_in_time("A/supply", 20)
    assert helped.names == CHAIN[1:]
    assert helped.seconds.tolist() == own.seconds[1:].tolist()
    assert passing.if_in_time("A/promise", 20).names == ()


def test_all_that_waits_is_passed_over_where_nothing_is_foreseen() -> None:
    """Work without an outlook passes nothing on, and work that nobody knows keeps its own outlook."""
    own = Outlooks(
        names=("A/supply", "A/pick", "B"), levels=LEVELS, seconds=np.array([[9] * 3, [1] * 3, [2] * 3], float)
    )
    assert pass_on(own, chain(), WORK).passed.seconds.tolist() == own.seconds.tolist()


def test_nothing_open_is_passed_on() -> None:
    """Without open commitments there is nothing to tell."""
    nothing = Outlooks(names=(), levels=LEVELS, seconds=np.zeros((0, 3)))
    assert pass_on(nothing, chain(), WORK).passed.names == ()


def test_the_shortest_time_is_that_of_the_quickest() -> None:
    """Eleven gates took 10, 11 ... 20 hours after their coils: none was quicker than ten."""
    nodes = [
        node
        for place in range(11)
        for node in (
            asked(f"{place}/supply", "smelter", done=place),
            asked(f"{place}/produce", "forge", done=2 * place + 10),
        )
    ]
    needs = Needs(inputs={f"{place}/produce": [f"{place}/supply"] for place in range(11)}, on_line={})
    assert shortest_times(graph_of(nodes, needs)) == {("produce", "forge"): 10 * HOUR}


def test_a_short_past_tells_no_shortest_time() -> None:
    """Of too few gates nothing is said, nor of those whose coil has not been recorded."""
    few = [
        node
        for place in range(FEWEST - 1)
        for node in (asked(f"{place}/supply", "smelter", done=1), asked(f"{place}/produce", "forge", done=9))
    ]
    few += [asked("X/supply", "smelter"), asked("X/produce", "forge", done=9)]
    needs = Needs(inputs={f"{place}/produce": [f"{place}/supply"] for place in [*range(FEWEST - 1), "X"]}, on_line={})
    assert shortest_times(graph_of(few, needs)) == {}
