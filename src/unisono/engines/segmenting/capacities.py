"""What the departments that serve customers supply, and how much of it customers used."""

from collections.abc import Mapping
from decimal import Decimal

from unisono.domain.company import Department
from unisono.domain.segments import Capacity
from unisono.engines.segmenting.costing import rate_per_hour
from unisono.engines.segmenting.periods import PERIODS, Periods
from unisono.engines.segmenting.problem import Problem


def capacities_of(problem: Problem, periods: Periods, minutes: Mapping[str, Decimal]) -> tuple[Capacity, ...]:
    """Return the capacity of each department that an activity names, in the order of the company's departments.

    supplied = paid hours a week x practical share x weeks that the data cover; unused = supplied - used. Unused
    capacity is shown and never spread on customers. A department that runs lines gives its hours to them, so that
    nobody can say from services what it left unused: there it stays unknown.

    Args:
        problem: departments and activities.
        periods: the days looked at.
        minutes: minutes given to customers in those days, by department.
    """
    named = {activity.department for activity in problem.activities}
    weeks = Decimal(sum(periods.covered_days(period) for period in range(PERIODS))) / 7
    return tuple(
        _capacity(
            department,
            rate=rate_per_hour(department, problem.practical_capacity),
            supplied=_supplied(problem, department, weeks),
            used=minutes.get(department.id, Decimal(0)) / 60,
        )
        for department in problem.departments
        if department.id in named
    )


def _supplied(problem: Problem, department: Department, weeks: Decimal) -> Decimal | None:
    if department.hours_per_week is None or department.id in problem.line_departments:
        return None
    return department.hours_per_week * problem.practical_capacity * weeks


def _capacity(department: Department, *, rate: Decimal, supplied: Decimal | None, used: Decimal) -> Capacity:
    return Capacity(
        department=department.id,
        name=department.name,
        rate_per_hour=rate,
        used_hours=used,
        supplied_hours=supplied,
        unused_hours=None if supplied is None else supplied - used,
        unused_cost=None if supplied is None else (supplied - used) * rate,
    )
