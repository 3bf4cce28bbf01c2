"""When to order and how much, looked at once a period."""

import pytest

from unisono.engines.stocking.review import Reviews, best_up_to


def test_the_published_rule() -> None:
    """At 4 or fewer, fill up to 10: the rule and the cost that stockpyl's tests publish."""
    best = best_up_to(Reviews(setup=5, over=1, under=4, demand=6, cover=6))
    assert (best.point, best.level) == (4, 10)
    assert best.cost == pytest.approx(8.034111561, rel=1e-9)


def test_without_a_setup_cost_it_is_one_level() -> None:
    """Whatever was taken is ordered at the next look."""
    best = best_up_to(Reviews(setup=0, over=1, under=4, demand=6, cover=6))
    assert best.level == best.point + 1 == 8


def test_screens_that_hardly_sell_are_hardly_kept() -> None:
    """With one sold in ten looks and a dear order, nothing is ordered before a customer waits."""
    best = best_up_to(Reviews(setup=50, over=1, under=4, demand=0.1, cover=0.1))
    assert best.point < 0 < best.level
