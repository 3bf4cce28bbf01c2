"""Whether a plan as people read it is what it says it is, against the data it was made from."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil

import numpy as np

from unisono.domain.company import Order, OrderStatus, Snapshot
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.plans import Answer, AnswerKind, Campaign, Operation, Plan
from unisono.engines.planning.auditing import count
from unisono.engines.planning.calendars import minute_of
from unisono.engines.planning.checking import check
from unisono.engines.planning.clocking import Hours
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.solution import Job, Solution, Take, Worth

SOURCE = Source(file="plan.json")

Found = Iterator[tuple[str, str, str]]
"""Code, message, and the id of the order, line or campaign that it is about."""


def check_plan(snapshot: Snapshot, plan: Plan, problem: Problem) -> tuple[Finding, ...]:
    """Return everything that is wrong with a plan: its ids, times, stock and money, campaigns and answers.

    Args:
        snapshot: the data that the plan was made from.
        plan: what people read.
        problem: the problem that was built from the data at the plan's `now`.
    """
    found = list(_names(snapshot, plan, problem))
    findings: tuple[Finding, ...] = ()
    if not found:  # what follows needs everything that the plan names to be there
        solution = _solution_in(problem, plan)
        findings = check(problem, solution)
        found += [
            *_operations(problem, plan, solution),
            *_campaigns(problem, plan),
            *_money(plan),
            *_answers(snapshot, plan),
        ]
    return (
        *(
            Finding(code=code, severity=Severity.ERROR, source=SOURCE, message=message, value=value)
            for code, message, value in found
        ),
        *(replace(finding, source=SOURCE) for finding in findings),
    )


def _names(snapshot: Snapshot, plan: Plan, problem: Problem) -> Found:
    """Yield what the plan names and the data do not have."""
    if plan.snapshot_hash != snapshot.content_hash:
        yield "other-data", "The plan was made from other data than these.", plan.snapshot_hash
    planned = [operation.order for operation in plan.operations] + [use.order for use in plan.stock_uses]
    planned += [unmade.order for unmade in plan.unmade_firm] + list(plan.waits)
    planned += [order for campaign in plan.campaigns for order in campaign.orders]
    for order in sorted(set(planned) - set(problem.orders.ids)):
        yield "unknown-order", f"The plan speaks of order {order}, which was not there to plan.", order
    for order in sorted({answer.order for answer in plan.answers} - {order.id for order in snapshot.orders}):
        yield "unknown-order", f"The plan answers order {order}, which is not in the data.", order
    lines = {operation.line for operation in plan.operations} | {campaign.line for campaign in plan.campaigns}
    for line in sorted(lines - set(problem.lines.ids)):
        yield "unknown-line", f"The plan speaks of line {line}, which is not in the data.", line
    for use in plan.stock_uses:
        if not 0 <= use.stock < len(snapshot.stock):
            yield "unknown-stock", f"Order {use.order} takes stock {use.stock}, which is not in the data.", use.order


def _solution_in(problem: Problem, plan: Plan) -> Solution:
    """Return the plan's claims in the planner's terms; the price of moving is not in a plan and is counted again."""
    index = {order: position for position, order in enumerate(problem.orders.ids)}
    jobs = tuple(_job(problem, index, operation, plan.now) for operation in _by_line(problem, plan))
    waits = problem.orders.release.copy()
    for order, wait in plan.waits.items():
        waits[index[order]] = minute_of(wait, now=plan.now)
    solution = Solution(
        sequences=tuple(
            np.array([job.order for job in jobs if job.line == line], np.int64)
            for line in range(len(problem.lines.ids))
        ),
        waits=waits,
        takes=tuple(
            Take(order=index[use.order], pool=use.stock, quantity=float(use.quantity)) for use in plan.stock_uses
        ),
        jobs=jobs,
        worth=Worth(),
        unmade=tuple(index[unmade.order] for unmade in plan.unmade_firm),
    )
    money = {part: float(value) for part, value in asdict(plan.contribution).items()}
    return replace(solution, worth=Worth(**money, moving_cost=count(problem, solution).moving_cost))


def _by_line(problem: Problem, plan: Plan) -> list[Operation]:
    turn = {line: position for position, line in enumerate(problem.lines.ids)}
    return sorted(plan.operations, key=lambda operation: (turn[operation.line], operation.start))


def _job(problem: Problem, index: dict[str, int], operation: Operation, now: datetime) -> Job:
    return Job(
        order=index[operation.order],
        line=problem.lines.ids.index(operation.line),
        changeover_start=minute_of(operation.changeover_start, now=now),
        start=minute_of(operation.start, now=now),
        end=minute_of(operation.end, now=now),
        made=float(operation.quantity),
    )


def _operations(problem: Problem, plan: Plan, solution: Solution) -> Found:
    """Yield operations that say another family or other minutes than their order and line have."""
    family_on = {line: int(family) for line, family in enumerate(problem.lines.initial)}
    hours = [Hours.of(problem, line) for line in range(len(problem.lines.ids))]
    for operation, job in zip(_by_line(problem, plan), solution.jobs, strict=True):
        family, before = int(problem.orders.family[job.order]), family_on[job.line]
        if operation.family != problem.families[family]:
            yield "wrong-family", f"Order {operation.order} is not of family {operation.family}.", operation.order
        if operation.changeover_minutes != problem.lines.changeover_minutes[job.line, before, family]:
            yield "wrong-changeover", f"The changeover before order {operation.order} is another one.", operation.order
        if operation.work_minutes != hours[job.line].minutes(job.order, job.start, job.end):
            yield "wrong-work", f"Order {operation.order} is worked on for other minutes.", operation.order
        family_on[job.line] = family


def _campaigns(problem: Problem, plan: Plan) -> Found:
    """Yield where the campaigns are not the runs of one family that the operations make."""
    runs: list[list[Operation]] = []
    for operation in _by_line(problem, plan):
        if runs and (runs[-1][0].line, runs[-1][0].family) == (operation.line, operation.family):
            runs[-1].append(operation)
        else:
            runs.append([operation])
    if len(runs) != len(plan.campaigns):
        yield "wrong-campaigns", f"The plan names {len(plan.campaigns)} campaigns and has {len(runs)}.", ""
        return
    for number, (campaign, run) in enumerate(zip(plan.campaigns, runs, strict=True), start=1):
        if campaign != _campaign_of(problem, run):
            yield (
                "wrong-campaign",
                f"Campaign {number}, {campaign.family} on {campaign.line}, is another one.",
                str(number),
            )


def _campaign_of(problem: Problem, run: Sequence[Operation]) -> Campaign:
    """Return the campaign that these operations are."""
    line, family = problem.lines.ids.index(run[0].line), problem.families.index(run[0].family)
    minutes = sum(operation.work_minutes for operation in run)
    return Campaign(
        line=run[0].line,
        family=run[0].family,
        start=run[0].start,
        end=run[-1].end,
        orders=tuple(operation.order for operation in run),
        hours=round(Decimal(minutes) / 60, 2),
        is_short=minutes < int(problem.lines.min_campaign[line, family]),
    )


def _money(plan: Plan) -> Found:
    """Yield parts of the money that are not whole cents."""
    for part, money in asdict(plan.contribution).items():
        if money != round(money, 2):
            yield "no-whole-cents", f"The {part.replace('_', ' ')} of the plan is {money}, not in whole cents.", part


def _answers(snapshot: Snapshot, plan: Plan) -> Found:
    """Yield orders without one answer, and answers that differ from what the plan does."""
    answered = Counter(answer.order for answer in plan.answers)
    orders = {order.id: order for order in snapshot.orders}
    for order_id in orders:
        if answered[order_id] != 1:
            yield "not-one-answer", f"Order {order_id} has {answered[order_id]} answers, it needs one.", order_id
    operations = {operation.order: operation for operation in plan.operations}
    stock: dict[str, Decimal] = defaultdict(Decimal)
    for use in plan.stock_uses:
        stock[use.order] += use.quantity
    for answer in plan.answers:
        order = orders[answer.order]
        operation, from_stock = operations.get(order.id), stock.get(order.id, Decimal(0))
        for complaint in _complaints(plan, order, answer, operation, from_stock):
            yield "wrong-answer", f"The answer to order {order.id} {complaint}.", order.id


def _complaints(
    plan: Plan, order: Order, answer: Answer, operation: Operation | None, from_stock: Decimal
) -> Iterator[str]:
    is_planned = operation is not None or from_stock > 0
    if answer.customer != order.customer:
        yield "goes to another customer"
    if answer.kind is AnswerKind.ACCEPTED and not is_planned:
        yield "is a yes, but the plan does not make it"
    if answer.kind is AnswerKind.DECLINED and is_planned:
        yield "is a no, but the plan makes it"
    if answer.from_stock != from_stock:
        yield f"says that {answer.from_stock} come from stock, the plan takes {from_stock}"
    if operation is None:
        return
    if answer.line != operation.line:
        yield f"names line {answer.line or 'none'}, the plan uses {operation.line}"
    if answer.campaign not in {number for number, item in enumerate(plan.campaigns) if order.id in item.orders}:
        yield "names another campaign"
    if answer.delivery != _delivery(order, operation):
        yield "promises another delivery than the end of the work and the shipping give"


def _delivery(order: Order, operation: Operation) -> datetime:
    """Return when the customer has it: goods that are ready early wait, and reach the customer when wanted."""
    firm = order.status is OrderStatus.FIRM
    wanted = order.promised if firm and order.promised is not None else order.requested
    return max(wanted, operation.end + timedelta(minutes=ceil(order.ship_lead * 60)))
