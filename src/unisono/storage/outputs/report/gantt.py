"""The plan as pictures: the whole of it by campaigns, then strip by strip with every order, and as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from unisono.analytics.axes import Tick
from unisono.analytics.timeline import Bar, Reserved, Scene, Strip, draw_strips, draw_whole
from unisono.analytics.timeline import Row as LineRow
from unisono.domain.plans import Answer, Campaign, Operation
from unisono.engines.planning.calendars import minute_of, moment_of
from unisono.engines.planning.capacity import build_windows
from unisono.services.runs import Run
from unisono.storage.outputs.report.figures import number, plural, quantity
from unisono.storage.outputs.report.palette import FamilyLook, family_looks
from unisono.storage.outputs.report.pictures import DrawnBar, DrawnBox, DrawnLabel, DrawnRow, DrawnTick, Picture
from unisono.storage.outputs.report.times import length, minutes_text
from unisono.storage.outputs.report.words import Words

LEAST_WIDTH = 900
"""The pictures are drawn at least this wide, in pixels; labels that would not fit then are left out."""
ROW_HEIGHT = 54
OVERVIEW_ROW_HEIGHT = 30
HEAD_HEIGHT = 24

_LETTER = 7.4
_LETTER_SMALL = 6.2
"""Generous widths of a letter in pixels, for whatever font the reader has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """A line of the table of all work."""

    operation: Operation
    customer: str
    quantity: str
    changeover: str
    late: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRow:
    """A line of the table of campaigns."""

    campaign: Campaign
    number: int
    orders: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttSection:
    """All about when things are made."""

    looks: tuple[FamilyLook, ...]
    whole: Picture | None
    strips: tuple[Picture, ...]
    work: tuple[WorkRow, ...]
    campaigns: tuple[CampaignRow, ...]
    has_slots: bool
    has_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pen:
    """What is needed to draw: the scene, the looks, the answers and the words."""

    scene: Scene
    looks: Mapping[str, FamilyLook]
    late: Mapping[str, Answer]
    words: Words


def gantt_section(run: Run, words: Words) -> GanttSection:
    """Return the pictures and tables of the published plan."""
    scene = _scene(run, words)
    families = dict.fromkeys(operation.family for operation in run.plan.operations)
    looks = family_looks(families, run.plan.operations)
    late = {answer.order: answer for answer in run.plan.answers if answer.days_late > 0}
    pen = _Pen(scene=scene, looks=looks, late=late, words=words)
    whole, strips = draw_whole(scene), draw_strips(scene)
    return GanttSection(
        looks=tuple(looks.values()),
        whole=_overview(pen, whole) if whole and len(strips) > 1 else None,
        strips=tuple(_picture(pen, strip) for strip in strips),
        work=tuple(_work_row(pen, operation) for operation in sorted(scene.operations, key=_by_line_and_time)),
        campaigns=tuple(_campaign_row(index, campaign) for index, campaign in enumerate(scene.campaigns, 1)),
        has_slots=bool(scene.slots),
        has_late=any(operation.order in late for operation in scene.operations),
    )


def _by_line_and_time(operation: Operation) -> tuple[str, datetime]:
    return operation.line, operation.start


def _scene(run: Run, words: Words) -> Scene:
    snapshot = run.snapshot
    horizon = minute_of(snapshot.company.horizon_end, now=run.now)
    windows, _ = build_windows(snapshot, (), now=run.now, horizon=horizon)
    openings = {
        line.id: [(moment_of(int(start), now=run.now), moment_of(int(end), now=run.now)) for start, end in spans]
        for line, spans in zip(snapshot.lines, windows, strict=True)
    }
    return Scene(
        lines=tuple(line.id for line in snapshot.lines),
        operations=run.plan.operations,
        campaigns=run.plan.campaigns,
        openings=openings,
        slots=snapshot.slots,
        now=run.now,
        frozen_until=run.now + timedelta(hours=float(snapshot.policy.frozen_hours)),
        zone=words.times.zone,
    )


def _overview(pen: _Pen, strip: Strip) -> Picture:
    rows = tuple(
        _overview_row(pen, row, HEAD_HEIGHT + place * OVERVIEW_ROW_HEIGHT) for place, row in enumerate(strip.rows)
    )
    times = pen.words.times
    span = f"{times.moment(strip.axis.start)} to {times.moment(strip.axis.end)}"
    return Picture(
        title="The whole plan, campaign by campaign",
        note=f"{plural(len(pen.scene.campaigns), 'campaign')}, {span}",
        height=HEAD_HEIGHT + len(rows) * OVERVIEW_ROW_HEIGHT + 14,
        head=HEAD_HEIGHT,
        row_height=OVERVIEW_ROW_HEIGHT,
        bar_top=3,
        bar_height=24,
        ticks=_ticks(pen, strip),
        closed=(),
        frozen=strip.frozen,
        rows=rows,
    )


def _overview_row(pen: _Pen, row: LineRow, top: int) -> DrawnRow:
    bars = []
    for stretch in row.campaigns:
        look, campaign = pen.looks[stretch.family], pen.scene.campaigns[stretch.campaign]
        hours = f"{quantity(round(campaign.hours, 1))} h of work"
        orders, start = plural(len(campaign.orders), "order"), pen.words.times.moment(campaign.start)
        tip = f"{look.family}, {orders}, {hours}, from {start}"
        label = _fitting((look.family, str(look.number)), stretch.mark.width, _LETTER)
        bars.append(
            DrawnBar(
                pieces=(stretch.mark,), look=look, label=label, label_x=stretch.mark.x, tip=tip, is_late=False, late=""
            )
        )
    return DrawnRow(line=row.line, top=top, closed=(), slots=(), changes=(), bars=tuple(bars), labels=())


def _picture(pen: _Pen, strip: Strip) -> Picture:
    times, axis = pen.words.times, strip.axis
    rows = tuple(_row(pen, row, HEAD_HEIGHT + place * ROW_HEIGHT) for place, row in enumerate(strip.rows))
    orders = {bar.order for row in strip.rows for bar in row.bars}
    return Picture(
        title=_title(pen, strip),
        note=f"{plural(len(orders), 'order')}, {times.moment(axis.start)} to {times.moment(axis.end)}",
        height=HEAD_HEIGHT + len(rows) * ROW_HEIGHT + 14,
        head=HEAD_HEIGHT,
        row_height=ROW_HEIGHT,
        bar_top=18,
        bar_height=24,
        ticks=_ticks(pen, strip),
        closed=axis.closed(),
        frozen=strip.frozen,
        rows=rows,
    )


def _title(pen: _Pen, strip: Strip) -> str:
    times, axis = pen.words.times, strip.axis
    if axis.end - axis.start <= timedelta(hours=20):
        return f"{times.day(axis.start)}, {times.clock(axis.start)} to {times.clock(axis.end)}"
    first, last = times.local(axis.start).isocalendar().week, times.local(axis.end).isocalendar().week
    return f"Week {first}" if first == last else f"Weeks {first} to {last}"


def _ticks(pen: _Pen, strip: Strip) -> tuple[DrawnTick, ...]:
    ends = [tick.x for tick in strip.ticks[1:]] + [100.0]
    return tuple(
        DrawnTick(x=tick.x, text=_tick_text(pen, tick, end - tick.x))
        for tick, end in zip(strip.ticks, ends, strict=True)
    )


def _tick_text(pen: _Pen, tick: Tick, room: float) -> str:
    times = pen.words.times
    if not tick.is_day:
        return _fitting((times.clock(tick.at),), room, _LETTER_SMALL)
    local = times.local(tick.at)
    texts = (times.day(tick.at), f"{local.day} {local:%b}", str(local.day))
    return _fitting(texts, room, _LETTER_SMALL)


def _row(pen: _Pen, row: LineRow, top: int) -> DrawnRow:
    changes = (
        DrawnBox(mark=piece, text=f"Changeover to {change.to_family}, {minutes_text(change.minutes)}")
        for change in row.changes
        for piece in change.pieces
    )
    return DrawnRow(
        line=row.line,
        top=top,
        closed=row.closed,
        slots=tuple(_slot(pen, reserved) for reserved in row.slots),
        changes=tuple(changes),
        bars=tuple(_bar(pen, bar) for bar in row.bars),
        labels=_labels(pen, row),
    )


def _slot(pen: _Pen, reserved: Reserved) -> DrawnBox:
    slot, words = reserved.slot, pen.words
    holder = slot.tier or words.customer(slot.customer)
    opens = f"; opens to all {words.times.moment(slot.opens_at)}" if slot.opens_at else ""
    text = f"Slot for {holder}, {words.times.moment(slot.start)} to {words.times.moment(slot.end)}{opens}"
    label = _fitting((f"slot: {holder}", "slot"), reserved.mark.width + 1, _LETTER_SMALL)
    return DrawnBox(mark=reserved.mark, text=text, label=label)


def _bar(pen: _Pen, bar: Bar) -> DrawnBar:
    widest = max(bar.pieces, key=lambda piece: piece.width)
    late = pen.late.get(bar.order)
    ends_here = "" if late is None else f" {length(late.days_late)} late"
    return DrawnBar(
        pieces=bar.pieces,
        look=pen.looks[bar.family],
        label=_fitting((bar.order,), widest.width, _LETTER_SMALL),
        label_x=widest.x,
        tip=_tip(pen, bar.order, bar.family, bar.start, bar.end),
        is_late=late is not None,
        late=_fitting((ends_here,), bar.pieces[0].width - 1, _LETTER_SMALL) if ends_here else "",
    )


def _labels(pen: _Pen, row: LineRow) -> tuple[DrawnLabel, ...]:
    """Return the families' names above the campaigns; a name may run on until the next campaign begins."""
    labels = []
    ends = [*(stretch.mark.x for stretch in row.campaigns[1:]), 100.0]
    for stretch, end in zip(row.campaigns, ends, strict=False):  # a line without work has an end and no campaign
        look, width = pen.looks[stretch.family], end - stretch.mark.x
        text = _fitting((look.family, str(look.number)), width, _LETTER)
        if text:
            labels.append(DrawnLabel(x=stretch.mark.x, width=round(width, 3), text=text))
    return tuple(labels)


def _fitting(texts: tuple[str, ...], percent: float, letter: float) -> str:
    """Return the first text that fits into so many percent of the least width, or none."""
    room = percent * LEAST_WIDTH / 100 - 4
    return next((text for text in texts if len(text) * letter <= room), "")


def _tip(pen: _Pen, order: str, family: str, start: datetime, end: datetime) -> str:
    words = pen.words
    late = pen.late.get(order)
    parts = [
        f"{order}: {words.customer_of(order)} ({words.tier_of(order)})",
        f"{words.asked(order)}, family {family}",
        f"{words.times.moment(start)} to {words.times.moment(end)}",
        f"{length(late.days_late)} late" if late else "",
    ]
    return "\n".join(part for part in parts if part)


def _work_row(pen: _Pen, operation: Operation) -> WorkRow:
    late = pen.late.get(operation.order)
    return WorkRow(
        operation=operation,
        customer=pen.words.customer_of(operation.order),
        quantity=quantity(operation.quantity, pen.words.unit_of(operation.order)),
        changeover=minutes_text(operation.changeover_minutes) if operation.changeover_minutes else "",
        late=length(late.days_late) if late else "",
    )


def _campaign_row(index: int, campaign: Campaign) -> CampaignRow:
    return CampaignRow(
        campaign=campaign,
        number=index,
        orders=number(len(campaign.orders)),
        hours=quantity(round(campaign.hours, 1)),
    )
