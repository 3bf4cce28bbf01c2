"""How each product family looks: one of twelve colours, plain or with one of three patterns, and always its name.

Colours alone do not stay apart beyond twelve, nor for everybody; from the thirteenth family on a pattern lies over the
colour, and every campaign carries the family's name or number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from unisono.domain.plans import Operation

COLOURS = (
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377",
    "#999933", "#882255", "#44aa99", "#ddaa77", "#6677cc", "#bbbbbb",
)  # fmt: skip
"""The twelve family colours of the look; lightness alternates."""

PATTERNS = ("", "stripes", "dots", "grid")
"""What lies over the colour of the first, second, third and fourth dozen of families."""

_LINEAR_UP_TO = 0.04045
_DARK, _LIGHT = "#0b0d10", "#ffffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLook:
    """One family's number in the legend, its colour, the pattern over it and the colour of text on it."""

    family: str
    number: int
    colour: str
    pattern: str
    ink: str

    @property
    def overlay(self) -> str:
        """Return the colour of the pattern: it only adds to the contrast of the text on it."""
        return "#00000040" if self.ink == _LIGHT else "#ffffff73"

    @property
    def fill(self) -> str:
        """Return what an SVG shape is filled with."""
        return f"url(#family-{self.number})" if self.pattern else self.colour


def family_looks(families: Iterable[str], operations: Iterable[Operation]) -> Mapping[str, FamilyLook]:
    """Return the look of each family, most work first, so that the greatest families have plain colours."""
    work = dict.fromkeys(families, 0)
    for operation in operations:
        work[operation.family] = work.get(operation.family, 0) + operation.work_minutes
    ranked = sorted(work, key=lambda family: (-work[family], family))
    return {family: _look(family, index) for index, family in enumerate(ranked)}


def _look(family: str, index: int) -> FamilyLook:
    colour = COLOURS[index % len(COLOURS)]
    pattern = PATTERNS[index // len(COLOURS) % len(PATTERNS)]
    return FamilyLook(family=family, number=index + 1, colour=colour, pattern=pattern, ink=text_colour(colour))


def text_colour(background: str) -> str:
    """Return the darker or lighter text colour, whichever has more contrast on a background like `#4477aa`."""
    return max((_DARK, _LIGHT), key=lambda ink: contrast(ink, background))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, by the formula of WCAG 2: (L1 + 0.05) / (L2 + 0.05).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= _LINEAR_UP_TO else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
