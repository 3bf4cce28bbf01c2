"""Planted errors that the checker finds."""

from dataclasses import replace

import pytest

from tests.foundry import PRESS, three_legs
from unisono.engines.allocating.bidding import bid_prices
from unisono.engines.allocating.checking import check, check_bid_prices
from unisono.engines.allocating.problem import Method, Params
from unisono.engines.allocating.solution import Solution
from unisono.engines.allocating.solving import solve


def codes(solution: Solution) -> set[str]:
    """Return what is found on the press."""
    return {finding.code for finding in check(PRESS, solution)}


@pytest.mark.parametrize("method", Method)
def test_nothing_is_found_in_what_is_solved(method: Method) -> None:
    """The levels, limits, quotas and money of every method hold."""
    assert check(PRESS, solve(PRESS, params=Params(method=method))) == ()


@pytest.mark.parametrize("method", Method)
def test_a_level_that_the_method_does_not_give(method: Method) -> None:
    """Five hours more for gold than the method keeps are noticed."""
    solution = solve(PRESS, params=Params(method=method))
    first, second = solution.protected_hours
    assert "level-differs" in codes(replace(solution, protected_hours=(first + 5, second)))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"protected_hours": (25.0,)}, "tiers-differ"),
        ({"protected_hours": (69.42, 25.69)}, "levels-fall"),
        ({"limits": (100.0, 80.0, 30.58)}, "limit-differs"),
        ({"own_hours": (30.0, 40.0, 30.0)}, "own-hours-differ"),
        ({"quotas": (30.0, 30.0, 30.0)}, "quotas-differ"),
        ({"quotas": (60.0, 20.0, 20.0)}, "quotas-not-best"),
        ({"gain": 500.0}, "gain-differs"),
        ({"pays": False}, "verdict-differs"),
        ({"says": "No protection pays here: nobody comes."}, "verdict-differs"),
    ],
)
def test_a_planted_error_is_found(change: dict, code: str) -> None:
    """Whatever is changed in a solution is told by its code."""
    assert code in codes(replace(solve(PRESS, params=Params()), **change))


@pytest.mark.parametrize("name", ["nested", "quotas", "cheap_first", "mixed", "best_first"])
def test_money_that_a_sample_does_not_bear_out(name: str) -> None:
    """An expected contribution that is 2% too high is noticed."""
    solution = solve(PRESS, params=Params())
    wrong = replace(solution.expected, **{name: getattr(solution.expected, name) * 1.02})
    assert "money-differs" in codes(replace(solution, expected=wrong))


def test_nothing_is_found_in_bid_prices_that_are_solved() -> None:
    """The published case proves itself by duality."""
    assert check_bid_prices(three_legs(), bid_prices(three_legs())) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"prices": {"leg 1": 380.0, "leg 2": 420.0}}, "prices-differ"),
        ({"prices": {"leg 1": 300.0, "leg 2": 420.0, "leg 3": 0.0}}, "not-best"),
        ({"prices": {"leg 1": 380.0, "leg 2": 420.0, "leg 3": -5.0}}, "price-below-nothing"),
        ({"accepted": (6.0, 0.0, 4.0, 1.0, 5.0, 0.0, 0.0, 0.0, 3.0, 5.0)}, "overbooked"),
        ({"accepted": (5.0, 0.0, 4.0, 1.0, 5.0, 0.0, 0.0, 0.0, 4.0, 4.0)}, "accepted-not-wanted"),
        ({"contribution": 10_000.0}, "not-best"),
    ],
)
def test_a_planted_error_in_bid_prices_is_found(change: dict, code: str) -> None:
    """Prices that are not the dual, and more than is free or wanted, are noticed."""
    found = check_bid_prices(three_legs(), replace(bid_prices(three_legs()), **change))
    assert code in {finding.code for finding in found}
