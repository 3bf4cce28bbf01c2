"""What a picture of the plan is made of: numbers and texts that the template turns into SVG."""

from dataclasses import dataclass

from unisono.analytics.axes import Mark
from unisono.storage.outputs.report.palette import FamilyLook


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBar:
    """A bar of the picture: its pieces, look, what stands on it and what it tells when pointed at."""

    pieces: tuple[Mark, ...]
    look: FamilyLook
    label: str
    label_x: float
    tip: str
    is_late: bool
    late: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLabel:
    """A family's name or number above its campaign, cut off at `width` percent."""

    x: float
    width: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBox:
    """A box that tells something when pointed at, and may carry a label: a changeover or a reserved slot."""

    mark: Mark
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRow:
    """A line's row, `top` pixels from the top of the picture."""

    line: str
    top: int
    closed: tuple[Mark, ...]
    slots: tuple[DrawnBox, ...]
    changes: tuple[DrawnBox, ...]
    bars: tuple[DrawnBar, ...]
    labels: tuple[DrawnLabel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTick:
    """A moment of the time axis, with a label if there is room."""

    x: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: title, sizes in pixels (bars begin `bar_top` below the top of their row), and what lies on it."""

    title: str
    note: str
    height: int
    head: int
    row_height: int
    bar_top: int
    bar_height: int
    ticks: tuple[DrawnTick, ...]
    closed: tuple[Mark, ...]
    frozen: Mark | None
    rows: tuple[DrawnRow, ...]
