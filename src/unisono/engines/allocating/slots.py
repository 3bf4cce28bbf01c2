"""Slots: hours that one tier alone may use, with all other hours open to everybody."""

from unisono.engines.allocating.problem import Problem
from unisono.engines.allocating.worth import best_quotas


def best_slots(problem: Problem, protected: float) -> tuple[float, ...]:
    """Return how the hours kept against the worst tier are best shared among the others, as hours of each tier.

    A level that nests is one pool for all better tiers; a slot is for one. The pool is split so that the sum of
    r_i E min(D_i, q_i) is largest. The worst tier gets none.

    Args:
        problem: the bottleneck.
        protected: y_{k-1}, the hours kept for all tiers but the worst.
    """
    if len(problem.tiers) == 1:
        return (0.0,)
    pool = Problem(
        bottleneck=problem.bottleneck,
        capacity_hours=min(protected, problem.capacity_hours),
        tiers=problem.tiers[:-1],
    )
    return (*best_quotas(pool)[0], 0.0)
