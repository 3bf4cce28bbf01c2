"""Segmenting customers as users do it."""

from tests.companies import bakery
from unisono.domain.company import Tier
from unisono.domain.segments import StepKind, TierBasis
from unisono.services.segmenting import segment_customers


def test_the_bakerys_customers() -> None:
    """The hotel keeps gold, the clinic is silver by decision, and each waterfall has all its steps."""
    snapshot = bakery()
    segmentation = segment_customers(snapshot=snapshot, now=snapshot.company.as_of)
    assert segmentation.tiers == {
        "HOTEL": Tier.GOLD,
        "SCHOOL": Tier.SILVER,
        "CORNER": Tier.STANDARD,
        "CLINIC": Tier.SILVER,
    }
    bases = {segment.customer: segment.basis for segment in segmentation.segments}
    assert bases["CLINIC"] is TierBasis.OVERRIDDEN
    assert all([step.kind for step in segment.steps] == list(StepKind) for segment in segmentation.segments)
    assert segmentation.currency == "EUR"
