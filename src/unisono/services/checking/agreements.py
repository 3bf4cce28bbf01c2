"""What must hold within the text of an agreement, and between it and the company."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from unisono.domain.agreements.agreement import TIMES
from unisono.domain.findings import Finding, Severity, Source
from unisono.services.checking.complaints import complaint
from unisono.services.checking.draft import Table
from unisono.services.checking.parties import unknown_party
from unisono.services.checking.suggestions import did_you_mean

TWO = 2
ONCE: Mapping[str, tuple[str, Callable[[Any], Any], str]] = {
    "norms": ("measure", attrgetter("party", "measure", "purpose"), "a norm of a party for a kind of work"),
    "rights": ("decision", attrgetter("decision"), "who decides on it"),
    "kpis": ("id", attrgetter("id"), "the target of a KPI"),
}
"""What may stand once only, by part: the column that is pointed at, what makes two rows the same, and what they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDraft:
    """The text of an agreement as read: its parts by name, before anybody has said that they fit together.

    `known_parties` and `known_kpis` are those that the company and the cards have; None: they are not looked at.
    """

    file: str
    parts: Mapping[str, Table[Any]] = field(default_factory=dict)
    known_parties: Collection[str] | None = None
    known_kpis: Collection[str] | None = None


def check_agreement(draft: AgreementDraft) -> Iterator[Finding]:
    """Yield what is wrong with an agreement, part by part."""
    parties = draft.parts["parties"]
    yield from _two_parties(draft, parties)
    yield from _known_parties(draft, parties)
    names = {side.id for side in parties.rows} | parties.broken_values("id")
    for part in ("norms", "rights", "data", "risks"):
        yield from _strangers(draft.parts[part], names)
    yield from _hours(draft.parts["norms"])
    yield from _repetitions(draft)
    yield from _kpis(draft)
    if not (draft.parts["norms"].rows or draft.parts["norms"].broken):
        yield Finding(
            code="agreement-without-norms",
            severity=Severity.WARNING,
            source=Source(file=draft.file, column="owes"),
            message="Neither party owes the other anything that can be measured.",
            expected="at least one [[owes]] for each party",
            remedy="Say what each owes, so that the facts can tell whether it is kept.",
        )


def _two_parties(draft: AgreementDraft, parties: Table[Any]) -> Iterator[Finding]:
    if parties.broken:
        return
    names = [side.id for side in parties.rows]
    if len(names) != TWO or len(set(names)) != TWO:
        line = parties.lines[-1] if parties.lines else None
        yield Finding(
            code="agreement-needs-two",
            severity=Severity.ERROR,
            source=Source(file=draft.file, line=line, column="party"),
            message="An agreement is between two different parties.",
            value=", ".join(names) or None,
            expected="exactly two [[party]], each with an id of its own",
            remedy="Write an agreement for each pair of parties.",
        )


def _known_parties(draft: AgreementDraft, parties: Table[Any]) -> Iterator[Finding]:
    if draft.known_parties is None:
        return
    for index, side in parties:
        if side.id not in draft.known_parties:
            yield unknown_party(side.id, draft.known_parties, parties.source(index, "id"))


def _strangers(table: Table[Any], names: Collection[str]) -> Iterator[Finding]:
    for index, row in table:
        if names and row.party not in names:
            yield complaint(
                table,
                index,
                "party",
                "party-not-in-agreement",
                f"'{row.party}' is not one of the two parties.",
                expected=f"one of {', '.join(sorted(names))}",
                remedy=did_you_mean(row.party, names) or "Name one of the two.",
            )


def _hours(norms: Table[Any]) -> Iterator[Finding]:
    for index, norm in norms:
        if norm.measure in TIMES and norm.hours is None:
            yield complaint(
                norms,
                index,
                "hours",
                "norm-without-hours",
                f"A norm of {norm.measure.value} has no limit.",
                expected="a number of hours",
                remedy="Add a line such as hours = 8.",
            )
        if norm.measure not in TIMES and norm.hours is not None:
            yield complaint(
                norms,
                index,
                "hours",
                "norm-with-hours",
                f"{norm.measure.value} is a share of cases and has no limit in hours.",
                expected="no hours",
                remedy="Delete the line; the share alone says it.",
            )


def _repetitions(draft: AgreementDraft) -> Iterator[Finding]:
    for part, (column, key, what) in ONCE.items():
        table = draft.parts[part]
        seen: dict[Any, int] = {}
        for index, row in table:
            first = seen.setdefault(key(row), index)
            if first != index:
                yield complaint(
                    table,
                    index,
                    column,
                    "duplicate-row",
                    f"This stands already in {table.source(first)}.",
                    expected=f"{what}, once only",
                    remedy="Delete one of the two.",
                )


def _kpis(draft: AgreementDraft) -> Iterator[Finding]:
    if draft.known_kpis is None:
        return
    table = draft.parts["kpis"]
    for index, kpi in table:
        if kpi.id not in draft.known_kpis:
            yield complaint(
                table,
                index,
                "id",
                "unknown-kpi",
                f"No KPI '{kpi.id}' is known.",
                expected="the id of a KPI, as `unisono kpis` lists them",
                remedy=did_you_mean(kpi.id, draft.known_kpis) or "Correct it.",
            )
