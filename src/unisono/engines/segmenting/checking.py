"""Whether a segmentation is what it says it is: the independent checker.

It knows nothing of how segments are made: it takes each claim and recomputes it from the rows, one customer at a time.
`tier_checking` does this for the tiers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from unisono.domain.company import Service
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.segments import Cause, Segmentation, Step, StepKind
from unisono.engines.segmenting.problem import Problem
from unisono.engines.segmenting.tier_checking import check_tiers

GOODS = (StepKind.REVENUE, StepKind.VARIABLE_COST)
TOLERANCE = Decimal("1e-9")
"""Hours and percentages are quotients and carry rounding; sums of money are exact."""

Found = Iterator[tuple[str, str, str]]
"""Code, message, and the customer or cause that it is about."""


def check(problem: Problem, segmentation: Segmentation) -> tuple[Finding, ...]:
    """Return everything that is wrong with a segmentation; one after `docs/methods/segmenting.md` has nothing.

    Args:
        problem: what was known.
        segmentation: what it says.
    """
    found = [*_rows(problem, segmentation)]
    if not found:  # what follows needs every row to be where it says
        found = [
            *_places(problem, segmentation),
            *_steps(problem, segmentation),
            *_bottleneck(problem, segmentation),
            *_whale(segmentation),
            *_capacities(problem, segmentation),
            *check_tiers(problem, segmentation),
        ]
    return tuple(
        Finding(code=code, severity=Severity.ERROR, source=Source(file="segments"), message=message, value=value)
        for code, message, value in found
    )


def _waterfalls(segmentation: Segmentation) -> Iterator[tuple[str, tuple[Step, ...]]]:
    yield from ((segment.customer, segment.steps) for segment in segmentation.segments)
    yield from ((part.cause, part.steps) for part in segmentation.unallocated)


def _rows(problem: Problem, segmentation: Segmentation) -> Found:
    """Yield customers and steps that are missing, and rows that are not in exactly one waterfall."""
    customers = Counter(segment.customer for segment in segmentation.segments)
    if customers != Counter(customer.id for customer in problem.customers):
        yield "customers-differ", "The segments are not one for each customer.", ""
    for name, steps in _waterfalls(segmentation):
        if [step.kind for step in steps] != list(StepKind):
            yield "steps-differ", f"The waterfall of {name} has not every step once, in order.", name
    every = [step for _, steps in _waterfalls(segmentation) for step in steps]
    for kind in GOODS:
        parts = (step.sales for step in every if step.kind is kind)
        yield from _once(f"sales row of {kind}", parts, len(problem.sales))
    yield from _once("services row", (step.services for step in every), len(problem.services))


def _once(noun: str, rows: Iterable[tuple[int, ...]], expected: int) -> Found:
    counts = Counter(row for part in rows for row in part)
    for row in range(expected):
        if counts.pop(row, 0) != 1:
            yield "row-not-once", f"The {noun} {row} is not accounted for exactly once.", str(row)
    for row in counts:
        yield "row-unknown", f"There is no {noun} {row}.", str(row)


def _places(problem: Problem, segmentation: Segmentation) -> Found:
    """Yield rows in the waterfall of somebody else, or of another time."""
    first = problem.today - timedelta(days=2 * problem.tiering.period_days - 1)
    for name, steps in _waterfalls(segmentation):
        sales = [problem.sales[row] for step in steps for row in step.sales]
        services = [problem.services[row] for step in steps for row in step.services]
        where = [(row.date, row.customer) for row in sales] + [(row.date, row.customer) for row in services]
        for day, customer in where:
            if day > problem.today:
                place = str(Cause.AFTER_NOW)
            elif day < first:
                place = str(Cause.OLDER)
            else:
                place = customer or str(Cause.NO_CUSTOMER)
            if place != name:
                yield "row-misplaced", f"A row of {day} for {customer or 'nobody'} stands with {name}.", name


def _steps(problem: Problem, segmentation: Segmentation) -> Found:
    """Yield steps whose money is not the sum of their rows, and returns that differ."""
    costs = {product.id: product.variable_cost for product in problem.products}
    for name, steps in _waterfalls(segmentation):
        for step in steps:
            money = -sum((_cost(problem, problem.services[row], step.kind) for row in step.services), Decimal(0))
            for sale in (problem.sales[row] for row in step.sales):
                if step.kind is StepKind.REVENUE:
                    money += sale.net_amount
                elif step.kind is StepKind.VARIABLE_COST:
                    money -= costs[sale.product] * sale.quantity if sale.variable_cost is None else sale.variable_cost
            if money != step.amount:
                yield "step-differs", f"{step.kind} of {name} is {step.amount}, its rows come to {money}.", name
    for segment in segmentation.segments:
        rows = [row for row in segment.steps[0].sales if problem.sales[row].quantity < 0]
        money = sum((problem.sales[row].net_amount for row in rows), Decimal(0))
        if tuple(rows) != segment.return_rows or money != segment.returned:
            yield (
                "returns-differ",
                f"The returns of {segment.customer} are not its lines of negative quantity.",
                segment.customer,
            )


def _cost(problem: Problem, row: Service, kind: StepKind) -> Decimal:
    """Return the cost of a row of services, or something impossible where it is no row of that step."""
    activity = next(activity for activity in problem.activities if activity.id == row.activity)
    if activity.step.value != kind.value:
        return Decimal("Infinity")
    money = row.cost or row.count * activity.cost_each
    if activity.department:
        wage = next(item.labour_rate_per_hour for item in problem.departments if item.id == activity.department)
        minutes = row.minutes
        if minutes is None:
            minutes = row.count * activity.minutes_each + activity.fixed_minutes
        money += minutes * (wage / problem.practical_capacity) / 60
    return round(money, 4)


def _bottleneck(problem: Problem, segmentation: Segmentation) -> Found:
    for segment in segmentation.segments:
        if problem.bottleneck is None:
            if segment.bottleneck_hours is not None:
                yield "hours-differ", f"{segment.customer} uses a bottleneck that is not there.", segment.customer
            continue
        sold = [problem.sales[row] for row in segment.steps[0].sales]
        hours = sum(
            (max(sale.quantity, Decimal(0)) * problem.bottleneck_hours_per_unit.get(sale.product, 0) for sale in sold),
            Decimal(0),
        )
        if segment.bottleneck_hours is None or abs(hours - segment.bottleneck_hours) > TOLERANCE:
            yield "hours-differ", f"The bottleneck hours of {segment.customer} are {hours}.", segment.customer


def _whale(segmentation: Segmentation) -> Found:
    """Yield what is wrong with the curve: its order, its sums, its peak and its end."""
    money = {segment.customer: segment.contribution for segment in segmentation.segments if segment.has_rows}
    curve, cumulated = segmentation.whale, Decimal(0)
    total, peak = sum(money.values(), Decimal(0)), sum((part for part in money.values() if part > 0), Decimal(0))
    if {point.customer: point.contribution for point in curve.points} != money or len(curve.points) != len(money):
        yield "whale-differs", "The whale curve has not each customer once, with its contribution.", ""
    if (curve.total, curve.peak, curve.peak_customers) != (total, peak, sum(part > 0 for part in money.values())):
        yield "whale-differs", f"The whale curve's total is {total} and its peak {peak}.", ""
    if [-point.contribution for point in curve.points] != sorted(-point.contribution for point in curve.points):
        yield "whale-differs", "The whale curve is not in the order of contribution.", ""
    for point in curve.points:
        cumulated += point.contribution
        percent = None if total <= 0 else cumulated / total * 100
        if point.cumulative != cumulated or not _close(point.percent, percent):
            yield "whale-differs", f"The whale curve is wrong at {point.customer}.", point.customer
    if curve.points and total > 0 and curve.points[-1].percent != Decimal(100):
        yield "whale-differs", "The whale curve does not end at 100%.", ""
    if not _close(curve.peak_percent, None if total <= 0 else peak / total * 100):
        yield "whale-differs", "The whale curve's peak is wrong in percent.", ""


def _capacities(problem: Problem, segmentation: Segmentation) -> Found:
    """Yield departments whose used hours are not the minutes of the rows, or whose unused ones are not the rest."""
    apart = (Cause.OLDER, Cause.AFTER_NOW)
    looked_at = [
        row for name, steps in _waterfalls(segmentation) if name not in apart for step in steps for row in step.services
    ]
    for capacity in segmentation.capacities:
        minutes = Decimal(0)
        for row in (problem.services[index] for index in looked_at):
            activity = next(activity for activity in problem.activities if activity.id == row.activity)
            if activity.department == capacity.department:
                measured = row.minutes
                minutes += activity.fixed_minutes + activity.minutes_each * row.count if measured is None else measured
        if not _close(capacity.used_hours, minutes / 60):
            yield "capacity-differs", f"{capacity.name} gave {minutes / 60} hours.", capacity.department
        if capacity.supplied_hours is not None and not _close(
            capacity.unused_hours, capacity.supplied_hours - capacity.used_hours
        ):
            yield "capacity-differs", f"Used and unused hours of {capacity.name} do not add up.", capacity.department


def _close(left: Decimal | None, right: Decimal | None) -> bool:
    if left is None or right is None:
        return left is right
    return abs(left - right) <= TOLERANCE * max(Decimal(1), abs(right))
