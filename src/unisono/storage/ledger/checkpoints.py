"""Checkpoints as they are kept: each note holds those signatures that were not there yet."""

from collections.abc import Iterable

from unisono.domain.checkpoints import Checkpoint, Signature, SignedCheckpoint


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
