"""The picture of what each way of deciding keeps of what deciding together earns: one SVG for light and dark."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT = 960, 190, 60
TOP, HEAD, ROW, GAP, FOOT = 64, 34, 42, 26, 52
LOOKS = {"sales_alone": "sales", "production_alone": "production", "in_turn": "turn"}
STYLE = """
    .paper { fill: #fbfaf7; stroke: #e2dfd6 }
    text { font-family: Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      font-size: 15px; fill: #1d2126; font-variant-numeric: tabular-nums }
    .title { font-size: 19px; font-weight: 650 } .load { font-weight: 650 } .quiet { fill: #5b626b; font-size: 13px }
    .grid { stroke: #e2dfd6 } .together { stroke: #1f5f8b; stroke-width: 2 }
    .together-name { fill: #1f5f8b; font-weight: 650 }
    .book { fill-opacity: .35 } .reach { stroke-width: 3; stroke-linecap: round }
    .sales { fill: #7a4a9c; stroke: #7a4a9c } .production { fill: #1f6f6b; stroke: #1f6f6b }
    .turn { fill: #5b626b; stroke: #5b626b }
    @media (prefers-color-scheme: dark) {
      .paper { fill: #1d2024; stroke: #31353b } text { fill: #eceae4 } .quiet { fill: #a3a9b1 }
      .grid { stroke: #31353b } .together { stroke: #7cb9e6 } .together-name { fill: #7cb9e6 }
      .sales { fill: #c49be0; stroke: #c49be0 } .production { fill: #6fc5bf; stroke: #6fc5bf }
      .turn { fill: #a3a9b1; stroke: #a3a9b1 }
    }"""


class Interval(NamedTuple):
    """A mean with the low and the high end of its interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one way of deciding keeps, in percent of what together earns: on every book, and on average."""

    load: float
    way: str
    kept: Sequence[float]
    average: Interval


def plot(shares: Sequence[Share]) -> str:
    """Return the picture as SVG: a panel a load, in it a row a way, with a dot for every book."""
    loads = list(dict.fromkeys(share.load for share in shares))
    height = TOP + len(loads) * (HEAD + GAP) + len(shares) * ROW + FOOT - GAP
    lowest = min((min(*share.kept, share.average.low) for share in shares), default=0.0)
    axis = _Axis(low=10 * math.floor(lowest / 10), high=100 + (100 - lowest) / 20)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d">',
        '<title id="t">What each way of deciding keeps of what deciding together earns</title>',
        f'<desc id="d">{escape(" ".join(_sentence(share) for share in shares))}</desc>',
        f"<style>{STYLE}\n</style>",
        f'<rect class="paper" x=".5" y=".5" width="{WIDTH - 1}" height="{height - 1}" rx="16"/>',
        '<text class="title" x="28" y="38">Percent of what deciding together earns</text>',
        *_grid(axis, height),
    ]
    y = TOP
    for load in loads:
        parts.append(f'<text class="load" x="28" y="{y + 18}">load {load:g}</text>')
        y += HEAD
        for share in (share for share in shares if share.load == load):
            parts += _row(share, axis, y + ROW / 2)
            y += ROW
        y += GAP
    return "\n".join([*parts, "</svg>", ""])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """Where percent lie from left to right."""

    low: float
    high: float

    def __call__(self, percent: float) -> float:
        width = WIDTH - LEFT - RIGHT
        return round(LEFT + width * (percent - self.low) / (self.high - self.low), 1)


def _sentence(share: Share) -> str:
    middle, low, high = share.average
    return f"Load {share.load:g}, {_words(share.way)}: {middle:.1f} percent, {low:.1f} to {high:.1f}."


def _words(way: str) -> str:
    return way.replace("_", " ").capitalize()


def _grid(axis: _Axis, height: float) -> Iterator[str]:
    step = 10 if 100 - axis.low <= 100 else 20  # noqa: PLR2004 - at most a dozen lines
    bottom = height - FOOT + 8
    for percent in range(int(axis.low), 100, step):
        yield f'<line class="grid" x1="{axis(percent)}" x2="{axis(percent)}" y1="{TOP}" y2="{bottom}"/>'
        yield f'<text class="quiet" x="{axis(percent)}" y="{bottom + 20}" text-anchor="middle">{percent}</text>'
    yield f'<line class="together" x1="{axis(100)}" x2="{axis(100)}" y1="{TOP}" y2="{bottom}"/>'
    yield f'<text class="together-name" x="{axis(100)}" y="{bottom + 21}" text-anchor="middle">together 100</text>'


def _row(share: Share, axis: _Axis, y: float) -> Iterable[str]:
    look, average = LOOKS.get(share.way, "turn"), share.average
    yield f'<text x="28" y="{y + 5}">{_words(share.way)}</text>'
    for kept in share.kept:
        yield f'<circle class="book {look}" stroke="none" cx="{axis(kept)}" cy="{y}" r="5"/>'
    yield f'<line class="reach {look}" x1="{axis(average.low)}" x2="{axis(average.high)}" y1="{y}" y2="{y}"/>'
    yield f'<circle class="{look}" cx="{axis(average.mean)}" cy="{y}" r="6"/>'
    yield f'<text class="quiet" x="{axis(average.mean)}" y="{y - 11}" text-anchor="middle">{average.mean:.1f}</text>'
