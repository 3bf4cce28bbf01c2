"""An impact map as a Mermaid flowchart, for wikis and tickets."""

import re
from collections.abc import Iterator

from unisono.services.impacting.mapping import ImpactMap
from unisono.storage.outputs.impact.pieces import Drawing, Piece, drawing_of
from unisono.storage.outputs.impact.words import Words

THINNEST, WIDEST = 1, 14
"""Widths of lines, in pixels."""

PLAIN = re.compile(r"[^\w .,:()+/\-]")
"""Signs that may mean something to Mermaid or to the page that it makes; letters of all languages are plain."""

STYLES = (
    "classDef start stroke-width:3px",
    "classDef sales stroke:#7a4a9c,stroke-width:2px",
    "classDef production stroke:#1f6f6b,stroke-width:2px",
    "classDef logistics stroke:#a4540f,stroke-width:2px",
    "classDef gold stroke:#8a5a00,stroke-width:2px",
)
"""The frames of pieces; what they are stands in words on them."""


def mermaid_text(found: ImpactMap, words: Words) -> str:
    """Return the text of a flowchart from left to right: a group for each party, then the customers by tier.

    Args:
        found: the map.
        words: how it is written.
    """
    return "\n".join(_lines(drawing_of(found, words))) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    yield "flowchart LR"
    groups: dict[str, list[int]] = {}
    for place, piece in enumerate(drawing.pieces):
        groups.setdefault(piece.title if piece.kind == "work" else "", []).append(place)
    for number, (party, places) in enumerate(groups.items()):
        if party:
            yield f'  subgraph p{number}["{escaped(party)}"]'
        yield from (_node(place, drawing.pieces[place]) for place in places)
        if party:
            yield "  end"
    for flow, text in zip(drawing.flows, drawing.texts, strict=True):
        yield f'  n{flow.source} -->|"{escaped(text)}"| n{flow.target}'
    for number, flow in enumerate(drawing.flows):
        yield f"  linkStyle {number} stroke-width:{max(THINNEST, round(flow.share * WIDEST))}px"
    yield from (f"  {style}" for style in STYLES)
    for place, piece in enumerate(drawing.pieces):
        if any(style.split()[1] == piece.colour for style in STYLES):
            yield f"  class n{place} {piece.colour}"


def _node(place: int, piece: Piece) -> str:
    lines = piece.lines if piece.kind == "work" else (piece.title, *piece.lines)
    return f'  n{place}["{"<br/>".join(map(escaped, lines))}"]'


def escaped(text: str) -> str:
    """Return a text as it may stand between quotes in Mermaid: other signs than plain ones by their numbers.

    >>> escaped('Smith & "Sons"')
    'Smith #38; #34;Sons#34;'
    """
    in_one_line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return PLAIN.sub(lambda found: f"#{ord(found.group())};", in_one_line)
