"""Who may decide at the Weichsel Shipyard: an overstep becomes a request to the one who may."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.agreements import office_and_yard
from tests.plain_ledger import PlainLedger
from unisono.domain.acts.commitments import DisputeSettled, Promised, Purpose, Requested
from unisono.domain.acts.plans import Decided, DecisionRequested
from unisono.domain.agreements.deciders import Matter, Rights
from unisono.domain.commitments.commands import Command, Deliver, Promise, Receive, Renegotiate, Request, Settle
from unisono.domain.commitments.state import Commitment, Stage, Terms
from unisono.domain.facts import Actor, Medium, Origin
from unisono.domain.new_facts import new_fact
from unisono.domain.policy import Decision, DecisionRight, Policy
from unisono.domain.questions import QUESTION_KINDS, questions_of
from unisono.services.commitments import Submission, act_on
from unisono.services.rights import (
    NobodyDecides,
    NothingToDecide,
    NotYourDecision,
    decide_request,
    matter_of,
    request_decision,
    require_right,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
POLICY = Policy(
    decision_rights=(
        DecisionRight(option=Decision.PROMISE_OVERRIDE, decider="master", party="office"),
        DecisionRight(option=Decision.OVERTIME, decider="yard master", party="yard"),
        DecisionRight(option=Decision.STOCK, decider="whoever is there"),
    )
)
RIGHTS = Rights(policy=POLICY, agreements=(office_and_yard(),))
OVERRIDE = Matter(decision=Decision.PROMISE_OVERRIDE, subject="hull-7", reason="launch hull-7 on Friday")


def doing(party: str, *, hours: int = 0) -> dict[str, Any]:
    """Return who does something, from where and when."""
    actor = Actor(party=party, person="Ada")
    return {"actor": actor, "origin": Origin(medium=Medium.COMMAND), "now": NOON + timedelta(hours=hours)}


def acts(ledger: PlainLedger) -> list[object]:
    """Return what the ledger says happened."""
    return [entry.fact.act for entry in ledger.kept]


def test_who_has_the_right_decides() -> None:
    """The yard decides on promises before its plan, and nothing is recorded about asking."""
    ledger = PlainLedger()
    require_right(ledger=ledger, rights=RIGHTS, matter=OVERRIDE, **doing("yard"))
    assert acts(ledger) == []


def test_an_overstep_becomes_a_request() -> None:
    """The office promises against the plan: nothing happens, the yard is asked, and the overstep is on record."""
    ledger = PlainLedger()
    with pytest.raises(NotYourDecision, match="'promise override' on hull-7 is that of yard, not of office") as refused:
        require_right(ledger=ledger, rights=RIGHTS, matter=OVERRIDE, **doing("office"))
    assert acts(ledger) == [refused.value.request]
    assert refused.value.request == DecisionRequested(
        decision="promise_override",
        decider="yard",
        subject="hull-7",
        reason="launch hull-7 on Friday",
        is_overstep=True,
    )


def test_asking_again_while_the_question_is_open_is_not_counted_twice() -> None:
    """Who tries again before the answer has come is told so, and the decider's list does not grow."""
    ledger = PlainLedger()
    for hours in (0, 1):
        with pytest.raises(NotYourDecision):
            require_right(ledger=ledger, rights=RIGHTS, matter=OVERRIDE, **doing("office", hours=hours))
    assert len(ledger.kept) == 1


def test_a_yes_lets_the_asker_go_on_and_a_no_does_not() -> None:
    """After the yard's yes the office may promise; after a no its next try is an overstep again."""
    for is_yes in (True, False):
        ledger = PlainLedger()
        request_decision(ledger=ledger, rights=RIGHTS, matter=OVERRIDE, **doing("office"))
        decide_request(
            ledger=ledger,
            decision=Decision.PROMISE_OVERRIDE,
            subject="hull-7",
            is_yes=is_yes,
            reason="the slip is free",
            **doing("yard", hours=1),
        )
        if is_yes:
            require_right(ledger=ledger, rights=RIGHTS, matter=OVERRIDE, **doing("office", hours=2))
            assert len(ledger.kept) == 2
        else:
            with pytest.raises(NotYourDecision):
                require_right(ledger=ledger, rights=RIGHTS, matter=OVERRIDE, **doing("office", hours=2))
            assert len(ledger.kept) == 3


def test_a_yes_to_one_is_no_yes_to_another() -> None:
    """What the yard allowed the office it has not allowed the quay."""
    ledger = PlainLedger()
    overtime = Matter(decision=Decision.OVERTIME, subject="slip", reason="work on Sunday")
    request_decision(ledger=ledger, rights=RIGHTS, matter=overtime, **doing("office"))
    decide_request(
        ledger=ledger, decision=Decision.OVERTIME, subject="slip", is_yes=True, reason="", **doing("yard", hours=1)
    )
    with pytest.raises(NotYourDecision):
        require_right(ledger=ledger, rights=RIGHTS, matter=overtime, **doing("quay", hours=2))


def test_a_signed_right_counts_before_the_policy() -> None:
    """The policy gives overriding to the office, the agreement gives it to the yard; the quay has signed nothing."""
    assert RIGHTS.decider(OVERRIDE, party="office") == "yard"
    assert RIGHTS.decider(OVERRIDE, party="quay") == "office"


def test_a_matter_between_two_is_theirs() -> None:
    """A promise between the office and the yard is decided by their agreement, whoever wants to change it."""
    between = Matter(
        decision=Decision.PROMISE_OVERRIDE, subject="hull-7", reason="", between=frozenset({"office", "yard"})
    )
    others = Matter(
        decision=Decision.PROMISE_OVERRIDE, subject="hull-7", reason="", between=frozenset({"office", "quay"})
    )
    assert RIGHTS.decider(between, party="quay") == "yard"
    assert RIGHTS.decider(others, party="office") == "office"


def test_a_right_that_nobody_holds_keeps_nobody_from_deciding() -> None:
    """A role without a party is told to people and keeps nobody away; and nobody can be asked."""
    ledger = PlainLedger()
    matter = Matter(decision=Decision.STOCK, subject="", reason="use the spare anchor")
    require_right(ledger=ledger, rights=RIGHTS, matter=matter, **doing("quay"))
    with pytest.raises(NobodyDecides, match="who decides 'stock'"):
        request_decision(ledger=ledger, rights=RIGHTS, matter=matter, **doing("quay"))
    assert acts(ledger) == []


def test_only_who_was_asked_may_answer() -> None:
    """An answer by somebody else is refused, and an answer to nothing as well."""
    ledger = PlainLedger()
    answer: dict[str, Any] = {"ledger": ledger, "decision": Decision.PROMISE_OVERRIDE, "is_yes": True, "reason": ""}
    with pytest.raises(NothingToDecide, match=r"No open question 'promise_override' on hull-7 waits for yard\."):
        decide_request(subject="hull-7", **answer, **doing("yard"))
    request_decision(ledger=ledger, rights=RIGHTS, matter=OVERRIDE, **doing("office"))
    with pytest.raises(NotYourDecision):
        decide_request(subject="hull-7", **answer, **doing("office"))
    decide_request(subject="hull-7", **answer, **doing("yard"))
    with pytest.raises(NothingToDecide):
        decide_request(subject="hull-7", **answer, **doing("yard", hours=1))
    assert [type(act) for act in acts(ledger)] == [DecisionRequested, Decided]


def test_every_question_keeps_its_facts() -> None:
    """A question tells where it and its answer stand, who asked, and whether it still waits."""
    ledger = PlainLedger()
    request_decision(ledger=ledger, rights=RIGHTS, matter=OVERRIDE, **doing("office"))
    (question,) = questions_of(ledger.entries(kinds=QUESTION_KINDS))
    assert question.is_open
    assert (question.position, question.by.party, question.asked_at) == (1, "office", NOON)
    decide_request(
        ledger=ledger,
        decision=Decision.PROMISE_OVERRIDE,
        subject="hull-7",
        is_yes=False,
        reason="no crane",
        **doing("yard", hours=1),
    )
    say(ledger, "owner", Request(performer="office", terms=TERMS), hours=2)
    (question,) = questions_of(ledger.entries())
    assert question.answer is not None
    assert (question.answer.position, question.answer.is_yes, question.answer.reason) == (2, False, "no crane")


def test_a_decision_by_somebody_who_was_not_asked_answers_nothing() -> None:
    """A log that tells of a decision by a third party leaves the question open."""
    ledger = PlainLedger()
    request_decision(ledger=ledger, rights=RIGHTS, matter=OVERRIDE, **doing("office"))
    decided = Decided(decision="promise_override", subject="hull-7", is_yes=True)
    ledger.append(
        [new_fact(decided, actor=Actor(party="quay"), origin=Origin(medium=Medium.FILE), happened_at=NOON)], now=NOON
    )
    assert all(question.is_open for question in questions_of(ledger.entries()))


def test_the_same_submission_has_the_same_name() -> None:
    """A request that is sent twice, because the line broke, is one fact."""
    ledger = PlainLedger()
    first = request_decision(ledger=ledger, rights=RIGHTS, matter=OVERRIDE, **doing("office"))
    again = request_decision(ledger=ledger, rights=RIGHTS, matter=OVERRIDE, **doing("office"))
    assert first == again
    assert len(ledger.kept) == 1


TERMS = Terms(due=NOON + timedelta(days=2), quantity=Decimal(1))


def say(ledger: PlainLedger, party: str, command: Command, *, hours: int, rights: Rights | None = RIGHTS) -> None:
    """Let a party do something with hull 7."""
    who = doing(party, hours=hours)
    act_on(
        ledger=ledger,
        submission=Submission(
            id=f"{party} {hours}", commitment="hull-7", command=command, actor=who["actor"], origin=who["origin"]
        ),
        now=who["now"],
        rights=rights,
    )


def test_a_promise_before_the_plan_is_for_who_may_override() -> None:
    """The office may not promise its owner a launch before the yard's plan; at the plan's date it may."""
    ledger = PlainLedger()
    say(ledger, "owner", Request(performer="office", terms=TERMS), hours=0)
    planned = NOON + timedelta(days=3)
    early = Promise(terms=TERMS, planned=planned, reason="the owner insists")
    with pytest.raises(NotYourDecision, match="is that of yard"):
        say(ledger, "office", early, hours=1)
    assert [type(act) for act in acts(ledger)] == [Requested, DecisionRequested]
    say(ledger, "office", Promise(terms=replace(TERMS, due=planned), planned=planned), hours=2)
    assert type(acts(ledger)[-1]) is Promised


def test_who_was_told_yes_may_promise_before_the_plan() -> None:
    """With the yard's yes to this very promise the office gives its word."""
    ledger = PlainLedger()
    say(ledger, "owner", Request(performer="office", terms=TERMS), hours=0)
    early = Promise(terms=TERMS, planned=NOON + timedelta(days=3), reason="the owner insists")
    with pytest.raises(NotYourDecision):
        say(ledger, "office", early, hours=1)
    decide_request(
        ledger=ledger,
        decision=Decision.PROMISE_OVERRIDE,
        subject="hull-7",
        is_yes=True,
        reason="we start tonight",
        **doing("yard", hours=2),
    )
    say(ledger, "office", early, hours=3)
    assert type(acts(ledger)[-1]) is Promised


def test_a_dispute_is_settled_by_who_may() -> None:
    """The two settle between themselves; somebody else only with the right to it."""
    settles = DecisionRight(option=Decision.SETTLE_DISPUTE, decider="harbour master", party="quay")
    changes = DecisionRight(option=Decision.RENEGOTIATE, decider="yard master", party="yard")
    rights = Rights(policy=Policy(decision_rights=(settles, changes)))
    ledger = PlainLedger()
    ten = Terms(due=NOON + timedelta(days=2), quantity=Decimal(10))
    say(ledger, "office", Request(performer="yard", terms=ten, unit="m"), hours=0)
    say(ledger, "yard", Promise(terms=ten), hours=1)
    later = Renegotiate(terms=replace(ten, due=NOON + timedelta(days=4)), owner="office", reason="no steel")
    with pytest.raises(NotYourDecision, match="'renegotiate' on hull-7 is that of yard"):
        say(ledger, "office", later, hours=2, rights=rights)
    say(ledger, "yard", later, hours=3, rights=rights)
    say(ledger, "yard", Deliver(handover="1", quantity=Decimal(10)), hours=4)
    say(ledger, "office", Receive(handover="1", accepted=Decimal(8)), hours=5)
    between = Settle(handover="1", quantity=Decimal(9), reason="a metre was left on the slip")
    with pytest.raises(NotYourDecision, match="'settle dispute' on hull-7 is that of quay"):
        say(ledger, "owner", between, hours=6, rights=rights)
    say(ledger, "quay", between, hours=7, rights=rights)
    assert type(acts(ledger)[-1]) is DisputeSettled


def test_a_side_may_always_give_in() -> None:
    """Whoever has the right to settle between others, each of the two may take the other's figure."""
    state = Commitment(
        id="hull-7",
        requester="office",
        performer="yard",
        purpose=Purpose.PRODUCE,
        subject="",
        unit="",
        customer="",
        tier="",
        line="",
        agreed_minutes=None,
        stage=Stage.DELIVERED,
        asked=Terms(),
        requested_at=NOON,
    )
    settle = Settle(handover="1", quantity=Decimal(8))
    assert matter_of(settle, state, actor=Actor(party="yard")) is None
    assert matter_of(settle, state, actor=Actor(party="quay")) is not None
    assert matter_of(Deliver(handover="1"), state, actor=Actor(party="quay")) is None
    assert matter_of(Promise(terms=Terms(), planned=NOON), state, actor=Actor(party="yard")) is None
