"""The planning problem as arrays: n orders, L lines, F families, P stock pools.

Times are whole minutes from the moment the plan is made (`now` = 0); money is in the company's currency; quantities are
in the product's unit. `docs/methods/planning.md` says what each part means.
"""

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ENDLESS = 2**40
"""A time that never comes: no deadline, no end of the horizon."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reservation:
    """Working time `[start, end)` on a line that only the orders in `may_use` (n flags) can use."""

    line: int
    start: int
    end: int
    may_use: Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Orders:
    """What is asked for; every array has one entry an order.

    `due` is the minute at which the goods must leave (delivery date less shipping), `deadline` the minute after which
    the order cannot be finished any more, `late_cost` is money a minute, `holding_cost` money a unit and minute, `room`
    room a unit, `scrap_cost` what one scrapped unit of the product is worth, `stock_cost` what a unit from stock costs
    (its replacement). `keep_by` is the end in the plan in force, after which the order pays `moving_cost` once
    (`ENDLESS`: free).
    """

    ids: tuple[str, ...]
    family: Ints
    firm: Flags
    quantity: Floats
    release: Ints
    due: Ints
    deadline: Ints
    revenue: Floats
    service_cost: Floats
    late_cost: Floats
    holding_cost: Floats
    room: Floats
    scrap_cost: Floats
    stock_cost: Floats
    keep_by: Ints
    moving_cost: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """What can be done where.

    `minutes_per_unit` and `unit_cost` have shape (n, L) and are `inf` where the line cannot make the order; `initial`
    (L) is the family each line is set up for, or F for none; the changeover arrays have shape (L, F + 1, F), from
    family (F: none) to family; `min_campaign` (L, F) is in minutes of work. `windows` holds for each line its working
    time as (k, 2) starts and ends, ascending, apart from each other, or None for a line that always works.
    """

    ids: tuple[str, ...]
    minutes_per_unit: Floats
    unit_cost: Floats
    initial: Ints
    changeover_minutes: Ints
    changeover_cost: Floats
    changeover_scrap: Floats
    min_campaign: Ints
    windows: tuple[Ints | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pools:
    """Stock: `quantity` (P) units, and `may_use` (P, n) which orders may draw on each."""

    quantity: Floats
    may_use: Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Warehouse:
    """Room for goods that wait: `limit` units of room (`inf`: enough), `price` a unit beyond it and night.

    `nights` are the minutes at which the room is counted, ascending (local midnights).
    """

    limit: float = np.inf
    price: float = 0.0
    nights: Ints = field(default_factory=lambda: np.empty(0, np.int64))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """All that the planner knows; `horizon` ends the planned time, `frozen_until` the frozen zone."""

    orders: Orders
    lines: Lines
    families: tuple[str, ...]
    pools: Pools
    warehouse: Warehouse = field(default_factory=Warehouse)
    reservations: tuple[Reservation, ...] = ()
    horizon: int = ENDLESS
    frozen_until: int = 0
    changeover_before_release: bool = True
    short_campaign_charge: float = 0.0
    overtime_cost: float = 0.0

    @property
    def n(self) -> int:
        """Return the number of orders."""
        return len(self.orders.ids)

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit together.

        Raises:
            ValueError: a shape or a value is impossible.
        """
        n, lines, families = self.n, len(self.lines.ids), len(self.families)
        shapes: list[tuple[str, NDArray[np.generic], tuple[int, ...]]] = [
            (item.name, getattr(self.orders, item.name), (n,)) for item in fields(self.orders) if item.name != "ids"
        ]
        shapes += [
            ("minutes_per_unit", self.lines.minutes_per_unit, (n, lines)),
            ("unit_cost", self.lines.unit_cost, (n, lines)),
            ("initial", self.lines.initial, (lines,)),
            ("changeover_minutes", self.lines.changeover_minutes, (lines, families + 1, families)),
            ("changeover_cost", self.lines.changeover_cost, (lines, families + 1, families)),
            ("changeover_scrap", self.lines.changeover_scrap, (lines, families + 1, families)),
            ("min_campaign", self.lines.min_campaign, (lines, families)),
            ("pools.may_use", self.pools.may_use, (len(self.pools.quantity), n)),
        ]
        shapes += [("reservation.may_use", item.may_use, (n,)) for item in self.reservations]
        for name, array, shape in shapes:
            if array.shape != shape:
                message = f"{name} has shape {array.shape}, expected {shape}"
                raise ValueError(message)
        if len(self.lines.windows) != lines:
            message = f"{len(self.lines.windows)} calendars for {lines} lines"
            raise ValueError(message)
        if n and (int(self.orders.family.min()) < 0 or int(self.orders.family.max()) >= families):
            message = "an order's family is not among the families"
            raise ValueError(message)
