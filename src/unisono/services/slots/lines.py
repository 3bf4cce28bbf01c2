"""A line's time until the horizon: when it works, what of it is taken, and what is reserved."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import itemgetter
from zoneinfo import ZoneInfo

from unisono.domain.company import Line, OrderStatus, Slot, Snapshot, Tier
from unisono.domain.plans import Plan
from unisono.engines.planning.calendars import (
    Window,
    clip,
    expand_calendar,
    minute_of,
    open_minutes,
    subtract,
)
from unisono.engines.segmenting.bottleneck import hours_per_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Hours of a line that are taken: work for a tier, or a changeover (no tier).

    With a plan it is a stretch of working time; without one all of it is due at a minute, and start and end are that.
    """

    start: int
    end: int
    hours: float
    tier: Tier | None

    def within(self, start: int, end: int) -> float:
        """Return the hours of it that lie between two minutes."""
        if self.start == self.end:
            return self.hours if start <= self.start < end else 0.0
        return max(0, min(end, self.end) - max(start, self.start)) / 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTime:
    """One line in minutes from now: working time, loads, and the slots that are still reserved, with their tier."""

    line: str
    opened: tuple[Window, ...]
    loads: tuple[Load, ...]
    slots: tuple[tuple[Window, Slot, Tier], ...]

    def busy(self, start: int, end: int) -> list[Window]:
        """Return the stretches of working time between two minutes that a plan takes."""
        return [(load.start, load.end) for load in self.loads if load.start < end and load.end > start]

    def open_hours(self, start: int, end: int) -> float:
        """Return the working hours between two minutes."""
        return open_minutes(clip(self.opened, start, end)) / 60

    def taken(self, start: int, end: int) -> float:
        """Return the hours that are taken between two minutes, changeovers included."""
        return sum(load.within(start, end) for load in self.loads)

    def work(self, tier: Tier, start: int, end: int) -> float:
        """Return the hours of work for a tier between two minutes."""
        return sum(load.within(start, end) for load in self.loads if load.tier is tier)

    def reserved(self, tier: Tier, start: int, end: int) -> float:
        """Return the hours of slots for a tier, or for a customer of it, that nothing takes yet."""
        return sum(
            open_minutes(subtract(clip(clip(self.opened, *span), start, end), self.busy(start, end))) / 60
            for span, _, of in self.slots
            if of is tier
        )

    def slot_hours(self, start: int, end: int) -> float:
        """Return the working hours of all slots between two minutes."""
        return sum(open_minutes(clip(clip(self.opened, *span), start, end)) / 60 for span, _, _ in self.slots)

    def free(self, start: int, end: int) -> list[Window]:
        """Return the stretches between two minutes in which the line works and nothing is planned or reserved."""
        return subtract(clip(self.opened, start, end), (*self.busy(start, end), *(span for span, _, _ in self.slots)))


def line_times(
    snapshot: Snapshot, plan: Plan | None, *, now: datetime, tiers: Mapping[str, Tier]
) -> tuple[LineTime, ...]:
    """Return the time of each line.

    With a plan the loads are its operations and changeovers. Without one they are the firm orders: each in the minute
    in which it must leave, an equal part on every line that can make it.

    Args:
        snapshot: checked data.
        plan: the plan in force, if there is one.
        now: minute 0.
        tiers: the tier of each customer.
    """
    book = _Book(snapshot=snapshot, plan=plan, now=now, tiers=tiers)
    return tuple(_line_time(book, line) for line in snapshot.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """What is known of all lines."""

    snapshot: Snapshot
    plan: Plan | None
    now: datetime
    tiers: Mapping[str, Tier]

    def span(self, start: datetime, end: datetime) -> Window:
        return minute_of(start, now=self.now), minute_of(end, now=self.now)

    def reserved(self, line: Line) -> list[Slot]:
        """Return the slots of a line that are neither over nor open to all."""
        return [
            slot
            for slot in self.snapshot.slots
            if slot.line == line.id and slot.end > self.now and (slot.opens_at is None or slot.opens_at > self.now)
        ]


def _line_time(book: _Book, line: Line) -> LineTime:
    opened = expand_calendar(
        [row for row in book.snapshot.calendars if row.calendar == line.calendar],
        zone=ZoneInfo(book.snapshot.company.timezone),
        now=book.now,
        horizon=minute_of(book.snapshot.company.horizon_end, now=book.now),
    )
    slots = book.reserved(line)
    loads = _firm(book, line) if book.plan is None else _planned(book, book.plan, line, opened)
    return LineTime(
        line=line.id,
        opened=tuple(opened),
        loads=tuple(loads),
        slots=tuple((book.span(slot.start, slot.end), slot, slot.tier or book.tiers[slot.customer]) for slot in slots),
    )


def _planned(book: _Book, plan: Plan, line: Line, opened: Sequence[Window]) -> Iterator[Load]:
    """Yield the changeovers and the work of a plan; a slot that an order may not use is closed time for it."""
    customers = {order.id: order.customer for order in book.snapshot.orders}
    slots = book.reserved(line)

    @cache
    def allowed(customer: str) -> list[Window]:
        foreign = (slot for slot in slots if not _may_use(slot, customer, book.tiers[customer]))
        return subtract(opened, (book.span(slot.start, slot.end) for slot in foreign))

    for one in plan.operations:
        if one.line == line.id:
            customer = customers[one.order]
            windows, before, work = allowed(customer), one.changeover_minutes, one.work_minutes
            yield from _pieces(windows, book.span(one.changeover_start, one.start), before, None)
            yield from _pieces(windows, book.span(one.start, one.end), work, book.tiers[customer])


def _may_use(slot: Slot, customer: str, tier: Tier) -> bool:
    return slot.customer == customer if slot.tier is None else slot.tier is tier


def _pieces(allowed: Sequence[Window], span: Window, minutes: int, tier: Tier | None) -> Iterator[Load]:
    """Yield the first so many working minutes of a span."""
    first = bisect_right(allowed, span[0], key=itemgetter(1))
    last = bisect_left(allowed, span[1], key=itemgetter(0))
    for start, end in clip(allowed[first:last], *span):
        taken = min(minutes, end - start)
        if taken > 0:
            yield Load(start=start, end=start + taken, hours=taken / 60, tier=tier)
            minutes -= taken


def _firm(book: _Book, line: Line) -> Iterator[Load]:
    a_unit = hours_per_unit(book.snapshot, line.id)
    for order in book.snapshot.orders:
        if order.status is OrderStatus.FIRM and order.product in a_unit:
            due = minute_of(order.promised or order.requested, now=book.now) - round(order.ship_lead * 60)
            hours = float(order.quantity * a_unit[order.product])
            yield Load(start=due, end=due, hours=hours, tier=book.tiers[order.customer])
