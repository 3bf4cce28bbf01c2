"""How the options of a row are chosen, named and told at the Thorn Bakery."""

from dataclasses import replace
from decimal import Decimal

from tests.companies import bakery, local
from tests.weeks import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, agenda_of, firm, option, rye, week
from unisono.domain.agenda import RowKind
from unisono.domain.company import Snapshot
from unisono.domain.policy import OptionKind, Rule, Verdict

HOTEL = rye("HOTEL-1", 320, by=MONDAY, customer="HOTEL", price="3.00")
NEXT_DAY = rye("HOTEL-2", 320, by=TUESDAY, customer="HOTEL", price="2.80")
FREE_OF_HOLDING = tuple(replace(item, holding_cost_per_unit_day=Decimal(0)) for item in bakery().products)


def ruled(snapshot: Snapshot) -> Snapshot:
    """Return the week in which orders over 390 kg are a matter for the meeting."""
    rule = Rule(number=2, when="quantity > 390.0", verdict=Verdict.APPEAL, says="Very large orders go to the meeting.")
    return replace(snapshot, policy=replace(snapshot.policy, rules=(rule,)))


def test_an_option_that_another_beats_in_everything_is_not_shown() -> None:
    """Lateness that turns out to be none is called making it in time, and is not shown twice."""
    asked = rye("CORNER-1", 400, by=TUESDAY, customer="CORNER", latest=FRIDAY)
    (row,) = agenda_of(ruled(week(asked, products=FREE_OF_HOLDING))).rows
    assert [item.kind for item in row.options] == [OptionKind.MOVE_ORDER, OptionKind.DECLINE]


def test_what_it_costs_without_overtime_is_shown_beside_overtime() -> None:
    """Overtime earns more and hurts nobody, but somebody must give a free evening for it."""
    (row,) = agenda_of(week(HOTEL, rye("SCHOOL-1", 160, by=MONDAY))).rows
    assert [item.kind for item in row.options] == [OptionKind.OVERTIME, OptionKind.MOVE_ORDER, OptionKind.DECLINE]


def test_accepting_late_says_how_late_and_who_gives_way() -> None:
    """The school gets its loaves on Tuesday, when the hotel's next order needs the whole day."""
    school = rye("SCHOOL-1", 160, by=MONDAY, latest=TUESDAY)
    (row,) = [row for row in agenda_of(week(HOTEL, NEXT_DAY, school)).rows if row.order == "SCHOOL-1"]
    late = option(row, OptionKind.ACCEPT_LATE)
    assert late.title.startswith("Accept it ")
    assert late.title.endswith(" late, for Tue 3 Mar 10:00")
    assert late.detail == "1 order loses its place."
    assert late.late_days_change > 0
    assert late.change < 0


def test_a_late_firm_order_is_left_late_or_made_in_time() -> None:
    """480 kg need a Monday and a half: in time with four hours of overtime, or left ten hours late."""
    (row,) = agenda_of(week(firm(rye("SCHOOL-1", 480, by=MONDAY)))).rows
    assert row.kind is RowKind.LATE
    assert row.reason == "It is 10 hours late: the work on stone-oven begins first of all and still takes too long."
    overtime = option(row, OptionKind.OVERTIME)
    assert overtime.detail.endswith("Delivered in time, for Mon 2 Mar.")
    assert overtime.late_days_change == Decimal("-0.4167")
    assert (row.options[-1].kind, row.options[-1].detail) == (OptionKind.ACCEPT_LATE, "As the plan says.")


def test_a_late_order_says_what_holds_it_up() -> None:
    """Other work on its line, or that it cannot begin sooner."""
    (row, *_) = agenda_of(week(firm(HOTEL), firm(rye("SCHOOL-1", 160, by=MONDAY)))).rows
    assert row.reason == "It is 10 hours late: stone-oven is busy with other orders until Tue 3 Mar 06:00."
    waiting = firm(rye("SCHOOL-1", 160, by=MONDAY, earliest_start=local("2026-03-03T06:00")))
    agenda = agenda_of(week(waiting))
    told = [row.reason for row in agenda.rows] + [item.outcome for item in agenda.decided_by_rule]
    assert told == ["Delivered 10 hours late, for Tue 3 Mar 10:00. There is nothing else that the meeting could do."]


def test_a_late_inquiry_may_be_declined_after_all() -> None:
    """It costs what it would have brought, less its lateness."""
    agenda = agenda_of(week(rye("SCHOOL-1", 480, by=MONDAY, latest=FRIDAY)))
    declined = option(agenda.rows[0], OptionKind.DECLINE)
    assert declined.title == "Decline it after all"
    assert declined.change == -(Decimal(480) * Decimal("1.60") - Decimal("10.80"))


def test_an_order_in_two_parts_may_be_in_time_altogether() -> None:
    """Two ovens that bake rye make both parts before the day is over; one alone does not."""
    rates = (*bakery().rates, replace(bakery().rates[0], line="deck-oven"))
    lines = tuple(replace(line, calendar="early", initial_family="rye") for line in bakery().lines)
    asked = rye("SCHOOL-1", 560, by=MONDAY, latest=WEDNESDAY, min_quantity=Decimal(80))
    (row,) = agenda_of(week(asked, rates=rates, lines=lines, products=FREE_OF_HOLDING)).rows
    best = row.options[0]
    assert (best.kind, best.title) == (OptionKind.SPLIT, "Make it in two parts, 320 kg and 240 kg")
    assert best.detail == "Both are delivered in time, for Mon 2 Mar."
    assert best.change == row.at_stake
