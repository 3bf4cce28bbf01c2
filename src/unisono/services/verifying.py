"""Whether a ledger is what was recorded: every byte, every column, everything that follows, and everything signed."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from zlib import crc32

from unisono.domain.acts.agreements import KeyRegistered
from unisono.domain.canonical import NotCanonical, read_fact
from unisono.domain.commitments.evolving import DoesNotFit, evolve
from unisono.domain.facts import Entry
from unisono.services.checkpoints import (
    BATCH,
    Fault,
    Growth,
    Held,
    RegisteredKey,
    agreed_size,
    checkpoint_faults,
    grown,
    held_inside,
    keys_of,
)
from unisono.services.ports import Books, Head, Ledger, LedgerBroken
from unisono.services.telling import Tell

if TYPE_CHECKING:
    from unisono.domain.commitments.state import Commitment

_COMMITMENT = b'"commitment":"'
"""What stands before a fact's commitment in its bytes; no later part of a fact can look like it."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a ledger that is looked at on its own: the facts of some commitments, and some of those of none.

    Args:
        number: which part, from 0.
        of: how many parts there are.
        size: how many facts the ledger held when it was shared out.
    """

    number: int
    of: int
    size: int

    def holds(self, position: int, body: bytes) -> bool:
        """Return whether a fact is of this part; the facts of one commitment are all of one part."""
        start = body.rfind(_COMMITMENT)
        if start < 0:
            return position % self.of == self.number
        start += len(_COMMITMENT)
        return self._takes(body[start : body.find(b'","', start)])

    def holds_commitment(self, commitment: str) -> bool:
        """Return whether a commitment's facts are of this part."""
        return self._takes(json.dumps(commitment, ensure_ascii=False)[1:-1].encode())

    def _takes(self, written: bytes) -> bool:
        return crc32(written) % self.of == self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found in a share: keys that its facts make known, the first bad fact, and other things to mend."""

    keys: tuple[RegisteredKey, ...]
    bad_fact: Fault | None
    stray_commitment: Fault | None


Check = Callable[[tuple[Share, ...]], Iterable[Found]]
"""Whoever looks at shares: one after the other in this process, or each in a process of its own."""


def verify_ledger(
    *, books: Books, held: Iterable[Held], tell: Tell, shares: int = 1, check: Check | None = None
) -> Verdict:
    """Return whether a ledger is what was recorded, up to the last fact that there is when this begins.

    It reads every fact's bytes, recomputes their hashes and the root, compares what is stored beside each fact with
    what its bytes say, makes every commitment anew in memory and compares it, and holds the ledger against each
    checkpoint, its own and those given, and their signatures. Others may write meanwhile.

    Args:
        books: the ledger and its checkpoints.
        held: checkpoints that are kept elsewhere.
        tell: hears how far it is.
        shares: in how many parts facts are looked at.
        check: who looks at them; None: this process, one after the other.
    """
    everything, growth = tuple(held), Growth(())
    try:
        everything = (*held_inside(books.checkpoints.all()), *everything)
        head = books.ledger.head()
        parts = tuple(Share(number=number, of=shares, size=head.size) for number in range(shares))
        looked = (check or _here(books.ledger, tell))(parts)
        growth = Growth([head.size, *(one.signed.checkpoint.size for one in everything)])
        broken = _grow(growth, books.ledger, head, tell)
        fault = next(_faults(broken, tuple(looked), growth, head, everything), None)
    except LedgerBroken as trouble:
        fault = Fault(position=trouble.position, why=trouble.why)
    return Verdict(
        facts=growth.frontier.size,
        root=growth.frontier.root,
        checkpoints=len(everything),
        signed=agreed_size(everything, growth=growth),
        fault=fault,
    )


def check_share(*, ledger: Ledger, share: Share, tell: Tell) -> Found:
    """Return what is found in a part of a ledger; it stops at the first bad fact.

    Args:
        ledger: the ledger.
        share: which part of it.
        tell: hears how far it is.
    """
    reader = _Reader()
    try:
        reader.read(ledger, share, tell)
    except LedgerBroken as broken:
        fault = Fault(position=broken.position, why=broken.why)
        return Found(keys=tuple(keys_of(reader.registrations)), bad_fact=fault, stray_commitment=None)
    stray = next(_commitment_faults(reader.commitments, ledger, share), None)
    return Found(keys=tuple(keys_of(reader.registrations)), bad_fact=None, stray_commitment=stray)


def _here(ledger: Ledger, tell: Tell) -> Check:
    return lambda shares: [check_share(ledger=ledger, share=share, tell=tell) for share in shares]


def _grow(growth: Growth, ledger: Ledger, head: Head, tell: Tell) -> Fault | None:
    """Let the tree grow over all facts, and return why it cannot."""
    try:
        grown(growth, ledger, upto=head.size, tell=tell)
    except LedgerBroken as broken:
        return Fault(position=broken.position, why=broken.why)
    return None


class _Reader:
    """Reads facts in their order, and keeps what follows from them."""

    def __init__(self) -> None:
        self.commitments: dict[str, Commitment] = {}
        self.registrations: list[Entry] = []

    def read(self, ledger: Ledger, share: Share, tell: Tell) -> None:
        """Read every fact of a share.

        Raises:
            LedgerBroken: one is not what its bytes say, or does not follow.
        """
        bodies = islice(ledger.bodies(), share.size)
        while batch := list(islice(bodies, BATCH)):
            entries = [_entry(*stored) for stored in batch if share.holds(*stored)]
            stray = ledger.stray(entries)
            if stray is not None:
                position, why = stray
                raise LedgerBroken(why, position=position)
            for entry in entries:
                self._follow(entry)
            tell("Reading facts", batch[-1][0] / share.size)

    def _follow(self, entry: Entry) -> None:
        commitment = entry.fact.commitment
        if commitment:
            try:
                self.commitments[commitment] = evolve(self.commitments.get(commitment), entry)
            except DoesNotFit as trouble:
                raise LedgerBroken(str(trouble), position=entry.position) from None
        if isinstance(entry.fact.act, KeyRegistered):
            self.registrations.append(entry)


def _entry(position: int, body: bytes) -> Entry:
    try:
        recorded_at, fact = read_fact(body)
    except NotCanonical as trouble:
        raise LedgerBroken(str(trouble), position=position) from None
    return Entry(position=position, recorded_at=recorded_at, fact=fact)


def _faults(
    broken: Fault | None, looked: tuple[Found, ...], growth: Growth, head: Head, held: tuple[Held, ...]
) -> Iterator[Fault]:
    """Yield what is wrong: facts first, then checkpoints, the root, and what follows from facts."""
    bad_facts = [fault for fault in (broken, *(found.bad_fact for found in looked)) if fault is not None]
    yield from sorted(bad_facts, key=lambda fault: fault.position or 0)
    keys = sorted((key for found in looked for key in found.keys), key=lambda key: key.position)
    yield from checkpoint_faults(held, growth=growth, keys=keys)
    yield from _head_faults(growth, head, agreed=agreed_size(held, growth=growth))
    for found in looked:
        if found.stray_commitment is not None:
            yield found.stray_commitment


def _head_faults(growth: Growth, head: Head, *, agreed: int) -> Iterator[Fault]:
    facts = growth.frontier.size
    if head.size > facts:
        yield Fault(position=facts + 1, why=f"{head.size} facts were recorded, and {facts} are left")
    elif head.root != growth.frontier.root:
        why = "the root that the ledger keeps is not the one over its facts"
        yield Fault(position=agreed + 1 if agreed < facts else None, why=why)


def _commitment_faults(expected: dict[str, "Commitment"], ledger: Ledger, share: Share) -> Iterator[Fault]:
    """Yield commitments of which something else is kept than follows from their facts.

    What has moved on since the ledger was shared out is passed over.
    """
    left = dict(expected)
    for commitment in ledger.commitments():
        if not share.holds_commitment(commitment.id):
            continue
        known = left.pop(commitment.id, None)
        if commitment != known and not share.size < commitment.position <= ledger.head().size:
            yield _rebuild(commitment.id)
    for missing in left:
        yield _rebuild(missing)


def _rebuild(commitment: str) -> Fault:
    why = f"what is kept of commitment {commitment} does not follow from its facts (`unisono ledger rebuild` mends it)"
    return Fault(position=None, why=why)
