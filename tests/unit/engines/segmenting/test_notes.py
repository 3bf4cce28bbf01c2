"""What people must know to read a segmentation rightly."""

from dataclasses import replace
from decimal import Decimal

from tests.florist import NOW, florist
from unisono.domain.company import Snapshot
from unisono.domain.findings import Finding, Severity
from unisono.engines.segmenting.problem import problem_of
from unisono.engines.segmenting.solving import solve


def notes(snapshot: Snapshot) -> dict[str, Finding]:
    """Return the findings of a segmentation by code."""
    return {finding.code: finding for finding in solve(problem_of(snapshot, now=NOW)).findings}


def test_rows_without_customer_are_told_with_their_money() -> None:
    """Who reads the customers' contributions learns what is not in them."""
    finding = notes(florist())["rows-no-customer"]
    assert finding.severity is Severity.NOTE
    assert finding.message.startswith("Rows without customer: 1, with 50.00 EUR.")


def test_rows_of_the_future_are_a_warning() -> None:
    """An invoice dated after today is more likely a mistake than a sale."""
    finding = notes(florist())["rows-after-now"]
    assert (finding.severity, finding.remedy) == (Severity.WARNING, "Check their dates.")


def test_an_override_that_ended() -> None:
    """The club's override is over; whoever set it should remove it or decide anew."""
    finding = notes(florist())["override-expired"]
    assert finding.message == "The override of Rowing Club (CLUB) ended on 2026-02-28 and no longer counts."


def test_a_department_that_gave_more_than_it_has() -> None:
    """With 1.2 minutes of Sales a week, 76 minutes in 200 days are more than there practically was."""
    snapshot = florist()
    sales, *others = snapshot.company.departments
    tiny = replace(sales, hours_per_week=Decimal("0.02"))
    company = replace(snapshot.company, departments=(tiny, *others))
    finding = notes(replace(snapshot, company=company))["more-than-practical-capacity"]
    assert finding.severity is Severity.WARNING
    assert "Sales gave customers 1 hours, more than the 0" in finding.message


def test_a_company_without_a_past() -> None:
    """Without sales and services every customer keeps its tier, and is told so."""
    segmentation = solve(problem_of(replace(florist(), sales=(), services=()), now=NOW))
    assert {finding.code for finding in segmentation.findings} == {"no-past", "override-expired"}
    assert segmentation.tiers["HOTEL"] == "gold"
    assert segmentation.whale.points == ()


def test_a_company_that_earns_nothing() -> None:
    """Where customers together contribute a loss, the curve is in money and the reader is warned."""
    snapshot = florist()
    gifts = tuple(replace(sale, net_amount=Decimal(0)) for sale in snapshot.sales if sale.quantity > 0)
    finding = notes(replace(snapshot, sales=gifts))["no-profit"]
    assert "EUR: the whale curve is shown in money." in finding.message


def test_a_company_without_orders() -> None:
    """Without a bottleneck there is no money for an hour of it."""
    assert notes(replace(florist(), orders=()))["no-bottleneck"].severity is Severity.NOTE
