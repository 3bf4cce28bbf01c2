"""What goes into a customer's segment, and what does not."""

from dataclasses import replace
from decimal import Decimal

from tests.florist import NOW, florist
from unisono.domain.company import Snapshot
from unisono.domain.segments import Segmentation
from unisono.engines.segmenting.problem import problem_of
from unisono.engines.segmenting.solving import solve


def solved(snapshot: Snapshot) -> Segmentation:
    """Return the segments of a florist."""
    return solve(problem_of(snapshot, now=NOW))


def test_a_price_correction_is_no_return() -> None:
    """An invoice line without quantity lowers the revenue; nothing came back."""
    snapshot = florist()
    correction = replace(snapshot.sales[4], quantity=Decimal(0), net_amount=Decimal(-30))
    (hotel,) = (
        segment
        for segment in solved(replace(snapshot, sales=(*snapshot.sales, correction))).segments
        if segment.customer == "HOTEL"
    )
    assert (hotel.revenue, hotel.returned, hotel.return_rows) == (Decimal(3170), Decimal(0), ())


def test_a_department_that_runs_lines_shows_no_unused_hours() -> None:
    """When the shop that binds bouquets also packs, its hours beyond packing are not unused: it binds."""
    snapshot = florist()
    activities = tuple(
        replace(activity, department="shop") if activity.id == "pack" else activity
        for activity in snapshot.policy.activities
    )
    packing = replace(snapshot, policy=replace(snapshot.policy, activities=activities))
    shop = next(item for item in solved(packing).capacities if item.department == "shop")
    assert (shop.used_hours, shop.supplied_hours, shop.unused_hours) == (Decimal(80) / 60, None, None)
    elsewhere = replace(packing, lines=(replace(packing.lines[0], department="van"),))
    shop = next(item for item in solved(elsewhere).capacities if item.department == "shop")
    assert shop.supplied_hours is not None


def test_a_service_for_nobody_stands_apart_too() -> None:
    """Packing without a customer is nobody's cost-to-serve, but the department gave its minutes."""
    snapshot = florist()
    nobody = replace(snapshot.services[1], customer="")
    segmentation = solved(replace(snapshot, services=(*snapshot.services, nobody)))
    (apart,) = (part for part in segmentation.unallocated if part.cause == "no_customer")
    assert (apart.rows, apart.contribution) == (2, Decimal(0))
    (van,) = (item for item in segmentation.capacities if item.department == "van")
    assert van.used_hours == Decimal(95 + 80) / 60
