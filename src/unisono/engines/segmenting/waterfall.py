"""Puts every row of the past into one waterfall: a customer's, or one of those that are shown apart."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from unisono.domain.company import Sale
from unisono.domain.segments import Cause, Step, StepKind
from unisono.engines.segmenting.costing import RateCard, ServiceCost
from unisono.engines.segmenting.periods import PERIODS, Periods
from unisono.engines.segmenting.problem import Problem


@dataclass(slots=True, kw_only=True)
class Basin:
    """What gathers at the foot of one waterfall while rows come down; the only thing here that changes."""

    sales: list[int] = field(default_factory=list)
    services: dict[StepKind, list[int]] = field(default_factory=lambda: defaultdict(list))
    money: dict[StepKind, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    minutes: dict[StepKind, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    by_period: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    returned: Decimal = Decimal(0)
    return_rows: list[int] = field(default_factory=list)
    bottleneck_hours: Decimal = Decimal(0)

    def add_sale(self, index: int, sale: Sale, *, variable_cost: Decimal, period: int, hours_per_unit: Decimal) -> None:
        """Let an invoice line down."""
        self.sales.append(index)
        self.money[StepKind.REVENUE] += sale.net_amount
        self.money[StepKind.VARIABLE_COST] -= variable_cost
        self.by_period[period] += sale.net_amount - variable_cost
        if sale.quantity < 0:
            self.returned += sale.net_amount
            self.return_rows.append(index)
        else:
            self.bottleneck_hours += sale.quantity * hours_per_unit

    def add_service(self, index: int, cost: ServiceCost, *, period: int) -> None:
        """Let a row of services down."""
        self.services[cost.step].append(index)
        self.money[cost.step] -= cost.money
        self.minutes[cost.step] += cost.minutes
        self.by_period[period] -= cost.money

    def steps(self) -> tuple[Step, ...]:
        """Return the waterfall, every step of it, in order."""
        lines = tuple(self.sales)
        goods = (StepKind.REVENUE, StepKind.VARIABLE_COST)
        return tuple(
            Step(
                kind=kind,
                amount=self.money.get(kind, Decimal(0)),
                minutes=self.minutes.get(kind, Decimal(0)),
                sales=lines if kind in goods else (),
                services=tuple(self.services.get(kind, ())),
            )
            for kind in StepKind
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All rows in their basins; `first_seen` is each customer's earliest day, `minutes` what each department gave.

    Minutes are those of the two periods, with or without customer.
    """

    customers: Mapping[str, Basin]
    apart: Mapping[Cause, Basin]
    first_seen: Mapping[str, date]
    minutes: Mapping[str, Decimal]


def gather(problem: Problem, periods: Periods) -> Gathered:
    """Return every row of sales and services in exactly one basin."""
    card = RateCard.of(problem)
    customers: dict[str, Basin] = {customer.id: Basin() for customer in problem.customers}
    apart: dict[Cause, Basin] = {cause: Basin() for cause in Cause}
    first_seen: dict[str, date] = {}
    minutes: dict[str, Decimal] = defaultdict(Decimal)

    def basin(customer: str, day: date, period: int) -> Basin:
        if period >= 0 and customer:
            first_seen[customer] = min(day, first_seen.get(customer, day))
        cause = _cause(customer, period)
        return customers[customer] if cause is None else apart[cause]

    for index, sale in enumerate(problem.sales):
        period = periods.of_day(sale.date)
        hours = problem.bottleneck_hours_per_unit.get(sale.product, Decimal(0))
        basin(sale.customer, sale.date, period).add_sale(
            index, sale, variable_cost=card.variable_cost(sale), period=period, hours_per_unit=hours
        )
    for index, row in enumerate(problem.services):
        period, cost = periods.of_day(row.date), card.service_cost(row)
        basin(row.customer, row.date, period).add_service(index, cost, period=period)
        if 0 <= period < PERIODS:
            minutes[card.activities[row.activity].department] += cost.minutes
    return Gathered(customers=customers, apart=apart, first_seen=first_seen, minutes=minutes)


def _cause(customer: str, period: int) -> Cause | None:
    if period < 0:
        return Cause.AFTER_NOW
    if period >= PERIODS:
        return Cause.OLDER
    return None if customer else Cause.NO_CUSTOMER
