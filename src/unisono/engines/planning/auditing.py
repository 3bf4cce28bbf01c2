"""Whether the money that a solution claims is right: every part of it counted again, in plain Python."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from unisono.engines.planning.clocking import Hours
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.solution import Job, Solution, Worth

MONEY_TOLERANCE = 0.01
RELATIVE_TOLERANCE = 1e-9

Found = Iterator[tuple[str, str, str]]


def audit(problem: Problem, solution: Solution) -> Found:
    """Yield every part of the worth that is not what the jobs and the stock cost: code, message, and its name."""
    counted, claimed = asdict(count(problem, solution)), asdict(solution.worth)
    for part, money in counted.items():
        # Said with `not` so that a claim that is no number is a finding as well.
        if not abs(claimed[part] - money) <= MONEY_TOLERANCE + RELATIVE_TOLERANCE * abs(money):
            words = part.replace("_", " ")
            yield "wrong-money", f"The plan says {words} is {claimed[part]:.2f}, counted again it is {money:.2f}.", part


def count(problem: Problem, solution: Solution) -> Worth:
    """Return the worth of the jobs and the stock as they stand in the solution."""
    bill: dict[str, float] = defaultdict(float, overtime_cost=problem.overtime_cost)
    for order in {job.order for job in solution.jobs} | {take.order for take in solution.takes}:
        bill["revenue"] += problem.orders.revenue[order]
        bill["service_cost"] += problem.orders.service_cost[order]
    for take in solution.takes:
        bill["variable_cost"] += take.quantity * problem.orders.stock_cost[take.order]
    for job in solution.jobs:
        bill["variable_cost"] += job.made * problem.lines.unit_cost[job.order, job.line]
        _charge_times(problem, job, bill)
    for line in range(len(problem.lines.ids)):
        hours = Hours.of(problem, line)
        for campaign in _campaigns(problem, solution, line):
            _charge_campaign(problem, hours, campaign, bill)
    bill["extra_room_cost"] = _extra_room(problem, solution)
    return Worth(**{part: float(money) for part, money in bill.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Campaign:
    """Jobs of one family on one line with nothing of another family between them, and the family before."""

    line: int
    before: int
    family: int
    jobs: list[Job]


def _charge_times(problem: Problem, job: Job, bill: dict[str, float]) -> None:
    """Charge what a job costs for being late or early, and for ending later than the plan in force says."""
    orders, order = problem.orders, job.order
    minutes = job.end - int(orders.due[order])
    if minutes > 0:
        bill["lateness_cost"] += orders.late_cost[order] * minutes
    else:
        bill["holding_cost"] -= orders.holding_cost[order] * job.made * minutes
    if job.end > orders.keep_by[order]:
        bill["moving_cost"] += orders.moving_cost[order]


def _campaigns(problem: Problem, solution: Solution, line: int) -> list[_Campaign]:
    """Return the campaigns of a line in the order of their starts."""
    campaigns: list[_Campaign] = []
    family_on = int(problem.lines.initial[line])
    for job in sorted((job for job in solution.jobs if job.line == line), key=lambda job: job.start):
        family = int(problem.orders.family[job.order])
        if campaigns and family == family_on:
            campaigns[-1].jobs.append(job)
        else:
            campaigns.append(_Campaign(line=line, before=family_on, family=family, jobs=[job]))
        family_on = family
    return campaigns


def _charge_campaign(problem: Problem, hours: Hours, campaign: _Campaign, bill: dict[str, float]) -> None:
    """Charge the changeovers of a campaign, mostly one, and the policy's charge if it is short."""
    lines, family = problem.lines, campaign.family
    before = campaign.before
    for job in campaign.jobs:
        place = (campaign.line, before, family)
        bill["changeover_cost"] += lines.changeover_cost[place]
        bill["scrap_cost"] += lines.changeover_scrap[place] * problem.orders.scrap_cost[job.order]
        before = family
    worked = sum(hours.minutes(job.order, job.start, job.end) for job in campaign.jobs)
    if worked < lines.min_campaign[campaign.line, family]:
        bill["short_campaign_cost"] += problem.short_campaign_charge


def _extra_room(problem: Problem, solution: Solution) -> float:
    """Return the price of the room that goods take beyond the warehouse's, night by night."""
    room_at: dict[int, float] = defaultdict(float)
    nights = [int(night) for night in problem.warehouse.nights]
    for job in solution.jobs:
        room = job.made * float(problem.orders.room[job.order])
        for night in nights:
            if job.end <= night < problem.orders.due[job.order]:
                room_at[night] += room
    beyond = [room - problem.warehouse.limit for room in room_at.values() if room > problem.warehouse.limit]
    return sum(beyond) * problem.warehouse.price
