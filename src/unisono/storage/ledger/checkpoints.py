"""Checkpoints in a database and in memory: signatures are only ever added."""

from collections.abc import Iterable
from hashlib import sha256

from unisono.domain.checkpoints import Checkpoint, NotACheckpoint, Signature, SignedCheckpoint, read_signed
from unisono.services.ports import LedgerBroken
from unisono.storage.ledger import models
from unisono.storage.ledger.databases import Database


class DatabaseCheckpoints:
    """What parties have signed; `services.ports.Checkpoints` says what each function does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, signed: SignedCheckpoint) -> None:
        """Keep a checkpoint, or those of its signatures that are not there yet; it is on disk when this returns."""
        with self._database.writing():
            for text in (fresh.text for fresh in unknown(signed, self._notes())):
                digest = sha256(text.encode()).digest()
                models.SignedNote.objects.using(self._database.alias).create(text=text, digest=digest)

    def all(self) -> tuple[SignedCheckpoint, ...]:
        """Return every checkpoint with all its signatures, in the order in which they were first kept.

        Raises:
            LedgerBroken: one cannot be read as it was kept.
        """
        with self._database.reading():
            return joined(self._notes())

    def _notes(self) -> list[SignedCheckpoint]:
        rows = models.SignedNote.objects.using(self._database.alias).order_by("id").values_list("text", "digest")
        return [_judged(text, digest) for text, digest in rows]


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


def joined(notes: Iterable[SignedCheckpoint]) -> tuple[SignedCheckpoint, ...]:
    """Return every checkpoint once, with its signatures from all notes in their order."""
    signatures: dict[Checkpoint, list[Signature]] = {}
    for note in notes:
        signatures.setdefault(note.checkpoint, []).extend(note.signatures)
    return tuple(
        SignedCheckpoint(checkpoint=checkpoint, signatures=tuple(some)) for checkpoint, some in signatures.items()
    )


def unknown(signed: SignedCheckpoint, notes: Iterable[SignedCheckpoint]) -> list[SignedCheckpoint]:
    """Return a note with those signatures that are in none of the others, or nothing."""
    known = {signature for note in notes if note.checkpoint == signed.checkpoint for signature in note.signatures}
    fresh = tuple(signature for signature in dict.fromkeys(signed.signatures) if signature not in known)
    return [SignedCheckpoint(checkpoint=signed.checkpoint, signatures=fresh)] if fresh else []


def _judged(text: str, digest: bytes) -> SignedCheckpoint:
    if sha256(text.encode()).digest() != digest:
        raise LedgerBroken("a signed checkpoint and its hash do not agree", position=None)
    try:
        return read_signed(text)
    except NotACheckpoint as trouble:
        raise LedgerBroken(f"a signed checkpoint is not as it was kept: {trouble}", position=None) from trouble
