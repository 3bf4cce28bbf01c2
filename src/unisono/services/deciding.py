"""The four ways of deciding, and what deciding together is worth."""

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from decimal import Decimal
from math import factorial

import numpy as np

from unisono.domain.company import OrderStatus
from unisono.domain.comparison import Comparison, Way, WayFigures, Worth
from unisono.domain.plans import Plan
from unisono.engines.planning.dispatching import first_plan
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import contribution_of, plan_of
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.solving import Params, Progress, Watch, complete, solve
from unisono.engines.planning.stopping import Iterations, Seconds, Stop
from unisono.engines.planning.ways import Arrivals, only, production_alone, rough_cut, sales_alone
from unisono.engines.promising.answering import answers_of
from unisono.engines.promising.desk import Desk
from unisono.services.preparing import Ground
from unisono.services.telling import Tell

CENT = Decimal("0.01")
SHARE = Decimal("0.0001")

IN_TURN_SHARE, TOGETHER_SHARE, FREEDOM_SHARE = 0.25, 0.51, 0.04
"""How the effort of a comparison is divided: one search in turn, one together, six for the freedoms."""

CHOOSE, SEQUENCE, STOCK = 1, 2, 4
"""The three freedoms of the search (see `kernel.search`): which orders, which sequence, which stock."""


class PlanningInterrupted(Exception):  # noqa: N818 - a refusal is named as people would say it
    """Someone stopped the planning; what was published before is untouched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much to search: `seconds` on `workers` workers, or, when `iterations` is given, so many moves a chain."""

    seconds: float = 10.0
    iterations: int | None = None
    seed: int = 1
    chains: int = 2
    workers: int = 1

    def stop(self, share: float) -> Stop:
        """Return the budget of a chain for a share of the effort."""
        if self.iterations is not None:
            return Iterations(count=max(1, round(self.iterations * share)))
        at_once = min(1.0, self.workers / self.chains)
        return Seconds(count=self.seconds * share * at_once)

    def parameters(self, way: Way) -> dict[str, str | int | float]:
        """Return what a plan says of how it was made."""
        parameters: dict[str, str | int | float] = {"way": way.value, "seed": self.seed, "chains": self.chains}
        if self.iterations is not None:
            parameters["iterations"] = self.iterations
        else:
            parameters["seconds"] = self.seconds
        return parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The comparison of the ways, and the published plan as the planner sees it."""

    comparison: Comparison
    together: Solution
    desk: Desk


def decide_all_ways(*, ground: Ground, effort: Effort, executor: Executor, tell: Tell) -> Decided:
    """Return the four ways of deciding, with the answers to every order in the plan made together.

    Args:
        ground: what is known.
        effort: how much to search.
        executor: where the chains run.
        tell: told of progress.

    Raises:
        PlanningInterrupted: `tell` said to stop before all was decided.
    """
    problem, book = ground.plannable, ground.book
    solutions = separate_ways(ground=ground, effort=effort, executor=executor, tell=tell)
    over = max(solutions, key=lambda way: value(problem, solutions[way]))
    watch = watching(tell, "Plan together")
    together = search(problem, effort, TOGETHER_SHARE, executor, start=solutions[over], watch=watch)
    together = complete(problem, together, watch=watching(tell, "Take in what still pays"))
    go_on(tell)
    worth = worth_of(
        problem, over=over, start=solutions[over], together=together, effort=effort, executor=executor, tell=tell
    )
    solutions[Way.TOGETHER] = together
    plans = {
        way: plan_of(problem, solution, book.snapshot, now=book.now, parameters=effort.parameters(way))
        for way, solution in solutions.items()
    }
    desk = Desk(book, ground.problem, together)
    plans[Way.TOGETHER] = with_answers(desk, together, plans[Way.TOGETHER], tell)
    figures = tuple(figures_of(ground, way, solutions[way], plans[way]) for way in Way)
    return Decided(comparison=Comparison(plans=plans, figures=figures, worth=worth), together=together, desk=desk)


def separate_ways(*, ground: Ground, effort: Effort, executor: Executor, tell: Tell) -> dict[Way, Solution]:
    """Return the plans of Sales alone, Production alone, and in turn."""
    problem, book = ground.plannable, ground.book
    received = [order.received for order in book.snapshot.orders]
    arrivals = Arrivals(order=np.array(sorted(range(problem.n), key=lambda j: received[j]), np.int64))
    tell("Sales alone, Production alone", 0.0)
    solutions = {
        Way.SALES_ALONE: sales_alone(problem, arrivals),
        Way.PRODUCTION_ALONE: production_alone(problem, arrivals),
    }
    accepted = rough_cut(problem, open_minutes=open_minutes_of(problem))
    restricted = only(problem, accepted)
    in_turn = search(restricted, effort, IN_TURN_SHARE, executor, start=None, watch=watching(tell, "In turn"))
    solutions[Way.IN_TURN] = in_turn
    return solutions


def plan_together(*, ground: Ground, effort: Effort, executor: Executor, tell: Tell) -> Plan:
    """Return the published plan with its answers: the search starts from the best of three quick plans.

    When someone stops the search the best plan so far is published, and its parameters say so.
    """
    problem, book = ground.plannable, ground.book
    received = [order.received for order in book.snapshot.orders]
    arrivals = Arrivals(order=np.array(sorted(range(problem.n), key=lambda j: received[j]), np.int64))
    starts = (sales_alone(problem, arrivals), production_alone(problem, arrivals), first_plan(problem))
    start = max(starts, key=lambda solution: value(problem, solution))
    found = search(problem, effort, 1.0, executor, start=start, watch=watching(tell, "Plan together"), may_stop=True)
    solution = complete(problem, found)
    parameters = effort.parameters(Way.TOGETHER) | ({"interrupted": 1} if found.interrupted else {})
    plan = plan_of(problem, solution, book.snapshot, now=book.now, parameters=parameters)
    return with_answers(Desk(book, ground.problem, solution), solution, plan, tell, may_stop=False)


def with_answers(desk: Desk, solution: Solution, plan: Plan, tell: Tell, *, may_stop: bool = True) -> Plan:
    """Return the plan with the answers to all orders.

    Raises:
        PlanningInterrupted: the job should stop, and may.
    """

    def watch(done: int, of: int) -> None:
        tell("Price every no, date every yes", done / of)
        if may_stop:
            go_on(tell)

    return replace(plan, answers=answers_of(desk, solution, plan, tell=watch))


def search(
    problem: Problem,
    effort: Effort,
    share: float,
    executor: Executor,
    *,
    start: Solution | None,
    watch: Watch,
    freedom: int = CHOOSE | SEQUENCE | STOCK,
    may_stop: bool = False,
) -> Solution:
    """Return the plan that a share of the effort finds.

    Raises:
        PlanningInterrupted: the search was stopped and may not be.
    """
    params = Params(chains=effort.chains, freedom=freedom)
    found = solve(
        problem, params=params, seed=effort.seed, stop=effort.stop(share), executor=executor, start=start, watch=watch
    )
    return found if may_stop else uninterrupted(found)


def uninterrupted(solution: Solution) -> Solution:
    """Return the plan, or raise `PlanningInterrupted` when its search was stopped."""
    if solution.interrupted:
        raise PlanningInterrupted
    return solution


def go_on(tell: Tell) -> None:
    """Raise `PlanningInterrupted` when the job should stop."""
    if tell.stopped:
        raise PlanningInterrupted


def watching(tell: Tell, step: str) -> Watch:
    """Return a watch that tells of a step, and stops it when the job should end."""

    def watch(progress: Progress) -> bool:
        tell(step, progress.share)
        return not tell.stopped

    return watch


def value(problem: Problem, solution: Solution) -> float:
    """Return the contribution of a plan, after a price for every firm order it does not make that no gain outweighs."""
    penalty = float(np.abs(problem.orders.revenue).sum()) + 1.0
    return solution.worth.contribution - penalty * len(solution.unmade)


def worth_of(
    problem: Problem,
    *,
    over: Way,
    start: Solution,
    together: Solution,
    effort: Effort,
    executor: Executor,
    tell: Tell,
) -> Worth:
    """Return what deciding together is worth over the best other way, and where it comes from.

    The search is given the freedoms to choose orders, to sequence and to shift stock, in every combination, from the
    plan of the other way; the parts are the Shapley values of the three freedoms. More freedom is never counted as
    worth less. All of it is money of the two plans to the cent; a firm order that only one of them makes is no money.
    """
    total = contribution_of(together.worth).total - contribution_of(start.worth).total
    gains = {0: 0.0, CHOOSE | SEQUENCE | STOCK: float(total)}
    for freedom in sorted(range(1, 7), key=lambda bits: (bits.bit_count(), bits)):
        watch = watching(tell, f"What each freedom is worth ({freedom} of 6)")
        found = search(problem, effort, FREEDOM_SHARE, executor, start=start, watch=watch, freedom=freedom)
        below = [gains[part] for part in gains if part & freedom == part]
        gains[freedom] = min(max(found.worth.contribution - start.worth.contribution, *below), float(total))
    noes = Decimal(shapley(gains, CHOOSE)).quantize(CENT)
    campaigns = Decimal(shapley(gains, SEQUENCE)).quantize(CENT)
    return Worth(over=over, total=total, from_noes=noes, from_campaigns=campaigns, from_stock=total - noes - campaigns)


def shapley(gains: dict[int, float], part: int) -> float:
    """Return the Shapley value of one of three freedoms (bit `part`) in a game over their combinations.

    >>> shapley({0: 0, 1: 4, 2: 2, 3: 12, 4: 0, 5: 4, 6: 2, 7: 12}, 1)
    7.0
    """
    share = 0.0
    for others in (bits for bits in range(8) if not bits & part):
        size = others.bit_count()
        weight = factorial(size) * factorial(2 - size) / factorial(3)
        share += weight * (gains[others | part] - gains[others])
    return share


def open_minutes_of(problem: Problem) -> list[int]:
    """Return the working minutes of each line within the horizon."""
    return [
        problem.horizon if windows is None else int((np.minimum(windows[:, 1], problem.horizon) - windows[:, 0]).sum())
        for windows in problem.lines.windows
    ]


def figures_of(ground: Ground, way: Way, solution: Solution, plan: Plan) -> WayFigures:
    """Return a way's figures side by side with the others'."""
    problem, book = ground.plannable, ground.book
    due = problem.orders.due
    placed = {take.order: 0 for take in solution.takes}
    placed.update({job.order: max(0, job.end - int(due[job.order])) for job in solution.jobs})
    by_tier: dict[str, list[bool]] = {}
    for index, order in enumerate(book.snapshot.orders):
        if index in placed or order.status is OrderStatus.FIRM:
            on_time = index in placed and placed[index] == 0
            by_tier.setdefault(book.tiers[order.customer].value, []).append(on_time)
    minutes = sum(operation.changeover_minutes for operation in plan.operations)
    return WayFigures(
        way=way,
        contribution=plan.contribution.total,
        accepted=len(placed),
        declined=problem.n - len(placed),
        late=sum(late > 0 for late in placed.values()),
        late_days=(Decimal(sum(placed.values())) / 1440).quantize(CENT),
        on_time={tier: (Decimal(sum(marks)) / len(marks)).quantize(SHARE) for tier, marks in sorted(by_tier.items())},
        changeover_hours=(Decimal(minutes) / 60).quantize(CENT),
        highest_room=Decimal(highest_room(problem, solution)).quantize(CENT),
        campaigns=len(plan.campaigns),
    )


def highest_room(problem: Problem, solution: Solution) -> float:
    """Return the most room that finished goods take on any night."""
    nights = problem.warehouse.nights
    used = np.zeros(len(nights))
    for job in solution.jobs:
        low, high = np.searchsorted(nights, (job.end, int(problem.orders.due[job.order])))
        used[low:high] += problem.orders.room[job.order] * job.made
    return float(used.max(initial=0.0))
