"""Checkpoints, keys and proofs come from outside: whatever lies in their place is read in full or refused."""

import contextlib
import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from unisono.domain.checkpoints import (
    Checkpoint,
    NotACheckpoint,
    NotAKey,
    PartyKey,
    Signature,
    SignedCheckpoint,
    read_key,
    read_signed,
)
from unisono.services.proving import FactProof, check_proof
from unisono.storage.signatures.proofs import NotAProof, proof_document, read_proof

PARTIES = st.text(st.characters(exclude_categories=["Cs", "Z", "C"], exclude_characters="+"), min_size=1, max_size=9)
SIGNED = st.builds(
    SignedCheckpoint,
    checkpoint=st.builds(
        Checkpoint,
        origin=st.just("unisono/00"),
        size=st.integers(1, 10**17),
        root=st.binary(min_size=32, max_size=32),
        at=st.datetimes(datetime(1950, 1, 2), datetime(2200, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone comes beside
    ),
    signatures=st.lists(
        st.builds(
            Signature,
            party=PARTIES,
            key_id=st.binary(min_size=4, max_size=4),
            signature=st.binary(min_size=64, max_size=64),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
)
KEYS = st.builds(PartyKey, party=PARTIES, public=st.binary(min_size=32, max_size=32))
PROOFS = st.builds(
    FactProof,
    position=st.integers(-2, 10**6),
    body=st.text(st.characters(exclude_categories=["Cs"])).map(str.encode),
    path=st.lists(st.binary(min_size=32, max_size=32), max_size=4).map(tuple),
    signed=SIGNED,
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3)
)


@st.composite
def spoilt(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """Draw a text in which one stretch is another one."""
    text = draw(texts)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 9)))
    return text[:start] + draw(st.text(max_size=5)) + text[end:]


@given(SIGNED)
def test_a_checkpoint_reads_as_it_was_written(signed: SignedCheckpoint) -> None:
    """Whatever a party's name, the moment and the signatures, the file gives back what was written."""
    assert read_signed(signed.text) == signed


@given(spoilt(SIGNED.map(lambda signed: signed.text)) | st.text())
def test_a_spoilt_checkpoint_is_another_one_or_none(text: str) -> None:
    """What is read is exactly what stands there; everything else is refused with a reason."""
    with contextlib.suppress(NotACheckpoint):
        assert read_signed(text).text == text


@given(spoilt(KEYS.map(lambda key: key.text)) | st.text())
def test_a_spoilt_key_is_another_one_or_none(text: str) -> None:
    """The same for public keys."""
    with contextlib.suppress(NotAKey):
        assert read_key(text).text == text.strip()


@given(PROOFS)
def test_a_proof_reads_as_it_was_written(proof: FactProof) -> None:
    """A proof comes back as it was, and without a key it convinces nobody."""
    again = read_proof(proof_document(proof))
    assert again == proof
    assert not check_proof(again, keys=[]).ok


@given(PROOFS, st.sampled_from(["format", "position", "body", "path", "checkpoint"]), ANY_JSON)
def test_a_proof_of_another_form_is_refused(proof: FactProof, name: str, value: object) -> None:
    """Whatever stands in the place of a part of a proof, it is read or refused, and never proves anything by itself."""
    document = {**json.loads(proof_document(proof)), name: value}
    with contextlib.suppress(NotAProof):
        assert not check_proof(read_proof(json.dumps(document)), keys=[]).ok
