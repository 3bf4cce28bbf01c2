"""What every order is told: accepted with its date, or a no with its reason, its price and its date."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal

import numpy as np

from unisono.domain.company import OrderStatus, Tier
from unisono.domain.plans import Answer, AnswerKind, Plan
from unisono.engines.planning.building import due_instant
from unisono.engines.planning.calendars import moment_of
from unisono.engines.planning.reading import fits_alone
from unisono.engines.planning.solution import Job, Solution
from unisono.engines.planning.timing import work_minutes
from unisono.engines.promising.desk import Desk, Quote
from unisono.engines.promising.yes import date_of_yes, displaced, price_of_yes

CENT = Decimal("0.01")
DAY = Decimal(1440)
TEN_THOUSANDTH = Decimal("0.0001")
"""Days are told so finely that a dish which is a minute late is late."""
MINUTES_TO_HOURS = Decimal(60)
SMALL = 10
"""Money below this is told with its cents."""


def answers_of(
    desk: Desk, solution: Solution, plan: Plan, *, tell: Callable[[int, int], None] | None = None
) -> tuple[Answer, ...]:
    """Return the answer to every order of the book, in its order.

    Args:
        desk: opened on `solution`.
        solution: the published plan.
        plan: the same plan with ids, for its campaigns.
        tell: told how many answers of how many are done.
    """
    jobs = {job.order: job for job in solution.jobs}
    served: dict[int, float] = {}
    for take in solution.takes:
        served[take.order] = served.get(take.order, 0.0) + take.quantity
    campaigns = {order: number for number, item in enumerate(plan.campaigns) for order in item.orders}
    answers: list[Answer] = []
    for number, order_id in enumerate(desk.orders):
        index = desk.index[order_id]
        if index in jobs or index in served:
            answers.append(accepted(desk, order_id, jobs.get(index), served.get(index, 0.0), campaigns.get(order_id)))
        else:
            answers.append(refused(desk, order_id))
        if tell is not None:
            tell(number + 1, len(desk.orders))
    return tuple(answers)


def accepted(desk: Desk, order_id: str, job: Job | None, from_stock: float, campaign: int | None) -> Answer:
    """Return the answer to an order that has a place: when it arrives, where it is made, and what it earns itself."""
    order, index = desk.orders[order_id], desk.index[order_id]
    orders, lines = desk.problem.orders, desk.problem.lines
    due = int(orders.due[index])
    leaves = due if job is None else max(due, job.end)
    shipping = due_instant_gap(desk, order_id)
    made = 0.0 if job is None else job.made
    late = max(0, leaves - due)
    earned = float(orders.revenue[index] - orders.service_cost[index]) - float(orders.stock_cost[index]) * from_stock
    earned -= float(orders.late_cost[index]) * late
    hours = Decimal(0)
    if job is not None:
        earned -= float(lines.unit_cost[index, job.line]) * made
        earned -= float(orders.holding_cost[index]) * made * max(0, due - job.end)
        hours = Decimal(work_minutes(desk.problem, index, job.line, made)) / MINUTES_TO_HOURS
    contribution = Decimal(earned).quantize(CENT)
    return Answer(
        order=order_id,
        customer=order.customer,
        tier=desk.book.tiers.get(order.customer, Tier.STANDARD).value,
        kind=AnswerKind.ACCEPTED,
        delivery=moment_of(leaves, now=desk.book.now) + shipping,
        days_late=(Decimal(late) / DAY).quantize(TEN_THOUSANDTH),
        line="" if job is None else lines.ids[job.line],
        campaign=campaign,
        from_stock=Decimal(from_stock).quantize(Decimal("0.000001")).normalize() + 0,
        contribution=contribution,
        contribution_per_hour=(contribution / hours).quantize(CENT) if hours else None,
    )


def due_instant_gap(desk: Desk, order_id: str) -> timedelta:
    """Return the time between the minute the goods leave and the customer's door."""
    order = desk.orders[order_id]
    wanted = order.promised if order.status is OrderStatus.FIRM and order.promised is not None else order.requested
    return wanted - due_instant(order)


def refused(desk: Desk, order_id: str) -> Answer:
    """Return the answer to an order without a place: the reason, whom it would hit, and the price and date of yes."""
    order = desk.orders[order_id]
    tier = desk.book.tiers.get(order.customer, Tier.STANDARD).value
    if order.status is OrderStatus.FIRM:
        return Answer(
            order=order_id,
            customer=order.customer,
            tier=tier,
            kind=AnswerKind.DECLINED,
            reason="It is firm, and the plan cannot make it: see the firm orders that cannot be made.",
        )
    quote = desk.quote(order_id, desk.terms_of(order_id))
    price, date = price_of_yes(desk, order_id), date_of_yes(desk, order_id)
    insertion = quote.insertion
    return Answer(
        order=order_id,
        customer=order.customer,
        tier=tier,
        kind=AnswerKind.DECLINED if date.date is None else AnswerKind.POSTPONED,
        reason=reason_of(desk, order_id, quote),
        rule=None if quote.ruling is None else quote.ruling.rule,
        displaces=displaced(desk, quote),
        change=None if insertion is None else Decimal(insertion.change).quantize(CENT),
        price_of_yes=price,
        date_of_yes=date,
    )


def reason_of(desk: Desk, order_id: str, quote: Quote) -> str:
    """Return in one sentence why an order gets a no as asked."""
    if quote.ruling is not None:
        return quote.ruling.says
    if quote.insertion is None:
        return why_no_place(desk, order_id)
    loss = Decimal(-quote.insertion.change).quantize(CENT)
    harms = harms_of(desk, order_id, quote)
    if loss <= 0:
        return f"It would {harms} and bring the company no more than it costs."
    money = f"{loss:,.{0 if loss >= SMALL else 2}f} {desk.book.snapshot.company.currency}"
    if not harms:
        return f"At this price it costs the company {money} more than it brings."
    return f"It would {harms} and cost the company {money} more than it brings."


def why_no_place(desk: Desk, order_id: str) -> str:
    """Return why there is no insertion at all."""
    problem, index = desk.problem, desk.index[order_id]
    if not np.isfinite(problem.lines.minutes_per_unit[index]).any():
        return "No line can make it, and there is not enough stock for it."
    if not fits_alone(problem, index, earliest=problem.frozen_until):
        return "Even with a line to itself it would be ready too late."
    if problem.frozen_until > 0:
        return "Made in time, it would make a firm order later than promised, or touch work that is about to start."
    return "Made in time, it would make a firm order later than promised."


def harms_of(desk: Desk, order_id: str, quote: Quote) -> str:
    """Return in words whom an insertion hits: who loses the place, and who becomes how much later than wanted."""
    before, after = desk.lateness(), desk.lateness_after(order_id, quote)
    lost = [order for order in before if order not in after]
    later = {order: late - before[order] for order, late in after.items() if late > before.get(order, late)}
    parts: list[str] = []
    if lost:
        parts.append(f"push out {_counted(desk, lost)}")
    if later:
        days = max(later.values()) / 1440
        much = f"{days:.1f} days" if days >= 1 else f"{max(later.values()) / 60:.1f} hours"
        parts.append(f"make {_counted(desk, later)} up to {much} later than wanted")
    return " and ".join(parts)


def _counted(desk: Desk, orders: Iterable[int]) -> str:
    """Return `2 gold orders and 1 standard order`."""
    counts: dict[str, int] = {}
    for order in orders:
        customer = desk.orders[desk.problem.orders.ids[order]].customer
        tier = desk.book.tiers.get(customer, Tier.STANDARD).value
        counts[tier] = counts.get(tier, 0) + 1
    named = [f"{counts[tier]} {tier} order{'s' if counts[tier] > 1 else ''}" for tier in Tier if tier in counts]
    return " and ".join(named)
