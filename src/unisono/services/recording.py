"""Record a decision that was made on the ledger as it stood; decide anew where it has moved on in what matters."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import TypeVar

from unisono.domain.facts import Fact
from unisono.services.ports import Ledger, LedgerMoved

T = TypeVar("T")

TRIES = 60
"""How often it is tried because somebody else has written meanwhile; each time somebody else has got on."""


class LedgerIsBusy(Exception):  # noqa: N818 - it says what the ledger is
    """Others wrote into the ledger again and again while this was being decided; nothing was recorded."""

    def __init__(self) -> None:
        super().__init__("Others write into the ledger all the time; nothing was recorded. Try again.")


def record_decision(
    ledger: Ledger,
    decide: Callable[[int], tuple[T, Sequence[Fact]]],
    *,
    now: datetime,
    matters: Collection[str] = (),
) -> T:
    """Return what was decided, once its facts are recorded on the ledger that it was decided on.

    Args:
        ledger: takes the facts, all or none.
        decide: what to record, and what to return, on a ledger of so many facts.
        now: what the clock says.
        matters: the kinds of facts that may change the decision; none: any fact may.

    Raises:
        LedgerIsBusy: others wrote again and again meanwhile.
    """
    decided: tuple[T, Sequence[Fact]] | None = None
    position = 0
    for _ in range(TRIES):
        size = ledger.head().size
        if decided is None or _has_changed(ledger, matters, after=position, until=size):
            decided = decide(size)
        position = size
        result, facts = decided
        if not facts:
            return result
        try:
            appended = ledger.append(facts, now=now, expected_position=position)
        except LedgerMoved:
            continue
        if appended.new or min(appended.positions) <= position:
            return result
        decided = None  # somebody else has just recorded the very same: it is theirs, not ours
    raise LedgerIsBusy


def _has_changed(ledger: Ledger, matters: Collection[str], *, after: int, until: int) -> bool:
    if not matters:
        return until > after
    return any(True for _ in ledger.entries(after=after, until=until, kinds=matters))
