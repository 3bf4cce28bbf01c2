"""Protection levels, the limits that follow from them, and what they are worth."""

from dataclasses import dataclass

from unisono.engines.allocating.problem import Params


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Expected contribution of the period in money.

    `nested` holds whatever order the orders come in, with standard nesting. Without protection it is `cheap_first`
    where all cheap orders come before all others, and `mixed` where all tiers are served the same share of what they
    want. `quotas` is the best split of the hours into fixed parts, `best_first` what nobody can beat: all that the best
    tiers want before anything else.
    """

    nested: float
    quotas: float
    cheap_first: float
    mixed: float
    best_first: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What to protect, tier by tier in the problem's order, and whether it pays.

    `protected_hours` y_1 .. y_{k-1}: hours kept for tiers 1..j against all below, not bounded by the capacity;
    `limits` b_1 .. b_k: hours that tier j and those below may take together, C - y_{j-1}, not below nothing;
    `own_hours`: b_j - b_{j+1}, the hours that tier j has before all below it, which sum to the capacity;
    `quotas`: hours of each tier in the best fixed split. `gain` is money that nested limits are expected to bring over
    no protection. `is_sure` where the verdict holds whatever order the orders come in: protection pays, or nobody can
    gain by it. `says` is one sentence for people. Where protection does not pay, the levels still stand here.
    """

    params: Params
    protected_hours: tuple[float, ...]
    limits: tuple[float, ...]
    own_hours: tuple[float, ...]
    quotas: tuple[float, ...]
    expected: Expected
    gain: float
    pays: bool
    is_sure: bool
    says: str
