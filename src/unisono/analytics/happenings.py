"""What happened that a person would tell of: the facts that explain a week's figures."""

import ibis

from unisono.analytics.fact_table import FACTS
from unisono.analytics.kpis.cases import week_of
from unisono.domain.acts.commitments import DisputeSettled, HandoverDisputed, Promised, Revoked, SlipNotified
from unisono.domain.acts.plans import Decided, DecisionRequested, FrozenWorkMoved, PlanPublished
from unisono.domain.acts.work import LineStopped

TELLING = (HandoverDisputed, DisputeSettled, Revoked, PlanPublished, FrozenWorkMoved, DecisionRequested, Decided)
LONG_STOP_MINUTES = 120.0
"""A line that stands still for less is not told of."""

COLUMNS = (
    "position",
    "happened_at",
    "started_at",
    "kind",
    "actor_party",
    "commitment",
    "subject",
    "line",
    "minutes",
    "reason",
    "owner",
    "decision",
    "decider",
    "is_overstep",
    "is_yes",
    "due",
    "planned",
    "delivered",
    "received",
    "quantity",
)


def happenings() -> ibis.Table:
    """Return the facts that explain figures: breakdowns, disputes, overrides, oversteps, decisions, plans.

    A promise is one of them where somebody gave a reason to promise a time before the one that the plan told.
    """
    is_telling = FACTS.kind.isin([kind.__name__ for kind in TELLING])
    is_breakdown = (FACTS.kind == LineStopped.__name__) & (FACTS.minutes >= LONG_STOP_MINUTES)
    is_override = (FACTS.kind == Promised.__name__) & (FACTS.due < FACTS.planned) & FACTS.reason.notnull()
    return FACTS.filter(is_telling | is_breakdown | is_override).select(*COLUMNS).order_by("position")


def warnings() -> ibis.Table:
    """Return how often each party told of a delay for each reason: `week`, `party`, `reason`, `n`."""
    told = FACTS.filter((FACTS.kind == SlipNotified.__name__) & FACTS.reason.notnull())
    told = told.select(week=week_of(told.happened_at), party=told.actor_party, reason=told.reason)
    return told.group_by(["week", "party", "reason"]).agg(n=told.count())
