"""What comes of a command: facts, or a refusal that tells people why.

Who may do what, and when, stands in one table (`_RULES`); what remains to be checked, in one function a command. More
than is owed cannot be handed over, and more than was handed over cannot be signed for: the quantity is renegotiated
first, so that no surplus turns up that nobody had asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from unisono.domain.acts.commitments import (
    CounterOffered,
    Declined,
    Needed,
    Promised,
    Renegotiated,
    Requested,
    Revoked,
    SlipNotified,
    Withdrawn,
)
from unisono.domain.commitments.commands import (
    Command,
    CounterOffer,
    Decline,
    Deliver,
    DependOn,
    GiveNotice,
    Promise,
    Receive,
    Refusal,
    Reject,
    Renegotiate,
    Request,
    Revoke,
    Settle,
    TakeOffer,
    Withdraw,
)
from unisono.domain.commitments.handovers import deliver, receive, reject, settle
from unisono.domain.commitments.refusing import Decision, counted_though_uncounted, no_reason, not_a_quantity
from unisono.domain.commitments.state import OPEN, Commitment, Need, Stage, Terms
from unisono.domain.facts import Actor


class Side(Enum):
    """Who may give a command."""

    REQUESTER = "the party that asked"
    PERFORMER = "the party that was asked"
    EITHER = "one of the two sides"
    ANYBODY = "anybody"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may give a command, in which stages, and how a sentence calls it."""

    verb: str
    side: Side
    stages: frozenset[Stage]
    check: Callable[[Commitment, Any, Actor, datetime], Decision]


def decide(state: Commitment | None, command: Command, *, actor: Actor, now: datetime) -> Decision:
    """Return the acts that a command leads to, in their order, or why it comes to nothing.

    Args:
        state: what is known of the commitment; None before the request.
        command: what the actor wants.
        actor: who wants it; a party's word is never another's.
        now: the present moment, from which the time to settle a dispute runs.
    """
    if isinstance(command, Request):
        return _request(state, command, actor)
    if state is None:
        return Refusal(code="nobody-asked", message="Nobody has asked for this yet: it must be requested first.")
    rule = _RULES[type(command)]
    return _not_this_side(state, rule, actor) or _not_now(state, rule) or rule.check(state, command, actor, now)


def _request(state: Commitment | None, command: Request, actor: Actor) -> Decision:
    if state is not None:
        return Refusal(
            code="already-asked", message=f"{state.requester} has asked {state.performer} for {state.id} already."
        )
    if not command.performer.strip():
        return Refusal(code="nobody-to-ask", message="A request names the party that is asked.")
    terms = command.terms
    if (figure := not_a_quantity(terms.quantity)) is not None:
        return figure
    return (
        Requested(
            requester=actor.party,
            performer=command.performer,
            purpose=command.purpose,
            subject=command.subject,
            task=command.task,
            quantity=terms.quantity,
            unit=command.unit,
            due=terms.due,
            value=terms.value,
            agreed_minutes=command.agreed_minutes,
            customer=command.customer,
            tier=command.tier,
            line=command.line,
        ),
    )


def _not_this_side(state: Commitment, rule: Rule, actor: Actor) -> Refusal | None:
    allowed = {
        Side.REQUESTER: (state.requester,),
        Side.PERFORMER: (state.performer,),
        Side.EITHER: (state.requester, state.performer),
        Side.ANYBODY: (actor.party,),
    }[rule.side]
    if actor.party in allowed:
        return None
    return Refusal(
        code="not-your-side",
        message=f"Only {rule.side.value} may {rule.verb} {state.id}: {' or '.join(allowed)}, not {actor.party}.",
    )


def _not_now(state: Commitment, rule: Rule) -> Refusal | None:
    if state.stage in rule.stages:
        return None
    return Refusal(
        code="not-now", message=f"It is too late or too early to {rule.verb} {state.id}: it is {state.stage}."
    )


def _promise(state: Commitment, command: Promise, _: Actor, __: datetime) -> Decision:
    terms = command.terms.over(state.asked)
    asked = state.asked.quantity
    if terms.quantity is not None and asked is not None and terms.quantity > asked:
        return Refusal(
            code="more-than-asked",
            message=f"{terms.quantity} is more than the {asked} that {state.requester} asked for.",
        )
    return _impossible_promise(state, terms, planned=command.planned, reason=command.reason) or (
        _promised(terms, planned=command.planned, reason=command.reason),
    )


def _promised(terms: Terms, *, planned: datetime | None, reason: str) -> Promised:
    return Promised(due=terms.due, quantity=terms.quantity, value=terms.value, planned=planned, reason=reason)


def _impossible_promise(state: Commitment, terms: Terms, *, planned: datetime | None, reason: str) -> Refusal | None:
    if refusal := not_a_quantity(terms.quantity) or counted_though_uncounted(state, terms.quantity):
        return refusal
    if planned is not None and terms.due is not None and terms.due < planned and not reason.strip():
        return Refusal(
            code="earlier-than-plan",
            message=f"The plan says {planned.isoformat()}; a promise before that needs a reason.",
        )
    return None


def _counter_offer(state: Commitment, command: CounterOffer, _: Actor, __: datetime) -> Decision:
    terms = command.terms
    if terms == Terms():
        return Refusal(
            code="nothing-offered", message="An offer names another time, another quantity or another price."
        )
    return (
        not_a_quantity(terms.quantity)
        or counted_though_uncounted(state, terms.quantity)
        or _less_than_done(state, terms)
        or (CounterOffered(due=terms.due, quantity=terms.quantity, value=terms.value, reason=command.reason),)
    )


def _take_offer(state: Commitment, command: TakeOffer, actor: Actor, _: datetime) -> Decision:
    offer = state.offer
    if offer is None:
        return Refusal(code="nothing-offered", message=f"There is no offer about {state.id} on the table.")
    if offer.by == actor.party and state.requester != state.performer:
        return Refusal(code="own-offer", message=f"{actor.party} made this offer itself: the other side may take it.")
    terms = offer.terms.over(state.terms)
    if state.last_promise is not None:
        return _less_than_done(state, terms) or (
            _renegotiated(terms, owner=offer.by, reason=offer.reason or command.reason or "both sides agreed"),
        )
    return _impossible_promise(state, terms, planned=command.planned, reason=command.reason) or (
        _promised(terms, planned=command.planned, reason=command.reason),
    )


def _decline(state: Commitment, command: Decline, actor: Actor, _: datetime) -> Decision:
    if refusal := no_reason(command.reason, "A no"):
        return refusal
    is_performer = actor.party == state.performer
    is_offered_by_other = state.offer is not None and (state.offer.by != actor.party)
    if not is_offered_by_other and (state.last_promise is not None or not is_performer):
        other = "revoke the promise" if is_performer else "withdraw the request"
        return Refusal(
            code="nothing-to-decline",
            message=f"{actor.party} has been offered nothing about {state.id}; it may {other}.",
        )
    return (Declined(reason=command.reason, rule=command.rule),)


def _withdraw(_: Commitment, command: Withdraw, __: Actor, ___: datetime) -> Decision:
    return (Withdrawn(reason=command.reason),)


def _revoke(_: Commitment, command: Revoke, __: Actor, ___: datetime) -> Decision:
    return no_reason(command.reason, "To take a promise back") or (Revoked(reason=command.reason),)


def _renegotiate(state: Commitment, command: Renegotiate, _: Actor, __: datetime) -> Decision:
    terms = command.terms.over(state.terms)
    if terms == state.terms:
        return Refusal(code="nothing-changes", message=f"This is what was promised for {state.id} already.")
    if not command.owner.strip():
        return Refusal(code="no-owner", message="A change of a promise names the party that decided on it.")
    return (
        no_reason(command.reason, "A change of a promise")
        or not_a_quantity(terms.quantity)
        or counted_though_uncounted(state, terms.quantity)
        or _less_than_done(state, terms)
        or (_renegotiated(terms, owner=command.owner, reason=command.reason, plan=command.plan),)
    )


def _renegotiated(terms: Terms, *, owner: str, reason: str, plan: str = "") -> Renegotiated:
    return Renegotiated(
        due=terms.due, quantity=terms.quantity, value=terms.value, owner=owner, reason=reason, plan=plan
    )


def _less_than_done(state: Commitment, terms: Terms) -> Refusal | None:
    done = state.delivered - state.rejected
    if terms.quantity is None or terms.quantity >= done:
        return None
    return Refusal(
        code="less-than-done",
        message=f"{done} of {state.id} has been delivered already: it cannot become {terms.quantity}.",
    )


def _give_notice(state: Commitment, command: GiveNotice, _: Actor, __: datetime) -> Decision:
    if command.expected is None and command.quantity is None:
        return Refusal(code="nothing-said", message="A slip notice says when it will come, or how much.")
    if command.quantity is not None and command.quantity < 0:
        return Refusal(code="no-quantity", message=f"Less than nothing cannot come: {command.quantity}.")
    return counted_though_uncounted(state, command.quantity) or (
        SlipNotified(expected=command.expected, expected_quantity=command.quantity, reason=command.reason),
    )


def _depend_on(state: Commitment, command: DependOn, _: Actor, __: datetime) -> Decision:
    if not command.needs.strip() or command.needs == state.id:
        return Refusal(code="needs-itself", message=f"{state.id} cannot wait for itself.")
    if Need(commitment=command.needs, through=command.through) in state.needs:
        return Refusal(code="nothing-changes", message=f"{state.id} waits for {command.needs} already.")
    return (Needed(needs=command.needs, through=command.through),)


_UNANSWERED = frozenset({Stage.REQUESTED, Stage.COUNTERED})
_PROMISED = frozenset({Stage.PROMISED})
_ALWAYS = frozenset(Stage)

_RULES: Mapping[type[Command], Rule] = {
    Promise: Rule("promise", Side.PERFORMER, _UNANSWERED, _promise),
    CounterOffer: Rule("make an offer about", Side.EITHER, _UNANSWERED | _PROMISED, _counter_offer),
    TakeOffer: Rule("take an offer about", Side.EITHER, _UNANSWERED | _PROMISED, _take_offer),
    Decline: Rule("say no to", Side.EITHER, _UNANSWERED | _PROMISED, _decline),
    Withdraw: Rule("withdraw", Side.REQUESTER, _UNANSWERED | _PROMISED, _withdraw),
    Revoke: Rule("revoke", Side.PERFORMER, _PROMISED, _revoke),
    Renegotiate: Rule("renegotiate", Side.ANYBODY, _PROMISED, _renegotiate),
    GiveNotice: Rule("give notice about", Side.PERFORMER, _PROMISED, _give_notice),
    Deliver: Rule("deliver", Side.PERFORMER, _PROMISED, deliver),
    Receive: Rule("sign for", Side.REQUESTER, _ALWAYS, receive),
    Reject: Rule("reject", Side.REQUESTER, _ALWAYS, reject),
    Settle: Rule("settle", Side.ANYBODY, _ALWAYS, settle),
    DependOn: Rule("say what is needed for", Side.EITHER, OPEN, _depend_on),
}
"""Who may give a command, and in which stages."""
