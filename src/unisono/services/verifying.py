"""Whether a ledger is what was recorded: every byte, every column, everything that follows, and everything signed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

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
    growing,
    held_inside,
    keys_of,
)
from unisono.services.ports import Books, Head, Ledger, LedgerBroken
from unisono.services.telling import Tell

if TYPE_CHECKING:
    from unisono.domain.commitments.state import Commitment

_COMMITMENT = b'"commitment":"'
_KEY = b'"kind":"KeyRegistered"'
"""What stands in the bytes of facts from which something follows; a text within a fact has other quotes."""


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
    """A part of a ledger that is looked at on its own: the facts after a position, up to and with another one."""

    number: int
    after: int
    until: int


Check = Callable[[Sequence[Share]], Iterable[Fault | None]]
"""Whoever looks at shares with `check_share`: this process, or a process for each share."""


def verify_ledger(
    *, books: Books, held: Iterable[Held], tell: Tell, shares: int = 1, check: Check | None = None
) -> Verdict:
    """Return whether a ledger is what was recorded, up to the last fact that there is when this begins.

    It reads every fact's bytes, recomputes their hashes and the root, compares what is stored beside each fact with
    what its bytes say, makes every commitment anew in memory and compares it, and holds the ledger against each
    checkpoint, its own and those given, and their signatures. Last it asks whether the file itself is sound. Others may
    write meanwhile.

    Args:
        books: the ledger and its checkpoints.
        held: checkpoints that are kept elsewhere.
        tell: hears how far it is.
        shares: in how many parts facts are looked at.
        check: who looks at them; None: this process, one after the other.
    """
    everything, followed = tuple(held), _Followed(Growth(()))
    try:
        everything = (*held_inside(books.checkpoints.all()), *everything)
        head = books.ledger.head()
        looked = (check or _here(books.ledger, tell))(shared_out(head.size, shares))
        followed = _Followed(Growth([head.size, *(one.signed.checkpoint.size for one in everything)]))
        broken = followed.read(books.ledger, head.size, tell)
        fault = next(_faults([broken, *looked], followed, head, books.ledger, everything), None)
    except LedgerBroken as trouble:
        fault = _fault(trouble)
    growth = followed.growth
    return Verdict(
        facts=growth.frontier.size,
        root=growth.frontier.root,
        checkpoints=len(everything),
        signed=agreed_size(everything, growth=growth),
        fault=fault,
    )


def shared_out(size: int, shares: int) -> tuple[Share, ...]:
    """Return the facts of a ledger in parts of about the same length.

    Args:
        size: how many facts there are.
        shares: how many parts.
    """
    ends = [size * number // shares for number in range(shares + 1)]
    return tuple(Share(number=number, after=ends[number], until=ends[number + 1]) for number in range(shares))


def check_share(*, ledger: Ledger, share: Share, tell: Tell) -> Fault | None:
    """Return the first fact of a part that cannot be read as it was recorded, or beside which something else is stored.

    Args:
        ledger: the ledger.
        share: which part of it.
        tell: hears how far it is.
    """
    try:
        entries = ledger.entries(after=share.after, until=share.until)
        while batch := list(islice(entries, BATCH)):
            stray = ledger.stray(batch)
            if stray is not None:
                position, why = stray
                return Fault(position=position, why=why)
            tell("Reading facts", (batch[-1].position - share.after) / (share.until - share.after))
    except LedgerBroken as broken:
        return _fault(broken)
    return None


def _here(ledger: Ledger, tell: Tell) -> Check:
    return lambda shares: [check_share(ledger=ledger, share=share, tell=tell) for share in shares]


def _fault(broken: LedgerBroken) -> Fault:
    return Fault(position=broken.position, why=broken.why)


class _Followed:
    """What follows from facts: the tree over them, every commitment, and every key.

    Args:
        growth: the empty tree.
    """

    def __init__(self, growth: Growth) -> None:
        self.growth = growth
        self.commitments: dict[str, Commitment] = {}
        self.keys: list[RegisteredKey] = []

    def read(self, ledger: Ledger, size: int, tell: Tell) -> Fault | None:
        """Read so many facts, and return the first that is missing or does not follow."""
        try:
            for batch in growing(self.growth, ledger, upto=size, tell=tell):
                for position, body in batch:
                    if _COMMITMENT in body or _KEY in body:
                        self._follow(position, body)
        except LedgerBroken as broken:
            return _fault(broken)
        return None

    def _follow(self, position: int, body: bytes) -> None:
        try:
            recorded_at, fact = read_fact(body, is_judged=True)  # by `check_share`
            entry = Entry(position=position, recorded_at=recorded_at, fact=fact)
            if fact.commitment:
                self.commitments[fact.commitment] = evolve(self.commitments.get(fact.commitment), entry)
        except (NotCanonical, DoesNotFit) as trouble:
            raise LedgerBroken(str(trouble), position=position) from None
        self.keys += keys_of([entry])


def _faults(
    looked: Iterable[Fault | None], followed: _Followed, head: Head, ledger: Ledger, held: tuple[Held, ...]
) -> Iterator[Fault]:
    """Yield what is wrong: facts first, then checkpoints, the root, and what follows from facts."""
    growth = followed.growth
    bad_facts = [fault for fault in looked if fault is not None]
    yield from sorted(bad_facts, key=lambda fault: fault.position or 0)
    yield from checkpoint_faults(held, growth=growth, keys=followed.keys)
    yield from _head_faults(growth, head, agreed=agreed_size(held, growth=growth))
    yield from _commitment_faults(followed.commitments, ledger, head.size)
    damage = ledger.damage()
    if damage is not None:
        yield Fault(position=None, why=damage)


def _head_faults(growth: Growth, head: Head, *, agreed: int) -> Iterator[Fault]:
    facts = growth.frontier.size
    if head.size > facts:
        yield Fault(position=facts + 1, why=f"{head.size} facts were recorded, and {facts} are left")
    elif head.root != growth.frontier.root:
        why = "the root that the ledger keeps is not the one over its facts"
        yield Fault(position=agreed + 1 if agreed < facts else None, why=why)


def _commitment_faults(expected: dict[str, "Commitment"], ledger: Ledger, size: int) -> Iterator[Fault]:
    """Yield commitments of which something else is kept than follows from the first facts.

    What has moved on since is passed over.
    """
    left = dict(expected)
    for commitment in ledger.commitments():
        if left.pop(commitment.id, None) != commitment and not size < commitment.position <= ledger.head().size:
            yield _rebuild(commitment.id)
    for missing in left:
        yield _rebuild(missing)


def _rebuild(commitment: str) -> Fault:
    why = f"what is kept of commitment {commitment} does not follow from its facts (`unisono ledger rebuild` mends it)"
    return Fault(position=None, why=why)
