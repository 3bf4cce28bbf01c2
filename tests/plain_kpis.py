"""Every KPI calculated once more, in plain Python from lists of facts: what the expressions are compared with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from unisono.domain.acts.commitments import Accepted, Purpose, SlipNotified
from unisono.domain.acts.plans import DecisionRequested, FrozenWorkMoved
from unisono.domain.acts.work import (
    ChangedOver,
    FeedbackGiven,
    Invoiced,
    LineOpened,
    OperationFinished,
    StockCounted,
    WorkRecorded,
)
from unisono.domain.commitments.evolving import evolve
from unisono.domain.commitments.state import Commitment, Handover, Stage, Terms
from unisono.domain.facts import CUSTOMER, UNRECORDED, Act, Entry, Fact

HOUR = timedelta(hours=1)
A = TypeVar("A", bound=Act)
Value = tuple[float | None, int]
"""The value, and the number of cases."""


@dataclass(frozen=True, slots=True)
class Known:
    """A commitment, and its facts with their positions."""

    state: Commitment
    facts: tuple[tuple[int, Fact], ...]

    @property
    def delivered_at(self) -> datetime | None:
        """Return when the last part came, once all has come."""
        if not self.state.is_all_delivered:
            return None
        return max(one.delivered_at or one.answered_at or self.state.requested_at for one in self.state.handovers)

    @property
    def is_ended_by_word(self) -> bool:
        """Return whether nobody waits for it any more."""
        return self.state.stage in {Stage.WITHDRAWN, Stage.DECLINED}

    @property
    def is_for_customer(self) -> bool:
        """Return whether a customer asked for it."""
        return self.state.purpose is Purpose.PROMISE or self.state.requester == CUSTOMER

    @property
    def good(self) -> Decimal:
        """Return what was taken, or is not answered yet."""
        return sum((good(one) for one in self.state.handovers), Decimal(0))

    @property
    def refused(self) -> list[Handover]:
        """Return the handovers of which something was not taken."""
        return [one for one in self.state.handovers if one.is_rejected or (one.rejected or 0) > 0]

    def terms(self, which: str) -> Terms:
        """Return the request, or the first or the last promise; nothing was promised: no terms."""
        state = self.state
        terms = {"requested": state.asked, "first": state.first_promise, "last": state.last_promise}[which]
        return terms or Terms()

    def is_full(self, which: str) -> bool:
        """Return whether all of a promise was taken."""
        quantity = self.terms(which).quantity
        return not self.refused if quantity is None else self.good >= quantity

    def told(self, kind: type[A]) -> Iterator[tuple[int, Fact, A]]:
        """Yield facts of a kind."""
        for position, fact in self.facts:
            if isinstance(fact.act, kind):
                yield position, fact, fact.act


def good(handover: Handover) -> Decimal:
    """Return how much of a handover was taken; where nobody has signed, what was handed over."""
    if handover.settled is not None or handover.is_answered:
        return handover.good
    return handover.delivered or Decimal(0)


class PlainKpis:
    """All KPIs of a list of facts."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = list(enumerate(facts, start=1))
        self.as_of = max((fact.happened_at for fact in facts), default=datetime.min)  # noqa: DTZ901 - of no facts
        by_commitment: dict[str, list[tuple[int, Fact]]] = defaultdict(list)
        for position, fact in self.facts:
            if fact.commitment:
                by_commitment[fact.commitment].append((position, fact))
        self.known = [Known(_state(told), tuple(told)) for told in by_commitment.values()]

    def values(self) -> Mapping[str, Value]:
        """Return each KPI's value and number of cases, by its id."""
        return {
            "closed_cases": count(self._closed()),
            "open_past_due": count(self._open_past_due()),
            "late_after_promise": share(self._late("last")),
            "late_after_request": share(self._late("requested")),
            "delivery_time": mean(
                (known.delivered_at - known.state.requested_at) / HOUR / 24
                for known in self._closed()
                if known.is_for_customer and known.delivered_at
            ),
            **{f"otif_receipt_{which}": share(self._otif(which)) for which in ("requested", "first", "last")},
            **{f"otif_departure_{which}": share(self._departed(which)) for which in ("requested", "first", "last")},
            "perfect_order": share(self._perfect()),
            "promise_kept_first": share(kept(known, "first") for known in self._due("first")),
            "promise_kept_last": share(kept(known, "last") for known in self._due("last")),
            "slips_told": share(lead is not None for lead in self._leads()),
            "notice_lead": mean(lead / HOUR for lead in self._leads() if lead is not None),
            "right_first_time": share(self._right()),
            "error_rate": share(self._errors()),
            "answer_time": mean(
                (known.state.answered_at - known.state.requested_at) / HOUR
                for known in self.known
                if known.state.answered_at is not None and known.state.answered_at > known.state.requested_at
            ),
            "requests_lost": share(self._lost()),
            "hours_lost": total(float(minutes) / 60 for minutes in self._minutes_lost()),
            "handovers": count(list(self._handovers())),
            "handover_wait": mean(self._handovers()),
            "inventory_turnover": self._turnover(),
            "schedule_adherence": share(
                fact.happened_at - act.planned <= HOUR
                for fact, act in self._of(OperationFinished)
                if act.planned is not None
            ),
            "changeover_loss": self._of_manned(ChangedOver),
            "capacity_use": self._of_manned(OperationFinished),
            "frozen_changes": count(list(self._of(FrozenWorkMoved))),
            "oversteps": count([act for _, act in self._of(DecisionRequested) if act.is_overstep]),
            "customer_contribution": total(
                float(act.value - act.variable_cost - act.service_cost) for _, act in self._of(Invoiced)
            ),
            "satisfaction": mean(act.score for _, act in self._of(FeedbackGiven)),
        }

    def _of(self, kind: type[A]) -> Iterator[tuple[Fact, A]]:
        for _, fact in self.facts:
            if isinstance(fact.act, kind):
                yield fact, fact.act

    def _closed(self) -> list[Known]:
        return [known for known in self.known if known.delivered_at is not None]

    def _open_past_due(self) -> list[Known]:
        still_open = [known for known in self.known if known.state.is_open and known.delivered_at is None]
        dates = [(known, (known.state.last_promise or known.state.asked).due) for known in still_open]
        return [known for known, due in dates if due is not None and due < self.as_of]

    def _late(self, which: str) -> Iterator[bool]:
        for known in self._closed():
            due = known.terms(which).due
            if due is not None and known.delivered_at is not None:
                yield known.delivered_at > due

    def _due(self, which: str) -> Iterator[Known]:
        for known in self.known:
            due = known.terms(which).due
            if due is not None and not known.is_ended_by_word and (known.delivered_at or due < self.as_of):
                yield known

    def _otif(self, which: str) -> Iterator[bool]:
        return (kept(known, which) for known in self._due(which) if known.is_for_customer)

    def _departed(self, which: str) -> Iterator[bool]:
        for known in self.known:
            picks = [
                other
                for other in self.known
                if other.state.purpose is Purpose.PICK
                and other.state.subject == known.state.subject != ""
                and not other.is_ended_by_word
            ]
            due, quantity = known.terms(which).due, known.terms(which).quantity
            if not known.is_for_customer or not picks or due is None or known.is_ended_by_word:
                continue
            times = [pick.delivered_at for pick in picks]
            departed = None if None in times else max(time for time in times if time is not None)
            if departed is None and due >= self.as_of:
                continue
            is_counted = quantity is not None and all(pick.state.terms.quantity is not None for pick in picks)
            is_full = not is_counted or sum(pick.good for pick in picks) >= (quantity or 0)
            yield departed is not None and departed <= due and is_full

    def _perfect(self) -> Iterator[bool]:
        for known in self._due("first"):
            if known.is_for_customer:
                yield kept(known, "first") and not known.refused and not wrong(known)

    def _leads(self) -> Iterator[timedelta | None]:
        """Yield for each slip how long before it somebody told of it, if anybody did."""
        for known in self._due("last"):
            due = known.terms("last").due
            is_kept = due is not None and known.delivered_at is not None and known.delivered_at <= due
            if due is None or is_kept or known.state.stage is Stage.REVOKED:
                continue
            promised = max(position for position, fact in known.facts if fact.kind in {"Promised", "Renegotiated"})
            told = [fact.happened_at for position, fact, _ in known.told(SlipNotified) if position > promised]
            yield due - min(told) if told and min(told) < due else None

    def _right(self) -> Iterator[bool]:
        for known in self._closed():
            if all(one.is_answered for one in known.state.handovers):
                is_disputed = any(one.settle_by is not None for one in known.state.handovers)
                quantity = known.state.terms.quantity
                is_full = not known.refused if quantity is None else known.good >= quantity
                yield is_full and not known.refused and not is_disputed and not wrong(known)

    def _errors(self) -> Iterator[bool]:
        for known in self.known:
            for one in known.state.handovers:
                if one.is_answered:
                    yield one in known.refused or one.settle_by is not None or one.id in wrong(known)

    def _lost(self) -> Iterator[bool]:
        for known in self._asked_freely():
            state = known.state
            if known.is_ended_by_word or state.promised_at is not None or state.is_all_delivered:
                yield known.is_ended_by_word

    def _asked_freely(self) -> list[Known]:
        freely = {Purpose.PROMISE, Purpose.SUPPLY, Purpose.OTHER}
        return [known for known in self.known if known.state.purpose in freely]

    def _minutes_lost(self) -> Iterator[Decimal]:
        lost = [known.state for known in self._asked_freely() if known.is_ended_by_word]
        subjects = {state.subject for state in lost if state.subject}
        for fact, act in self._of(WorkRecorded):
            belongs = fact.commitment in {state.id for state in lost} if fact.commitment else act.subject in subjects
            if act.minutes is not None and belongs:
                yield act.minutes

    def _handovers(self) -> Iterator[float]:
        cases: dict[str, list[tuple[datetime, int, Fact, WorkRecorded]]] = defaultdict(list)
        for position, fact in self.facts:
            if isinstance(fact.act, WorkRecorded) and fact.actor.party != UNRECORDED:
                for link in fact.links:
                    if link.type == "case":
                        cases[link.object].append((fact.happened_at, position, fact, fact.act))
        for steps in cases.values():
            ordered = sorted(steps, key=lambda step: step[:2])
            for (left, _, one, _), (_, _, other, act) in pairwise(ordered):
                if one.actor.party != other.actor.party:
                    yield max(((act.started_at or other.happened_at) - left) / HOUR, 0.0)

    def _turnover(self) -> Value:
        sales, counts = list(self._of(Invoiced)), list(self._of(StockCounted))
        times = [fact.happened_at for fact, _ in (*sales, *counts)]
        days = max((max(times) - min(times)) / timedelta(days=1), 1.0) if times else 1.0
        stock = float(sum(act.value for _, act in counts))
        counted = len({fact.happened_at.date() for fact, _ in counts})
        cost = float(sum(act.variable_cost for _, act in sales)) * 365 / days
        return (cost / (stock / counted) if stock else None), len(times)

    def _of_manned(self, kind: type[ChangedOver] | type[OperationFinished]) -> Value:
        used = [(fact, act) for _, fact in self.facts if isinstance(act := fact.act, kind)]
        manned = [act.minutes for _, act in self._of(LineOpened)]
        minutes = sum(
            float((fact.happened_at - act.started_at) / timedelta(minutes=1) if act.minutes is None else act.minutes)
            for fact, act in used
        )
        return (100 * minutes / float(sum(manned)) if sum(manned) else None), len(used) + len(manned)


def _state(told: Iterable[tuple[int, Fact]]) -> Commitment:
    state = None
    for position, fact in told:
        state = evolve(state, Entry(position=position, recorded_at=fact.happened_at, fact=fact))
    assert state is not None
    return state


def kept(known: Known, which: str) -> bool:
    """Return whether a commitment came in full by a date."""
    due = known.terms(which).due
    return due is not None and known.delivered_at is not None and known.delivered_at <= due and known.is_full(which)


def wrong(known: Known) -> set[str]:
    """Return the handovers whose papers or condition were wrong."""
    last = {act.handover: act for _, _, act in known.told(Accepted)}
    return {name for name, act in last.items() if False in {act.documents_right, act.condition_right}}


def count(items: Sequence[object]) -> Value:
    """Return how many there are; of none: no value."""
    return (float(len(items)) if items else None), len(items)


def share(yeses: Iterable[bool]) -> Value:
    """Return the percentage of yeses."""
    told = list(yeses)
    return (100 * sum(told) / len(told) if told else None), len(told)


def mean(numbers: Iterable[float]) -> Value:
    """Return the mean."""
    told = list(numbers)
    return (sum(told) / len(told) if told else None), len(told)


def total(numbers: Iterable[float]) -> Value:
    """Return the sum; of nothing: no value."""
    told = list(numbers)
    return (sum(told) if told else None), len(told)
