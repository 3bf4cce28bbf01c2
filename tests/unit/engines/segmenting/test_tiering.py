"""Quick to enter, slow to leave."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from unisono.domain.company import Tier
from unisono.domain.policy import Tiering, TierMeasure
from unisono.domain.segments import TierBasis
from unisono.engines.segmenting.periods import Periods
from unisono.engines.segmenting.tiering import judge, standings_of
from unisono.engines.segmenting.waterfall import Basin

RULES = Tiering(gold_from=Decimal(90), silver_from=Decimal(60), leave_share=Decimal("0.85"))
PERIODS = Periods(today=date(2026, 3, 2), days=182, minimum_days=90, first_day=date(2024, 1, 1))


def basin(latest: int | None, earlier: int | None = None) -> Basin:
    """Return a waterfall with these contributions in the two periods; None is a period without rows."""
    given = {period: Decimal(money) for period, money in enumerate((latest, earlier)) if money is not None}
    return Basin(by_period=defaultdict(Decimal, given))


@pytest.mark.parametrize(
    ("before", "figures", "tier", "basis"),
    [
        (None, [95, 0], Tier.GOLD, TierBasis.ENTERED),
        (None, [90, 0], Tier.GOLD, TierBasis.ENTERED),
        (None, [59, 99], Tier.STANDARD, TierBasis.HELD),
        (Tier.STANDARD, [60], Tier.SILVER, TierBasis.ENTERED),
        (Tier.SILVER, [92, 10], Tier.GOLD, TierBasis.ENTERED),
        (Tier.GOLD, [91, 10], Tier.GOLD, TierBasis.HELD),
        (Tier.GOLD, [77, 10], Tier.GOLD, TierBasis.KEPT),
        (Tier.GOLD, [10, 77], Tier.GOLD, TierBasis.KEPT),
        (Tier.GOLD, [10], Tier.GOLD, TierBasis.KEPT),
        (Tier.GOLD, ["76.5", "76.5"], Tier.GOLD, TierBasis.KEPT),
        (Tier.GOLD, [76, 76], Tier.SILVER, TierBasis.LEFT),
        (Tier.GOLD, [52, 50], Tier.SILVER, TierBasis.LEFT),
        (Tier.GOLD, [50, 50], Tier.STANDARD, TierBasis.LEFT),
        (Tier.SILVER, [50, 52], Tier.SILVER, TierBasis.KEPT),
        (Tier.SILVER, [50, 50], Tier.STANDARD, TierBasis.LEFT),
    ],
)
def test_hysteresis(before: Tier | None, figures: list[int | str], tier: Tier, basis: TierBasis) -> None:
    """Gold from 90 is left below 76.5, silver from 60 below 51, each only after two periods running."""
    judged = judge(RULES, before=before, measures=[Decimal(figure) for figure in figures])
    assert (judged.tier, judged.basis) == (tier, basis)


def test_the_percentile_is_the_share_of_customers_below() -> None:
    """Of four customers with enough history the best is above three quarters; equal ones stand equal."""
    basins = {"A": basin(400), "B": basin(300), "C": basin(300), "D": basin(100), "NEW": basin(900)}
    standings = standings_of(basins, ["A", "B", "C", "D"], PERIODS)
    shares = {customer: standing[0].percentile for customer, standing in standings.items()}
    assert shares == {"A": 75, "B": 25, "C": 25, "D": 0, "NEW": 100}


def test_who_bought_nothing_pushes_nobody_up() -> None:
    """A customer without a row in the period is not counted, and stands at nought itself."""
    standings = standings_of({"A": basin(400), "B": basin(300), "ASLEEP": basin(None, 800)}, "AB", PERIODS)
    assert standings["A"][0].percentile == Decimal(50)
    assert standings["ASLEEP"][0].percentile == Decimal(0)
    counted = standings_of(
        {"A": basin(400), "B": basin(300), "ASLEEP": basin(None, 800)}, ["A", "B", "ASLEEP"], PERIODS
    )
    assert counted["A"][0].percentile == Decimal(50)


def test_who_earns_the_company_nothing_is_above_nobody() -> None:
    """In a company where all lose money, nobody becomes gold by losing least."""
    standings = standings_of({"A": basin(-1), "B": basin(-50), "C": basin(0)}, "ABC", PERIODS)
    assert [standings[customer][0].percentile for customer in "ABC"] == [0, 0, 0]


def test_a_year_is_scaled_from_the_days_that_the_data_cover() -> None:
    """910 in a period of which the data cover 91 days are 3,650 a year."""
    young = Periods(today=date(2026, 3, 2), days=182, minimum_days=90, first_day=date(2025, 12, 2))
    (standing,) = standings_of({"A": basin(910)}, ["A"], young)["A"]
    assert standing.yearly == Decimal(3650)


def test_an_unknown_period_is_nobodys_bad_period() -> None:
    """Where the data do not reach back to the period before, there is one standing only."""
    known = Periods(today=date(2026, 3, 2), days=182, minimum_days=90, first_day=date(2025, 6, 4))
    assert [len(standings_of({"A": basin(1, 1)}, ["A"], periods)["A"]) for periods in (PERIODS, known)] == [2, 2]
    unknown = Periods(today=date(2026, 3, 2), days=182, minimum_days=90, first_day=date(2025, 6, 5))
    assert len(standings_of({"A": basin(1, 1)}, ["A"], unknown)["A"]) == 1


def test_thresholds_in_money() -> None:
    """With thresholds of value the figure is money a year."""
    rules = Tiering(measure=TierMeasure.VALUE, gold_from=Decimal(100_000), silver_from=Decimal(20_000))
    assert judge(rules, before=None, measures=[Decimal(100_000)]).tier is Tier.GOLD
    assert judge(rules, before=None, measures=[Decimal("99999.99")]).tier is Tier.SILVER
