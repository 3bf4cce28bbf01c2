"""A time axis for a picture of a plan: open time to scale, time at which nobody works folded into a narrow gap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]
"""A half-open period `[start, end)`."""

NIGHT_SHARE = 0.6
"""The widest that a closed time of up to a day is drawn, in percent of the axis."""
BREAK_SHARE = 1.4
"""The widest that a longer closed time is drawn, in percent of the axis."""
CLOSED_SHARE = 6.0
"""The widest that all closed time together is drawn, in percent of the axis."""

_STEPS = (5, 10, 15, 30, 60, 120, 240)
_MOST_TICKS = 14
_CLOCK_DAYS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of the axis: the period, where it is drawn in percent of the width, and whether anybody works then."""

    start: datetime
    end: datetime
    left: float
    right: float
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of the axis, in percent of its width."""

    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A moment worth a label; `is_day` when it begins a day, else it is a time of day."""

    x: float
    at: datetime
    is_day: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Time from `start` to `end` drawn from 0 to 100 percent of a width."""

    start: datetime
    end: datetime
    pieces: tuple[Piece, ...]

    def place(self, at: datetime) -> float:
        """Return where a moment is drawn, in percent; what lies outside the axis is drawn at its nearer end."""
        if at <= self.start:
            return 0.0
        for piece in self.pieces:
            if at < piece.end:
                return piece.left + (piece.right - piece.left) * ((at - piece.start) / (piece.end - piece.start))
        return 100.0

    def mark(self, span: Span) -> Mark:
        """Return the stretch of a period, cut at the ends of the axis."""
        left, right = self.place(span[0]), self.place(span[1])
        return Mark(x=round(left, 3), width=round(right - left, 3))

    def closed(self) -> tuple[Mark, ...]:
        """Return the stretches at which nobody works."""
        return tuple(self.mark((piece.start, piece.end)) for piece in self.pieces if not piece.is_open)

    @property
    def open_time(self) -> timedelta:
        """Return how much time is drawn to scale."""
        return sum((piece.end - piece.start for piece in self.pieces if piece.is_open), timedelta())


def make_axis(span: Span, openings: Iterable[Span]) -> Axis | None:
    """Return the axis of a period from its first to its last open moment, or None when nobody works in it.

    Args:
        span: the period to draw.
        openings: when anybody works, in any order; they may overlap.
    """
    merged = merge(clip(openings, span))
    if not merged:
        return None
    start, end = merged[0][0], merged[-1][1]
    gaps = [(before[1], after[0]) for before, after in pairwise(merged)]
    shares = _gap_shares(gaps, end - start)
    open_time = sum((b - a for a, b in merged), timedelta())
    scale = (100 - sum(shares)) / open_time.total_seconds()
    pieces, left = [], 0.0
    for index, opening in enumerate(merged):
        right = left + (opening[1] - opening[0]).total_seconds() * scale
        pieces.append(Piece(start=opening[0], end=opening[1], left=left, right=right, is_open=True))
        left = right
        if index < len(gaps):
            right = left + shares[index]
            pieces.append(Piece(start=gaps[index][0], end=gaps[index][1], left=left, right=right, is_open=False))
            left = right
    return Axis(start=start, end=end, pieces=tuple(pieces))


def _gap_shares(gaps: Sequence[Span], whole: timedelta) -> list[float]:
    """Return how wide each closed time is drawn, in percent: no wider than its time, and all together not too wide."""
    shares = [min(_widest(gap), 100 * ((gap[1] - gap[0]) / whole)) for gap in gaps]
    return [share * min(1.0, CLOSED_SHARE / sum(shares)) for share in shares]


def _widest(gap: Span) -> float:
    return NIGHT_SHARE if gap[1] - gap[0] <= timedelta(days=1) else BREAK_SHARE


def make_ticks(axis: Axis, zone: ZoneInfo) -> tuple[Tick, ...]:
    """Return at most 14 moments to label: times of day on up to two days, else days, or one day of each week."""
    days = _days(axis, zone)
    if len(days) <= _CLOCK_DAYS:
        minutes = axis.open_time.total_seconds() / 60
        step = next((step for step in _STEPS if minutes / step <= _MOST_TICKS), _STEPS[-1])
        return _clock_ticks(axis, zone, step)
    if len(days) > _MOST_TICKS:
        days = [day for index, day in enumerate(days) if index == 0 or _week(day, zone) != _week(days[index - 1], zone)]
    stride = -(-len(days) // _MOST_TICKS)
    return tuple(Tick(x=round(axis.place(at), 3), at=at, is_day=True) for at in days[::stride])


def _week(at: datetime, zone: ZoneInfo) -> tuple[int, int]:
    return at.astimezone(zone).isocalendar()[:2]


def _days(axis: Axis, zone: ZoneInfo) -> list[datetime]:
    """Return the first open moment of each local day that is open."""
    found: list[datetime] = []
    for piece in axis.pieces:
        if not piece.is_open:
            continue
        at = piece.start
        while at < piece.end:
            if not found or found[-1].astimezone(zone).date() != at.astimezone(zone).date():
                found.append(at)
            at = local_midnight(at, zone, days=1)
    return found


def _clock_ticks(axis: Axis, zone: ZoneInfo, step: int) -> tuple[Tick, ...]:
    midnight = local_midnight(axis.start, zone)
    index = -(-int((axis.start - midnight).total_seconds() // 60) // step)
    ticks = []
    while (at := midnight + timedelta(minutes=index * step)) < axis.end:
        if any(piece.start <= at < piece.end and piece.is_open for piece in axis.pieces):
            ticks.append(Tick(x=round(axis.place(at), 3), at=at, is_day=False))
        index += 1
    return tuple(ticks)


def local_midnight(at: datetime, zone: ZoneInfo, *, days: int = 0) -> datetime:
    """Return the midnight that begins the local day of a moment, or the day so many days after, in UTC."""
    local = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=zone).astimezone(at.tzinfo)


def clip(spans: Iterable[Span], within: Span) -> list[Span]:
    """Return the parts of periods that lie within another, in their order; empty parts are left out."""
    cut = ((max(start, within[0]), min(end, within[1])) for start, end in spans)
    return [(start, end) for start, end in cut if start < end]


def merge(spans: Iterable[Span]) -> list[Span]:
    """Return periods in ascending order, those that touch or overlap joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def between(spans: Sequence[Span], within: Span) -> list[Span]:
    """Return what of a period lies outside the given ascending periods, which are apart from each other."""
    inside = clip(spans, within)
    starts = [within[0], *(end for _, end in inside)]
    ends = [*(start for start, _ in inside), within[1]]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
