"""A checkpoint: how many facts a ledger held at a moment and the root over them, signed by the parties that saw it.

Its text is a C2SP `tlog-checkpoint` in a C2SP `signed-note` (https://c2sp.org/tlog-checkpoint and signed-note), so that
tools for transparency logs can read it, and so can people:

    unisono/4f1d0c9a8b7e6f5d
    1204
    qL4sbOcBbOoM9SSIuyLBrIhBjSTPZnSDUKhKDrkYCxU=
    2026-11-23T05:00:00Z

    — production Kq1h7E0v...
    — sales 9WcXkg4f...

The lines are the ledger's name, the number of facts, the root in Base64, and the moment. After an empty line, each
signature names its party, the key (4 bytes) and the Ed25519 signature over the four lines.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from unisono.domain.canonical import instant_text, read_instant
from unisono.domain.merkle import HASH_BYTES

_ED25519 = b"\x01"
_KEY_BYTES = 32
_KEY_ID_BYTES = 4
_SIGNATURE_BYTES = 64
_LINES = 4
_DASH = "\N{EM DASH} "
_NAME = re.compile(r"[^\s+]+")
_SIZE = re.compile(r"[1-9][0-9]{0,17}")


class NotACheckpoint(ValueError):  # noqa: N818 - says what the text is
    """A text is no signed checkpoint; the message says why."""


class NotAKey(ValueError):  # noqa: N818 - says what the text is
    """A text is no public key of a party, or a party's name cannot stand in a signature; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What a ledger held at a moment: `size` facts, at least one, with `root`, 32 bytes, over them."""

    origin: str
    size: int
    root: bytes
    at: datetime

    @property
    def text(self) -> str:
        """Return the lines that are signed."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n{instant_text(self.at)}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyKey:
    """The public part of a key with which a party signs, 32 bytes."""

    party: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Return the 4 bytes that name the key in a signature."""
        return sha256(f"{self.party}\n".encode() + _ED25519 + self.public).digest()[:_KEY_ID_BYTES]

    @property
    def text(self) -> str:
        """Return the key in one line, as a signed note's verifier writes it: party, name of the key, key."""
        return f"{self.party}+{self.id.hex()}+{_base64(_ED25519 + self.public)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A party's word for a checkpoint, made with the key of this id; 64 bytes."""

    party: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCheckpoint:
    """A checkpoint, and who signed it."""

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...]

    @property
    def text(self) -> str:
        """Return the checkpoint with its signatures, as parties keep it in a file."""
        signatures = (f"{_DASH}{one.party} {_base64(one.key_id + one.signature)}\n" for one in self.signatures)
        return "".join((self.checkpoint.text, "\n", *signatures))


def origin_of(first_leaf: bytes) -> str:
    """Return the name of a ledger, which is made from its first fact: nobody chooses it, and nobody can change it.

    Args:
        first_leaf: the hash of the first fact's bytes.
    """
    return f"unisono/{first_leaf.hex()[:16]}"


def read_signed(text: str) -> SignedCheckpoint:
    """Return what `SignedCheckpoint.text` wrote.

    Raises:
        NotACheckpoint: it is something else, or somebody has changed its form.
    """
    head, empty, tail = text.partition("\n\n")
    lines = head.split("\n")
    if not empty or len(lines) != _LINES or not _NAME.fullmatch(lines[0]) or not _SIZE.fullmatch(lines[1]):
        raise NotACheckpoint("the first lines are not those of a checkpoint")
    try:
        at = read_instant(lines[3])
        signatures = tuple(_read_signature(line) for line in tail.splitlines())
        root = _bytes(lines[2])
        checkpoint = Checkpoint(origin=lines[0], size=int(lines[1]), root=root, at=at)
        signed = SignedCheckpoint(checkpoint=checkpoint, signatures=signatures)
        is_same = signed.text == text
    except NotACheckpoint:
        raise
    except ValueError as trouble:
        raise NotACheckpoint(f"it cannot be read: {trouble}") from None
    if len(root) != HASH_BYTES or not signatures or not is_same:
        raise NotACheckpoint("its form has been changed")
    return signed


def read_key(text: str) -> PartyKey:
    """Return what `PartyKey.text` wrote.

    Raises:
        NotAKey: it is something else.
    """
    party, _, rest = text.strip().partition("+")
    written = _bytes_or_none(rest.partition("+")[2])
    if written is None or len(written) != 1 + _KEY_BYTES or written[:1] != _ED25519:
        raise NotAKey("this is not the public key of a party, as `unisono ledger keys new` writes it")
    key = PartyKey(party=party_to_sign(party), public=written[1:])
    if key.text != text.strip():
        raise NotAKey("the name of the key does not fit the key: the line has been changed")
    return key


def party_to_sign(party: str) -> str:
    """Return the name of a party if it can stand in a signature.

    Raises:
        NotAKey: it is empty or holds a space or a plus.
    """
    if not _NAME.fullmatch(party):
        raise NotAKey(f"a party that signs needs a name without spaces and plus signs, not {party!r}")
    return party


def _read_signature(line: str) -> Signature:
    party, _, written = line.removeprefix(_DASH).partition(" ")
    plain = _bytes(written)
    if not line.startswith(_DASH) or not party or len(plain) != _KEY_ID_BYTES + _SIGNATURE_BYTES:
        raise NotACheckpoint("a line after the empty one is no signature")
    return Signature(party=party, key_id=plain[:_KEY_ID_BYTES], signature=plain[_KEY_ID_BYTES:])


def _base64(plain: bytes) -> str:
    return b64encode(plain).decode()


def _bytes(text: str) -> bytes:
    plain = _bytes_or_none(text)
    if plain is None:
        raise NotACheckpoint("a hash or a signature is not written in Base64")
    return plain


def _bytes_or_none(text: str) -> bytes | None:
    try:
        return b64decode(text, validate=True)
    except (NoBase64, ValueError):
        return None
