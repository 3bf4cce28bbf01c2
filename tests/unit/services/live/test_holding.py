"""Promises that are held, confirmed and dropped in small weeks of the bakery, worked out by hand."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.companies import local
from tests.live_weeks import Week, named, plan_for, publish
from tests.weeks import MONDAY, TUESDAY, firm, rye, week
from unisono.domain.acts.commitments import Purpose
from unisono.domain.commitments.order_graphs import commitment_id
from unisono.domain.commitments.state import Stage
from unisono.domain.company import Order, OrderStatus
from unisono.domain.plans import AnswerKind
from unisono.services.live.holding import NotHeld
from unisono.services.live.state import TAKEN, NoPlanInForce
from unisono.services.promising import OrderHasItsPlace
from unisono.storage.ledger.memory import memory_books

EARLY = local("2026-03-03T06:00")

CHEAP = rye("CHEAP", 320, by=TUESDAY, price="1.60", earliest_start=EARLY)
"""It fills the oven on Tuesday and brings little."""

DEAR = rye("", 320, by=TUESDAY, customer="HOTEL", price="3.10", earliest_start=EARLY)


def lived(*orders: Order, **changes: object) -> Week:
    """Return a week with these orders, its plan in force since Monday morning."""
    snapshot = named(week(*orders, **changes))
    lived_week = Week(books=memory_books(), snapshot=snapshot, now=snapshot.company.as_of)
    publish(lived_week.books, snapshot, plan_for(snapshot), now=lived_week.now)
    return lived_week


def stage(of: Week, order: str, purpose: Purpose = Purpose.PROMISE) -> Stage | None:
    """Return how far a commitment is, None where nobody asked for it."""
    state = of.books.ledger.commitment(commitment_id(order, purpose))
    return None if state is None else state.stage


def begins(of: Week, order: str) -> str:
    """Return when the live plan begins an order, in UTC."""
    return next(f"{item.start:%a %H:%M}" for item in of.live.plan.operations if item.order == order)


def test_a_hold_takes_the_place_of_a_cheap_inquiry_for_as_long_as_it_stands() -> None:
    """When it expires the inquiry has its place again, and nobody had to be told of anything."""
    monday = lived(CHEAP)
    held = monday.ask(DEAR, hours=2)
    assert held.promise.answer.displaces == ("CHEAP",)
    assert (monday.live.has_place("CHEAP"), monday.live.has_place("P-1")) == (False, True)
    assert next(answer.reason for answer in monday.live.plan.answers if answer.order == "CHEAP") == TAKEN
    assert stage(monday, "CHEAP") is Stage.PROMISED
    monday.now += timedelta(hours=2)
    assert (monday.live.has_place("CHEAP"), monday.live.standing) == (True, {})


def test_confirmed_it_has_taken_the_place_for_good() -> None:
    """The inquiry is told so, its work is wanted no longer, and it does not come back when the order is dropped."""
    monday = lived(CHEAP)
    monday.ask(DEAR)
    monday.confirm("P-1")
    assert (stage(monday, "CHEAP"), stage(monday, "CHEAP", Purpose.PRODUCE)) == (Stage.REVOKED, Stage.WITHDRAWN)
    steps = set(Purpose) - {Purpose.PREVENT, Purpose.OTHER}
    assert all(stage(monday, "P-1", purpose) is Stage.PROMISED for purpose in steps)
    monday.now += timedelta(days=2)
    assert monday.live.standing["P-1"].confirmed_at is not None
    monday.drop("P-1")
    assert stage(monday, "P-1") is Stage.WITHDRAWN
    assert (monday.live.has_place("CHEAP"), monday.live.standing) == (False, {})


@pytest.mark.parametrize(("hours", "is_back"), [(11, True), (13, False)])
def test_an_inquiry_does_not_come_back_into_what_is_about_to_start(hours: int, is_back: bool) -> None:  # noqa: FBT001 - a case
    """With twelve frozen hours a place on Tuesday at six that becomes free on Monday after six stays empty."""
    monday = lived(CHEAP, firm(rye("FULL", 320, by=MONDAY)), policy=replace(week().policy, frozen_hours=Decimal(12)))
    monday.ask(DEAR, hours=hours)
    assert not monday.live.has_place("CHEAP")
    monday.now += timedelta(hours=20)
    assert monday.live.has_place("CHEAP") is is_back


def test_who_stands_behind_a_promise_stays_where_it_is() -> None:
    """When the one before it is dropped, nothing moves: the oven has a gap, which the next one may fill."""
    monday = lived()
    monday.ask(replace(DEAR, quantity=Decimal(80)))
    monday.ask(replace(DEAR, quantity=Decimal(200)))
    before = {item.order: item.start for item in monday.live.plan.operations}
    first = min(before, key=before.__getitem__)
    monday.drop(first)
    assert {item.order: item.start for item in monday.live.plan.operations} == {
        order: start for order, start in before.items() if order != first
    }
    monday.ask(replace(DEAR, quantity=Decimal(120)))
    assert len(monday.live.plan.operations) == 2


def test_an_accepted_inquiry_is_held_where_the_plan_has_it() -> None:
    """Then no dearer one takes its place; confirmed, it is a firm order without anything being said anew."""
    monday = lived(CHEAP)
    held = monday.ask(CHEAP)
    assert held.promise.answer.kind is AnswerKind.ACCEPTED
    assert monday.ask(DEAR).act is None
    monday.confirm("CHEAP")
    assert next(order.status for order in monday.live.snapshot.orders if order.id == "CHEAP") is OrderStatus.FIRM
    with pytest.raises(OrderHasItsPlace, match="promised already: confirmed"):
        monday.ask(CHEAP)


def test_on_other_terms_its_place_is_another_question() -> None:
    """Whoever has a place asks for it as it is, or is told so."""
    monday = lived(CHEAP)
    with pytest.raises(OrderHasItsPlace, match="on other terms"):
        monday.ask(replace(CHEAP, net_price=Decimal("1.70")))


def test_what_is_firm_is_not_asked_for() -> None:
    """Neither under its own number nor by taking that number for something else."""
    monday = lived(firm(CHEAP))
    with pytest.raises(OrderHasItsPlace, match="is firm"):
        monday.ask(firm(CHEAP))
    with pytest.raises(OrderHasItsPlace, match="There is an order CHEAP"):
        monday.ask(DEAR, number="CHEAP")


def test_two_held_promises_say_nothing_of_each_other() -> None:
    """Confirming one speaks of it alone, though another one stands before it in the oven."""
    monday = lived()
    monday.ask(replace(DEAR, quantity=Decimal(80)))
    monday.ask(replace(DEAR, quantity=Decimal(80)))
    monday.confirm("P-2")
    assert (stage(monday, "P-1"), stage(monday, "P-2")) == (None, Stage.PROMISED)


def test_a_promise_that_is_no_more_says_what_became_of_it() -> None:
    """Nobody confirms or drops what is over."""
    monday = lived()
    monday.ask(DEAR, hours=1)
    monday.now += timedelta(hours=1)
    with pytest.raises(NotHeld, match="expired at"):
        monday.confirm("P-1")
    with pytest.raises(NotHeld, match="No promise is held for order P-2"):
        monday.drop("P-2")


def test_without_a_plan_there_is_nothing_to_promise_from() -> None:
    """The refusal says what to do."""
    snapshot = named(week())
    with pytest.raises(NoPlanInForce, match="unisono publish"):
        Week(books=memory_books(), snapshot=snapshot, now=snapshot.company.as_of).ask(DEAR)
