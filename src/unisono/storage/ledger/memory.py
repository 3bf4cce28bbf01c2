"""The ledger, the snapshots and the plans in memory: for tests, and for trying things that nobody shall remember."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from threading import RLock
from typing import TypeVar

from unisono.domain.checkpoints import SignedCheckpoint
from unisono.domain.commitments.state import Commitment
from unisono.domain.company import Snapshot
from unisono.domain.facts import Entry, Fact
from unisono.domain.merkle import Frontier, leaf_hash
from unisono.domain.plans import Plan
from unisono.services.ports import Appended, Books, Head, NotStored
from unisono.storage.ledger.checkpoints import joined, unknown
from unisono.storage.ledger.following import followed
from unisono.storage.ledger.names import plan_name
from unisono.storage.ledger.rows import read_body, written
from unisono.storage.ledger.submissions import Known, sort_out
from unisono.storage.reading.hashing import content_hash

T = TypeVar("T")


def memory_books() -> Books:
    """Return empty books that end with the program."""
    return Books(
        ledger=MemoryLedger(),
        checkpoints=MemoryCheckpoints(),
        snapshots=MemorySnapshots(),
        plans=MemoryPlans(),
        close=lambda: None,
    )


class MemoryLedger:
    """The facts of one company, until the program ends; `services.ports.Ledger` says what each function does."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []
        self._known: dict[str, Known] = {}
        self._tree = Frontier()
        self._states: dict[str, Commitment] = {}
        self._lock = RLock()

    def head(self) -> Head:
        """Return how many facts there are, and the root over them."""
        return Head(size=self._tree.size, root=self._tree.root)

    def append(self, facts: Sequence[Fact], *, now: datetime, expected_position: int | None = None) -> Appended:
        """Record facts, all or none."""
        bodies = [written(fact, recorded_at=now) for fact in facts]
        with self._lock:
            size = self._tree.size
            submission = sort_out(facts, bodies, now=now, known=self._known, size=size, expected=expected_position)
            states = followed(self._states, _read(submission.bodies, size))
            self._bodies += submission.bodies
            self._known.update(
                (entry.fact.id, Known(position=entry.position, body=body))
                for entry, body in zip(submission.entries, submission.bodies, strict=True)
            )
            self._tree = self._tree.extend(map(leaf_hash, submission.bodies))
            self._states |= states
            return Appended(positions=tuple(submission.positions), new=len(submission.entries), head=self.head())

    def positions(self, fact_ids: Collection[str]) -> Mapping[str, int]:
        """Return where the facts with these ids stand, without those that are not there."""
        return {fact_id: self._known[fact_id].position for fact_id in fact_ids if fact_id in self._known}

    def entries(
        self, *, after: int = 0, until: int | None = None, commitment: str = "", kinds: Collection[str] = ()
    ) -> Iterator[Entry]:
        """Yield facts in their order."""
        for entry in _read(self._bodies[after:until], after):
            if commitment in {"", entry.fact.commitment} and (not kinds or entry.fact.kind in kinds):
                yield entry

    def bodies(self, *, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield the position and the canonical bytes of each fact after a position."""
        return enumerate(self._bodies[after:], after + 1)

    def commitment(self, commitment_id: str) -> Commitment | None:
        """Return what is known of a commitment."""
        return self._states.get(commitment_id)

    def commitments(self, *, only_open: bool = False, subject: str = "", party: str = "") -> Iterator[Commitment]:
        """Yield commitments by id."""
        for _, state in sorted(self._states.items()):
            is_about = subject in {"", state.subject} and party in {"", state.requester, state.performer}
            if is_about and (state.is_open or not only_open):
                yield state

    def rebuild(self) -> int:
        """Make everything that follows from the facts anew, and return how many facts were read."""
        with self._lock:
            self._states = followed({}, self.entries())
            return self._tree.size

    def damage(self) -> str | None:
        """Return None: nothing is kept outside this process."""
        return None

    def stray(self, entries: Sequence[Entry]) -> tuple[int, str] | None:  # noqa: ARG002 - there is nothing to stray
        """Return None: nothing is kept beside the bodies."""
        return None


class MemorySnapshots:
    """The company's data of many moments, in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, Snapshot] = {}

    def put(self, snapshot: Snapshot) -> str:
        """Keep a snapshot and return its hash."""
        name = content_hash(snapshot)
        self._kept.setdefault(name, replace(snapshot, content_hash=name))
        return name

    def get(self, snapshot_hash: str) -> Snapshot:
        """Return a snapshot.

        Raises:
            NotStored: there is none with this hash.
        """
        return _found(self._kept, snapshot_hash)


class MemoryPlans:
    """Plans, in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, Plan] = {}

    def put(self, plan: Plan) -> str:
        """Keep a plan and return its hash."""
        name = plan_name(plan)
        self._kept.setdefault(name, plan)
        return name

    def get(self, plan_hash: str) -> Plan:
        """Return a plan.

        Raises:
            NotStored: there is none with this hash.
        """
        return _found(self._kept, plan_hash)


class MemoryCheckpoints:
    """What parties have signed, kept in memory."""

    def __init__(self) -> None:
        self._notes: list[SignedCheckpoint] = []

    def keep(self, signed: SignedCheckpoint) -> None:
        """Keep a checkpoint, or those of its signatures that are not there yet."""
        self._notes += unknown(signed, self._notes)

    def all(self) -> tuple[SignedCheckpoint, ...]:
        """Return every checkpoint with all its signatures, in the order in which they were first kept."""
        return joined(self._notes)


def _found(kept: Mapping[str, T], name: str) -> T:
    if name not in kept:
        raise NotStored(name)
    return kept[name]


def _read(bodies: Sequence[bytes], after: int) -> Iterator[Entry]:
    return (read_body(position, body) for position, body in enumerate(bodies, after + 1))
