"""Ed25519 (RFC 8032): a party's key, and what is signed with it."""

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from unisono.domain.checkpoints import Checkpoint, PartyKey, Signature, party_to_sign


class PassphraseNeeded(Exception):  # noqa: N818 - it says what is needed
    """The key is kept under a passphrase, and none or another one was given."""

    def __init__(self) -> None:
        super().__init__("This key is kept under a passphrase, and the one given does not open it.")


class NotAPrivateKey(Exception):  # noqa: N818 - it says what the file is
    """What was read is no private Ed25519 key."""

    def __init__(self) -> None:
        super().__init__("This is not a private key as `unisono ledger keys new` writes it (PEM, PKCS #8, Ed25519).")


class SigningKey:
    """A party's private key; it is never part of a ledger.

    Args:
        party: whose it is.
        private: the key.
    """

    def __init__(self, *, party: str, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = PartyKey(party=party_to_sign(party), public=private.public_key().public_bytes_raw())

    @classmethod
    def new(cls, *, party: str) -> "SigningKey":
        """Return a new key, made from the system's random numbers.

        Raises:
            unisono.domain.checkpoints.NotAKey: the party's name cannot stand in a signature.
        """
        return cls(party=party, private=Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, pem: bytes, *, party: str, passphrase: str = "") -> "SigningKey":
        """Return the key that `to_pem` wrote.

        Raises:
            PassphraseNeeded: it is kept under a passphrase, and this one does not open it.
            NotAPrivateKey: it is something else.
            unisono.domain.checkpoints.NotAKey: the party's name cannot stand in a signature.
        """
        is_locked = b"ENCRYPTED" in pem
        try:
            private = load_pem_private_key(pem, passphrase.encode() if is_locked and passphrase else None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            if is_locked:
                raise PassphraseNeeded from None
            raise NotAPrivateKey from None
        if not isinstance(private, Ed25519PrivateKey):
            raise NotAPrivateKey
        return cls(party=party, private=private)

    def to_pem(self, *, passphrase: str = "") -> bytes:
        """Return the key as a PEM file of PKCS #8, under a passphrase if there is one."""
        lock: KeySerializationEncryption = NoEncryption()
        if passphrase:
            lock = BestAvailableEncryption(passphrase.encode())
        return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)

    def sign(self, checkpoint: Checkpoint) -> Signature:
        """Return the party's signature of a checkpoint."""
        signature = self._private.sign(checkpoint.text.encode())
        return Signature(party=self.public.party, key_id=self.public.id, signature=signature)

    def sign_text(self, text: str) -> bytes:
        """Return the party's signature of a text that is no checkpoint, 64 bytes."""
        return self._private.sign(text.encode())


def is_signed(checkpoint: Checkpoint, signature: Signature, *, key: PartyKey) -> bool:
    """Return whether a signature of a checkpoint was made with a party's key."""
    if (signature.party, signature.key_id) != (key.party, key.id):
        return False
    return is_text_signed(checkpoint.text, signature.signature, key=key)


def is_text_signed(text: str, signature: bytes, *, key: PartyKey) -> bool:
    """Return whether a signature of a text was made with a party's key."""
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True
