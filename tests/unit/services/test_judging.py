"""The agreements in force at the Weichsel Shipyard, held against its ledger."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.agreements import norm, office_and_yard
from tests.plain_ledger import PlainLedger
from unisono.domain.acts.commitments import Purpose
from unisono.domain.agreements.agreement import Agreement, Measure, Side
from unisono.domain.commitments.commands import Command, Deliver, DependOn, Promise, Request
from unisono.domain.commitments.state import Terms
from unisono.domain.facts import Actor, Medium, Origin
from unisono.services.agreements import NoSuchAgreement, adopt_agreements
from unisono.services.commitments import Submission, act_on
from unisono.services.judging import check_agreements

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
QUAY = Side(id="quay", role="harbour master", channel="radio", hours="always")
YARD = office_and_yard().parties[1]
TEXTS = {
    "office": office_and_yard(norms=(norm("yard", Measure.LEAD_TIME, Purpose.PRODUCE, hours="48"),)),
    "quay": office_and_yard(
        name="quay-yard", parties=(QUAY, YARD), norms=(norm("yard", Measure.ANSWER_TIME, hours="2"),)
    ),
}


def read(text: str) -> Agreement | None:
    """Return what a text says."""
    return TEXTS.get(text)


@pytest.fixture(name="ledger")
def _ledger() -> PlainLedger:
    """Return a ledger with both agreements, signed on Monday."""
    ledger = PlainLedger()
    origin = Origin(medium=Medium.FILE)
    adopt_agreements(ledger=ledger, read=read, texts=list(TEXTS), origin=origin, now=MONDAY)
    return ledger


def say(ledger: PlainLedger, commitment: str, party: str, hours: int, command: Command) -> None:
    """Let a party say something some hours after Monday morning."""
    act_on(
        ledger=ledger,
        submission=Submission(
            id=f"{commitment} {hours}",
            commitment=commitment,
            command=command,
            actor=Actor(party=party),
            origin=Origin(medium=Medium.COMMAND),
        ),
        now=MONDAY + timedelta(hours=hours),
    )


def test_each_agreement_is_judged_by_what_its_two_parties_did(ledger: PlainLedger) -> None:
    """Both are judged; work that the yard does for the quay says nothing about what it owes the office."""
    say(ledger, "moor", "quay", 1, Request(performer="yard", terms=Terms()))
    say(ledger, "moor", "yard", 7, Promise(terms=Terms()))
    office, quay = check_agreements(ledger=ledger, read=read, now=MONDAY + timedelta(days=5))
    assert (office.agreement.name, office.norms[0].whole.cases) == ("office-yard", 0)
    assert (quay.agreement.name, quay.norms[0].whole.cases, quay.norms[0].whole.met) == ("quay-yard", 1, 0)
    assert quay.norms[0].missed[0].commitment == "moor"
    assert quay.norms[0].missed[0].hours == Decimal("6.00")


def test_the_lead_time_counts_from_what_others_bring(ledger: PlainLedger) -> None:
    """The steel comes from the store, a third party: the yard's hours run from when it was there."""
    say(ledger, "steel", "yard", 1, Request(performer="store", terms=Terms()))
    say(ledger, "hull", "office", 2, Request(performer="yard", terms=Terms(), purpose=Purpose.PRODUCE))
    say(ledger, "hull", "yard", 3, DependOn(needs="steel"))
    say(ledger, "hull", "yard", 4, Promise(terms=Terms()))
    say(ledger, "steel", "store", 5, Promise(terms=Terms()))
    say(ledger, "steel", "store", 60, Deliver(handover="1"))
    say(ledger, "hull", "yard", 100, Deliver(handover="1"))
    (office,) = check_agreements(ledger=ledger, read=read, now=MONDAY + timedelta(days=5), name="office-yard")
    assert (office.norms[0].whole.cases, office.norms[0].whole.met) == (1, 1)


def test_how_far_it_looks_back_is_chosen(ledger: PlainLedger) -> None:
    """What happened before the time that is looked at does not count."""
    say(ledger, "moor", "quay", 1, Request(performer="yard", terms=Terms()))
    say(ledger, "moor", "yard", 7, Promise(terms=Terms()))
    late = MONDAY + timedelta(days=40)
    long, short = (
        check_agreements(ledger=ledger, read=read, now=late, looking_back=timedelta(days=days), name="quay-yard")
        for days in (60, 7)
    )
    assert [verdict.norms[0].whole.cases for (verdict,) in (long, short)] == [1, 0]
    assert long[0].since == MONDAY


def test_what_is_not_in_force_is_not_judged(ledger: PlainLedger) -> None:
    """Before the signatures there is nothing to break, and a name that nobody knows is refused."""
    assert check_agreements(ledger=ledger, read=read, now=MONDAY - timedelta(days=1)) == ()
    assert check_agreements(ledger=PlainLedger(), read=read, now=MONDAY) == ()
    with pytest.raises(NoSuchAgreement, match="There are office-yard, quay-yard"):
        check_agreements(ledger=ledger, read=read, now=MONDAY, name="yard")
