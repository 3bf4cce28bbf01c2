"""Laws of live state, held for made-up weeks of a bakery in which people hold, confirm, drop, publish and import."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hypothesis import given, settings

from tests.bakeries import made_up_bakery
from tests.live_weeks import Week, named, ordered_at_last, plan_for, publish, wish
from tests.problems import RANDOMS
from unisono.domain.commitments.renegotiating import Cause, Word
from unisono.domain.company import Order
from unisono.domain.holds import read_work
from unisono.engines.planning.calendars import moment_of
from unisono.engines.planning.checking import check
from unisono.engines.planning.plan_checking import check_plan
from unisono.services.live import LiveState
from unisono.services.live.saying import said_anew
from unisono.services.promising import OrderHasItsPlace
from unisono.storage.ledger.memory import memory_books


def opened(random: Random) -> Week:
    """Return a bakery's week with its plan in force."""
    snapshot = named(made_up_bakery(random))
    week = Week(books=memory_books(), snapshot=snapshot, now=snapshot.company.as_of)
    publish(week.books, snapshot, plan_for(snapshot), now=week.now)
    return week


def is_sound(live: LiveState) -> bool:
    """Return whether the independent checkers find nothing in a live plan, and no more stock is taken than there is."""
    problem = live.amendment.problem
    assert check(problem, live.solution) == ()
    assert check_plan(live.snapshot, live.plan, problem) == ()
    for row, stock in enumerate(live.snapshot.stock):
        assert sum(use.quantity for use in live.plan.stock_uses if use.stock == row) <= stock.quantity
    return True


def go_on(week: Week, random: Random) -> str:
    """Let something happen, and say what."""
    standing = list(week.live.standing)
    step = random.choice(("ask", "ask", "ask", "wait", "confirm", "drop", "publish", "import"))
    if step == "ask":
        try:
            week.ask(wish(random, week.snapshot), hours=random.choice((2, 10, 40)))
        except OrderHasItsPlace:
            step = "refused"
    elif step == "wait":
        week.now += timedelta(minutes=random.choice((1, 180, 700)))
    elif step == "confirm" and standing:
        week.confirm(random.choice(standing))
    elif step == "drop" and standing:
        week.drop(random.choice(standing))
    elif step in {"publish", "import"}:
        orders = tuple(ordered_at_last(week.live, random))
        company = replace(week.snapshot.company, as_of=week.now)
        week.take_in(replace(week.snapshot, orders=orders, company=company))
        if step == "publish":
            publish(week.books, week.snapshot, plan_for(week.snapshot, seed=2), now=week.now)
    return step


@settings(max_examples=6)
@given(RANDOMS)
def test_the_checkers_find_nothing_in_any_live_plan(random: Random) -> None:
    """Whatever is held, expires, is confirmed, dropped, published or imported: the live plan stays one that works."""
    week = opened(random)
    for _ in range(6):
        go_on(week, random)
        assert is_sound(week.live)


def as_the_desk_says(live: LiveState, order: Order) -> set[tuple[str, datetime, datetime]]:
    """Return all work of the plan as the desk has it when an order is taken, or as it is where it gets a no."""
    problem, solution = live.amendment.problem, live.solution
    if not live.has_place(order.id):
        desk = live.open_desk().desk
        quote = desk.quote(order)
        if quote.is_yes:
            problem, solution = desk.after(quote)
    now = live.footing.now
    return {
        (problem.lines.ids[job.line], moment_of(job.start, now=now), moment_of(job.end, now=now))
        for job in solution.jobs
    }


@settings(max_examples=6)
@given(RANDOMS)
def test_a_held_promise_stands_where_it_was_told(random: Random) -> None:
    """On the line and at the minutes that the answer named; nobody who asks later makes it later."""
    week = opened(random)
    for _ in range(4):
        order = wish(random, week.snapshot)
        expected = as_the_desk_says(week.live, order)
        try:
            week.ask(order)
        except OrderHasItsPlace:
            continue
        live = week.live
        assert {(item.line, item.start, item.end) for item in live.plan.operations} == expected
        made = {operation.order: operation for operation in live.plan.operations}
        answers = {answer.order: answer for answer in live.plan.answers}
        for held in week.held:
            assert held.act is not None
            work, answer = read_work(held.act.work), answers[held.act.subject]
            assert answer.delivery is not None
            assert answer.delivery <= held.act.due
            if held is week.held[-1] and not work.is_planned:
                operation = made.get(held.act.subject)
                assert (operation is None) == (not work.line)
                assert operation is None or (operation.line, operation.start, operation.end) == (
                    work.line,
                    work.start,
                    work.end,
                )


@settings(max_examples=6)
@given(RANDOMS)
def test_what_was_said_is_what_the_live_plan_asks_for(random: Random) -> None:
    """After a publication nothing is left to be said, after a confirmation nothing about what it was for and moved."""
    week = opened(random)
    for _ in range(8):
        held = [order for order, hold in week.live.standing.items() if hold.confirmed_at is None]
        step = go_on(week, random)
        confirmed = [order for order in held if week.live.record.holds[order].confirmed_at is not None]
        if step == "publish":
            assert left_to_say(week, about=None) == ()
        for order in confirmed:
            work = week.live.record.holds[order].work
            assert left_to_say(week, about={order, *work.displaces, *work.moves} - week.live.unsettled) == ()


def left_to_say(week: Week, *, about: Collection[str] | None) -> tuple[Word, ...]:
    """Return what would be said anew if somebody looked now."""
    cause = Cause(owner="bakehouse", reason="a look", plan="", now=week.now)
    return said_anew(ledger=week.books.ledger, live=week.live, cause=cause, agreements=(), about=about)
