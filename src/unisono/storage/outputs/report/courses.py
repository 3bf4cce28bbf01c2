"""The small pictures of the page: a course over weeks, and bars of shares."""

from collections.abc import Sequence
from dataclasses import dataclass

from unisono.services.measuring import Figure
from unisono.storage.outputs.report.measures import value_text

HEIGHT = 30
TOP, BOTTOM = 3, 27
"""Where the highest and the lowest value lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A line over the weeks in a box of 100 by 30, with its ends in words; without a path there is nothing to draw."""

    path: str
    last_x: float
    last_y: float
    begin: str
    end: str
    lowest: str
    highest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A share as a bar: its name, what stands beside it, percent of the width, and whose colour it has."""

    name: str
    note: str
    text: str
    width: float
    colour: str


def course_of(weeks: Sequence[Figure]) -> Course | None:
    """Return the course of a KPI's weeks; of fewer than two weeks there is none.

    Args:
        weeks: the values by week, in their order; weeks without a value are passed over.
    """
    known = [(figure, figure.value) for figure in weeks if figure.value is not None and figure.group is not None]
    if len(known) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    values = [value for _, value in known]
    low, span = min(values), max(values) - min(values)
    steps = len(known) - 1
    points = [
        (round(100 * index / steps, 1), round(BOTTOM - (BOTTOM - TOP) * ((value - low) / span if span else 0.5), 1))
        for index, value in enumerate(values)
    ]
    first, last = known[0][0], known[-1][0]
    return Course(
        path="M" + "L".join(f"{x:g} {y:g}" for x, y in points),
        last_x=points[-1][0],
        last_y=round(100 * points[-1][1] / HEIGHT, 1),
        begin=str(first.group),
        end=str(last.group),
        lowest=value_text(first.kpi, low),
        highest=value_text(first.kpi, max(values)),
    )
