"""What people must know to read a segmentation rightly."""

from collections.abc import Iterator, Sequence

from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.segments import Capacity, Cause, Unallocated, WhaleCurve
from unisono.engines.segmenting.problem import Problem

SALES = Source(file="sales.csv")
WORDS = {
    Cause.NO_CUSTOMER: "Rows without customer: {rows}, with {money}. They are shown apart, in nobody's contribution.",
    Cause.OLDER: "Rows older than the two periods that tiers are read from: {rows}. They are left out.",
    Cause.AFTER_NOW: "Rows dated after today: {rows}. They are left out.",
}


def notes_on(
    problem: Problem, *, whale: WhaleCurve, unallocated: Sequence[Unallocated], capacities: Sequence[Capacity]
) -> Iterator[Finding]:
    """Yield what was left out or stands apart, and what could not be told."""
    for part in unallocated:
        late = part.cause is Cause.AFTER_NOW
        money = f"{part.contribution:,.2f} {problem.currency}"
        yield Finding(
            code=f"rows-{part.cause.replace('_', '-')}",
            severity=Severity.WARNING if late else Severity.NOTE,
            source=SALES,
            message=WORDS[part.cause].format(rows=part.rows, money=money),
            remedy="Check their dates." if late else "",
        )
    yield from _on_customers(problem)
    yield from _on_capacities(capacities)
    yield from _on_the_whole(problem, whale)


def _on_customers(problem: Problem) -> Iterator[Finding]:
    for customer in problem.customers:
        until = customer.override_until
        if customer.tier_override is not None and until is not None and until < problem.today:
            yield Finding(
                code="override-expired",
                severity=Severity.NOTE,
                source=Source(file="customers.csv", column="override_until"),
                message=f"The override of {customer.name} ({customer.id}) ended on {until} and no longer counts.",
                value=until.isoformat(),
                remedy="Remove it, or decide anew until when it holds.",
            )


def _on_capacities(capacities: Sequence[Capacity]) -> Iterator[Finding]:
    for capacity in capacities:
        if capacity.unused_hours is not None and capacity.unused_hours < 0:
            yield Finding(
                code="more-than-practical-capacity",
                severity=Severity.WARNING,
                source=Source(file="company.toml", column="hours_per_week"),
                message=f"{capacity.name} gave customers {capacity.used_hours:,.0f} hours, more than the "
                f"{capacity.supplied_hours:,.0f} that are practically there: an hour costs less than it is charged.",
                value=capacity.department,
                remedy="Check the minutes of its activities, and its hours a week.",
            )


def _on_the_whole(problem: Problem, whale: WhaleCurve) -> Iterator[Finding]:
    if not whale.points:
        yield Finding(
            code="no-past",
            severity=Severity.NOTE,
            source=SALES,
            message="No sales or services of a customer are known: every customer keeps its tier, or is standard.",
            remedy="Add sales.csv and services.csv of the last year.",
        )
    elif whale.total <= 0:
        yield Finding(
            code="no-profit",
            severity=Severity.WARNING,
            source=SALES,
            message=f"All customers together contribute {whale.total:,.2f} {problem.currency}: "
            "the whale curve is shown in money.",
        )
    if problem.bottleneck is None:
        yield Finding(
            code="no-bottleneck",
            severity=Severity.NOTE,
            source=Source(file="orders.csv"),
            message="Nothing is asked of any line that works: contribution an hour of the bottleneck is not known.",
        )
