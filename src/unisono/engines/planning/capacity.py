"""From the company's data to what its lines can do, how fast, and when."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np

from unisono.domain.changes import LineDown, OvertimeOpened
from unisono.domain.company import Line, Product, Rate, Snapshot
from unisono.domain.eligibility import rates_by_product
from unisono.engines.planning.calendars import (
    Window,
    clip,
    expand_calendar,
    minute_from,
    minute_of,
    open_minutes,
    subtract,
    unite,
)
from unisono.engines.planning.problem import Floats, Ints, Lines

MINUTES_AN_HOUR = 60


def build_lines(
    snapshot: Snapshot, products: Sequence[Product], *, families: Mapping[str, int], windows: Sequence[Ints]
) -> Lines:
    """Return the lines as arrays.

    A changeover that no row of `changeovers.csv` gives, and the first one of a line that is set up for no family, takes
    no time and no money.

    Args:
        snapshot: the company's data.
        products: the product of each order.
        families: the index of each family.
        windows: the working windows of each line.
    """
    minutes_per_unit, unit_cost = _speeds(snapshot, products)
    lines = {line.id: index for index, line in enumerate(snapshot.lines)}
    shape = (len(lines), len(families) + 1, len(families))
    minutes, cost, scrap = np.zeros(shape, np.int64), np.zeros(shape), np.zeros(shape)
    for row in snapshot.changeovers:
        if row.from_family in families and row.to_family in families and row.from_family != row.to_family:
            place = (lines[row.line], families[row.from_family], families[row.to_family])
            minutes[place] = math.ceil(row.minutes)
            cost[place], scrap[place] = float(row.cost), float(row.scrap_units)
    return Lines(
        ids=tuple(lines),
        minutes_per_unit=minutes_per_unit,
        unit_cost=unit_cost,
        initial=np.array([families.get(line.initial_family, len(families)) for line in snapshot.lines], np.int64),
        changeover_minutes=minutes,
        changeover_cost=cost,
        changeover_scrap=scrap,
        min_campaign=_min_campaigns(snapshot, families),
        windows=tuple(windows),
    )


def build_windows(
    snapshot: Snapshot,
    overtime: Sequence[OvertimeOpened],
    *,
    now: datetime,
    horizon: int,
    down: Sequence[LineDown] = (),
) -> tuple[list[Ints], float]:
    """Return the working windows of each line, and what the overtime costs.

    Overtime costs the line's premium for each hour that would not be open anyway, whether it is used or not. While a
    line is down it has neither.

    Raises:
        ValueError: overtime on a line that has none.
    """
    zone = ZoneInfo(snapshot.company.timezone)
    windows, cost = [], Decimal(0)
    for line in snapshot.lines:
        rows = [row for row in snapshot.calendars if row.calendar == line.calendar]
        regular = expand_calendar(rows, zone=zone, now=now, horizon=horizon)
        asked = [
            (minute_from(item.start, now=now), minute_of(item.end, now=now))
            for item in overtime
            if item.line == line.id
        ]
        lost = [
            (minute_of(item.start, now=now), minute_from(item.end, now=now)) for item in down if item.line == line.id
        ]
        extra = subtract(subtract(clip(asked, 0, horizon), regular), lost)
        cost += _premium(line, extra)
        windows.append(np.array(unite([*subtract(regular, lost), *extra]), np.int64).reshape(-1, 2))
    return windows, float(cost)


def _premium(line: Line, extra: Sequence[Window]) -> Decimal:
    if not extra:
        return Decimal(0)
    if line.overtime_premium_per_hour is None:
        raise ValueError(f"line {line.id} has no overtime")
    return line.overtime_premium_per_hour * open_minutes(extra) / MINUTES_AN_HOUR


def _speeds(snapshot: Snapshot, products: Sequence[Product]) -> tuple[Floats, Floats]:
    """Return the minutes and the variable cost of a good unit by order and line, inf where it cannot be made."""
    different = {product.id: product for product in products}
    rates = rates_by_product(different.values(), snapshot.rates)
    row_of = {product: row for row, product in enumerate(different)}
    columns = {line.id: column for column, line in enumerate(snapshot.lines)}
    minutes_per_unit = np.full((len(different), len(columns)), np.inf)
    unit_cost = minutes_per_unit.copy()
    for product, row in row_of.items():
        for rate in rates.get(product, ()):
            place = (row, columns[rate.line])
            minutes_per_unit[place] = float(MINUTES_AN_HOUR / (rate.units_per_hour * rate.yield_share))
            unit_cost[place] = float(different[product].variable_cost / rate.yield_share)
    rows = np.fromiter((row_of[product.id] for product in products), np.int64)
    return minutes_per_unit[rows], unit_cost[rows]


def _min_campaigns(snapshot: Snapshot, families: Mapping[str, int]) -> Ints:
    """Return the least minutes of work in a campaign, for each line and family.

    The family's own rate row says it; without one, the largest of the line's rows for products of the family.
    """
    family_of = {product.id: product.family for product in snapshot.products}
    lines = {line.id: index for index, line in enumerate(snapshot.lines)}
    least = np.zeros((len(lines), len(families)), np.int64)
    by_family = [(rate, rate.family) for rate in snapshot.rates if rate.family]
    by_product = [(rate, family_of[rate.product]) for rate in snapshot.rates if rate.product]
    said = {(rate.line, family) for rate, family in by_family}
    rows = [*by_family, *((rate, family) for rate, family in by_product if (rate.line, family) not in said)]
    for rate, family in rows:
        if family in families:
            place = (lines[rate.line], families[family])
            least[place] = max(least[place], _least_minutes(rate))
    return least


def _least_minutes(rate: Rate) -> int:
    return math.ceil(rate.min_campaign_hours * MINUTES_AN_HOUR)
