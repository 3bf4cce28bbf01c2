"""What verifying finds, on a ledger that is a list; on real databases `tests/trust` does the same."""

from dataclasses import replace

import pytest

from tests.mill import BEN, MONDAY, counted, story
from tests.plain_books import PlainCheckpoints, RootedLedger, plain_books
from unisono.domain.facts import Medium, Origin
from unisono.services.checkpoints import Fault, Held, register_key, sign_ledger
from unisono.services.ports import Head, LedgerBroken
from unisono.services.signing import SigningKey
from unisono.services.telling import Silent
from unisono.services.verifying import Share, Verdict, check_share, shared_out, verify_ledger

SAW = SigningKey.new(party="saw")


@pytest.fixture
def ledger() -> RootedLedger:
    """Return a ledger in which seven things have happened, a key of the saw last."""
    ledger = RootedLedger()
    ledger.append(story(), now=MONDAY)
    origin = Origin(medium=Medium.COMMAND)
    register_key(ledger=ledger, key=SAW.public, actor=BEN, origin=origin, now=MONDAY)
    return ledger


@pytest.fixture
def checkpoints() -> PlainCheckpoints:
    """Return no checkpoints."""
    return PlainCheckpoints()


def verdict_of(ledger: RootedLedger, checkpoints: PlainCheckpoints, *held: Held, shares: int = 1) -> Verdict:
    """Return what is found."""
    return verify_ledger(books=plain_books(ledger, checkpoints), held=held, tell=Silent(), shares=shares)


@pytest.mark.parametrize("shares", [1, 2, 3, 9])
def test_a_sound_ledger(ledger: RootedLedger, checkpoints: PlainCheckpoints, shares: int) -> None:
    """Where all is as it was recorded, nothing is found, in how many parts it is read."""
    sign_ledger(books=plain_books(ledger, checkpoints), key=SAW, kept=(), now=MONDAY, tell=Silent())
    ledger.append([counted(50)], now=MONDAY)
    verdict = verdict_of(ledger, checkpoints, shares=shares)
    assert (verdict.ok, verdict.first_bad, verdict.fault) == (True, None, None)
    assert (verdict.facts, verdict.root, verdict.checkpoints, verdict.signed) == (8, ledger.head().root, 1, 7)


def test_an_empty_ledger(checkpoints: PlainCheckpoints) -> None:
    """A ledger without facts is sound."""
    assert verdict_of(RootedLedger(), checkpoints).ok


def test_links_that_are_astray(ledger: RootedLedger, checkpoints: PlainCheckpoints) -> None:
    """What a ledger says of links beside a fact names that fact."""
    ledger.astray = (4, "its links are not what the fact says")
    assert verdict_of(ledger, checkpoints, shares=2).first_bad == 4


def test_the_first_of_several_faults_is_named(ledger: RootedLedger, checkpoints: PlainCheckpoints) -> None:
    """Whichever part of the work finds something, the first fact counts."""
    ledger.astray = (6, "its links are not what the fact says")
    del ledger.kept[3]
    assert verdict_of(ledger, checkpoints, shares=2).first_bad == 4


def test_facts_that_nobody_recorded(ledger: RootedLedger, checkpoints: PlainCheckpoints) -> None:
    """Another root, or fewer facts, than the ledger says there are."""
    head = ledger.head()
    ledger.head = lambda: head  # type: ignore[method-assign] # what was recorded
    ledger.kept[2] = replace(ledger.kept[2], fact=counted(3, quantity=999))
    assert verdict_of(ledger, checkpoints).first_bad == 1
    del ledger.kept[6:]
    assert verdict_of(ledger, checkpoints).first_bad == 7


def test_a_wrong_root_over_signed_facts_puts_none_in_doubt(ledger: RootedLedger, checkpoints: PlainCheckpoints) -> None:
    """Where a checkpoint speaks of all facts, and they are those, only the root that is kept is wrong."""
    sign_ledger(books=plain_books(ledger, checkpoints), key=SAW, kept=(), now=MONDAY, tell=Silent())
    ledger.head = lambda: Head(size=7, root=bytes(32))  # type: ignore[method-assign] # what a broken one says
    verdict = verdict_of(ledger, checkpoints)
    assert (verdict.ok, verdict.first_bad) == (False, None)


def test_a_commitment_that_does_not_follow(ledger: RootedLedger, checkpoints: PlainCheckpoints) -> None:
    """Something else kept of a commitment, or nothing, is found, and says how it is mended."""
    real = list(ledger.commitments())
    for kept in ([replace(real[0], reason="somebody wrote this")], [], [*real, replace(real[0], id="SO-9/ghost")]):
        ledger.commitments = lambda *, kept=kept, **_: iter(kept)  # type: ignore[method-assign] # made up
        verdict = verdict_of(ledger, checkpoints)
        assert (verdict.ok, verdict.first_bad) == (False, None)
        assert "rebuild" in str(verdict.fault)


def test_what_others_wrote_meanwhile_is_passed_over(ledger: RootedLedger, checkpoints: PlainCheckpoints) -> None:
    """A commitment that moved on after the reading began is no fault."""
    later = [replace(next(ledger.commitments()), position=8)]
    calls = []

    def grows() -> Head:
        calls.append(1)
        head = RootedLedger.head(ledger)
        return head if len(calls) == 1 else Head(size=8, root=head.root)

    ledger.head = grows  # type: ignore[method-assign] # somebody writes between two looks
    ledger.commitments = lambda **_: iter(later)  # type: ignore[method-assign] # and this follows from it
    assert verdict_of(ledger, checkpoints).ok


def test_a_fact_that_cannot_follow(ledger: RootedLedger, checkpoints: PlainCheckpoints) -> None:
    """A fact of a commitment that nobody asked for is named."""
    ledger.commitments = lambda **_: iter(())  # type: ignore[method-assign] # the list cannot fold it either
    ledger.kept[0] = replace(ledger.kept[0], fact=counted(1))
    assert verdict_of(ledger, checkpoints).first_bad == 2


def test_bytes_that_are_no_fact(ledger: RootedLedger, checkpoints: PlainCheckpoints) -> None:
    """Bytes that look like a fact's and are none are named."""
    bodies = list(ledger.bodies())
    bodies[4] = (5, bodies[4][1].replace(b'"version":1', b'"version":9'))
    ledger.bodies = lambda *, after=0: iter(bodies[after:])  # type: ignore[method-assign] # changed
    assert verdict_of(ledger, checkpoints).first_bad == 5


def test_a_ledger_that_cannot_be_read(ledger: RootedLedger, checkpoints: PlainCheckpoints) -> None:
    """What the database says is wrong is the verdict, not an error."""

    def broken(**_: object) -> object:
        raise LedgerBroken("a page is not sound", position=3)

    ledger.entries = broken  # type: ignore[method-assign, assignment] # what a broken one does
    assert check_share(ledger=ledger, share=Share(number=0, after=0, until=7), tell=Silent()) == Fault(
        position=3, why="a page is not sound"
    )
    checkpoints.all = broken  # type: ignore[method-assign, assignment] # the same
    verdict = verdict_of(ledger, checkpoints)
    assert (verdict.ok, verdict.first_bad, verdict.facts) == (False, 3, 0)


def test_a_damaged_file(ledger: RootedLedger, checkpoints: PlainCheckpoints) -> None:
    """An index that does not fit its table puts no fact in doubt, but is told."""
    ledger.damage = lambda: "the file is damaged: row 3 missing from index"  # type: ignore[method-assign] # made up
    verdict = verdict_of(ledger, checkpoints)
    assert (verdict.ok, verdict.first_bad) == (False, None)
    assert "row 3" in str(verdict.fault)


def test_shares_are_the_whole_without_gaps() -> None:
    """The parts follow each other, and none is much longer than another."""
    parts = shared_out(10, 3)
    assert [(part.after, part.until) for part in parts] == [(0, 3), (3, 6), (6, 10)]
