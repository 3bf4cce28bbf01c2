"""What a meeting could do about one order, before it is replanned and priced."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal

import numpy as np

from unisono.domain.agenda import RowKind
from unisono.domain.changes import Change, OrderDeclined, OrderForced, OrderSplit, SlotOpened
from unisono.domain.company import Line, Order, OrderStatus, Slot
from unisono.domain.plans import Plan
from unisono.domain.policy import OptionKind
from unisono.engines.planning.building import due_instant
from unisono.engines.planning.calendars import MINUTE
from unisono.engines.planning.overtime import overtime_windows
from unisono.engines.planning.shortfalls import Shortfall
from unisono.engines.promising.parts import grain_of
from unisono.services.preparing import Ground

MOST_VARIANTS = 2
"""Windows, slots or quantities that are looked at for one option; the best of them is replanned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to do something: what changes, what must be ready when, and the orders for which room is made.

    `deadlines` are instants at the customer's door beside those of the changes; `service_costs` those of new order
    lines; with `exchanges` the first of `places` gets all the stock that it may use, whoever has it in the plan.
    """

    changes: tuple[Change, ...] = ()
    deadlines: Mapping[str, datetime] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    service_costs: Mapping[str, Decimal] = field(default_factory=dict)
    exchanges: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One kind of thing to do about an order, in one or more variants."""

    order: str
    kind: OptionKind
    variants: tuple[Variant, ...]


def proposals_for(ground: Ground, plan: Plan, shortfall: Shortfall) -> tuple[Proposal, ...]:
    """Return what could be done about an order that does not get what it asks for; the plan itself is not among it."""
    maker = _Maker(ground=ground, plan=plan, shortfall=shortfall)
    kinds = {
        OptionKind.OVERTIME: maker.overtime(),
        OptionKind.OPEN_SLOT: maker.slots(),
        OptionKind.MOVE_ORDER: maker.in_time(),
        OptionKind.SPLIT: maker.parts(),
        OptionKind.STOCK: maker.stock(),
        OptionKind.ACCEPT_LATE: maker.late(),
        OptionKind.DECLINE: maker.declined(),
    }
    return tuple(
        Proposal(order=shortfall.order.id, kind=kind, variants=tuple(variants)[:MOST_VARIANTS])
        for kind, variants in kinds.items()
        if variants
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Maker:
    ground: Ground
    plan: Plan
    shortfall: Shortfall

    @property
    def order(self) -> Order:
        return self.shortfall.order

    @property
    def index(self) -> int:
        return self.ground.problem.orders.ids.index(self.order.id)

    @property
    def wanted(self) -> datetime:
        """Return when the customer wants it: as promised, else as requested."""
        return wanted_at(self.order)

    @property
    def no_later(self) -> datetime | None:
        """Return the instant at the customer's door to keep: the last useful one, or clearly sooner than planned."""
        if self.shortfall.kind is RowKind.LATE:
            return self.wanted + self.shortfall.late * MINUTE / 2
        return self.order.latest if self.order.status is OrderStatus.INQUIRY else None

    def made(self, *changes: Change, by: datetime | None) -> Variant:
        """Return a variant in which the order is made by an instant, or, without one, whenever it fits best."""
        if self.order.status is OrderStatus.INQUIRY:
            return Variant(changes=(*changes, OrderForced(order=self.order.id, deadline=by)), places=(self.order.id,))
        deadlines = {} if by is None else {self.order.id: by}
        return Variant(changes=changes, deadlines=deadlines, places=(self.order.id,))

    def overtime(self) -> list[Variant]:
        """Return overtime on lines that can make it, before it must leave; at most the hours that it needs."""
        snapshot, now = self.ground.book.snapshot, self.plan.now
        frozen = now + timedelta(hours=float(snapshot.policy.frozen_hours))
        earliest = max(frozen, self.order.earliest_start or frozen)
        windows = [
            window
            for line, hours in self._hours()
            for window in overtime_windows(
                snapshot, line, now=now, earliest=earliest, latest=self._leaves_by(), hours=Decimal(hours)
            )
        ]
        windows.sort(key=lambda window: self._distance(window.end))
        return [self.made(window, by=self.no_later) for window in windows]

    def _distance(self, end: datetime) -> tuple[bool, timedelta]:
        """Return how well time that ends then suits the order: time before it must leave suits better than after."""
        due = due_instant(self.order)
        return end > due, abs(end - due)

    def _leaves_by(self) -> datetime:
        """Return the instant at which the goods must leave at last."""
        last = self.no_later
        shipping = self.wanted - due_instant(self.order)
        return self.ground.book.snapshot.company.horizon_end if last is None else last - shipping

    def _hours(self) -> Iterator[tuple[Line, int]]:
        """Yield the lines that can make the order, with the hours of work that it needs there."""
        problem = self.ground.problem
        for line, pace in zip(self.ground.book.snapshot.lines, problem.lines.minutes_per_unit[self.index], strict=True):
            if np.isfinite(pace):
                missing = float(self.order.quantity - self.shortfall.covered)
                yield line, max(1, math.ceil(pace * missing / 60))

    def slots(self) -> list[Variant]:
        """Return the slots that are kept for others on lines that can make it, those that suit its time best first."""
        able = {line.id for line, _ in self._hours()}
        leaves, now = min(self._leaves_by(), due_instant(self.order) + self.shortfall.late * MINUTE), self.plan.now
        kept = [
            slot
            for slot in self.ground.book.snapshot.slots
            if slot.line in able and slot.start < leaves and slot.end > now and self._is_closed(slot)
        ]
        kept.sort(key=lambda slot: self._distance(slot.end))
        return [self.made(SlotOpened(slot_id=slot.id), by=self.no_later) for slot in kept]

    def _is_closed(self, slot: Slot) -> bool:
        """Return whether the slot is reserved now and not for this customer."""
        if slot.opens_at is not None and slot.opens_at <= self.plan.now:
            return False
        if slot.tier is None:
            return slot.customer != self.order.customer
        return slot.tier is not self.ground.book.tiers[self.order.customer]

    def in_time(self) -> list[Variant]:
        """Return that the order is made in time, whoever must give way; a firm one without a place is made at all."""
        return [self.made(by=None if self.shortfall.kind is RowKind.UNMADE_FIRM else self.wanted)]

    def late(self) -> list[Variant]:
        """Return that an inquiry is made as late as it is still of use; late orders are so already."""
        order = self.order
        if self.shortfall.kind not in {RowKind.UNCOVERED, RowKind.APPEAL}:
            return []
        if order.latest is not None and order.latest <= order.requested:
            return []
        return [self.made(by=order.latest)]

    def declined(self) -> list[Variant]:
        """Return that an inquiry that would be late is declined after all."""
        if self.shortfall.kind is not RowKind.LATE or self.order.status is OrderStatus.FIRM:
            return []
        return [Variant(changes=(OrderDeclined(order=self.order.id),))]

    def stock(self) -> list[Variant]:
        """Return that the order gets stock which the plan gives to others."""
        rows = self.ground.problem.pools.may_use[:, self.index]
        others = any(use.order != self.order.id and rows[use.stock] for use in self.plan.stock_uses)
        return [replace(self.made(by=self.no_later), exchanges=True)] if others else []

    def parts(self) -> list[Variant]:
        """Return deliveries in two parts, the first in time: as much as stock covers, the most, half, and the least."""
        order = self.order
        splits = [
            OrderSplit(order=order.id, first_quantity=first, first_due=self.wanted, rest_due=self.wanted)
            for first in self._first_quantities()[:MOST_VARIANTS]
        ]
        costs = self._costs_of_parts(splits)
        return [self._in_parts(split, cost) for split, cost in zip(splits, costs, strict=True)]

    def _in_parts(self, split: OrderSplit, costs: Mapping[str, Decimal]) -> Variant:
        """Return a variant with both parts made, the first in time."""
        last = self.order.latest if self.order.status is OrderStatus.INQUIRY else None
        changes: tuple[Change, ...] = (split,)
        deadlines: dict[str, datetime] = {}
        for part, by in ((split.order, split.first_due), (split.rest_id, last)):
            if self.order.status is OrderStatus.INQUIRY:
                changes = (*changes, OrderForced(order=part, deadline=by))
            elif by is not None:
                deadlines[part] = by
        return Variant(changes=changes, deadlines=deadlines, places=(split.order, split.rest_id), service_costs=costs)

    def _first_quantities(self) -> list[Decimal]:
        """Return first parts that the customer would take, on the grid of the order's own quantities."""
        order, least = self.order, self.order.min_quantity
        if least is None or least >= order.quantity:
            return []
        grid = grain_of(order)
        wished = [(least + 3 * order.quantity) / 4, (least + order.quantity) / 2, least]
        on_grid = [(first / grid).to_integral_value(ROUND_FLOOR) * grid for first in (self._free_stock(), *wished)]
        return list(dict.fromkeys(first for first in on_grid if least <= first < order.quantity))

    def _free_stock(self) -> Decimal:
        """Return how much stock the order could have."""
        rows = self.ground.problem.pools.may_use[:, self.index]
        taken: dict[int, Decimal] = {}
        for use in self.plan.stock_uses:
            taken[use.stock] = taken.get(use.stock, Decimal(0)) + use.quantity
        stock = self.ground.book.snapshot.stock
        return sum(
            (stock[row].quantity - taken.get(row, Decimal(0)) for row in map(int, np.flatnonzero(rows))), Decimal(0)
        )

    def _costs_of_parts(self, splits: Sequence[OrderSplit]) -> list[dict[str, Decimal]]:
        """Return what serving both parts costs: the customer is delivered twice."""
        order, expect = self.order, self.ground.book.expect_service
        return [
            {
                split.order: expect(replace(order, quantity=split.first_quantity)),
                split.rest_id: expect(replace(order, quantity=order.quantity - split.first_quantity)),
            }
            for split in splits
        ]


def wanted_at(order: Order) -> datetime:
    """Return when the customer wants an order: as promised if it is firm, else as requested."""
    return order.promised if order.status is OrderStatus.FIRM and order.promised is not None else order.requested
