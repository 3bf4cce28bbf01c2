"""What people may decide at the Thorn Bakery, and the data as they would be after it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from unisono.domain.changes import (
    Amended,
    Change,
    ChangeDoesNotFit,
    OrderDeclined,
    OrderForced,
    OrderSplit,
    OvertimeOpened,
    SlotOpened,
    apply_changes,
)
from unisono.domain.company import Order, OrderStatus

OVERTIME = OvertimeOpened(line="stone-oven", start=local("2026-03-02T14:00"), end=local("2026-03-02T16:00"))
SPLIT = OrderSplit(
    order="B-5", first_quantity=Decimal(100), first_due=local("2026-03-05T00:00"), rest_due=local("2026-03-10T00:00")
)


def change(*changes: Change) -> Amended:
    """Return the bakery after the changes."""
    return apply_changes(bakery(), changes)


def order(amended: Amended, order_id: str) -> Order:
    """Return an order of the amended data."""
    return next(item for item in amended.snapshot.orders if item.id == order_id)


def test_without_changes_the_data_stay_what_they_are() -> None:
    """The snapshot keeps even its name."""
    assert change() == Amended(snapshot=bakery())


def test_overtime_stands_beside_the_data() -> None:
    """No file of the company says when overtime was opened."""
    amended = change(OVERTIME, OVERTIME)
    assert amended.overtime == (OVERTIME, OVERTIME)
    assert amended.snapshot == bakery()


def test_an_opened_slot_reserves_nothing() -> None:
    """The clinic's night is there for all; gold keeps its morning."""
    slot = bakery().slots[1]
    assert change(SlotOpened(slot_id=slot.id)).snapshot.slots == bakery().slots[:1]


def test_a_forced_inquiry_is_firm_for_the_date_it_was_asked_for() -> None:
    """Its lateness counts from there; it may be set a last instant."""
    by = local("2026-03-08T00:00")
    amended = change(OrderForced(order="B-7"), OrderForced(order="B-4", deadline=by))
    forced = order(amended, "B-7")
    assert (forced.status, forced.promised) == (OrderStatus.FIRM, forced.requested)
    assert amended.deadlines == {"B-4": by}


def test_a_declined_inquiry_is_asked_for_no_more() -> None:
    """The other orders stay in their places."""
    left = [item.id for item in change(OrderDeclined(order="B-3")).snapshot.orders]
    assert left == ["B-1", "B-2", "B-4", "B-5", "B-6", "B-7", "B-8"]


def test_an_order_in_two_parts_stays_as_much() -> None:
    """A hundred loaves earlier and 75 later; an inquiry may be as late as its customer agreed."""
    amended = change(SPLIT)
    first, rest = order(amended, "B-5"), order(amended, "B-5/rest")
    assert (first.quantity, rest.quantity) == (Decimal(100), Decimal(75))
    assert (first.requested, rest.requested) == (SPLIT.first_due, SPLIT.rest_due)
    assert (first.latest, rest.latest) == (local("2026-03-09T00:00"), SPLIT.rest_due)
    assert (first.promised, rest.min_quantity) == (None, None)
    assert [item.id for item in amended.snapshot.orders][4:6] == ["B-5", "B-5/rest"]


def test_the_parts_of_a_firm_order_are_promised_each() -> None:
    """And each has its share of the order's own lateness cost."""
    first_due, rest_due = local("2026-03-05T00:00"), local("2026-03-07T00:00")
    data = bakery()
    firm = Order(
        id="B-9",
        customer="HOTEL",
        product="rye-loaf",
        quantity=Decimal(100),
        net_price=Decimal(3),
        received=data.company.as_of - timedelta(days=1),
        requested=first_due,
        status=OrderStatus.FIRM,
        promised=first_due,
        late_cost_per_day=Decimal(40),
        min_quantity=Decimal(20),
    )
    amended = apply_changes(
        replace(data, orders=(firm,)),
        [OrderSplit(order="B-9", first_quantity=Decimal(25), first_due=first_due, rest_due=rest_due)],
    )
    assert [item.promised for item in amended.snapshot.orders] == [first_due, rest_due]
    assert [item.late_cost_per_day for item in amended.snapshot.orders] == [10, 30]
    assert [item.latest for item in amended.snapshot.orders] == [None, None]


def test_changed_data_are_nobody_s_import() -> None:
    """A plan made from them cannot be mistaken for one made from the imported data."""
    for item in (SPLIT, OrderDeclined(order="B-3"), OrderForced(order="B-3"), SlotOpened(slot_id=bakery().slots[0].id)):
        assert change(item).snapshot.content_hash == ""


def test_changes_follow_each_other() -> None:
    """A part of an order can be forced after the order was split."""
    amended = change(SPLIT, OrderForced(order="B-5/rest"))
    assert order(amended, "B-5/rest").promised == SPLIT.rest_due


def split(order_id: str, first: int) -> OrderSplit:
    """Return a change that splits an order after so many units."""
    return replace(SPLIT, order=order_id, first_quantity=Decimal(first))


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (OvertimeOpened(line="wok", start=OVERTIME.start, end=OVERTIME.end), "There is no line wok."),
        (OvertimeOpened(line="deck-oven", start=OVERTIME.start, end=OVERTIME.end), "Line deck-oven has no overtime."),
        (OvertimeOpened(line="stone-oven", start=OVERTIME.end, end=OVERTIME.start), "ends before it starts"),
        (SlotOpened(slot_id="wok@noon"), "There is no reserved slot wok@noon."),
        (OrderForced(order="B-99"), "There is no order B-99."),
        (OrderForced(order="B-1"), "Order B-1 is firm already."),
        (OrderDeclined(order="B-1"), "Order B-1 is firm already."),
        (split("B-5", 175), "less than 175"),
        (split("B-5", 0), "more than 0"),
        (split("B-5", 74), "under 75"),
        (split("B-4", 74), "takes no parts"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_in_words(item: Change, why: str) -> None:
    """Nobody wonders why the what-if shows nothing."""
    with pytest.raises(ChangeDoesNotFit, match=why):
        change(item)


def test_a_slot_is_named_after_its_line_and_start() -> None:
    """The name is the same in every zone that a reader may sit in."""
    assert bakery().slots[0].id == f"stone-oven@{datetime(2026, 3, 5, 5, 0, tzinfo=UTC):%Y-%m-%dT%H:%M}Z"
