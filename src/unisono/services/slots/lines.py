"""A line's time until the horizon: when it works, what of it is taken, and what is reserved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
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
    """One line in minutes from now: working time, the spans that a plan takes of it, loads, and its slots by tier."""

    line: str
    opened: tuple[Window, ...]
    busy: tuple[Window, ...]
    loads: tuple[Load, ...]
    slots: tuple[tuple[Window, Slot, Tier], ...]

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
            open_minutes(subtract(clip(clip(self.opened, *span), start, end), self.busy)) / 60
            for span, _, of in self.slots
            if of is tier
        )

    def slot_hours(self, start: int, end: int) -> float:
        """Return the working hours of all slots between two minutes."""
        return sum(open_minutes(clip(clip(self.opened, *span), start, end)) / 60 for span, _, _ in self.slots)

    def free(self, start: int, end: int) -> list[Window]:
        """Return the stretches between two minutes in which the line works and nothing is planned or reserved."""
        return subtract(clip(self.opened, start, end), (*self.busy, *(span for span, _, _ in self.slots)))


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
    return tuple(_line_time(line, snapshot, plan, now, tiers) for line in snapshot.lines)


def _line_time(line: Line, snapshot: Snapshot, plan: Plan | None, now: datetime, tiers: Mapping[str, Tier]) -> LineTime:
    opened = expand_calendar(
        [row for row in snapshot.calendars if row.calendar == line.calendar],
        zone=ZoneInfo(snapshot.company.timezone),
        now=now,
        horizon=minute_of(snapshot.company.horizon_end, now=now),
    )
    slots = [slot for slot in snapshot.slots if slot.line == line.id and slot.end > now]
    planned = [] if plan is None else [one for one in plan.operations if one.line == line.id]
    busy = [(minute_of(one.changeover_start, now=now), minute_of(one.end, now=now)) for one in planned]
    tier_of = {order.id: tiers[order.customer] for order in snapshot.orders}
    loads = [
        *(
            load
            for one in planned
            for load in (
                *_pieces(opened, _span(one.changeover_start, one.start, now), None),
                *_pieces(opened, _span(one.start, one.end, now), tier_of[one.order]),
            )
        ),
        *(_firm(snapshot, line.id, tiers, now) if plan is None else ()),
    ]
    return LineTime(
        line=line.id,
        opened=tuple(opened),
        busy=tuple(busy),
        loads=tuple(loads),
        slots=tuple((_span(slot.start, slot.end, now), slot, slot.tier or tiers[slot.customer]) for slot in slots),
    )


def _span(start: datetime, end: datetime, now: datetime) -> Window:
    return minute_of(start, now=now), minute_of(end, now=now)


def _pieces(opened: Sequence[Window], span: Window, tier: Tier | None) -> Iterator[Load]:
    for start, end in clip(opened, *span):
        yield Load(start=start, end=end, hours=(end - start) / 60, tier=tier)


def _firm(snapshot: Snapshot, line: str, tiers: Mapping[str, Tier], now: datetime) -> Iterator[Load]:
    a_unit = hours_per_unit(snapshot, line)
    for order in snapshot.orders:
        if order.status is OrderStatus.FIRM and order.product in a_unit:
            due = minute_of(order.promised or order.requested, now=now) - round(order.ship_lead * 60)
            hours = float(order.quantity * a_unit[order.product])
            yield Load(start=due, end=due, hours=hours, tier=tiers[order.customer])
