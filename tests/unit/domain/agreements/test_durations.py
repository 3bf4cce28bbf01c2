"""Who does a kind of work for whom, and how long it may take."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.agreements import norm, office_and_yard
from unisono.domain.acts.commitments import Purpose
from unisono.domain.agreements.agreement import Measure
from unisono.domain.agreements.durations import agreed_minutes, answer_minutes, performer_of, requester_of
from unisono.domain.policy import AgreedDuration, Policy

POLICY = Policy(
    agreed_durations=(
        AgreedDuration(purpose=Purpose.SUPPLY, performer="store", hours=Decimal(72)),
        AgreedDuration(
            purpose=Purpose.SUPPLY, performer="mill", requester="store", hours=Decimal(240), answer_hours=Decimal(48)
        ),
        AgreedDuration(purpose=Purpose.PRODUCE, performer="yard", requester="office", answer_hours=Decimal(6)),
        AgreedDuration(purpose=Purpose.PRODUCE, performer="yard", hours=Decimal(96)),
    )
)


def test_the_policy_names_who_does_the_work() -> None:
    """The first row of a purpose names who does it; where somebody asks who has a row of his own, that one."""
    assert performer_of(POLICY, Purpose.SUPPLY) == "store"
    assert performer_of(POLICY, Purpose.SUPPLY, requester="yard") == "store"
    assert performer_of(POLICY, Purpose.SUPPLY, requester="store") == "mill"
    assert performer_of(POLICY, Purpose.SHIP) == ""


def test_the_policy_names_who_asks_for_it() -> None:
    """Work is asked for by the party of the row, or by any where it names none."""
    assert requester_of(POLICY, Purpose.SUPPLY, performer="mill") == "store"
    assert requester_of(POLICY, Purpose.SUPPLY, performer="store") == ""
    assert requester_of(POLICY, Purpose.SHIP, performer="quay") == ""


def test_a_signed_norm_counts_before_the_policy() -> None:
    """Building takes the 48 hours that the office and the yard signed, not the 96 of the policy."""
    pair: dict[str, Any] = {"purpose": Purpose.PRODUCE, "performer": "yard", "requester": "office"}
    assert agreed_minutes((office_and_yard(),), POLICY, **pair) == 48 * 60
    assert agreed_minutes((), POLICY, **pair) == 96 * 60
    assert answer_minutes((office_and_yard(),), POLICY, **pair) == 8 * 60
    assert answer_minutes((), POLICY, **pair) == 6 * 60


def test_an_agreement_binds_its_two_parties_only() -> None:
    """What the yard owes the office it does not owe the quay."""
    pair: dict[str, Any] = {"purpose": Purpose.PRODUCE, "performer": "yard", "requester": "quay"}
    assert agreed_minutes((office_and_yard(),), POLICY, **pair) == 96 * 60
    assert answer_minutes((office_and_yard(),), POLICY, **pair) is None


def test_nothing_agreed_is_no_duration() -> None:
    """Where neither an agreement nor the policy says how long work may take, nothing is made up."""
    pair: dict[str, Any] = {"purpose": Purpose.PICK, "performer": "quay", "requester": "office"}
    assert agreed_minutes((office_and_yard(),), POLICY, **pair) is None
    assert answer_minutes((), POLICY, **pair) is None


def test_a_norm_about_one_purpose_counts_before_one_about_all() -> None:
    """The yard may take two days for anything, and one hour for picking."""
    norms = (norm("yard", Measure.LEAD_TIME, hours="48"), norm("yard", Measure.LEAD_TIME, Purpose.PICK, hours="1"))
    agreement = replace(office_and_yard(), norms=norms)
    pair: dict[str, Any] = {"performer": "yard", "requester": "office"}
    assert agreed_minutes((agreement,), POLICY, purpose=Purpose.PICK, **pair) == 60
    assert agreed_minutes((agreement,), POLICY, purpose=Purpose.SHIP, **pair) == 48 * 60
