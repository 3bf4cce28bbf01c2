"""Which version of the office's agreement with the yard is in force, as the facts tell it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.agreements import office_and_yard
from unisono.domain.acts.agreements import AgreementEnded, AgreementProposed, AgreementSigned
from unisono.domain.acts.commitments import Promised
from unisono.domain.agreements.agreement import Agreement
from unisono.domain.agreements.standing import History, digest_of, histories_of
from unisono.domain.facts import Act, Actor, Entry, Medium, Origin
from unisono.domain.new_facts import new_fact

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
TEXTS: Mapping[str, Agreement] = {
    "first": office_and_yard(),
    "second": office_and_yard(version=2, exit_days=60),
    "another second": office_and_yard(version=2, exit_days=90),
    "third": office_and_yard(version=3),
}


def proposed(text: str, by: str = "office") -> tuple[str, Act]:
    """Return the proposal of a text."""
    agreement = TEXTS.get(text, office_and_yard())
    act = AgreementProposed(
        agreement="office-yard", agreement_version=agreement.version, text=text, digest=digest_of(text)
    )
    return by, act


def signed(text: str, by: str, number: int | None = None) -> tuple[str, Act]:
    """Return a signature of a text."""
    version = TEXTS[text].version if number is None else number
    return by, AgreementSigned(agreement="office-yard", agreement_version=version, digest=digest_of(text))


def ended(by: str, *, day: int) -> tuple[str, Act]:
    """Return the word that it ends on a day."""
    return by, AgreementEnded(agreement="office-yard", reason="sold", ends_at=MONDAY + timedelta(days=day))


def history(*told: tuple[str, Act]) -> History:
    """Return what is known after facts, a day apart."""
    entries = [
        Entry(
            position=number,
            recorded_at=MONDAY,
            fact=new_fact(
                act,
                actor=Actor(party=party),
                origin=Origin(medium=Medium.COMMAND),
                happened_at=MONDAY + timedelta(days=number - 1),
            ),
        )
        for number, (party, act) in enumerate(told, start=1)
    ]
    return histories_of(entries, TEXTS.get)["office-yard"]


def number_in_force(known: History, day: int) -> int | None:
    """Return the number of the version that counts on a day."""
    version = known.in_force(MONDAY + timedelta(days=day))
    return None if version is None else version.number


FIRST = (proposed("first"), signed("first", "office"), signed("first", "yard"))


def test_one_signature_is_not_enough() -> None:
    """Proposed is not signed, and signed by one is not in force."""
    known = history(*FIRST[:2])
    assert known.latest.unsigned_by == ("yard",)
    assert known.latest.in_force_from is None
    assert number_in_force(known, 10) is None


def test_it_is_in_force_from_the_second_signature() -> None:
    """What both signed on Wednesday counts from Wednesday, not before."""
    known = history(*FIRST)
    assert [number_in_force(known, day) for day in (1, 2, 3)] == [None, 1, 1]
    assert [signature.position for signature in known.latest.signatures] == [2, 3]


def test_the_old_version_counts_until_both_have_signed_the_new_one() -> None:
    """A new version is a proposal until the second signature; then it takes the place of the old one."""
    half = history(*FIRST, proposed("second", "yard"), signed("second", "yard"))
    assert number_in_force(half, 10) == 1
    whole = history(*FIRST, proposed("second", "yard"), signed("second", "yard"), signed("second", "office"))
    assert [number_in_force(whole, day) for day in (4, 5)] == [1, 2]
    assert [version.number for version in whole.versions] == [1, 2]


def test_a_signature_of_another_text_counts_for_nothing() -> None:
    """Who signed what was not proposed has signed nothing; nor has who is no party, and twice is once."""
    known = history(
        FIRST[0], signed("second", "yard", number=1), signed("first", "quay"), signed("first", "yard"), FIRST[2]
    )
    assert known.latest.unsigned_by == ("office",)
    assert [signature.position for signature in known.latest.signatures] == [4]


def test_a_number_is_proposed_once() -> None:
    """A second text with the number of the first is passed over: nobody can slip it under the signatures."""
    known = history(*FIRST, proposed("second"), proposed("another second"), signed("another second", "yard"))
    assert [version.text for version in known.versions] == ["first", "second"]
    assert known.latest.unsigned_by == ("office", "yard")


def test_a_text_that_cannot_be_read_or_says_otherwise_is_passed_over() -> None:
    """A text in no known form, of another name or with another digest is no version."""
    of_another_name = replace(FIRST[0][1], agreement="office-yard", agreement_version=7)  # type: ignore[type-var]
    of_another_digest = replace(proposed("second")[1], digest="0" * 64)  # type: ignore[type-var]
    known = history(*FIRST, proposed("scribble"), ("yard", of_another_name), ("yard", of_another_digest))
    assert [version.number for version in known.versions] == [1]


def test_it_ends_when_its_exit_clause_has_run_out() -> None:
    """After the word of one of the two it still counts until the day that was told."""
    known = history(*FIRST, ended("yard", day=20))
    assert [number_in_force(known, day) for day in (19, 20)] == [1, None]
    assert known.latest.ending is not None
    assert (known.latest.ending.by.party, known.latest.ending.position) == ("yard", 4)


def test_nobody_else_ends_it_and_nobody_ends_it_twice() -> None:
    """The quay cannot end what it has not signed, and a second word changes nothing."""
    known = history(*FIRST, ended("quay", day=5), ended("yard", day=20), ended("office", day=10))
    assert known.latest.ending is not None
    assert known.latest.ending.ends_at == MONDAY + timedelta(days=20)


def test_an_unsigned_version_has_no_end() -> None:
    """The end is that of what is in force; a version signed later counts all the same."""
    known = history(
        *FIRST, proposed("second"), ended("yard", day=5), signed("second", "yard"), signed("second", "office")
    )
    assert known.latest.ending is None
    assert number_in_force(known, 30) == 2


def test_signatures_and_ends_of_unknown_agreements_are_passed_over() -> None:
    """What was never proposed is not there, and other facts say nothing about agreements."""
    entries = [
        Entry(
            position=1,
            recorded_at=MONDAY,
            fact=new_fact(act, actor=Actor(party=party), origin=Origin(medium=Medium.FILE), happened_at=MONDAY),
        )
        for party, act in (
            signed("first", "yard"),
            ended("yard", day=1),
            proposed("scribble"),
            ("yard", Promised()),
        )
    ]
    assert histories_of(entries, TEXTS.get) == {}
