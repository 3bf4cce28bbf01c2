"""Proofs for others, made from a ledger and checked without it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.mill import BEN, MONDAY, counted, story
from tests.plain_books import PlainCheckpoints, RootedLedger, plain_books
from unisono.domain.canonical import read_fact
from unisono.domain.facts import Medium, Origin
from unisono.services.checkpoints import register_key, sign_ledger
from unisono.services.ports import Books, LedgerBroken
from unisono.services.proving import NoSuchFact, NotSignedYet, check_proof, prove_fact, prove_growth
from unisono.services.signing import SigningKey
from unisono.services.telling import Silent

SAW, YARD = SigningKey.new(party="saw"), SigningKey.new(party="yard")


@pytest.fixture
def ledger() -> RootedLedger:
    """Return a ledger with eight facts, two keys among them."""
    ledger = RootedLedger()
    ledger.append(story(), now=MONDAY)
    for key in (SAW, YARD):
        origin = Origin(medium=Medium.COMMAND)
        register_key(ledger=ledger, key=key.public, actor=BEN, origin=origin, now=MONDAY)
    return ledger


@pytest.fixture
def books(ledger: RootedLedger) -> Books:
    """Return the books around it, signed by the saw, and one fact since."""
    books = plain_books(ledger, PlainCheckpoints())
    sign_ledger(books=books, key=SAW, kept=(), now=MONDAY, tell=Silent())
    ledger.append([counted(50)], now=MONDAY)
    return books


@pytest.mark.parametrize("wanted", [2, "fact-2"])
def test_a_fact_is_proved_by_place_and_by_id(books: Books, wanted: int | str) -> None:
    """The proof holds the fact's bytes, and convinces whoever has the key of the party that signed."""
    proof = prove_fact(books=books, wanted=wanted, tell=Silent())
    assert read_fact(proof.body).fact == story()[1]
    checked = check_proof(proof, keys=[YARD.public, SAW.public])
    assert (checked.ok, checked.signed_by) == (True, ("saw",))


def test_a_proof_convinces_nobody_without_the_key(books: Books) -> None:
    """Who has other keys learns that the hashes lead to a root, but not whose it is."""
    proof = prove_fact(books=books, wanted=2, tell=Silent())
    for keys in ([], [YARD.public], [SigningKey.new(party="saw").public]):
        checked = check_proof(proof, keys=keys)
        assert (checked.ok, checked.leads_to_root) == (False, True)


def test_a_changed_proof_proves_nothing(books: Books) -> None:
    """Other bytes, another place, or another path, do not lead to the root."""
    proof = prove_fact(books=books, wanted=2, tell=Silent())
    body = proof.body.replace(b'"40"', b'"41"')
    assert body != proof.body
    for changed in (replace(proof, body=body), replace(proof, position=3), replace(proof, path=proof.path[:-1])):
        assert not check_proof(changed, keys=[SAW.public]).ok


def test_what_is_not_there_or_not_signed_is_not_proved(books: Books) -> None:
    """A fact that does not exist, or came after the last signature, has no proof."""
    for missing in ("fact-99", 99):
        with pytest.raises(NoSuchFact, match="99"):
            prove_fact(books=books, wanted=missing, tell=Silent())
    for unsigned in ("fact-50", 9):
        with pytest.raises(NotSignedYet):
            prove_fact(books=books, wanted=unsigned, tell=Silent())
    with pytest.raises(NotSignedYet):
        prove_fact(books=plain_books(RootedLedger(), PlainCheckpoints()), wanted=1, tell=Silent())


def test_growth_is_proved_between_checkpoints(books: Books) -> None:
    """Who kept an old checkpoint is shown that nothing of it was changed since."""
    old = books.checkpoints.all()[0]
    new = sign_ledger(books=books, key=YARD, kept=(), now=MONDAY + timedelta(days=1), tell=Silent())
    proof = prove_growth(books=books, old=old, tell=Silent())
    assert (proof.old, proof.signed) == (old, new)
    assert check_proof(proof, keys=[SAW.public, YARD.public]).leads_to_root
    assert not check_proof(proof, keys=[SAW.public, YARD.public]).ok
    both = sign_ledger(books=books, key=SAW, kept=(), now=MONDAY, tell=Silent())
    assert check_proof(prove_growth(books=books, old=old, tell=Silent()), keys=[SAW.public]).signed_by == ("saw",)
    assert [one.party for one in both.signatures] == ["yard", "saw"]


def test_what_was_signed_later_is_not_what_it_grew_from(books: Books) -> None:
    """A checkpoint over more facts than any other cannot be the old one."""
    old = books.checkpoints.all()[0]
    larger = replace(old, checkpoint=replace(old.checkpoint, size=20))
    with pytest.raises(NotSignedYet):
        prove_growth(books=books, old=larger, tell=Silent())


def test_a_changed_ledger_gives_no_proofs(ledger: RootedLedger, books: Books) -> None:
    """Where the facts are not those that were signed, nothing is proved, neither of one nor of all."""
    old = books.checkpoints.all()[0]
    sign_ledger(books=books, key=SAW, kept=(), now=MONDAY, tell=Silent())
    stranger = replace(old, checkpoint=replace(old.checkpoint, root=bytes(32)))
    with pytest.raises(LedgerBroken, match="old checkpoint"):
        prove_growth(books=books, old=stranger, tell=Silent())
    ledger.kept[2] = replace(ledger.kept[2], fact=counted(3, quantity=999))
    with pytest.raises(LedgerBroken):
        prove_fact(books=books, wanted=2, tell=Silent())
    with pytest.raises(LedgerBroken):
        prove_growth(books=books, old=old, tell=Silent())
