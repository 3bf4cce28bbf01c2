"""How quickly requests are answered, and how many lead to nothing."""

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import FACT_COLUMNS, hours, is_ended_by_word, of_commitments, of_facts
from unisono.analytics.tables import COMMITMENTS, FACTS
from unisono.domain.acts.commitments import Purpose
from unisono.domain.acts.work import WorkRecorded

ASKED_FREELY = (Purpose.PROMISE.value, Purpose.SUPPLY.value, Purpose.OTHER.value)
"""What somebody chose to ask for; the rest of an order's commitments follow from it."""

MINUTES_PER_HOUR = 60.0


def _answer_time() -> ibis.Table:
    rows = COMMITMENTS.filter(COMMITMENTS.answered_at > COMMITMENTS.requested_at)
    return of_commitments(rows, numerator=hours(rows.answered_at, rows.requested_at), at=rows.answered_at)


def _requests_lost() -> ibis.Table:
    asked = COMMITMENTS.filter(COMMITMENTS.purpose.isin(ASKED_FREELY))
    rows = asked.filter(is_ended_by_word(asked) | asked.promised_at.notnull() | asked.is_all_delivered)
    return of_commitments(rows, numerator=is_ended_by_word(rows), at=rows.requested_at, party=rows.requester)


def _hours_lost() -> ibis.Table:
    asked = COMMITMENTS.filter(COMMITMENTS.purpose.isin(ASKED_FREELY))
    lost = asked.filter(is_ended_by_word(asked))
    named = lost.select(lost_commitment=lost.commitment)
    about = lost.filter(lost.subject.notnull()).select(lost_subject=lost.subject).distinct()
    work = FACTS.filter((FACTS.kind == WorkRecorded.__name__) & FACTS.minutes.notnull())
    work = work.select("commitment", "minutes", *FACT_COLUMNS)
    rows = work.left_join(named, work.commitment == named.lost_commitment)
    rows = rows.select(*work.columns, "lost_commitment")
    rows = rows.left_join(about, rows.commitment.isnull() & (rows.subject == about.lost_subject))
    rows = rows.select(*work.columns, "lost_commitment", "lost_subject")
    rows = rows.filter(rows.lost_commitment.notnull() | rows.lost_subject.notnull())
    return of_facts(rows, numerator=rows.minutes / MINUTES_PER_HOUR, case=rows.subject.fill_null(rows.commitment))


ANSWER_TIME = Kpi(
    kind=Kind.MEAN,
    cases=_answer_time,
    card=Card(
        id="answer_time",
        name="Answer time",
        description="How long a request waits for its first answer.",
        scope="All requests that were answered by a promise, a counter-offer or a no, later than they were asked.",
        formula="Mean of (first answer - request).",
        unit="h",
        range="0 and more",
        trend=Trend.DOWN,
        timing="In the week of the answer.",
        audience="Whoever asks, and whoever is asked.",
        method="Calendar hours, nights and weekends counted; only the performer's word is an answer.",
        notes="What was never answered is not in it, nor what was asked and answered in the same instant: a published "
        "plan or an imported case tells both at once, and nobody waited.",
        sales_view="Counts until the customer has a date.",
        production_view="Counts from when the question was complete.",
    ),
)

REQUESTS_LOST = Kpi(
    kind=Kind.SHARE,
    cases=_requests_lost,
    card=Card(
        id="requests_lost",
        name="Requests withdrawn or never ordered",
        description="How many requests led to nothing.",
        scope="Requests from customers, for supply, and others, once promised or ended; "
        "not what follows from an order.",
        formula="100 x (withdrawn or declined) / (withdrawn, declined or promised).",
        unit="%",
        range="0 to 100",
        trend=Trend.DOWN,
        timing="In the week of the request.",
        audience="Sales, Purchasing, and whoever prepares offers.",
        method="The party is the one that asked. A held promise that was dropped counts as withdrawn.",
        notes="A no to a bad order is good: read it beside the contribution. Unanswered requests are in neither part.",
        sales_view="Calls them lost orders, and counts those that competitors got.",
        production_view="Calls them pipe dreams, and counts every question.",
    ),
)

HOURS_LOST = Kpi(
    kind=Kind.TOTAL,
    cases=_hours_lost,
    card=Card(
        id="hours_lost",
        name="Hours spent on requests that led to nothing",
        description="How many paid hours went into requests that were withdrawn or never became an order.",
        scope="Recorded work with its minutes, for such a request or about its subject.",
        formula="Sum of minutes / 60.",
        unit="h",
        range="0 and more",
        trend=Trend.DOWN,
        timing="In the week of the work.",
        audience="Sales, Purchasing, and whoever prepares offers.",
        method="The party is the one that worked.",
        notes="Only work that somebody recorded with its minutes: a lower bound.",
        sales_view="The cost of getting orders at all.",
        production_view="Hours of engineering and planning that no order pays for.",
    ),
)

KPIS = (ANSWER_TIME, REQUESTS_LOST, HOURS_LOST)
