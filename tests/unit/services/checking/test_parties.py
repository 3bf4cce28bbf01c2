"""The parties of the policy: departments, partners, and the customer where somebody asks."""

from dataclasses import replace
from decimal import Decimal

from tests.companies import bakery
from tests.drafts import codes_of, findings_of, table_of
from unisono.domain.acts.commitments import Purpose
from unisono.domain.policy import AgreedDuration, Decision, DecisionRight

POLICY = bakery().policy
SHIP = AgreedDuration(purpose=Purpose.SHIP, performer="van", requester="bakery", hours=Decimal(2))


def test_departments_partners_and_the_customer_may_be_named() -> None:
    """Who works for whom is told with the names of the company, and the customer may be the one who asks."""
    departments = bakery().company.departments
    promise = AgreedDuration(purpose=Purpose.PROMISE, performer=departments[0].id, requester="customer")
    right = DecisionRight(option=Decision.OVERTIME, decider="head baker", party=departments[0].id)
    assert codes_of(agreed_durations=(promise,), decision_rights=(right,)) == []


def test_a_party_that_nobody_knows_is_a_finding() -> None:
    """Whoever names a department that is not there learns where, and which one was probably meant."""
    near = bakery().company.departments[0].id[:-1]
    found = findings_of(agreed_durations=(replace(SHIP, performer=near, requester=""),))
    (finding,) = found
    assert finding.code == "unknown-party"
    assert str(finding.source) == "agreed_durations.csv:2 (performer)"
    assert finding.remedy == f"Did you mean '{bakery().company.departments[0].id}'?"


def test_the_customer_does_no_work() -> None:
    """Work is not done by the customer, and nothing is decided by one."""
    found = codes_of(
        agreed_durations=(replace(SHIP, performer="customer", requester=""),),
        decision_rights=(DecisionRight(option=Decision.DECLINE, decider="anybody", party="customer"),),
    )
    assert found == ["unknown-party", "unknown-party"]


def test_unreadable_departments_cause_no_second_complaint() -> None:
    """Where the head could not be read nothing is said about the parties that it should name."""
    unreadable = replace(table_of("company.toml", ()), complete=False)
    found = codes_of(departments=unreadable, agreed_durations=(SHIP,))
    assert "unknown-party" not in found


def test_one_duration_for_one_pair() -> None:
    """Two rows that say how long the same party may take for the same other one contradict each other."""
    row = replace(SHIP, performer=bakery().company.departments[0].id, requester="")
    assert codes_of(agreed_durations=(row, row)) == ["duplicate-row"]
