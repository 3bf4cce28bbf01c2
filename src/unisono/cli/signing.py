"""`unisono ledger sign` and `keys`: who signs for the facts, with what."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from unisono.cli.endings import Refused
from unisono.cli.ledgers import long_work, moment, opened
from unisono.cli.screen import Screen, facts, table
from unisono.domain.canonical import instant_text
from unisono.domain.checkpoints import NotAKey, SignedCheckpoint
from unisono.domain.facts import Actor, Medium, Origin
from unisono.services.checkpoints import (
    KeyNotRegistered,
    NothingToSign,
    RegisteredKey,
    key_in_force,
    register_key,
    registered_keys,
    sign_ledger,
)
from unisono.services.signing import NotAPrivateKey, PassphraseNeeded, SigningKey
from unisono.storage.outputs.json_text import write_json
from unisono.storage.outputs.report.figures import sentence_of
from unisono.storage.signatures.files import (
    FileIsThere,
    NotWhatItShouldBe,
    read_checkpoints,
    read_private_key,
    read_public_key,
    write_checkpoint,
    write_key,
)

PASSPHRASE = "UNISONO_PASSPHRASE"  # noqa: S105 - the name of the variable, not a passphrase
"""The environment variable that opens a key where nobody can be asked."""


@contextmanager
def refusing_keys() -> Iterator[None]:
    """Turn what goes wrong with keys and signatures into a sentence for people.

    Raises:
        Refused: with that sentence.
    """
    try:
        yield
    except (NotWhatItShouldBe, FileIsThere, NotAPrivateKey, PassphraseNeeded, NothingToSign, KeyNotRegistered) as no:
        raise Refused(str(no)) from no
    except NotAKey as no:
        raise Refused(f"{str(no)[0].upper()}{str(no)[1:]}.") from no


def make_key(screen: Screen, party: str, *, folder: Path, with_passphrase: bool) -> None:
    """Write a new key of a party, and say what to do with its two files.

    Raises:
        Refused: there is a key already, or the party's name cannot stand in a signature.
    """
    with refusing_keys():
        key = SigningKey.new(party=party)
        passphrase = _new_passphrase() if with_passphrase else ""
        private, public = write_key(folder, key, passphrase=passphrase)
    document = {"format": "unisono-key/1", "party": party, "private": str(private), "public": str(public)}
    screen.document(write_json({**document, "key": key.public.text}))
    screen.show(f"{private} is the private key of {party}: whoever has it signs for {party}. Keep it, and a copy.")
    screen.show(f"{public} is for everybody: `unisono ledger keys register {party} {public} --ledger ...`.")


def register_and_show(screen: Screen, place: str, *, party: str, key_file: Path, now: str | None) -> None:
    """Record a party's public key.

    Raises:
        Refused: the file is no key, or another party's; or the ledger cannot be used.
    """
    at = moment(now)
    with refusing_keys():
        key = read_public_key(key_file)
    if key.party != party:
        raise Refused(f"{key_file} is the key of {key.party}, not of {party}.")
    with opened(place) as books:
        position = register_key(
            ledger=books.ledger,
            key=key,
            actor=Actor(party=party),
            origin=Origin(medium=Medium.COMMAND, place="ledger keys register"),
            now=at,
        )
    screen.document(
        write_json({"format": "unisono-registered/1", "party": party, "key": key.text, "position": position})
    )
    screen.show(f"The key of {party} stands in the ledger as fact {position}.")


def list_keys(screen: Screen, place: str) -> None:
    """Show every registered key.

    Raises:
        Refused: the ledger cannot be used.
    """
    with opened(place) as books:
        every = registered_keys(books.ledger)
    screen.document(
        write_json(
            {
                "format": "unisono-keys/1",
                "keys": [
                    {
                        "party": one.key.party,
                        "key": one.key.text,
                        "position": one.position,
                        "registered_at": instant_text(one.at),
                        "in_force": _is_in_force(one, every),
                    }
                    for one in every
                ],
            }
        )
    )
    if not every:
        screen.show("No party has registered a key yet: `unisono ledger keys new PARTY` makes one.")
        return
    rows = table("Party", "Key", "Fact", "Registered", "", right=("Fact",))
    for one in every:
        said = "in force" if _is_in_force(one, every) else "replaced"
        rows.add_row(one.key.party, one.key.id.hex(), str(one.position), instant_text(one.at), said)
    screen.show(rows)


def sign_and_keep(
    screen: Screen, place: str, *, party: str, key_file: Path, keep: Path | None, now: str | None
) -> None:
    """Sign what a ledger holds, unless it has changed since this party signed last, and keep a copy.

    Raises:
        Refused: the key is not the party's, the ledger has changed, or it cannot be used.
    """
    at, copy = moment(now), keep or key_file.with_suffix(".checkpoint")
    with refusing_keys():
        key = open_key(key_file, party)
        kept = read_checkpoints([copy] if copy.exists() else [])
        with opened(place) as books, long_work(screen) as tell:
            signed = sign_ledger(books=books, key=key, kept=kept, now=at, tell=tell)
        write_checkpoint(copy, signed)
    _show_signed(screen, signed, copy)


def _show_signed(screen: Screen, signed: SignedCheckpoint, copy: Path) -> None:
    checkpoint = signed.checkpoint
    parties = [signature.party for signature in signed.signatures]
    screen.document(
        write_json(
            {
                "format": "unisono-checkpoint/1",
                "origin": checkpoint.origin,
                "facts": checkpoint.size,
                "root": checkpoint.root.hex(),
                "at": instant_text(checkpoint.at),
                "signed_by": [*parties],
                "kept": str(copy),
            }
        )
    )
    screen.show(
        facts(
            ("Facts", str(checkpoint.size)),
            ("Root", checkpoint.root.hex()),
            ("Moment", instant_text(checkpoint.at)),
            ("Signed by", sentence_of(parties)),
            ("Kept in", str(copy)),
        )
    )
    screen.show("", f"Keep {copy} where nobody who can write to the ledger can write.")


def _is_in_force(one: RegisteredKey, every: tuple[RegisteredKey, ...]) -> bool:
    return key_in_force(every, one.key.party) == one


def open_key(path: Path, party: str) -> SigningKey:
    """Return a private key; where it is locked and somebody sits at a terminal, ask for its passphrase."""
    passphrase = os.environ.get(PASSPHRASE, "")
    try:
        return read_private_key(path, party=party, passphrase=passphrase)
    except PassphraseNeeded:
        if passphrase or not sys.stdin.isatty():
            raise
    return read_private_key(path, party=party, passphrase=typer.prompt("Passphrase", hide_input=True, err=True))


def _new_passphrase() -> str:
    given = os.environ.get(PASSPHRASE, "")
    return given or typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
