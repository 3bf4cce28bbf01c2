"""When a search ends: after so many moves, after so many seconds, or when someone says so."""

from dataclasses import dataclass
from typing import Protocol


class Stop(Protocol):
    """A budget for one chain of a search."""

    def share(self, *, iterations: int, seconds: float) -> float:
        """Return the share of the budget that is used, 1 or more when it is used up."""

    def left(self, *, iterations: int) -> int | None:
        """Return how many iterations are left, or None when they are not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Iterations:
    """Stop after `count` moves a chain: the same seed gives the same plan."""

    count: int

    def share(self, *, iterations: int, seconds: float) -> float:  # noqa: ARG002 - one signature for all budgets
        """Return the share of the moves that are done."""
        return iterations / self.count if self.count > 0 else 1.0

    def left(self, *, iterations: int) -> int | None:
        """Return the moves that are left."""
        return max(0, self.count - iterations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """Stop after so many seconds a chain."""

    count: float

    def share(self, *, iterations: int, seconds: float) -> float:
        """Return the share of the time that is over; a chain makes at least one slice of moves."""
        if iterations == 0:
            return 0.0
        return seconds / self.count if self.count > 0 else 1.0

    def left(self, *, iterations: int) -> int | None:  # noqa: ARG002 - one signature for all budgets
        """Return None: moves are not counted."""
        return None
