"""Makes the page about every KPI from the cards themselves."""

from collections.abc import Iterator

from unisono.analytics.kpis import KPIS
from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend

INTRODUCTION = """\
# KPIs

<!-- Made by docs/kpis.py from the cards in unisono.analytics.kpis; change a card there. -->

`unisono kpis --ledger LEDGER` shows them: one definition for everybody, and beside it how each side counts when it
counts alone. `--by` tells them apart by party, customer, tier, week or line, `--open` lists the cases behind a value
with the numbers of their facts, `--out DIR` writes a page with the story week by week, and `--json` gives
`[{id, value, unit, n}]`. Without a case the value is `null` and `n` is 0. How they are made, and where the traps lie,
says {doc}`../methods/kpis`. The fields are those of ISO 22400-1.

"""
KINDS = {
    Kind.SHARE: "share: 100 times the sum of the cases' numerators over the sum of their denominators",
    Kind.MEAN: "mean: the sum of the cases' numerators over the sum of their denominators",
    Kind.TOTAL: "total: the sum over the cases",
}
TRENDS = {Trend.UP: "more is better", Trend.DOWN: "less is better", Trend.NEITHER: "neither is better"}


def kpis_page() -> str:
    """Return the page about every KPI, in Markdown."""
    return INTRODUCTION + "\n".join([*_list(), *(line for kpi in KPIS for line in _kpi(kpi))])


def _list() -> Iterator[str]:
    yield "| id | name | unit | trend |"
    yield "|---|---|---|---|"
    for kpi in KPIS:
        yield f"| `{kpi.id}` | {kpi.card.name} | {kpi.card.unit} | {TRENDS[kpi.card.trend]} |"
    yield ""


def _kpi(kpi: Kpi) -> Iterator[str]:
    yield f"## {kpi.card.name}\n"
    yield f"{kpi.card.description}\n"
    yield "| field | |"
    yield "|---|---|"
    for name, text in rows_of(kpi.card).items():
        yield f"| {name} | {text} |"
    yield f"| made as | {KINDS[kpi.kind]} |\n"


def rows_of(card: Card) -> dict[str, str]:
    """Return the rows of a card's table, by their titles."""
    return {
        "id": f"`{card.id}`",
        "scope": card.scope,
        "formula": card.formula,
        "unit": card.unit,
        "range": card.range,
        "trend": TRENDS[card.trend],
        "timing": card.timing,
        "audience": card.audience,
        "method": card.method,
        "notes": card.notes,
        "Sales alone": card.sales_view,
        "Production alone": card.production_view,
    }
