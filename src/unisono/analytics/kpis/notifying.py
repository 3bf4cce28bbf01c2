"""Whether slips are told before they happen, and how long before."""

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import commitments_due, hours, of_commitments


def _slips() -> ibis.Table:
    rows = commitments_due("last_due")
    is_missed = rows.delivered_at.isnull() | (rows.delivered_at > rows.last_due)
    return rows.filter(is_missed & ~rows.is_revoked)


def _slips_told() -> ibis.Table:
    slips = _slips()
    return of_commitments(slips, numerator=slips.noticed_at < slips.last_due, at=slips.last_due)


def _notice_lead() -> ibis.Table:
    slips = _slips()
    told = slips.filter(slips.noticed_at < slips.last_due)
    return of_commitments(told, numerator=hours(told.last_due, told.noticed_at), at=told.last_due)


SLIPS_TOLD = Kpi(
    kind=Kind.SHARE,
    cases=_slips_told,
    card=Card(
        id="slips_told",
        name="Slips told before they happened",
        description="How many missed promises the performer had told of before the time came.",
        scope="Commitments delivered after their last promise, or open past it.",
        formula="100 x (slips with a notice before the promised time) / (slips).",
        unit="%",
        range="0 to 100",
        trend=Trend.UP,
        timing="In the week of the promised time.",
        audience="Whoever waits for somebody else.",
        method="The first slip notice after the last promise counts.",
        notes="What was renegotiated or taken back in time is no slip. A notice a minute before counts: read the lead.",
        sales_view="Counts how often the customer called first.",
        production_view="Counts every mail about a delay.",
    ),
)

NOTICE_LEAD = Kpi(
    kind=Kind.MEAN,
    cases=_notice_lead,
    card=Card(
        id="notice_lead",
        name="Notice lead",
        description="How long before the promised time a slip was told.",
        scope="Slips that were told before they happened.",
        formula="Mean of (last promised time - first notice after that promise).",
        unit="h",
        range="above 0",
        trend=Trend.UP,
        timing="In the week of the promised time.",
        audience="Whoever waits for somebody else.",
        method="Calendar hours.",
        notes="Slips that nobody told of are not in it: read it with the share of slips told.",
        sales_view="Counts until the customer was told.",
        production_view="Counts from the first sign on the floor.",
    ),
)

KPIS = (SLIPS_TOLD, NOTICE_LEAD)
