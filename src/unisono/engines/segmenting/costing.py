"""What a row of the past costs: time-driven activity-based costing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from unisono.domain.company import Department, Sale, Service
from unisono.domain.policy import Activity
from unisono.domain.segments import StepKind
from unisono.engines.segmenting.problem import Problem

SMALLEST = Decimal("0.0001")
"""The cost of a service row is rounded to a hundredth of a cent; after that all sums are exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCost:
    """What a row of services costs, the minutes it took, and the step it belongs to."""

    step: StepKind
    minutes: Decimal
    money: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RateCard:
    """What customers' rows are charged: activities by id, rates an hour by department, variable costs by product."""

    activities: Mapping[str, Activity]
    rates: Mapping[str, Decimal]
    variable_costs: Mapping[str, Decimal]

    @classmethod
    def of(cls, problem: Problem) -> "RateCard":
        """Return the rate card of a company."""
        return cls(
            activities={activity.id: activity for activity in problem.activities},
            rates={item.id: rate_per_hour(item, problem.practical_capacity) for item in problem.departments},
            variable_costs={product.id: product.variable_cost for product in problem.products},
        )

    def variable_cost(self, sale: Sale) -> Decimal:
        """Return the variable cost of an invoice line, in money; negative for a return."""
        if sale.variable_cost is not None:
            return sale.variable_cost
        return sale.quantity * self.variable_costs[sale.product]

    def service_cost(self, row: Service) -> ServiceCost:
        """Return the cost of a row of services.

        cost = minutes x rate / 60 + money paid; minutes are the measured ones, else those of the time equation; the
        money is the row's, else count x the activity's.
        """
        activity = self.activities[row.activity]
        minutes = minutes_of(activity, row)
        labour = minutes * self.rates[activity.department] / 60 if activity.department else Decimal(0)
        paid = row.cost or activity.cost_each * row.count
        return ServiceCost(
            step=StepKind(activity.step.value),
            minutes=minutes if activity.department else Decimal(0),
            money=(labour + paid).quantize(SMALLEST, rounding=ROUND_HALF_EVEN),
        )


def rate_per_hour(department: Department, practical_capacity: Decimal) -> Decimal:
    """Return the capacity cost rate: cost of an hour supplied / share of it that is practically there.

    After Kaplan & Anderson, time-driven activity-based costing: cost of capacity supplied / practical capacity.

    Args:
        department: with the cost of a paid hour.
        practical_capacity: share of paid hours that is there for work, above 0 and up to 1.

    >>> sales = Department(id="sales", name="Sales", labour_rate_per_hour=Decimal(36))
    >>> rate_per_hour(sales, Decimal("0.8"))
    Decimal('45')
    """
    return department.labour_rate_per_hour / practical_capacity


def minutes_of(activity: Activity, row: Service) -> Decimal:
    """Return the minutes of a row of services: measured, else the time equation t = b0 + b1 x.

    Args:
        activity: its fixed minutes are b0, its minutes each are b1.
        row: its count is x.

    >>> from datetime import date
    >>> from unisono.domain.policy import ServiceStep
    >>> entry = Activity(
    ...     id="order_entry", step=ServiceStep.ORDER_HANDLING, fixed_minutes=Decimal(3), minutes_each=Decimal(2)
    ... )
    >>> minutes_of(entry, Service(date=date(2026, 3, 2), customer="C014", activity="order_entry", count=Decimal(4)))
    Decimal('11')
    """
    return activity.fixed_minutes + activity.minutes_each * row.count if row.minutes is None else row.minutes
