"""One sentence or two for each customer: why it has its tier."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from unisono.domain.company import Customer, Tier
from unisono.domain.policy import Tiering, TierMeasure
from unisono.domain.segments import Standing, TierBasis
from unisono.engines.segmenting.tiering import Judged, leave_limit, measure, threshold

ABOVE = {Tier.STANDARD: Tier.SILVER, Tier.SILVER: Tier.GOLD, Tier.GOLD: Tier.GOLD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Speaks of tiers in the company's own thresholds and currency."""

    tiering: Tiering
    currency: str

    def by_figures(self, judged: Judged, standings: tuple[Standing, ...]) -> str:
        """Return why a customer's figures give its tier."""
        latest = measure(self.tiering, standings[0])
        last_day = standings[0].end - timedelta(days=1)
        told = f"In the {self.tiering.period_days} days to {last_day} it {self._contributed(latest)}"
        match judged.basis:
            case TierBasis.KEPT:
                return f"{told}. That is less than {judged.tier} asks for, but {self._kept(judged.tier, standings)}."
            case TierBasis.LEFT:
                left = ABOVE[judged.tier]
                earlier = self._contributed(measure(self.tiering, standings[1]))
                limit = self._figure(leave_limit(self.tiering, left))
                return f"{told}, and in the period before it {earlier}: twice below {limit}, where {left} is left."
            case _:
                near = ABOVE[judged.tier]
                return f"{told}; {near} starts at {self._figure(threshold(self.tiering, near))}."

    def short_history(self, *, days: int | None, tier: Tier, before: Tier | None) -> str:
        """Return why a customer has its tier who was first seen some days ago, or never."""
        seen = "Nothing is recorded of it" if days is None else f"It was first seen {days} days ago"
        kept = f"it keeps {tier}" if before is not None else f"it starts as {tier}"
        return f"{seen}, and a tier needs {self.tiering.minimum_history_days} days of history: {kept}."

    def _kept(self, tier: Tier, standings: tuple[Standing, ...]) -> str:
        limit = leave_limit(self.tiering, tier)
        rule = f"{tier} is left only below {self._figure(limit)} in two periods running"
        if measure(self.tiering, standings[0]) >= limit:
            return rule
        if len(standings) == 1:
            return f"{rule}, and the data do not reach back to the period before"
        return f"{rule}, and in the period before it {self._contributed(measure(self.tiering, standings[1]))}"

    def _contributed(self, figure: Decimal) -> str:
        if self.tiering.measure is TierMeasure.VALUE:
            return f"contributed {self._figure(figure)} a year"
        return f"contributed more than {self._figure(figure)} of the customers"

    def _figure(self, figure: Decimal) -> str:
        if self.tiering.measure is TierMeasure.VALUE:
            return f"{figure:,.0f} {self.currency}"
        return f"{figure:.1f}".removesuffix(".0") + "%"


def why_overridden(customer: Customer, by_figures: Tier) -> str:
    """Return why an override counts, and what the figures alone would give."""
    return (
        f"Set to {customer.tier_override} by a person until {customer.override_until}: {customer.override_reason}. "
        f"By its figures it would be {by_figures}."
    )


def why_not_overridden(customer: Customer) -> str:
    """Return why an override of the past no longer counts."""
    return f"The override to {customer.tier_override} ended on {customer.override_until} and no longer counts."
