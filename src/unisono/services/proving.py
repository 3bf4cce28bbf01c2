"""Proofs for others: that a fact is among those that parties signed, and that a ledger has only grown since.

Whoever has the public keys checks them without the ledger.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from unisono.domain.checkpoints import PartyKey, SignedCheckpoint
from unisono.domain.merkle import consistency_path, inclusion_path, is_grown, is_included, leaf_hash, root_over
from unisono.services.checkpoints import BATCH
from unisono.services.ports import Books, Ledger, LedgerBroken
from unisono.services.signing import is_signed
from unisono.services.telling import Tell


class NoSuchFact(Exception):  # noqa: N818 - it says what is missing
    """The ledger holds no such fact."""

    def __init__(self, wanted: int | str) -> None:
        super().__init__(f"The ledger holds no fact {wanted}.")


class NotSignedYet(Exception):  # noqa: N818 - it says what is missing
    """No checkpoint speaks of what is to be proved."""

    def __init__(self) -> None:
        super().__init__("No party has signed a checkpoint over this yet: `unisono ledger sign` makes one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactProof:
    """That a fact stands at a position among the facts of a checkpoint: its bytes, and the hashes up to the root."""

    position: int
    body: bytes
    path: tuple[bytes, ...]
    signed: SignedCheckpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthProof:
    """That the facts of an old checkpoint are the first of those of a later one."""

    old: SignedCheckpoint
    path: tuple[bytes, ...]
    signed: SignedCheckpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a proof is worth: whether the hashes lead to the root, and which parties' signatures are right."""

    leads_to_root: bool
    signed_by: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Return whether it proves what it says, by the word of at least one party whose key was given."""
        return self.leads_to_root and bool(self.signed_by)


def prove_fact(*, books: Books, wanted: int | str, tell: Tell) -> FactProof:
    """Return the proof that a fact is among those that parties signed last.

    Args:
        books: the ledger and its checkpoints.
        wanted: the fact's position, or its id.
        tell: hears how far it is.

    Raises:
        NoSuchFact: there is none.
        NotSignedYet: no checkpoint speaks of it.
        LedgerBroken: the facts are not those that were signed.
    """
    signed = _last_signed(books)
    search = _Search(wanted)
    leaves = _leaves(books.ledger, signed, tell, search)
    if search.position == 0:
        if isinstance(wanted, int) and wanted > books.ledger.head().size:
            raise NoSuchFact(wanted)
        if any(search.sees(*stored) for stored in books.ledger.bodies(after=len(leaves))):
            raise NotSignedYet
        raise NoSuchFact(wanted)
    path = inclusion_path(leaves, search.position - 1)
    return FactProof(position=search.position, body=search.body, path=path, signed=signed)


def prove_growth(*, books: Books, old: SignedCheckpoint, tell: Tell) -> GrowthProof:
    """Return the proof that the ledger had only grown from an old checkpoint to the one that was signed last.

    Args:
        books: the ledger and its checkpoints.
        old: the old one, as a party kept it.
        tell: hears how far it is.

    Raises:
        NotSignedYet: nothing was signed since.
        LedgerBroken: the facts are not those that were signed, then or now.
    """
    signed = _last_signed(books)
    if signed.checkpoint.size < old.checkpoint.size:
        raise NotSignedYet
    leaves = _leaves(books.ledger, signed, tell, _Search(0))
    proof = GrowthProof(old=old, path=consistency_path(leaves, old.checkpoint.size), signed=signed)
    if not _leads_to_root(proof):
        raise LedgerBroken("its facts are not those of the old checkpoint", position=None)
    return proof


def check_proof(proof: FactProof | GrowthProof, *, keys: Collection[PartyKey]) -> Checked:
    """Return what a proof is worth; it needs no ledger.

    Args:
        proof: the proof.
        keys: public keys that the caller has from the parties themselves.
    """
    signed_by = _signed_by(proof.signed, keys)
    if isinstance(proof, GrowthProof):
        both = set(_signed_by(proof.old, keys))
        signed_by = tuple(party for party in signed_by if party in both)
    return Checked(leads_to_root=_leads_to_root(proof), signed_by=signed_by)


def _signed_by(signed: SignedCheckpoint, keys: Iterable[PartyKey]) -> tuple[str, ...]:
    """Return the parties whose signatures are right, each once."""
    known = tuple(keys)
    return tuple(
        dict.fromkeys(
            signature.party
            for signature in signed.signatures
            if any(is_signed(signed.checkpoint, signature, key=key) for key in known)
        )
    )


def _leads_to_root(proof: FactProof | GrowthProof) -> bool:
    new = proof.signed.checkpoint
    if isinstance(proof, FactProof):
        leaf = leaf_hash(proof.body)
        return is_included(leaf, index=proof.position - 1, size=new.size, path=proof.path, root=new.root)
    old = proof.old.checkpoint
    grown = is_grown(old_size=old.size, old_root=old.root, size=new.size, root=new.root, path=proof.path)
    return grown and old.origin == new.origin


class _Search:
    """Finds a fact among bodies, by its position or by its id, without reading each of them in full."""

    def __init__(self, wanted: int | str) -> None:
        self.position, self.body = 0, b""
        self._wanted = wanted
        self._told = b"" if isinstance(wanted, int) else f'"id":{json.dumps(wanted, ensure_ascii=False)}'.encode()

    def sees(self, position: int, body: bytes) -> bool:
        """Return whether this is the fact, and remember it if it is."""
        if position == self._wanted or (self._told and self._told in body and json.loads(body)["id"] == self._wanted):
            self.position, self.body = position, body
        return self.position == position


def _last_signed(books: Books) -> SignedCheckpoint:
    """Return the checkpoint over the most facts, of several the one with the most signatures."""
    every = books.checkpoints.all()
    if not every:
        raise NotSignedYet
    return max(every, key=lambda signed: (signed.checkpoint.size, len(signed.signatures)))


def _leaves(ledger: Ledger, signed: SignedCheckpoint, tell: Tell, search: _Search) -> list[bytes]:
    """Return the hashes of all facts of a checkpoint, and let the search see each of them.

    Raises:
        LedgerBroken: they are not those that were signed.
    """
    leaves: list[bytes] = []
    size = signed.checkpoint.size
    for position, body in ledger.bodies():
        if position > size:
            break
        search.sees(position, body)
        leaves.append(leaf_hash(body))
        if position % BATCH == 0:
            tell("Hashing facts", position / size)
    if root_over(leaves) != signed.checkpoint.root:
        raise LedgerBroken("its facts are not those that were signed", position=None)
    return leaves
