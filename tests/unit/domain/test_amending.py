"""What people may decide at the Thorn Bakery, and the data as they would be after it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from unisono.domain.amending import Amended, ChangeDoesNotFit, apply_changes
from unisono.domain.changes import (
    Change,
    LineDown,
    OrderAltered,
    OrderCancelled,
    OrderDeclined,
    OrderForced,
    OrderReceived,
    OrderSplit,
    OvertimeOpened,
    RateChanged,
    SlotOpened,
    StockFound,
)
from unisono.domain.company import Order, OrderStatus, Rate, Stock, StockKind

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


def test_a_new_order_stands_last() -> None:
    """The places of the others stay what they are."""
    new = replace(bakery().orders[2], id="B-9")
    assert change(OrderReceived(order=new)).snapshot.orders == (*bakery().orders, new)


def test_a_firm_order_can_be_cancelled() -> None:
    """Only its customer can do that, so nobody asks whether it may be declined."""
    assert "B-1" not in {item.id for item in change(OrderCancelled(order="B-1")).snapshot.orders}


def test_an_altered_order_keeps_what_nobody_spoke_of() -> None:
    """Half of it costs half as much a day late, and a first part is no part any more when it would be all."""
    whole = replace(order(change(), "B-5"), late_cost_per_day=Decimal(40))
    half, fifty = (
        order(apply_changes(replace(bakery(), orders=(whole,)), [OrderAltered(order="B-5", quantity=quantity)]), "B-5")
        for quantity in (whole.quantity / 2, Decimal(50))
    )
    assert half == replace(whole, quantity=whole.quantity / 2, late_cost_per_day=Decimal(20))
    assert (whole.min_quantity, half.min_quantity, fifty.min_quantity) == (Decimal(75), Decimal(75), None)
    dearer = order(change(OrderAltered(order="B-5", net_price=Decimal(9))), "B-5")
    assert dearer == replace(bakery().orders[4], net_price=Decimal(9))


def test_the_date_that_counts_is_altered() -> None:
    """A firm order is promised for another date, an inquiry wanted by it and of use until then at least."""
    by = local("2026-03-14T00:00")
    firm, inquiry = (order(change(OrderAltered(order=name, wanted=by)), name) for name in ("B-1", "B-5"))
    assert firm == replace(bakery().orders[0], promised=by)
    assert inquiry == replace(bakery().orders[4], requested=by, latest=by)


def test_a_line_that_is_down_stands_beside_the_data() -> None:
    """Its calendar is that of others too."""
    down = LineDown(line="deck-oven", start=OVERTIME.start, end=OVERTIME.end)
    assert change(down) == Amended(snapshot=bakery(), down=(down,))


def test_a_product_gets_a_rate_of_its_own() -> None:
    """What the family's rate says beside the speed stays, and the family keeps it."""
    family = next(rate for rate in bakery().rates if rate.family == "rye")
    one = RateChanged(line=family.line, product="rye-loaf", units_per_hour=Decimal(30))
    after = change(one, replace(one, units_per_hour=Decimal(20))).snapshot.rates
    assert after == (*bakery().rates, replace(family, product="rye-loaf", family="", units_per_hour=Decimal(20)))


def test_a_family_s_rate_changes_in_its_row() -> None:
    """There is one rate for the family on the line, as before."""
    rates = change(RateChanged(line="stone-oven", family="rye", units_per_hour=Decimal(30))).snapshot.rates
    assert [_said(rate) for rate in rates if rate.family == "rye"] == [("stone-oven", Decimal(30))]
    assert len(rates) == len(bakery().rates)


def _said(rate: Rate) -> tuple[str, Decimal]:
    return rate.line, rate.units_per_hour


def test_stock_that_is_found_stands_last() -> None:
    """The rows that plans name stay where they are."""
    found = StockFound(product="rye-loaf", kind=StockKind.CALL_OFF, quantity=Decimal(12), owner="HOTEL")
    row = Stock(product="rye-loaf", kind=StockKind.CALL_OFF, quantity=Decimal(12), owner="HOTEL")
    assert change(found).snapshot.stock == (*bakery().stock, row)


def split(order_id: str, first: int) -> OrderSplit:
    """Return a change that splits an order after so many units."""
    return replace(SPLIT, order=order_id, first_quantity=Decimal(first))


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (
            OvertimeOpened(line="wok", start=OVERTIME.start, end=OVERTIME.end),
            "There is no line wok; the lines are stone-oven, deck-oven.",
        ),
        (OvertimeOpened(line="deck-oven", start=OVERTIME.start, end=OVERTIME.end), "Line deck-oven has no overtime."),
        (OvertimeOpened(line="stone-oven", start=OVERTIME.end, end=OVERTIME.start), "ends before it starts"),
        (SlotOpened(slot_id="wok@noon"), "There is no reserved slot wok@noon; the slots are stone-oven@"),
        (OrderForced(order="B-99"), "There is no order B-99."),
        (OrderForced(order="B-1"), "Order B-1 is firm already."),
        (OrderDeclined(order="B-1"), "Order B-1 is firm already."),
        (split("B-5", 175), "less than 175"),
        (split("B-5", 0), "more than 0"),
        (split("B-5", 74), "under 75"),
        (split("B-4", 74), "takes no parts"),
        (OrderReceived(order=bakery().orders[2]), "an order B-3 already"),
        (OrderReceived(order=replace(bakery().orders[2], id="B-9", customer="KIOSK")), "no customer KIOSK; the cust"),
        (OrderReceived(order=replace(bakery().orders[2], id="B-9", product="scone")), "no product scone; the products"),
        (OrderReceived(order=replace(bakery().orders[0], id="B-9", promised=None)), "no promised date"),
        (OrderCancelled(order="B-99"), "There is no order B-99."),
        (OrderAltered(order="B-3", quantity=Decimal(0)), "cancel it if it is gone"),
        (OrderAltered(order="B-3", net_price=Decimal(-1)), "at least 0"),
        (LineDown(line="wok", start=OVERTIME.start, end=OVERTIME.end), "the lines are stone-oven, deck-oven"),
        (LineDown(line="deck-oven", start=OVERTIME.end, end=OVERTIME.start), "up again before it is down"),
        (RateChanged(line="stone-oven", family="rye", units_per_hour=Decimal(0)), "say that it is down"),
        (RateChanged(line="stone-oven", family="pretzels", units_per_hour=Decimal(9)), "no family pretzels; the fam"),
        (RateChanged(line="deck-oven", family="rye", units_per_hour=Decimal(9)), "deck-oven has no rate for rye"),
        (StockFound(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(0)), "must be more than 0"),
        (StockFound(product="rye-loaf", kind=StockKind.CONSIGNMENT, quantity=Decimal(9)), "no customer without a name"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_in_words(item: Change, why: str) -> None:
    """Nobody wonders why the what-if shows nothing."""
    with pytest.raises(ChangeDoesNotFit, match=why):
        change(item)


def test_a_slot_is_named_after_its_line_and_start() -> None:
    """The name is the same in every zone that a reader may sit in."""
    assert bakery().slots[0].id == f"stone-oven@{datetime(2026, 3, 5, 5, 0, tzinfo=UTC):%Y-%m-%dT%H:%M}Z"
