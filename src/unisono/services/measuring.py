"""What the KPIs say: their values from the fact table, and the cases and facts behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unisono.analytics.kpis.cards import Kpi
from unisono.analytics.kpis.cases import DIMENSIONS
from unisono.analytics.tables import FACTS
from unisono.services.ports import FactTable

if TYPE_CHECKING:
    import ibis


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


def open_kpi(*, table: FactTable, kpi: Kpi) -> list[Case]:
    """Return every case of a KPI with the positions of its facts, by name and then by position.

    Args:
        table: the facts.
        kpi: whose cases.
    """
    cases = kpi.cases()
    named = cases.filter(cases.commitment.notnull()).select("commitment").distinct()
    facts = FACTS.inner_join(named, "commitment").select("commitment", "position")
    positions: dict[str, list[int]] = {}
    for row in table.rows(facts):
        positions.setdefault(str(row["commitment"]), []).append(int(str(row["position"])))
    opened = [_case(row, positions) for row in table.rows(cases)]
    return sorted(opened, key=lambda case: (case.name, case.positions))


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
