"""Which line is asked for most."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from tests.florist import NOW, florist
from unisono.engines.segmenting.bottleneck import bottleneck_of, hours_per_unit

MONDAY = local("2026-03-02T06:00")


def test_the_bakerys_bottleneck() -> None:
    """The stone oven works 44 hours; rye comes to 29, and half of the wheat to 347 / 49 more: 82% of them."""
    found = bottleneck_of(bakery(), now=MONDAY)
    assert found is not None
    assert (found.line, found.department, found.open_hours) == ("stone-oven", "bakehouse", Decimal(44))
    assert found.asked_hours == pytest.approx(29 + Decimal(694) / 2 / 49)
    assert found.load == pytest.approx((29 + Decimal(347) / 49) / 44)


def test_hours_of_a_unit_are_shared_by_the_lines_that_can_make_it() -> None:
    """Rye only goes into the stone oven, wheat into either: half of it is expected there."""
    hours = hours_per_unit(bakery(), "stone-oven")
    assert hours["rye-loaf"] == Decimal(1) / 40
    assert hours["baguette"] == pytest.approx(Decimal(1) / 49 / 2)
    assert "free-loaf" not in hours


def test_without_orders_there_is_no_bottleneck() -> None:
    """A line that nothing is asked of is no bottleneck."""
    assert bottleneck_of(replace(florist(), orders=()), now=NOW) is None


def test_a_line_that_never_works_is_no_bottleneck() -> None:
    """A table without hours cannot be measured; the planner says what that means for the orders."""
    assert bottleneck_of(replace(florist(), calendars=()), now=NOW) is None


def test_of_equal_loads_the_first_name_is_taken() -> None:
    """Two tables that are asked for alike: the choice does not depend on the order of the files."""
    snapshot = florist()
    (table,), rates = snapshot.lines, snapshot.rates
    twins = replace(
        snapshot,
        lines=(replace(table, id="window"), table),
        rates=(*(replace(rate, line="window") for rate in rates), *rates),
    )
    found = bottleneck_of(twins, now=NOW)
    assert found is not None
    assert (found.line, found.asked_hours) == ("table", Decimal(5))
