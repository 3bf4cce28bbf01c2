"""How many commitments were carried out, how many are overdue, and how many came late."""

from functools import partial

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import is_ended_by_word, of_commitments
from unisono.analytics.tables import COMMITMENTS


def _closed() -> ibis.Table:
    rows = COMMITMENTS.filter(COMMITMENTS.is_all_delivered)
    return of_commitments(rows, numerator=ibis.literal(1.0), at=rows.delivered_at)


def _open_past_due() -> ibis.Table:
    rows = COMMITMENTS.filter(~COMMITMENTS.is_all_delivered & ~is_ended_by_word(COMMITMENTS) & ~COMMITMENTS.is_revoked)
    due = rows.last_due.fill_null(rows.asked_due)
    overdue = rows.filter(due < rows.as_of)
    return of_commitments(overdue, numerator=ibis.literal(1.0), at=overdue.last_due.fill_null(overdue.asked_due))


def _late_after(due: str) -> ibis.Table:
    rows = COMMITMENTS.filter(COMMITMENTS.is_all_delivered & COMMITMENTS[due].notnull())
    return of_commitments(rows, numerator=rows.delivered_at > rows[due], at=rows[due])


def _late_kpi(due: str, **words: str) -> Kpi:
    card = Card(
        scope="Commitments that were delivered and had such a date.",
        unit="%",
        range="0 to 100",
        trend=Trend.DOWN,
        timing="After the fact, in the week of the date.",
        audience="All departments, and the meeting.",
        method="A commitment was delivered when its last part was handed over.",
        **words,
    )
    return Kpi(kind=Kind.SHARE, cases=partial(_late_after, due), card=card)


CLOSED_CASES = Kpi(
    kind=Kind.TOTAL,
    cases=_closed,
    card=Card(
        id="closed_cases",
        name="Closed cases",
        description="How many commitments were carried out: the number behind the rates.",
        scope="All commitments, from customers and between parties.",
        formula="Number of commitments of which all was delivered.",
        unit="cases",
        range="0 and more",
        trend=Trend.NEITHER,
        timing="At once; in the week of the last delivery.",
        audience="Everybody who reads a rate.",
        method="A commitment is closed when the quantity in force was delivered, or the performer said that nothing "
        "more will come.",
        notes="Withdrawn, declined and revoked commitments are not closed cases; what was rejected is owed again.",
        sales_view="Counts orders that were invoiced.",
        production_view="Counts orders that left the last line.",
    ),
)

OPEN_PAST_DUE = Kpi(
    kind=Kind.TOTAL,
    cases=_open_past_due,
    card=Card(
        id="open_past_due",
        name="Open past due",
        description="How many commitments should have been delivered and are still open.",
        scope="Commitments that are neither delivered, withdrawn, declined nor revoked.",
        formula="Number whose last promise, or request where nothing was promised, lies before the newest fact.",
        unit="cases",
        range="0 and more",
        trend=Trend.DOWN,
        timing="At once; in the week in which it was due.",
        audience="Whoever performs, and whoever waits.",
        method="The present is when the newest fact in the ledger happened: no figure reads a clock.",
        notes="The late shares look at closed cases only: who never closes the late ones looks good there, "
        "and bad here.",
        sales_view="Calls it backlog and counts from the date the customer asked for.",
        production_view="Counts from the last date that was agreed.",
    ),
)

LATE_AFTER_PROMISE = _late_kpi(
    "last_due",
    id="late_after_promise",
    name="Late after the promise",
    description="How many closed commitments came after the last promised time.",
    formula="100 x (closed after last promise) / (closed with a promise).",
    notes="Only closed cases: read it with open_past_due. A date that was moved in time is not missed.",
    sales_view="Would count from the first promise: the customer remembers that one.",
    production_view="Counts from the last promise: that is what was agreed in the end.",
)

LATE_AFTER_REQUEST = _late_kpi(
    "asked_due",
    id="late_after_request",
    name="Late after the request",
    description="How many closed commitments came after the time that was asked for: the deadline.",
    formula="100 x (closed after the requested time) / (closed with a requested time).",
    notes="Only closed cases: read it with open_past_due. A wish that nobody promised counts as well.",
    sales_view="This is what the customer sees.",
    production_view="Never agreed to that date, and does not count it.",
)

KPIS = (CLOSED_CASES, OPEN_PAST_DUE, LATE_AFTER_PROMISE, LATE_AFTER_REQUEST)
