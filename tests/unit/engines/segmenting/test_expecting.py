"""What it will cost to serve an open order."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.florist import NOW, TODAY, florist
from unisono.domain.company import Sale, Service, Snapshot
from unisono.domain.findings import Severity
from unisono.engines.segmenting.expecting import service_costs_of


def with_past(lines: int, *, services: tuple[Service, ...] = (), customer: str = "HOTEL") -> Snapshot:
    """Return a florist whose past is so many lines of 100 roses for one customer, and some services."""
    sales = tuple(
        Sale(
            date=TODAY - timedelta(days=10 + line),
            invoice=str(line),
            customer=customer,
            product="rose",
            quantity=Decimal(100),
            net_amount=Decimal(200),
        )
        for line in range(lines)
    )
    return replace(florist(), sales=sales, services=services)


def service(activity: str, count: int, *, customer: str = "HOTEL", day: date = TODAY) -> Service:
    """Return something done."""
    return Service(date=day, customer=customer, activity=activity, count=Decimal(count))


def test_handling_by_line_and_freight_by_unit() -> None:
    """Ten lines of 100 roses: 38 minutes of calls (28.50), 80 of packing (50), ten drives (80).

    A line costs 7.85, a rose 0.08 of freight: 600 roses are expected to cost 55.85.
    """
    services = (service("call", 16), service("call", 0), service("pack", 20), service("drive", 10))
    past = with_past(10, services=services)
    assert service_costs_of(past, now=NOW).by_order == {"T-1": Decimal("55.85")}


def test_only_what_the_order_causes_is_expected() -> None:
    """Returns, claims and the like are of the past; the plan charges what it causes itself."""
    services = (service("drive", 10), service("fetch", 50), service("apology", 9))
    assert service_costs_of(with_past(10, services=services), now=NOW).by_order["T-1"] == Decimal(48)


def test_few_lines_say_too_little() -> None:
    """With four lines of its own the hotel is expected to cost what all customers together did."""
    own = with_past(4, services=(service("drive", 40),))
    church = with_past(16, customer="CHURCH")
    both = replace(own, sales=(*own.sales, *church.sales))
    assert service_costs_of(both, now=NOW).by_order["T-1"] == Decimal(600) * 320 / 2000
    enough = with_past(5, services=(service("drive", 40),))
    both = replace(enough, sales=(*enough.sales, *church.sales))
    assert service_costs_of(both, now=NOW).by_order["T-1"] == Decimal(600) * 320 / 500


def test_another_unit_is_expected_by_line() -> None:
    """Who bought stems and now asks for buckets is expected to cost freight by line, not by stem."""
    past = with_past(10, services=(service("drive", 10),))
    buckets = replace(past.products[0], id="bucket", unit="bucket")
    order = replace(past.orders[0], product="bucket")
    asked = replace(past, products=(*past.products, buckets), orders=(order,))
    assert service_costs_of(asked, now=NOW).by_order["T-1"] == Decimal(8)


def test_returns_are_no_deliveries() -> None:
    """A line of negative quantity makes no other line cheaper."""
    past = with_past(10, services=(service("drive", 10),))
    returned = replace(past.sales[0], quantity=Decimal(-100))
    assert service_costs_of(replace(past, sales=(*past.sales, returned)), now=NOW) == service_costs_of(past, now=NOW)


def test_old_and_future_rows_do_not_count() -> None:
    """Only the two periods before now are looked at."""
    past = with_past(10, services=(service("drive", 10),))
    other = (
        service("drive", 999, day=TODAY - timedelta(days=200)),
        service("drive", 999, day=TODAY + timedelta(days=1)),
    )
    assert service_costs_of(replace(past, services=(*past.services, *other)), now=NOW) == service_costs_of(
        past, now=NOW
    )


def test_without_history_it_is_nothing_and_said() -> None:
    """A company without services plans as if they were free, and is told so."""
    costs = service_costs_of(with_past(10), now=NOW)
    assert costs.by_order == {"T-1": Decimal(0)}
    (finding,) = costs.findings
    assert (finding.code, finding.severity) == ("no-service-history", Severity.NOTE)
    assert service_costs_of(with_past(0, services=(service("drive", 1),)), now=NOW).findings
