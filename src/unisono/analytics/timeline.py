"""The picture of a plan as numbers: bars, changeovers, slots, closed time and the frozen zone, strip by strip."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from statistics import median
from zoneinfo import ZoneInfo

from unisono.analytics.axes import Axis, Mark, Span, Tick, between, clip, local_midnight, make_axis, make_ticks, merge
from unisono.domain.company import Slot
from unisono.domain.plans import Campaign, Operation

JOINED_SHARE = 0.3
"""Work that is interrupted by a narrower gap, in percent of a strip, is drawn in one piece."""
READABLE_SHARE = 2.4
"""Half of all bars should be at least this wide, in percent of a strip."""

_HOURS = (1, 2, 4)
_DAY, _WEEK, _MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is to be drawn: a plan's operations and campaigns on lines with their working time.

    `openings` holds, by line, the periods at which it works, ascending and apart; a line not in it works always.
    """

    lines: tuple[str, ...]
    operations: tuple[Operation, ...]
    campaigns: tuple[Campaign, ...]
    openings: Mapping[str, Sequence[Span]]
    slots: tuple[Slot, ...]
    now: datetime
    frozen_until: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An order's work, in pieces where closed time interrupts it; `campaign` is the campaign's place in the scene."""

    order: str
    family: str
    campaign: int | None
    start: datetime
    end: datetime
    pieces: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A changeover to a family, in pieces where closed time interrupts it."""

    order: str
    to_family: str
    minutes: int
    pieces: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The stretch of a strip that a campaign covers, from its first piece to its last."""

    campaign: int
    family: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserved:
    """A reserved slot."""

    slot: Slot
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What happens on one line in one strip."""

    line: str
    bars: tuple[Bar, ...]
    changes: tuple[Change, ...]
    campaigns: tuple[Stretch, ...]
    slots: tuple[Reserved, ...]
    closed: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A part of the plan drawn on one axis; all positions are percent of its width."""

    axis: Axis
    ticks: tuple[Tick, ...]
    frozen: Mark | None
    rows: tuple[Row, ...]


def draw_whole(scene: Scene) -> Strip | None:
    """Return the whole plan as one strip, or None when it holds no work."""
    if not scene.operations:
        return None
    return _draw(scene, (scene.now, max(operation.end for operation in scene.operations)))


def draw_strips(scene: Scene) -> tuple[Strip, ...]:
    """Return the plan as strips of equal length, long enough to be few and short enough to be read.

    The length is the longest of four weeks, a week, a day, four hours, two and one at which half of the bars take at
    least `READABLE_SHARE` percent of the width. Strips without work are left out.
    """
    strips = (_draw(scene, span) for span in _spans(scene, strip_length(scene))) if scene.operations else ()
    return tuple(strip for strip in strips if strip is not None and any(row.bars for row in strip.rows))


def strip_length(scene: Scene) -> timedelta:
    """Return the length of a strip: four weeks, a week, a day, or 4, 2 or 1 hours; an hour for a plan without work."""
    usual = median([operation.work_minutes for operation in scene.operations] or [0])
    for length in (_MONTH, _WEEK, _DAY):
        axes = [axis for span in _spans(scene, length) if (axis := make_axis(span, _all_openings(scene, span)))]
        widest = max((axis.open_time.total_seconds() / 60 for axis in axes), default=0)
        if usual * 100 >= widest * READABLE_SHARE > 0:
            return length
    hours = max((hours for hours in _HOURS if usual * 100 >= hours * 60 * READABLE_SHARE), default=_HOURS[0])
    return timedelta(hours=hours)


def _spans(scene: Scene, length: timedelta) -> Iterable[Span]:
    """Yield the periods of the strips: from local Mondays, local midnights, or the hour in which the plan begins."""
    last = max((operation.end for operation in scene.operations), default=scene.now)
    midnight = local_midnight(scene.now, scene.zone)
    if length >= _WEEK:
        midnight = local_midnight(scene.now, scene.zone, days=-scene.now.astimezone(scene.zone).weekday())
    start = midnight if length >= _DAY else scene.now.replace(minute=0, second=0, microsecond=0)
    while start < last:
        end = local_midnight(start, scene.zone, days=length.days) if length >= _DAY else start + length
        yield max(start, scene.now), min(end, last)
        start = end


def _all_openings(scene: Scene, span: Span) -> list[Span]:
    if any(line not in scene.openings for line in scene.lines):
        return [span]
    return merge(opening for line in scene.lines for opening in clip(scene.openings[line], span))


def _draw(scene: Scene, span: Span) -> Strip | None:
    axis = make_axis(span, _all_openings(scene, span))
    if axis is None:
        return None
    frozen = clip([(scene.now, scene.frozen_until)], (axis.start, axis.end))
    return Strip(
        axis=axis,
        ticks=make_ticks(axis, scene.zone),
        frozen=axis.mark(frozen[0]) if frozen else None,
        rows=tuple(_draw_row(scene, axis, line) for line in scene.lines),
    )


def _draw_row(scene: Scene, axis: Axis, line: str) -> Row:
    window = (axis.start, axis.end)
    openings = scene.openings.get(line, [window])
    campaign_of = {
        order: index
        for index, campaign in enumerate(scene.campaigns)
        if campaign.line == line
        for order in campaign.orders
    }
    here = [operation for operation in scene.operations if operation.line == line]
    bars = tuple(
        bar for operation in here if (bar := _bar(axis, openings, operation, campaign_of.get(operation.order)))
    )
    changes = (_change(axis, openings, operation) for operation in here if operation.changeover_minutes)
    slots = ((slot, clip([(slot.start, slot.end)], window)) for slot in scene.slots if slot.line == line)
    return Row(
        line=line,
        bars=bars,
        changes=tuple(change for change in changes if change),
        campaigns=_runs(bars),
        slots=tuple(Reserved(slot=slot, mark=axis.mark(spans[0])) for slot, spans in slots if spans),
        closed=tuple(axis.mark(span) for span in between(openings, window)),
    )


def _pieces(axis: Axis, openings: Sequence[Span], span: Span) -> tuple[Mark, ...]:
    """Return the open parts of a period that lie on the axis; work outside all openings is drawn as it is."""
    whole = clip([span], (axis.start, axis.end))
    parts = clip(openings, whole[0]) if whole else []
    joined: list[Mark] = []
    for mark in (axis.mark(part) for part in parts or whole):
        if joined and mark.x - joined[-1].x - joined[-1].width < JOINED_SHARE:
            joined[-1] = Mark(x=joined[-1].x, width=round(mark.x + mark.width - joined[-1].x, 3))
        else:
            joined.append(mark)
    return tuple(joined)


def _bar(axis: Axis, openings: Sequence[Span], operation: Operation, campaign: int | None) -> Bar | None:
    pieces = _pieces(axis, openings, (operation.start, operation.end))
    if not pieces:
        return None
    return Bar(
        order=operation.order,
        family=operation.family,
        campaign=campaign,
        start=operation.start,
        end=operation.end,
        pieces=pieces,
    )


def _change(axis: Axis, openings: Sequence[Span], operation: Operation) -> Change | None:
    minutes = operation.changeover_minutes
    span = (operation.changeover_start, _after_open(openings, operation.changeover_start, minutes, operation.start))
    pieces = _pieces(axis, openings, span)
    if not pieces:
        return None
    return Change(order=operation.order, to_family=operation.family, minutes=minutes, pieces=pieces)


def _after_open(openings: Sequence[Span], start: datetime, minutes: int, limit: datetime) -> datetime:
    """Return when so many open minutes have passed since `start`, at the latest `limit`."""
    left = timedelta(minutes=minutes)
    for opened, closed in clip(openings, (start, limit)):
        if closed - opened >= left:
            return opened + left
        left -= closed - opened
    return limit


def _runs(bars: Sequence[Bar]) -> tuple[Stretch, ...]:
    runs = []
    known = [bar for bar in sorted(bars, key=lambda bar: bar.pieces[0].x) if bar.campaign is not None]
    for campaign, group in groupby(known, key=lambda bar: bar.campaign):
        members = list(group)
        left = members[0].pieces[0].x
        last = members[-1].pieces[-1]
        if campaign is not None:
            mark = Mark(x=left, width=round(last.x + last.width - left, 3))
            runs.append(Stretch(campaign=campaign, family=members[0].family, mark=mark))
    return tuple(runs)
