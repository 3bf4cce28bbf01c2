"""What an order is told: accepted with its date, or a no with its reason, its price, its date and its part."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import numpy as np

from unisono.domain.company import Order, OrderStatus, Tier
from unisono.domain.plans import Answer, AnswerKind, Move, Plan, Promise
from unisono.engines.planning.building import due_instant
from unisono.engines.planning.calendars import moment_of
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import fits_alone
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.timing import work_minutes
from unisono.engines.promising.desk import CENT, Desk, Quote
from unisono.engines.promising.parts import part_now
from unisono.engines.promising.yes import date_of_yes, displaced, price_of_yes

DAY = Decimal(1440)
TEN_THOUSANDTH = Decimal("0.0001")
"""Days are told so finely that a dish which is a minute late is late."""
MINUTES_TO_HOURS = Decimal(60)
SMALL = 10
"""Money below this is told with its cents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How an order is served: its row in the problem, its line (None: no line), its end, and how much from stock."""

    row: int
    line: int | None
    end: int
    from_stock: float


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
    made = made_by(solution)
    campaigns = campaigns_of(plan)
    answers: list[Answer] = []
    for number, (order_id, order) in enumerate(desk.orders.items()):
        row = desk.index[order_id]
        if row in made:
            answers.append(accepted(desk, order, desk.problem, made[row], campaigns.get(order_id)))
        else:
            answers.append(refused(desk, order))
        if tell is not None:
            tell(number + 1, len(desk.orders))
    return tuple(answers)


def made_by(solution: Solution) -> dict[int, Made]:
    """Return how each order is served that has a place, by its row."""
    jobs = {job.order: job for job in solution.jobs}
    served: dict[int, float] = dict.fromkeys(jobs, 0.0)
    for take in solution.takes:
        served[take.order] = served.get(take.order, 0.0) + take.quantity
    return {
        row: Made(
            row=row,
            line=jobs[row].line if row in jobs else None,
            end=jobs[row].end if row in jobs else 0,
            from_stock=from_stock,
        )
        for row, from_stock in served.items()
    }


def campaigns_of(plan: Plan) -> dict[str, int]:
    """Return the number of the campaign of each order that a line makes."""
    return {order: number for number, item in enumerate(plan.campaigns) for order in item.orders}


def promise_of(desk: Desk, order: Order, *, campaigns: Mapping[str, int]) -> Promise:
    """Return what an inquiry is told that has no place in the plan, and whom a yes as asked would move.

    Args:
        desk: a published plan.
        order: the inquiry, of the book or not.
        campaigns: the number of the campaign of each order that a line makes.
    """
    quote = desk.quote(order)
    moves = tuple(_moves(desk, quote))
    if not quote.is_yes:
        return Promise(answer=_no(desk, quote), moves=moves)
    with desk.seated(quote) as (problem, place):
        made = Made(row=place.row, line=place.line, end=place.end, from_stock=place.from_stock)
        campaign = None if place.beside is None else campaigns.get(place.beside)
        answer = accepted(desk, order, problem, made, campaign, quote=quote)
    return Promise(
        answer=answer, changeover_minutes=None if place.line is None else place.changeover_minutes, moves=moves
    )


def accepted(
    desk: Desk, order: Order, problem: Problem, made: Made, campaign: int | None, *, quote: Quote | None = None
) -> Answer:
    """Return the answer to an order that has a place: when it arrives, where it is made, and what it earns itself.

    Args:
        desk: a published plan.
        order: the order.
        problem: the problem in which it has a row.
        made: how it is served.
        campaign: the number of its campaign.
        quote: the quote by which it gets its place, None where it has it.
    """
    due, leaves = int(problem.orders.due[made.row]), made.end
    leaves = due if made.line is None else max(due, leaves)
    earned, hours = _earned(problem, made, late=leaves - due)
    contribution = Decimal(earned).quantize(CENT)
    change = None if quote is None or quote.insertion is None else quote.insertion.change
    return Answer(
        order=order.id,
        customer=order.customer,
        tier=tier_of(desk, order).value,
        kind=AnswerKind.ACCEPTED,
        delivery=moment_of(leaves, now=desk.book.now) + shipping_of(order),
        days_late=days(leaves - due),
        line="" if made.line is None else problem.lines.ids[made.line],
        campaign=campaign,
        from_stock=Decimal(made.from_stock).quantize(Decimal("0.000001")).normalize() + 0,
        contribution=contribution,
        contribution_per_hour=(contribution / hours).quantize(CENT) if hours else None,
        displaces=() if quote is None else displaced(desk, quote),
        change=None if change is None else Decimal(change).quantize(CENT),
    )


def _earned(problem: Problem, made: Made, *, late: int) -> tuple[float, Decimal]:
    """Return what an order itself earns, and its hours of work."""
    orders, lines, row = problem.orders, problem.lines, made.row
    earned = float(orders.revenue[row] - orders.service_cost[row]) - float(orders.stock_cost[row]) * made.from_stock
    earned -= float(orders.late_cost[row]) * late
    if made.line is None:
        return earned, Decimal(0)
    quantity = float(orders.quantity[row]) - made.from_stock
    earned -= float(lines.unit_cost[row, made.line]) * quantity
    earned -= float(orders.holding_cost[row]) * quantity * max(0, int(orders.due[row]) - made.end)
    return earned, Decimal(work_minutes(problem, row, made.line, quantity)) / MINUTES_TO_HOURS


def days(minutes: int) -> Decimal:
    """Return minutes as days."""
    return (Decimal(minutes) / DAY).quantize(TEN_THOUSANDTH)


def tier_of(desk: Desk, order: Order) -> Tier:
    """Return the tier of an order's customer."""
    return desk.book.tiers.get(order.customer, Tier.STANDARD)


def shipping_of(order: Order) -> timedelta:
    """Return the time between the minute the goods leave and the customer's door."""
    wanted = order.promised if order.status is OrderStatus.FIRM and order.promised is not None else order.requested
    return wanted - due_instant(order)


def _moves(desk: Desk, quote: Quote) -> Iterable[Move]:
    """Yield the orders that keep their places and are ready at another minute."""
    due = desk.problem.orders.due
    for item in desk.touched(quote):
        if item.end_after is not None:
            late = days(max(0, item.end_after - int(due[item.order])))
            yield Move(order=desk.name_of(item.order), minutes=item.end_after - item.end, days_late=late)


def refused(desk: Desk, order: Order) -> Answer:
    """Return the answer to an order without a place: the reason, whom it would hit, and what could be had instead."""
    if order.status is OrderStatus.FIRM:
        return Answer(
            order=order.id,
            customer=order.customer,
            tier=tier_of(desk, order).value,
            kind=AnswerKind.DECLINED,
            reason="It is firm, and the plan cannot make it: see the firm orders that cannot be made.",
        )
    return _no(desk, desk.quote(order))


def _no(desk: Desk, quote: Quote) -> Answer:
    order, insertion = quote.order, quote.insertion
    reason = reason_of(desk, quote)
    price, date = price_of_yes(desk, quote), date_of_yes(desk, order)
    return Answer(
        order=order.id,
        customer=order.customer,
        tier=tier_of(desk, order).value,
        kind=AnswerKind.DECLINED if date.date is None else AnswerKind.POSTPONED,
        reason=reason,
        rule=None if quote.ruling is None else quote.ruling.rule,
        displaces=displaced(desk, quote),
        change=None if insertion is None else Decimal(insertion.change).quantize(CENT),
        price_of_yes=price,
        date_of_yes=date,
        part_now=part_now(desk, order),
    )


def reason_of(desk: Desk, quote: Quote) -> str:
    """Return in one sentence why an order gets a no as asked."""
    if quote.ruling is not None:
        return quote.ruling.says
    if quote.insertion is None:
        return why_no_place(desk, quote)
    loss = Decimal(-quote.insertion.change).quantize(CENT)
    harms = harms_of(desk, quote)
    if loss <= 0:
        return f"It would {harms} and bring the company no more than it costs."
    money = f"{loss:,.{0 if loss >= SMALL else 2}f} {desk.book.snapshot.company.currency}"
    if not harms:
        return f"At this price it costs the company {money} more than it brings."
    return f"It would {harms} and cost the company {money} more than it brings."


def why_no_place(desk: Desk, quote: Quote) -> str:
    """Return why there is no insertion at all."""
    with desk.alone(quote.order) as (problem, row):
        if not np.isfinite(problem.lines.minutes_per_unit[row]).any():
            return "No line can make it, and there is not enough stock for it."
        if not fits_alone(problem, row, earliest=problem.frozen_until):
            return "Even with a line to itself it would be ready too late."
    if problem.frozen_until > 0:
        return "Made in time, it would make a firm order later than promised, or touch work that is about to start."
    return "Made in time, it would make a firm order later than promised."


def harms_of(desk: Desk, quote: Quote) -> str:
    """Return in words whom an insertion hits: who loses the place, and who becomes how much later than wanted."""
    due, touched = desk.problem.orders.due, desk.touched(quote)
    lost = [item.order for item in touched if item.end_after is None]
    later = {
        item.order: item.end_after - int(due[item.order])
        for item in touched
        if item.end_after is not None and item.end_after > max(int(due[item.order]), item.end)
    }
    parts: list[str] = []
    if lost:
        parts.append(f"push out {_counted(desk, lost)}")
    if later:
        most = max(later.values())
        much = f"{most / 1440:.1f} days" if most >= DAY else f"{most / 60:.1f} hours"
        parts.append(f"make {_counted(desk, later)} up to {much} later than wanted")
    return " and ".join(parts)


def _counted(desk: Desk, orders: Iterable[int]) -> str:
    """Return `2 gold orders and 1 standard order`."""
    counts: dict[Tier, int] = {}
    for order in orders:
        tier = tier_of(desk, desk.orders[desk.name_of(order)])
        counts[tier] = counts.get(tier, 0) + 1
    named = [f"{counts[tier]} {tier.value} order{'s' if counts[tier] > 1 else ''}" for tier in Tier if tier in counts]
    return " and ".join(named)
