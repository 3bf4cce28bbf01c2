"""What the KPIs say: their values from the fact table, and the cases and facts behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unisono.analytics.kpis.cards import Kind, Kpi, Trend
from unisono.analytics.kpis.cases import DIMENSIONS
from unisono.analytics.tables import FACTS
from unisono.services.ports import FactTable

if TYPE_CHECKING:
    import ibis

FEW = 500
"""So many commitments are asked for by their names; for more, those of all are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The value of a KPI over `n` cases, of all of them or of one group; None where there is nothing to divide by."""

    kpi: Kpi
    value: float | None
    n: int
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a KPI: its part of the sums, whose it is, and the positions of its facts in the ledger."""

    name: str
    numerator: float
    denominator: float
    groups: Mapping[str, str | None]
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a page tells of a KPI: its value, that of each week and party, and cases that speak against it."""

    figure: Figure
    weeks: tuple[Figure, ...]
    parties: tuple[Figure, ...]
    cases: tuple[Case, ...]


def measure(*, table: FactTable, kpis: Sequence[Kpi], by: str | None = None) -> list[Figure]:
    """Return the value of each KPI over all facts that the table has taken in; with groups, one for each group.

    Args:
        table: the facts.
        kpis: what is measured.
        by: one of `unisono.analytics.kpis.cases.DIMENSIONS`; None: all cases together.
    """
    return [figure for kpi in kpis for figure in _figures(table, kpi, by)]


@cache
def sums_of(kpi: Kpi, by: str | None = None) -> "ibis.Table":
    """Return the sums over the cases of a KPI, of all or of each `group`: `numerators`, `denominators` and `n`.

    Args:
        kpi: whose cases.
        by: one of `unisono.analytics.kpis.cases.DIMENSIONS`; None: all cases together.
    """
    cases = kpi.cases()
    sums = {"numerators": cases.numerator.sum(), "denominators": cases.denominator.sum(), "n": cases.count()}
    return cases.agg(**sums) if by is None else cases.group_by(group=cases[by]).agg(**sums)


def _figures(table: FactTable, kpi: Kpi, by: str | None) -> list[Figure]:
    figures = [
        Figure(
            kpi=kpi,
            value=kpi.value(_number(row["numerators"]), _number(row["denominators"])),
            n=int(str(row["n"])),
            group=_text(row.get("group")),
        )
        for row in table.rows(sums_of(kpi, by))
    ]
    return sorted(figures, key=lambda figure: (figure.group is None, figure.group or ""))


def open_kpi(*, table: FactTable, kpi: Kpi, most: int | None = None) -> list[Case]:
    """Return the cases of a KPI with the positions of its facts, by name and then by position.

    Args:
        table: the facts.
        kpi: whose cases.
        most: only so many, those that speak most against the value; None: all.
    """
    cases = kpi.cases() if most is None else against(kpi).limit(most)
    rows = table.rows(cases)
    positions = _positions(table, {str(row["commitment"]) for row in rows if row["commitment"] is not None})
    opened = [_case(row, positions) for row in rows]
    return opened if most is not None else sorted(opened, key=lambda case: (case.name, case.positions))


def against(kpi: Kpi) -> "ibis.Table":
    """Return the cases of a KPI that speak against it, the worst first and then the latest; none is without a fact.

    Args:
        kpi: whose cases; where neither direction is better, the latest cases come first.
    """
    cases = kpi.cases()
    latest = [cases.week.desc(), cases.position.desc()]
    if kpi.card.trend is Trend.NEITHER:
        return cases.order_by(latest)
    if kpi.card.trend is Trend.UP:
        missed = cases.filter(cases.numerator < cases.denominator) if kpi.kind is Kind.SHARE else cases
        return missed.order_by([missed.numerator.asc(), *latest])
    counted = cases.filter(cases.numerator > 0)
    return counted.order_by([counted.numerator.desc(), *latest])


def _positions(table: FactTable, commitments: set[str]) -> Mapping[str, Sequence[int]]:
    """Return the positions of all facts of some commitments."""
    positions: dict[str, list[int]] = {}
    if commitments:
        facts = FACTS.filter(FACTS.commitment.notnull()).select("commitment", "position")
        few = facts.filter(facts.commitment.isin(sorted(commitments))) if len(commitments) <= FEW else facts
        for row in table.rows(few):
            positions.setdefault(str(row["commitment"]), []).append(int(str(row["position"])))
    return positions


def survey(*, table: FactTable, kpis: Sequence[Kpi], most: int) -> list[Survey]:
    """Return all that a page tells of each KPI: its value, by week and by party, and the cases that speak against it.

    Args:
        table: the facts.
        kpis: what is told of.
        most: how many cases at most.
    """
    surveys = []
    for kpi in kpis:
        (figure,) = measure(table=table, kpis=[kpi])
        is_known = figure.n > 0
        surveys.append(
            Survey(
                figure=figure,
                weeks=tuple(measure(table=table, kpis=[kpi], by="week")) if is_known else (),
                parties=tuple(measure(table=table, kpis=[kpi], by="party")) if is_known else (),
                cases=tuple(open_kpi(table=table, kpi=kpi, most=most)) if is_known else (),
            )
        )
    return surveys


def _case(row: Mapping[str, object], positions: Mapping[str, Sequence[int]]) -> Case:
    own = [] if row["position"] is None else [int(str(row["position"]))]
    return Case(
        name=_text(row["case"]) or "",
        numerator=_number(row["numerator"]) or 0.0,
        denominator=_number(row["denominator"]) or 0.0,
        groups={name: _text(row[name]) for name in DIMENSIONS},
        positions=tuple(sorted({*positions.get(str(row["commitment"]), ()), *own})),
    )


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
