"""All KPIs, each a card and an expression over the fact table; one definition for everybody."""

from unisono.analytics.kpis import (
    asking,
    closing,
    customers,
    deciding,
    delivering,
    handing,
    making,
    notifying,
    otif,
    perfection,
    promising,
    quality,
    stocks,
)
from unisono.analytics.kpis.cards import Kpi

KPIS: tuple[Kpi, ...] = (
    *closing.KPIS,
    *delivering.KPIS,
    *otif.KPIS,
    *perfection.KPIS,
    *promising.KPIS,
    *notifying.KPIS,
    *quality.KPIS,
    *asking.KPIS,
    *handing.KPIS,
    *stocks.KPIS,
    *making.KPIS,
    *deciding.KPIS,
    *customers.KPIS,
)
"""Every KPI, in the order in which people read them."""

KPIS_BY_ID: dict[str, Kpi] = {kpi.id: kpi for kpi in KPIS}
"""The KPIs by their names."""
