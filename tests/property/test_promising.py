"""Laws of noes: each has its price and its date, exactly, and both stand up to trying every insertion by hand."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bakeries import made_up_bakery
from tests.brute_force import insertions
from unisono.bootstrap import InlineExecutor
from unisono.domain.company import OrderStatus, Snapshot
from unisono.domain.plans import Answer, AnswerKind, Plan
from unisono.engines.planning.building import build_problem
from unisono.engines.planning.plan_checking import check_plan
from unisono.engines.planning.reading import plan_of
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.solving import Params, complete, solve
from unisono.engines.planning.stopping import Iterations
from unisono.engines.promising.answering import answers_of
from unisono.engines.promising.desk import Desk, Terms
from unisono.engines.promising.yes import dates
from unisono.services.preparing import Ground, prepare
from unisono.services.promising import promise_date

CENT = Decimal("0.01")
UNSURE = 1e-4
"""Money within which two ways of adding up may disagree about a tie."""

seeds = st.integers(0, 2**32 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """A bakery whose plan is published, and what every order was told."""

    snapshot: Snapshot
    ground: Ground
    solution: Solution
    plan: Plan
    desk: Desk

    @property
    def noes(self) -> list[Answer]:
        """Return the answers to inquiries that have no place."""
        return [answer for answer in self.plan.answers if answer.price_of_yes is not None]

    def change(self, order_id: str, terms: Terms) -> float | None:
        """Return what the best insertion of an order on other terms changes, tried one by one in a new problem."""
        asked = replace(
            self.desk.orders[order_id], net_price=terms.net_price, requested=terms.wanted, latest=terms.latest
        )
        book = self.ground.book
        orders = tuple(asked if order.id == order_id else order for order in self.snapshot.orders)
        problem = build_problem(
            replace(self.snapshot, orders=orders), now=book.now, tiers=book.tiers, service_costs=book.service_costs
        )
        gaps = [
            sum(job.line == line and job.changeover_start < problem.frozen_until for job in self.solution.jobs)
            for line in range(len(problem.lines.ids))
        ]
        ways = insertions(problem, self.solution, self.desk.index[order_id], np.array(gaps))
        return max((way.change for way in ways), default=None)


@cache
def morning(seed: int) -> Morning:
    """Return a made-up bakery after a short search."""
    snapshot = made_up_bakery(Random(seed))  # noqa: S311 - companies are made up, no secrets
    now = snapshot.company.as_of
    ground = prepare(snapshot=snapshot, now=now)
    found = solve(
        ground.plannable,
        params=Params(chains=1),
        seed=seed,
        stop=Iterations(count=1000),
        executor=InlineExecutor(),
    )
    solution = complete(ground.plannable, found)
    plan = plan_of(ground.problem, solution, snapshot, now=now, parameters={})
    desk = Desk(ground.book, ground.problem, solution)
    answers = answers_of(desk, solution, plan)
    return Morning(snapshot=snapshot, ground=ground, solution=solution, plan=replace(plan, answers=answers), desk=desk)


def says_yes(change: float | None) -> bool:
    """Return whether a change of money is certainly a yes."""
    return change is not None and change > UNSURE


def says_no(change: float | None) -> bool:
    """Return whether a change of money is certainly a no."""
    return change is None or change < -UNSURE


@given(seeds)
def test_every_order_has_one_true_answer(seed: int) -> None:
    """The published plan and its answers agree with each other and with the data."""
    day = morning(seed)
    assert check_plan(day.snapshot, day.plan, day.ground.problem) == ()
    assert Counter(answer.order for answer in day.plan.answers) == Counter(order.id for order in day.snapshot.orders)


@given(seeds)
def test_a_no_is_a_no(seed: int) -> None:
    """Without a rule against it, a no loses money in the best of all insertions, as much as its answer says."""
    day = morning(seed)
    for answer in day.noes:
        if answer.rule is not None:
            assert answer.change is None
            continue
        change = day.change(answer.order, day.desk.terms_of(answer.order))
        assert not says_yes(change)
        assert (change is None) == (answer.change is None)
        if change is not None and answer.change is not None:
            assert abs(float(answer.change) - change) < 0.0051


@settings(max_examples=150)
@given(seeds)
def test_the_price_of_yes_is_exact(seed: int) -> None:
    """At the price of yes the order is taken, one cent less it is not."""
    day = morning(seed)
    for answer in day.noes:
        price = answer.price_of_yes.price if answer.price_of_yes is not None else None
        if price is None:
            continue
        asked = day.desk.terms_of(answer.order)
        at_price, below = replace(asked, net_price=price), replace(asked, net_price=price - CENT)
        assert price > asked.net_price
        assert day.desk.quote(answer.order, at_price).is_yes
        assert not says_no(day.change(answer.order, at_price))
        assert not day.desk.quote(answer.order, below).is_yes
        if day.desk.ruling(answer.order, below) is None:
            assert not says_yes(day.change(answer.order, below))


@given(seeds, st.decimals("0.01", "0.99"))
def test_below_the_price_of_yes_it_stays_a_no(seed: int, share: Decimal) -> None:
    """No price between nothing and the price of yes is a yes."""
    day = morning(seed)
    for answer in day.noes:
        if answer.price_of_yes is not None and answer.price_of_yes.price is not None:
            price = min((answer.price_of_yes.price * share).quantize(CENT), answer.price_of_yes.price - CENT)
            terms = replace(day.desk.terms_of(answer.order), net_price=price)
            assert not day.desk.quote(answer.order, terms).is_yes


@given(seeds)
def test_without_a_price_of_yes_no_price_would_do(seed: int) -> None:
    """Where the answer names no price, an order at fifty times the price has no insertion, or a rule against it."""
    day = morning(seed)
    for answer in day.noes:
        if answer.price_of_yes is None or answer.price_of_yes.price is not None:
            continue
        assert answer.price_of_yes.why_none
        asked = day.desk.terms_of(answer.order)
        dear = replace(asked, net_price=asked.net_price * 50)
        assert day.desk.ruling(answer.order, dear) is not None or not says_yes(day.change(answer.order, dear))


@settings(max_examples=150)
@given(seeds)
def test_the_date_of_yes_is_the_earliest(seed: int) -> None:
    """On the date of yes the order is taken at its price and delivered in time; on every earlier date it is a no."""
    day = morning(seed)
    for answer in day.noes:
        assert answer.date_of_yes is not None
        asked = day.desk.terms_of(answer.order)
        for date in dates(day.snapshot, now=day.plan.now):
            terms = Terms(net_price=asked.net_price, wanted=date, latest=date)
            quote, ruling = day.desk.quote(answer.order, terms), day.desk.ruling(answer.order, terms)
            change = day.change(answer.order, terms)
            if date == answer.date_of_yes.date:
                assert quote.is_yes
                assert ruling is None
                assert not says_no(change)
                assert _delivered(day, answer.order, terms) <= date
                break
            assert not quote.is_yes
            assert ruling is not None or not says_yes(change)
        assert (answer.date_of_yes.date is None) == bool(answer.date_of_yes.why_none)
        assert (answer.kind is AnswerKind.POSTPONED) == (answer.date_of_yes.date is not None)


def _delivered(day: Morning, order_id: str, terms: Terms) -> datetime:
    """Return when the order would be at the customer's door if it were taken on these terms."""
    index, order = day.desk.index[order_id], day.desk.orders[order_id]
    after = day.desk.after(order_id, day.desk.quote(order_id, terms))
    ends = [job.end for job in after.jobs if job.order == index]
    leaves = day.plan.now + timedelta(minutes=ends[0]) if ends else terms.wanted - _shipping(order.ship_lead)
    return leaves + _shipping(order.ship_lead)


def _shipping(hours: Decimal) -> timedelta:
    return timedelta(hours=float(hours))


@settings(max_examples=25)
@given(seeds)
def test_who_comes_back_with_the_price_is_taken(seed: int) -> None:
    """Asked again from the published plan, the price of yes is accepted, and one cent less is not."""
    day = morning(seed)
    for answer in day.noes:
        price = answer.price_of_yes.price if answer.price_of_yes is not None else None
        if price is None:
            continue
        order = day.desk.orders[answer.order]
        again = [
            promise_date(
                snapshot=day.snapshot, plan=day.plan, order=replace(order, net_price=offered), now=day.plan.now
            )
            for offered in (price, price - CENT)
        ]
        assert [item.kind is AnswerKind.ACCEPTED for item in again] == [True, False]


@given(seeds)
def test_firm_orders_lose_nothing_by_a_yes(seed: int) -> None:
    """Whoever is let in at the price or the date of yes, firm orders stay and are no later than they should be."""
    day = morning(seed)
    firm = {day.desk.index[order.id] for order in day.snapshot.orders if order.status is OrderStatus.FIRM}
    before = {job.order: job.end for job in day.solution.jobs}
    due = day.ground.problem.orders.due
    for answer in day.noes:
        if answer.price_of_yes is None or answer.price_of_yes.price is None:
            continue
        terms = replace(day.desk.terms_of(answer.order), net_price=answer.price_of_yes.price)
        after = {job.order: job.end for job in day.desk.after(answer.order, day.desk.quote(answer.order, terms)).jobs}
        for order in firm & set(before):
            assert after[order] <= max(int(due[order]), before[order])
