"""Limits and the verdict on them."""

from dataclasses import replace

import pytest

from tests.foundry import PRESS, SIX_FARES, tiers_of
from unisono.engines.allocating.problem import Arrivals, Method, Params, Problem
from unisono.engines.allocating.solving import solve


def test_incremental_limits_are_the_published_ones() -> None:
    """Of a hundred seats the six fares have 20, 15, 19, 26, 20 and 0 before those below them."""
    solution = solve(Problem(bottleneck="flight", capacity_hours=100.0, tiers=SIX_FARES), params=Params())
    assert [round(hours) for hours in solution.own_hours] == [20, 15, 19, 26, 20, 0]
    assert solution.limits == pytest.approx([100, 79.64, 64.60, 45.66, 19.93, 0], abs=0.01)


@pytest.mark.parametrize("method", Method)
def test_protection_pays_where_more_is_wanted_and_tiers_differ(method: Method) -> None:
    """On the crowded press every method earns more than mixed orders without protection."""
    solution = solve(PRESS, params=Params(method=method))
    assert solution.pays
    assert solution.says == f"Protection pays: {solution.gain / solution.expected.mixed:.1%} more."


def test_the_gain_depends_on_who_comes_first() -> None:
    """Against cheap orders that all come first protection brings 19%, against mixed ones less than 2%."""
    hopeful, cautious = (solve(PRESS, params=Params(arrivals=arrivals)) for arrivals in Arrivals)
    assert cautious.gain / cautious.expected.mixed == pytest.approx(0.017, abs=0.001)
    assert hopeful.gain / hopeful.expected.cheap_first == pytest.approx(0.187, abs=0.001)


def test_a_small_gain_is_not_worth_the_trouble() -> None:
    """Whoever wants at least 5% is told that the press gives less."""
    solution = solve(PRESS, params=Params(least_gain=0.05))
    assert (solution.pays, solution.is_sure, solution.gain > 0) == (False, False, True)
    assert solution.says == "No protection is sure to pay here: it may bring as little as +1.7%."


def test_no_protection_pays_at_low_load() -> None:
    """With 220 hours for 130 that are wanted nobody is turned away."""
    solution = solve(replace(PRESS, capacity_hours=220.0), params=Params())
    assert (solution.pays, solution.is_sure) == (False, True)
    assert solution.says == "No protection pays here: the hours suffice for nearly all that is wanted."


def test_no_protection_pays_for_tiers_that_are_alike() -> None:
    """Where an hour of gold earns hardly more than one of standard, it does not matter who has it."""
    alike = replace(PRESS, tiers=tiers_of((81, 30, 10), (80.5, 40, 12), (80, 60, 15)))
    solution = solve(alike, params=Params())
    assert not solution.pays
    assert solution.says == "No protection pays here: the tiers earn nearly the same an hour."


def test_one_tier_needs_no_protection() -> None:
    """A company with one tier has nobody to keep hours for."""
    solution = solve(replace(PRESS, tiers=PRESS.tiers[:1]), params=Params())
    assert (solution.protected_hours, solution.limits) == ((), (100.0,))
    assert solution.says == "No protection pays here: there is only one tier."


def test_a_closed_line_protects_nothing() -> None:
    """Without hours there is nothing to share out."""
    solution = solve(replace(PRESS, capacity_hours=0.0), params=Params())
    assert solution.limits == (0.0, 0.0, 0.0)
    assert (solution.pays, solution.says) == (False, "No protection pays here: no hour is free.")


@pytest.mark.parametrize(
    ("tiers", "says"),
    [
        ((), "There is no tier."),
        (tiers_of((50, 1, 1), (80, 1, 1)), "order of their contribution"),
        (tiers_of((50, -1, 1)), "Hours cannot be negative."),
        (tiers_of((50, 1, 1), (0, 1, 1)), "A tier that earns nothing is not sold to."),
    ],
)
def test_numbers_that_mean_nothing_are_refused(tiers: tuple, says: str) -> None:
    """A problem whose tiers cannot be ranked is not made at all."""
    with pytest.raises(ValueError, match=says):
        Problem(bottleneck="press", capacity_hours=100.0, tiers=tiers)
