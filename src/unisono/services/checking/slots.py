"""What must hold of reserved slots."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from unisono.domain.cells import instant_text
from unisono.domain.company import CalendarWindow, Slot
from unisono.domain.findings import Finding
from unisono.engines.planning.calendars import expand_calendar, is_open, minute_of
from unisono.services.checking.complaints import complaint, warning
from unisono.services.checking.draft import Draft
from unisono.services.checking.heads import LONGEST_HORIZON


def check_slots(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with slots: who may use them, when they lie, and that they do not overlap on a line."""
    for index, slot in draft.slots:
        yield from _user(draft, index, slot)
        yield from _time(draft, index, slot)
    yield from _overlaps(draft)
    yield from _on_closed_time(draft)


def _user(draft: Draft, index: int, slot: Slot) -> Iterator[Finding]:
    if (slot.tier is None) == (not slot.customer):
        both = slot.tier is not None
        yield complaint(
            draft.slots,
            index,
            "customer" if both else "tier",
            "slot-needs-one-user",
            "The slot is for a tier and for a customer." if both else "The slot is for nobody.",
            expected="a tier or a customer, one of the two",
            remedy="Empty one of the two cells." if both else "Fill one of the two cells.",
        )


def _time(draft: Draft, index: int, slot: Slot) -> Iterator[Finding]:
    table = draft.slots
    if slot.end <= slot.start:
        yield complaint(
            table,
            index,
            "end",
            "slot-ends-before-start",
            f"The slot ends at {table.text(index, 'end')}, not after its start at {table.text(index, 'start')}.",
            expected=f"a time after {table.text(index, 'start')}",
            remedy="Correct one of the two times.",
        )
        return
    if slot.opens_at is not None and slot.opens_at >= slot.end:
        yield warning(
            table,
            index,
            "opens_at",
            "slot-opens-too-late",
            f"The slot opens to all at {table.text(index, 'opens_at')}, when it is over.",
            expected=f"a time before {table.text(index, 'end')}",
            remedy="Let it open earlier, or leave the cell empty.",
        )
    if draft.as_of is None or draft.horizon_end is None or draft.horizon_end <= draft.as_of:
        return
    if slot.end <= draft.as_of or slot.start >= draft.horizon_end:
        yield warning(
            table,
            index,
            "start",
            "slot-outside-horizon",
            f"The slot from {table.text(index, 'start')} lies outside the planned time.",
            expected=f"a time between {instant_text(draft.as_of, draft.zone)} and "
            f"{instant_text(draft.horizon_end, draft.zone)}",
            remedy="Delete it, or correct its times.",
        )


def _overlaps(draft: Draft) -> Iterator[Finding]:
    by_line: dict[str, list[tuple[int, Slot]]] = defaultdict(list)
    for index, slot in draft.slots:
        if slot.start < slot.end:
            by_line[slot.line].append((index, slot))
    for placed in by_line.values():
        placed.sort(key=lambda item: item[1].start)
        last_index, last = placed[0]
        for index, slot in placed[1:]:
            if slot.start < last.end:
                yield complaint(
                    draft.slots,
                    index,
                    "start",
                    "overlapping-slots",
                    f"The slot starts on '{slot.line}' before another one ends, in {draft.slots.source(last_index)}.",
                    expected=f"a time from {draft.slots.text(last_index, 'end')} on",
                    remedy="Move or shorten one of the two.",
                )
            if slot.end > last.end:
                last_index, last = index, slot


def _on_closed_time(draft: Draft) -> Iterator[Finding]:
    if draft.as_of is None or draft.horizon_end is None:
        return
    if not draft.calendars.complete or not timedelta(0) < draft.horizon_end - draft.as_of <= LONGEST_HORIZON:
        return
    horizon = minute_of(draft.horizon_end, now=draft.as_of)
    by_calendar: dict[str, list[CalendarWindow]] = defaultdict(list)
    for window in draft.calendars.rows:
        by_calendar[window.calendar].append(window)
    half_known = draft.calendars.broken_values("calendar")
    works = {
        calendar: expand_calendar(rows, zone=draft.zone, now=draft.as_of, horizon=horizon)
        for calendar, rows in by_calendar.items()
        if calendar not in half_known
    }
    calendar_of = {line.id: line.calendar for line in draft.lines.rows}
    for index, slot in draft.slots:
        calendar = calendar_of.get(slot.line, "")
        start, end = minute_of(slot.start, now=draft.as_of), minute_of(slot.end, now=draft.as_of)
        is_planned = 0 <= start < end <= horizon and bool(works.get(calendar))
        if is_planned and not is_open(works[calendar], start, end):
            yield warning(
                draft.slots,
                index,
                "start",
                "slot-on-closed-time",
                f"Line '{slot.line}' does not work at all during the slot.",
                expected=f"a time within the windows of calendar '{calendar}'",
                remedy="Move the slot, or open the calendar then.",
            )
