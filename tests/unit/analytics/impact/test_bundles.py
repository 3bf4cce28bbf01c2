"""A map in few pieces: what is told together, and where it lies on a picture."""

from itertools import combinations

import pytest

from tests.waiting import asked, forge_map
from unisono.analytics.impact.bundles import MOST_NAMED, Bundled, Flow, bundle
from unisono.analytics.impact.graph import Node, graph_of
from unisono.analytics.impact.layout import WIDEST, Box, Size, lay_across, lay_down
from unisono.analytics.impact.measuring import measure
from unisono.analytics.waiting import Needs


def of(*nodes: Node, starts: list[str], **needs: list[str]) -> Bundled:
    """Return the pieces of a map in which one commitment of an order needs others."""
    return bundle(measure(graph_of(nodes, Needs(inputs=needs, on_line={})), starts))


def test_work_of_a_party_is_told_together() -> None:
    """Two orders are one piece at each party, the value of both flows through all, and customers stand by tier."""
    found = bundle(forge_map().impact)
    assert [(one.party, one.layer, one.orders) for one in found.work] == [
        ("production", 1, 2),
        ("logistics", 2, 2),
        ("sales", 3, 2),
    ]
    assert [(tier.tier, tier.orders, tier.value) for tier in found.tiers] == [("gold", 1, 900), ("standard", 1, 450)]
    assert [(flow.source, flow.target, flow.value) for flow in found.flows] == [
        (0, 1, 1350),
        (1, 2, 1350),
        (2, 3, 1350),
        (3, 4, 900),
        (3, 5, 450),
    ]


def test_a_hundred_customers_are_few_pieces() -> None:
    """The largest customers of a tier are named, and the others counted."""
    found = bundle(forge_map(customers=tuple(f"C{number:03}" for number in range(100))).impact)
    assert len(found.work) == 3
    assert [(len(tier.named), tier.more) for tier in found.tiers] == [(1, 0), (MOST_NAMED, 95)]


def test_many_parties_are_told_by_party_and_the_smallest_together() -> None:
    """Of twelve parties eight are told apart, and four as one piece without a name."""
    nodes = [asked(f"A/step-{number}", f"party {number:02}") for number in range(12)]
    found = of(*nodes, starts=[node.commitment for node in nodes])
    assert len(found.work) == 9
    assert [one.parties for one in found.work if not one.party] == [4]


def test_those_in_a_circle_stand_together() -> None:
    """Two parties that give an order to and fro stand one above the other, behind the one that begins it."""
    nodes = [asked(f"A/{name}", name[0]) for name in ("start", "one", "two", "one again")]
    needs = {"A/one": ["A/start"], "A/two": ["A/one"], "A/one again": ["A/two"]}
    found = of(*nodes, starts=["A/start"], **needs)
    merged = of(*(node._replace(purpose="") for node in nodes), starts=["A/start"], **needs)
    assert [one.layer for one in found.work] == [1, 2, 3, 4]
    assert sorted((one.party, one.layer) for one in merged.work) == [("o", 2), ("s", 1), ("t", 2)]
    assert [(flow.source, flow.target) for flow in merged.flows if flow.source] == [(1, 2)]


SIZES = [Size(0, 150, 60), Size(1, 160, 80), Size(1, 160, 40), Size(2, 160, 60), Size(3, 256, 90), Size(3, 256, 60)]
FLOWS = [Flow(0, 1, 3, None, 0.7), Flow(0, 2, 2, None, 0.3), Flow(1, 3, 3, None, 1.0), Flow(3, 4, 1, None, 0.4)]


@pytest.mark.parametrize("is_narrow", [False, True])
def test_pieces_lie_apart_and_within_the_picture(is_narrow: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """No piece covers another one, none sticks out, and each flow begins and ends at the side of its pieces."""
    drawn = lay_down(SIZES, FLOWS, width=350) if is_narrow else lay_across(SIZES, FLOWS)
    assert not any(_overlap(one, other) for one, other in combinations(drawn.boxes, 2))
    for box in drawn.boxes:
        assert 0 <= box.x < box.x + box.width <= drawn.width
        assert 0 <= box.y < box.y + box.height <= drawn.height
    for ribbon, flow in zip(drawn.ribbons, FLOWS, strict=True):
        assert ribbon.width == pytest.approx(flow.share * WIDEST)
        assert _touches(drawn.boxes[flow.source], ribbon.x1, ribbon.y1)
        assert _touches(drawn.boxes[flow.target], ribbon.x2, ribbon.y2)


def _overlap(one: Box, other: Box) -> bool:
    is_beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not (is_beside or one.y + one.height <= other.y or other.y + other.height <= one.y)


def _touches(box: Box, x: float, y: float) -> bool:
    return box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
