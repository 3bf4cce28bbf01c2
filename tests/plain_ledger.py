"""A ledger that is a list: what use cases are tried on where nothing depends on how facts are kept."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from unisono.domain.canonical import fact_bytes
from unisono.domain.commitments.evolving import evolve
from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import Entry, Fact
from unisono.services.ports import Appended, Head, LedgerMoved


class PlainLedger:
    """Facts in a list, folded anew whenever somebody asks."""

    def __init__(self) -> None:
        self.kept: list[Entry] = []

    def head(self) -> Head:
        """Return how many facts there are."""
        return Head(size=len(self.kept), root=bytes(32))

    def append(self, facts: Sequence[Fact], *, now: datetime, expected_position: int | None = None) -> Appended:
        """Keep the facts that are not there yet."""
        if expected_position not in (None, len(self.kept)):
            raise LedgerMoved(expected=expected_position or 0, found=len(self.kept))
        before = len(self.kept)
        for fact in facts:
            if fact.id not in self.positions([one.id for one in facts]):
                self.kept.append(Entry(position=len(self.kept) + 1, recorded_at=now, fact=fact))
        places = self.positions([fact.id for fact in facts])
        return Appended(
            positions=tuple(places[fact.id] for fact in facts), new=len(self.kept) - before, head=self.head()
        )

    def entries(
        self, *, after: int = 0, until: int | None = None, commitment: str = "", kinds: Collection[str] = ()
    ) -> Iterator[Entry]:
        """Yield facts in their order."""
        for entry in self.kept[after:until]:
            if commitment in ("", entry.fact.commitment) and (not kinds or entry.fact.kind in kinds):
                yield entry

    def bodies(self, *, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield the canonical bytes of each fact."""
        for entry in self.kept[after:]:
            yield entry.position, fact_bytes(entry.fact, recorded_at=entry.recorded_at)

    def positions(self, fact_ids: Collection[str]) -> Mapping[str, int]:
        """Return where facts stand."""
        return {entry.fact.id: entry.position for entry in self.kept if entry.fact.id in set(fact_ids)}

    def commitment(self, commitment_id: str) -> Commitment | None:
        """Return what is known of a commitment."""
        state = None
        for entry in self.entries(commitment=commitment_id):
            state = evolve(state, entry)
        return state

    def commitments(self, *, only_open: bool = False, subject: str = "", party: str = "") -> Iterator[Commitment]:
        """Yield commitments by id."""
        for name in sorted({entry.fact.commitment for entry in self.kept if entry.fact.commitment}):
            state = self.commitment(name)
            if (
                state is not None
                and (state.is_open or not only_open)
                and subject in ("", state.subject)
                and party in ("", state.requester, state.performer)
            ):
                yield state

    def damage(self) -> str | None:
        """Return None: a list is never damaged."""
        return None

    def stray(self, entries: Sequence[Entry]) -> tuple[int, str] | None:
        """Return None: nothing is kept beside the facts themselves."""

    def rebuild(self) -> int:
        """Return how many facts there are: nothing else is kept."""
        return len(self.kept)
