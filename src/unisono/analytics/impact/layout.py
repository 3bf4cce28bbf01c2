"""Where the pieces of a map lie on a picture, and how wide what flows between them is: numbers alone.

Lengths are units of the picture; a flow is as wide as its share of the whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from unisono.analytics.impact.bundles import Flow

WIDEST = 40.0
"""How wide the flow of everything is."""

THINNEST = 1.5
LAYER_GAP = 44.0
DOWN_GAP = 34.0
BOX_GAP = 18.0
EDGE = 4.0


class Size(NamedTuple):
    """How large a piece is, and how far it stands from the start."""

    layer: int
    width: float
    height: float


class Box(NamedTuple):
    """Where a piece lies."""

    x: float
    y: float
    width: float
    height: float


class Ribbon(NamedTuple):
    """A flow from one point to another: the middle of both ends, and its width; `flow` is its place in the list."""

    flow: int
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A picture: its size, and where everything lies; `goes_down` says in which direction it flows."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    ribbons: tuple[Ribbon, ...]
    goes_down: bool


def lay_across(sizes: Sequence[Size], flows: Sequence[Flow]) -> Layout:
    """Return a picture that flows from left to right: a column for each layer, its pieces under each other.

    Args:
        sizes: of all pieces, in the order of their places.
        flows: between them.

    >>> from unisono.analytics.impact.bundles import Flow
    >>> drawn = lay_across([Size(0, 100, 40), Size(1, 100, 60)], [Flow(0, 1, 2, None, 1.0)])
    >>> drawn.boxes[1].x - drawn.boxes[0].x, drawn.ribbons[0].width
    (144.0, 40.0)
    """
    layers = _by_layer(sizes)
    heights = [_stacked([sizes[place].height for place in places]) for places in layers]
    height = max(heights)
    boxes: dict[int, Box] = {}
    x = EDGE
    for places, own in zip(layers, heights, strict=True):
        width = max(sizes[place].width for place in places)
        y = EDGE + (height - own) / 2
        for place in places:
            boxes[place] = Box(x, y, width, sizes[place].height)
            y += sizes[place].height + BOX_GAP
        x += width + LAYER_GAP
    ordered = tuple(boxes[place] for place in range(len(sizes)))
    ribbons = _ribbons(ordered, flows, goes_down=False)
    return Layout(width=x - LAYER_GAP + EDGE, height=height + 2 * EDGE, boxes=ordered, ribbons=ribbons, goes_down=False)


def lay_down(sizes: Sequence[Size], flows: Sequence[Flow], *, width: float) -> Layout:
    """Return a picture that flows from top to bottom, for a narrow page.

    As many pieces of a layer stand side by side as have room; together they are as wide as the picture.

    Args:
        sizes: of all pieces, in the order of their places.
        flows: between them.
        width: of the picture.
    """
    boxes: dict[int, Box] = {}
    y = EDGE
    for places in _by_layer(sizes):
        widest = max(sizes[place].width for place in places)
        abreast = max(1, int((width - 2 * EDGE + BOX_GAP) // (widest + BOX_GAP)))
        for first in range(0, len(places), abreast):
            row = places[first : first + abreast]
            own = (width - 2 * EDGE - BOX_GAP * (len(row) - 1)) / len(row)
            tall = max(sizes[place].height for place in row)
            for number, place in enumerate(row):
                boxes[place] = Box(EDGE + number * (own + BOX_GAP), y, own, tall)
            y += tall + BOX_GAP
        y += DOWN_GAP - BOX_GAP
    ordered = tuple(boxes[place] for place in range(len(sizes)))
    ribbons = _ribbons(ordered, flows, goes_down=True)
    return Layout(width=width, height=y - DOWN_GAP + EDGE, boxes=ordered, ribbons=ribbons, goes_down=True)


def _by_layer(sizes: Sequence[Size]) -> list[list[int]]:
    """Return the places of each layer that has any, the nearest to the start first."""
    layers: dict[int, list[int]] = {}
    for place, size in enumerate(sizes):
        layers.setdefault(size.layer, []).append(place)
    return [layers[layer] for layer in sorted(layers)]


def _stacked(heights: Sequence[float]) -> float:
    return sum(heights) + BOX_GAP * (len(heights) - 1)


def _ribbons(boxes: Sequence[Box], flows: Sequence[Flow], *, goes_down: bool) -> tuple[Ribbon, ...]:
    """Return the flows, those that leave or reach a piece side by side in the order of where they come from or go."""
    widths = [max(THINNEST, flow.share * WIDEST) for flow in flows]
    leaves = _ports(
        boxes, [flow.source for flow in flows], [flow.target for flow in flows], widths, goes_down=goes_down
    )
    comes = _ports(boxes, [flow.target for flow in flows], [flow.source for flow in flows], widths, goes_down=goes_down)
    ribbons = []
    for place, flow in enumerate(flows):
        begin, end = boxes[flow.source], boxes[flow.target]
        if goes_down:
            points = (leaves[place], begin.y + begin.height, comes[place], end.y)
        else:
            points = (begin.x + begin.width, leaves[place], end.x, comes[place])
        ribbons.append(Ribbon(place, *points, widths[place]))
    return tuple(ribbons)


def _ports(
    boxes: Sequence[Box], ends: Sequence[int], others: Sequence[int], widths: Sequence[float], *, goes_down: bool
) -> Mapping[int, float]:
    """Return where each flow touches the piece at one of its ends, along the side of that piece."""
    by_end: dict[int, list[int]] = {}
    for flow, end in enumerate(ends):
        by_end.setdefault(end, []).append(flow)
    found: dict[int, float] = {}
    for end, own in by_end.items():
        box = boxes[end]
        middle = box.x + box.width / 2 if goes_down else box.y + box.height / 2
        side = box.width if goes_down else box.height
        own.sort(key=lambda flow: (boxes[others[flow]].x, boxes[others[flow]].y)[:: 1 if goes_down else -1])
        total = sum(widths[flow] for flow in own)
        squeeze = min(1.0, side / total)
        starts = accumulate((widths[flow] * squeeze for flow in own), initial=middle - total * squeeze / 2)
        found |= {flow: start + widths[flow] * squeeze / 2 for flow, start in zip(own, starts, strict=False)}
    return found
