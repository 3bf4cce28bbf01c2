"""What a company's lines can do, looked up quickly while orders are drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from unisono.domain.company import Product, Rate, Snapshot
from unisono.engines.planning.calendars import Window, expand_calendar, minute_of, moment_of, open_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """Working windows of each line, hours of work per unit by line and product, and changeovers in minutes."""

    windows: Mapping[str, list[Window]]
    initial: Mapping[str, str]
    family: Mapping[str, str]
    hours_per_unit: Mapping[tuple[str, str], float]
    changeover_minutes: Mapping[tuple[str, str, str], float]

    def lines_for(self, product: str) -> list[str]:
        """Return the lines that can make a product, the fastest first."""
        able = [line for line in self.windows if (line, product) in self.hours_per_unit]
        return sorted(able, key=lambda line: self.hours_per_unit[line, product])

    def best_hours(self, product: str, quantity: float = 1) -> float:
        """Return the hours of work on the line that suits the product best."""
        return quantity * self.hours_per_unit[self.lines_for(product)[0], product]

    @property
    def open_hours(self) -> float:
        """Return the open hours of all lines together."""
        return sum(open_minutes(windows) for windows in self.windows.values()) / 60

    @property
    def changeover_hours(self) -> float:
        """Return what a changeover takes on average, in hours."""
        return sum(self.changeover_minutes.values()) / len(self.changeover_minutes) / 60


def plant_of(snapshot: Snapshot) -> Plant:
    """Return the plant that the tables of a company describe."""
    zone, now = ZoneInfo(snapshot.company.timezone), snapshot.company.as_of
    horizon = minute_of(snapshot.company.horizon_end, now=now)
    windows = {
        line.id: expand_calendar(
            [row for row in snapshot.calendars if row.calendar == line.calendar], zone=zone, now=now, horizon=horizon
        )
        for line in snapshot.lines
    }
    return Plant(
        windows=windows,
        initial={line.id: line.initial_family for line in snapshot.lines},
        family={product.id: product.family for product in snapshot.products},
        hours_per_unit=dict(_hours_per_unit(snapshot.products, snapshot.rates)),
        changeover_minutes={
            (row.line, row.from_family, row.to_family): float(row.minutes) for row in snapshot.changeovers
        },
    )


def _hours_per_unit(products: tuple[Product, ...], rates: tuple[Rate, ...]) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield hours per good unit; a product's own rate comes after its family's and wins."""
    for rate in sorted(rates, key=lambda row: bool(row.product)):
        for product in products:
            if product.id == rate.product or product.family == rate.family:
                yield (rate.line, product.id), 1 / float(rate.units_per_hour * rate.yield_share)


class Promiser:
    """Gives firm orders dates that can be kept: one order after the other, each where it is done first."""

    def __init__(self, plant: Plant, now: datetime) -> None:
        self._plant = plant
        self._now = now
        self._free = {line: (0, family) for line, family in plant.initial.items()}

    def finish(self, product: str, quantity: float, earliest_start: datetime | None) -> datetime | None:
        """Return when the order is done and keep that time for it; none if no line can do it in time."""
        release = 0 if earliest_start is None else minute_of(earliest_start, now=self._now)
        family = self._plant.family[product]
        ends: list[tuple[int, str]] = []
        for line in self._plant.lines_for(product):
            free, before = self._free[line]
            change = self._plant.changeover_minutes.get((line, before, family), 0.0)
            work = 60 * quantity * self._plant.hours_per_unit[line, product]
            end = _end_of_work(self._plant.windows[line], max(free, release), round(change + work) + 1)
            if end is not None:
                ends.append((end, line))
        if not ends:
            return None
        end, line = min(ends)
        self._free[line] = end, family
        return moment_of(end, now=self._now).astimezone(self._now.tzinfo)


def _end_of_work(windows: list[Window], start: int, minutes: int) -> int | None:
    """Return the minute at which work ends that may begin at `start`; none if the windows are too few."""
    for opens, closes in windows:
        begin = max(opens, start)
        if begin < closes:
            if minutes <= closes - begin:
                return begin + minutes
            minutes -= closes - begin
    return None
