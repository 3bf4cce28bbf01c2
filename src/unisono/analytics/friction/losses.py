"""Everything that counts as friction, one row for each handover, piece of work, request or delivery it was found in."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

import ibis

from unisono.analytics.friction.touches import again, passed, touches
from unisono.analytics.kpis.cases import is_due
from unisono.analytics.tables import COMMITMENTS, DELIVERIES, FACTS
from unisono.domain.acts.commitments import Purpose
from unisono.domain.acts.plans import FrozenWorkMoved
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import CUSTOMER, SYSTEM, UNRECORDED

OUTSIDE = (CUSTOMER, SYSTEM, UNRECORDED)
"""Between these and a party there is no friction: a customer is no colleague, and the others are nobody."""

SECONDS_PER_HOUR = 3600.0
NOT_AGREED = -1.0
"""Stands for hours of which nobody agreed on anything."""


class Loss(StrEnum):
    """What was found between two parties; the first three are handovers, in which somebody waits."""

    WORK = "work"
    ANSWER = "answer"
    SIGNATURE = "signature"
    REWORK = "rework"
    RETURN = "return"
    IN_VAIN = "in vain"
    UNTOLD_SLIP = "untold slip"
    REFUSAL = "refusal"
    EXPEDITED = "expedited"


HANDOVERS = (Loss.WORK, Loss.ANSWER, Loss.SIGNATURE)
PAID = (Loss.REWORK, Loss.RETURN, Loss.IN_VAIN)

Agreed = Mapping[tuple[str, str, str], float]
"""Hours within which a request is to be answered, by purpose, requester and performer."""


def losses(*, by: str | None = None, agreed: Agreed | None = None) -> ibis.Table:
    """Return one row for each loss between two parties.

    Columns: `loss`; of answers and signatures the `purpose` of what was asked for, else empty; `case`, the case or
    order; `from_party`, who let go, and `to_party`, whose turn it was; `at`; `hours` waited (of handovers, not below
    0); `agreed` hours (of answers, else `NOT_AGREED`); `minutes` paid; the facts `from_position` and `position`;
    `is_ping_pong`, `is_same_activity`.

    Args:
        by: an attribute of the log that says whose work it is; then only work on cases is looked at. None: the parties.
        agreed: hours that answers may take.
    """
    return _losses(by, tuple(sorted((agreed or {}).items())))


@lru_cache(maxsize=16)
def _losses(by: str | None, agreed: tuple[tuple[tuple[str, str, str], float], ...]) -> ibis.Table:
    """To put the expression together takes longer than to run it over a few thousand facts."""
    touched = touches(by)
    of_cases = [_work(touched), _extra(touched)]
    if by is not None:
        return ibis.union(*of_cases)
    return ibis.union(
        *of_cases, _answers(dict(agreed)), _signatures(), _in_vain(touched), _untold_slips(), _refusals(), _expedited()
    )


def _work(touched: ibis.Table) -> ibis.Table:
    rows = passed(touched)
    return _rows(
        rows,
        loss=ibis.literal(Loss.WORK.value),
        case=rows["case"],
        pair=(rows.from_party, rows.party),
        at=rows.arrived_at,
        hours=_hours(rows.arrived_at, rows.left_at),
        positions=(rows.from_position, rows.position),
        is_ping_pong=rows.is_ping_pong,
        is_same_activity=rows.is_same_activity,
    )


def _extra(touched: ibis.Table) -> ibis.Table:
    rows = again(touched)
    return _rows(
        rows,
        loss=rows.is_rework.ifelse(Loss.REWORK.value, Loss.RETURN.value),
        case=rows["case"],
        pair=(rows.from_party, rows.party),
        at=rows.happened_at,
        minutes=rows.minutes.fill_null(0.0),
        positions=(rows.from_position, rows.position),
    )


def _inside() -> ibis.Table:
    rows = COMMITMENTS.filter(~COMMITMENTS.requester.isin(OUTSIDE) & ~COMMITMENTS.performer.isin(OUTSIDE))
    rows = rows.filter(rows.requester != rows.performer)
    return rows.mutate(order=ibis.coalesce(rows.subject, rows.commitment))


def _answers(agreed: Agreed) -> ibis.Table:
    """A request answered in the moment in which it was made was arranged by a plan: nobody was asked."""
    rows = _inside()
    is_open = rows.answered_at.isnull() & ~rows.is_withdrawn & ~rows.is_declined & ~rows.is_all_delivered
    rows = rows.mutate(until=rows.answered_at.fill_null(is_open.ifelse(rows.as_of, ibis.null("timestamp(6)"))))
    rows = rows.filter(rows.until > rows.requested_at)
    limits = [
        ((rows.purpose == purpose) & (rows.requester == requester) & (rows.performer == performer), hours)
        for (purpose, requester, performer), hours in agreed.items()
    ]
    return _rows(
        rows,
        loss=ibis.literal(Loss.ANSWER.value),
        case=rows.order,
        pair=(rows.requester, rows.performer),
        at=rows.requested_at,
        purpose=rows.purpose.fill_null(""),
        hours=_hours(rows.until, rows.requested_at),
        agreed=ibis.cases(*limits, else_=NOT_AGREED) if limits else ibis.literal(NOT_AGREED),
        positions=(rows.requested_position, rows.last_position),
    )


def _signatures() -> ibis.Table:
    inside = _inside().select("commitment", "order", "requester", "performer", "purpose", "as_of")
    rows = DELIVERIES.filter(DELIVERIES.delivered_at.notnull())
    rows = rows.select("commitment", "delivered_position", "delivered_at", "answered_at")
    rows = rows.inner_join(inside, "commitment")
    return _rows(
        rows,
        loss=ibis.literal(Loss.SIGNATURE.value),
        case=rows.order,
        pair=(rows.performer, rows.requester),
        at=rows.delivered_at,
        purpose=rows.purpose.fill_null(""),
        hours=_hours(rows.answered_at.fill_null(rows.as_of), rows.delivered_at),
        positions=(rows.delivered_position, rows.delivered_position),
    )


def _in_vain(touched: ibis.Table) -> ibis.Table:
    """Work on a request that was withdrawn or declined afterwards; what was done again is counted as that."""
    rows = _inside()
    ended = rows.filter(rows.is_withdrawn | rows.is_declined)
    ended = ended.select("commitment", "order", "requester", "performer", "requested_position")
    work = FACTS.filter((FACTS.kind == WorkRecorded.__name__) & FACTS.commitment.notnull())
    work = work.select("commitment", "position", "happened_at", "minutes", "actor_party")
    work = work.anti_join(again(touched), "position")
    rows = work.inner_join(ended, "commitment")
    rows = rows.filter(rows.actor_party == rows.performer)
    return _rows(
        rows,
        loss=ibis.literal(Loss.IN_VAIN.value),
        case=rows.order,
        pair=(rows.requester, rows.performer),
        at=rows.happened_at,
        minutes=rows.minutes.fill_null(0.0),
        positions=(rows.requested_position, rows.position),
    )


def _untold_slips() -> ibis.Table:
    rows = _inside()
    rows = rows.filter(is_due(rows, rows.last_due, rows.delivered_at))
    rows = rows.filter(rows.delivered_at.isnull() | (rows.delivered_at > rows.last_due))
    rows = rows.filter(rows.noticed_at.isnull() | (rows.noticed_at >= rows.last_due))
    return _rows(
        rows,
        loss=ibis.literal(Loss.UNTOLD_SLIP.value),
        case=rows.order,
        pair=(rows.performer, rows.requester),
        at=rows.last_due,
        positions=(rows.requested_position, rows.last_position),
    )


def _refusals() -> ibis.Table:
    """Deliveries that were not taken, or not all of them."""
    inside = _inside().select("commitment", "order", "requester", "performer")
    rows = DELIVERIES.filter(DELIVERIES.delivered_at.notnull() & (DELIVERIES.is_refused | (DELIVERIES.rejected > 0)))
    rows = rows.select("commitment", "delivered_position", "delivered_at").inner_join(inside, "commitment")
    return _rows(
        rows,
        loss=ibis.literal(Loss.REFUSAL.value),
        case=rows.order,
        pair=(rows.performer, rows.requester),
        at=rows.delivered_at,
        positions=(rows.delivered_position, rows.delivered_position),
    )


def _expedited() -> ibis.Table:
    """Frozen work that a party had moved which does not do it."""
    made = COMMITMENTS.filter((COMMITMENTS.purpose == Purpose.PRODUCE.value) & COMMITMENTS.subject.notnull())
    made = made.group_by("subject").agg(performer=made.performer.min())
    moved = FACTS.filter(FACTS.kind == FrozenWorkMoved.__name__).select("position", "happened_at", "owner", "subject")
    rows = moved.inner_join(made, "subject")
    rows = rows.filter(rows.owner != rows.performer)
    return _rows(
        rows,
        loss=ibis.literal(Loss.EXPEDITED.value),
        case=rows.subject,
        pair=(rows.owner, rows.performer),
        at=rows.happened_at,
        positions=(rows.position, rows.position),
    )


def _rows(
    rows: ibis.Table,
    *,
    loss: ibis.Value,
    case: ibis.Value,
    pair: tuple[ibis.Value, ibis.Value],
    at: ibis.Value,
    positions: tuple[ibis.Value, ibis.Value],
    **told: ibis.Value,
) -> ibis.Table:
    """Return losses in their one shape; what is not told of them is nothing."""
    values = {
        "purpose": ibis.literal(""),
        "hours": ibis.literal(0.0),
        "agreed": ibis.literal(NOT_AGREED),
        "minutes": ibis.literal(0.0),
        "is_ping_pong": ibis.literal(False),
        "is_same_activity": ibis.literal(False),
    } | told
    return rows.select(
        loss=loss,
        case=case,
        from_party=pair[0],
        to_party=pair[1],
        at=at,
        from_position=positions[0],
        position=positions[1],
        **values,
    )


def _hours(later: ibis.Value, earlier: ibis.Value) -> ibis.Value:
    """Return the hours between two moments; work that overlaps waits for nothing."""
    told = (later.epoch_seconds() - earlier.epoch_seconds()) / SECONDS_PER_HOUR
    return (told < 0).ifelse(0.0, told)
