"""Names that must be known elsewhere, and names that may be given once only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from unisono.domain.findings import Finding, Severity
from unisono.services.checking.draft import Draft, Table
from unisono.services.checking.suggestions import Suggestions


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A column whose values must be found in a column of another table."""

    table: str
    column: str
    noun: str
    known_in: str
    known_as: str = "id"


REFERENCES = (
    Reference(table="lines", column="department", noun="department", known_in="departments"),
    Reference(table="lines", column="calendar", noun="calendar", known_in="calendars", known_as="calendar"),
    Reference(table="lines", column="initial_family", noun="family", known_in="products", known_as="family"),
    Reference(table="rates", column="line", noun="line", known_in="lines"),
    Reference(table="rates", column="product", noun="product", known_in="products"),
    Reference(table="rates", column="family", noun="family", known_in="products", known_as="family"),
    Reference(table="changeovers", column="line", noun="line", known_in="lines"),
    Reference(table="changeovers", column="from_family", noun="family", known_in="products", known_as="family"),
    Reference(table="changeovers", column="to_family", noun="family", known_in="products", known_as="family"),
    Reference(table="orders", column="customer", noun="customer", known_in="customers"),
    Reference(table="orders", column="product", noun="product", known_in="products"),
    Reference(table="stock", column="product", noun="product", known_in="products"),
    Reference(table="stock", column="owner", noun="customer", known_in="customers"),
    Reference(table="slots", column="line", noun="line", known_in="lines"),
    Reference(table="slots", column="customer", noun="customer", known_in="customers"),
    Reference(table="sales", column="customer", noun="customer", known_in="customers"),
    Reference(table="sales", column="product", noun="product", known_in="products"),
    Reference(table="forecast", column="family", noun="family", known_in="products", known_as="family"),
    Reference(table="services", column="customer", noun="customer", known_in="customers"),
    Reference(table="services", column="activity", noun="activity", known_in="activities"),
    Reference(table="frameworks", column="customer", noun="customer", known_in="customers"),
    Reference(table="frameworks", column="product", noun="product", known_in="products"),
    Reference(table="activities", column="department", noun="department", known_in="departments"),
)

Key = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unique:
    """What may stand in one row of a table only; `column` is where the complaint points."""

    table: str
    column: str
    code: str
    of: str
    key: Key


UNIQUE = (
    *(
        Unique(table=table, column="id", code="duplicate-id", of=f"the id of {_a(noun)}", key=attrgetter("id"))
        for table, noun in (
            ("departments", "department"),
            ("partners", "partner"),
            ("activities", "activity"),
            ("customers", "customer"),
            ("products", "product"),
            ("lines", "line"),
            ("orders", "order line"),
            ("frameworks", "framework order"),
        )
    ),
    Unique(
        table="decision_rights",
        column="option",
        code="duplicate-row",
        of="who decides on an option",
        key=attrgetter("option"),
    ),
    Unique(
        table="agreed_durations",
        column="purpose",
        code="duplicate-row",
        of="how long a party may take for another",
        key=attrgetter("purpose", "performer", "requester"),
    ),
    Unique(
        table="rates",
        column="line",
        code="duplicate-row",
        of="the rate of a line for a product or family",
        key=attrgetter("line", "product", "family"),
    ),
    Unique(
        table="changeovers",
        column="line",
        code="duplicate-row",
        of="the changeover of a line from a family to another",
        key=attrgetter("line", "from_family", "to_family"),
    ),
    Unique(
        table="forecast",
        column="week",
        code="duplicate-row",
        of="the forecast of a week for a family and tier, made on one day",
        key=attrgetter("monday", "family", "tier", "made_on"),
    ),
)


def unknown_names(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for every name that no row of the other table has."""
    for reference in REFERENCES:
        target = draft.table(reference.known_in)
        if not target.complete or not (target.rows or target.broken):
            continue  # that the other file is missing or empty has been said already
        known = set(map(attrgetter(reference.known_as), target.rows)) | target.broken_values(reference.known_as)
        yield from _unknown(reference, draft.table(reference.table), known, target.file)


def _unknown(reference: Reference, table: Table[Any], known: set[str], known_file: str) -> Iterator[Finding]:
    suggestions = Suggestions(known)
    name_of = attrgetter(reference.column)
    for index, row in table:
        name = name_of(row)
        if not name or name in known:
            continue
        yield Finding(
            code=f"unknown-{reference.noun}",
            severity=Severity.ERROR,
            source=table.source(index, reference.column),
            message=f"No {reference.noun} '{name}' is known.",
            value=name,
            expected=f"{_a(reference.noun)} that stands in {known_file} ({reference.known_as})",
            remedy=suggestions.suggest(name) or f"Add it to {known_file}, or correct it here.",
        )


def repeated_rows(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for every row that says again what an earlier one has said."""
    for unique in UNIQUE:
        table = draft.table(unique.table)
        first: dict[Any, int] = {}
        for index, row in table:
            key = unique.key(row)
            if key not in first:
                first[key] = index
                continue
            shown = " ".join(str(part) for part in key if part) if isinstance(key, tuple) else str(key)
            yield Finding(
                code=unique.code,
                severity=Severity.ERROR,
                source=table.source(index, unique.column),
                message=f"'{shown}' stands already in {table.source(first[key])}.",
                value=shown,
                expected=f"{unique.of}, once only",
                remedy="Delete one of the two, or give it another name.",
            )
