"""What customers bring, and what they say."""

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import of_facts
from unisono.analytics.tables import FACTS
from unisono.domain.acts.work import FeedbackGiven, Invoiced


def _contribution() -> ibis.Table:
    rows = FACTS.filter(FACTS.kind == Invoiced.__name__)
    earned = rows.value - rows.variable_cost.fill_null(0.0) - rows.service_cost.fill_null(0.0)
    return of_facts(rows, numerator=earned, case=rows.subject.fill_null(rows.customer))


def _satisfaction() -> ibis.Table:
    rows = FACTS.filter(FACTS.kind == FeedbackGiven.__name__)
    case = ibis.coalesce(rows.subject, rows.customer, rows.actor_party)
    return of_facts(rows, numerator=rows.score.cast("float64"), case=case, party=rows.about_party)


CUSTOMER_CONTRIBUTION = Kpi(
    kind=Kind.TOTAL,
    cases=_contribution,
    card=Card(
        id="customer_contribution",
        name="Customer contribution",
        description="What the invoiced sales left after variable cost and the cost of serving them.",
        scope="Invoices.",
        formula="Sum of (net amount - variable cost - cost of serving).",
        unit="money",
        range="any",
        trend=Trend.UP,
        timing="In the week of the invoice.",
        audience="Sales, the meeting.",
        method="In the company's currency. The cost of serving is what the invoice's fact carries.",
        notes="Wider than a plan's contribution and narrower than that of the tiers: only what the invoices carry.",
        sales_view="Turnover, or the margin on the price list.",
        production_view="Contribution per hour of the bottleneck.",
    ),
)

SATISFACTION = Kpi(
    kind=Kind.MEAN,
    cases=_satisfaction,
    card=Card(
        id="satisfaction",
        name="Satisfaction",
        description="How content customers and colleagues say they are, from 0 to 10.",
        scope="Feedback about a party.",
        formula="Mean of the scores.",
        unit="points of 10",
        range="0 to 10",
        trend=Trend.UP,
        timing="In the week of the feedback.",
        audience="The party it is about.",
        method="The party is the one it is about.",
        notes="Few answers say little, and those who answer are not those who left. Never broken down to a person.",
        sales_view="What customers say of the company.",
        production_view="What colleagues say of the handovers.",
    ),
)

KPIS = (CUSTOMER_CONTRIBUTION, SATISFACTION)
