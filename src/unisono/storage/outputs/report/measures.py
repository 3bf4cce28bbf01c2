"""How the values of KPIs are written for people."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from unisono.analytics.kpis.cards import Kind, Kpi, Trend
from unisono.storage.outputs.report.figures import NONE, number

BETTER: Final[Mapping[Trend, str]] = {
    Trend.UP: "more is better",
    Trend.DOWN: "less is better",
    Trend.NEITHER: "neither is better",
}


def value_text(kpi: Kpi, value: float | None) -> str:
    """Return a value of a KPI with the digits that say something: counts whole, the rest to a tenth.

    Args:
        kpi: whose value.
        value: in the KPI's unit; None: there is none.
    """
    if value is None:
        return NONE
    is_whole = kpi.kind is Kind.TOTAL and kpi.card.unit != "h"
    return number(Decimal(str(value)), 0 if is_whole else 1)
