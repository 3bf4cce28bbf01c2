"""What was asked for a day in the past year, from the sales."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from unisono.domain.company import Sale

YEAR = 365
LEAST_DAYS = 28
"""Days of sales below which nothing is said of demand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Mean and standard deviation of the units asked for in a day; `whole` where only whole units are ever sold."""

    mean: float = 0.0
    spread: float = 0.0
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The sales of the last `days` by product, customer and day; returns count against what was asked."""

    days: int
    units: Mapping[str, Mapping[str, Mapping[date, float]]]

    @classmethod
    def of(cls, sales: Iterable[Sale], *, today: date) -> "Past":
        """Return the past year up to today, or the shorter time of which there are sales.

        Args:
            sales: rows of `sales.csv`.
            today: the local day of now.
        """
        first = today - timedelta(days=YEAR - 1)
        units: dict[str, dict[str, dict[date, float]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
        began = today + timedelta(days=1)
        for sale in sales:
            if sale.date <= today:
                began = min(began, max(first, sale.date))
            if first <= sale.date <= today:
                units[sale.product][sale.customer][sale.date] += float(sale.quantity)
        return cls(days=(today - began).days + 1, units=units)

    @property
    def is_known(self) -> bool:
        """Return whether there is enough of it to speak of demand."""
        return self.days >= LEAST_DAYS

    def demand(self, product: str, *, customer: str = "", without: Collection[str] = ()) -> Demand:
        """Return the demand for a product.

        Args:
            product: the product.
            customer: of this customer only; empty: of all.
            without: customers who have stock of their own.

        >>> rye = {"invoice": "1", "customer": "HOTEL", "product": "rye", "net_amount": 0}
        >>> bread = [Sale(date=date(2026, 3, day), quantity=sold, **rye) for day, sold in ((1, 20), (8, 30), (28, 6))]
        >>> demand = Past.of(bread, today=date(2026, 3, 28)).demand("rye")
        >>> demand.mean, round(demand.spread, 3), demand.whole
        (2.0, 6.612, True)
        """
        by_day: dict[date, float] = defaultdict(float)
        for who, days in self.units.get(product, {}).items():
            if who not in without and customer in ("", who):
                for day, units in days.items():
                    by_day[day] += units
        sums = by_day.values()
        mean = max(0.0, sum(sums) / self.days) if self.days else 0.0
        square = sum(units * units for units in sums) / self.days if self.days else 0.0
        return Demand(
            mean=mean,
            spread=sqrt(max(0.0, square - mean * mean)) if mean else 0.0,
            whole=all(units == int(units) for sold in self.units.get(product, {}).values() for units in sold.values()),
        )
