"""What stock saved: the plan as it is, against a plan without the stock, both searched alike."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import numpy as np

from unisono.domain.company import Snapshot, StockKind
from unisono.domain.plans import Contribution, Plan, StockUse
from unisono.domain.stocks import StockDrawn, StockSurvey, StockWorth
from unisono.engines.planning.building import due_instant
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import contribution_of
from unisono.engines.planning.replanning import replan, to_ask
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.standing import standing_of
from unisono.engines.planning.stopping import Iterations
from unisono.services.preparing import Ground
from unisono.services.stock.surveying import Lying, survey_stock

DAY = timedelta(days=1)
TENTH = Decimal("0.1")
MOVES = 20_000
"""How many moves each of the compared plans is searched with."""

OTHERS = 500
"""How many inquiries that the plan does not make are asked whether the compared plans make them."""


def survey_with_plan(*, ground: Ground, plan: Plan, seed: int) -> StockSurvey:
    """Return the survey of a company's stock with what a plan draws from it and what it earns through it.

    Args:
        ground: what the plan was made on.
        plan: the plan.
        seed: of the short searches.
    """
    snapshot, problem = ground.book.snapshot, ground.plannable
    survey = survey_stock(snapshot=snapshot, now=plan.now, lies=lying_in(snapshot, plan))
    used = {use.stock for use in plan.stock_uses}
    rows_of = {
        kind: [row for row, stock in enumerate(snapshot.stock) if stock.kind is kind]
        for kind in StockKind
        if any(snapshot.stock[row].kind is kind for row in used)
    }
    drawn = drawn_from(problem, plan)
    if not rows_of:
        return replace(survey, drawn=drawn)
    reference = searched(problem, plan, without=(), seed=seed)
    worth = {
        kind: worth_between(problem, reference, searched(problem, plan, without=rows, seed=seed))
        for kind, rows in rows_of.items()
    }
    return replace(survey, drawn=drawn, worth=worth)


def searched(problem: Problem, plan: Plan, *, without: Collection[int], seed: int) -> Solution:
    """Return the plan after a short search in which some stock is not there.

    Orders that it served are made on a line where that fits, and pays if nobody must make them; the others move only as
    far as the search finds better.

    Args:
        problem: what the plan was made from.
        plan: the plan to start from.
        without: rows of `stock.csv`.
        seed: any whole number.
    """
    quantity = problem.pools.quantity.copy()
    quantity[list(without)] = 0.0
    bare = replace(problem, pools=replace(problem.pools, quantity=quantity))
    served = {use.order for use in plan.stock_uses}
    standing = standing_of(bare, plan, now=plan.now, known={order for order in bare.orders.ids if order not in served})
    asked = to_ask(bare, standing, most=OTHERS)
    return replan(bare, standing.decisions, stop=Iterations(count=MOVES), seed=seed, asked=asked).solution


def worth_between(problem: Problem, reference: Solution, without: Solution) -> StockWorth:
    """Return what the first of two plans earns more, by parts.

    Stock may always be left alone: where the plan without it happens to be no worse, it saved nothing.
    """
    one, other = contribution_of(reference.worth), contribution_of(without.worth)
    if one.total <= other.total:
        return StockWorth()
    before, after = _lateness(problem, reference), _lateness(problem, without)
    return StockWorth(
        margin=_margin(one) - _margin(other),
        changeovers=_changeovers(other) - _changeovers(one),
        lateness=other.lateness_cost - one.lateness_cost,
        waiting=_waiting(other) - _waiting(one),
        lost=tuple(order for order in before if order not in after),
        later=tuple(order for order, late in after.items() if late > before.get(order, late)),
    )


def drawn_from(problem: Problem, plan: Plan) -> Mapping[int, StockDrawn]:
    """Return what a plan draws from each stock it uses; the hours are those of the fastest line for each order."""
    index = {order: place for place, order in enumerate(problem.orders.ids)}
    uses: dict[int, list[StockUse]] = defaultdict(list)
    for use in plan.stock_uses:
        uses[use.stock].append(use)
    fastest = problem.lines.minutes_per_unit.min(axis=1, initial=np.inf)
    minutes = np.where(np.isfinite(fastest), fastest, 0.0)
    return {
        row: StockDrawn(
            orders=tuple(dict.fromkeys(use.order for use in drawn)),
            quantity=sum((use.quantity for use in drawn), Decimal(0)),
            hours=Decimal(sum(float(use.quantity) * minutes[index[use.order]] for use in drawn) / 60).quantize(TENTH),
        )
        for row, drawn in sorted(uses.items())
    }


def lying_in(snapshot: Snapshot, plan: Plan) -> Lying:
    """Return how long stock lies when it leaves as the plan draws it; the rest lies until the planned time ends."""
    orders = {order.id: order for order in snapshot.orders}
    until = snapshot.company.horizon_end
    lie = [float(row.quantity) * ((until - plan.now) / DAY) for row in snapshot.stock]
    for use in plan.stock_uses:
        leaves = min(max(due_instant(orders[use.order]), plan.now), until)
        lie[use.stock] -= float(use.quantity) * ((until - leaves) / DAY)
    return lambda row: max(0.0, lie[row])


def _margin(contribution: Contribution) -> Decimal:
    return contribution.revenue - contribution.variable_cost - contribution.service_cost


def _changeovers(contribution: Contribution) -> Decimal:
    return contribution.changeover_cost + contribution.scrap_cost + contribution.short_campaign_cost


def _waiting(contribution: Contribution) -> Decimal:
    return contribution.holding_cost + contribution.extra_room_cost + contribution.overtime_cost


def _lateness(problem: Problem, solution: Solution) -> dict[str, int]:
    """Return the minutes late of every order that has a place, by id; from stock is in time."""
    ids, due = problem.orders.ids, problem.orders.due
    late = {ids[take.order]: 0 for take in solution.takes}
    late.update({ids[job.order]: max(0, job.end - int(due[job.order])) for job in solution.jobs})
    return late
