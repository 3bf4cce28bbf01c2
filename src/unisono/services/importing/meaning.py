"""The facts that a row means: work that was recorded, or what the rules of its activity say."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from typing import Any

from unisono.domain.acts import ACTS
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.canonical import field_types
from unisono.domain.facts import Act, Actor, Fact, Link, Medium, Origin
from unisono.domain.mappings import OF_COMMITMENTS, ActRule, LogMapping
from unisono.services.importing.rows import Row, RowLeftOut
from unisono.services.importing.times import LogTimes, ReadTime
from unisono.services.importing.values import Objects, Tell, teller

CASE = "case"
UNLISTED = "unlisted"
"""The type of links to objects that the log itself does not list."""

_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class Meaning:
    """Makes facts of the rows of one log.

    Args:
        mapping: what they mean.
        objects: those of the log.
    """

    def __init__(self, mapping: LogMapping, objects: Objects) -> None:
        self._objects = objects
        self._columns = tuple(mapping.objects.items())
        self._rules: dict[str, list[_Maker]] = {}
        for rule in mapping.acts:
            self._rules.setdefault(rule.activity, []).append(_Maker(rule, mapping, objects))
        self._actors: dict[tuple[str, str], Actor] = {}

    def facts(self, row: Row) -> tuple[Fact, ...]:
        """Return the facts that a row means.

        Raises:
            RowLeftOut: a field of a fact is missing or cannot be read.
        """
        makers = self._rules.get(row.activity)
        if makers is None:
            return (self._fact(row, _work(row), key=row.key, commitment=""),)
        return tuple(
            self._fact(
                row,
                maker.act(row),
                key=row.key if number == 0 else f"{row.key}/{number}",
                commitment=maker.commitment(row),
            )
            for number, maker in enumerate(makers)
        )

    def _fact(self, row: Row, act: Act, *, key: str, commitment: str) -> Fact:
        return Fact(
            id=key,
            happened_at=row.at,
            actor=self._actor(row.party, row.person),
            origin=Origin(medium=Medium.FILE, place=row.event.place),
            act=act,
            commitment=commitment,
            links=self._links(row),
            attributes=row.beside,
        )

    def _actor(self, party: str, person: str) -> Actor:
        actor = self._actors.get((party, person))
        if actor is None:
            actor = self._actors[party, person] = Actor(party=party, person=person)
        return actor

    def _links(self, row: Row) -> tuple[Link, ...]:
        links = list(map(case_link, row.cases))
        for link in row.event.links:
            item = self._objects.by_id.get(link.object)
            type_ = UNLISTED if item is None else item.type
            links.append(Link(type=type_, object=link.object, qualifier=link.qualifier))
        for column, type_ in self._columns:
            if text := row.event.attributes.get(column, "").strip():
                links.append(Link(type=type_, object=text, qualifier="" if column == type_ else column))
        return tuple(links)


@lru_cache(maxsize=1_000)
def case_link(case: str) -> Link:
    """Return the link to a case; the rows of a case often stand together."""
    return Link(type=CASE, object=case)


def _work(row: Row) -> WorkRecorded:
    return WorkRecorded(activity=row.activity, subject=_only(row.cases), started_at=row.started_at, minutes=row.minutes)


def _only(cases: tuple[str, ...]) -> str:
    """Return the case that a row belongs to; one that belongs to several has only links to them."""
    return cases[0] if len(cases) == 1 else ""


class _Maker:
    """Makes the fact of one rule of an activity."""

    def __init__(self, rule: ActRule, mapping: LogMapping, objects: Objects) -> None:
        self._rule = rule
        self._kind = ACTS[rule.act]
        types = field_types(self._kind)
        self._tellers: dict[str, Tell] = {
            name: teller(where, objects=objects, empty=mapping.empty) for name, where in rule.fields.items()
        }
        until = LogTimes(mapping).until
        self._readers = {name: _reader(types[name], until) for name in rule.fields}
        self._required = tuple(item.name for item in fields(self._kind) if item.default is MISSING)  # type: ignore[arg-type] # all kinds are dataclasses
        self._names = frozenset(types)

    def commitment(self, row: Row) -> str:
        """Return the commitment that the fact belongs to, empty for facts that belong to none."""
        if self._rule.act not in OF_COMMITMENTS and not self._rule.part:
            return ""
        case = _only(row.cases)
        if not case:
            raise RowLeftOut(f"{self._rule.act} needs the one case whose commitment it belongs to")
        return f"{case}/{self._rule.part}" if self._rule.part else case

    def act(self, row: Row) -> Act:
        """Return what happened, with its fields from the row."""
        values = self._beforehand(row)
        for name, tell in self._tellers.items():
            text = tell(row.event)
            if text:
                values[name] = self._read(name, text)
        for name in self._required:
            if name not in values:
                raise RowLeftOut(f"{self._rule.act} needs {name}, which is not told")
        return self._kind(**values)

    def _beforehand(self, row: Row) -> dict[str, Any]:
        """Return what the row itself says of the kind's fields."""
        known: Mapping[str, Any] = {
            "subject": _only(row.cases),
            "activity": row.activity,
            "started_at": row.started_at,
            "minutes": row.minutes,
            "handover": "1",
        }
        return {name: value for name, value in known.items() if name in self._names and value not in (None, "")}

    def _read(self, name: str, text: str) -> Any:  # noqa: ANN401 - whatever the field's type is
        try:
            return self._readers[name](text)
        except (ValueError, InvalidOperation):
            raise RowLeftOut(f"{name} of {self._rule.act} cannot be read", text) from None


def _reader(type_: type, read_time: ReadTime) -> Callable[[str], Any]:
    if issubclass(type_, Enum):
        return type_
    if type_ is datetime:
        return read_time
    if type_ is bool:
        return _flag
    if type_ is Decimal:
        return _number
    return int if type_ is int else str


def _flag(text: str) -> bool:
    if text.lower() not in _FLAGS:
        raise ValueError(text)
    return _FLAGS[text.lower()]


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number
