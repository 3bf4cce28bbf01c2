"""One row of a log as the mapping understands it, or the reason why it is left out."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import NamedTuple

from unisono.domain.facts import UNRECORDED
from unisono.domain.findings import Finding
from unisono.domain.logs import LogEvent
from unisono.domain.mappings import LogMapping, Where
from unisono.services.importing.times import LogTimes
from unisono.services.importing.values import Objects, first_teller, teller

OF_THE_CASE = "case:"
"""How the columns begin that tell of the case and not of the row."""

ACTIVITY, TIME = "concept:name", "time:timestamp"
"""What XES calls that which a row says by itself."""

_KEY_BYTES = 16
MOST_PLANS = 1_000


class RowLeftOut(Exception):  # noqa: N818 - it says what becomes of the row
    """A row cannot be taken: why, in words that are the same for all such rows, and the value that is to blame."""

    def __init__(self, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.value = value


class Row(NamedTuple):
    """What a row says: `key` is the same whenever this row is imported again, `cases` are all it belongs to.

    `beside` is what else is to be kept of it.
    """

    key: str
    event: LogEvent
    cases: tuple[str, ...]
    activity: str
    transition: str
    at: datetime
    started_at: datetime | None
    minutes: Decimal | None
    party: str
    person: str
    beside: Mapping[str, str]


class _Plan(NamedTuple):
    """What is done with the columns of a row: which are kept beside its fields, which tell it from others.

    `kept_of_promised` are those that are kept where the case's commitment holds its times.
    """

    kept: tuple[str, ...]
    kept_of_promised: tuple[str, ...]
    of_the_row: tuple[str, ...]


class RowReader:
    """Reads the rows of one log, in their order.

    Args:
        mapping: what they mean.
        objects: those of the log.
    """

    def __init__(self, mapping: LogMapping, objects: Objects) -> None:
        self._mapping = mapping
        self._objects = objects
        self._times = LogTimes(mapping)
        ask = partial(teller, objects=objects, empty=mapping.empty)
        self._case = ask(mapping.case)
        self._activity = ask(mapping.activity)
        self._at = ask(mapping.time)
        self._start = ask(mapping.start)
        self._transition = ask(mapping.transition)
        self._minutes = ask(mapping.minutes)
        self._party = first_teller(mapping.party, objects=objects, empty=mapping.empty)
        self._person = ask(mapping.person)
        self._in_fields = frozenset(
            where.column
            for where in (mapping.case, mapping.activity, mapping.time, mapping.start, mapping.minutes, mapping.person)
            if where is not None
        ) | frozenset(mapping.ignore)
        self._in_fields |= {ACTIVITY} if mapping.activity is None else set()
        self._in_fields |= {TIME} if mapping.time is None else set()
        self._party_columns = frozenset(where.column for where in mapping.party if where.column) - self._in_fields
        self._not_of_the_row = _columns_of_the_case(mapping)
        self._terms = _columns(mapping.promise.due, mapping.promise.promised) if mapping.promise else frozenset()
        self._plans: dict[tuple[str, ...], _Plan] = {}
        self._seen: set[int] = set()
        self._again: Counter[int] = Counter()

    def read(self, event: LogEvent) -> Row:
        """Return what a row says.

        Raises:
            RowLeftOut: it tells no case, activity or time, or something that cannot be read.
        """
        cases = self._cases(event)
        activity = event.activity if self._mapping.activity is None else self._activity(event)
        if not activity:
            raise RowLeftOut(f"the activity is not told ({self._mapping.activity or 'by the format'})")
        at = self._moment(event)
        start = self._start(event)
        minutes = self._minutes(event)
        plan = self._plan(event.attributes)
        party = self._party(event) or self._mapping.parties.get(activity, UNRECORDED)
        return Row(
            key=self._key(event, plan, cases),
            event=event,
            cases=cases,
            activity=activity,
            transition=self._transition(event).lower(),
            at=at,
            started_at=self._read_time(start, "the start") if start else None,
            minutes=_minutes(minutes) if minutes else None,
            party=party,
            person=self._person(event),
            beside=self._beside(event, plan, party),
        )

    def notes(self, file: str) -> tuple[Finding, ...]:
        """Return what is to be told of the times that were read; `file` is the name of the log."""
        return self._times.notes(file)

    def _cases(self, event: LogEvent) -> tuple[str, ...]:
        where = self._mapping.case
        if where is None:
            return ()
        if where.object:
            return self._objects.reached(event, where.object)
        case = self._case(event)
        if not case:
            raise RowLeftOut(f"the case is not told ({where})")
        return (case,)

    def _moment(self, event: LogEvent) -> datetime:
        if self._mapping.time is None:
            if event.at is None:
                raise RowLeftOut("the time is not told (by the format)")
            return event.at
        text = self._at(event)
        if not text:
            raise RowLeftOut(f"the time is not told ({self._mapping.time})")
        return self._read_time(text, "the time")

    def _read_time(self, text: str, what: str) -> datetime:
        try:
            return self._times.moment(text)
        except ValueError as trouble:
            raise RowLeftOut(f"{what} cannot be read: {trouble}", text) from None

    def _plan(self, attributes: Mapping[str, str]) -> "_Plan":
        """Return what is done with columns; rows have few different sets of them."""
        names = tuple(attributes)
        plan = self._plans.get(names)
        if plan is None:
            if len(self._plans) == MOST_PLANS:
                self._plans.clear()
            kept = tuple(name for name in names if name not in self._in_fields)
            plan = self._plans[names] = _Plan(
                kept=kept,
                kept_of_promised=tuple(name for name in kept if name not in self._not_of_the_row),
                of_the_row=tuple(
                    name
                    for name in sorted(names)
                    if name not in self._not_of_the_row and not name.startswith(OF_THE_CASE)
                ),
            )
        return plan

    def _beside(self, event: LogEvent, plan: "_Plan", party: str) -> Mapping[str, str]:
        """Return the columns that no field of a fact holds already, neither of the row's nor of its case's."""
        attributes, of_party = event.attributes, self._party_columns
        is_promised = any(attributes.get(name) for name in self._terms)
        names = plan.kept_of_promised if is_promised else plan.kept
        return {name: text for name in names if (text := attributes[name]) and not (text == party and name in of_party)}

    def _key(self, event: LogEvent, plan: "_Plan", cases: tuple[str, ...]) -> str:
        """Return what tells a row from all others: its content without the case's columns, and how often it came.

        Neither the file's name nor the row's number counts, so that a later export of the same log brings only what is
        new, and columns of the case (an end date, a variant) may fill up later.
        """
        attributes = event.attributes
        said = [event.id, event.activity, "" if event.at is None else event.at.isoformat(), *cases]
        said += [f"{link.object}\x1e{link.qualifier}" for link in event.links]
        said += [f"{name}\x1e{text}" for name in plan.of_the_row if (text := attributes[name])]
        written = "\x1f".join(said).encode(errors="surrogatepass")
        digest = hashlib.blake2b(written, digest_size=_KEY_BYTES).digest()
        short = int.from_bytes(digest[:8])
        if short not in self._seen:
            self._seen.add(short)
            return digest.hex()
        self._again[short] += 1
        return f"{digest.hex()}-{self._again[short] + 1}"


def _minutes(text: str) -> Decimal:
    try:
        minutes = Decimal(text.replace(",", "."))
    except InvalidOperation:
        minutes = Decimal(-1)
    if not minutes.is_finite() or minutes < 0:
        raise RowLeftOut("the minutes are no number from 0", text)
    return minutes


def _columns_of_the_case(mapping: LogMapping) -> frozenset[str]:
    promise = mapping.promise
    return _columns(promise.asked, promise.due, promise.promised, promise.ended) if promise else frozenset()


def _columns(*places: Where | None) -> frozenset[str]:
    return frozenset(where.column for where in places if where is not None and where.column)
