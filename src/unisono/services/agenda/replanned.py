"""What comes of a proposal: the plan after it, really searched, and what that plan is worth."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from unisono.domain.amending import apply_changes
from unisono.domain.plans import Plan
from unisono.domain.policy import OptionKind
from unisono.engines.planning.building import build_problem
from unisono.engines.planning.exchanging import exchange
from unisono.engines.planning.freezing import Frozen, frozen
from unisono.engines.planning.making_room import Beginning, beginning_of, beginnings
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.racing import HEATS, Runner, race
from unisono.engines.planning.reading import Decisions, contribution_of, decisions_of, plan_of
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Job, Solution
from unisono.engines.planning.standing import kept, standing_of
from unisono.engines.planning.ways import only
from unisono.services.agenda.proposals import Proposal, Variant
from unisono.services.preparing import Ground

GO_FIRST = (OptionKind.MOVE_ORDER, OptionKind.ACCEPT_LATE)
"""Kinds that need no more time on any line."""

GO_ON = (OptionKind.ACCEPT_LATE, OptionKind.OVERTIME, OptionKind.OPEN_SLOT)
"""Kinds whose search goes on from a plan of those before."""

SEARCHES = 3
"""The longest row of searches that go on from each other."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """What every replan starts from: the ground, the plan in force, how many moves it may try and its seed.

    `start` is the plan from which searches begin: the plan in force, or what a search made of it.
    """

    ground: Ground
    plan: Plan
    start: Plan
    iterations: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replanned:
    """A plan after one variant of a proposal, in the terms of the problem that the variant makes."""

    variant: Variant
    problem: Problem
    solution: Solution

    @property
    def worth(self) -> Decimal:
        """Return the plan contribution, its parts rounded to the cent."""
        return contribution_of(self.solution.worth).total

    def job(self, order: str) -> Job | None:
        """Return an order's work, None where it has none."""
        ids = self.problem.orders.ids
        return next((job for job in self.solution.jobs if ids[job.order] == order), None)

    def lateness(self) -> Mapping[str, int]:
        """Return the minutes late of every order that has a place, by id; from stock is in time."""
        ids, due = self.problem.orders.ids, self.problem.orders.due
        late = {ids[take.order]: 0 for take in self.solution.takes}
        late.update({ids[job.order]: max(0, job.end - int(due[job.order])) for job in self.solution.jobs})
        return late

    def lines_of(self, orders: Container[str]) -> set[str]:
        """Return the lines on which any of the orders are made."""
        ids, lines = self.problem.orders.ids, self.problem.lines.ids
        return {lines[job.line] for job in self.solution.jobs if ids[job.order] in orders}

    def from_stock(self, order: str) -> Decimal:
        """Return how much of an order stock serves."""
        ids = self.problem.orders.ids
        taken = sum(take.quantity for take in self.solution.takes if ids[take.order] == order)
        return Decimal(repr(round(taken, 6)))


def searched(standing: Standing) -> Standing:
    """Return the same with a better start: the plan in force after a search without any change.

    So no option is credited with what the search would have found anyway.
    """
    found = reference_of(standing, 1)
    start = plan_of(
        found.problem,
        found.solution,
        standing.ground.book.snapshot,
        now=standing.plan.now,
        parameters=standing.plan.parameters,
    )
    return replace(standing, start=start)


def reference_of(standing: Standing, searches: int) -> Replanned:
    """Return the start after so many searches without any change: what options are compared with."""
    begun = _beginnings(standing, Variant())
    runners = [Runner(item.session, item.beginning.decisions) for item in begun]
    won = race(runners, iterations=searches * standing.iterations)
    return begun[won.runner].ended(won.solution)


def replanned(standing: Standing, proposals: Sequence[Proposal]) -> tuple[Replanned | None, ...]:
    """Return the plan after each proposal about one order in its best variant, None where no plan can keep to it.

    What is found when the order is made by other means than more time is also where the search with more time begins,
    so that overtime does not look worse than it is.
    """
    results: dict[OptionKind, Replanned | None] = {}
    known: Decisions | None = None
    for proposal in sorted(proposals, key=lambda item: item.kind not in GO_FIRST):
        builds_on = known if proposal.kind in GO_ON else None
        result = _replanned(standing, proposal, builds_on)
        if result is not None and proposal.kind in GO_FIRST:
            solution = result.solution
            known = Decisions(sequences=solution.sequences, waits=solution.waits, takes=solution.takes)
        results[proposal.kind] = result
    return tuple(results[proposal.kind] for proposal in proposals)


def _replanned(standing: Standing, proposal: Proposal, known: Decisions | None) -> Replanned | None:
    begun = [item for variant in proposal.variants for item in _beginnings(standing, variant, known)]
    begun = sorted(begun, key=lambda item: -item.beginning.value)[:HEATS]
    if not begun:
        return None
    won = race([Runner(item.session, item.beginning.decisions) for item in begun], iterations=standing.iterations)
    found = begun[won.runner]
    result = found.ended(won.solution)
    return result if _keeps(standing, proposal, result) else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Begun:
    variant: Variant
    frozen: Frozen
    session: Session
    beginning: Beginning

    def ended(self, solution: Solution) -> Replanned:
        """Return the plan that a search from here found; stock that was exchanged stands in pools of its own."""
        if self.variant.exchanges:
            return Replanned(variant=self.variant, problem=self.session.problem, solution=solution)
        return Replanned(variant=self.variant, problem=self.frozen.real, solution=self.frozen.released(solution))


def _problem_of(standing: Standing, variant: Variant) -> Frozen:
    """Return the problem that a variant makes, with the frozen zone of the plan in force."""
    book, rulings = standing.ground.book, standing.ground.rulings
    amended = apply_changes(book.snapshot, variant.changes)
    problem = build_problem(
        amended.snapshot,
        now=standing.plan.now,
        tiers=book.tiers,
        service_costs={**book.service_costs, **variant.service_costs},
        overtime=amended.overtime,
        deadlines={**amended.deadlines, **variant.deadlines},
    )
    allowed = np.array([order not in rulings or order in variant.places for order in problem.orders.ids], np.bool_)
    problem = only(problem, allowed)
    in_force = standing_of(problem, standing.plan, now=standing.plan.now)
    return frozen(kept(problem, in_force), in_force)


def _beginnings(standing: Standing, variant: Variant, known: Decisions | None = None) -> list[_Begun]:
    """Return where the search for a variant begins; `known` is a plan of the same orders that may do as well."""
    held = _problem_of(standing, variant)
    problem, start = held.problem, held.held(decisions_of(held.real, standing.start, now=standing.plan.now))
    places = [problem.orders.ids.index(order) for order in variant.places]
    if variant.exchanges:
        problem, start, without = exchange(problem, start, places[0])
        places += [order for order in without if problem.orders.firm[order]]
    session = Session(problem, seed=standing.seed)
    found = beginnings(session, start, places, frozen=held.orders, most=HEATS)
    if known is not None:
        found += beginning_of(session, held.held(known), places)
    return [_Begun(variant=variant, frozen=held, session=session, beginning=beginning) for beginning in found]


def _keeps(standing: Standing, proposal: Proposal, result: Replanned) -> bool:
    """Return whether a plan makes the orders it is about and every firm order that was made before."""
    before = {item.order for item in standing.plan.unmade_firm}
    unmade = {result.problem.orders.ids[order] for order in result.solution.unmade}
    if unmade & set(result.variant.places) or unmade - before:
        return False
    if result.variant.exchanges:
        uses = [use.quantity for use in standing.plan.stock_uses if use.order == proposal.order]
        return result.from_stock(proposal.order) > sum(uses)
    return True
