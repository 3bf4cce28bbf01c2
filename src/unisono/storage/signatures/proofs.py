"""Proofs as JSON documents, to be sent to whoever has no ledger."""

import json
from collections.abc import Mapping
from typing import Any

from unisono.domain.checkpoints import NotACheckpoint, read_signed
from unisono.domain.merkle import HASH_BYTES
from unisono.services.proving import FactProof, GrowthProof
from unisono.storage.outputs.json_text import Plain, write_json

FACT_FORMAT = "unisono-fact-proof/1"
GROWTH_FORMAT = "unisono-growth-proof/1"
LONGEST_PATH = 128


class NotAProof(ValueError):  # noqa: N818 - says what the text is
    """A text is no proof; the message says why."""


def proof_document(proof: FactProof | GrowthProof) -> str:
    """Return a proof as a JSON document."""
    path: list[Plain] = [step.hex() for step in proof.path]
    if isinstance(proof, GrowthProof):
        return write_json(
            {"format": GROWTH_FORMAT, "old": proof.old.text, "path": path, "checkpoint": proof.signed.text}
        )
    return write_json(
        {
            "format": FACT_FORMAT,
            "position": proof.position,
            "body": proof.body.decode(),
            "path": path,
            "checkpoint": proof.signed.text,
        }
    )


def read_proof(text: str) -> FactProof | GrowthProof:
    """Return the proof that a document holds.

    Raises:
        NotAProof: it holds none.
    """
    try:
        proof = _proof(json.loads(text))
    except NotACheckpoint as trouble:
        raise NotAProof(f"a checkpoint in it is none: {trouble}") from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise NotAProof("it is no proof that `unisono ledger prove` wrote") from None
    if len(proof.path) > LONGEST_PATH or any(len(step) != HASH_BYTES for step in proof.path):
        raise NotAProof("its hashes are not of the right length")
    return proof


def _proof(plain: Mapping[str, Any]) -> FactProof | GrowthProof:
    path, signed = tuple(map(bytes.fromhex, plain["path"])), read_signed(plain["checkpoint"])
    if plain["format"] == GROWTH_FORMAT:
        return GrowthProof(old=read_signed(plain["old"]), path=path, signed=signed)
    if plain["format"] != FACT_FORMAT or type(plain["position"]) is not int:
        raise ValueError
    return FactProof(position=plain["position"], body=plain["body"].encode(), path=path, signed=signed)
