"""What stocking says: the levels of each stock and what to do, and how each framework order is called."""

from dataclasses import dataclass

from unisono.domain.stocks import Advice, Keeping, Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """How a stock should be kept, and what to do now; all in units.

    When stock is at `lowest` or below, it is filled up to `highest`; `safety` is the part of `lowest` that is there for
    chance. `fill_rate` is the share of units that are then served at once. `amount` is what to order, to take back, or
    what is too much.
    """

    keeping: Keeping
    safety: float
    lowest: float
    highest: float
    fill_rate: float | None
    advice: Advice
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """How a framework order is called, in units.

    `open` was called and not delivered; `due` should have been called by now for the least to be reached evenly;
    `missing` is still to be called for the least, `left` may be called in all. `days_to_call` is the time in which a
    call is still delivered in time.
    """

    pace: Pace
    open: float
    due: float
    missing: float
    left: float
    days_to_call: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """One entry for each position, and one for each agreement, in their order."""

    levels: tuple[Levels, ...]
    callings: tuple[Calling, ...]
