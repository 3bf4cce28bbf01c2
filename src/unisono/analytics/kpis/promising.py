"""Whether promises are kept, between all parties."""

from functools import partial

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import QUANTITY_OF, commitments_due, is_in_full, of_commitments


def _kept(due: str) -> ibis.Table:
    rows = commitments_due(due)
    is_full = is_in_full(rows.good, rows[QUANTITY_OF[due]], rows.refused)
    return of_commitments(rows, numerator=(rows.delivered_at <= rows[due]) & is_full, at=rows[due])


def _promise_kept(which: str, notes: str) -> Kpi:
    return Kpi(
        kind=Kind.SHARE,
        cases=partial(_kept, f"{which}_due"),
        card=Card(
            id=f"promise_kept_{which}",
            name=f"Promise kept ({which})",
            description=f"How many commitments were delivered in full by the {which} promised time.",
            scope="All promised commitments, from customers and between parties, once the time has passed or all has "
            "been delivered; not those that were withdrawn.",
            formula=f"100 x (delivered in full by the {which} promise) / (promises due).",
            unit="%",
            range="0 to 100",
            trend=Trend.UP,
            timing="In the week of the promised time.",
            audience="Both sides of each handover.",
            method="A slip notice moves the expectation, never the promise; a promise taken back is not kept.",
            notes=notes,
            sales_view="Counts the first promise: it was the customer's first word from us.",
            production_view="Counts the last promise: what came between was agreed.",
        ),
    )


KPIS = (
    _promise_kept(
        "first",
        "A change that the requester asked for breaks the first promise too. Open past the time counts as broken.",
    ),
    _promise_kept(
        "last",
        "Who renegotiates late enough keeps every last promise: read it beside the first. Open past the time counts "
        "as broken.",
    ),
)
