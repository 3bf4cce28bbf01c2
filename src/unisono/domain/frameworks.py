"""Framework orders: quantities that customers take in parts, when they call."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from unisono.domain.columns import column


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A row of `frameworks.csv`: a quantity of a product that a customer takes in parts over a time, when it calls."""

    id: str = column(about="Number of the framework order.", example="FO-118")
    customer: str = column(about="Customer.", example="C014")
    product: str = column(about="Product.", example="S355-2.0")
    quantity: Decimal = column(about="Units agreed for the whole time.", example="600", unit="unit", above=0)
    starts_on: date = column(about="First day of the time.", example="2026-07-01")
    ends_on: date = column(about="Last day of the time.", example="2026-12-31")
    lead_days: Decimal = column(
        about="Days between a call and its delivery.", example="5", unit="day", minimum=0, default=Decimal(0)
    )
    tolerance_percent: Decimal = column(
        about="How much more or less than the quantity may be taken in all.",
        example="5",
        unit="%",
        minimum=0,
        maximum=100,
        default=Decimal(0),
    )
    min_quantity: Decimal | None = column(
        about="Units the customer must take in the time; empty: the quantity less the tolerance.",
        example="480",
        unit="unit",
        minimum=0,
        default=None,
    )
    called: Decimal = column(
        about="Units called so far, cumulated.", example="240", unit="unit", minimum=0, default=Decimal(0)
    )
    delivered: Decimal = column(
        about="Units delivered so far, cumulated.", example="216", unit="unit", minimum=0, default=Decimal(0)
    )

    @property
    def most(self) -> Decimal:
        """Return the most units that may be called in all."""
        return self.quantity * (1 + self.tolerance_percent / 100)

    @property
    def least(self) -> Decimal:
        """Return the fewest units that the customer must take in all."""
        return self.quantity * (1 - self.tolerance_percent / 100) if self.min_quantity is None else self.min_quantity
