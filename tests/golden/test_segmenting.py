"""The florist's customers, worked out by hand; the same numbers stand in `docs/methods/segmenting.md`."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.florist import NOW, florist
from unisono.domain.company import Tier
from unisono.domain.segments import Cause, Segment, StepKind, TierBasis
from unisono.engines.segmenting.checking import check
from unisono.engines.segmenting.problem import problem_of
from unisono.services.segmenting import segment_customers

SEGMENTATION = segment_customers(snapshot=florist(), now=NOW)


def segment(customer: str) -> Segment:
    """Return the segment of one of the florist's customers."""
    return next(item for item in SEGMENTATION.segments if item.customer == customer)


def amounts(customer: str) -> dict[str, Decimal]:
    """Return the steps of a customer's waterfall that are not nothing."""
    return {str(step.kind): step.amount for step in segment(customer).steps if step.amount}


def test_the_waterfall_of_the_hotel() -> None:
    """1,800 flowers for 3,200, of material 1,400, a call of 13 minutes, 80 of packing, two drives: 1,724.25."""
    assert amounts("HOTEL") == {
        "revenue": Decimal(3200),
        "variable_cost": Decimal(-1400),
        "order_handling": Decimal("-9.75"),
        "picking": Decimal(-50),
        "freight": Decimal(-16),
    }
    assert segment("HOTEL").contribution == Decimal("1724.25")
    assert segment("HOTEL").cost_to_serve == Decimal("75.75")


def test_the_waterfall_of_the_church() -> None:
    """Twenty roses came back: 50 less revenue, 20 less material, and fetching and an apology as steps of their own."""
    assert amounts("CHURCH") == {
        "revenue": Decimal(540),
        "variable_cost": Decimal(-230),
        "returns": Decimal("-9.375"),
        "claims": Decimal(-55),
    }
    church = segment("CHURCH")
    assert church.contribution == Decimal("245.625")
    assert (church.returned, church.return_rows) == (Decimal(-50), (7,))


def test_the_waterfall_of_the_kiosk() -> None:
    """The kiosk calls long for few tulips: it costs 1.25 more than it brings."""
    assert segment("KIOSK").contribution == Decimal(140 - 100) - Decimal("17.25") - 24 == Decimal("-1.25")


def test_each_step_opens_down_to_its_rows() -> None:
    """The church's revenue comes from rows 3, 6 and 7 of sales, its claim from row 4 of services, 40 minutes."""
    steps = {step.kind: step for step in segment("CHURCH").steps}
    assert steps[StepKind.REVENUE].sales == steps[StepKind.VARIABLE_COST].sales == (3, 6, 7)
    assert steps[StepKind.CLAIMS].services == (4,)
    assert steps[StepKind.CLAIMS].minutes == Decimal(40)


def test_standings_in_the_two_periods() -> None:
    """The hotel's 924.25 in a hundred days are 3,373.51 a year; before it were 800, or 2,920 a year."""
    latest, earlier = segment("HOTEL").standings
    assert (latest.start, latest.end) == (date(2025, 11, 23), date(2026, 3, 3))
    assert (earlier.start, earlier.end) == (date(2025, 8, 15), date(2025, 11, 23))
    assert (latest.contribution, latest.yearly) == (Decimal("924.25"), Decimal("3373.5125"))
    assert (earlier.contribution, earlier.yearly) == (Decimal(800), Decimal(2920))


@pytest.mark.parametrize(
    ("customer", "tier", "basis", "why"),
    [
        (
            "HOTEL",
            Tier.GOLD,
            TierBasis.KEPT,
            (
                "In the 100 days to 2026-03-02 it contributed 3,374 EUR a year. That is less than gold asks for, "
                "but gold is left only below 3,200 EUR in two periods running."
            ),
        ),
        (
            "CHURCH",
            Tier.SILVER,
            TierBasis.ENTERED,
            "In the 100 days to 2026-03-02 it contributed 897 EUR a year; gold starts at 4,000 EUR.",
        ),
        (
            "KIOSK",
            Tier.STANDARD,
            TierBasis.LEFT,
            (
                "In the 100 days to 2026-03-02 it contributed -114 EUR a year, and in the period before it "
                "contributed 110 EUR a year: twice below 640 EUR, where silver is left."
            ),
        ),
        (
            "CLUB",
            Tier.STANDARD,
            TierBasis.SHORT_HISTORY,
            (
                "Nothing is recorded of it, and a tier needs 50 days of history: it starts as standard. "
                "The override to gold ended on 2026-02-28 and no longer counts."
            ),
        ),
        (
            "MUSEUM",
            Tier.SILVER,
            TierBasis.OVERRIDDEN,
            (
                "Set to silver by a person until 2026-03-02: opening in March. By its figures it would be standard. "
                "Nothing is recorded of it, and a tier needs 50 days of history: it keeps standard."
            ),
        ),
    ],
)
def test_tiers_and_their_reasons(customer: str, tier: Tier, basis: TierBasis, why: str) -> None:
    """Every customer is told its tier and why, in the company's own thresholds."""
    found = segment(customer)
    assert (found.tier, found.basis, found.why) == (tier, basis, why)
    assert SEGMENTATION.tiers[customer] is tier


def test_the_whale_curve() -> None:
    """Hotel and church make 1,969.875, the kiosk eats 1.25 of it: the peak is 100.06% of the total."""
    curve = SEGMENTATION.whale
    assert [point.customer for point in curve.points] == ["HOTEL", "CHURCH", "KIOSK"]
    assert [point.cumulative for point in curve.points] == [
        Decimal("1724.25"),
        Decimal("1969.875"),
        Decimal("1968.625"),
    ]
    assert (curve.total, curve.peak, curve.peak_customers) == (Decimal("1968.625"), Decimal("1969.875"), 2)
    assert curve.peak_percent == pytest.approx(Decimal("100.0635"), abs=Decimal("0.0001"))
    assert curve.points[-1].percent == Decimal(100)


def test_what_stands_apart() -> None:
    """Roses sold to nobody known, a sale before the periods and one of next Thursday are in nobody's contribution."""
    apart = {part.cause: (part.rows, part.contribution) for part in SEGMENTATION.unallocated}
    assert apart == {
        Cause.NO_CUSTOMER: (1, Decimal(50)),
        Cause.OLDER: (1, Decimal(10)),
        Cause.AFTER_NOW: (1, Decimal(20)),
    }


def test_unused_capacity_is_nobodys_cost() -> None:
    """Sales gave customers 76 minutes of 228.6 practical hours; the rest is shown at 45 an hour, spread on nobody."""
    sales, van = SEGMENTATION.capacities
    assert sales.rate_per_hour == Decimal(45)
    assert sales.used_hours == Decimal(76) / 60
    assert sales.supplied_hours == pytest.approx(Decimal(10) * Decimal("0.8") * 200 / 7)
    assert sales.unused_cost == pytest.approx((Decimal(1600) / 7 - Decimal(76) / 60) * 45)
    assert (van.used_hours, van.unused_hours) == (Decimal(95) / 60, None)


def test_money_for_an_hour_of_the_bottleneck() -> None:
    """The table is asked for half its hours; the church earns 58.95 for each hour on it, the hotel 73.90."""
    bottleneck = SEGMENTATION.bottleneck
    assert bottleneck is not None
    assert (bottleneck.line, bottleneck.open_hours) == ("table", Decimal(20))
    assert bottleneck.load == pytest.approx(Decimal("0.5"))
    assert segment("CHURCH").contribution_per_bottleneck_hour == pytest.approx(Decimal("58.95"))
    assert segment("HOTEL").contribution_per_bottleneck_hour == pytest.approx(Decimal("73.896"), abs=Decimal("0.001"))
    assert segment("CLUB").contribution_per_bottleneck_hour is None


def test_the_checker_finds_nothing() -> None:
    """The independent checker agrees with every number."""
    assert check(problem_of(florist(), now=NOW), SEGMENTATION) == ()


def test_what_people_are_told() -> None:
    """Left-out rows and an override that ended are findings, not silence."""
    assert {finding.code for finding in SEGMENTATION.findings} == {
        "rows-no-customer",
        "rows-older",
        "rows-after-now",
        "override-expired",
    }


def test_an_override_that_ended_is_not_kept_by_hysteresis() -> None:
    """The kiosk was silver only because a person said so until February: now its figures count, and at once."""
    snapshot = florist()
    kiosk = next(customer for customer in snapshot.customers if customer.id == "KIOSK")
    lucky = replace(kiosk, tier_override=Tier.SILVER, override_reason="new owner", override_until=date(2026, 2, 28))
    profits = tuple(replace(sale, net_amount=Decimal(300)) if sale.invoice == "3" else sale for sale in snapshot.sales)
    without = replace(snapshot, sales=profits)
    others = tuple(customer for customer in snapshot.customers if customer.id != "KIOSK")
    assert segment_customers(snapshot=without, now=NOW).tiers["KIOSK"] is Tier.SILVER
    ended = replace(without, customers=(*others, lucky))
    assert segment_customers(snapshot=ended, now=NOW).tiers["KIOSK"] is Tier.STANDARD
    assert check(problem_of(ended, now=NOW), segment_customers(snapshot=ended, now=NOW)) == ()


def test_the_documentation_tells_the_same_numbers() -> None:
    """The table of the worked example has these customers' steps, contributions and tiers."""
    page = (Path(__file__).parents[2] / "docs" / "methods" / "segmenting.md").read_text(encoding="utf-8")
    rows = [[cell.strip(" *") for cell in row.split("|")[1:-1]] for row in page.splitlines() if row.startswith("| ")]
    table = {row[0].replace(" ", "_"): row[1:] for row in rows if len(row) == 4}
    for column, customer in enumerate(("HOTEL", "CHURCH", "KIOSK")):
        told = {
            name: Decimal(cells[column].replace(",", "")) for name, cells in table.items() if _is_money(cells[column])
        }
        found = segment(customer)
        expected = amounts(customer) | {
            "contribution": found.contribution,
            "latest_period": found.standings[0].contribution,
            "a_year": found.standings[0].yearly.quantize(Decimal("0.01")),
            "period_before,_a_year": found.standings[1].yearly,
        }
        assert told == expected
        assert table["tier"][column] == found.tier


def _is_money(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").removeprefix("-").isdigit()
