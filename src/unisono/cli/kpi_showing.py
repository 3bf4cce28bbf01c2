"""`unisono kpis`: the values, in groups if wanted, and the cases and facts behind them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer
from rich.text import Text

from unisono.analytics.kpis import KPIS, KPIS_BY_ID
from unisono.analytics.kpis.cards import Kpi, Trend
from unisono.bootstrap import open_fact_table
from unisono.cli.ledgers import long_work, opened
from unisono.cli.progress import Teller
from unisono.cli.screen import Screen, table
from unisono.services.measuring import Case, Figure, measure, open_kpi
from unisono.services.ports import FactTable
from unisono.storage.outputs.json_text import Plain, write_json
from unisono.storage.outputs.report.measures import BETTER, value_text

MOST_CASES = 20
"""Cases of a KPI that are listed for people; programs get all."""

NO_CASE = "no case yet"
NOT_TOLD = "(not told)"
PLACES = 6
"""Decimals of a value for programs: what is beyond is noise of the sum's order."""


class Asking:
    """A ledger's facts as tables, and the KPIs that somebody asks for, told one by one where there is a terminal."""

    def __init__(self, facts: FactTable, tell: Teller) -> None:
        self._tell = tell
        tell("Reading the facts", 0)
        self.facts = facts
        facts.catch_up()

    def each(self, kpis: Sequence[Kpi]) -> Iterator[Kpi]:
        """Yield KPIs until somebody interrupts."""
        for index, kpi in enumerate(kpis):
            if self._tell.stopped:
                raise KeyboardInterrupt
            self._tell(kpi.card.name, index / len(kpis))
            yield kpi


@contextmanager
def _asking(screen: Screen, place: str) -> Iterator[Asking]:
    with opened(place) as books, long_work(screen) as tell:
        yield Asking(open_fact_table(books, place), tell)


def chosen_kpis(ids: Sequence[str]) -> Sequence[Kpi]:
    """Return the KPIs with these ids; all where none is named.

    Raises:
        typer.BadParameter: there is no such KPI.
    """
    for name in ids:
        if name not in KPIS_BY_ID:
            raise typer.BadParameter(f"There is no KPI {name}. KPIs: {', '.join(KPIS_BY_ID)}.", param_hint="'--kpi'")
    return [KPIS_BY_ID[name] for name in dict.fromkeys(ids)] or KPIS


def show_kpis(screen: Screen, place: str, ids: Sequence[str], *, by: str | None) -> None:
    """Show the value of each KPI, or of each group.

    Raises:
        Refused: the ledger cannot be used.
    """
    kpis = chosen_kpis(ids)
    with _asking(screen, place) as ask:
        figures = [figure for kpi in ask.each(kpis) for figure in measure(table=ask.facts, kpis=[kpi], by=by)]
    screen.document(write_json([_plain(figure, by) for figure in figures]))
    by_kpi = {kpi.id: [figure for figure in figures if figure.kpi.id == kpi.id] for kpi in kpis}
    headings = (
        ("KPI", "Id", "Value", "Unit", "Cases", "Better")
        if by is None
        else ("KPI", by.title(), "Value", "Unit", "Cases")
    )
    rows = table(*headings, right=("Value", "Cases"))
    for kpi in kpis:
        for cells in _rows(kpi, by_kpi[kpi.id], by):
            rows.add_row(*cells)
    screen.show(rows)


def _rows(kpi: Kpi, figures: Sequence[Figure], by: str | None) -> Iterator[Sequence[str | Text]]:
    card = kpi.card
    nothing = Text(NO_CASE, style="dim")
    if by is None:
        (figure,) = figures
        better = "" if card.trend is Trend.NEITHER else BETTER[card.trend]
        value = value_text(kpi, figure.value) if figure.n else nothing
        yield card.name, Text(kpi.id, style="dim"), value, card.unit, str(figure.n), better
        return
    if not figures:
        yield card.name, nothing, "", card.unit, "0"
    for index, figure in enumerate(figures):
        group = NOT_TOLD if figure.group is None else figure.group
        yield "" if index else card.name, group, value_text(kpi, figure.value), card.unit, str(figure.n)


def show_cases(screen: Screen, place: str, ids: Sequence[str], *, by: str | None) -> None:
    """Show the cases behind each KPI, each with the positions of its facts.

    Raises:
        Refused: the ledger cannot be used.
    """
    kpis = chosen_kpis(ids)
    with _asking(screen, place) as ask:
        told = [(measure(table=ask.facts, kpis=[kpi])[0], open_kpi(table=ask.facts, kpi=kpi)) for kpi in ask.each(kpis)]
    screen.document(
        write_json([_plain(figure, None) | {"cases": [_plain_case(case) for case in cases]} for figure, cases in told])
    )
    for figure, cases in told:
        if figure.n:
            _show_opened(screen, figure, cases, by)
    screen.show("Look at a fact with `unisono ledger show`, at a commitment with its `--commitment`.")


def _show_opened(screen: Screen, figure: Figure, cases: Sequence[Case], by: str | None) -> None:
    kpi = figure.kpi
    screen.show(Text(f"{kpi.card.name}: {value_text(kpi, figure.value)} {kpi.card.unit}", style="bold"))
    rows = table("Case", (by or "party").title(), "Counts", "Of", "Facts", right=("Counts", "Of"))
    for case in cases[:MOST_CASES]:
        group = case.groups[by or "party"] or NOT_TOLD
        facts = " ".join(map(str, case.positions))
        rows.add_row(case.name, group, f"{case.numerator:g}", f"{case.denominator:g}", facts)
    screen.show(rows)
    if len(cases) > MOST_CASES:
        screen.show(f"and {len(cases) - MOST_CASES} more; --json has all.")
    screen.show("")


def _plain(figure: Figure, by: str | None) -> dict[str, Plain]:
    value = None if figure.value is None else round(figure.value, PLACES)
    plain: dict[str, Plain] = {"id": figure.kpi.id, "value": value, "unit": figure.kpi.card.unit, "n": figure.n}
    return plain if by is None else plain | {"by": str(by), "group": figure.group}


def _plain_case(case: Case) -> Plain:
    return {
        "case": case.name,
        "numerator": round(case.numerator, PLACES),
        "denominator": round(case.denominator, PLACES),
        **case.groups,
        "facts": list(case.positions),
    }
