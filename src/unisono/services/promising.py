"""Answer inquiries from a published plan."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from unisono.domain.company import Order, OrderStatus, Snapshot
from unisono.domain.plans import Plan, Promise
from unisono.engines.planning.calendars import minute_from
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import decisions_of
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution
from unisono.engines.promising.answering import campaigns_of, promise_of
from unisono.engines.promising.desk import Desk
from unisono.services.preparing import Ground, prepare


class OrderHasItsPlace(Exception):  # noqa: N818 - a refusal is named after what is refused
    """The order is in the plan already, or firm, so it is not asked for again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDesk:
    """A published plan open to questions; it stays good until the plan, the data or the hour change."""

    desk: Desk
    campaigns: Mapping[str, int]


def open_desk(*, snapshot: Snapshot, plan: Plan, now: datetime) -> OpenDesk:
    """Return the promise desk of a plan.

    Args:
        snapshot: the company's data that the plan was made from.
        plan: the published plan.
        now: when it is asked, not before the plan's own moment; work that starts before stays untouched.
    """
    ground = prepare(snapshot=snapshot, now=plan.now)
    problem = at_rest_until(ground, now)
    desk = Desk(replace(ground.book, asked_at=now), problem, solution_in(problem, plan))
    return OpenDesk(desk=desk, campaigns=campaigns_of(plan))


def answer_inquiry(opened: OpenDesk, order: Order) -> Promise:
    """Return the answer to one inquiry on its terms: a date, line and money, or a no with what could be had instead.

    The plan stays as it is: nothing is held for the inquiry. What a yes displaces are inquiries that nobody has
    confirmed.

    Args:
        opened: the desk.
        order: the inquiry; with the id of an order of the book that order is asked for again on these terms.

    Raises:
        OrderHasItsPlace: the plan makes an order with this id, or the order is firm.
    """
    if order.status is OrderStatus.FIRM:
        raise OrderHasItsPlace(f"Order {order.id} is firm: it must be made, and no price or date is asked for.")
    if order.id in opened.desk.orders and not opened.desk.is_out(order.id):
        raise OrderHasItsPlace(f"Order {order.id} has its place in this plan already.")
    return promise_of(opened.desk, order, campaigns=opened.campaigns)


def promise_date(*, snapshot: Snapshot, plan: Plan, order: Order, now: datetime) -> Promise:
    """Return the answer to one inquiry from a desk that is opened for it alone (see `open_desk`, `answer_inquiry`)."""
    return answer_inquiry(open_desk(snapshot=snapshot, plan=plan, now=now), order)


def at_rest_until(ground: Ground, now: datetime) -> Problem:
    """Return the problem in which nothing is put before work that starts within the frozen zone counted from `now`."""
    rested = minute_from(now, now=ground.book.now)
    frozen = math.ceil(ground.book.snapshot.policy.frozen_hours * 60)
    return replace(ground.problem, frozen_until=rested + frozen)


def solution_in(problem: Problem, plan: Plan) -> Solution:
    """Return a plan as the planner sees it, in a problem built from the same data."""
    decisions = decisions_of(problem, plan, now=plan.now)
    session = Session(problem)
    session.load(sequences=decisions.sequences, waits=decisions.waits, takes=decisions.takes)
    return session.solution()
