"""The perfect order: everything right at once."""

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import commitments_due, is_for_customer, is_in_full, of_commitments


def _perfect_order() -> ibis.Table:
    rows = commitments_due("first_due")
    rows = rows.filter(is_for_customer(rows))
    is_right = (rows.wrong == 0) & (rows.refused == 0)
    is_on_time = rows.delivered_at <= rows.first_due
    is_full = is_in_full(rows.good, rows.first_quantity, rows.refused)
    return of_commitments(rows, numerator=is_on_time & is_full & is_right, at=rows.first_due)


PERFECT_ORDER = Kpi(
    kind=Kind.SHARE,
    cases=_perfect_order,
    card=Card(
        id="perfect_order",
        name="Perfect order",
        description="How many orders came in full, by the first promise, with right papers and in right condition.",
        scope="What customers asked for and were promised, once the date has passed or all has been delivered.",
        formula="100 x (in full, by the first promise, nothing rejected, papers and condition right) / (orders due).",
        unit="%",
        range="0 to 100",
        trend=Trend.UP,
        timing="In the week of the first promised date.",
        audience="The meeting: it is the one figure that no department reaches alone.",
        method="After SCOR RL.1.1. Papers and condition are what the customer's signature says.",
        notes="Where nobody said a word about papers or condition they count as right: an unasked customer makes it "
        "look better. An order open past its date is not perfect.",
        sales_view="Counts complaints.",
        production_view="Counts what quality control found before it left.",
    ),
)

KPIS = (PERFECT_ORDER,)
