"""Slots: hours that one tier alone may use, with all other hours open to everybody."""

from collections.abc import Sequence

import numpy as np

from unisono.engines.allocating.problem import Problem
from unisono.engines.allocating.worth import CELLS, Floats, best_quotas, wants_more


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


def slotted(problem: Problem, own_hours: Sequence[float]) -> float:
    """Return the expected contribution where each tier has hours of its own and shares the rest with all.

    The worst tier comes first, all of it, then the next, and so on: the hardest order for the best. Each takes its own
    hours before the shared ones. With R the shared hours that are left, tier i sells E min(D_i, q_i + R) and leaves
    (R - (D_i - q_i)+)+.

    Args:
        problem: the bottleneck.
        own_hours: q_1 .. q_k; what is more than the capacity is cut, the best tier's last.

    >>> from unisono.engines.allocating.problem import TierDemand
    >>> example = Problem(bottleneck="press", capacity_hours=100, tiers=(
    ...     TierDemand(name="gold", contribution_per_hour=120, mean_hours=30, sd_hours=10),
    ...     TierDemand(name="silver", contribution_per_hour=80, mean_hours=40, sd_hours=12),
    ...     TierDemand(name="standard", contribution_per_hour=50, mean_hours=60, sd_hours=15),
    ... ))
    >>> round(slotted(example, [0, 0, 0])), round(slotted(example, [30, 40, 0])), round(slotted(example, [34, 40, 26]))
    (6409, 7439, 7438)
    """
    step = problem.capacity_hours / CELLS
    if not step:
        return 0.0
    own, shared = [], CELLS
    for hours in own_hours:
        own.append(min(shared, round(hours / step)))
        shared -= own[-1]
    left = np.zeros(shared + 1)
    left[-1] = 1.0
    total = 0.0
    for tier, cells in zip(reversed(problem.tiers), reversed(own), strict=True):
        above = wants_more(tier, step=step, cells=cells + shared + 1)
        sold = np.concatenate(([0.0], np.cumsum(above))) * step
        total += tier.contribution_per_hour * float(left @ sold[cells : cells + shared + 1])
        left = _after(left, above[cells:])
    return total


def _after(left: Floats, above: Floats) -> Floats:
    """Return the chances of what is left of the shared hours after a tier that wants more than n of them: above[n]."""
    at_least = np.concatenate(([1.0], above))[: len(left) + 1]
    taken = at_least[:-1] - at_least[1:]
    after: Floats = np.convolve(left[::-1], taken)[: len(left)][::-1]
    after[0] += 1.0 - after.sum()
    return after
