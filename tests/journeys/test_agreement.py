"""Two parties agree on what they owe each other, one breaks it, and the facts tell."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.agreements import norm, office_and_yard
from tests.command_line import unisono
from unisono.bootstrap import open_books
from unisono.domain.acts.commitments import Purpose
from unisono.domain.agreements.agreement import Measure
from unisono.domain.commitments.commands import Command, Deliver, GiveNotice, Promise, Receive, Request
from unisono.domain.commitments.state import Terms
from unisono.domain.facts import Actor, Medium, Origin
from unisono.services.commitments import Submission, act_on
from unisono.storage.writing.agreement_texts import agreement_toml

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
TERMS = office_and_yard(
    norms=(
        norm("yard", Measure.ANSWER_TIME, hours="8"),
        norm("yard", Measure.ON_TIME, Purpose.PRODUCE, share="0.8"),
        norm("yard", Measure.NOTICE_TIME, hours="24", share="1"),
    )
)


def at(day: float) -> str:
    """Return a moment some days after Monday, as `--now` takes it."""
    return (MONDAY + timedelta(days=day)).isoformat()


@pytest.fixture(name="ledger")
def _ledger(tmp_path: Path) -> Path:
    """Return a ledger with the agreement of the office and the yard, proposed by the office and signed by both."""
    text, ledger = tmp_path / "office-yard.toml", tmp_path / "yard.ledger"
    text.write_text(agreement_toml(TERMS))
    by_office = ("--ledger", ledger, "--as", "office", "--person", "Ada", "--now", at(0))
    assert unisono("agreement", "propose", text, *by_office).code == 0
    assert unisono("agreement", "sign", "office-yard", *by_office, "--read", text).code == 0
    signed = unisono("agreement", "sign", "office-yard", "--ledger", ledger, "--as", "yard", "--now", at(1))
    assert "office-yard, version 1: in force since 2026-03-03 08:00" in signed.out
    return ledger


def build_hulls(ledger: Path) -> None:
    """Let the yard build four hulls: one in time, three late, one of those told two days before, one not answered."""
    with open_books(str(ledger), create=False) as books:

        def say(name: str, party: str, day: float, command: Command) -> None:
            act_on(
                ledger=books.ledger,
                submission=Submission(
                    id=f"{name} {party} {type(command).__name__}",
                    commitment=name,
                    command=command,
                    actor=Actor(party=party),
                    origin=Origin(medium=Medium.COMMAND),
                ),
                now=MONDAY + timedelta(days=day),
            )

        for number, late in enumerate((0, 1, 3, 2), start=1):
            name, due = f"hull-{number}", MONDAY + timedelta(days=6 + 6 * number)
            terms = Terms(due=due, quantity=Decimal(1))
            say(name, "office", 2, Request(performer="yard", terms=terms, purpose=Purpose.PRODUCE, unit="hull"))
            say(name, "yard", 2.25, Promise(terms=terms))
            if late == 3:
                say(name, "yard", 4 + 6 * number, GiveNotice(expected=due + timedelta(days=late)))
            say(name, "yard", 6 + 6 * number + late, Deliver(handover="1"))
            say(name, "office", 6.5 + 6 * number + late, Receive(handover="1", accepted=Decimal(1)))
        say("hull-5", "office", 30, Request(performer="yard", terms=Terms(), purpose=Purpose.PRODUCE))


def test_a_breach_is_found_by_the_facts(ledger: Path) -> None:
    """Signed by both and broken three times: the check names the norm, the share, and the hulls that prove it."""
    build_hulls(ledger)
    asked = ("agreement", "check", "office-yard", "--ledger", ledger, "--now", at(34), "--weeks", 5)
    told, document = unisono(*asked), unisono(*asked, "--json").document
    assert told.code == 0
    assert "office-yard, version 1, since 2026-03-03 08:00: 3 norms breached" in told.out
    assert "yard keeps its promises to produce in 80% of all cases. Missed: hull-3 (72.0 h late), " in told.out
    assert "tells a delay at least 24 h before the promised time" in told.out
    assert "Missed: hull-2 (never told), hull-4 (never told)." in told.out
    (agreement,) = document["agreements"]
    answers, promises, notices = agreement["norms"]
    assert (answers["cases"], answers["met"]) == (5, 4)
    assert (promises["cases"], promises["met"], promises["met_share"]) == (4, 1, 0.25)
    assert (notices["cases"], notices["met"]) == (3, 1)
    assert [case["commitment"] for case in promises["missed"]] == ["hull-3", "hull-4", "hull-2"]
    assert document["breached"] == 3
    assert promises["is_for_agenda"]
    assert not answers["is_for_agenda"]
    assert "BREACHED, for the meeting" in told.out
    assert not agreement["is_review_due"]
    late = unisono("agreement", "check", "--ledger", ledger, "--now", at(300)).out
    assert "It was to be looked at again on 2026-09-30" in late


def test_every_case_opens_to_its_facts(ledger: Path) -> None:
    """The name of a missed case is that of the commitment, and the ledger shows all that happened to it."""
    build_hulls(ledger)
    checked = unisono("agreement", "check", "--ledger", ledger, "--now", at(34), "--json").document
    case = checked["agreements"][0]["norms"][1]["missed"][0]
    shown = unisono("ledger", "show", "--ledger", ledger, "--commitment", case["commitment"], "--json").document
    assert [fact["kind"] for fact in shown["facts"]][:2] == ["Requested", "Promised"]
    assert case["position"] in [fact["position"] for fact in shown["facts"]]


def test_it_is_looked_at_from_the_newest_fact(ledger: Path) -> None:
    """Whoever names no moment sees the agreements as of the newest fact, whatever the clock says."""
    build_hulls(ledger)
    checked = unisono("agreement", "check", "--ledger", ledger, "--json").document
    assert checked["now"] == "2026-04-03T20:00:00Z"
    assert checked["agreements"][0]["is_breached"]
    listed = unisono("agreement", "show", "--ledger", ledger, "--json").document["agreements"]
    assert [one["in_force"] for one in listed] == [True]


def test_a_new_version_waits_for_both(ledger: Path, tmp_path: Path) -> None:
    """The yard wants other terms: until the office has signed them too the old ones count."""
    text = tmp_path / "next.toml"
    text.write_text(agreement_toml(office_and_yard(version=2, exit_days=0)))
    by_yard = ("--ledger", ledger, "--as", "yard", "--now", at(3))
    assert unisono("agreement", "propose", text, *by_yard).code == 0
    assert unisono("agreement", "sign", "office-yard", *by_yard).code == 0
    listed = unisono("agreement", "show", "--ledger", ledger, "--now", at(4), "--json").document["agreements"]
    assert [(one["version"], one["in_force"], one["unsigned_by"]) for one in listed] == [
        (1, True, []),
        (2, False, ["office"]),
    ]
    told = unisono("agreement", "show", "--ledger", ledger, "--now", at(4)).out
    assert "office and yard" in told
    assert "waits for office" in told
    by_office = ("--ledger", ledger, "--as", "office", "--now", at(5))
    assert unisono("agreement", "sign", "office-yard", *by_office).code == 0
    shown = unisono("agreement", "show", "office-yard", "--ledger", ledger, "--now", at(6)).out
    assert "office-yard, version 2: in force since 2026-03-07 08:00" in shown
    assert "yard owes answers within 8 h in 90% of all cases" in " ".join(shown.split())
    assert unisono("agreement", "end", "office-yard", *by_office, "--reason", "the yard is sold").code == 0
    over = unisono("agreement", "check", "--ledger", ledger, "--now", at(6))
    assert "No agreement is in force" in over.out


def test_a_text_is_shown_as_it_was_proposed(ledger: Path) -> None:
    """Whoever wants to sign reads the very text that was proposed."""
    assert (
        unisono("agreement", "show", "office-yard", "--ledger", ledger, "--text").out.strip()
        == agreement_toml(TERMS).strip()
    )


def test_the_next_text_starts_from_a_template(tmp_path: Path) -> None:
    """A new agreement is a file to fill in; proposed untouched it tells what is still empty, and once is enough."""
    out = tmp_path / "sales-production.toml"
    first = unisono("agreement", "new", "sales", "production", "--out", out)
    assert "unisono agreement propose" in first.out
    again = unisono("agreement", "new", "sales", "production", "--out", out)
    assert again.code == 1
    assert "is there already" in again.beside
    proposed = unisono("agreement", "propose", out, "--ledger", tmp_path / "a.ledger", "--as", "sales")
    assert proposed.code == 1
    assert "(purpose): There is no value here." in proposed.out
    assert "nothing was proposed" in proposed.out
    assert not (tmp_path / "a.ledger").exists()
    assert unisono("agreement", "new", "sales", "sales").code == 1


def test_only_the_text_that_was_read_is_signed(tmp_path: Path) -> None:
    """The yard has read another text than the office proposed, or none at all: it is told, and signs nothing."""
    text, other, ledger = tmp_path / "office-yard.toml", tmp_path / "other.toml", tmp_path / "yard.ledger"
    text.write_text(agreement_toml(TERMS))
    other.write_text(agreement_toml(office_and_yard(exit_days=0)))
    assert unisono("agreement", "propose", text, "--ledger", ledger, "--as", "office").code == 0
    sign = ("agreement", "sign", "office-yard", "--ledger", ledger, "--as", "yard", "--read")
    assert "another one was to be signed" in unisono(*sign, other).beside
    assert "is no agreement that can be read" in unisono(*sign, tmp_path / "none.toml").beside
    assert unisono(*sign, text).code == 0


def test_a_refusal_is_a_sentence(ledger: Path) -> None:
    """Whoever may not do something with an agreement reads why."""
    for says, command in (
        ("between office and yard; quay is not one of them", ("sign", "office-yard", "--as", "quay")),
        ("yard has signed version 1 of office-yard already", ("sign", "office-yard", "--as", "yard")),
        ("No agreement 'yard' has been proposed. There are office-yard.", ("sign", "yard", "--as", "yard")),
        ("No agreement 'yard' has been proposed", ("show", "yard")),
        ("No agreement 'yard' has been proposed", ("check", "yard")),
        ("No agreement 'yard' has been proposed", ("end", "yard", "--as", "yard", "--reason", "none")),
    ):
        told = unisono("agreement", *command, "--ledger", ledger, "--now", at(2))
        assert told.code == 1
        assert says in told.beside


def test_a_party_signs_with_its_key(tmp_path: Path) -> None:
    """The yard has registered a key: signed by name is refused, signed with the key is shown as such."""
    text, ledger = tmp_path / "office-yard.toml", tmp_path / "yard.ledger"
    text.write_text(agreement_toml(TERMS))
    assert unisono("agreement", "propose", text, "--ledger", ledger, "--as", "office").code == 0
    assert unisono("ledger", "keys", "new", "yard", "--folder", tmp_path).code == 0
    assert unisono("ledger", "keys", "register", "yard", tmp_path / "yard.pub", "--ledger", ledger).code == 0
    by_name = unisono("agreement", "sign", "office-yard", "--ledger", ledger, "--as", "yard")
    assert by_name.code == 1
    assert "sign with it (--key FILE)" in by_name.beside
    key = ("--key", tmp_path / "yard.key")
    assert "with its key" in unisono("agreement", "sign", "office-yard", "--ledger", ledger, "--as", "yard", *key).out
