"""Commitments kept in a ledger: what is decided is recorded once, and what is refused leaves no trace."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from tests.commitments import ADA, BEN, FRIDAY, GATES, MONDAY, NEXT_FRIDAY
from unisono.domain.agreements.deciders import Rights
from unisono.domain.commitments.commands import Command, CounterOffer, Deliver, GiveNotice, Promise, Receive, TakeOffer
from unisono.domain.commitments.state import Stage, Terms
from unisono.domain.facts import Actor, Fact, Link, Medium, Origin
from unisono.domain.policy import Decision, DecisionRight, Policy
from unisono.services.commitments import CommandRefused, Submission, act_on
from unisono.services.ports import Appended, SameIdOtherFact
from unisono.services.recording import TRIES, LedgerIsBusy
from unisono.services.rights import NotYourDecision
from unisono.storage.ledger.memory import MemoryLedger

SCREEN = Origin(medium=Medium.SCREEN, place="gates")
PARK = Link(type="customer", object="Rosewood Park")


def submission(name: str, actor: Actor, command: Command) -> Submission:
    """Return a submission about the gates."""
    return Submission(id=name, commitment="gates", command=command, actor=actor, origin=SCREEN, links=(PARK,))


ASK = submission("ask", ADA, GATES)
SAY_YES = submission("yes", BEN, Promise(terms=Terms()))
BRING = submission("bring", BEN, Deliver(handover="1"))
SIGN = submission("sign", ADA, Receive(handover="1", accepted=Decimal(17), rejected=Decimal(1), reason="bent"))


class BusyLedger(MemoryLedger):
    """A ledger into which Cleo writes a note each time before somebody else, a number of times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def append(self, facts: Sequence[Fact], *, now: datetime, expected_position: int | None = None) -> Appended:
        """Let Cleo write first, as long as she has something to say."""
        if self.times > 0:
            self.times -= 1
            note = replace(facts[0], id=f"note {self.times}", commitment=f"note {self.times}")
            super().append([note], now=now)
        return super().append(facts, now=now, expected_position=expected_position)


class SlowReader(MemoryLedger):
    """A ledger in which Ben's notice comes between what Ada reads and what she writes."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Submission | None = None

    def append(self, facts: Sequence[Fact], *, now: datetime, expected_position: int | None = None) -> Appended:
        """Record what came meanwhile first."""
        if self.meanwhile is not None:
            said, self.meanwhile = self.meanwhile, None
            act_on(ledger=self, submission=said, now=now)
        return super().append(facts, now=now, expected_position=expected_position)


def told(*submissions: Submission, ledger: MemoryLedger | None = None) -> MemoryLedger:
    """Return a ledger with what came of submissions, an hour apart."""
    kept = MemoryLedger() if ledger is None else ledger
    for hour, item in enumerate(submissions):
        act_on(ledger=kept, submission=item, now=MONDAY + timedelta(hours=hour))
    return kept


def test_what_parties_say_is_recorded_with_who_when_and_where() -> None:
    """Ada asks and Ben promises: two facts, each with its actor, its time, its screen and the customer."""
    ledger = told(ASK, SAY_YES)
    asked, promised = (entry.fact for entry in ledger.entries())
    assert (asked.id, asked.actor, asked.happened_at, asked.origin, asked.links) == (
        "ask",
        ADA,
        MONDAY,
        SCREEN,
        (PARK,),
    )
    assert (promised.kind, promised.actor, promised.commitment) == ("Promised", BEN, "gates")
    state = ledger.commitment("gates")
    assert state is not None
    assert state.stage is Stage.PROMISED


def test_what_is_known_afterwards_is_returned() -> None:
    """Whoever acts sees the commitment as it is in the ledger then."""
    ledger = told(ASK, SAY_YES)
    known = act_on(ledger=ledger, submission=BRING, now=FRIDAY)
    assert known == ledger.commitment("gates")
    assert known.position == 3


def test_one_command_may_lead_to_several_facts() -> None:
    """A signature for 17 gates of 20, one bent, is an acceptance, a rejection and a dispute; each has its own id."""
    ledger = told(ASK, SAY_YES, BRING, SIGN)
    assert [(entry.fact.id, entry.fact.kind) for entry in ledger.entries(after=3)] == [
        ("sign", "Accepted"),
        ("sign/2", "Rejected"),
        ("sign/3", "HandoverDisputed"),
    ]


def test_what_is_refused_leaves_no_trace() -> None:
    """Ada cannot promise for Ben: she is told why, and nothing was recorded."""
    ledger = told(ASK)
    with pytest.raises(CommandRefused, match=r"Only the party that was asked may promise gates") as refused:
        act_on(ledger=ledger, submission=replace(SAY_YES, actor=ADA), now=FRIDAY)
    assert refused.value.refusal.code == "not-your-side"
    assert ledger.head().size == 1


def test_the_same_submission_twice_is_recorded_once() -> None:
    """A button pressed twice, also much later and after more has happened, changes nothing."""
    ledger = told(ASK, SAY_YES, BRING, SIGN)
    before = list(ledger.entries())
    for item in (ASK, SAY_YES, BRING, SIGN):
        known = act_on(ledger=ledger, submission=item, now=NEXT_FRIDAY)
        assert known == ledger.commitment("gates")
    assert list(ledger.entries()) == before


def test_an_id_names_one_submission() -> None:
    """Another command, or another person, under an id that is taken is refused with its place."""
    ledger = told(ASK, SAY_YES)
    with pytest.raises(SameIdOtherFact, match="yes is in the ledger already, at position 2"):
        act_on(ledger=ledger, submission=replace(SAY_YES, command=Promise(terms=Terms(due=NEXT_FRIDAY))), now=FRIDAY)
    with pytest.raises(SameIdOtherFact):
        act_on(ledger=ledger, submission=replace(SAY_YES, actor=replace(BEN, person="Bert")), now=FRIDAY)


def test_it_is_decided_anew_when_somebody_else_has_written() -> None:
    """Cleo writes three notes while Ada asks: Ada's request comes after them."""
    ledger = BusyLedger(3)
    act_on(ledger=ledger, submission=ASK, now=MONDAY)
    assert [entry.fact.id for entry in ledger.entries()] == ["note 2", "note 1", "note 0", "ask"]


def test_a_ledger_that_never_rests_is_said_to_be_so() -> None:
    """After as many tries as there are the command fails, and says that others are writing."""
    ledger = BusyLedger(TRIES)
    with pytest.raises(LedgerIsBusy, match="write into the ledger all the time"):
        act_on(ledger=ledger, submission=ASK, now=MONDAY)
    assert all(entry.fact.id != "ask" for entry in ledger.entries())


def test_the_second_decision_knows_what_came_meanwhile() -> None:
    """Ben hands over all gates from another screen first: his second delivery finds nothing left to deliver."""
    ledger = SlowReader()
    told(ASK, SAY_YES, ledger=ledger)
    ledger.meanwhile = BRING
    again = submission("bring again", BEN, Deliver(handover="2"))
    with pytest.raises(CommandRefused) as refused:
        act_on(ledger=ledger, submission=again, now=FRIDAY)
    assert refused.value.refusal.code == "not-now"
    ledger.meanwhile = None
    with pytest.raises(CommandRefused):
        act_on(ledger=ledger, submission=submission("late", BEN, GiveNotice(expected=NEXT_FRIDAY)), now=FRIDAY)


FOREMAN_DECIDES = Rights(
    policy=Policy(
        decision_rights=(DecisionRight(option=Decision.PROMISE_OVERRIDE, decider="foreman", party="workshop"),)
    )
)


def test_a_bare_yes_before_the_plan_is_an_override_too() -> None:
    """Ben says yes to what Ada asked, a week before the plan: that is for the foreman, who is asked."""
    ledger = told(ASK)
    yes = submission("yes", BEN, Promise(terms=Terms(), planned=NEXT_FRIDAY, reason="she insists"))
    with pytest.raises(NotYourDecision, match="is that of workshop"):
        act_on(ledger=ledger, submission=yes, now=MONDAY, rights=FOREMAN_DECIDES)
    assert [entry.fact.kind for entry in ledger.entries()] == ["Requested", "DecisionRequested"]


def test_to_take_an_offer_before_the_plan_is_an_override_too() -> None:
    """Ada offers to take them on Friday, the plan says a week later: Ben may not take that, but an offer for later."""
    early, late = (submission(f"offer {due}", ADA, CounterOffer(terms=Terms(due=due))) for due in (FRIDAY, NEXT_FRIDAY))
    take = submission("take", BEN, TakeOffer(planned=NEXT_FRIDAY, reason="she insists"))
    ledger = told(ASK, early)
    with pytest.raises(NotYourDecision):
        act_on(ledger=ledger, submission=take, now=MONDAY, rights=FOREMAN_DECIDES)
    act_on(ledger=ledger, submission=late, now=MONDAY)
    known = act_on(ledger=ledger, submission=take, now=MONDAY, rights=FOREMAN_DECIDES)
    assert known.terms.due == NEXT_FRIDAY


def test_nonsense_is_refused_before_anybody_is_asked() -> None:
    """Ada cannot promise for Ben at all: that is refused, and no overstep is counted."""
    ledger = told(ASK)
    yes = submission("yes", ADA, Promise(terms=Terms(), planned=NEXT_FRIDAY, reason="I insist"))
    with pytest.raises(CommandRefused):
        act_on(ledger=ledger, submission=yes, now=MONDAY, rights=FOREMAN_DECIDES)
    assert ledger.head().size == 1


def test_what_was_done_once_is_not_asked_about_again() -> None:
    """A promise that was given before the foreman got his right is still given when the button is pressed again."""
    ledger = told(ASK)
    yes = submission("yes", BEN, Promise(terms=Terms(), planned=NEXT_FRIDAY, reason="she insists"))
    act_on(ledger=ledger, submission=yes, now=MONDAY)
    known = act_on(ledger=ledger, submission=yes, now=FRIDAY, rights=FOREMAN_DECIDES)
    assert known.stage is Stage.PROMISED
    assert ledger.head().size == 2
