"""Replan for changes: what is the plan now, and what does that move?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

import numpy as np

from unisono.domain.amending import Amended, apply_changes
from unisono.domain.changes import Change
from unisono.domain.company import Order, OrderStatus
from unisono.domain.plans import Plan, UnmadeFirmOrder
from unisono.domain.policy import Verdict
from unisono.domain.replans import Replan
from unisono.engines.planning.building import build_problem
from unisono.engines.planning.calendars import minute_from, moment_of
from unisono.engines.planning.freezing import Frozen, frozen
from unisono.engines.planning.moving import Parties, moves_of
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import contribution_of, plan_of, why_unmade
from unisono.engines.planning.replanning import Unrest, replan, to_ask
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.solving import Watch
from unisono.engines.planning.standing import Standing, kept, standing_of
from unisono.engines.planning.stopping import Stop
from unisono.engines.planning.ways import only
from unisono.engines.promising.answering import answers_of
from unisono.engines.promising.desk import Book, Desk
from unisono.engines.ruling.reading import FieldReader
from unisono.engines.ruling.rulebook import RuleBook, Ruling
from unisono.engines.segmenting.expecting import service_costs_of
from unisono.services.preparing import Ground

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Amendment:
    """A company after some changes: its data, the orders that rules of no keep out, and the problem with all orders.

    `touched` are the orders that are new or altered.
    """

    changes: tuple[Change, ...]
    asked_at: datetime
    book: Book
    rulings: dict[str, Ruling]
    touched: frozenset[str]
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changed:
    """A company after some changes, ready to be replanned.

    `before` are its orders before the changes, `frozen` is the problem to search, with the plan in force (`standing`)
    held in its frozen zone.
    """

    amendment: Amendment
    plan: Plan
    before: Mapping[str, Order]
    standing: Standing
    frozen: Frozen

    @property
    def book(self) -> Book:
        """Return the company's data after the changes."""
        return self.amendment.book


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answered:
    """The replan as people read it, and the plan behind it as the planner sees it."""

    changed: Changed
    replan: Replan
    solution: Solution


def replan_company(
    *,
    ground: Ground,
    plan: Plan,
    changes: Sequence[Change],
    now: datetime,
    stop: Stop,
    seed: int,
    most: int | None = None,
    watch: Watch | None = None,
) -> Answered:
    """Return the plan after some changes, and what it moves.

    Args:
        ground: what was known when the plan in force was made.
        plan: the plan in force.
        changes: what has changed since.
        now: when it is asked, not before the plan's own moment; the frozen zone counts from here.
        stop: how long to search.
        seed: any whole number.
        most: so many inquiries that have no place are asked again; None: all, until every no is a no.
        watch: may stop the search.

    Raises:
        ChangeDoesNotFit: a change cannot be made in this company.
    """
    changed = change_company(ground=ground, plan=plan, changes=changes, now=now)
    return replan_changed(changed, stop=stop, seed=seed, most=most, watch=watch)


def replan_changed(
    changed: Changed, *, stop: Stop, seed: int, most: int | None = None, watch: Watch | None = None
) -> Answered:
    """Return the plan of a company after some changes, and what it moves; arguments as for `replan_company`."""
    held = changed.frozen
    found = replan(
        held.problem,
        held.held(changed.standing.decisions),
        stop=stop,
        seed=seed,
        asked=None if most is None else to_ask(held.problem, changed.standing, most=most),
        held=held.orders,
        unrest=Unrest(changed.standing, float(changed.book.snapshot.policy.price_of_moving)),
        watch=watch,
    )
    return answer(changed, held.released(found.solution), gained=found.value - found.greedy)


def change_company(*, ground: Ground, plan: Plan, changes: Sequence[Change], now: datetime) -> Changed:
    """Return a company after some changes, its frozen zone held; arguments as for `replan_company`."""
    return hold(amend(ground, changes, now=now), ground=ground, plan=plan)


def amend(ground: Ground, changes: Sequence[Change], *, now: datetime) -> Amendment:
    """Return a company after some changes, what the rules say of them, and its problem."""
    old = ground.book
    amended = apply_changes(old.snapshot, changes)
    before = {order.id: order for order in old.snapshot.orders}
    touched = tuple(order for order in amended.snapshot.orders if before.get(order.id) is not order)
    book = _book(old, amended, touched, now)
    problem = build_problem(
        amended.snapshot,
        now=old.now,
        tiers=book.tiers,
        service_costs=book.service_costs,
        overtime=amended.overtime,
        down=amended.down,
        deadlines=amended.deadlines,
    )
    frozen_until = minute_from(now, now=old.now) + math.ceil(old.snapshot.policy.frozen_hours * 60)
    return Amendment(
        changes=tuple(changes),
        asked_at=now,
        book=book,
        rulings=_rulings(ground, book, touched),
        touched=frozenset(order.id for order in touched),
        problem=replace(problem, frozen_until=frozen_until),
    )


def hold(amendment: Amendment, *, ground: Ground, plan: Plan) -> Changed:
    """Return a company after some changes with the plan in force held in its frozen zone."""
    before = {order.id: order for order in ground.book.snapshot.orders}
    problem, rulings = amendment.problem, amendment.rulings
    plannable = only(problem, np.array([order not in rulings for order in problem.orders.ids], np.bool_))
    standing = standing_of(plannable, plan, now=plan.now, known=before.keys() - amendment.touched)
    at = minute_from(amendment.asked_at, now=plan.now)
    return Changed(
        amendment=amendment,
        plan=plan,
        before=before,
        standing=standing,
        frozen=frozen(kept(plannable, standing), standing, at=at),
    )


def _book(old: Book, amended: Amended, touched: tuple[Order, ...], now: datetime) -> Book:
    """Return the data after the changes; what serving a new or altered order costs is expected anew."""
    costs = dict(old.service_costs)
    if touched:
        costs.update(service_costs_of(replace(amended.snapshot, orders=touched), now=old.now).by_order)
    return replace(old, snapshot=amended.snapshot, service_costs=costs, asked_at=now)


def _rulings(ground: Ground, book: Book, touched: Sequence[Order]) -> dict[str, Ruling]:
    """Return which rules keep which orders out; only what has changed is judged again, and firm orders never."""
    rulings = dict(ground.rulings)
    for order in touched:
        rulings.pop(order.id, None)
    asked = [order for order in touched if order.status is OrderStatus.INQUIRY]
    if asked and book.snapshot.policy.rules:
        rules = RuleBook.of(book.snapshot.policy.rules)
        reader = FieldReader(book.snapshot, now=book.now, tiers=book.tiers, service_costs=book.service_costs)
        for order in asked:
            ruling = rules.verdict(reader.fields(order))
            if ruling is not None and ruling.verdict is not Verdict.ALLOW:
                rulings[order.id] = ruling
    return rulings


def answer(changed: Changed, solution: Solution, *, gained: float) -> Answered:
    """Return what a plan that was found changes; `gained` is what the search found beyond insertions."""
    problem = changed.frozen.real
    replanned = Replan(
        changes=changed.amendment.changes,
        asked_at=changed.amendment.asked_at,
        frozen_until=moment_of(problem.frozen_until, now=changed.plan.now),
        moves=moves_of(
            changed.plan,
            changed.standing,
            problem,
            solution,
            parties=Parties(
                before=changed.before,
                after={order.id: order for order in changed.book.snapshot.orders},
                tiers=changed.book.tiers,
            ),
            pushed=changed.frozen.pushed,
        ),
        before=changed.plan.contribution,
        after=contribution_of(solution.worth),
        price_of_moving=Decimal(solution.worth.moving_cost).quantize(CENT),
        from_greedy=Decimal(gained).quantize(CENT),
        unmade_firm=tuple(
            UnmadeFirmOrder(order=problem.orders.ids[order], reason=why_unmade(problem, order))
            for order in solution.unmade
        ),
    )
    return Answered(changed=changed, replan=replanned, solution=solution)


def plan_after(answered: Answered, *, parameters: Mapping[str, str | int | float]) -> Plan:
    """Return the plan after a replan as people read it, with the answers to all orders."""
    changed, solution = answered.changed, answered.solution
    snapshot = changed.book.snapshot
    plan = plan_of(changed.frozen.real, solution, snapshot, now=changed.plan.now, parameters=parameters)
    desk = Desk(changed.book, changed.amendment.problem, solution)
    return replace(plan, answers=answers_of(desk, solution, plan))
