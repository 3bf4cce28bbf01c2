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

from tests.bakeries import made_up_bakery, made_up_order
from tests.brute_force import insertions
from unisono.bootstrap import InlineExecutor
from unisono.domain.amending import of_quantity
from unisono.domain.company import Order, OrderStatus, Snapshot
from unisono.domain.plans import Answer, AnswerKind, Plan
from unisono.engines.planning.building import build_problem
from unisono.engines.planning.checking import check
from unisono.engines.planning.plan_checking import check_plan
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import plan_of
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Job, Solution
from unisono.engines.planning.solving import Params, complete, solve
from unisono.engines.planning.stopping import Iterations
from unisono.engines.promising.answering import answers_of, campaigns_of, promise_of
from unisono.engines.promising.desk import Desk, Quote
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

    def wish(self, random: Random) -> Order:
        """Return an inquiry that is not in the book."""
        return replace(made_up_order(random, self.snapshot, 99), status=OrderStatus.INQUIRY, promised=None)

    def planned(self, quote: Quote) -> tuple[Problem, Solution]:
        """Return the plan with a quoted order really in it: its data, its problem and its times are made anew."""
        known = [order for order in self.snapshot.orders if order.id != quote.order.id]
        ground = prepare(snapshot=replace(self.snapshot, orders=(*known, quote.order)), now=self.snapshot.company.as_of)
        old, after = self.desk.after(quote)
        row = {name: index for index, name in enumerate(ground.problem.orders.ids)}
        assert quote.insertion is not None
        names = [*old.orders.ids]
        names[quote.insertion.order] = quote.order.id
        moved = {index: row[name] for index, name in enumerate(names) if name in row}
        waits = ground.problem.orders.release.copy()
        for index in {job.order for job in after.jobs}:
            waits[moved[index]] = max(waits[moved[index]], after.waits[index])
        session = Session(ground.problem)
        session.load(
            sequences=[np.array([moved[int(item)] for item in line], np.int64) for line in after.sequences],
            waits=waits,
            takes=[replace(take, order=moved[take.order]) for take in after.takes],
        )
        return ground.problem, session.solution()

    def change(self, asked: Order) -> float | None:
        """Return what the best insertion of an order on other terms changes, tried one by one in a new problem."""
        book = self.ground.book
        known = (*self.snapshot.orders, asked) if asked.id not in self.desk.orders else self.snapshot.orders
        orders = tuple(asked if order.id == asked.id else order for order in known)
        costs = {order.id: book.expect_service(order) for order in orders}
        problem = build_problem(
            replace(self.snapshot, orders=orders), now=book.now, tiers=book.tiers, service_costs=costs
        )
        waits = np.concatenate((self.solution.waits, np.zeros(problem.n - self.ground.problem.n, np.int64)))
        gaps = [
            sum(job.line == line and job.changeover_start < problem.frozen_until for job in self.solution.jobs)
            for line in range(len(problem.lines.ids))
        ]
        plan = replace(self.solution, waits=waits)
        ways = insertions(problem, plan, problem.orders.ids.index(asked.id), np.array(gaps))
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
        change = day.change(day.desk.orders[answer.order])
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
        asked = day.desk.orders[answer.order]
        at_price, below = replace(asked, net_price=price), replace(asked, net_price=price - CENT)
        assert price > asked.net_price
        assert day.desk.quote(at_price).is_yes
        assert not says_no(day.change(at_price))
        assert not day.desk.quote(below).is_yes
        if day.desk.ruling(below) is None:
            assert not says_yes(day.change(below))


@given(seeds, st.decimals("0.01", "0.99"))
def test_below_the_price_of_yes_it_stays_a_no(seed: int, share: Decimal) -> None:
    """No price between nothing and the price of yes is a yes."""
    day = morning(seed)
    for answer in day.noes:
        if answer.price_of_yes is not None and answer.price_of_yes.price is not None:
            price = min((answer.price_of_yes.price * share).quantize(CENT), answer.price_of_yes.price - CENT)
            terms = replace(day.desk.orders[answer.order], net_price=price)
            assert not day.desk.quote(terms).is_yes


@given(seeds)
def test_without_a_price_of_yes_no_price_would_do(seed: int) -> None:
    """Where the answer names no price, an order at fifty times the price has no insertion, or a rule against it."""
    day = morning(seed)
    for answer in day.noes:
        if answer.price_of_yes is None or answer.price_of_yes.price is not None:
            continue
        assert answer.price_of_yes.why_none
        asked = day.desk.orders[answer.order]
        dear = replace(asked, net_price=asked.net_price * 50)
        assert day.desk.ruling(dear) is not None or not says_yes(day.change(dear))


@settings(max_examples=150)
@given(seeds)
def test_the_date_of_yes_is_the_earliest(seed: int) -> None:
    """On the date of yes the order is taken at its price and delivered in time; on every earlier date it is a no."""
    day = morning(seed)
    for answer in day.noes:
        assert answer.date_of_yes is not None
        asked = day.desk.orders[answer.order]
        for date in dates(day.snapshot, now=day.plan.now):
            terms = replace(asked, requested=date, latest=date)
            quote, ruling = day.desk.quote(terms), day.desk.ruling(terms)
            change = day.change(terms)
            if date == answer.date_of_yes.date:
                assert quote.is_yes
                assert ruling is None
                assert not says_no(change)
                assert _delivered(day, terms) <= date
                break
            assert not quote.is_yes
            assert ruling is not None or not says_yes(change)
        assert (answer.date_of_yes.date is None) == bool(answer.date_of_yes.why_none)
        assert (answer.kind is AnswerKind.POSTPONED) == (answer.date_of_yes.date is not None)


def _delivered(day: Morning, order: Order) -> datetime:
    """Return when an order would be at the customer's door if it were taken."""
    quote = day.desk.quote(order)
    assert quote.insertion is not None
    _, after = day.desk.after(quote)
    ends = [job.end for job in after.jobs if job.order == quote.insertion.order]
    leaves = day.plan.now + timedelta(minutes=ends[0]) if ends else order.requested - _shipping(order.ship_lead)
    return leaves + _shipping(order.ship_lead)


def _shipping(hours: Decimal) -> timedelta:
    return timedelta(hours=float(hours))


@settings(max_examples=150)
@given(seeds, seeds)
def test_a_yes_is_true_when_it_is_really_planned(seed: int, wish: int) -> None:
    """Who is not in the book and hears a yes is put into it: delivered as told, for the money told, harming nobody."""
    day = morning(seed)
    asked = day.wish(Random(wish))  # noqa: S311 - companies are made up, no secrets
    promise = promise_of(day.desk, asked, campaigns=campaigns_of(day.plan))
    if promise.answer.kind is not AnswerKind.ACCEPTED:
        return
    quote = day.desk.quote(asked)
    problem, after = day.planned(quote)
    assert check(problem, after) == ()
    assert after.unmade == day.solution.unmade
    change = after.worth.contribution - day.solution.worth.contribution
    assert promise.answer.change is not None
    assert abs(float(promise.answer.change) - change) < 0.0051
    jobs = {problem.orders.ids[job.order]: job for job in after.jobs}
    shipping = _shipping(asked.ship_lead)
    if promise.answer.line:
        job = jobs[asked.id]
        ready = day.plan.now + timedelta(minutes=job.end)
        assert promise.answer.delivery == max(asked.requested, ready + shipping)
        assert promise.answer.line == problem.lines.ids[job.line]
        assert promise.changeover_minutes is not None
        assert job.start >= problem.frozen_until
    before = {day.ground.problem.orders.ids[job.order]: job for job in day.solution.jobs}
    moved = {move.order: move.minutes for move in promise.moves}
    for name, job in before.items():
        if name in promise.answer.displaces:
            assert name not in jobs
        else:
            assert jobs[name].end - job.end == moved.get(name, 0)
    firm = [order.id for order in day.snapshot.orders if order.status is OrderStatus.FIRM and order.id in before]
    due = dict(zip(problem.orders.ids, problem.orders.due, strict=True))
    assert all(jobs[name].end <= max(int(due[name]), before[name].end) for name in firm)
    assert all(
        jobs[name] == replace(job, order=jobs[name].order) for name, job in before.items() if _is_at_rest(problem, job)
    )


def _is_at_rest(problem: Problem, job: Job) -> bool:
    return job.changeover_start < problem.frozen_until


@settings(max_examples=60)
@given(seeds, seeds)
def test_whoever_asks_gets_the_best_of_all_insertions(seed: int, wish: int) -> None:
    """An inquiry that is not in the book is answered as if it were, with all insertions tried one by one."""
    day = morning(seed)
    asked = day.wish(Random(wish))  # noqa: S311 - companies are made up, no secrets
    quote, change = day.desk.quote(asked, with_rules=False), day.change(asked)
    assert (quote.insertion is None) == (change is None)
    if quote.insertion is not None and change is not None:
        assert abs(quote.insertion.change - change) < UNSURE


@settings(max_examples=100)
@given(seeds)
def test_the_part_that_can_be_had_now_is_the_largest(seed: int) -> None:
    """The part is a yes as asked and one kilogram more is a no; with the part taken, the rest is a yes on its date."""
    day = morning(seed)
    for answer in day.noes:
        order, part = day.desk.orders[answer.order], answer.part_now
        assert part is not None
        assert (part.quantity is None) == bool(part.why_none)
        if part.quantity is None or order.min_quantity is None:
            continue
        assert order.min_quantity <= part.quantity < order.quantity
        first = of_quantity(order, part.quantity)
        yes = day.desk.quote(first)
        assert yes.is_yes
        assert not day.desk.quote(of_quantity(order, part.quantity + 1)).is_yes
        problem, after = day.planned(yes)
        assert check(problem, after) == ()
        assert part.rest is not None
        if part.rest.date is not None:
            rest = of_quantity(order, order.quantity - part.quantity)
            with day.desk.taking(yes):
                assert day.desk.quote(replace(rest, requested=part.rest.date, latest=part.rest.date)).is_yes


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
            ).answer
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
        quote = day.desk.quote(replace(day.desk.orders[answer.order], net_price=answer.price_of_yes.price))
        after = {job.order: job.end for job in day.desk.after(quote)[1].jobs}
        for order in firm & set(before):
            assert after[order] <= max(int(due[order]), before[order])
