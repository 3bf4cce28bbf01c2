"""Weeks of the Thorn Bakery in which everybody can work out by hand what the meeting could do, and for how much."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from tests.companies import bakery, local
from tests.weeks import MONDAY, TUESDAY, WEDNESDAY, agenda_of, firm, option, rye, week
from unisono.domain.agenda import RowKind, Touched
from unisono.domain.company import CalendarWindow, Slot, Stock, StockKind, Tier
from unisono.domain.policy import OptionKind, Rule, Verdict

HOTEL = rye("HOTEL-1", 320, by=MONDAY, customer="HOTEL", price="3.00")
"""Takes the whole Monday."""

SCHOOL = rye("SCHOOL-1", 160, by=MONDAY)
"""Takes four hours more, and is wanted by no later date."""

FREE_OF_HOLDING = tuple(replace(item, holding_cost_per_unit_day=Decimal(0)) for item in bakery().products)


def test_overtime_makes_what_does_not_fit_into_monday() -> None:
    """160 kg bring 1.60 each, four hours cost 18 each, and loaves that wait from 18 to 24 o'clock cost 2.00: 182.00."""
    (row,) = agenda_of(week(HOTEL, SCHOOL)).rows
    best = row.options[0]
    assert (row.order, row.kind, row.at_stake) == ("SCHOOL-1", RowKind.UNCOVERED, Decimal("256.00"))
    assert (row.asked, row.covered, row.gap, row.wanted) == (Decimal(160), Decimal(0), Decimal(160), MONDAY)
    assert (row.bottleneck_line, row.bottleneck_week) == ("stone-oven", "week 10")
    assert (best.kind, best.change, best.late_days_change) == (OptionKind.OVERTIME, Decimal("182.00"), Decimal(0))
    assert best.title == "Monday overtime on stone-oven, 4 h (EUR 72.00)"
    assert best.detail.startswith("Mon 2 Mar 14:00 to 18:00. Delivered in time, for Mon 2 Mar.")
    assert (best.decider, best.departments, best.touches) == ("head baker", ("sales", "bakehouse"), ())


def test_forcing_an_order_in_shows_who_pays_for_it() -> None:
    """The hotel's 320 kg at 1.90 give way to 160 kg at 1.60: about 350 less, and all see whose they are."""
    (row,) = agenda_of(week(HOTEL, SCHOOL)).rows
    forced = option(row, OptionKind.MOVE_ORDER)
    assert -351 < forced.change < -348
    assert forced.touches == (Touched(order="HOTEL-1", customer="HOTEL", tier="gold", fate="loses its place"),)
    assert forced.detail == "1 order loses its place. Delivered in time, for Mon 2 Mar."


def test_declining_is_the_last_option_and_changes_nothing() -> None:
    """What the plan says costs nothing; it repeats the date and the price of yes."""
    (row,) = agenda_of(week(HOTEL, SCHOOL)).rows
    last = row.options[-1]
    assert (last.kind, last.change, last.late_days_change, last.touches) == (
        OptionKind.DECLINE,
        Decimal(0),
        Decimal(0),
        (),
    )
    assert last.title == "Decline for Mon 2 Mar, offer Tue 3 Mar"
    assert "A yes as asked from EUR" in last.detail


def test_a_slot_kept_for_others_may_be_opened() -> None:
    """Monday is kept for gold: opened, the school's loaves are ready at 14 and wait ten hours for 3.33: 252.67."""
    slot = Slot(line="stone-oven", start=local("2026-03-02T06:00"), end=local("2026-03-02T14:00"), tier=Tier.GOLD)
    (row,) = agenda_of(week(SCHOOL, slots=(slot,)), iterations=8000).rows
    best = row.options[0]
    assert best.kind is OptionKind.OPEN_SLOT
    assert Decimal(252) < best.change <= Decimal("252.67")
    assert best.title == "Open the slot kept for gold customers on stone-oven, Mon 2 Mar 06:00 to 14:00"


def test_part_now_and_part_later_is_less_late() -> None:
    """All of 480 kg is 10 hours late for 10.80; 280 kg come in time, 200 kg pay their share of 4.50: 6.30 saved."""
    asked = rye("SCHOOL-1", 480, by=MONDAY, latest=WEDNESDAY, min_quantity=Decimal(80))
    (row,) = agenda_of(week(asked, products=FREE_OF_HOLDING)).rows
    best = row.options[0]
    assert (row.kind, row.at_stake, row.gap) == (RowKind.LATE, Decimal("10.80"), Decimal(480))
    assert (best.kind, best.change) == (OptionKind.SPLIT, Decimal("6.30"))
    assert best.title == "280 kg for Mon 2 Mar, the other 200 kg for Tue 3 Mar 10:00"
    assert best.detail == "The rest comes 10 hours late."
    assert "dispatch" in best.departments
    assert row.options[-1].kind is OptionKind.ACCEPT_LATE
    assert row.options[-1].title == "Leave it 10 hours late, for Tue 3 Mar 10:00"


def test_stock_can_change_hands_for_its_price() -> None:
    """The oven is shut and 40 kg lie in the cold room: with the school they earn 64.00, with the hotel 76.00."""
    shut = CalendarWindow(calendar="early", date=date(2026, 3, 2), start=time(0), end=time(0), works=False)
    cold_room = Stock(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(40))
    hotel = rye("HOTEL-1", 40, by=MONDAY, customer="HOTEL", price="3.00")
    snapshot = week(hotel, rye("SCHOOL-1", 40, by=MONDAY), stock=(cold_room,), calendars=(*bakery().calendars, shut))
    (row,) = agenda_of(snapshot).rows
    first = row.options[0]
    assert (row.order, first.kind, first.change) == ("SCHOOL-1", OptionKind.STOCK, Decimal("-12.00"))
    assert first.title == "40 kg from stock that others had"
    assert [touched.order for touched in first.touches] == ["HOTEL-1"]


def test_an_appeal_becomes_a_row() -> None:
    """A rule says no, the oven has time: a yes is worth 400 x 1.60 less a few hours of waiting."""
    rule = Rule(number=2, when="quantity > 390.0", verdict=Verdict.APPEAL, says="Very large orders go to the meeting.")
    snapshot = week(rye("CORNER-1", 400, by=WEDNESDAY, customer="CORNER"))
    snapshot = replace(snapshot, policy=replace(snapshot.policy, rules=(rule,)))
    (row,) = agenda_of(snapshot).rows
    assert (row.kind, row.reason) == (RowKind.APPEAL, "Rule 2: Very large orders go to the meeting.")
    assert (row.options[0].kind, row.options[0].title) == (
        OptionKind.MOVE_ORDER,
        "Make it in time; nobody else suffers",
    )
    assert Decimal(620) < row.options[0].change < Decimal(640)
    assert row.options[-1].title == "Decline; the rule stands"


def test_a_firm_order_that_fits_nowhere_gets_overtime_or_a_hard_talk() -> None:
    """47.5 hours of rye do not fit into the 44 of the week; with four more they do."""
    agenda = agenda_of(week(firm(rye("HOTEL-1", 1900, by=TUESDAY, customer="HOTEL", price="3.00"))))
    (row,) = agenda.rows
    assert (row.kind, row.options[0].kind) == (RowKind.UNMADE_FIRM, OptionKind.OVERTIME)
    assert row.options[0].change > 0
    assert row.options[-1].title == "Tell the customer that it cannot be made"
    assert agenda.notices[0].message == (
        "Sales tells Hotel Copernicus by Tue 3 Mar 06:00: 1,900 kg rye-loaf, promised for Tue 3 Mar, cannot be made,"
        " unless the meeting finds another way."
    )
