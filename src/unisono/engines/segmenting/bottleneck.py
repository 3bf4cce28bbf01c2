"""Which line is asked for most, against what it works."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from unisono.domain.company import Line, Rate, Snapshot
from unisono.domain.eligibility import rates_by_product
from unisono.domain.segments import Bottleneck
from unisono.engines.planning.calendars import expand_calendar, minute_of, open_minutes


def bottleneck_of(snapshot: Snapshot, *, now: datetime) -> Bottleneck | None:
    """Return the line with the highest load, or None where nothing is asked of any line that works.

    load = hours asked for / open hours from now to the horizon. A rough cut: an order that several lines can make is
    asked of each of them for an equal part, at the rate of that line; changeovers and stock are left out. Of two
    lines with the same load it is the first by name.

    Args:
        snapshot: checked data.
        now: the moment from which open hours count, aware.
    """
    asked = _asked_hours(snapshot)
    candidates = [
        Bottleneck(line=line.id, department=line.department, asked_hours=asked[line.id], open_hours=opened)
        for line in snapshot.lines
        if (opened := _open_hours(snapshot, line, now)) and asked[line.id]
    ]
    return min(candidates, key=lambda candidate: (-candidate.load, candidate.line), default=None)


def hours_per_unit(snapshot: Snapshot, line: str) -> dict[str, Decimal]:
    """Return the expected hours of a line for a good unit of each product that it can make.

    hours = 1 / (units per hour x yield x number of lines that can make it)

    Args:
        snapshot: checked data.
        line: name of the line.
    """
    rates = rates_by_product(snapshot.products, snapshot.rates)
    return {
        product: _hours(rate) / len(by_line)
        for product, by_line in rates.items()
        for rate in by_line
        if rate.line == line
    }


def _asked_hours(snapshot: Snapshot) -> dict[str, Decimal]:
    rates = rates_by_product(snapshot.products, snapshot.rates)
    asked: dict[str, Decimal] = defaultdict(Decimal)
    for order in snapshot.orders:
        by_line = rates.get(order.product, ())
        for rate in by_line:
            asked[rate.line] += order.quantity * _hours(rate) / len(by_line)
    return asked


def _hours(rate: Rate) -> Decimal:
    return 1 / (rate.units_per_hour * rate.yield_share)


def _open_hours(snapshot: Snapshot, line: Line, now: datetime) -> Decimal:
    rows = [row for row in snapshot.calendars if row.calendar == line.calendar]
    horizon = minute_of(snapshot.company.horizon_end, now=now)
    windows = expand_calendar(rows, zone=ZoneInfo(snapshot.company.timezone), now=now, horizon=horizon)
    return Decimal(open_minutes(windows)) / 60
