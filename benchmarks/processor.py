"""What a search is measured by on a shared machine: seconds of the processor."""

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessorSeconds:
    """Stop a chain that runs in this thread after so many seconds of processor time, counted from `began`."""

    count: float
    began: float

    @classmethod
    def from_now(cls, count: float) -> "ProcessorSeconds":
        """Return a budget that begins to be used now."""
        return cls(count=count, began=time.thread_time())

    def share(self, *, iterations: int, seconds: float) -> float:  # noqa: ARG002 - one signature for all budgets
        """Return the share of the time that is over."""
        return (time.thread_time() - self.began) / self.count

    def left(self, *, iterations: int) -> int | None:  # noqa: ARG002 - one signature for all budgets
        """Return None: moves are not counted."""
        return None
