"""What a published plan says anew: against the commitments as they stand, only what moved is spoken of again."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from unisono.domain.acts.commitments import (
    CounterOffered,
    Needed,
    Promised,
    Purpose,
    Renegotiated,
    Revoked,
    Through,
    Withdrawn,
)
from unisono.domain.commitments.order_graphs import PURPOSES, Intended, commitment_id
from unisono.domain.commitments.state import Commitment, Need, Stage, Terms
from unisono.domain.facts import Act, Link

GRAIN = timedelta(minutes=1)
"""Plans count whole minutes: what moves by no more than one has not moved."""

WAITING = frozenset({Stage.REQUESTED, Stage.COUNTERED})
STILL_WORD = WAITING | {Stage.PROMISED}
"""The stages in which nothing is done yet, so that words can change it."""

DONE = frozenset({Stage.DELIVERED, Stage.ACCEPTED, Stage.REJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why commitments change: who decided, the reason, the hash of the plan, and when it came into force."""

    owner: str
    reason: str
    plan: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What one party says of one commitment of a performer; `party` is empty where whoever publishes says it."""

    commitment: str
    act: Act
    said_at: datetime
    party: str = ""
    performer: str = ""
    links: tuple[Link, ...] = ()


def words_of(intended: Iterable[Intended], known: Mapping[str, Commitment], *, cause: Cause) -> Iterator[Word]:
    """Yield what must be said so that the commitments become those that are intended; nothing where they are.

    What has been delivered stays as it is. An end that was only said is taken up again by a new promise.

    Args:
        intended: what the plan asks for.
        known: the commitments as they stand, by id; those that are missing are requested.
        cause: why it changes.
    """
    for item in intended:
        state = known.get(item.id)
        if state is None:
            yield Word(
                commitment=item.id,
                act=item.request,
                said_at=item.requested_at,
                party=item.request.requester,
                performer=item.request.performer,
                links=item.links,
            )
        elif state.stage in DONE:
            continue
        act = _answer(item, state, cause)
        if act is not None:
            is_cause = isinstance(act, Renegotiated)
            yield Word(
                commitment=item.id,
                act=act,
                said_at=cause.now if is_cause else item.answered_at,
                party="" if is_cause else item.request.performer,
                performer=item.request.performer,
                links=item.links[:1],
            )
        for need in _new_needs(item.needs, () if state is None else state.needs):
            act = Needed(needs=need.commitment, through=need.through)
            yield Word(commitment=item.id, act=act, said_at=cause.now, links=item.links[:1])


def _answer(item: Intended, state: Commitment | None, cause: Cause) -> Act | None:
    """Return what the performer says now; None where it has said so already."""
    if state is None or state.stage in WAITING:
        return None if state is not None and _is_offered(item, state) else item.answer
    if isinstance(item.answer, Promised):
        return _changed(item.answer, state, cause) if state.stage is Stage.PROMISED else item.answer
    if state.stage is Stage.PROMISED:
        return Revoked(reason=f"{cause.reason}: {item.answer.reason}" if item.answer.reason else cause.reason)
    return None


def _is_offered(item: Intended, state: Commitment) -> bool:
    """Return whether the counter-offer lies on the table already."""
    answer, offer = item.answer, state.offer
    if not isinstance(answer, CounterOffered) or offer is None or offer.by != state.performer:
        return False
    return moved(offer.terms, Terms(due=answer.due, quantity=answer.quantity, value=answer.value)) == Terms()


def _changed(answer: Promised, state: Commitment, cause: Cause) -> Renegotiated | None:
    terms = moved(state.terms, Terms(due=answer.due, quantity=answer.quantity, value=answer.value))
    if terms == Terms():
        return None
    return Renegotiated(
        due=terms.due,
        quantity=terms.quantity,
        value=terms.value,
        owner=cause.owner,
        reason=cause.reason,
        plan=cause.plan,
    )


def moved(before: Terms, after: Terms) -> Terms:
    """Return of new terms what is not as before: times by more than a minute, quantity and value by anything."""
    is_same_time = before.due is not None and after.due is not None and abs(after.due - before.due) <= GRAIN
    return Terms(
        due=None if is_same_time else after.due,
        quantity=_other(before.quantity, after.quantity),
        value=_other(before.value, after.value),
    )


def _other(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before == after else after


def _new_needs(wanted: Iterable[Need], known: Collection[Need]) -> Iterator[Need]:
    """Yield what is not known yet; of several needs through the line the last counts."""
    known = list(known)
    last_on_line = [need for need in known if need.through is Through.RESOURCE][-1:]
    for need in wanted:
        if need not in (last_on_line if need.through is Through.RESOURCE else known):
            yield need


def gone_words(
    open_now: Iterable[Commitment], *, intended: Collection[str], orders: Collection[str], cause: Cause
) -> Iterator[Word]:
    """Yield the ends of the commitments of orders that a plan does not ask for any more.

    The work behind an order is withdrawn by the party that had asked for it; the promise itself is withdrawn in the
    customer's name where the order has gone from the data.

    Args:
        open_now: commitments that are open.
        intended: ids of the commitments that the plan asks for.
        orders: ids of the orders that the data have.
        cause: why it changes.
    """
    for state in open_now:
        if state.id in intended or state.stage not in STILL_WORD or not is_of_an_order(state):
            continue
        if state.subject not in orders:
            reason = f"{cause.reason}: the order is no longer in the company's data"
        elif state.purpose is Purpose.PROMISE:
            continue  # it still holds, though the plan cannot speak of it
        else:
            reason = cause.reason
        yield Word(
            commitment=state.id,
            act=Withdrawn(reason=reason),
            said_at=cause.now,
            party=state.requester,
            performer=state.performer,
            links=(Link(type="order", object=state.subject),),
        )


def is_of_an_order(state: Commitment) -> bool:
    """Return whether a commitment is a part of an order as plans make them."""
    return state.purpose in PURPOSES and state.id == commitment_id(state.subject, state.purpose)
