"""Room that goods take while they wait."""

from dataclasses import replace
from decimal import Decimal

from tests.companies import bakery, local
from tests.runs import bakery_run
from unisono.analytics.room import leaves_at, room_by_night
from unisono.domain.comparison import Way
from unisono.domain.plans import Operation


def test_bread_takes_room_from_the_night_after_it_is_made_until_it_leaves() -> None:
    """320 kg made on Monday noon and due on Wednesday at 22:00 take room at two midnights."""
    plan = replace(
        bakery_run().plan,
        operations=(
            Operation(
                order="B-1",
                line="stone-oven",
                family="rye",
                quantity=Decimal(320),
                changeover_start=local("2026-03-02T06:00"),
                changeover_minutes=0,
                start=local("2026-03-02T06:00"),
                end=local("2026-03-02T14:00"),
                work_minutes=480,
            ),
        ),
    )
    nights = room_by_night(bakery(), plan)
    assert [night.room for night in nights] == [320, 320, 0, 0, 0, 0, 0]
    assert nights[0].at == local("2026-03-03T00:00")
    assert nights[-1].at == local("2026-03-09T00:00")


def test_work_that_ends_late_takes_no_room() -> None:
    """What is finished after it should have left goes straight to the van."""
    plan = bakery_run().plan
    late = replace(plan.operations[0], end=local("2026-03-08T10:00"))
    assert {night.room for night in room_by_night(bakery(), replace(plan, operations=(late,)))} == {0}


def test_the_planner_and_the_report_count_room_alike() -> None:
    """In every way of deciding the extra room paid for is what the nights over the limit cost."""
    run = bakery_run()
    company = run.snapshot.company
    limit = company.warehouse_room or Decimal(0)
    for way in Way:
        over = sum(
            max(Decimal(0), night.room - limit) for night in room_by_night(run.snapshot, run.comparison.plans[way])
        )
        assert run.comparison.plans[way].contribution.extra_room_cost == over * company.extra_room_price


def test_a_firm_order_leaves_by_its_promise_and_an_inquiry_by_its_wish() -> None:
    """Both leave early enough to be shipped."""
    firm, inquiry = bakery().orders[0], bakery().orders[2]
    assert leaves_at(replace(firm, promised=local("2026-03-07T00:00"))) == local("2026-03-06T22:00")
    assert leaves_at(inquiry) == local("2026-03-06T22:00")
