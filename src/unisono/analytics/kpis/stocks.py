"""How often stock is turned over."""

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import FACT_COLUMNS, SECONDS_PER_HOUR, of_facts
from unisono.analytics.tables import FACTS
from unisono.domain.acts.work import Invoiced, StockCounted

SECONDS_PER_DAY = 24 * SECONDS_PER_HOUR
DAYS_PER_YEAR = 365.0


def _inventory_turnover() -> ibis.Table:
    facts = FACTS.filter(FACTS.kind.isin((Invoiced.__name__, StockCounted.__name__)))
    facts = facts.select("kind", "value", "variable_cost", "product", *FACT_COLUMNS)
    is_sale = facts.kind == Invoiced.__name__
    day = facts.happened_at.strftime("%Y-%m-%d")
    told = facts.agg(
        begin=facts.happened_at.min(), end=facts.happened_at.max(), days_counted=day.nunique(where=~is_sale)
    )
    days = (told.end.epoch_seconds() - told.begin.epoch_seconds()) / SECONDS_PER_DAY
    period = told.select("days_counted", days=(days < 1.0).ifelse(1.0, days))
    rows = facts.cross_join(period)
    is_sale = rows.kind == Invoiced.__name__
    cost = is_sale.ifelse(rows.variable_cost * DAYS_PER_YEAR / rows.days, 0.0)
    stock = is_sale.ifelse(0.0, rows.value / rows.days_counted)
    return of_facts(rows, numerator=cost, denominator=stock, case=rows.product)


INVENTORY_TURNOVER = Kpi(
    kind=Kind.MEAN,
    cases=_inventory_turnover,
    card=Card(
        id="inventory_turnover",
        name="Inventory turnover",
        description="How many times a year the stock is sold.",
        scope="Invoices with the variable cost of what was sold, and counts of stock with its cost.",
        formula="(variable cost sold x 365 / days) / (mean value of the stock on the days on which it was counted).",
        unit="times a year",
        range="0 and more",
        trend=Trend.UP,
        timing="Over the whole time between the first and the last of these facts.",
        audience="Logistics, Purchasing, finance.",
        method="Each day's counts of all products together are one value of the stock.",
        notes="A count that leaves out products makes it look better. It has no value by customer or tier, for stock "
        "has none; less stock is not better where promises are kept from it.",
        sales_view="Stock is what can be promised today.",
        production_view="Stock is what a long campaign leaves behind.",
    ),
)

KPIS = (INVENTORY_TURNOVER,)
