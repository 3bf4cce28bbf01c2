"""Sales of the steel sample wants what only Production may decide: it asks, and Production answers."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.command_line import QUICKLY, STEEL, unisono, write_company
from tests.companies import bakery
from unisono.domain.policy import Decision, DecisionRight

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
NOON = "2026-11-23T12:00:00Z"


@pytest.fixture(name="ledger")
def _ledger(tmp_path: Path) -> Path:
    """Return a ledger with the three agreements of steel."""
    ledger = tmp_path / "steel.ledger"
    adopted = unisono("agreement", "adopt", STEEL, "--ledger", ledger, "--now", MONDAY.isoformat(), "--json").document
    assert [(one["name"], one["in_force"]) for one in adopted["agreements"]] == [
        ("logistics-bursztyn", True),
        ("purchasing-production", True),
        ("sales-production", True),
    ]
    return ledger


def test_a_question_waits_and_is_answered(ledger: Path) -> None:
    """Sales asks for overtime; Production finds the question, says yes, and nothing waits any more."""
    wish = ("overtime", "plate", "--ledger", ledger, "--now", NOON)
    why = ("--reason", "8 hours on Saturday for SO-44010")
    asked = unisono("decision", "ask", *wish, "--company", STEEL, "--as", "sales", *why)
    assert asked.code == 0
    assert "8 hours on Saturday for SO-44010" in asked.out
    waiting = unisono("decision", "show", "--ledger", ledger, "--by", "production", "--json").document["decisions"]
    assert [(one["asked"]["decision"], one["asked"]["subject"], one["asked"]["is_overstep"]) for one in waiting] == [
        ("overtime", "plate", False)
    ]
    assert unisono("decision", "show", "--ledger", ledger, "--by", "logistics").out == "Nothing waits for a decision.\n"
    answered = unisono("decision", "answer", *wish, "--yes", "--as", "production", "--reason", "a gold customer waits")
    assert "yes: a gold customer waits" in answered.out
    assert unisono("decision", "show", "--ledger", ledger).out == "Nothing waits for a decision.\n"
    assert len(unisono("decision", "show", "--ledger", ledger, "--all", "--json").document["decisions"]) == 1


def test_who_was_not_asked_does_not_answer(ledger: Path) -> None:
    """An answer to nothing, or by somebody else, is refused; a decision that is none is called wrong."""
    wish = ("overtime", "plate", "--ledger", ledger, "--now", NOON)
    nothing = unisono("decision", "answer", *wish, "--no", "--as", "production")
    assert (nothing.code, "No open question 'overtime' on plate waits for production" in nothing.beside) == (1, True)
    assert unisono("decision", "ask", *wish, "--company", STEEL, "--as", "sales", "--reason", "more").code == 0
    other = unisono("decision", "answer", *wish, "--no", "--as", "sales")
    assert (other.code, "is that of production, not of sales" in other.beside) == (1, True)
    wrong = unisono("decision", "answer", "overtimes", "--ledger", ledger, "--no", "--as", "sales")
    assert (wrong.code, "Expected one of overtime, open_slot" in wrong.beside) == (2, True)


def test_agreements_are_adopted_once_and_only_if_they_can_be_read(ledger: Path, tmp_path: Path) -> None:
    """Adopting again changes nothing; a company without agreements, or with a mistake in one, is refused."""
    facts = unisono("ledger", "show", "--ledger", ledger, "--json").document["facts"]
    assert len(facts) == 9
    again = ("--ledger", ledger, "--now", NOON)
    assert unisono("agreement", "adopt", STEEL, *again).code == 0
    assert unisono("ledger", "show", "--ledger", ledger, "--json").document["facts"] == facts
    none = unisono("agreement", "adopt", tmp_path, *again)
    assert (none.code, "has no agreements" in none.beside) == (1, True)
    company = tmp_path / "steel"
    unisono("init", company, "--sample", "steel")
    text = company / "agreements" / "sales-production.toml"
    text.write_text(text.read_text().replace("exit_days = 90", "exit_days = -1"))
    broken = unisono("agreement", "adopt", company, *again)
    assert (broken.code, "`unisono check" in broken.beside) == (1, True)
    checked = unisono("check", company)
    assert checked.code == 1
    assert "error agreements/sales-production.toml:5 (exit_days)" in checked.out


def test_an_overstep_becomes_a_request_and_a_yes_opens_the_way(tmp_path: Path) -> None:
    """Sales puts a plan into force, which is the bakers' right: they are asked in its place, and their yes counts."""
    right = DecisionRight(option=Decision.PUBLISH_PLAN, decider="head baker", party="bakehouse")
    book = bakery()
    company = write_company(tmp_path / "bakery", replace(book, policy=replace(book.policy, decision_rights=(right,))))
    assert unisono("plan", company, "--out", tmp_path / "plan", *QUICKLY).code == 0
    ledger = tmp_path / "bakery.ledger"
    publish = ("publish", company, "--plan", tmp_path / "plan", "--ledger", ledger)
    refused = unisono(*publish, "--as", "sales", "--reason", "the hotel waits")
    assert refused.code == 1
    assert "is that of bakehouse, not of sales. Nothing was changed; bakehouse has been asked" in refused.beside
    facts = unisono("ledger", "show", "--ledger", ledger, "--json").document["facts"]
    assert [fact["kind"] for fact in facts] == ["DecisionRequested"]
    (question,) = unisono("decision", "show", "--ledger", ledger, "--json").document["decisions"]
    assert question["asked"]["is_overstep"]
    assert question["asked"]["reason"] == "the hotel waits"
    about = ("publish_plan", question["asked"]["subject"], "--ledger", ledger, "--as", "bakehouse", "--yes")
    assert unisono("decision", "answer", *about).code == 0
    assert unisono(*publish, "--as", "sales").code == 0
    oversteps = unisono("kpis", "--ledger", ledger, "--kpi", "oversteps", "--json").document
    assert [(row["id"], row["value"]) for row in oversteps] == [("oversteps", 1)]
