"""Budgets of a search: moves, or seconds."""

from unisono.engines.planning.stopping import Iterations, Seconds


def test_a_budget_of_moves_is_used_up_by_moves() -> None:
    """However long it takes, half the moves are half the budget."""
    stop = Iterations(count=200)
    assert stop.share(iterations=0, seconds=9) == 0
    assert stop.share(iterations=100, seconds=0) == 0.5
    assert stop.left(iterations=150) == 50
    assert stop.left(iterations=201) == 0
    assert Iterations(count=0).share(iterations=0, seconds=0) == 1


def test_a_budget_of_seconds_is_used_up_by_time() -> None:
    """However many moves it was, half the time is half the budget; moves are not counted."""
    stop = Seconds(count=4)
    assert stop.share(iterations=10, seconds=2) == 0.5
    assert stop.left(iterations=10) is None


def test_even_without_time_a_search_makes_a_first_slice() -> None:
    """A search that starts late still returns a plan that it has looked at."""
    for seconds in (0.0, 0.5):
        assert Seconds(count=seconds).share(iterations=0, seconds=99) == 0
        assert Seconds(count=seconds).share(iterations=1, seconds=99) >= 1
