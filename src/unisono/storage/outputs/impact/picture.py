"""An impact map as SVG: inside a page, or as a file of its own with its style."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from unisono.analytics.impact.layout import Box, Layout, Ribbon, Size, lay_across, lay_down
from unisono.services.impacting.mapping import ImpactMap
from unisono.storage.outputs.impact.pieces import Drawing, Piece, drawing_of
from unisono.storage.outputs.impact.words import Words, sentences
from unisono.storage.outputs.report.templating import templates, text_of

WIDTHS = {"start": 168.0, "work": 168.0, "tier": 256.0}
"""Of pieces, where there is room beside each other."""

NARROW = 350.0
"""Width of the picture for a narrow page."""

ABREAST = 160.0
"""As wide as pieces of which two stand beside each other there."""

PADDING, TITLE, LINE = 10.0, 18.0, 16.0
STRIPE = 5.0
SMALLEST = 0.74
"""A picture in a page is not made smaller than this, so that its texts can be read; beyond that it is scrolled."""

TITLE_SIGN, LINE_SIGN = 7.6, 6.6
"""How wide a sign is on average, a little more than it is."""

STYLES = ("tokens.css", "impact.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPiece:
    """A piece on the picture: where it lies, its colour, and its texts, cut to fit; `tip` holds them whole."""

    box: Box
    kind: str
    colour: str
    title: str
    lines: tuple[str, ...]
    tip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFlow:
    """A flow on the picture: the course of its middle, its width, and what it is in words."""

    course: str
    width: float
    tip: str


def svg_file(found: ImpactMap, words: Words) -> str:
    """Return the picture as an SVG file, with its colours for light and for dark in it.

    Args:
        found: the map.
        words: how it is written.
    """
    style = Markup("".join(map(text_of, STYLES)))  # noqa: S704 - our own files
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _svg(found, words, is_narrow=False, name="map", style=style)


def svg_in_page(found: ImpactMap, words: Words, *, is_narrow: bool) -> Markup:
    """Return the picture for a page that has the style of the report, and tables behind it under `impact-tables`.

    Args:
        found: the map.
        words: how it is written.
        is_narrow: whether it is for a phone: then it flows from top to bottom.
    """
    name = "map-narrow" if is_narrow else "map-wide"
    return Markup(_svg(found, words, is_narrow=is_narrow, name=name, style=Markup()))  # noqa: S704 - made by our own template


def _svg(found: ImpactMap, words: Words, *, is_narrow: bool, name: str, style: Markup) -> str:
    drawing = drawing_of(found, words)
    widths = {**WIDTHS, "work": ABREAST} if is_narrow else WIDTHS
    sizes = [Size(piece.layer, widths[piece.kind], _height(piece)) for piece in drawing.pieces]
    layout = lay_down(sizes, drawing.flows, width=NARROW) if is_narrow else lay_across(sizes, drawing.flows)
    template = templates().get_template("impact_map.svg.j2")
    text = template.render(
        name=name,
        style=style,
        title=clean(f"Impact map of {found.start.kind} {found.start.name}"),
        said=clean(" ".join(sentences(found, words))),
        width=round(layout.width),
        least_width=0 if is_narrow or style else round(layout.width * SMALLEST),
        height=round(layout.height),
        pieces=_pieces(drawing.pieces, layout.boxes),
        flows=[_flow(ribbon, drawing, layout) for ribbon in layout.ribbons],
        stripe=STRIPE,
        padding=PADDING,
        title_height=TITLE,
        line_height=LINE,
    )
    return f"{text}\n"


def _height(piece: Piece) -> float:
    return 2 * PADDING + TITLE + LINE * len(piece.lines) - 4


def _pieces(pieces: Sequence[Piece], boxes: Sequence[Box]) -> list[DrawnPiece]:
    return [
        DrawnPiece(
            box=Box(*(round(number, 1) for number in box)),
            kind=piece.kind,
            colour=piece.colour,
            title=clean(_cut(piece.title, box.width, TITLE_SIGN)),
            lines=tuple(clean(_cut(line, box.width, LINE_SIGN)) for line in piece.lines),
            tip=clean("; ".join([piece.title, *piece.lines])),
        )
        for piece, box in zip(pieces, boxes, strict=True)
    ]


def _cut(text: str, width: float, sign: float) -> str:
    """Return a text that is no wider than a box, with an ellipsis where it was cut."""
    most = int((width - 2 * PADDING - STRIPE) / sign)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _flow(ribbon: Ribbon, drawing: Drawing, layout: Layout) -> DrawnFlow:
    x1, y1, x2, y2 = (round(number, 1) for number in (ribbon.x1, ribbon.y1, ribbon.x2, ribbon.y2))
    if layout.goes_down:
        middle = round((y1 + y2) / 2, 1)
        course = f"M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}"
    else:
        middle = round((x1 + x2) / 2, 1)
        course = f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
    flow = drawing.flows[ribbon.flow]
    ends = f"{drawing.pieces[flow.source].title} to {drawing.pieces[flow.target].title}"
    return DrawnFlow(course=course, width=round(ribbon.width, 1), tip=clean(f"{ends}: {drawing.texts[ribbon.flow]}"))


def clean(text: str) -> str:
    """Return a text that may stand in XML: signs that it does not know become question marks in a diamond.

    >>> clean(f"a bell {chr(7)} rings").isprintable()
    True
    """
    return "".join(sign if _is_known(sign) else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _is_known(sign: str) -> bool:
    """Return whether XML 1.0 has a sign (its production 2, Char)."""
    return sign in "\t\n\r" or " " <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign >= "\U00010000"
