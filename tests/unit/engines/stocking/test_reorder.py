"""When to order and how much, watched all the time."""

import pytest

from unisono.engines.stocking.newsvendor import newsvendor
from unisono.engines.stocking.reorder import Flow, best_reorder

BOOK = Flow(setup=8, over=0.225, under=7.5, demand=1300, mean=1300 / 12, spread=150 / 12**0.5)
"""The example of Snyder & Shen, a year as the period."""


def test_the_published_cost() -> None:
    """The cost of reordering 328.5 at 126.8 is the one that stockpyl's tests publish."""
    assert BOOK.cost(126.8, 328.5) == pytest.approx(78.0711625, rel=1e-9)


def test_the_best_rule_is_the_published_one() -> None:
    """Nothing costs less than the published rule by more than its rounding."""
    best = best_reorder(BOOK)
    assert best.cost <= BOOK.cost(126.8, 328.5)
    assert best.cost == pytest.approx(78.0711625, rel=1e-6)
    assert best.point == pytest.approx(126.8, abs=0.2)
    assert best.quantity == pytest.approx(328.5, abs=0.2)


def test_without_a_setup_cost_every_unit_is_ordered_at_once() -> None:
    """It is the newsvendor's level then."""
    best = best_reorder(Flow(setup=0, over=0.18, under=0.70, demand=50, mean=250, spread=8 * 5**0.5))
    level = newsvendor(over=0.18, under=0.70, mean=50, spread=8, lead=4)
    assert best.quantity == 0
    assert best.point == pytest.approx(level.quantity)
    assert best.cost == pytest.approx(level.cost)


def test_a_dear_setup_is_spread_over_more_units() -> None:
    """A changeover a hundred times as dear makes orders about ten times as large."""
    dear = Flow(setup=80_000, over=0.225, under=7.5, demand=1300, mean=1300 / 12, spread=150 / 12**0.5)
    cheap = Flow(setup=800, over=0.225, under=7.5, demand=1300, mean=1300 / 12, spread=150 / 12**0.5)
    assert best_reorder(dear).quantity / best_reorder(cheap).quantity == pytest.approx(10, rel=0.01)
