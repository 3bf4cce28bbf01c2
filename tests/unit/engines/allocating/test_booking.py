"""Hours open to each tier while orders come in."""

import pytest

from unisono.engines.allocating.booking import Nesting, open_hours, slot_hours_open

OWN = (30.0, 40.0, 30.0)


@pytest.mark.parametrize("nesting", Nesting)
def test_before_the_first_order_limits_are_nested(nesting: Nesting) -> None:
    """Gold may take all, silver what is not kept for gold, standard its own hours."""
    assert open_hours(OWN, (0, 0, 0), nesting) == (100.0, 70.0, 30.0)


@pytest.mark.parametrize("nesting", Nesting)
def test_cheap_orders_use_their_own_hours(nesting: Nesting) -> None:
    """Where only standard has ordered, both kinds of nesting leave the same."""
    assert open_hours(OWN, (0, 0, 25), nesting) == (75.0, 45.0, 5.0)


def test_gold_that_has_come_frees_what_was_kept_for_it() -> None:
    """With standard nesting twenty hours of gold come out of gold's own thirty, and nobody else loses any."""
    assert open_hours(OWN, (20, 0, 0), Nesting.STANDARD) == (80.0, 70.0, 30.0)


def test_reversed_nesting_keeps_the_same_for_gold_that_is_to_come() -> None:
    """With reversed nesting twenty hours of gold come out of standard's hours, and gold's own thirty stay."""
    assert open_hours(OWN, (20, 0, 0), Nesting.REVERSED) == (80.0, 50.0, 10.0)


def test_an_order_that_needs_more_than_its_own_goes_down() -> None:
    """Fifty hours of gold take gold's thirty and twenty of silver's, or standard's thirty and twenty of silver's."""
    assert open_hours(OWN, (50, 0, 0), Nesting.STANDARD) == (50.0, 50.0, 30.0)
    assert open_hours(OWN, (50, 0, 0), Nesting.REVERSED) == (50.0, 20.0, 0.0)


def test_a_slot_is_for_one_tier() -> None:
    """Silver cannot use the hours of gold's slot, and gold that needs more takes what all share."""
    assert slot_hours_open(OWN, (0, 0, 0)) == (60.0, 70.0, 30.0)
    assert slot_hours_open(OWN, (40, 0, 0)) == (20.0, 60.0, 20.0)
    assert slot_hours_open(OWN, (0, 70, 0)) == (30.0, 0.0, 0.0)
