"""Who may decide: whoever tries without the right gets a request to the one who has it, in place of a decision."""

from datetime import datetime

from unisono.domain.acts.plans import Decided, DecisionRequested
from unisono.domain.agreements.deciders import Matter, Rights
from unisono.domain.commitments.commands import Command, Promise, Renegotiate, Settle, TakeOffer
from unisono.domain.commitments.state import Commitment, Terms
from unisono.domain.facts import Actor, Fact, Origin
from unisono.domain.new_facts import new_fact
from unisono.domain.policy import Decision
from unisono.domain.questions import QUESTION_KINDS, Question, questions_of
from unisono.services.ports import Ledger


class NotYourDecision(Exception):  # noqa: N818 - it says what the decision is
    """The decision is another party's; `request` asks it, and is in the ledger when this is raised."""

    def __init__(self, request: DecisionRequested, *, by: Actor) -> None:
        about = f" on {request.subject}" if request.subject else ""
        what = request.decision.replace("_", " ")
        super().__init__(
            f"The decision '{what}'{about} is that of {request.decider}, not of {by.party}. "
            f"Nothing was changed; {request.decider} has been asked: {request.reason}."
        )
        self.request = request
        self.by = by


class NobodyDecides(Exception):  # noqa: N818 - it says who decides
    """No agreement and no row of the policy says who decides, so that nobody can be asked."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(
            f"Nobody is named who decides '{decision.value}'. "
            "Name a party in [[decision_right]] of policy.toml or of an agreement."
        )


class NothingToDecide(Exception):  # noqa: N818 - it says what there is
    """Nobody has asked this party for this decision."""

    def __init__(self, decision: Decision, subject: str, *, party: str) -> None:
        about = f" on {subject}" if subject else ""
        super().__init__(f"No open question '{decision.value}'{about} waits for {party}.")


def require_right(
    *, ledger: Ledger, rights: Rights, matter: Matter, actor: Actor, origin: Origin, now: datetime
) -> None:
    """Let pass who may decide: who has the right, was told yes by who has it, or where nobody has it.

    Anybody else has overstepped: the request to the one who may is recorded, once as long as it is open, and counted.

    Args:
        ledger: takes the request.
        rights: who decides on what.
        matter: what is to be decided; its reason is what the one who may decide will read.
        actor: who wants to decide.
        origin: where the wish comes from.
        now: when.

    Raises:
        NotYourDecision: the decision is another party's.
    """
    decider = rights.decider(matter, party=actor.party)
    if decider in ("", actor.party):
        return
    asked = [
        question
        for question in _questions(ledger, matter.decision, matter.subject)
        if (question.by.party, question.asked.decider) == (actor.party, decider)
    ]
    if asked and asked[-1].answer is not None and asked[-1].answer.is_yes:
        return
    if asked and asked[-1].is_open:
        raise NotYourDecision(asked[-1].asked, by=actor)
    request = _request(matter, decider=decider, is_overstep=True)
    ledger.append([new_fact(request, actor=actor, origin=origin, happened_at=now)], now=now)
    raise NotYourDecision(request, by=actor)


def matter_of(command: Command, commitment: Commitment, *, actor: Actor) -> Matter | None:
    """Return what a command decides over the heads of others, None where it is the party's own to say.

    To promise before the plan's date, to change a promise, and to settle a dispute between two others is for who has
    the right to it.

    Args:
        command: what somebody wants to do.
        commitment: with what.
        actor: who wants it.
    """
    two = frozenset({commitment.requester, commitment.performer})
    match command:
        case Promise(planned=planned, reason=reason) | TakeOffer(planned=planned, reason=reason) if planned is not None:
            is_override = _is_before(_word(command, commitment), planned)
            matter = Matter(decision=Decision.PROMISE_OVERRIDE, subject=commitment.id, reason=reason)
            return matter if is_override else None
        case Renegotiate(reason=reason):
            return Matter(decision=Decision.RENEGOTIATE, subject=commitment.id, reason=reason, between=two)
        case Settle(reason=reason) if actor.party not in two:
            return Matter(decision=Decision.SETTLE_DISPUTE, subject=commitment.id, reason=reason, between=two)
        case _:
            return None


def _word(command: Promise | TakeOffer, commitment: Commitment) -> Terms:
    """Return what is promised: what is said or was offered, and what was asked where that says nothing."""
    if isinstance(command, Promise):
        return command.terms.over(commitment.asked)
    return commitment.terms if commitment.offer is None else commitment.offer.terms.over(commitment.terms)


def _is_before(terms: Terms, planned: datetime) -> bool:
    return terms.due is not None and terms.due < planned


def request_decision(
    *, ledger: Ledger, rights: Rights, matter: Matter, actor: Actor, origin: Origin, now: datetime
) -> Fact:
    """Return the recorded request to the one who may decide.

    The arguments are those of `require_right`.

    Raises:
        NobodyDecides: nobody has been given the right.
    """
    decider = rights.decider(matter, party=actor.party)
    if not decider:
        raise NobodyDecides(matter.decision)
    fact = new_fact(_request(matter, decider=decider), actor=actor, origin=origin, happened_at=now)
    ledger.append([fact], now=now)
    return fact


def decide_request(
    *,
    ledger: Ledger,
    decision: Decision,
    subject: str,
    is_yes: bool,
    reason: str,
    actor: Actor,
    origin: Origin,
    now: datetime,
) -> Fact:
    """Return the recorded decision; it answers every open question about it.

    Args:
        ledger: holds the questions and takes the answer.
        decision: what is decided.
        subject: the order, line or product it is about.
        is_yes: whether it is a yes.
        reason: why.
        actor: who decides.
        origin: where the decision comes from.
        now: when.

    Raises:
        NotYourDecision: another party was asked.
        NothingToDecide: nobody was asked, or all have been answered.
    """
    waiting = [question for question in _questions(ledger, decision, subject) if question.is_open]
    if not waiting:
        raise NothingToDecide(decision, subject, party=actor.party)
    if not any(question.asked.decider == actor.party for question in waiting):
        raise NotYourDecision(waiting[-1].asked, by=actor)
    answer = Decided(decision=decision.value, subject=subject, is_yes=is_yes, reason=reason)
    fact = new_fact(answer, actor=actor, origin=origin, happened_at=now)
    ledger.append([fact], now=now)
    return fact


def _request(matter: Matter, *, decider: str, is_overstep: bool = False) -> DecisionRequested:
    return DecisionRequested(
        decision=matter.decision.value,
        decider=decider,
        subject=matter.subject,
        reason=matter.reason,
        is_overstep=is_overstep,
    )


def _questions(ledger: Ledger, decision: Decision, subject: str) -> list[Question]:
    return [
        question
        for question in questions_of(ledger.entries(kinds=QUESTION_KINDS))
        if question.is_about(decision.value, subject)
    ]
