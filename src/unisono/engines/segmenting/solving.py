"""From a company's past to its segments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from unisono.domain.company import Customer, Tier
from unisono.domain.segments import Segment, Segmentation, Standing, TierBasis, Unallocated
from unisono.engines.segmenting.capacities import capacities_of
from unisono.engines.segmenting.notes import notes_on
from unisono.engines.segmenting.periods import PERIODS, Periods
from unisono.engines.segmenting.problem import Problem
from unisono.engines.segmenting.reasons import Reasons, why_not_overridden, why_overridden
from unisono.engines.segmenting.tiering import Judged, judge, measure, standings_of
from unisono.engines.segmenting.waterfall import Gathered, gather
from unisono.engines.segmenting.whale import whale_curve


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What is known of all customers when one is put into its segment."""

    problem: Problem
    gathered: Gathered
    standings: Mapping[str, tuple[Standing, ...]]

    def history_days(self, customer: str) -> int | None:
        first = self.gathered.first_seen.get(customer)
        return None if first is None else (self.problem.today - first).days

    def is_judged(self, customer: str) -> bool:
        days = self.history_days(customer)
        return days is not None and days >= self.problem.tiering.minimum_history_days


def solve(problem: Problem) -> Segmentation:
    """Return every customer's tier and waterfall, the whale curve, and what is shown apart.

    There is nothing to search and no chance in it: the same rows in any order give the same segments.

    Args:
        problem: a company's past and the rules of its tiers.
    """
    periods = Periods.of(problem)
    gathered = gather(problem, periods)
    past = _Past(problem=problem, gathered=gathered, standings={})
    counted = [item.id for item in problem.customers if past.is_judged(item.id)]
    past = _Past(problem=problem, gathered=gathered, standings=standings_of(gathered.customers, counted, periods))
    segments = sorted(
        (_segment(past, customer) for customer in problem.customers),
        key=lambda segment: (-segment.contribution, segment.customer),
    )
    whale = whale_curve({segment.customer: segment.contribution for segment in segments if segment.has_rows})
    unallocated = tuple(
        Unallocated(cause=cause, steps=basin.steps())
        for cause, basin in gathered.apart.items()
        if basin.sales or basin.services
    )
    capacities = capacities_of(problem, periods, gathered.minutes)
    return Segmentation(
        start=periods.start(PERIODS - 1),
        end=periods.end(0),
        currency=problem.currency,
        segments=tuple(segments),
        whale=whale,
        unallocated=unallocated,
        capacities=capacities,
        bottleneck=problem.bottleneck,
        findings=tuple(notes_on(problem, whale=whale, unallocated=unallocated, capacities=capacities)),
    )


def _segment(past: _Past, customer: Customer) -> Segment:
    basin, standings = past.gathered.customers[customer.id], past.standings[customer.id]
    judged = _judged(past, customer)
    overridden = is_overridden(past.problem, customer)
    return Segment(
        customer=customer.id,
        name=customer.name,
        tier=customer.tier_override if overridden and customer.tier_override else judged.tier,
        tier_before=customer.tier,
        basis=TierBasis.OVERRIDDEN if overridden else judged.basis,
        why=" ".join(_whys(past, customer, judged)),
        steps=basin.steps(),
        standings=standings,
        history_days=past.history_days(customer.id),
        returned=basin.returned,
        return_rows=tuple(basin.return_rows),
        bottleneck_hours=basin.bottleneck_hours if past.problem.bottleneck else None,
    )


def is_overridden(problem: Problem, customer: Customer) -> bool:
    """Return whether an override of the customer's tier counts today; its last day is included."""
    return (
        customer.tier_override is not None
        and customer.override_until is not None
        and problem.today <= customer.override_until
    )


def claim_of(problem: Problem, customer: Customer) -> Tier | None:
    """Return the published tier that hysteresis may keep: none that the customer had by an override that has ended."""
    ended = customer.tier_override is not None and not is_overridden(problem, customer)
    return None if ended and customer.tier is customer.tier_override else customer.tier


def _judged(past: _Past, customer: Customer) -> Judged:
    claim = claim_of(past.problem, customer)
    if not past.is_judged(customer.id):
        return Judged(tier=claim or Tier.STANDARD, basis=TierBasis.SHORT_HISTORY)
    tiering = past.problem.tiering
    measures = [measure(tiering, standing) for standing in past.standings[customer.id]]
    return judge(tiering, before=claim, measures=measures)


def _whys(past: _Past, customer: Customer, judged: Judged) -> Iterator[str]:
    reasons = Reasons(tiering=past.problem.tiering, currency=past.problem.currency)
    if is_overridden(past.problem, customer):
        yield why_overridden(customer, judged.tier)
    if judged.basis is TierBasis.SHORT_HISTORY:
        yield reasons.short_history(
            days=past.history_days(customer.id), tier=judged.tier, before=claim_of(past.problem, customer)
        )
    else:
        yield reasons.by_figures(judged, past.standings[customer.id])
    if customer.tier_override is not None and not is_overridden(past.problem, customer):
        yield why_not_overridden(customer)
