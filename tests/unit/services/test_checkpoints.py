"""Signing what a ledger holds: who may, what is refused, and what is countersigned."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.mill import ADA, BEN, MONDAY, counted, fact, story
from tests.plain_books import PlainCheckpoints, RootedLedger, plain_books
from unisono.domain.acts import KeyRegistered
from unisono.domain.checkpoints import SignedCheckpoint
from unisono.domain.facts import Medium, Origin
from unisono.domain.merkle import leaf_hash
from unisono.services.checkpoints import (
    Growth,
    Held,
    KeyNotRegistered,
    NothingToSign,
    key_in_force,
    register_key,
    registered_keys,
    sign_ledger,
)
from unisono.services.ports import Books, Head, LedgerBroken
from unisono.services.signing import SigningKey, is_signed
from unisono.services.telling import Silent

SAW, YARD = SigningKey.new(party="saw"), SigningKey.new(party="yard")
ORIGIN = Origin(medium=Medium.COMMAND)
FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture
def ledger() -> RootedLedger:
    """Return a ledger in which six things have happened and both parties have registered a key."""
    ledger = RootedLedger()
    ledger.append(story(), now=MONDAY)
    register(ledger, SAW)
    register(ledger, YARD)
    return ledger


@pytest.fixture
def books(ledger: RootedLedger) -> Books:
    """Return the books around it."""
    return plain_books(ledger, PlainCheckpoints())


def register(ledger: RootedLedger, key: SigningKey) -> int:
    """Register a party's key."""
    return register_key(ledger=ledger, key=key.public, actor=BEN, origin=ORIGIN, now=MONDAY)


def sign(books: Books, key: SigningKey, *kept: Held) -> Held:
    """Sign, and return what the party keeps."""
    signed = sign_ledger(books=books, key=key, kept=kept, now=FRIDAY, tell=Silent())
    return Held(place=f"{key.public.party}.checkpoint", signed=signed)


def test_a_checkpoint_says_what_the_ledger_holds(books: Books) -> None:
    """It names how many facts there are, their root and the moment, and carries the party's signature."""
    signed = sign(books, SAW).signed
    checkpoint = signed.checkpoint
    assert (checkpoint.size, checkpoint.root, checkpoint.at) == (8, books.ledger.head().root, FRIDAY)
    assert [is_signed(checkpoint, one, key=SAW.public) for one in signed.signatures] == [True]
    assert books.checkpoints.all() == (signed,)


def test_another_party_countersigns(books: Books) -> None:
    """Who comes second signs the same checkpoint, and who signs twice adds nothing."""
    sign(books, SAW)
    both = sign(books, YARD).signed
    assert [one.party for one in both.signatures] == ["saw", "yard"]
    assert sign(books, SAW).signed == both
    assert books.checkpoints.all() == (both,)


def test_new_facts_get_a_new_checkpoint(books: Books) -> None:
    """What has been recorded since is signed for by a checkpoint of its own; the first one stays."""
    first = sign(books, SAW)
    books.ledger.append([counted(50)], now=MONDAY)
    second = sign(books, SAW, first)
    assert [one.checkpoint.size for one in books.checkpoints.all()] == [8, 9]
    assert second.signed.checkpoint.origin == first.signed.checkpoint.origin


def test_there_must_be_something_to_sign() -> None:
    """An empty ledger is not signed."""
    with pytest.raises(NothingToSign):
        sign(plain_books(RootedLedger(), PlainCheckpoints()), SAW)


def test_only_the_present_key_signs(ledger: RootedLedger, books: Books) -> None:
    """A key that is not registered, or was replaced by a newer one, does not sign."""
    with pytest.raises(KeyNotRegistered, match="carter"):
        sign(books, SigningKey.new(party="carter"))
    newer = SigningKey.new(party="saw")
    assert register(ledger, newer) == 9
    with pytest.raises(KeyNotRegistered):
        sign(books, SAW)
    assert sign(books, newer).signed.checkpoint.size == 9


def test_old_signatures_hold_after_a_key_was_replaced(ledger: RootedLedger, books: Books) -> None:
    """What the old key signed while it was in force stays signed."""
    old = sign(books, SAW)
    newer = SigningKey.new(party="saw")
    register(ledger, newer)
    assert sign(books, newer, old).signed.checkpoint.size == 9


def test_a_key_in_force_is_not_registered_again(ledger: RootedLedger) -> None:
    """Registering the same key twice leaves one fact."""
    assert register(ledger, SAW) == 7
    assert [one.position for one in registered_keys(ledger)] == [7, 8]
    known = key_in_force(registered_keys(ledger), "saw")
    assert known is not None
    assert (known.key, known.at) == (SAW.public, MONDAY)
    assert key_in_force(registered_keys(ledger), "saw", size=6) is None


def test_what_cannot_be_a_key_is_passed_over(ledger: RootedLedger) -> None:
    """A log may tell of keys in other forms; nothing was signed with those."""
    ledger.append([fact(60, KeyRegistered(party="saw", public_key="a photo of it"))], now=MONDAY)
    known = key_in_force(registered_keys(ledger), "saw")
    assert known is not None
    assert known.key == SAW.public


class TestNothingIsSignedUnseen:
    """A party does not put its name under a ledger that is not the one it signed before."""

    def test_facts_that_were_changed(self, ledger: RootedLedger, books: Books) -> None:
        """A fact that says something else than when the party signed."""
        kept = sign(books, SAW)
        ledger.kept[2] = replace(ledger.kept[2], fact=counted(3, quantity=999))
        with pytest.raises(LedgerBroken, match="one of the facts 1 to 8") as broken:
            sign(plain_books(ledger, PlainCheckpoints()), SAW, kept)
        assert broken.value.position == 1

    def test_facts_that_are_gone(self, ledger: RootedLedger, books: Books) -> None:
        """The last facts are missing."""
        ledger.append([counted(50)], now=MONDAY)
        kept = sign(books, SAW)
        del ledger.kept[8:]
        with pytest.raises(LedgerBroken, match="there are 8 now") as broken:
            sign(books, SAW, kept)
        assert broken.value.position == 9

    def test_a_fact_that_is_missing(self, ledger: RootedLedger, books: Books) -> None:
        """There is a gap in the positions."""
        del ledger.kept[3]
        with pytest.raises(LedgerBroken, match="next one stands at 5") as broken:
            sign(books, SAW)
        assert broken.value.position == 4

    def test_a_root_that_is_not_over_the_facts(self, ledger: RootedLedger, books: Books) -> None:
        """The ledger says another root than its facts have."""
        ledger.head = lambda: Head(size=8, root=bytes(32))  # type: ignore[method-assign] # what a broken one says
        with pytest.raises(LedgerBroken, match="root"):
            sign(books, SAW)

    def test_a_signature_of_somebody_else(self, books: Books) -> None:
        """Under a checkpoint stands a signature that was not made with the party's key."""
        checkpoint = sign(books, SAW).signed.checkpoint
        stranger = SignedCheckpoint(checkpoint=checkpoint, signatures=(SigningKey.new(party="yard").sign(checkpoint),))
        with pytest.raises(LedgerBroken, match="signature of yard under a file"):
            sign(books, SAW, Held(place="a file", signed=stranger))

    def test_another_ledger(self, books: Books) -> None:
        """A ledger that began with another fact is another one."""
        other = RootedLedger()
        other.append([counted(1), counted(2)], now=MONDAY)
        register(other, SAW)
        with pytest.raises(LedgerBroken, match="began with another fact"):
            sign(plain_books(other, PlainCheckpoints()), SAW, sign(books, SAW))


def test_roots_are_told_at_any_sizes() -> None:
    """While a tree grows in batches its roots are told at the sizes asked for, and at no others."""
    ledger = RootedLedger()
    ledger.append([fact(number, counted(number).act, by=ADA) for number in range(1, 12)], now=MONDAY)
    growth = Growth([0, 3, 3, 7, 11, 20])
    for until in (4, 5, 11):
        growth.extend(leaves(ledger, growth.frontier.size, until))
    assert sorted(growth.roots) == [0, 3, 7, 11]
    assert growth.roots[11] == ledger.head().root == growth.frontier.root


def leaves(ledger: RootedLedger, after: int, until: int) -> list[bytes]:
    """Return the hashes of some facts."""
    return [leaf_hash(body) for position, body in ledger.bodies(after=after) if position <= until]
