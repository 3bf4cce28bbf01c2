"""Take a log into the ledger: events as a mapping says, facts as they are."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import Fact
from unisono.domain.findings import Finding
from unisono.domain.logs import LeftOut, LogEvent, Tally
from unisono.domain.mappings import LogMapping
from unisono.services.importing.handovers import HandoverCount
from unisono.services.importing.lifecycle import Pairing, Work
from unisono.services.importing.meaning import Meaning
from unisono.services.importing.promises import CasePromises
from unisono.services.importing.recording import Item, Recorder
from unisono.services.importing.rows import RowLeftOut, RowReader
from unisono.services.importing.values import Objects
from unisono.services.ports import EventLog, Ledger
from unisono.services.telling import Silent, Tell

OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""More than the facts of one batch are made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import: each of the `rows` was `imported` or stands in `left_out` with its reason.

    `facts` were new in the ledger, those of cases' commitments among them; `promises_left_out` are times and facts of
    cases' commitments that could not be taken, and rows have been imported all the same. `handovers` are the changes of
    party within the cases of the whole log. `is_whole` is False where the file breaks off or somebody stopped.
    """

    rows: int
    imported: int
    left_out: tuple[LeftOut, ...]
    promises_left_out: tuple[LeftOut, ...]
    facts: int
    cases: int
    parties: int
    handovers: int
    findings: tuple[Finding, ...]
    is_whole: bool


def import_log(
    *, log: EventLog, mapping: LogMapping, ledger: Ledger, now: datetime, tell: Tell | None = None
) -> Imported:
    """Record what a log says, and return what became of each of its rows.

    Facts have ids that are made from the content of their rows: what is there already is not recorded again, whether
    the same file comes twice or a later one that holds more. Facts are recorded in batches; what was recorded stays if
    the import is stopped, and the next one goes on from there.

    Args:
        log: what is read.
        mapping: what its rows mean; rows of `facts.csv` need none.
        ledger: takes the facts.
        now: what the clock says.
        tell: hears how far it is, and may stop it after a batch.

    Raises:
        unisono.services.ports.LedgerBroken: the ledger is not as it was recorded.
    """
    run = _Import(log, mapping, ledger, now=now)
    with _rarely_collecting():
        is_stopped = run.read(tell or Silent())
    return run.result(is_stopped=is_stopped)


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Look for circles of dead objects now and then only: rows and facts make none, and looking takes a while."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Import:
    """One import while it runs."""

    def __init__(self, log: EventLog, mapping: LogMapping, ledger: Ledger, *, now: datetime) -> None:
        self._log = log
        self._rows, self._others = Tally(), Tally()
        objects = Objects(log.objects())
        self._reader = RowReader(mapping, objects)
        self._meaning = Meaning(mapping, objects)
        self._pairing = None if mapping.transition is None else Pairing()
        self._promises = (
            None if mapping.promise is None else CasePromises(mapping.promise, mapping, objects, self._others)
        )
        self._handovers = HandoverCount()
        self._recorder = Recorder(ledger, now=now, rows=self._rows, others=self._others)

    def read(self, tell: Tell) -> bool:
        """Record all rows, and return whether somebody stopped it before."""
        for seen, said in enumerate(self._log.read(), start=1):
            was_recorded = self._take_fact(said) if isinstance(said, Fact) else self._take(said)
            if was_recorded:
                tell(f"{seen:,} rows", 0.0)
                if tell.stopped:
                    return True
        if self._pairing is not None:
            for work in self._pairing.rest():
                self._work(work)
        if self._promises is not None:
            for facts in self._promises.closing():
                self._recorder.add(Item(facts, ()))
        self._recorder.flush()
        return False

    def _take_fact(self, fact: Fact) -> bool:
        return self._recorder.add(Item((fact,), (fact.origin.place,), is_named_by_content=False))

    def _take(self, event: LogEvent) -> bool:
        try:
            row = self._reader.read(event)
        except RowLeftOut as trouble:
            self._leave_out(trouble, event.place)
            return False
        was_recorded = False
        if self._promises is not None and (opening := self._promises.opening(row)):
            was_recorded = self._recorder.add(Item(opening, ()))
        work = Work(row, (event.place,)) if self._pairing is None else self._pairing.take(row)
        return was_recorded if work is None else self._work(work) or was_recorded

    def _work(self, work: Work) -> bool:
        try:
            facts = self._meaning.facts(work.row)
        except RowLeftOut as trouble:
            for place in work.places:
                self._leave_out(trouble, place)
            return False
        if isinstance(facts[0].act, WorkRecorded):
            self._handovers.see(work.row)
        return self._recorder.add(Item(facts, work.places))

    def _leave_out(self, trouble: RowLeftOut, place: str) -> None:
        self._rows.leave_out(trouble.reason, f"{place} ({trouble.value!r})" if trouble.value else place)

    def result(self, *, is_stopped: bool) -> Imported:
        """Return what became of all rows: those that could not be read, those left out here, and those recorded."""
        account = self._log.account()
        for item in account.left_out:
            self._rows.leave_out(item.reason, item.example, item.count)
        return Imported(
            rows=self._rows.rows,
            imported=self._rows.taken,
            left_out=self._rows.left_out,
            promises_left_out=self._others.left_out,
            facts=self._recorder.recorded,
            cases=self._handovers.cases,
            parties=self._handovers.parties,
            handovers=self._handovers.count(),
            findings=(*account.findings, *self._reader.notes(self._log.file)),
            is_whole=account.is_whole and not is_stopped,
        )
