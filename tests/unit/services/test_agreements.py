"""Proposing, signing, replacing and ending agreements at the Weichsel Shipyard."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.agreements import office_and_yard
from tests.plain_ledger import PlainLedger
from unisono.domain.acts.agreements import AgreementSigned
from unisono.domain.agreements.agreement import Agreement, Side
from unisono.domain.agreements.standing import Version, digest_of
from unisono.domain.facts import Actor, Fact, Medium, Origin
from unisono.domain.new_facts import new_fact
from unisono.services.agreements import (
    AgreementRefused,
    KeyNeeded,
    NoSuchAgreement,
    NotAParty,
    NotInForce,
    NotTheNextVersion,
    OtherParties,
    OtherText,
    SignedAlready,
    TextUnreadable,
    adopt_agreements,
    agreements_in_force,
    end_agreement,
    propose_agreement,
    read_histories,
    sign_agreement,
)
from unisono.services.checkpoints import KeyNotRegistered, register_key
from unisono.services.ports import Appended
from unisono.services.recording import TRIES, LedgerIsBusy
from unisono.services.signing import SigningKey

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
QUAY = Side(id="quay", role="harbour master", channel="radio", hours="always")
TEXTS = {
    "first": office_and_yard(),
    "second": office_and_yard(version=2, exit_days=0),
    "third": office_and_yard(version=3),
    "of others": office_and_yard(version=2, parties=(office_and_yard().parties[0], QUAY)),
}


def read(text: str) -> Agreement | None:
    """Return what a text says."""
    return TEXTS.get(text)


def doing(party: str, *, days: int = 0) -> dict[str, Any]:
    """Return who does something, from where and when."""
    when = MONDAY + timedelta(days=days)
    return {"actor": Actor(party=party), "origin": Origin(medium=Medium.COMMAND), "now": when, "read": read}


def sign(ledger: PlainLedger, party: str, text: str = "first", **more: Any) -> Version:  # noqa: ANN401 - as the service takes it
    """Sign the latest version as a text that was read."""
    days = more.pop("days", 0)
    return sign_agreement(ledger=ledger, name="office-yard", digest=digest_of(text), **more, **doing(party, days=days))


def signed_by_both() -> PlainLedger:
    """Return a ledger with the first version, signed by both."""
    ledger = PlainLedger()
    propose_agreement(ledger=ledger, text="first", **doing("office"))
    sign(ledger, "yard")
    sign(ledger, "office")
    return ledger


def test_it_is_proposed_and_signed_by_both() -> None:
    """The office proposes, both sign, and from then on it is in force."""
    ledger = PlainLedger()
    version = propose_agreement(ledger=ledger, text="first", **doing("office"))
    assert (version.number, version.unsigned_by) == (1, ("office", "yard"))
    assert sign(ledger, "yard").unsigned_by == ("office",)
    assert agreements_in_force(ledger=ledger, read=read, now=MONDAY) == ()
    version = sign(ledger, "office")
    assert version.unsigned_by == ()
    assert [signature.made_with_key for signature in version.signatures] == ["", ""]
    assert agreements_in_force(ledger=ledger, read=read, now=MONDAY) == (TEXTS["first"],)


def test_a_new_version_needs_both_again() -> None:
    """The second version counts from its second signature; the first until then."""
    ledger = signed_by_both()
    propose_agreement(ledger=ledger, text="second", **doing("yard"))
    sign(ledger, "yard", "second")
    assert agreements_in_force(ledger=ledger, read=read, now=MONDAY) == (TEXTS["first"],)
    sign(ledger, "office", "second")
    assert agreements_in_force(ledger=ledger, read=read, now=MONDAY) == (TEXTS["second"],)


@pytest.mark.parametrize(
    ("refusal", "told", "attempt"),
    [
        (TextUnreadable, "no agreement", lambda book: propose_agreement(ledger=book, text="x", **doing("yard"))),
        (
            NotAParty,
            "between office and yard",
            lambda book: propose_agreement(ledger=book, text="second", **doing("quay")),
        ),
        (NotTheNextVersion, "version = 2", lambda book: propose_agreement(ledger=book, text="third", **doing("yard"))),
        (OtherParties, "another name", lambda book: propose_agreement(ledger=book, text="of others", **doing("quay"))),
        (OtherText, "Read the latest", lambda book: sign(book, "yard", "second")),
        (SignedAlready, "version 1", lambda book: sign(book, "yard", "first")),
        (NotAParty, "quay is not one of them", lambda book: sign(book, "quay")),
        (NotAParty, "quay", lambda book: end_agreement(ledger=book, name="office-yard", reason="", **doing("quay"))),
        (
            NoSuchAgreement,
            "There are office-yard",
            lambda book: end_agreement(ledger=book, name="yard", reason="", **doing("yard")),
        ),
    ],
)
def test_a_refusal_says_why_and_records_nothing(
    refusal: type[AgreementRefused], told: str, attempt: Callable[[PlainLedger], object]
) -> None:
    """Whoever may not, or names something else than is there, reads why, and the ledger is as it was."""
    ledger = signed_by_both()
    with pytest.raises(refusal, match=told):
        attempt(ledger)
    assert len(ledger.kept) == 3


def test_where_there_is_no_agreement_that_is_said() -> None:
    """Signing in an empty ledger tells that there are none yet."""
    with pytest.raises(NoSuchAgreement, match="There are none yet"):
        sign(PlainLedger(), "yard")


def test_one_of_the_two_ends_it() -> None:
    """The yard leaves: thirty days later, as the exit clause says, nothing is in force, and once is enough."""
    ledger = signed_by_both()
    version = end_agreement(ledger=ledger, name="office-yard", reason="the yard is sold", **doing("yard", days=1))
    assert version.ending is not None
    assert version.ending.ends_at == MONDAY + timedelta(days=31)
    assert agreements_in_force(ledger=ledger, read=read, now=MONDAY + timedelta(days=30))
    assert not agreements_in_force(ledger=ledger, read=read, now=MONDAY + timedelta(days=31))
    with pytest.raises(NotInForce, match="has been told already"):
        end_agreement(ledger=ledger, name="office-yard", reason="again", **doing("office", days=2))


def test_without_days_of_notice_it_ends_at_once() -> None:
    """An exit clause of no days ends it with the word."""
    ledger = signed_by_both()
    propose_agreement(ledger=ledger, text="second", **doing("yard"))
    sign(ledger, "yard", "second")
    sign(ledger, "office", "second")
    version = end_agreement(ledger=ledger, name="office-yard", reason="sold", **doing("office", days=1))
    assert version.number == 2
    assert not agreements_in_force(ledger=ledger, read=read, now=MONDAY + timedelta(days=1))


def test_agreements_of_old_are_adopted_once() -> None:
    """A ledger that begins with signed agreements holds a proposal and two signatures of each, done once or twice."""
    ledger = PlainLedger()
    origin = Origin(medium=Medium.FILE, place="office-yard.toml")
    for _ in range(2):
        (version,) = adopt_agreements(ledger=ledger, read=read, texts=["first"], origin=origin, now=MONDAY)
        assert version.unsigned_by == ()
    assert [entry.fact.actor.party for entry in ledger.kept] == ["office", "office", "yard"]
    assert {entry.fact.origin.place for entry in ledger.kept} == {"office-yard.toml"}
    with pytest.raises(TextUnreadable):
        adopt_agreements(ledger=ledger, read=read, texts=["scribble"], origin=origin, now=MONDAY)


def registered(ledger: PlainLedger, party: str) -> SigningKey:
    """Return a new key of a party after making it known."""
    key = SigningKey.new(party=party)
    origin = Origin(medium=Medium.COMMAND)
    register_key(ledger=ledger, key=key.public, actor=Actor(party=party), origin=origin, now=MONDAY)
    return key


def test_a_party_with_a_key_signs_with_it() -> None:
    """The yard has a key: its name alone is refused, another key is refused, its own signature counts."""
    ledger = PlainLedger()
    key = registered(ledger, "yard")
    propose_agreement(ledger=ledger, text="first", **doing("office"))
    with pytest.raises(KeyNeeded, match="yard has a key"):
        sign(ledger, "yard")
    with pytest.raises(KeyNotRegistered):
        sign(ledger, "yard", key=SigningKey.new(party="yard"))
    with pytest.raises(KeyNotRegistered):
        sign(ledger, "office", key=SigningKey.new(party="office"))
    version = sign(ledger, "yard", key=key)
    assert version.unsigned_by == ("office",)
    assert len(version.signatures[0].made_with_key) == 128


@pytest.mark.parametrize("signature", ["", "00" * 64, "no hexadecimal digits"])
def test_a_forged_signature_counts_for_nothing(signature: str) -> None:
    """A signature of the yard that its key has not made, brought in with a file of facts, is passed over."""
    ledger = PlainLedger()
    registered(ledger, "yard")
    propose_agreement(ledger=ledger, text="first", **doing("office"))
    act = AgreementSigned(agreement="office-yard", agreement_version=1, digest=digest_of("first"), signature=signature)
    origin = Origin(medium=Medium.FILE)
    ledger.append([new_fact(act, actor=Actor(party="yard"), origin=origin, happened_at=MONDAY)], now=MONDAY)
    assert read_histories(ledger=ledger, read=read)["office-yard"].latest.unsigned_by == ("office", "yard")


def test_a_signature_from_before_the_key_still_counts() -> None:
    """What the yard signed by name stays signed when it gets a key later."""
    ledger = signed_by_both()
    registered(ledger, "yard")
    assert agreements_in_force(ledger=ledger, read=read, now=MONDAY) == (TEXTS["first"],)


class BusyLedger(PlainLedger):
    """A ledger into which others write just before us, some times."""

    def __init__(self, others: list[Fact]) -> None:
        super().__init__()
        self.others = others

    def append(self, facts: Any, *, now: datetime, expected_position: int | None = None) -> Appended:  # noqa: ANN401
        """Let somebody else write first."""
        if self.others and expected_position is not None:
            super().append([self.others.pop(0)], now=now)
        return super().append(facts, now=now, expected_position=expected_position)


def signature_by(party: str, number: int) -> Fact:
    """Return a signature that somebody else hands in."""
    act = AgreementSigned(agreement=f"other {number}", agreement_version=1, digest="")
    return new_fact(act, actor=Actor(party=party), origin=Origin(medium=Medium.API), happened_at=MONDAY)


def test_two_who_write_at_once_both_get_their_turn() -> None:
    """A proposal is looked at anew when somebody has written meanwhile, and recorded then."""
    ledger = BusyLedger([signature_by("quay", number) for number in range(3)])
    propose_agreement(ledger=ledger, text="first", **doing("office"))
    assert len(read_histories(ledger=ledger, read=read)["office-yard"].versions) == 1
    assert len(ledger.kept) == 4


def test_a_ledger_that_never_rests_is_told() -> None:
    """After many tries it is said that others write all the time."""
    ledger = BusyLedger([signature_by("quay", number) for number in range(TRIES)])
    with pytest.raises(LedgerIsBusy):
        propose_agreement(ledger=ledger, text="first", **doing("office"))
