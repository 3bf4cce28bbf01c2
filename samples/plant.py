"""What a company's lines can do, looked up quickly while orders are drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from samples.working_time import WorkingTime, working_time
from unisono.domain.company import CalendarWindow, Changeover, Company, Line, Product, Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """Lines with their working time, hours per unit for each product and line, and changeovers in hours."""

    lines: tuple[Line, ...]
    times: dict[str, WorkingTime]
    hours_per_unit: dict[tuple[str, str], float]
    changeover_hours: dict[tuple[str, str, str], float]

    def lines_for(self, product: str) -> list[str]:
        """Return the lines that can make a product, the fastest first."""
        able = [line.id for line in self.lines if (line.id, product) in self.hours_per_unit]
        return sorted(able, key=lambda line: self.hours_per_unit[line, product])

    def best_hours(self, product: str, quantity: float = 1) -> float:
        """Return the hours of work on the line that suits the product best."""
        return quantity * self.hours_per_unit[self.lines_for(product)[0], product]

    @property
    def open_hours(self) -> float:
        """Return the open hours of all lines together."""
        return sum(self.times[line.id].hours for line in self.lines)


def plant_of(
    company: Company,
    *,
    lines: tuple[Line, ...],
    calendars: Iterable[CalendarWindow],
    products: Iterable[Product],
    rates: Iterable[Rate],
    changeovers: Iterable[Changeover],
) -> Plant:
    """Return the plant that the tables describe."""
    calendars, products, rates = tuple(calendars), tuple(products), tuple(rates)
    return Plant(
        lines=lines,
        times={line.id: working_time(company, line.calendar, calendars) for line in lines},
        hours_per_unit=dict(_hours_per_unit(products, rates)),
        changeover_hours={(row.line, row.from_family, row.to_family): float(row.minutes) / 60 for row in changeovers},
    )


def _hours_per_unit(products: tuple[Product, ...], rates: tuple[Rate, ...]) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield hours per good unit; a product's own rate comes after its family's and wins."""
    for rate in sorted(rates, key=lambda row: bool(row.product)):
        for product in products:
            if product.id == rate.product or product.family == rate.family:
                yield (rate.line, product.id), 1 / float(rate.units_per_hour * rate.yield_share)


class Promiser:
    """Gives firm orders dates that can be kept: one order after the other, each where it is done first."""

    def __init__(self, plant: Plant, products: Iterable[Product], start: datetime) -> None:
        self._plant = plant
        self._family = {product.id: product.family for product in products}
        self._free = {line.id: (start, line.initial_family) for line in plant.lines}

    def finish(self, product: str, quantity: float, earliest_start: datetime | None) -> datetime | None:
        """Return when the order is done and keep that time for it; none if no line can do it in time."""
        family = self._family[product]
        best: tuple[datetime, str] | None = None
        for line in self._plant.lines_for(product):
            free, before = self._free[line]
            change = self._plant.changeover_hours.get((line, before, family), 0.0)
            start = max(free, earliest_start or free)
            work = quantity * self._plant.hours_per_unit[line, product]
            end = self._plant.times[line].end_of(start, change + work)
            if end is not None and (best is None or end < best[0]):
                best = end, line
        if best is None:
            return None
        self._free[best[1]] = best[0], family
        return best[0]
