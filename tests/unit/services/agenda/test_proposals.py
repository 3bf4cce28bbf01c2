"""What could be done about an order at the Thorn Bakery, before anybody replans."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

from tests.companies import local
from tests.weeks import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, firm, planned, rye, week
from unisono.domain.changes import OrderDeclined, OrderForced, OrderSplit, OvertimeOpened, SlotOpened
from unisono.domain.company import Order, Slot, Snapshot, Stock, StockKind, Tier
from unisono.domain.policy import OptionKind
from unisono.engines.planning.shortfalls import shortfalls_of
from unisono.services.agenda.proposals import Proposal, proposals_for, wanted_at

HOTEL = rye("HOTEL-1", 320, by=MONDAY, customer="HOTEL", price="3.00")
NEXT_DAY = rye("HOTEL-2", 320, by=TUESDAY, customer="HOTEL", price="3.00")


def proposed(snapshot: Snapshot) -> dict[OptionKind, Proposal]:
    """Return by kind what could be done about the school's order, which falls short."""
    ground, plan = planned(snapshot)
    (shortfall,) = [item for item in shortfalls_of(snapshot, plan, ground.problem) if item.order.id == "SCHOOL-1"]
    proposals = proposals_for(ground, plan, shortfall)
    assert all(proposal.order == "SCHOOL-1" for proposal in proposals)
    return {proposal.kind: proposal for proposal in proposals}


def school(kilograms: int = 160, **more: object) -> Order:
    """Return what the school asks for on Monday, when the hotel takes the whole day."""
    return replace(rye("SCHOOL-1", kilograms, by=MONDAY), **cast("dict[str, Any]", more))


def slot(tier: Tier | None, customer: str = "", opens_at: str | None = None, hour: int = 6) -> Slot:
    """Return an hour of Monday on the stone oven, kept for somebody."""
    return Slot(
        line="stone-oven",
        start=local(f"2026-03-02T{hour:02}:00"),
        end=local(f"2026-03-02T{hour + 1:02}:00"),
        tier=tier,
        customer=customer,
        opens_at=None if opens_at is None else local(opens_at),
    )


def test_an_order_of_no_use_later_can_only_be_made_in_time() -> None:
    """Nobody proposes lateness, parts, stock or slots where there are none."""
    proposals = proposed(week(HOTEL, school()))
    assert set(proposals) == {OptionKind.OVERTIME, OptionKind.MOVE_ORDER}
    (variant,) = proposals[OptionKind.MOVE_ORDER].variants
    assert variant.changes == (OrderForced(order="SCHOOL-1", deadline=MONDAY),)
    assert variant.places == ("SCHOOL-1",)


def test_overtime_is_as_long_as_the_work() -> None:
    """160 kg take four hours."""
    (variant,) = proposed(week(HOTEL, school()))[OptionKind.OVERTIME].variants
    overtime = OvertimeOpened(line="stone-oven", start=local("2026-03-02T14:00"), end=local("2026-03-02T18:00"))
    assert variant.changes == (overtime, OrderForced(order="SCHOOL-1", deadline=MONDAY))


def test_overtime_before_the_order_leaves_is_tried_first() -> None:
    """Monday's evening comes before Tuesday's, on which it would be late."""
    proposals = proposed(week(HOTEL, NEXT_DAY, school(latest=TUESDAY)))
    starts = [
        change.start
        for variant in proposals[OptionKind.OVERTIME].variants
        for change in variant.changes
        if isinstance(change, OvertimeOpened)
    ]
    assert starts == [local("2026-03-02T14:00"), local("2026-03-03T14:00")]


def test_overtime_waits_for_the_earliest_start_and_the_frozen_zone() -> None:
    """Nobody bakes what cannot be begun; and what is frozen is not touched."""
    assert OptionKind.OVERTIME not in proposed(week(HOTEL, school(earliest_start=local("2026-03-02T15:00"))))
    snapshot = week(HOTEL, school())
    frozen = replace(snapshot, policy=replace(snapshot.policy, frozen_hours=Decimal(9)))
    assert OptionKind.OVERTIME not in proposed(frozen)


def test_a_slot_that_others_hold_may_be_opened() -> None:
    """Gold's and the clinic's; not the school's own, nor one that is open to all."""
    kept = (slot(None, "CLINIC"), slot(Tier.GOLD, hour=8))
    less = replace(HOTEL, quantity=Decimal(280))
    (variant, other) = proposed(week(less, school(), slots=kept))[OptionKind.OPEN_SLOT].variants
    assert variant.changes == (SlotOpened(slot_id=kept[1].id), OrderForced(order="SCHOOL-1", deadline=MONDAY))
    assert other.changes[0] == SlotOpened(slot_id=kept[0].id)
    own = (slot(Tier.SILVER), slot(None, "SCHOOL", hour=8), slot(Tier.GOLD, opens_at="2026-03-02T06:00", hour=10))
    assert OptionKind.OPEN_SLOT not in proposed(week(replace(HOTEL, quantity=Decimal(240)), school(), slots=own))


def test_an_order_that_may_be_late_may_be_accepted_late() -> None:
    """Until the last instant at which it is of use; then overtime and slots keep to that, too."""
    proposals = proposed(week(HOTEL, NEXT_DAY, school(latest=TUESDAY)))
    assert proposals[OptionKind.ACCEPT_LATE].variants[0].changes == (OrderForced(order="SCHOOL-1", deadline=TUESDAY),)
    assert proposals[OptionKind.OVERTIME].variants[0].changes[1] == OrderForced(order="SCHOOL-1", deadline=TUESDAY)


def test_a_late_firm_order_is_sooner_or_in_time() -> None:
    """Ten hours late: in time, or with more time at least five hours sooner; a firm order is never declined."""
    proposals = proposed(week(firm(school(480))))
    in_time, overtime = proposals[OptionKind.MOVE_ORDER].variants[0], proposals[OptionKind.OVERTIME].variants[0]
    assert (in_time.changes, in_time.deadlines) == ((), {"SCHOOL-1": MONDAY})
    assert overtime.deadlines == {"SCHOOL-1": MONDAY + timedelta(hours=5)}
    assert OptionKind.DECLINE not in proposals
    assert OptionKind.ACCEPT_LATE not in proposals


def test_a_late_inquiry_may_be_declined_after_all() -> None:
    """Its place would be free for others."""
    proposals = proposed(week(school(480, latest=FRIDAY)))
    assert proposals[OptionKind.DECLINE].variants[0].changes == (OrderDeclined(order="SCHOOL-1"),)


def test_a_first_part_is_one_that_the_customer_takes() -> None:
    """Three quarters of the way from the least to all, half of it, and the least; each part has its service cost."""
    proposals = proposed(week(HOTEL, school(200, latest=WEDNESDAY, min_quantity=Decimal(40))))
    variants = proposals[OptionKind.SPLIT].variants
    splits = [change for variant in variants for change in variant.changes if isinstance(change, OrderSplit)]
    assert [split.first_quantity for split in splits] == [160, 120]
    assert {(split.first_due, split.rest_due) for split in splits} == {(MONDAY, MONDAY)}
    assert variants[0].places == ("SCHOOL-1", "SCHOOL-1/rest")
    assert variants[0].changes[1:] == (
        OrderForced(order="SCHOOL-1", deadline=MONDAY),
        OrderForced(order="SCHOOL-1/rest", deadline=WEDNESDAY),
    )
    assert set(variants[0].service_costs) == {"SCHOOL-1", "SCHOOL-1/rest"}


def test_a_firm_order_comes_in_parts_by_its_promise() -> None:
    """The first part in time, the rest whenever it fits; nobody forces what is firm already."""
    asked = firm(replace(school(480), min_quantity=Decimal(80)))
    (variant, _) = proposed(week(asked))[OptionKind.SPLIT].variants
    assert [type(change) for change in variant.changes] == [OrderSplit]
    assert variant.deadlines == {"SCHOOL-1": MONDAY}


def test_who_takes_all_or_nothing_is_offered_no_parts() -> None:
    """An empty least quantity, or one that is all of it."""
    assert OptionKind.SPLIT not in proposed(week(HOTEL, school(200)))
    assert OptionKind.SPLIT not in proposed(week(HOTEL, school(200, min_quantity=Decimal(200))))


def test_stock_that_nobody_has_makes_the_first_part() -> None:
    """Sixty kilograms lie in the cold room, and nobody else wants them on Monday."""
    cold_room = Stock(product="rye-loaf", kind=StockKind.CONSIGNMENT, owner="SCHOOL", quantity=Decimal(60))
    asked = school(300, latest=MONDAY, min_quantity=Decimal(40))
    split = proposed(week(HOTEL, asked, stock=(cold_room,)))[OptionKind.SPLIT].variants[0].changes[0]
    assert isinstance(split, OrderSplit)
    assert split.first_quantity == 60


def test_stock_that_others_have_may_change_hands() -> None:
    """The plan gives it to the hotel, and the school could use it as well."""
    cold_room = Stock(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(30))
    proposals = proposed(week(replace(HOTEL, quantity=Decimal(350)), school(), stock=(cold_room,)))
    (variant,) = proposals[OptionKind.STOCK].variants
    assert variant.exchanges
    assert variant.places == ("SCHOOL-1",)


def test_a_firm_order_is_wanted_as_promised() -> None:
    """An inquiry as asked for."""
    assert wanted_at(replace(firm(school()), requested=FRIDAY)) == MONDAY
    assert wanted_at(replace(school(), promised=FRIDAY)) == MONDAY
