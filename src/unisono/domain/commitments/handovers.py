"""What comes of the two sides' words about a handover: the delivery, the signature, and the end of a dispute."""

from datetime import datetime
from decimal import Decimal

from unisono.domain.acts.commitments import Accepted, Delivered, DisputeSettled, HandoverDisputed, Rejected
from unisono.domain.commitments.commands import Deliver, Receive, Refusal, Reject, Settle
from unisono.domain.commitments.refusing import Decision, counted_though_uncounted, no_reason, not_a_quantity
from unisono.domain.commitments.state import NOTHING, Commitment, Handover
from unisono.domain.facts import Act, Actor


def deliver(state: Commitment, command: Deliver, _: Actor, __: datetime) -> Decision:
    """Return what comes of a delivery."""
    if not command.handover.strip() or state.handover(command.handover) is not None:
        return Refusal(code="no-new-handover", message=f"A delivery needs a name that no other one of {state.id} has.")
    quantity = state.owed if command.quantity is None else command.quantity
    if refusal := not_a_quantity(quantity) or counted_though_uncounted(state, quantity):
        return refusal
    if quantity is not None and state.owed is not None and quantity > state.owed:
        return Refusal(
            code="more-than-owed",
            message=f"{quantity} is more than the {state.owed} still owed for {state.id}: renegotiate it first.",
        )
    return (Delivered(handover=command.handover, quantity=quantity, is_last=command.is_last),)


def receive(state: Commitment, command: Receive, _: Actor, now: datetime) -> Decision:
    """Return what comes of a signature."""
    handover = _to_sign(state, command.handover)
    if isinstance(handover, Refusal):
        return handover
    if handover.delivered is None:
        counted = command.rejected if command.accepted is None else command.accepted
        return counted_though_uncounted(state, counted) or (_accepted(command, None),)
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
    return no_reason(reason, "What is not taken") if rejected > 0 else None


def reject(state: Commitment, command: Reject, _: Actor, __: datetime) -> Decision:
    """Return what comes of a whole handover that is not taken."""
    handover = _to_sign(state, command.handover)
    if isinstance(handover, Refusal):
        return handover
    return no_reason(command.reason, "What is not taken") or (
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


def settle(state: Commitment, command: Settle, actor: Actor, _: datetime) -> Decision:
    """Return what comes of a settlement."""
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
