"""Answer one inquiry from a published plan."""

import math
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from unisono.domain.company import Order, OrderStatus, Snapshot
from unisono.domain.plans import Answer, AnswerKind, Plan
from unisono.engines.planning.calendars import minute_from
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import decisions_of
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution
from unisono.engines.promising.answering import accepted, refused
from unisono.engines.promising.desk import Desk, Quote
from unisono.engines.promising.yes import displaced
from unisono.services.preparing import Ground, prepare

CENT = Decimal("0.01")


class OrderHasItsPlace(Exception):  # noqa: N818 - a refusal is named after what is refused
    """The order is in the plan already, or firm, so it is not asked for again."""


def promise_date(*, snapshot: Snapshot, plan: Plan, order: Order, now: datetime) -> Answer:
    """Return the answer to one inquiry on its terms: a date, line and money, or a no with its price and date of yes.

    The plan stays as it is: nothing is held for the inquiry. What a yes displaces are inquiries that nobody has
    confirmed.

    Args:
        snapshot: the company's data that the plan was made from.
        plan: the published plan.
        order: the inquiry; with the id of an order of the book that order is asked for again on these terms.
        now: when it is asked, not before the plan's own moment; work that starts before stays untouched.

    Raises:
        OrderHasItsPlace: the plan makes an order with this id, or the order is firm.
    """
    desk = desk_for(snapshot=snapshot, plan=plan, order=order, now=now)
    if order.status is OrderStatus.FIRM:
        raise OrderHasItsPlace(f"Order {order.id} is firm: it must be made, and no price or date is asked for.")
    if not desk.is_out(order.id):
        raise OrderHasItsPlace(f"Order {order.id} has its place in this plan already.")
    quote = desk.quote(order.id, desk.terms_of(order.id))
    return yes(desk, order.id, quote) if quote.is_yes else refused(desk, order.id)


def desk_for(*, snapshot: Snapshot, plan: Plan, order: Order, now: datetime) -> Desk:
    """Return the promise desk of a plan, open to questions about one order.

    Arguments as for `promise_date`.
    """
    book = [known for known in snapshot.orders if known.id != order.id]
    place = next((index for index, known in enumerate(snapshot.orders) if known.id == order.id), len(book))
    asked = replace(snapshot, orders=(*book[:place], order, *book[place:]))
    ground = prepare(snapshot=asked, now=plan.now)
    problem = at_rest_until(ground, now)
    return Desk(replace(ground.book, asked_at=now), problem, solution_in(problem, plan))


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


def yes(desk: Desk, order_id: str, quote: Quote) -> Answer:
    """Return the answer to an order that is taken as quoted: its date, its line, what it changes and whom it displaces.

    Raises:
        ValueError: the quote has no insertion.
    """
    after = desk.after(order_id, quote)
    index = desk.index[order_id]
    job = next((job for job in after.jobs if job.order == index), None)
    from_stock = sum(take.quantity for take in after.takes if take.order == index)
    answer = accepted(desk, order_id, job, from_stock, None)
    change = None if quote.insertion is None else Decimal(quote.insertion.change).quantize(CENT)
    return replace(answer, kind=AnswerKind.ACCEPTED, displaces=displaced(desk, quote), change=change)
