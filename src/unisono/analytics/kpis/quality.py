"""Whether it was right, and right the first time."""

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import is_in_full, of_commitments
from unisono.analytics.tables import COMMITMENTS, DELIVERIES


def _right_first_time() -> ibis.Table:
    rows = COMMITMENTS.filter(COMMITMENTS.is_all_delivered & (COMMITMENTS.unanswered == 0))
    is_undisturbed = (rows.refused == 0) & (rows.disputed == 0) & (rows.wrong == 0)
    is_full = is_in_full(rows.good, rows.last_quantity, rows.refused)
    return of_commitments(rows, numerator=is_undisturbed & is_full, at=rows.delivered_at)


def _error_rate() -> ibis.Table:
    answered = DELIVERIES.filter(DELIVERIES.answered_at.notnull())
    is_error = answered.is_refused | (answered.rejected > 0) | answered.is_disputed | answered.is_wrong
    deliveries = answered.select("commitment", "answered_at", error=is_error)
    known = COMMITMENTS.select("commitment", "last_position", "performer", "customer", "tier", "line")
    rows = deliveries.inner_join(known, "commitment")
    return of_commitments(rows, numerator=rows.error, at=rows.answered_at)


RIGHT_FIRST_TIME = Kpi(
    kind=Kind.SHARE,
    cases=_right_first_time,
    card=Card(
        id="right_first_time",
        name="Right first time",
        description="How many commitments were carried out without anything rejected, disputed, missing or wrong.",
        scope="Commitments of which all was delivered and signed for.",
        formula="100 x (nothing rejected, disputed, short or wrong) / (delivered and signed for).",
        unit="%",
        range="0 to 100",
        trend=Trend.UP,
        timing="In the week of the last delivery.",
        audience="Both sides of each handover.",
        method="Several deliveries are no fault by themselves; one that comes again after a rejection is.",
        notes="Unsigned deliveries are left out: who does not sign cannot complain here.",
        sales_view="Counts orders without a complaint.",
        production_view="Counts good units at the first pass of the line.",
    ),
)

ERROR_RATE = Kpi(
    kind=Kind.SHARE,
    cases=_error_rate,
    card=Card(
        id="error_rate",
        name="Error rate",
        description="How many deliveries had something rejected, in dispute, or with wrong papers or condition.",
        scope="Deliveries that the requester has answered; one commitment may have several.",
        formula="100 x (deliveries with an error) / (deliveries answered).",
        unit="%",
        range="0 to 100",
        trend=Trend.DOWN,
        timing="In the week of the answer.",
        audience="Both sides of each handover.",
        method="A dispute counts as an error whoever was right: the two sides did not agree on what changed hands.",
        notes="Many small deliveries thin it out: read it with right_first_time.",
        sales_view="Counts returns and credit notes.",
        production_view="Counts scrap.",
    ),
)

KPIS = (RIGHT_FIRST_TIME, ERROR_RATE)
