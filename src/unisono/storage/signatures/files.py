"""Keys and checkpoints as files: `sales.key` is private, `sales.pub` for everybody, `sales.checkpoint` to remember."""

import os
from collections.abc import Iterable
from pathlib import Path

from unisono.domain.checkpoints import NotACheckpoint, NotAKey, PartyKey, SignedCheckpoint, read_key, read_signed
from unisono.services.checkpoints import Held
from unisono.services.signing import SigningKey
from unisono.storage.outputs.folders import replace_file

LARGEST = 1 << 20
"""Bytes that are read of a file at most: keys and checkpoints are far smaller."""


class FileIsThere(Exception):  # noqa: N818 - it says what is there
    """A key would be written over a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already, and a key is never written over. Name another folder.")


class NotWhatItShouldBe(Exception):  # noqa: N818 - it says what the file is
    """A file is no public key or no checkpoint."""

    def __init__(self, path: Path, why: object) -> None:
        super().__init__(f"{path}: {why}.")


def write_key(folder: Path, key: SigningKey, *, passphrase: str) -> tuple[Path, Path]:
    """Write a new key, readable by its owner only, and its public part, and return their paths.

    Args:
        folder: where; it is made if it is not there.
        key: the key.
        passphrase: what locks the private file; empty: nothing does.

    Raises:
        FileIsThere: there is a key of this name.
    """
    private, public = (folder / f"{key.public.party}.{ending}" for ending in ("key", "pub"))
    for path in (private, public):
        if path.exists():
            raise FileIsThere(path)
    folder.mkdir(parents=True, exist_ok=True)
    _write_new(private, key.to_pem(passphrase=passphrase), mode=0o600)
    _write_new(public, f"{key.public.text}\n".encode(), mode=0o644)
    return private, public


def read_private_key(path: Path, *, party: str, passphrase: str) -> SigningKey:
    """Return a party's private key. Raises what `SigningKey.from_pem` does, and OSError."""
    return SigningKey.from_pem(_read(path), party=party, passphrase=passphrase)


def read_public_key(path: Path) -> PartyKey:
    """Return a party's public key.

    Raises:
        NotWhatItShouldBe: the file is none.
        OSError: it cannot be read.
    """
    try:
        return read_key(_read(path).decode())
    except (NotAKey, UnicodeDecodeError) as trouble:
        raise NotWhatItShouldBe(path, trouble) from None


def read_checkpoint(path: Path) -> Held:
    """Return the checkpoint that a party keeps in a file.

    Raises:
        NotWhatItShouldBe: the file is none.
        OSError: it cannot be read.
    """
    try:
        return Held(place=str(path), signed=read_signed(_read(path).decode()))
    except (NotACheckpoint, UnicodeDecodeError) as trouble:
        raise NotWhatItShouldBe(path, f"this is no checkpoint: {trouble}") from None


def read_checkpoints(paths: Iterable[Path]) -> tuple[Held, ...]:
    """Return the checkpoints of several files. Raises what `read_checkpoint` does."""
    return tuple(map(read_checkpoint, paths))


def write_checkpoint(path: Path, signed: SignedCheckpoint) -> None:
    """Write a checkpoint in the place of the one before, all at once."""
    replace_file(path, signed.text.encode())


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(LARGEST)


def _write_new(path: Path, content: bytes, *, mode: int) -> None:
    """Write a file that is not there yet; nobody else can read a private one at any moment."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise FileIsThere(path) from None
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
