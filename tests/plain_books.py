"""Books that are lists: a ledger with a true root, and checkpoints, for use cases that sign, prove and verify."""

from collections.abc import Sequence
from typing import cast

from tests.plain_ledger import PlainLedger
from unisono.domain.checkpoints import SignedCheckpoint
from unisono.domain.facts import Entry
from unisono.domain.merkle import leaf_hash, root_over
from unisono.services.ports import Books, Head, PlanStore, SnapshotStore


class RootedLedger(PlainLedger):
    """A list of facts with the root over their bytes; `astray` is what it says of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.astray: tuple[int, str] | None = None

    def head(self) -> Head:
        """Return how many facts there are, and the root over them."""
        return Head(size=len(self.kept), root=root_over(leaf_hash(body) for _, body in self.bodies()))

    def stray(self, entries: Sequence[Entry]) -> tuple[int, str] | None:
        """Return what somebody said is astray, if it is among these facts."""
        if self.astray is None or self.astray[0] not in {entry.position for entry in entries}:
            return None
        return self.astray


class PlainCheckpoints:
    """Checkpoints in a list; the last note about the same facts has all signatures."""

    def __init__(self) -> None:
        self.kept: list[SignedCheckpoint] = []

    def keep(self, signed: SignedCheckpoint) -> None:
        """Keep a checkpoint in the place of the one with fewer signatures."""
        self.kept = [one for one in self.kept if one.checkpoint != signed.checkpoint] + [signed]

    def all(self) -> tuple[SignedCheckpoint, ...]:
        """Return all."""
        return tuple(self.kept)


def plain_books(ledger: RootedLedger, checkpoints: PlainCheckpoints) -> Books:
    """Return books that nothing but facts and checkpoints are asked of."""
    return Books(
        ledger=ledger,
        checkpoints=checkpoints,
        snapshots=cast("SnapshotStore", None),
        plans=cast("PlanStore", None),
        close=lambda: None,
    )
