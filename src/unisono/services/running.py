"""Do all of it: tiers, four ways of deciding, the checked plan with its answers, the agenda, and the slots."""

import time
from concurrent.futures import Executor
from datetime import datetime

from unisono.domain.company import Snapshot
from unisono.domain.comparison import Way
from unisono.domain.findings import Finding
from unisono.engines.planning.plan_checking import check_plan
from unisono.services.agenda import write_agenda
from unisono.services.deciding import Effort, decide_all_ways, go_on
from unisono.services.preparing import prepare
from unisono.services.runs import Run
from unisono.services.slots import review_slots
from unisono.services.stock.worth import survey_with_plan
from unisono.services.telling import Tell


def run_company(
    *,
    snapshot: Snapshot,
    findings: tuple[Finding, ...],
    now: datetime,
    effort: Effort,
    executor: Executor,
    tell: Tell,
) -> Run:
    """Return all that one run of the main job finds out about a company.

    The plan made together goes through the checker, which knows nothing of the search; what it complains about is among
    the findings of the run.

    Args:
        snapshot: the company's data, without errors.
        findings: what there is to say about the data.
        now: the moment to plan from.
        effort: how much to search.
        executor: where the chains run.
        tell: told of progress; may stop the run.

    Raises:
        PlanningInterrupted: `tell` said to stop before all was done.
    """
    began = time.perf_counter()
    tell("Segment the customers", 0.0)
    ground = prepare(snapshot=snapshot, now=now)
    go_on(tell)
    decided = decide_all_ways(ground=ground, effort=effort, executor=executor, tell=tell)
    plan = decided.comparison.plans[Way.TOGETHER]
    tell("Check the plan", 0.0)
    complaints = check_plan(snapshot, plan, ground.plannable)
    go_on(tell)
    agenda = write_agenda(ground=ground, plan=plan, executor=executor, tell=tell, seed=effort.seed)
    tell("Weigh the stock", 0.0)
    stock = survey_with_plan(ground=ground, plan=plan, seed=effort.seed)
    go_on(tell)
    tell("Look ahead", 0.0)
    segmentation = ground.segmentation
    slots_before = review_slots(snapshot=snapshot, now=now, segmentation=segmentation)
    slots = review_slots(snapshot=snapshot, now=now, segmentation=segmentation, plan=plan, outlook=slots_before.outlook)
    go_on(tell)
    return Run(
        snapshot=snapshot,
        findings=(*findings, *complaints),
        segmentation=ground.segmentation,
        comparison=decided.comparison,
        agenda=agenda,
        slots=slots,
        slots_before=slots_before,
        stock=stock,
        now=now,
        seconds=time.perf_counter() - began,
    )
