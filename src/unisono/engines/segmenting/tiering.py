"""Tiers with hysteresis: quick to enter, slow to leave."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from unisono.domain.company import Tier
from unisono.domain.policy import Tiering, TierMeasure
from unisono.domain.segments import Standing, TierBasis
from unisono.engines.segmenting.periods import PERIODS, Periods
from unisono.engines.segmenting.waterfall import Basin

YEAR = Decimal(365)
RANK = {Tier.STANDARD: 0, Tier.SILVER: 1, Tier.GOLD: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The tier by figures, and whether it was entered, held, kept by hysteresis, or reached by leaving a higher one."""

    tier: Tier
    basis: TierBasis


def threshold(tiering: Tiering, tier: Tier) -> Decimal:
    """Return what a customer must reach to enter a tier: money a year or a percentile; nothing for standard."""
    return {Tier.GOLD: tiering.gold_from, Tier.SILVER: tiering.silver_from, Tier.STANDARD: Decimal(0)}[tier]


def measure(tiering: Tiering, standing: Standing) -> Decimal:
    """Return the figure of a standing that the thresholds speak of."""
    return standing.yearly if tiering.measure is TierMeasure.VALUE else standing.percentile


def judge(tiering: Tiering, *, before: Tier | None, measures: Sequence[Decimal]) -> Judged:
    """Return the tier that a customer's figures give.

    A tier T with threshold X is held if the latest period reaches X, or if the customer had T or better before and is
    not below leave_share x X in the two periods running; where the earlier period is not known nobody is below in it.
    The tier is the best that is held.

    Args:
        tiering: thresholds and leave share.
        before: the tier last published, None for a customer who had none.
        measures: the figure of the latest period and, where it is known, of the one before.

    >>> from unisono.domain.policy import Tiering
    >>> rules = Tiering(gold_from=Decimal(90), silver_from=Decimal(60))
    >>> judge(rules, before=Tier.GOLD, measures=[Decimal(70), Decimal(80)]).tier.value
    'gold'
    >>> judge(rules, before=Tier.GOLD, measures=[Decimal(70), Decimal(75)]).tier.value
    'silver'
    """
    earned = next((tier for tier in (Tier.GOLD, Tier.SILVER) if measures[0] >= threshold(tiering, tier)), Tier.STANDARD)
    kept = next(
        (
            tier
            for tier in (Tier.GOLD, Tier.SILVER)
            if before is not None and RANK[before] >= RANK[tier] and not _is_left(tiering, tier, measures)
        ),
        Tier.STANDARD,
    )
    tier = max(earned, kept, key=RANK.__getitem__)
    change = RANK[tier] - RANK[before or Tier.STANDARD]
    if change:
        return Judged(tier=tier, basis=TierBasis.ENTERED if change > 0 else TierBasis.LEFT)
    return Judged(tier=tier, basis=TierBasis.HELD if tier is earned else TierBasis.KEPT)


def leave_limit(tiering: Tiering, tier: Tier) -> Decimal:
    """Return the figure below which a tier is left after two periods running."""
    return tiering.leave_share * threshold(tiering, tier)


def standings_of(
    basins: Mapping[str, Basin], counted: Iterable[str], periods: Periods
) -> dict[str, tuple[Standing, ...]]:
    """Return each customer's standing in the latest period and, where the data know it, in the one before.

    Args:
        basins: the waterfall of each customer.
        counted: customers with enough history; the percentiles are shares of those of them with a row in the period.
        periods: the two periods.
    """
    known = [period for period in range(PERIODS) if period == 0 or periods.is_known(period)]
    counted = tuple(counted)
    ranked = {
        period: sorted(
            basins[customer].by_period[period] for customer in counted if period in basins[customer].by_period
        )
        for period in known
    }
    return {
        customer: tuple(
            _standing(basin.by_period.get(period, Decimal(0)), ranked[period], period, periods) for period in known
        )
        for customer, basin in basins.items()
    }


def _standing(contribution: Decimal, ranked: Sequence[Decimal], period: int, periods: Periods) -> Standing:
    below = bisect_left(ranked, contribution) if contribution > 0 else 0
    covered = periods.covered_days(period)
    return Standing(
        start=periods.start(period),
        end=periods.end(period),
        contribution=contribution,
        yearly=contribution * YEAR / covered if covered else Decimal(0),
        percentile=Decimal(100 * below) / len(ranked) if ranked else Decimal(0),
    )


def _is_left(tiering: Tiering, tier: Tier, measures: Sequence[Decimal]) -> bool:
    limit = leave_limit(tiering, tier)
    return len(measures) == PERIODS and all(figure < limit for figure in measures)
