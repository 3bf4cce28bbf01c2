"""What it will cost to serve each open order: the part of cost-to-serve that belongs into the plan."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal

from unisono.domain.company import Order, Snapshot
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.segments import StepKind
from unisono.engines.segmenting.costing import RateCard
from unisono.engines.segmenting.periods import PERIODS, Periods
from unisono.engines.segmenting.problem import Problem, problem_of

PLANNED = (StepKind.ORDER_HANDLING, StepKind.PICKING, StepKind.FREIGHT)
"""Steps that an order causes by being made; changeovers, rush and holding are charged in the plan itself."""

ENOUGH_LINES = 5
"""With fewer invoice lines a customer's own history says too little, and the average of all is taken."""

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCosts:
    """Expected service cost of each open order, in money to the cent, and what had to be assumed for it.

    `expect` says it of any other order of the same company.
    """

    by_order: Mapping[str, Decimal]
    expect: Callable[[Order], Decimal] = field(compare=False)
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Experience:
    """What serving somebody took: invoice lines and units delivered, and what handling, picking and freight cost."""

    lines: int = 0
    units: Decimal = Decimal(0)
    units_of: set[str] = field(default_factory=set)
    handling: Decimal = Decimal(0)
    freight: Decimal = Decimal(0)

    def expect(self, quantity: Decimal, unit: str) -> Decimal:
        """Return handling and picking of one line, and the freight of the quantity (of one line in another unit)."""
        if self.units_of == {unit}:
            return self.handling / self.lines + self.freight / self.units * quantity
        return (self.handling + self.freight) / self.lines


def service_costs_of(snapshot: Snapshot, *, now: datetime) -> ServiceCosts:
    """Return what order handling, picking and freight of each open order are expected to cost.

    expected = (handling + picking) / lines + freight / units x quantity, from the customer's own rows of the two
    periods before now. Where the customer bought in another unit than the order's, freight counts by invoice line
    too. A customer with fewer than `ENOUGH_LINES` lines is expected to cost what all customers together did.

    Args:
        snapshot: checked data.
        now: the moment of planning, aware.
    """
    problem = problem_of(snapshot, now=now)
    own = _experience(problem)
    everybody = _together(own.values())
    if not everybody.lines or not (everybody.handling or everybody.freight):
        return ServiceCosts(
            by_order={order.id: Decimal(0) for order in snapshot.orders},
            expect=lambda _: Decimal(0),
            findings=(_no_history(),),
        )
    units = {product.id: product.unit for product in snapshot.products}

    def expected(order: Order) -> Decimal:
        experience = own.get(order.customer)
        known = experience if experience is not None and experience.lines >= ENOUGH_LINES else everybody
        return known.expect(order.quantity, units[order.product]).quantize(CENT, rounding=ROUND_HALF_EVEN)

    return ServiceCosts(by_order={order.id: expected(order) for order in snapshot.orders}, expect=expected)


def _experience(problem: Problem) -> dict[str, _Experience]:
    """Return what serving each customer took in the two periods."""
    periods, card = Periods.of(problem), RateCard.of(problem)
    units = {product.id: product.unit for product in problem.products}
    experience = {customer.id: _Experience() for customer in problem.customers}
    for sale in problem.sales:
        if sale.customer and sale.quantity > 0 and 0 <= periods.of_day(sale.date) < PERIODS:
            seen = experience[sale.customer]
            seen.lines += 1
            seen.units += sale.quantity
            seen.units_of.add(units[sale.product])
    for row in problem.services:
        cost = card.service_cost(row)
        if row.customer and cost.step in PLANNED and 0 <= periods.of_day(row.date) < PERIODS:
            seen = experience[row.customer]
            if cost.step is StepKind.FREIGHT:
                seen.freight += cost.money
            else:
                seen.handling += cost.money
    return experience


def _together(experiences: Iterable[_Experience]) -> _Experience:
    together = _Experience()
    for experience in experiences:
        together.lines += experience.lines
        together.units += experience.units
        together.units_of |= experience.units_of
        together.handling += experience.handling
        together.freight += experience.freight
    return together


def _no_history() -> Finding:
    return Finding(
        code="no-service-history",
        severity=Severity.NOTE,
        source=Source(file="services.csv"),
        message="No past order handling, picking or freight is known: orders are planned as if they cost none.",
        remedy="Add sales.csv and services.csv of the last year.",
    )
