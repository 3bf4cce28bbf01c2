"""What the plans of small weeks at the Thorn Bakery do not do for their orders."""

from dataclasses import replace
from decimal import Decimal

from tests.companies import bakery, local
from tests.weeks import FRIDAY, MONDAY, TUESDAY, firm, planned, rye, week
from unisono.domain.agenda import RowKind
from unisono.domain.company import Order, Snapshot, Stock, StockKind
from unisono.engines.planning.shortfalls import Shortfall, shortfalls_of


def found_in(snapshot: Snapshot, *, appealed: tuple[str, ...] = ()) -> tuple[Shortfall, ...]:
    """Return the shortfalls of the published plan of a week."""
    ground, plan = planned(snapshot)
    return shortfalls_of(snapshot, plan, ground.problem, appealed=appealed)


def hotel(kilograms: int = 320) -> Order:
    """Return what the hotel wants on Monday."""
    return rye("HOTEL-1", kilograms, by=MONDAY, customer="HOTEL", price="3.00")


def test_a_plan_that_does_everything_has_none() -> None:
    """Eight hours of rye on Monday are eight hours of rye."""
    assert found_in(week(hotel())) == ()


def test_what_is_not_made_is_at_stake_with_all_that_it_would_bring() -> None:
    """160 kg at 2.70 less 1.10 are 256.00; the most money stands first."""
    small = rye("CORNER-1", 40, by=MONDAY, customer="CORNER")
    found = found_in(week(small, hotel(), rye("SCHOOL-1", 160, by=MONDAY)))
    assert [(item.order.id, item.kind, item.at_stake) for item in found] == [
        ("SCHOOL-1", RowKind.UNCOVERED, Decimal("256.00")),
        ("CORNER-1", RowKind.UNCOVERED, Decimal("64.00")),
    ]
    assert {(item.line, item.week, item.covered, item.late) for item in found} == {
        ("stone-oven", "week 10", Decimal(0), 0)
    }


def test_an_appeal_is_called_so() -> None:
    """The meeting hears of it because somebody appealed, not because the plan has no room."""
    (found,) = found_in(week(hotel(), rye("SCHOOL-1", 160, by=MONDAY)), appealed=("SCHOOL-1",))
    assert found.kind is RowKind.APPEAL


def test_what_is_late_costs_its_lateness() -> None:
    """400 kg are ready on Tuesday at 8, eight hours late, at 2 percent of 1,080 a day: 7.20."""
    asked = rye("SCHOOL-1", 400, by=MONDAY, latest=FRIDAY)
    (found,) = found_in(week(asked))
    assert (found.kind, found.late, found.at_stake) == (RowKind.LATE, 8 * 60, Decimal("7.20"))
    assert (found.covered, found.line) == (Decimal(0), "stone-oven")


def test_stock_covers_a_part_in_time() -> None:
    """40 kg lie in the cold room: only 400 kg are late."""
    asked = rye("SCHOOL-1", 440, by=MONDAY, latest=FRIDAY)
    cold_room = Stock(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(40))
    (found,) = found_in(week(asked, stock=(cold_room,)))
    assert (found.covered, found.late) == (Decimal(40), 8 * 60)


def test_what_stock_serves_wholly_falls_short_of_nothing() -> None:
    """It needs no line and is never late."""
    cold_room = Stock(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(40))
    shut = tuple(row for row in bakery().calendars if row.calendar != "early")
    assert found_in(week(hotel(40), stock=(cold_room,), calendars=shut)) == ()


def test_a_firm_order_without_a_place_is_called_so() -> None:
    """The week has 44 hours, not 50."""
    (found,) = found_in(week(firm(rye("HOTEL-1", 2000, by=TUESDAY))))
    assert found.kind is RowKind.UNMADE_FIRM


def test_where_no_line_can_make_it_there_is_no_bottleneck() -> None:
    """Nobody bakes baguettes on the stone oven when it has no rate for them."""
    snapshot = week(replace(rye("CORNER-1", 40, by=MONDAY), product="baguette"))
    (found,) = found_in(replace(snapshot, rates=snapshot.rates[:1]))
    assert (found.line, found.week) == ("", "")
    assert found.at_stake == 40 * (Decimal("2.70") - Decimal("0.90"))


def test_the_fullest_line_that_can_make_it_is_the_bottleneck() -> None:
    """Wheat is made on both ovens; on Monday morning only the stone oven is busy."""
    wheat = replace(
        rye("CORNER-1", 4000, by=local("2026-03-09T00:00"), customer="CORNER"), product="baguette", latest=None
    )
    found = found_in(week(hotel(), replace(wheat, latest=local("2026-03-09T00:00"))))
    assert [(item.order.id, item.line, item.week) for item in found] == [("CORNER-1", "stone-oven", "week 10")]
