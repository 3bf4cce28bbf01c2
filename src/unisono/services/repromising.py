"""Give the whole backlog new dates after a loss of capacity, by class and money."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np

from unisono.domain.cells import instant_text
from unisono.domain.changes import Change
from unisono.domain.company import Order, OrderStatus
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.plans import Plan
from unisono.domain.policy import PromiseClass
from unisono.domain.replans import NewDate
from unisono.engines.planning.calendars import minute_from, moment_of
from unisono.engines.planning.problem import ENDLESS
from unisono.engines.planning.repromising import Repromised, backlog, leaves_at, repromise
from unisono.engines.planning.solving import Watch
from unisono.engines.planning.stopping import Stop
from unisono.services.preparing import Ground
from unisono.services.replanning import Answered, Changed, answer, change_company

CENT = Decimal("0.01")


def repromise_company(
    *,
    ground: Ground,
    plan: Plan,
    changes: Sequence[Change],
    now: datetime,
    stop: Stop,
    seed: int,
    watch: Watch | None = None,
) -> Answered:
    """Return the plan after some changes with new dates for the whole backlog; arguments as for `replan_company`.

    Raises:
        ChangeDoesNotFit: a change cannot be made in this company.
    """
    changed = change_company(ground=ground, plan=plan, changes=changes, now=now)
    problem, standing = changed.frozen.real, changed.standing
    orders = [{order.id: order for order in changed.book.snapshot.orders}[name] for name in problem.orders.ids]
    classes = {int(index): _class_of(changed, orders[index]) for index in np.flatnonzero(backlog(problem, standing))}
    at = minute_from(now, now=ground.book.now)
    found = repromise(problem, standing, classes, at=at, stop=stop, seed=seed, watch=watch)
    answered = answer(changed, found.solution, gained=found.value - found.greedy)
    dates = _dates(changed, found, classes, orders)
    zone = ZoneInfo(changed.book.snapshot.company.timezone)
    given_up = {date.order for date in dates if date.promise_class is PromiseClass.GIVE_UP}
    replanned = replace(
        answered.replan,
        unmade_firm=tuple(item for item in answered.replan.unmade_firm if item.order not in given_up),
        dates=dates,
        findings=tuple(_finding(date, zone) for date in dates if not date.is_kept),
    )
    return replace(answered, replan=replanned)


def _class_of(changed: Changed, order: Order) -> PromiseClass:
    tier = changed.book.tiers[order.customer].value
    by_class: PromiseClass = getattr(changed.book.snapshot.policy.repromising, f"{order.status.value}_{tier}")
    return by_class


def _dates(
    changed: Changed, found: Repromised, classes: dict[int, PromiseClass], orders: Sequence[Order]
) -> tuple[NewDate, ...]:
    """Return the whole backlog with its dates: news first, then by class, firm orders first."""
    problem, now = changed.frozen.real, changed.plan.now
    due, late_cost = problem.orders.due, problem.orders.late_cost
    before, after = leaves_at(problem, changed.standing), np.full(problem.n, ENDLESS, np.int64)
    for take in found.solution.takes:
        after[take.order] = due[take.order]
    for job in found.solution.jobs:
        after[job.order] = max(job.end, int(due[job.order]))
    dates = []
    for index, promise_class in classes.items():
        order, told = orders[index], int(after[index])
        if promise_class is PromiseClass.MAY_GIVE and told < ENDLESS and before[index] < ENDLESS:
            told = max(told, int(before[index]))
        demanded = _demanded(promise_class, due=int(due[index]), leaves=int(before[index]))
        was, will = (_delivery(order, minute, now) for minute in (int(before[index]), told))
        lateness = float(late_cost[index]) * (told - demanded)
        price = float(problem.orders.revenue[index]) if told >= ENDLESS else lateness
        dates.append(
            NewDate(
                order=order.id,
                customer=order.customer,
                tier=changed.book.tiers[order.customer].value,
                status=order.status,
                promise_class=promise_class,
                before=was,
                after=will,
                why=_why(promise_class, was, will, is_kept=told <= demanded),
                is_kept=told <= demanded,
                price=Decimal(price if told > demanded else 0).quantize(CENT),
            )
        )
    return tuple(sorted(dates, key=_rank))


def _demanded(promise_class: PromiseClass, *, due: int, leaves: int) -> int:
    """Return the minute by which an order of a class must leave."""
    if promise_class is PromiseClass.PROTECT:
        return due
    return leaves if promise_class is PromiseClass.MAY_IMPROVE else ENDLESS


def _delivery(order: Order, leaves: int, now: datetime) -> datetime | None:
    if leaves >= ENDLESS:
        return None
    return moment_of(leaves, now=now) + timedelta(minutes=math.ceil(order.ship_lead * 60))


def _why(promise_class: PromiseClass, before: datetime | None, after: datetime | None, *, is_kept: bool) -> str:
    """Return in a sentence why an order has the date it has now."""
    if promise_class is PromiseClass.GIVE_UP:
        return "It is given up: its time and its stock are free for others."
    if not is_kept:
        return "It should keep its date, and no plan was found that has the time for it."
    if before == after:
        return "It keeps its date."
    if after is None:
        return "Its time is worth more to others, and its class may lose."
    if before is None or after < before:
        return "There is time for it sooner."
    return "Others who lose more by waiting come first, and its class may be later."


def _finding(date: NewDate, zone: ZoneInfo) -> Finding:
    """Return the finding about a promise that no plan was found to keep."""
    what = "it is not made at all" if date.after is None else f"it comes on {instant_text(date.after, zone)}"
    promise_class = date.promise_class.value.replace("_", " ")
    return Finding(
        code="promise-cannot-be-kept",
        severity=Severity.WARNING,
        source=Source(file="replan"),
        message=f"No plan was found that keeps the promise of {date.order} ({date.tier}, {promise_class}): {what}.",
        value=date.order,
        expected="" if date.before is None else f"delivery by {instant_text(date.before, zone)} at the latest",
        remedy=f"That costs {date.price}: open overtime or a slot for less, or tell the customer today.",
    )


def _rank(date: NewDate) -> tuple[bool, int, bool, str]:
    rank = list(PromiseClass).index(date.promise_class)
    return not date.is_news, rank, date.status is OrderStatus.INQUIRY, date.order
