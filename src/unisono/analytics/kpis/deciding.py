"""How often somebody decided who may not."""

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import of_facts
from unisono.analytics.tables import FACTS
from unisono.domain.acts.plans import DecisionRequested


def _oversteps() -> ibis.Table:
    rows = FACTS.filter((FACTS.kind == DecisionRequested.__name__) & FACTS.is_overstep)
    return of_facts(rows, numerator=ibis.literal(1.0), case=rows.subject.fill_null(rows.decision))


OVERSTEPS = Kpi(
    kind=Kind.TOTAL,
    cases=_oversteps,
    card=Card(
        id="oversteps",
        name="Oversteps",
        description="How often a party tried to decide what another one may decide.",
        scope="Requests for a decision that began as an overstep.",
        formula="Number of oversteps.",
        unit="oversteps",
        range="0 and more",
        trend=Trend.DOWN,
        timing="In the week of the attempt.",
        audience="The parties of an agreement; never about a person.",
        method="The party is the one that overstepped. The system turns each into a request to the one who may decide.",
        notes="Decisions made outside the system are not seen. Many oversteps may mean that the right is in the wrong "
        "place.",
        sales_view="Somebody had to act for the customer.",
        production_view="Sales has run the line again.",
    ),
)

KPIS = (OVERSTEPS,)
