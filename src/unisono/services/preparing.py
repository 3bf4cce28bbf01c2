"""What planning needs to know before it starts: tiers, service costs, rulings and the problem."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from unisono.domain.company import Snapshot
from unisono.domain.policy import Verdict
from unisono.domain.segments import Segmentation
from unisono.engines.planning.building import build_problem
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.ways import only
from unisono.engines.promising.desk import Book
from unisono.engines.ruling.reading import fields_of
from unisono.engines.ruling.rulebook import RuleBook, Ruling
from unisono.engines.segmenting.expecting import service_costs_of
from unisono.services.segmenting import segment_customers


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that is known before a plan is made.

    `problem` has every order of the book, `plannable` the same orders without those that a rule of no has declined
    (`rulings`, by order).
    """

    book: Book
    segmentation: Segmentation
    rulings: dict[str, Ruling]
    problem: Problem
    plannable: Problem


def prepare(*, snapshot: Snapshot, now: datetime) -> Ground:
    """Return the ground on which plans for a company are made.

    Args:
        snapshot: the company's data, without errors.
        now: the moment to plan from.
    """
    segmentation = segment_customers(snapshot=snapshot, now=now)
    tiers = {segment.customer: segment.tier for segment in segmentation.segments}
    costs = service_costs_of(snapshot, now=now)
    service_costs = costs.by_order
    book = Book(snapshot=snapshot, now=now, tiers=tiers, service_costs=service_costs, expect_service=costs.expect)
    rules = RuleBook.of(snapshot.policy.rules)
    rulings: dict[str, Ruling] = {}
    for order, fields in fields_of(snapshot, now=now, tiers=tiers, service_costs=service_costs).items():
        ruling = rules.verdict(fields)
        if ruling is not None and ruling.verdict is not Verdict.ALLOW:
            rulings[order] = ruling
    problem = build_problem(snapshot, now=now, tiers=tiers, service_costs=service_costs)
    allowed = np.array([order not in rulings for order in problem.orders.ids], np.bool_)
    return Ground(
        book=book, segmentation=segmentation, rulings=rulings, problem=problem, plannable=only(problem, allowed)
    )
