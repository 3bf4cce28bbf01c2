"""From a bottleneck and what tiers want to limits and a verdict."""

from unisono.engines.allocating.booking import limits_of, own_hours_of
from unisono.engines.allocating.levels import emsr_a, emsr_b
from unisono.engines.allocating.problem import Arrivals, Method, Params, Problem
from unisono.engines.allocating.solution import Expected, Solution
from unisono.engines.allocating.worth import best_first, best_levels, best_quotas, mixed, nested

METHODS = {Method.EMSR_A: emsr_a, Method.EMSR_B: emsr_b, Method.OPTIMAL: best_levels}


def solve(problem: Problem, *, params: Params) -> Solution:
    """Return protection levels, limits and quotas, what they are worth, and whether protection pays.

    There is no chance in it: expected contributions are worked out on a grid of hours.

    Args:
        problem: one bottleneck in one period.
        params: the method, and when it is worth the trouble.
    """
    protected = METHODS[params.method](problem.tiers)
    limits = limits_of(problem.capacity_hours, protected)
    quotas, worth_of_quotas = best_quotas(problem)
    expected = Expected(
        nested=nested(problem, protected),
        quotas=worth_of_quotas,
        cheap_first=nested(problem, [0.0] * len(protected)),
        mixed=mixed(problem),
        best_first=best_first(problem),
    )
    unprotected = expected.mixed if params.arrivals is Arrivals.MIXED else expected.cheap_first
    gain = expected.nested - unprotected
    pays = gain > 0 and gain >= params.least_gain * unprotected
    hopeless = _why_nobody_gains(problem, params, expected)
    if pays:
        says = f"Protection pays: {gain / unprotected:.1%} more."
    else:
        says = hopeless or f"No protection is sure to pay here: it may bring as little as {gain / unprotected:+.1%}."
    return Solution(
        params=params,
        protected_hours=protected,
        limits=limits,
        own_hours=own_hours_of(limits),
        quotas=quotas,
        expected=expected,
        gain=gain,
        pays=pays,
        is_sure=pays or bool(hopeless),
        says=says,
    )


def _why_nobody_gains(problem: Problem, params: Params, expected: Expected) -> str:
    """Return in one sentence why no protection can pay, or nothing where it might."""
    wanted = sum(tier.contribution_per_hour * tier.mean_hours for tier in problem.tiers)
    if not problem.capacity_hours:
        return "No protection pays here: no hour is free."
    if len(problem.tiers) == 1:
        return "No protection pays here: there is only one tier."
    if expected.best_first >= (1 - params.least_gain) * wanted:
        return "No protection pays here: the hours suffice for nearly all that is wanted."
    if expected.best_first - expected.mixed < params.least_gain * expected.mixed:
        return "No protection pays here: the tiers earn nearly the same an hour."
    return ""
