"""The commitment that each case of a log is: asked for and promised at its first row, delivered when it ended."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from unisono.domain.acts.commitments import Accepted, Delivered, Promised, Requested
from unisono.domain.canonical import instant_text
from unisono.domain.facts import UNRECORDED, Act, Actor, Fact, Link, Medium, Origin
from unisono.domain.log_times import Times
from unisono.domain.logs import LogEvent, Tally
from unisono.domain.mappings import CasePromise, LogMapping, Where
from unisono.services.importing.meaning import CASE
from unisono.services.importing.rows import ReadTime, Row, time_reader
from unisono.services.importing.values import Objects, Tell, teller

HANDOVER = "1"


class _Case(NamedTuple):
    """What is known of a case: what its rows wrote last, the terms it opened with, and when it ended if it did."""

    texts: tuple[str, ...]
    requester: str
    performer: str
    place: str
    due: datetime | None
    promised: datetime | None
    ended: datetime | None


class CasePromises:
    """Makes the facts of the cases' commitments.

    A case that tells neither a due time nor a promise is none. The first terms count; the end may be told by any row.

    Args:
        promise: where the times and parties stand.
        mapping: of the log, for what is empty and how times are written.
        objects: those of the log.
        complaints: takes what cannot be taken of a case.
    """

    def __init__(self, promise: CasePromise, mapping: LogMapping, objects: Objects, complaints: Tally) -> None:
        def ask(where: Where | None) -> Tell:
            return teller(where, objects=objects, empty=mapping.empty)

        self._asked, self._due, self._promised = ask(promise.asked), ask(promise.due), ask(promise.promised)
        self._ended, self._requester = ask(promise.ended), ask(promise.requester)
        self._performer, self._customer = ask(promise.performer), ask(promise.customer)
        times = Times(ZoneInfo(mapping.zone), mapping.time_format)
        self._moment = time_reader(times)
        self._until = time_reader(times, end_of_day=True)
        self._cases: dict[str, _Case] = {}
        self._complaints = complaints

    def opening(self, row: Row) -> tuple[Fact, ...]:
        """Return the request and the promise of a row's case, where this row is the first to tell them."""
        if len(row.cases) != 1:
            return ()
        event, case_id = row.event, row.cases[0]
        texts = (self._due(event), self._promised(event), self._ended(event))
        known = self._cases.get(case_id)
        if known is not None and known.texts == texts:
            return ()
        told = _Case(
            texts=texts,
            requester="",
            performer="",
            place=event.place,
            due=self._time(texts[0], event, "due", self._until),
            promised=self._time(texts[1], event, "promised", self._until),
            ended=self._time(texts[2], event, "ended", self._moment),
        )
        if known is not None:
            self._cases[case_id] = self._later(known, told)
            return ()
        return () if told.due is None and told.promised is None else self._open(row, told)

    def closing(self) -> Iterator[tuple[Fact, ...]]:
        """Yield the delivery and the acceptance of each case that ended, in the order of time."""
        ended = [(case.ended, case_id) for case_id, case in self._cases.items() if case.ended is not None]
        for at, case_id in sorted(ended):
            case = self._cases[case_id]
            yield (
                _fact(case_id, Delivered(handover=HANDOVER, is_last=True), at, case.performer, case.place),
                _fact(case_id, Accepted(handover=HANDOVER), at, case.requester, case.place),
            )

    def _open(self, row: Row, told: _Case) -> tuple[Fact, ...]:
        event, case_id = row.event, row.cases[0]
        case = told._replace(
            requester=self._requester(event) or UNRECORDED, performer=self._performer(event) or row.party
        )
        self._cases[case_id] = case
        asked = self._time(self._asked(event), event, "asked", self._moment) or row.started_at or row.at
        request = Requested(
            requester=case.requester,
            performer=case.performer,
            subject=case_id,
            due=case.due,
            customer=self._customer(event),
        )
        facts = [_fact(case_id, request, asked, case.requester, case.place, terms=case.due)]
        if case.promised is not None:
            promise = Promised(due=case.promised)
            facts.append(_fact(case_id, promise, asked, case.performer, case.place, terms=case.promised))
        return tuple(facts)

    def _later(self, known: _Case, told: _Case) -> _Case:
        """Return what is known of a case after a later row; its terms are those that it opened with."""
        for what, now, before in (("due", told.due, known.due), ("promised", told.promised, known.promised)):
            if now is not None and now != before:
                reason = f"a later row of a case tells another {what} time: the first one was taken"
                self._complaints.leave_out(reason, told.place)
        return known._replace(texts=told.texts, ended=told.ended or known.ended)

    def _time(self, text: str, event: LogEvent, what: str, read: ReadTime) -> datetime | None:
        if not text:
            return None
        try:
            return read(text)
        except ValueError as trouble:
            reason = f"the {what} time of a case cannot be read: {trouble}"
            self._complaints.leave_out(reason, f"{event.place} ({text!r})")
            return None


def _fact(case_id: str, act: Act, at: datetime, party: str, place: str, *, terms: datetime | None = None) -> Fact:
    """Return a fact of a case's commitment, named by what it says: other terms are another fact."""
    said = instant_text(terms or at)
    return Fact(
        id=f"{CASE}/{case_id}/{type(act).__name__}/{said}",
        happened_at=at,
        actor=Actor(party=party),
        origin=Origin(medium=Medium.FILE, place=place),
        act=act,
        commitment=case_id,
        links=(Link(type=CASE, object=case_id),),
    )
