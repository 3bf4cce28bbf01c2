"""The cases of a norm: each time the facts tell whether what one party owes the other was kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from unisono.domain.acts.commitments import Accepted, SlipNotified, Through
from unisono.domain.agreements.agreement import Measure, Norm
from unisono.domain.commitments.state import Commitment, Handover, Stage
from unisono.domain.facts import Entry

WORD_KINDS = (SlipNotified.__name__, Accepted.__name__)
"""The kinds of facts that tell more about a case than the commitment itself."""

HUNDREDTH = Decimal("0.01")
"""Hours are told to a hundredth; whether they are met is asked of the moments themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One time that a norm was met or missed.

    `hours` is what was measured: how long it took, how long before the promised time a delay was told, how long after
    it came; None where nothing is: a handover, a delay that nobody told, a promise that was taken back. `told_at` is
    when it was known, `position` the place of the commitment's latest fact.
    """

    commitment: str
    is_met: bool
    told_at: datetime
    hours: Decimal | None
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A slip notice: when it was given, and what time it told."""

    given_at: datetime
    expected: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What cases are judged on: other commitments that are waited for, slip notices, and handovers with faults.

    A fault is wrong papers or goods in a wrong condition; it is known by commitment and handover.
    """

    now: datetime
    inputs: Mapping[str, Commitment] = field(default_factory=dict)
    notices: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    faults: frozenset[tuple[str, str]] = frozenset()


def notices_of(entries: Iterable[Entry]) -> dict[str, tuple[Notice, ...]]:
    """Return the slip notices that told a time, by commitment."""
    notices: dict[str, tuple[Notice, ...]] = {}
    for entry in entries:
        act, name = entry.fact.act, entry.fact.commitment
        if isinstance(act, SlipNotified) and act.expected is not None:
            notice = Notice(given_at=entry.fact.happened_at, expected=act.expected)
            notices[name] = (*notices.get(name, ()), notice)
    return notices


def faults_of(entries: Iterable[Entry]) -> frozenset[tuple[str, str]]:
    """Return the handovers, by commitment and handover, whose papers or goods were not as agreed."""
    return frozenset(
        (entry.fact.commitment, act.handover)
        for entry in entries
        if isinstance(act := entry.fact.act, Accepted)
        and (act.documents_right is False or act.condition_right is False)
    )


def cases_of(norm: Norm, commitment: Commitment, ground: Ground) -> Iterator[Case]:
    """Yield what a commitment tells about a norm: mostly one case, none as long as it is not decided.

    Args:
        norm: what is owed, between the parties of the commitment.
        commitment: what is known of it.
        ground: what else is known.
    """
    if norm.purpose is None or norm.purpose is commitment.purpose:
        yield from _CASES[norm.measure](norm, commitment, ground)


def _answers(norm: Norm, commitment: Commitment, ground: Ground) -> Iterator[Case]:
    """From the request to the first answer; silence beyond the limit is a miss before any answer has come."""
    limit = _limit(norm)
    if commitment.answered_at is not None:
        took = commitment.answered_at - commitment.requested_at
        yield _case(commitment, is_met=took <= limit, told_at=commitment.answered_at, took=took)
    elif commitment.is_open and ground.now > commitment.requested_at + limit:
        took = ground.now - commitment.requested_at
        yield _case(commitment, is_met=False, told_at=commitment.requested_at + limit, took=took)


def _leads(norm: Norm, commitment: Commitment, ground: Ground) -> Iterator[Case]:
    """From the last input to the delivery; what is wanted later than that is in time when it comes as wanted."""
    needs = [need.commitment for need in commitment.needs if need.through is Through.INPUT]
    inputs = [_done_at(ground.inputs[need]) for need in needs if need in ground.inputs]
    if None in inputs:
        return
    starts = max([commitment.requested_at, *(moment for moment in inputs if moment is not None)])
    latest = starts + _limit(norm)
    if commitment.asked.due is not None:
        latest = max(latest, commitment.asked.due)
    done = _done_at(commitment)
    if done is not None:
        yield _case(commitment, is_met=done <= latest, told_at=done, took=done - starts)
    elif commitment.is_open and ground.now > latest:
        yield _case(commitment, is_met=False, told_at=latest, took=ground.now - starts)


def _slips(norm: Norm, commitment: Commitment, ground: Ground) -> Iterator[Case]:
    """A case is a delay; it is met where a notice of it came long enough before the promised time."""
    due, done = _promised_at(commitment), _done_at(commitment)
    is_late = due is not None and (due < done if done is not None else commitment.is_open and due < ground.now)
    if due is None or not is_late:
        return
    notices = [notice.given_at for notice in ground.notices.get(commitment.id, ()) if notice.expected > due]
    took = due - min(notices) if notices else None
    yield _case(commitment, is_met=took is not None and took >= _limit(norm), told_at=due, took=took)


def _handovers(_: Norm, commitment: Commitment, ground: Ground) -> Iterator[Case]:
    """A case is a handover that was answered; it is met where all of it was taken, with nothing to complain about."""
    for handover in commitment.handovers:
        if handover.answered_at is not None:
            is_right = _is_taken_whole(handover) and (commitment.id, handover.id) not in ground.faults
            yield _case(commitment, is_met=is_right, told_at=handover.answered_at, took=None)


def _is_taken_whole(handover: Handover) -> bool:
    if handover.is_rejected or handover.rejected:
        return False
    received = handover.accepted if handover.settled is None else handover.settled
    return received is None or handover.delivered is None or received == handover.delivered


def _deliveries(_: Norm, commitment: Commitment, ground: Ground) -> Iterator[Case]:
    """A case is a promise with a time; one that was taken back is not kept, one that nobody wants any more is none."""
    due, done = _promised_at(commitment), _done_at(commitment)
    if due is None:
        return
    if done is not None:
        yield _case(commitment, is_met=done <= due, told_at=done, took=done - due)
    elif commitment.stage is Stage.REVOKED and commitment.closed_at is not None:
        yield _case(commitment, is_met=False, told_at=commitment.closed_at, took=None)
    elif commitment.is_open and due < ground.now:
        yield _case(commitment, is_met=False, told_at=due, took=ground.now - due)


_CASES: Mapping[Measure, Callable[[Norm, Commitment, Ground], Iterator[Case]]] = {
    Measure.ANSWER_TIME: _answers,
    Measure.LEAD_TIME: _leads,
    Measure.NOTICE_TIME: _slips,
    Measure.ACCURACY: _handovers,
    Measure.ON_TIME: _deliveries,
}


def _case(commitment: Commitment, *, is_met: bool, told_at: datetime, took: timedelta | None) -> Case:
    hours = None if took is None else (Decimal(took // timedelta(seconds=1)) / 3600).quantize(HUNDREDTH)
    return Case(commitment=commitment.id, is_met=is_met, told_at=told_at, hours=hours, position=commitment.position)


def _limit(norm: Norm) -> timedelta:
    return timedelta(seconds=float((norm.hours or Decimal(0)) * 3600))


def _promised_at(commitment: Commitment) -> datetime | None:
    return None if commitment.last_promise is None else commitment.last_promise.due


def _done_at(commitment: Commitment) -> datetime | None:
    """Return when all of it was delivered, None before."""
    if not commitment.is_all_delivered:
        return None
    return max((handover.delivered_at for handover in commitment.handovers if handover.delivered_at), default=None)
