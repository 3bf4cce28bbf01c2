"""Checkpoints: parties' keys, signing what a ledger holds, and whether a ledger still holds what was signed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from unisono.domain.acts.agreements import KeyRegistered
from unisono.domain.checkpoints import Checkpoint, PartyKey, SignedCheckpoint, origin_of
from unisono.domain.facts import Actor, Entry, Fact, Origin
from unisono.domain.merkle import Frontier, leaf_hash
from unisono.services.ports import Books, Ledger, LedgerBroken
from unisono.services.signing import SigningKey, is_signed
from unisono.services.telling import Tell

_ED25519_HEX = re.compile("[0-9a-f]{64}")
BATCH = 5_000
"""Facts that are hashed, or compared, at once."""


class NothingToSign(Exception):  # noqa: N818 - it says what there is
    """The ledger holds no facts."""

    def __init__(self) -> None:
        super().__init__("The ledger holds no facts yet: there is nothing to sign.")


class KeyNotRegistered(Exception):  # noqa: N818 - it says what the key is
    """A party would sign with a key that the ledger does not know as its present one."""

    def __init__(self, party: str) -> None:
        super().__init__(
            f"This is not the key that the ledger knows as the present one of {party}. "
            f"`unisono ledger keys register {party} FILE.pub` makes it known."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredKey:
    """A key, and the place and moment of the fact that made it known; it is in force until the party's next one."""

    key: PartyKey
    position: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A signed checkpoint that a ledger is compared with, and where it is kept, as people call it."""

    place: str
    signed: SignedCheckpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it was recorded or signed.

    `position` is the first fact that is not, or may not be, what was recorded; None: every fact may be.
    """

    position: int | None
    why: str


class Growth:
    """The tree over a ledger's facts while they are read, with its root at the sizes that somebody asks for.

    Args:
        sizes: the numbers of facts at which the root is wanted.
    """

    def __init__(self, sizes: Iterable[int]) -> None:
        self.frontier = Frontier()
        self.roots: dict[int, bytes] = {}
        self.origin = ""
        self._sizes = sorted(set(sizes), reverse=True)

    def extend(self, leaves: list[bytes]) -> None:
        """Let the tree grow by these hashes of facts."""
        if leaves and not self.frontier.size:
            self.origin = origin_of(leaves[0])
        taken = 0
        while self._sizes and self._sizes[-1] <= self.frontier.size + len(leaves) - taken:
            more = self._sizes.pop() - self.frontier.size
            self.frontier = self.frontier.extend(leaves[taken : taken + more])
            self.roots[self.frontier.size] = self.frontier.root
            taken += more
        self.frontier = self.frontier.extend(leaves[taken:])


def register_key(*, ledger: Ledger, key: PartyKey, actor: Actor, origin: Origin, now: datetime) -> int:
    """Make a party's key known, and return the position of the fact; a key in force is not registered again.

    Args:
        ledger: where to record it.
        key: the public part.
        actor: who registers it.
        origin: where it comes from.
        now: what the clock says.
    """
    known = key_in_force(registered_keys(ledger), key.party)
    if known is not None and known.key == key:
        return known.position
    head = ledger.head()
    act = KeyRegistered(party=key.party, public_key=key.public.hex())
    fact = Fact(id=f"key/{key.party}/{head.size + 1}", happened_at=now, actor=actor, origin=origin, act=act)
    return ledger.append([fact], now=now, expected_position=head.size).positions[0]


def registered_keys(ledger: Ledger) -> tuple[RegisteredKey, ...]:
    """Return every key that was ever made known, in order."""
    return tuple(keys_of(ledger.entries(kinds=("KeyRegistered",))))


def keys_of(entries: Iterable[Entry]) -> Iterator[RegisteredKey]:
    """Yield the keys that facts make known; what cannot be an Ed25519 key is passed over, and signs nothing."""
    for entry in entries:
        act = entry.fact.act
        if isinstance(act, KeyRegistered) and _ED25519_HEX.fullmatch(act.public_key):
            key = PartyKey(party=act.party, public=bytes.fromhex(act.public_key))
            yield RegisteredKey(key=key, position=entry.position, at=entry.recorded_at)


def key_in_force(keys: Iterable[RegisteredKey], party: str, *, size: int | None = None) -> RegisteredKey | None:
    """Return the key of a party that was registered last within so many facts; None: all facts."""
    known = None
    for key in keys:
        if key.key.party == party and (size is None or key.position <= size):
            known = key
    return known


def sign_ledger(*, books: Books, key: SigningKey, kept: Iterable[Held], now: datetime, tell: Tell) -> SignedCheckpoint:
    """Return the checkpoint of all facts that there are, signed by a party, after keeping it in the ledger.

    Where another party has signed the same facts already, its checkpoint is signed too; else a new one is made. Nothing
    is signed unless the ledger has only grown since every checkpoint that it, or the party, holds.

    Args:
        books: the ledger and its checkpoints.
        key: the party's key, which must be registered.
        kept: checkpoints that the party keeps elsewhere.
        now: what the clock says.
        tell: hears how far it is.

    Raises:
        NothingToSign: there are no facts.
        KeyNotRegistered: the key is not the party's present one.
        LedgerBroken: a fact, a checkpoint or a signature is not what it was.
    """
    inside = books.checkpoints.all()
    head = books.ledger.head()
    if not head.size:
        raise NothingToSign
    keys = registered_keys(books.ledger)
    known = key_in_force(keys, key.public.party)
    if known is None or known.key != key.public:
        raise KeyNotRegistered(key.public.party)
    held = [*held_inside(inside), *kept]
    growth = Growth([head.size, *(one.signed.checkpoint.size for one in held)])
    for _ in growing(growth, books.ledger, upto=head.size, tell=tell):
        pass
    if growth.roots.get(head.size) != head.root:
        raise LedgerBroken("the root that the ledger keeps is not the one over its facts", position=None)
    for fault in checkpoint_faults(held, growth=growth, keys=keys):
        raise LedgerBroken(fault.why, position=fault.position)
    same = [signed for signed in inside if signed.checkpoint.size == head.size]
    if same:
        signed = same[-1]
    else:
        checkpoint = Checkpoint(origin=growth.origin, size=head.size, root=head.root, at=now)
        signed = SignedCheckpoint(checkpoint=checkpoint, signatures=())
    if all(signature.party != key.public.party for signature in signed.signatures):
        signed = replace(signed, signatures=(*signed.signatures, key.sign(signed.checkpoint)))
        books.checkpoints.keep(signed)
    return signed


def held_inside(inside: Iterable[SignedCheckpoint]) -> Iterator[Held]:
    """Yield the checkpoints that a ledger itself keeps, named as people call them."""
    for signed in inside:
        yield Held(place=f"the ledger's checkpoint over {signed.checkpoint.size} facts", signed=signed)


def checkpoint_faults(held: Iterable[Held], *, growth: Growth, keys: Iterable[RegisteredKey]) -> Iterator[Fault]:
    """Yield what keeps checkpoints from being true of a ledger, those over few facts first.

    Args:
        held: the checkpoints.
        growth: the tree over all facts of the ledger, with the roots at the sizes of the checkpoints.
        keys: every key that the ledger's facts make known.
    """
    checkpoints, known = tuple(held), tuple(keys)
    agreed = agreed_size(checkpoints, growth=growth)
    for one in sorted(checkpoints, key=lambda item: item.signed.checkpoint.size):
        fault = _not_grown(one, growth=growth, agreed=agreed) or _not_signed(one, known)
        if fault is not None:
            yield fault


def agreed_size(held: Iterable[Held], *, growth: Growth) -> int:
    """Return how many of the first facts are those that a checkpoint speaks of, by the largest that is right."""
    checkpoints = (one.signed.checkpoint for one in held)
    return max((one.size for one in checkpoints if growth.roots.get(one.size) == one.root), default=0)


def _not_grown(one: Held, *, growth: Growth, agreed: int) -> Fault | None:
    """Return why a ledger has not only grown since a checkpoint; the first `agreed` facts are right by another one."""
    checkpoint, facts = one.signed.checkpoint, growth.frontier.size
    if checkpoint.origin != growth.origin and facts:
        return Fault(position=1, why=f"{one.place} is of a ledger that began with another fact")
    if checkpoint.size > facts:
        why = f"{one.place} was made over {checkpoint.size} facts, and there are {facts} now"
        return Fault(position=facts + 1, why=why)
    if checkpoint.root != growth.roots[checkpoint.size]:
        first = agreed + 1 if agreed < checkpoint.size else 1
        why = f"one of the facts {first} to {checkpoint.size} is not the one of {one.place}"
        return Fault(position=first, why=why)
    return None


def _not_signed(one: Held, keys: tuple[RegisteredKey, ...]) -> Fault | None:
    """Return which of the signatures was not made with the key that its party had."""
    checkpoint = one.signed.checkpoint
    for signature in one.signed.signatures:
        known = key_in_force(keys, signature.party, size=checkpoint.size)
        if known is None or not is_signed(checkpoint, signature, key=known.key):
            why = (
                f"the signature of {signature.party} under {one.place} was not made with the key that it had registered"
            )
            return Fault(position=None, why=why)
    return None


def growing(growth: Growth, ledger: Ledger, *, upto: int, tell: Tell) -> Iterator[list[tuple[int, bytes]]]:
    """Yield the first facts of a ledger, many at once, as positions and bytes, after the tree has grown over them.

    Args:
        growth: the empty tree.
        ledger: the ledger.
        upto: how many facts.
        tell: hears how far it is.

    Raises:
        LedgerBroken: a fact is missing.
    """
    bodies = islice(ledger.bodies(), upto)
    while batch := list(islice(bodies, BATCH)):
        for expected, (position, _) in enumerate(batch, growth.frontier.size + 1):
            if position != expected:
                raise LedgerBroken(f"it is missing, and the next one stands at {position}", position=expected)
        growth.extend([leaf_hash(body) for _, body in batch])
        tell("Hashing facts", growth.frontier.size / upto)
        yield batch
