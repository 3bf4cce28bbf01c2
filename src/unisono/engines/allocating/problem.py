"""One bottleneck in one period, and who wants its hours."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Method(StrEnum):
    """How protection levels are found: two rules of thumb (Belobaba 1987, 1989) and the best nested levels."""

    EMSR_A = "emsr_a"
    EMSR_B = "emsr_b"
    OPTIMAL = "optimal"


class Arrivals(StrEnum):
    """In which order orders are thought to come where nothing is protected: all cheap ones first, or all mixed."""

    CHEAP_FIRST = "cheap_first"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TierDemand:
    """What one tier wants of the bottleneck in the period: hours, Normal and never below nothing.

    `contribution_per_hour` is money an hour of the bottleneck; `mean_hours` and `sd_hours` are not negative.
    """

    name: str
    contribution_per_hour: float
    mean_hours: float
    sd_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A bottleneck (a line or a group of lines) in one period.

    `capacity_hours` are the hours still free in it. `tiers` stand in the order of their contribution per hour, best
    first; tier j of the formulas is `tiers[j - 1]`.
    """

    bottleneck: str
    capacity_hours: float
    tiers: tuple[TierDemand, ...]

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing.

        Raises:
            ValueError: no tier, tiers out of order or without contribution, or a negative number of hours.
        """
        if not self.tiers:
            raise ValueError("There is no tier.")
        if any(left.contribution_per_hour < right.contribution_per_hour for left, right in pairwise(self.tiers)):
            raise ValueError("The tiers do not stand in the order of their contribution per hour.")
        if self.capacity_hours < 0 or any(min(tier.mean_hours, tier.sd_hours) < 0 for tier in self.tiers):
            raise ValueError("Hours cannot be negative.")
        if self.tiers[-1].contribution_per_hour <= 0:
            raise ValueError("A tier that earns nothing is not sold to.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """How to allocate, and from when on it is worth the trouble.

    Protection pays where it brings at least `least_gain` (a share, 0.01 is one percent) more than no protection under
    `arrivals`; `MIXED` is the harder test.
    """

    method: Method = Method.EMSR_B
    arrivals: Arrivals = Arrivals.MIXED
    least_gain: float = 0.01
