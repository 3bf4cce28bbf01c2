"""Laws of protection levels and bid prices."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unisono.engines.allocating.bidding import bid_prices
from unisono.engines.allocating.booking import Nesting, limits_of, open_hours, own_hours_of
from unisono.engines.allocating.checking import check, check_bid_prices
from unisono.engines.allocating.levels import emsr_a, emsr_b, littlewood
from unisono.engines.allocating.network import Network, Request
from unisono.engines.allocating.problem import Method, Params, Problem, TierDemand
from unisono.engines.allocating.solving import solve

earnings = st.integers(10, 500).map(float)
hours = st.integers(0, 600).map(lambda tenths: tenths / 10)
shares = st.integers(0, 50).map(lambda percent: percent / 100)


@st.composite
def problems(draw: st.DrawFn, tiers: int = 4) -> Problem:
    """Draw a foundry's press with one tier to `tiers` tiers."""
    rates = sorted(draw(st.lists(earnings, min_size=1, max_size=tiers)), reverse=True)
    means = draw(st.lists(hours, min_size=len(rates), max_size=len(rates)))
    doubts = draw(st.lists(shares, min_size=len(rates), max_size=len(rates)))
    return Problem(
        bottleneck="press",
        capacity_hours=draw(st.integers(0, 200).map(float)),
        tiers=tuple(
            TierDemand(name=f"tier {number}", contribution_per_hour=rate, mean_hours=mean, sd_hours=mean * doubt)
            for number, (rate, mean, doubt) in enumerate(zip(rates, means, doubts, strict=True))
        ),
    )


@given(problem=problems(), method=st.sampled_from(Method))
def test_the_independent_checker_agrees(problem: Problem, method: Method) -> None:
    """Whatever is wanted, the checker finds nothing in what is solved."""
    assert check(problem, solve(problem, params=Params(method=method))) == ()


@given(problem=problems())
def test_the_best_nested_limits_lie_between_quotas_and_foresight(problem: Problem) -> None:
    """Nested limits at their best earn at least what fixed quotas or no limits do, and nobody beats the best first."""
    expected = solve(problem, params=Params(method=Method.OPTIMAL)).expected
    slack = 0.002 * expected.best_first + 1e-6
    assert max(expected.quotas, expected.cheap_first) <= expected.nested + slack
    assert max(expected.nested, expected.mixed) <= expected.best_first + slack


@given(problem=problems(), method=st.sampled_from(Method), more=st.floats(0, 200))
def test_protection_grows_with_what_the_best_tier_earns(problem: Problem, method: Method, more: float) -> None:
    """The more an hour of the best tier earns, the more hours are kept for it."""
    best = problem.tiers[0]
    richer = replace(best, contribution_per_hour=best.contribution_per_hour + more)
    before = solve(problem, params=Params(method=method)).protected_hours
    after = solve(replace(problem, tiers=(richer, *problem.tiers[1:])), params=Params(method=method)).protected_hours
    assert all(late >= early - 0.2 for early, late in zip(before, after, strict=True))


@given(mean=hours, doubt=shares, worse=earnings, less=st.integers(1, 100), better=st.integers(500, 600))
def test_less_is_kept_against_tiers_that_earn_more(
    mean: float, doubt: float, worse: float, less: int, better: int
) -> None:
    """Littlewood keeps fewer hours against a tier that earns nearly as much."""
    gold = TierDemand(name="gold", contribution_per_hour=better, mean_hours=mean, sd_hours=mean * doubt)
    assert littlewood(gold, worse) <= littlewood(gold, worse * less / 100)


@given(problem=problems(), method=st.sampled_from(Method))
def test_tiers_that_are_alike_need_no_protection(problem: Problem, method: Method) -> None:
    """Where all tiers earn the same an hour the verdict is that no protection pays."""
    alike = tuple(replace(tier, contribution_per_hour=80.0) for tier in problem.tiers)
    assert not solve(replace(problem, tiers=alike), params=Params(method=method)).pays


@given(problem=problems(), method=st.sampled_from(Method))
def test_a_line_that_is_never_full_needs_no_protection(problem: Problem, method: Method) -> None:
    """Where there are more hours than anybody could want the verdict is that no protection pays."""
    enough = 1.0 + sum(tier.mean_hours + 6 * tier.sd_hours for tier in problem.tiers)
    assert not solve(replace(problem, capacity_hours=enough), params=Params(method=method)).pays


@given(
    wanted=st.lists(st.integers(0, 12), min_size=2, max_size=4),
    steps=st.lists(st.integers(0, 8), min_size=3, max_size=3),
    capacity=st.integers(0, 25),
    seed=st.integers(0, 10_000),
)
def test_no_order_of_arrival_is_worse_than_cheap_first(
    wanted: list[int], steps: list[int], capacity: int, seed: int
) -> None:
    """With standard nesting a period earns at least what it does where all cheap orders come first."""
    levels = np.cumsum(steps)[: len(wanted) - 1]
    own = own_hours_of(limits_of(capacity, [float(level) for level in levels]))
    orders = np.repeat(np.arange(len(wanted)), wanted)
    worst_first = _earned(own, orders[::-1])
    assert _earned(own, np.random.default_rng(seed).permutation(orders)) >= worst_first


def _earned(own: tuple[float, ...], orders: np.ndarray) -> float:
    """Return what orders of one hour earn in the order they come: the best tier 100, each below 17 less."""
    taken = [0.0] * len(own)
    for tier in orders:
        if open_hours(own, taken, Nesting.STANDARD)[tier] >= 1:
            taken[tier] += 1
    return sum(count * (100 - 17 * tier) for tier, count in enumerate(taken))


@given(problem=problems(), shares=st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_reversed_nesting_never_lets_in_more(problem: Problem, shares: list[float]) -> None:
    """For the same hours taken, reversed nesting leaves no tier more than standard nesting does."""
    own = own_hours_of(limits_of(problem.capacity_hours, emsr_b(problem.tiers)))
    taken = [hours * share for hours, share in zip(own, shares, strict=False)]
    standard, reverse = (open_hours(own, taken, nesting) for nesting in Nesting)
    assert all(less <= more + 1e-9 for less, more in zip(reverse, standard, strict=True))


@given(problem=problems(tiers=2))
def test_two_tiers_need_no_rule_of_thumb(problem: Problem) -> None:
    """With two tiers both rules keep what Littlewood keeps, and the optimum agrees."""
    assert emsr_a(problem.tiers) == pytest.approx(emsr_b(problem.tiers))


networks = st.builds(
    lambda capacity, rows: Network(
        capacity_hours=dict(zip(("press", "oven"), capacity, strict=True)),
        requests=tuple(
            Request(
                name=f"request {number}",
                contribution=earns,
                wanted=wanted,
                hours=dict(zip(("press", "oven"), used, strict=True)),
            )
            for number, (earns, wanted, used) in enumerate(rows)
        ),
    ),
    st.tuples(hours, hours),
    st.lists(st.tuples(earnings, st.integers(0, 20), st.tuples(hours, hours)), max_size=6),
)


@given(network=networks)
def test_bid_prices_prove_themselves(network: Network) -> None:
    """Whatever is asked of the lines, what is accepted and what hours cost come to the same money."""
    assert check_bid_prices(network, bid_prices(network)) == ()
