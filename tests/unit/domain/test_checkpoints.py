"""A checkpoint as text: what is signed, how it is kept, and what is refused."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from unisono.domain.checkpoints import (
    Checkpoint,
    NotACheckpoint,
    NotAKey,
    PartyKey,
    Signature,
    SignedCheckpoint,
    origin_of,
    party_to_sign,
    read_key,
    read_signed,
)
from unisono.domain.merkle import leaf_hash

FRIDAY = Checkpoint(
    origin=origin_of(leaf_hash(b"the first fact")),
    size=1204,
    root=sha256(b"root").digest(),
    at=datetime(2026, 11, 27, 14, 30, tzinfo=UTC),
)
SIGNED = SignedCheckpoint(
    checkpoint=FRIDAY,
    signatures=(
        Signature(party="sales", key_id=b"salt", signature=bytes(range(64))),
        Signature(party="logistyka-pn", key_id=b"pepp", signature=bytes(64)),
    ),
)
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
"""The key of the example in the documentation of golang.org/x/mod/sumdb/note."""


def test_what_is_signed_is_four_lines() -> None:
    """Name, number, root and moment, each on a line, are what parties sign."""
    assert FRIDAY.text.split("\n") == [
        "unisono/" + leaf_hash(b"the first fact").hex()[:16],
        "1204",
        "SBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=",
        "2026-11-27T14:30:00Z",
        "",
    ]


def test_a_kept_checkpoint_reads_as_it_was_written() -> None:
    """Everything that stands in the file comes back."""
    assert read_signed(SIGNED.text) == SIGNED


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("\n1204\n", "\n0\n"),
        ("\n1204\n", "\n01204\n"),
        ("\n1204\n", "\nmany\n"),
        ("\n1204\n", "\n1204\nmore\n"),
        ("Z\n\n", "\n\n"),
        ("14:30:00Z", "15:30:00+01:00"),
        ("14:30:00Z", "some day"),
        ("unisono/", "uni sono/"),
        ("\n\n", "\n"),
        ("\N{EM DASH} sales", "- sales"),
        ("\N{EM DASH} sales ", "\N{EM DASH} "),
        ("d7I=\n", "d7I\n"),
        ("SBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=", "SBNJ"),
        ("c2FsdAAB", "c2FsdAA"),
        ("c2FsdAABAgM", "c2FsdA"),
    ],
)
def test_a_text_of_another_form_is_refused(was: str, now: str) -> None:
    """A checkpoint whose form was changed anywhere is none."""
    assert was in SIGNED.text
    with pytest.raises(NotACheckpoint):
        read_signed(SIGNED.text.replace(was, now, 1))


def test_a_checkpoint_that_nobody_signed_is_none() -> None:
    """Without a signature it is worth nothing."""
    with pytest.raises(NotACheckpoint):
        read_signed(FRIDAY.text + "\n")


def test_keys_are_written_as_signed_notes_write_them() -> None:
    """A key that another program published reads, with its name, and is written the same."""
    key = read_key(VKEY + "\n")
    assert key.party == "PeterNeumann"
    assert key.id.hex() == "c74f20a3"
    assert key.text == VKEY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        VKEY.replace("Peter", "Paul"),
        VKEY.replace("c74f", "c74e"),
        VKEY.replace("+AR", "+AB"),
        VKEY[:-4],
        VKEY.replace("+AR", "+!R"),
        VKEY.replace("PeterNeumann", ""),
    ],
)
def test_a_changed_key_is_refused(text: str) -> None:
    """A key that was cut, renamed or mistyped is none."""
    with pytest.raises(NotAKey):
        read_key(text)


def test_a_party_that_signs_has_a_plain_name() -> None:
    """A name with a space or a plus could not stand in a signature."""
    assert party_to_sign("spedycja-łódź") == "spedycja-łódź"
    for name in ("", "inside sales", "a+b"):
        with pytest.raises(NotAKey):
            party_to_sign(name)


def test_one_key_has_another_name_for_another_party() -> None:
    """A signature of one party cannot be passed off as another's."""
    assert PartyKey(party="sales", public=bytes(32)).id != PartyKey(party="logistics", public=bytes(32)).id
