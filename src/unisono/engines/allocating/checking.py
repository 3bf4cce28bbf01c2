"""Whether levels, limits, quotas, money and bid prices are what they claim: the independent checker.

It knows nothing of how they are found. Levels are held against the equation that defines them, money against a sample
of `SAMPLE` periods, bid prices against the duality of linear programs.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from unisono.domain.findings import Finding, Severity, Source
from unisono.engines.allocating.network import BidPrices, Network
from unisono.engines.allocating.problem import Arrivals, Method, Problem, TierDemand
from unisono.engines.allocating.solution import Solution

Floats = NDArray[np.float64]

SAMPLE = 100_000
SEED = 20261201
ERRORS = 5.0
"""Standard errors that a sample may be away from the truth."""
GRID = 0.002
"""Share of an amount that rounding to a grid may cost."""
EXACT = 1e-6

Found = Iterator[tuple[str, str]]
"""Code and message."""


def check(problem: Problem, solution: Solution) -> tuple[Finding, ...]:
    """Return everything that is wrong with protection levels; what `solve` returns has nothing.

    Args:
        problem: the bottleneck.
        solution: what it says, with the method it claims.
    """
    found = [*_shape(problem, solution)] or [
        *_levels(problem, solution),
        *_limits(problem, solution),
        *_quotas(problem, solution),
        *_money(problem, solution),
        *_verdict(solution),
    ]
    return tuple(_finding(code, message, problem.bottleneck) for code, message in found)


def check_bid_prices(network: Network, answer: BidPrices) -> tuple[Finding, ...]:
    """Return everything that is wrong with bid prices: a feasible primal and dual of the same worth prove each other.

    r x = c p + d max(0, r - A'p), with 0 <= x <= d, A x <= c and p >= 0.

    Args:
        network: bottlenecks and requests.
        answer: prices and accepted requests.
    """
    if answer.prices.keys() != network.capacity_hours.keys() or len(answer.accepted) != len(network.requests):
        return (_finding("prices-differ", "There is not one price a bottleneck and one number a request.", ""),)
    found = [*_bids(network, answer)]
    return tuple(_finding(code, message, name) for code, message, name in found)


def _finding(code: str, message: str, value: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, source=Source(file="slots"), message=message, value=value)


def _shape(problem: Problem, solution: Solution) -> Found:
    tiers = len(problem.tiers)
    rows = (solution.limits, solution.own_hours, solution.quotas, (0.0, *solution.protected_hours))
    if any(len(row) != tiers for row in rows):
        yield "tiers-differ", f"Not every one of {tiers} tiers has its hours."


def _levels(problem: Problem, solution: Solution) -> Found:
    """Yield levels that fall, or that do not keep what the method keeps."""
    levels, method = solution.protected_hours, solution.params.method
    if any(lower > higher for lower, higher in pairwise((0.0, *levels))):
        yield "levels-fall", "The levels fall from one tier to the next."
    if method is Method.OPTIMAL:
        yield from _best_levels(problem, levels)
        return
    keep = _by_emsr_a if method is Method.EMSR_A else _by_emsr_b
    expected = accumulate((keep(problem.tiers[:j], problem.tiers[j]) for j in range(1, len(problem.tiers))), max)
    for tier, level, kept in zip(problem.tiers, levels, expected, strict=False):
        if abs(level - kept) > EXACT * max(1.0, kept):
            yield "level-differs", f"{method} keeps {kept:.2f} hours down to {tier.name}, not {level:.2f}."


def _by_emsr_a(better: Sequence[TierDemand], worse: TierDemand) -> float:
    return sum(
        _hours_with_chance(tier.mean_hours, tier.sd_hours, worse.contribution_per_hour / tier.contribution_per_hour)
        for tier in better
    )


def _by_emsr_b(better: Sequence[TierDemand], worse: TierDemand) -> float:
    means = [tier.mean_hours for tier in better]
    earned = [tier.contribution_per_hour for tier in better]
    average = float(np.average(earned, weights=means)) if sum(means) else earned[-1]
    sd = math.sqrt(sum(tier.sd_hours**2 for tier in better))
    return _hours_with_chance(sum(means), sd, worse.contribution_per_hour / average)


def _hours_with_chance(mean: float, sd: float, chance: float) -> float:
    """Return the hours that demand exceeds with a chance, by bisection; not below nothing."""
    low, high = 0.0, mean + 40 * sd
    if chance >= 1:
        return low
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if _chance_above(middle, mean, sd) > chance else (low, middle)
    return high


def _chance_above(hours: float, mean: float, sd: float) -> float:
    if not sd:
        return float(mean > hours)
    return math.erfc((hours - mean) / sd / math.sqrt(2)) / 2


def _best_levels(problem: Problem, levels: Sequence[float]) -> Found:
    """Yield levels for which P(D_1 > y_1, D_1 + D_2 > y_2, ..) does not pass through r_{j+1} / r_1.

    Brumelle and McGill (1993). Where demand can be exactly a level, the chance jumps there; so it is looked at a little
    above and below.
    """
    wanted = np.cumsum(_sample(problem), axis=1)
    near = 2 * GRID * sum(tier.mean_hours + 6 * tier.sd_hours for tier in problem.tiers)
    above, below = np.ones(SAMPLE, dtype=bool), np.ones(SAMPLE, dtype=bool)
    for j, level in enumerate(levels):
        above &= wanted[:, j] > level + near
        below &= wanted[:, j] > level - near
        chance = problem.tiers[j + 1].contribution_per_hour / problem.tiers[0].contribution_per_hour
        slack = ERRORS * math.sqrt(chance * (1 - chance) / SAMPLE) + EXACT
        if not float(above.mean()) - slack <= chance <= float(below.mean()) + slack:
            yield "level-differs", f"The best level down to {problem.tiers[j].name} is not {level:.2f} hours."


def _limits(problem: Problem, solution: Solution) -> Found:
    capacity = problem.capacity_hours
    for level, limit in zip((0.0, *solution.protected_hours), solution.limits, strict=True):
        if not _close(limit, max(0.0, capacity - level)):
            yield "limit-differs", f"{capacity:.2f} hours less {level:.2f} protected do not leave {limit:.2f}."
    for number, limit in enumerate(solution.limits):
        if not _close(sum(solution.own_hours[number:]), limit):
            yield "own-hours-differ", f"The own hours from {problem.tiers[number].name} down do not sum to the limit."


def _quotas(problem: Problem, solution: Solution) -> Found:
    """Yield quotas that are not the capacity, or where a few hours would earn more with another tier."""
    capacity, quotas = problem.capacity_hours, solution.quotas
    if min(quotas) < 0 or not _close(sum(quotas), capacity):
        yield "quotas-differ", f"The quotas do not split {capacity:.2f} hours."
    step = GRID * capacity
    gains = [_earned_by(tier, hours, hours + step) for tier, hours in zip(problem.tiers, quotas, strict=True)]
    losses = [
        _earned_by(tier, hours - step, hours) if hours >= step else math.inf
        for tier, hours in zip(problem.tiers, quotas, strict=True)
    ]
    if max(gains) > min(losses) + EXACT * max(1.0, *gains):
        yield "quotas-not-best", "A few hours would earn more in another quota."


def _earned_by(tier: TierDemand, start: float, end: float) -> float:
    """Return what a tier earns with the hours from one to another, at least: at the chance that it wants them all."""
    return tier.contribution_per_hour * (end - start) * _chance_above((start + end) / 2, tier.mean_hours, tier.sd_hours)


def _money(problem: Problem, solution: Solution) -> Found:
    """Yield expected contributions that a sample of periods does not bear out."""
    wanted, earns = _sample(problem), np.array([tier.contribution_per_hour for tier in problem.tiers])
    capacity, expected = problem.capacity_hours, solution.expected
    served = np.minimum(1.0, capacity / np.maximum(wanted.sum(axis=1), EXACT))
    claims = {
        "nested limits": (expected.nested, _worst_first(problem, wanted, solution.protected_hours) @ earns),
        "no protection, cheap orders first,": (expected.cheap_first, _worst_first(problem, wanted, ()) @ earns),
        "no protection, mixed orders,": (expected.mixed, (wanted * served[:, None]) @ earns),
        "quotas": (expected.quotas, np.minimum(wanted, np.array(solution.quotas)) @ earns),
        "the best first": (expected.best_first, _best_first(wanted, capacity) @ earns),
    }
    for name, (claim, sample) in claims.items():
        mean, error = float(sample.mean()), float(sample.std()) / math.sqrt(SAMPLE)
        if abs(claim - mean) > ERRORS * error + GRID * max(1.0, mean):
            yield "money-differs", f"With {name} {mean:,.0f} can be expected, not {claim:,.0f}."


def _sample(problem: Problem) -> Floats:
    """Return hours wanted in many periods, shape (SAMPLE, tiers)."""
    draw = np.random.default_rng(SEED)
    means, sds = ([getattr(tier, name) for tier in problem.tiers] for name in ("mean_hours", "sd_hours"))
    return np.maximum(0.0, draw.normal(means, sds, (SAMPLE, len(problem.tiers))))


def _worst_first(problem: Problem, wanted: Floats, levels: Sequence[float]) -> Floats:
    """Return the hours accepted by tier where the worst come first and leave the levels alone."""
    accepted, left = np.zeros_like(wanted), np.full(SAMPLE, problem.capacity_hours, dtype=np.float64)
    for tier in reversed(range(len(problem.tiers))):
        level = levels[tier - 1] if levels and tier else 0.0
        accepted[:, tier] = np.clip(np.minimum(wanted[:, tier], left - level), 0.0, None)
        left -= accepted[:, tier]
    return accepted


def _best_first(wanted: Floats, capacity: float) -> Floats:
    together = np.minimum(np.cumsum(wanted, axis=1), capacity)
    return np.diff(together, prepend=0.0, axis=1)


def _verdict(solution: Solution) -> Found:
    expected, params = solution.expected, solution.params
    unprotected = expected.mixed if params.arrivals is Arrivals.MIXED else expected.cheap_first
    if not _close(solution.gain, expected.nested - unprotected):
        yield "gain-differs", f"The gain is {expected.nested - unprotected:,.2f}, not {solution.gain:,.2f}."
    if solution.pays != (solution.gain > 0 and solution.gain >= params.least_gain * unprotected):
        yield "verdict-differs", f"A gain of {solution.gain:,.2f} does not say whether protection pays."
    if solution.pays == solution.says.startswith("No protection"):
        yield "verdict-differs", "The sentence says the opposite."


def _bids(network: Network, answer: BidPrices) -> Iterator[tuple[str, str, str]]:
    used = dict.fromkeys(network.capacity_hours, 0.0)
    earned = rest = 0.0
    for request, count in zip(network.requests, answer.accepted, strict=True):
        if not -EXACT <= count <= request.wanted + EXACT:
            yield "accepted-not-wanted", f"{count:g} are accepted where {request.wanted:g} are wanted.", request.name
        earned += request.contribution * count
        over = request.contribution - sum(answer.prices[name] * hours for name, hours in request.hours.items())
        rest += max(0.0, over) * request.wanted
        for name, hours in request.hours.items():
            used[name] += count * hours
    for name, limit in network.capacity_hours.items():
        if used[name] > limit + EXACT * max(1.0, limit):
            yield "overbooked", f"{used[name]:.2f} hours are accepted where {limit:.2f} are free.", name
    if min(answer.prices.values(), default=0.0) < 0:
        yield "price-below-nothing", "A bid price is below nothing.", ""
    worth = sum(answer.prices[name] * limit for name, limit in network.capacity_hours.items()) + rest
    if not _close(earned, answer.contribution) or not _close(worth, answer.contribution):
        yield "not-best", f"Accepted is {earned:,.2f}, and the prices prove at most {worth:,.2f}.", ""


def _close(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=EXACT, abs_tol=EXACT)
