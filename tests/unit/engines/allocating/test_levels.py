"""Protection levels by formula, against published numbers."""

import pytest

from tests.foundry import FOUR_FARES, PRESS, SIX_FARES, tiers_of
from unisono.engines.allocating.levels import average_contribution, emsr_a, emsr_b, littlewood


def test_littlewood_keeps_hours_as_long_as_waiting_pays() -> None:
    """Against silver, gold keeps the hours that it exceeds in two of three periods, as 80 is to 120."""
    assert littlewood(PRESS.tiers[0], 80) == pytest.approx(25.69, abs=0.005)


def test_emsr_b_meets_the_published_levels() -> None:
    """The six fares of Fiig and others get the protection levels that were published for them."""
    assert emsr_b(SIX_FARES) == pytest.approx([20.36, 35.40, 54.34, 80.07, 117.44], abs=0.005)


def test_both_rules_on_four_fares() -> None:
    """EMSR-a keeps less than EMSR-b where the lower fares are close together."""
    assert emsr_a(FOUR_FARES) == pytest.approx([16.7, 38.7, 55.7], abs=0.05)
    assert emsr_b(FOUR_FARES) == pytest.approx([16.7, 50.9, 83.2], abs=0.06)


def test_the_press_keeps_hours_for_gold_and_silver() -> None:
    """Of a hundred hours 25.69 are kept for gold, and 69.42 for gold and silver together."""
    assert emsr_b(PRESS.tiers) == pytest.approx([25.69, 69.42], abs=0.005)


def test_with_two_tiers_all_rules_are_littlewoods() -> None:
    """There is nothing to approximate between two tiers."""
    pair = PRESS.tiers[:2]
    assert emsr_a(pair) == emsr_b(pair) == (littlewood(pair[0], pair[1].contribution_per_hour),)


def test_a_demand_without_doubt_is_kept_in_full() -> None:
    """Whoever is sure to want ten hours has ten hours kept, however little more they earn."""
    assert emsr_b(tiers_of((120, 10, 0), (119, 50, 5))) == (10.0,)


def test_tiers_that_earn_the_same_keep_nothing_from_each_other() -> None:
    """Nobody waits for an order that earns no more than the one at the door."""
    assert emsr_b(tiers_of((80, 30, 10), (80, 40, 12), (80, 60, 15))) == (0.0, 0.0)


def test_levels_do_not_fall() -> None:
    """Where the formula would keep less for two tiers than for the first alone, the first one's hours stand."""
    tiers = tiers_of((120, 30, 10), (100, 1, 20), (100, 50, 10))
    first, both = emsr_b(tiers)
    assert both == first > 0


def test_tiers_that_want_nothing_are_no_trouble() -> None:
    """With nothing wanted by the better tiers the worst of them sets the average, and nothing is kept."""
    nobody = tiers_of((120, 0, 0), (80, 0, 0), (50, 40, 10))
    assert average_contribution(nobody[:2]) == 80
    assert emsr_b(nobody) == (0.0, 0.0)
