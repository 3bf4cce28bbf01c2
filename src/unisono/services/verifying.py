"""Whether a ledger is what was recorded: every byte, every column, everything that follows, and everything signed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from unisono.domain.acts.agreements import KeyRegistered
from unisono.domain.canonical import NotCanonical, read_fact
from unisono.domain.commitments.evolving import DoesNotFit, evolve
from unisono.domain.facts import Entry
from unisono.domain.merkle import leaf_hash
from unisono.services.checkpoints import (
    BATCH,
    Fault,
    Growth,
    Held,
    agreed_size,
    checkpoint_faults,
    held_inside,
    keys_of,
)
from unisono.services.ports import Books, Head, Ledger, LedgerBroken
from unisono.services.telling import Tell

if TYPE_CHECKING:
    from unisono.domain.commitments.state import Commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found of a ledger: how many facts were read, the root over their bytes, and the first thing wrong.

    `checkpoints` is how many it was held against; the first `signed` of the facts are those that one of them speaks of.
    """

    facts: int
    root: bytes
    checkpoints: int
    signed: int
    fault: Fault | None

    @property
    def ok(self) -> bool:
        """Return whether nothing is wrong."""
        return self.fault is None

    @property
    def first_bad(self) -> int | None:
        """Return the position of the first fact that is not, or may not be, what was recorded; None: each may be."""
        return None if self.fault is None else self.fault.position


def verify_ledger(*, books: Books, held: Iterable[Held], tell: Tell) -> Verdict:
    """Return whether a ledger is what was recorded; it stops at the first fact that is not.

    It reads every fact's bytes, recomputes their hashes and the root, compares what is stored beside each fact with
    what its bytes say, makes every commitment anew in memory and compares it, and holds the ledger against each
    checkpoint, its own and those given, and their signatures. Others may write meanwhile.

    Args:
        books: the ledger and its checkpoints.
        held: checkpoints that are kept elsewhere.
        tell: hears how far it is.
    """
    everything, reader, fault = tuple(held), _Reader(), None
    try:
        everything = (*held_inside(books.checkpoints.all()), *everything)
        reader = _Reader(one.signed.checkpoint.size for one in everything)
        head = reader.read(books.ledger, tell)
        fault = next(_faults_beyond_facts(reader, books.ledger, head, everything), None)
    except LedgerBroken as broken:
        fault = Fault(position=broken.position, why=broken.why)
    return Verdict(
        facts=reader.growth.frontier.size,
        root=reader.growth.frontier.root,
        checkpoints=len(everything),
        signed=agreed_size(everything, growth=reader.growth),
        fault=fault,
    )


class _Reader:
    """Reads facts in their order, and keeps what follows from them."""

    def __init__(self, sizes: Iterable[int] = ()) -> None:
        self.growth = Growth(sizes)
        self.commitments: dict[str, Commitment] = {}
        self.registrations: list[Entry] = []

    def read(self, ledger: Ledger, tell: Tell) -> Head:
        """Read every fact, although others may write meanwhile, and return the head that was found after the last.

        Raises:
            LedgerBroken: one is missing, is not what its bytes say, or does not follow.
        """
        while True:
            is_more = self._read_more(ledger, tell)
            head = ledger.head()
            if head.size <= self.growth.frontier.size or not is_more:
                return head

    def _read_more(self, ledger: Ledger, tell: Tell) -> bool:
        """Read what stands after the facts that are read already, and return whether there was any."""
        read, size = self.growth.frontier.size, ledger.head().size
        bodies = ledger.bodies(after=read)
        while batch := list(islice(bodies, BATCH)):
            entries = [self._entry(*stored, expected) for expected, stored in enumerate(batch, self._next)]
            stray = ledger.stray(entries)
            if stray is not None:
                position, why = stray
                raise LedgerBroken(why, position=position)
            for entry in entries:
                self._follow(entry)
            self.growth.extend([leaf_hash(body) for _, body in batch])
            tell("Reading facts", min(1.0, self.growth.frontier.size / max(size, 1)))
        return self.growth.frontier.size > read

    @property
    def _next(self) -> int:
        return self.growth.frontier.size + 1

    def _entry(self, position: int, body: bytes, expected: int) -> Entry:
        if position != expected:
            raise LedgerBroken(f"it is missing, and the next one stands at {position}", position=expected)
        try:
            recorded_at, fact = read_fact(body)
        except NotCanonical as trouble:
            raise LedgerBroken(str(trouble), position=position) from None
        return Entry(position=position, recorded_at=recorded_at, fact=fact)

    def _follow(self, entry: Entry) -> None:
        commitment = entry.fact.commitment
        if commitment:
            try:
                self.commitments[commitment] = evolve(self.commitments.get(commitment), entry)
            except DoesNotFit as trouble:
                raise LedgerBroken(str(trouble), position=entry.position) from None
        if isinstance(entry.fact.act, KeyRegistered):
            self.registrations.append(entry)


def _faults_beyond_facts(reader: _Reader, ledger: Ledger, head: Head, held: Iterable[Held]) -> Iterator[Fault]:
    """Yield what is wrong although every fact reads: with checkpoints, the root, and what follows from facts."""
    checkpoints = tuple(held)
    yield from checkpoint_faults(checkpoints, growth=reader.growth, keys=keys_of(reader.registrations))
    yield from _head_faults(reader.growth, head, agreed=agreed_size(checkpoints, growth=reader.growth))
    yield from _commitment_faults(reader, ledger)


def _head_faults(growth: Growth, head: Head, *, agreed: int) -> Iterator[Fault]:
    facts = growth.frontier.size
    if head.size > facts:
        yield Fault(position=facts + 1, why=f"{head.size} facts were recorded, and {facts} are left")
    elif head.size < facts:
        yield Fault(position=head.size + 1, why=f"{head.size} facts were recorded, and there are {facts}")
    elif head.root != growth.frontier.root:
        why = "the root that the ledger keeps is not the one over its facts"
        yield Fault(position=agreed + 1 if agreed < facts else None, why=why)


def _commitment_faults(reader: _Reader, ledger: Ledger) -> Iterator[Fault]:
    """Yield commitments of which something else is kept than follows from their facts."""
    left, facts = dict(reader.commitments), reader.growth.frontier.size
    for commitment in ledger.commitments():
        expected = left.pop(commitment.id, None)
        if commitment != expected and not facts < commitment.position <= ledger.head().size:
            yield _rebuild(commitment.id)
    for missing in left:
        yield _rebuild(missing)


def _rebuild(commitment: str) -> Fault:
    why = f"what is kept of commitment {commitment} does not follow from its facts (`unisono ledger rebuild` mends it)"
    return Fault(position=None, why=why)
