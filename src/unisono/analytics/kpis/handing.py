"""How often work changes hands."""

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import NO_TEXT, hours, week_of
from unisono.analytics.tables import HANDOVERS


def _handovers() -> ibis.Table:
    return _cases(ibis.literal(1.0))


def _handover_wait() -> ibis.Table:
    waited = hours(HANDOVERS.arrived_at, HANDOVERS.left_at)
    return _cases((waited < 0).ifelse(0.0, waited))


def _cases(numerator: ibis.Value) -> ibis.Table:
    return HANDOVERS.select(
        case=HANDOVERS["case"],
        commitment=NO_TEXT,
        position=HANDOVERS.to_position,
        numerator=numerator,
        denominator=ibis.literal(1.0),
        party=HANDOVERS.to_party,
        customer=NO_TEXT,
        tier=NO_TEXT,
        week=week_of(HANDOVERS.arrived_at),
        line=NO_TEXT,
    )


_ALIKE = {
    "scope": "Consecutive pieces of recorded work on one case by two parties.",
    "range": "0 and more",
    "timing": "In the week in which the other party began.",
    "audience": "Both parties.",
}

HANDED_OVER = Kpi(
    kind=Kind.TOTAL,
    cases=_handovers,
    card=Card(
        **_ALIKE,
        id="handovers",
        name="Handovers",
        description="How often a case went from one party to another.",
        formula="Number of changes of the party between consecutive pieces of work on a case.",
        unit="handovers",
        trend=Trend.NEITHER,
        method="In the order of time. The party is the one that received it.",
        notes="As good as the log: work that nobody recorded hides a handover.",
        sales_view="Counts how often the customer was passed on.",
        production_view="Counts how often an order came back.",
    ),
)

HANDOVER_WAIT = Kpi(
    kind=Kind.MEAN,
    cases=_handover_wait,
    card=Card(
        **_ALIKE,
        id="handover_wait",
        name="Wait at handovers",
        description="How long a case lay between two parties.",
        formula="Mean of (begin of the next party's work - end of the party's work before).",
        unit="h",
        trend=Trend.DOWN,
        method="Calendar hours; where a log does not tell when work began, its end is taken, and the wait contains the "
        "work. Work that overlaps waits for nothing: 0. The party is the one that received it.",
        notes="A mean over all pairs of parties; long weekends and closed shops are in it.",
        sales_view="Time in which nobody could answer the customer.",
        production_view="Time until the papers were complete.",
    ),
)

KPIS = (HANDED_OVER, HANDOVER_WAIT)
