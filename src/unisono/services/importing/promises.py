"""The commitment that each case of a log is: asked for and promised at its first row, delivered when it ended."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from unisono.domain.acts.commitments import Delivered, Promised, Requested
from unisono.domain.canonical import instant_text
from unisono.domain.facts import UNRECORDED, Act, Actor, Fact, Medium, Origin
from unisono.domain.logs import LogEvent, Tally
from unisono.domain.mappings import OF_COMMITMENTS, CasePromise, LogMapping, Where
from unisono.services.importing.meaning import CASE, case_link
from unisono.services.importing.rows import Row
from unisono.services.importing.times import LogTimes, ReadTime
from unisono.services.importing.values import Objects, Tell, teller

HANDOVER = "1"


class _Case(NamedTuple):
    """What is known of a case: what its rows wrote last, and what its first row told; the times may be untold."""

    texts: tuple[str, ...]
    requester: str
    performer: str
    place: str
    due: datetime | None
    promised: datetime | None
    ended: datetime | None


class CasePromises:
    """Makes the facts of the cases' commitments.

    A case that tells neither a due time nor a promise is none. The first time told counts, of the terms and of the end;
    an end that a later row tells comes after all rows, as it may change until then. So does every end where
    rows bring facts of commitments themselves.

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
        times = LogTimes(mapping)
        self._moment, self._until = times.moment, times.until
        self._cases: dict[str, _Case] = {}
        self._ended_later: dict[str, datetime] = {}
        self._has_acts = any(rule.act in OF_COMMITMENTS for rule in mapping.acts)
        self._complaints = complaints

    def opening(self, row: Row) -> tuple[Fact, ...]:
        """Return the request and the promise of a row's case, and its end, where this row is the first to tell them."""
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
            self._cases[case_id] = self._later(case_id, known, told)
            return ()
        return () if told.due is None and told.promised is None else self._open(row, told)

    def closing(self) -> Iterator[tuple[Fact, ...]]:
        """Yield the delivery of each case whose end a later row has told, in the order of time."""
        for at, case_id in sorted((at, case_id) for case_id, at in self._ended_later.items()):
            yield (_end(case_id, self._cases[case_id], at),)

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
        if case.ended is not None and self._has_acts:
            self._ended_later[case_id] = case.ended
        elif case.ended is not None:
            facts.append(_end(case_id, case, case.ended))
        return tuple(facts)

    def _complain(self, what: str, place: str) -> None:
        self._complaints.leave_out(f"a later row of a case tells another {what} time: the first one was taken", place)

    def _later(self, case_id: str, known: _Case, told: _Case) -> _Case:
        """Return what is known of a case after a later row; its terms are those that it opened with."""
        for what, now, before in (("due", told.due, known.due), ("promised", told.promised, known.promised)):
            if now is not None and now != before:
                self._complain(what, told.place)
        if told.ended is not None and known.ended is None:
            self._ended_later[case_id] = told.ended
        elif told.ended is not None and told.ended != known.ended:
            self._complain("ended", told.place)
        return known._replace(texts=told.texts)

    def _time(self, text: str, event: LogEvent, what: str, read: ReadTime) -> datetime | None:
        if not text:
            return None
        try:
            return read(text)
        except ValueError as trouble:
            reason = f"the {what} time of a case cannot be read: {trouble}"
            self._complaints.leave_out(reason, f"{event.place} ({text!r})")
            return None


def _end(case_id: str, case: _Case, at: datetime) -> Fact:
    """Return the delivery: that somebody signed for it no log of this kind says."""
    return _fact(case_id, Delivered(handover=HANDOVER, is_last=True), at, case.performer, case.place)


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
        links=(case_link(case_id),),
    )
