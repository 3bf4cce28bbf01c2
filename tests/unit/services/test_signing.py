"""Keys of parties, and what they sign."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from unisono.domain.checkpoints import Checkpoint, NotAKey, PartyKey
from unisono.services.signing import NotAPrivateKey, PassphraseNeeded, SigningKey, is_signed

WORDS = "correct horse"
FRIDAY = Checkpoint(origin="unisono/00", size=7, root=bytes(32), at=datetime(2026, 11, 27, 14, 30, tzinfo=UTC))


def test_a_signature_holds_for_its_checkpoint_and_its_key() -> None:
    """What sales signed is signed by sales' key, and by no other, and says nothing of another checkpoint."""
    key, other = SigningKey.new(party="sales"), SigningKey.new(party="sales")
    signature = key.sign(FRIDAY)
    assert is_signed(FRIDAY, signature, key=key.public)
    assert not is_signed(replace(FRIDAY, size=8), signature, key=key.public)
    assert not is_signed(FRIDAY, signature, key=other.public)
    assert not is_signed(FRIDAY, signature, key=PartyKey(party="logistics", public=key.public.public))
    assert not is_signed(FRIDAY, replace(signature, signature=bytes(64)), key=key.public)


@pytest.mark.parametrize("passphrase", ["", WORDS])
def test_a_key_is_kept_in_a_file(passphrase: str) -> None:
    """The same key comes back from what is written to its file, with its passphrase if it has one."""
    key = SigningKey.new(party="sales")
    again = SigningKey.from_pem(key.to_pem(passphrase=passphrase), party="sales", passphrase=passphrase)
    assert again.public == key.public
    assert is_signed(FRIDAY, again.sign(FRIDAY), key=key.public)


def test_a_passphrase_that_a_key_does_not_have_does_no_harm() -> None:
    """Whoever sets a passphrase for all keys can still use one without."""
    key = SigningKey.new(party="sales")
    assert SigningKey.from_pem(key.to_pem(), party="sales", passphrase=WORDS).public == key.public


@pytest.mark.parametrize("passphrase", ["", "battery staple"])
def test_a_key_under_a_passphrase_opens_with_it_only(passphrase: str) -> None:
    """Without the passphrase, or with another, the key stays shut."""
    locked = SigningKey.new(party="sales").to_pem(passphrase=WORDS)
    with pytest.raises(PassphraseNeeded):
        SigningKey.from_pem(locked, party="sales", passphrase=passphrase)


def test_other_files_are_no_keys() -> None:
    """A file of another kind, or a key of another kind, is refused with a sentence."""
    other = X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for pem in (b"id,customer\n", other):
        with pytest.raises(NotAPrivateKey, match="not a private key"):
            SigningKey.from_pem(pem, party="sales")


def test_a_name_that_cannot_be_signed_gets_no_key() -> None:
    """The name is refused before there is a key of it."""
    with pytest.raises(NotAKey):
        SigningKey.new(party="inside sales")
