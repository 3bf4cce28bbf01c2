"""How long customers wait."""

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import hours, is_for_customer, of_commitments
from unisono.analytics.tables import COMMITMENTS

HOURS_PER_DAY = 24.0


def _delivery_time() -> ibis.Table:
    rows = COMMITMENTS.filter(is_for_customer(COMMITMENTS) & COMMITMENTS.is_all_delivered)
    days = hours(rows.delivered_at, rows.requested_at) / HOURS_PER_DAY
    return of_commitments(rows, numerator=days, at=rows.delivered_at)


DELIVERY_TIME = Kpi(
    kind=Kind.MEAN,
    cases=_delivery_time,
    card=Card(
        id="delivery_time",
        name="Delivery time",
        description="How many days pass from a customer's request to the receipt of all of it.",
        scope="What customers asked for and received.",
        formula="Mean of (last delivery - request).",
        unit="d",
        range="0 and more",
        trend=Trend.DOWN,
        timing="After the fact, in the week of the receipt.",
        audience="Sales, the meeting, the customer.",
        method="Calendar days with fractions, nights and weekends counted.",
        notes="A mean hides the tail: a few old orders that close in one week lift it. Orders that are wanted far "
        "ahead wait on purpose.",
        sales_view="Counts from the customer's call.",
        production_view="Counts from the release of the order to the end of the last operation.",
    ),
)

KPIS = (DELIVERY_TIME,)
