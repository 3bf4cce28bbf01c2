"""A party's share opened by its parts: what many parts, no part and the unrecorded come to."""

from dataclasses import replace

import pytest

from tests.fair_shares import chain, owen
from unisono.analytics.attribution.graphs import OrderGraph, Stage
from unisono.analytics.attribution.inside import Part, parts_of
from unisono.analytics.attribution.sharing import OrderShares, share_out
from unisono.domain.facts import UNRECORDED

HOUR = 3600


def many_parts(n: int, *, slack: int) -> OrderShares:
    """Return an order that passed so many machines of Production, each an hour over, and then Logistics, two over."""
    stages = [
        Stage(
            name=f"{number}",
            party="production",
            line=f"machine {number:02}",
            agreed=HOUR,
            start=None if number else 0,
            end=2 * HOUR * (number + 1),
            inputs=(number - 1,) if number else (),
        )
        for number in range(n)
    ]
    ship = Stage(
        name="ship", party="logistics", kind="ship", agreed=HOUR, end=stages[-1].end + 3 * HOUR, inputs=(n - 1,)
    )
    (order,) = share_out([OrderGraph(order="A", stages=(*stages, ship), due=(n + 1) * HOUR + slack, promiser="sales")])
    return order


def test_a_party_without_a_part_in_it() -> None:
    """Who is not in the order has no parts, and who kept to what was agreed has some with nothing."""
    (order,) = share_out([chain([("production", 4), ("logistics", 0)])])
    assert parts_of(order, "carrier") == ()
    assert parts_of(order, "logistics") == ()


def test_alike_parts_have_alike_shares() -> None:
    """Five machines that each took as long have a fifth each."""
    order = many_parts(5, slack=2 * HOUR)
    (share,) = [share.seconds for share in order.shares if share.party == "production"]
    assert {part.seconds for part in parts_of(order, "production")} == {share // 5}


def test_parts_with_slack_are_owen_values() -> None:
    """Three machines and two other parties with hours to spare: what each has is what its definition says."""
    late = [("saw", 5), ("press", 3), ("weld", 1), ("logistics", 4), ("sales", 2)]
    graph = chain([(name, hours * HOUR) for name, hours in late], slack=6 * HOUR)
    made = tuple(
        replace(stage, party="production", line=stage.party) if place < 3 else stage
        for place, stage in enumerate(graph.stages)
    )
    graph = replace(graph, stages=made)
    (order,) = share_out([graph])
    expected = owen(graph, "production")
    assert {part.name for part in parts_of(order, "production")} == {"saw", "press", "weld"}
    for part in parts_of(order, "production"):
        assert abs(part.seconds - expected[part.name]) < 2


@pytest.mark.parametrize("slack", [0, 3 * HOUR])
def test_more_parts_than_can_be_joined_are_sampled(slack: int) -> None:
    """With twenty machines orders of joining are drawn: they sum to the share, and each is near a twentieth of it."""
    order = many_parts(20, slack=slack)
    (share,) = [share.seconds for share in order.shares if share.party == "production"]
    parts = parts_of(order, "production")
    assert sum(part.seconds for part in parts) == share
    assert all(abs(part.seconds - share / 20) < 0.03 * HOUR for part in parts)


def test_who_promised_too_early_is_a_part() -> None:
    """Sales has its promise beside the work that it did itself."""
    brought = Stage(name="bring", party="sales", kind="bring", start=0, agreed=HOUR, end=3 * HOUR)
    (order,) = share_out([OrderGraph(order="A", stages=(brought,), due=0, promiser="sales")])
    assert parts_of(order, "sales") == (
        Part(name="bring", seconds=2 * HOUR, credit=0),
        Part(name="promise", seconds=HOUR, credit=0),
    )


def test_the_unrecorded_is_opened_by_reasons() -> None:
    """What is unrecorded is nobody's: it has reasons in place of lines."""
    stages = (
        Stage(name="cut", party=UNRECORDED, line="saw", start=0, agreed=0, end=HOUR, reason="no fact"),
        Stage(name="ship", party=UNRECORDED, kind="ship", agreed=0, end=3 * HOUR, inputs=(0,)),
    )
    order_graph = OrderGraph(
        order="A", stages=stages, due=-HOUR, promiser=UNRECORDED, reason="promised before the plan"
    )
    (order,) = share_out([order_graph])
    assert {part.name: part.seconds // HOUR for part in parts_of(order, UNRECORDED)} == {
        "no fact": 1,
        "promised before the plan": 1,
        "ship": 2,
    }
