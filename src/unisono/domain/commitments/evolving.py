"""What is known of a commitment after one more fact.

A deed beats a word: a delivery is recorded whatever was said before, and no word undoes it. A party's later word about
the same thing takes the place of its earlier one, but for the first promise, which stays. What decides may be strict;
this is not, for a log that is read afterwards tells things in the order in which people wrote them down.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
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
    Through,
    Withdrawn,
)
from unisono.domain.commitments.state import (
    NOTHING,
    OPEN,
    Commitment,
    Expectation,
    Handover,
    Need,
    Offer,
    Stage,
    Terms,
)
from unisono.domain.facts import Act, Entry, Fact

ENDED_BY_WORD = frozenset({Stage.DECLINED, Stage.WITHDRAWN, Stage.REVOKED})
"""The ends that are only said; a delivery or a new promise goes beyond them."""


class DoesNotFit(ValueError):  # noqa: N818 - it says what a fact does
    """A fact cannot belong to the commitment that it names; the message is a sentence for people."""


def evolve(state: Commitment | None, entry: Entry) -> Commitment:
    """Return what is known of a commitment after one more fact of it.

    Args:
        state: what is known before; None before the request.
        entry: the next fact of the commitment. A kind that is not of its life cycle leaves all but `position` as it is.

    Raises:
        DoesNotFit: nobody has requested the commitment, or it is requested a second time.
    """
    fact = entry.fact
    if isinstance(fact.act, Requested):
        if state is not None:
            raise DoesNotFit(f"{fact.commitment} has been requested already, by {state.requester}.")
        return _requested(fact, fact.act, entry.position)
    if state is None:
        raise DoesNotFit(f"Nobody has requested {fact.commitment}, and {fact.kind} says what became of it.")
    evolver = _EVOLVERS.get(type(fact.act))
    if evolver is None:
        return replace(state, position=entry.position)
    return _at_its_stage(evolver(state, fact.act, fact), before=state, entry=entry)


def _requested(fact: Fact, act: Requested, position: int) -> Commitment:
    return Commitment(
        id=fact.commitment,
        requester=act.requester,
        performer=act.performer,
        purpose=act.purpose,
        subject=act.subject,
        unit=act.unit,
        customer=act.customer,
        tier=act.tier,
        line=act.line,
        agreed_minutes=act.agreed_minutes,
        stage=Stage.REQUESTED,
        asked=Terms(due=act.due, quantity=act.quantity, value=act.value),
        requested_at=fact.happened_at,
        position=position,
    )


def _at_its_stage(after: Commitment, *, before: Commitment, entry: Entry) -> Commitment:
    stage = _stage(after)
    closed_at = None
    if stage not in OPEN:
        is_news = before.stage in OPEN or before.stage is not stage
        closed_at = entry.fact.happened_at if is_news else before.closed_at
    return replace(after, stage=stage, closed_at=closed_at, position=entry.position)


def _stage(state: Commitment) -> Stage:
    if state.is_all_delivered:
        if not all(handover.is_answered and not handover.is_disputed for handover in state.handovers):
            return Stage.DELIVERED
        return Stage.ACCEPTED if _is_any_good(state) else Stage.REJECTED
    if state.stage in ENDED_BY_WORD:
        return state.stage
    if state.last_promise is not None or state.handovers:
        return Stage.PROMISED
    return Stage.REQUESTED if state.offer is None else Stage.COUNTERED


def _is_any_good(state: Commitment) -> bool:
    if state.terms.quantity is None:
        return not all(handover.is_rejected for handover in state.handovers)
    return state.accepted > 0


def _needed(state: Commitment, act: Needed, _: Fact) -> Commitment:
    """A place on a line has one predecessor: of several the last counts."""
    need = Need(commitment=act.needs, through=act.through)
    if need in state.needs:
        return state
    others = [old for old in state.needs if need.through is Through.INPUT or old.through is Through.INPUT]
    return replace(state, needs=(*others, need))


def _promised(state: Commitment, act: Promised, fact: Fact) -> Commitment:
    """A promise that a log tells after its own change is the first, not the last."""
    terms = Terms(due=act.due, quantity=act.quantity, value=act.value).over(state.asked)
    is_told_late = state.first_promise is None and state.last_promise is not None
    return replace(
        state,
        stage=Stage.PROMISED,
        answered_at=state.answered_at or fact.happened_at,
        offer=None,
        first_promise=state.first_promise or terms,
        last_promise=state.last_promise if is_told_late else terms,
        promised_at=state.promised_at or fact.happened_at,
        planned=state.planned if act.planned is None else act.planned,
    )


def _counter_offered(state: Commitment, act: CounterOffered, fact: Fact) -> Commitment:
    terms = Terms(due=act.due, quantity=act.quantity, value=act.value)
    is_answer = fact.actor.party == state.performer
    return replace(
        state,
        answered_at=state.answered_at or (fact.happened_at if is_answer else None),
        offer=Offer(terms=terms, by=fact.actor.party, reason=act.reason),
    )


def _declined(state: Commitment, act: Declined, fact: Fact) -> Commitment:
    """Only the performer's no to a request ends it; any other one takes the offer off the table."""
    if state.last_promise is not None or (state.offer is not None and fact.actor.party == state.requester):
        return replace(state, offer=None)
    return replace(
        state,
        stage=Stage.DECLINED,
        answered_at=state.answered_at or fact.happened_at,
        offer=None,
        reason=act.reason,
    )


def _withdrawn(state: Commitment, act: Withdrawn, _: Fact) -> Commitment:
    return replace(state, stage=Stage.WITHDRAWN, offer=None, reason=act.reason)


def _revoked(state: Commitment, act: Revoked, _: Fact) -> Commitment:
    return replace(state, stage=Stage.REVOKED, offer=None, reason=act.reason)


def _renegotiated(state: Commitment, act: Renegotiated, _: Fact) -> Commitment:
    """A notice spoke of the promise as it was; a new date or quantity takes its place."""
    before = state.terms
    terms = Terms(due=act.due, quantity=act.quantity, value=act.value).over(before)
    is_moved = (terms.due, terms.quantity) != (before.due, before.quantity)
    return replace(state, last_promise=terms, offer=None, expectation=None if is_moved else state.expectation)


def _slip_notified(state: Commitment, act: SlipNotified, fact: Fact) -> Commitment:
    """A notice of a quantity leaves what was said of the time before, and the other way round."""
    before = state.expectation
    is_about_time, is_about_quantity = act.expected is not None, act.expected_quantity is not None
    notice = Expectation(
        expected=act.expected if is_about_time or before is None else before.expected,
        quantity=act.expected_quantity if is_about_quantity or before is None else before.quantity,
        noticed_at=fact.happened_at,
        reason=act.reason,
    )
    return replace(state, expectation=notice)


def _delivered(state: Commitment, act: Delivered, fact: Fact) -> Commitment:
    handover = state.handover(act.handover) or Handover(id=act.handover)
    delivered = act.quantity
    if delivered is None:
        others = _with(state, replace(handover, delivered=None, accepted=None, rejected=None, settled=None))
        delivered = others.owed
    handover = _with_figures(replace(handover, delivered_at=fact.happened_at, delivered=delivered))
    return replace(_with(state, handover), has_last_come=state.has_last_come or act.is_last)


def _with_figures(handover: Handover) -> Handover:
    """A signature without a figure, given before the delivery was told, is for all of it."""
    if not handover.is_answered or handover.accepted is not None or handover.rejected is not None:
        return handover
    if handover.is_rejected:
        return replace(handover, rejected=handover.delivered, is_rejected=handover.delivered is None)
    return replace(handover, accepted=handover.delivered)


def _accepted(state: Commitment, act: Accepted, fact: Fact) -> Commitment:
    handover = state.handover(act.handover) or Handover(id=act.handover)
    accepted = act.quantity
    if accepted is None and handover.delivered is not None:
        accepted = max(handover.delivered - (handover.rejected or NOTHING), NOTHING)
    return _with(state, replace(handover, accepted=accepted, is_rejected=False, answered_at=fact.happened_at))


def _rejected(state: Commitment, act: Rejected, fact: Fact) -> Commitment:
    handover = state.handover(act.handover) or Handover(id=act.handover)
    rejected = act.quantity
    if rejected is None and handover.delivered is not None:
        rejected = max(handover.delivered - (handover.accepted or NOTHING), NOTHING)
    answered = replace(
        handover,
        rejected=rejected,
        is_rejected=rejected is None,
        answered_at=fact.happened_at,
        reason=act.reason,
    )
    return _with(state, answered)


def _disputed(state: Commitment, act: HandoverDisputed, _: Fact) -> Commitment:
    handover = state.handover(act.handover) or _counted(act.handover, act.delivered, act.received)
    return _with(state, replace(handover, settle_by=act.settle_by, settled=None))


def _settled(state: Commitment, act: DisputeSettled, _: Fact) -> Commitment:
    handover = state.handover(act.handover) or _counted(act.handover, act.quantity, act.quantity)
    return _with(state, replace(handover, settled=act.quantity))


def _counted(handover_id: str, delivered: Decimal, received: Decimal) -> Handover:
    return Handover(id=handover_id, delivered=delivered, accepted=received)


def _with(state: Commitment, handover: Handover) -> Commitment:
    """Return the commitment with a handover in the place of the one with its id, or at the end."""
    if state.handover(handover.id) is None:
        return replace(state, handovers=(*state.handovers, handover))
    return replace(state, handovers=tuple(handover if old.id == handover.id else old for old in state.handovers))


_EVOLVERS: Mapping[type[Act], Callable[[Commitment, Any, Fact], Commitment]] = {
    Needed: _needed,
    Promised: _promised,
    CounterOffered: _counter_offered,
    Declined: _declined,
    Withdrawn: _withdrawn,
    Revoked: _revoked,
    Renegotiated: _renegotiated,
    SlipNotified: _slip_notified,
    Delivered: _delivered,
    Accepted: _accepted,
    Rejected: _rejected,
    HandoverDisputed: _disputed,
    DisputeSettled: _settled,
}
