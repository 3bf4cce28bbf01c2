"""Whether the tiers of a segmentation follow from its contributions: recomputed by counting, customer by customer."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from unisono.domain.company import Customer, Tier
from unisono.domain.policy import TierMeasure
from unisono.domain.segments import Segment, Segmentation, Standing, StepKind
from unisono.engines.segmenting.problem import Problem

TOLERANCE = Decimal("1e-9")
LADDER = (Tier.STANDARD, Tier.SILVER, Tier.GOLD)

Found = Iterator[tuple[str, str, str]]


def check_tiers(problem: Problem, segmentation: Segmentation) -> Found:
    """Yield customers whose standing or tier is not what their rows and the company's thresholds give."""
    customers = {customer.id: customer for customer in problem.customers}
    seen = _first_days(problem)
    first = min(seen.values(), default=problem.today)
    dated = {segment.customer: _dated_money(problem, segment) for segment in segmentation.segments}
    enough = timedelta(days=problem.tiering.minimum_history_days)
    counted = [name for name in customers if name in seen and problem.today - seen[name] >= enough]
    periods = {
        (standing.start, standing.end): standing for segment in segmentation.segments for standing in segment.standings
    }
    there = {
        days: [money for name in counted if (money := _within(dated[name], standing)) is not None]
        for days, standing in periods.items()
    }
    for segment in segmentation.segments:
        for standing in segment.standings:
            others = there[standing.start, standing.end]
            yield from _standing(segment, standing, first, dated[segment.customer], others)
        tier = _tier(problem, customers[segment.customer], segment, is_counted=segment.customer in counted)
        if segment.tier is not tier or not segment.why:
            yield (
                "tier-differs",
                f"{segment.customer} is {segment.tier}, its figures and overrides give {tier}.",
                segment.customer,
            )


def _standing(
    segment: Segment, standing: Standing, first: date, own: dict[date, Decimal], others: list[Decimal]
) -> Found:
    money = _within(own, standing) or Decimal(0)
    below = sum(other < money for other in others) if money > 0 else 0
    percentile = Decimal(below) / len(others) * 100 if others else Decimal(0)
    days = (standing.end - max(standing.start, first)).days
    yearly = money / days * 365 if days > 0 else Decimal(0)
    right = (money, percentile, yearly)
    told = (standing.contribution, standing.percentile, standing.yearly)
    if any(abs(one - other) > TOLERANCE * max(Decimal(1), abs(other)) for one, other in zip(told, right, strict=True)):
        yield (
            "standing-differs",
            f"In {standing.start} to {standing.end} {segment.customer} contributed {money}, more than {percentile}%.",
            segment.customer,
        )


def _tier(problem: Problem, customer: Customer, segment: Segment, *, is_counted: bool) -> Tier:
    if (
        customer.tier_override is not None
        and customer.override_until is not None
        and customer.override_until >= problem.today
    ):
        return customer.tier_override
    by_override = customer.tier is customer.tier_override  # which has ended, else it had been returned above
    published = Tier.STANDARD if customer.tier is None or by_override else customer.tier
    if not is_counted:
        return published
    by_value = problem.tiering.measure is TierMeasure.VALUE
    figures = [standing.yearly if by_value else standing.percentile for standing in segment.standings]
    found = Tier.STANDARD
    for tier, limit in ((Tier.SILVER, problem.tiering.silver_from), (Tier.GOLD, problem.tiering.gold_from)):
        enters = figures[0] >= limit
        was_there = LADDER.index(published) >= LADDER.index(tier)
        leaves = len(figures) > 1 and max(figures) < limit * problem.tiering.leave_share
        if enters or (was_there and not leaves):
            found = tier
    return found


def _first_days(problem: Problem) -> dict[str, date]:
    """Return the day of each customer's first row; that of rows without customer under the empty name."""
    days = [(row.date, row.customer) for row in problem.sales] + [(row.date, row.customer) for row in problem.services]
    return {customer: day for day, customer in sorted(days, reverse=True) if day <= problem.today}


def _dated_money(problem: Problem, segment: Segment) -> dict[date, Decimal]:
    """Return what a customer contributed on each day, from the rows of its waterfall."""
    money: dict[date, Decimal] = {}
    costs = {product.id: product.variable_cost for product in problem.products}
    for sale in (problem.sales[row] for row in segment.steps[0].sales):
        cost = sale.quantity * costs[sale.product] if sale.variable_cost is None else sale.variable_cost
        money[sale.date] = money.get(sale.date, Decimal(0)) + sale.net_amount - cost
    activities = {activity.id: activity for activity in problem.activities}
    wages = {item.id: item.labour_rate_per_hour for item in problem.departments}
    for step in segment.steps:
        for row in (problem.services[index] for index in step.services if step.kind is not StepKind.REVENUE):
            activity = activities[row.activity]
            minutes = row.minutes
            if minutes is None:
                minutes = activity.fixed_minutes + activity.minutes_each * row.count
            cost = row.cost or activity.cost_each * row.count
            if activity.department:
                cost += minutes * (wages[activity.department] / problem.practical_capacity) / 60
            money[row.date] = money.get(row.date, Decimal(0)) - round(cost, 4)
    return money


def _within(money: dict[date, Decimal], standing: Standing) -> Decimal | None:
    days = [day for day in money if standing.start <= day <= standing.end - timedelta(days=1)]
    return sum((money[day] for day in days), Decimal(0)) if days else None
