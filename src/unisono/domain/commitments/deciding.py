"""What comes of a command: facts, or a refusal that tells people why.

Who may do what, and when, stands in one table (`_RULES`); what remains to be checked, in one function a command. More
than is owed cannot be handed over, and more than was handed over cannot be signed for: the quantity is renegotiated
first, so that no surplus turns up that nobody had asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from unisono.domain.acts.commitments import (
    Accepted,
    CounterOffered,
    Declined,
    Delivered,
    DisputeSettled,
    HandoverDisputed,
    Needed,
    Promised,
    Rejected,
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
from unisono.domain.commitments.state import NOTHING, OPEN, Commitment, Handover, Need, Stage, Terms
from unisono.domain.facts import Act, Actor

Decision = tuple[Act, ...] | Refusal


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
    if (figure := _not_a_quantity(terms.quantity)) is not None:
        return figure
    return (
        Requested(
            requester=actor.party,
            performer=command.performer,
            purpose=command.purpose,
            subject=command.subject,
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


def _not_a_quantity(quantity: Decimal | None) -> Refusal | None:
    if quantity is None or quantity > 0:
        return None
    return Refusal(code="no-quantity", message=f"A quantity is more than 0, and {quantity} is not.")


def _no_reason(reason: str, what: str) -> Refusal | None:
    if reason.strip():
        return None
    return Refusal(code="no-reason", message=f"{what} needs a reason, so that the other side can understand it.")


def _counted_though_uncounted(state: Commitment, quantity: Decimal | None) -> Refusal | None:
    if quantity is None or state.terms.quantity is not None:
        return None
    return Refusal(code="not-counted", message=f"{state.id} was asked for without a quantity: it is done or not done.")


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
    if refusal := _not_a_quantity(terms.quantity) or _counted_though_uncounted(state, terms.quantity):
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
        _not_a_quantity(terms.quantity)
        or _counted_though_uncounted(state, terms.quantity)
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
    if refusal := _no_reason(command.reason, "A no"):
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
    return _no_reason(command.reason, "To take a promise back") or (Revoked(reason=command.reason),)


def _renegotiate(state: Commitment, command: Renegotiate, _: Actor, __: datetime) -> Decision:
    terms = command.terms.over(state.terms)
    if terms == state.terms:
        return Refusal(code="nothing-changes", message=f"This is what was promised for {state.id} already.")
    if not command.owner.strip():
        return Refusal(code="no-owner", message="A change of a promise names the party that decided on it.")
    return (
        _no_reason(command.reason, "A change of a promise")
        or _not_a_quantity(terms.quantity)
        or _counted_though_uncounted(state, terms.quantity)
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
    return _counted_though_uncounted(state, command.quantity) or (
        SlipNotified(expected=command.expected, expected_quantity=command.quantity, reason=command.reason),
    )


def _deliver(state: Commitment, command: Deliver, _: Actor, __: datetime) -> Decision:
    if not command.handover.strip() or state.handover(command.handover) is not None:
        return Refusal(code="no-new-handover", message=f"A delivery needs a name that no other one of {state.id} has.")
    quantity = state.owed if command.quantity is None else command.quantity
    if refusal := _not_a_quantity(quantity) or _counted_though_uncounted(state, quantity):
        return refusal
    if quantity is not None and state.owed is not None and quantity > state.owed:
        return Refusal(
            code="more-than-owed",
            message=f"{quantity} is more than the {state.owed} still owed for {state.id}: renegotiate it first.",
        )
    return (Delivered(handover=command.handover, quantity=quantity, is_last=command.is_last),)


def _receive(state: Commitment, command: Receive, _: Actor, now: datetime) -> Decision:
    handover = _to_sign(state, command.handover)
    if isinstance(handover, Refusal):
        return handover
    if handover.delivered is None:
        counted = command.rejected if command.accepted is None else command.accepted
        return _counted_though_uncounted(state, counted) or (_accepted(command, None),)
    rejected = NOTHING if command.rejected is None else command.rejected
    accepted = handover.delivered - rejected if command.accepted is None else command.accepted
    if refusal := _wrong_count(handover, accepted, rejected, command.reason):
        return refusal
    acts: tuple[Act, ...] = ()
    if accepted > 0 or rejected == 0:
        acts += (_accepted(command, accepted),)
    if rejected > 0:
        acts += (Rejected(handover=handover.id, quantity=rejected, reason=command.reason),)
    if accepted + rejected < handover.delivered:
        acts += (
            HandoverDisputed(
                handover=handover.id,
                delivered=handover.delivered,
                received=accepted + rejected,
                settle_by=now + command.settle_within,
            ),
        )
    return acts


def _accepted(command: Receive, quantity: Decimal | None) -> Accepted:
    return Accepted(
        handover=command.handover,
        quantity=quantity,
        documents_right=command.documents_right,
        condition_right=command.condition_right,
    )


def _wrong_count(handover: Handover, accepted: Decimal, rejected: Decimal, reason: str) -> Refusal | None:
    if accepted < 0 or rejected < 0:
        return Refusal(code="no-quantity", message="Less than nothing cannot be received.")
    if handover.delivered is not None and accepted + rejected > handover.delivered:
        return Refusal(
            code="more-than-delivered",
            message=f"{accepted + rejected} is more than the {handover.delivered} that was handed over: "
            "the other side must say so first.",
        )
    return _no_reason(reason, "What is not taken") if rejected > 0 else None


def _reject(state: Commitment, command: Reject, _: Actor, __: datetime) -> Decision:
    handover = _to_sign(state, command.handover)
    if isinstance(handover, Refusal):
        return handover
    return _no_reason(command.reason, "What is not taken") or (
        Rejected(handover=handover.id, quantity=handover.delivered, reason=command.reason),
    )


def _to_sign(state: Commitment, handover_id: str) -> Handover | Refusal:
    handover = state.handover(handover_id)
    if handover is None:
        return Refusal(code="no-such-handover", message=f"{state.id} has no handover {handover_id!r}.")
    if handover.is_answered:
        return Refusal(
            code="already-signed", message=f"Handover {handover_id!r} of {state.id} has been signed already."
        )
    return handover


def _settle(state: Commitment, command: Settle, actor: Actor, _: datetime) -> Decision:
    handover = state.handover(command.handover)
    if handover is None or not handover.is_disputed or handover.delivered is None:
        return Refusal(
            code="no-dispute", message=f"The two sides of handover {command.handover!r} of {state.id} do not disagree."
        )
    low, high = handover.received, handover.delivered
    if not low <= command.quantity <= high:
        return Refusal(
            code="not-between",
            message=f"The settled figure lies between {low} and {high}; {command.quantity} does not.",
        )
    for side, own, others in ((state.performer, high, low), (state.requester, low, high)):
        if actor.party == side and command.quantity != others and state.requester != state.performer:
            return Refusal(
                code="own-figure",
                message=f"{side} may give in to {others}; {own} or a figure between is for others to set.",
            )
    return (DisputeSettled(handover=handover.id, quantity=command.quantity, reason=command.reason),)


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
    Deliver: Rule("deliver", Side.PERFORMER, _PROMISED, _deliver),
    Receive: Rule("sign for", Side.REQUESTER, _ALWAYS, _receive),
    Reject: Rule("reject", Side.REQUESTER, _ALWAYS, _reject),
    Settle: Rule("settle", Side.ANYBODY, _ALWAYS, _settle),
    DependOn: Rule("say what is needed for", Side.EITHER, OPEN, _depend_on),
}
"""Who may give a command, and in which stages."""
