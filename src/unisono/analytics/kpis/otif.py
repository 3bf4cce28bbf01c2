"""On time in full, in all six variants: {receipt, departure} x {requested, first promised, last promised date}."""

from functools import partial

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import (
    QUANTITY_OF,
    commitments_due,
    is_due,
    is_for_customer,
    is_in_full,
    of_commitments,
)
from unisono.analytics.tables import COMMITMENTS
from unisono.domain.acts.commitments import Purpose


def _receipt(due: str) -> ibis.Table:
    rows = commitments_due(due)
    rows = rows.filter(is_for_customer(rows))
    is_full = is_in_full(rows.good, rows[QUANTITY_OF[due]], rows.refused)
    return of_commitments(rows, numerator=(rows.delivered_at <= rows[due]) & is_full, at=rows[due])


def _departure(due: str) -> ibis.Table:
    rows = COMMITMENTS.filter(is_for_customer(COMMITMENTS)).inner_join(_departures(), "subject")
    rows = rows.select(*COMMITMENTS.columns, "departed_at", "departed", "departed_position", "uncounted", "left_behind")
    rows = rows.filter(is_due(rows, rows[due], rows.departed_at))
    counted = (rows.uncounted == 0).ifelse(rows[QUANTITY_OF[due]], ibis.null("float64"))
    is_full = is_in_full(rows.departed, counted, rows.left_behind)
    is_on_time = rows.departed_at <= rows[due]
    return of_commitments(rows, numerator=is_on_time & is_full, at=rows[due], position=rows.departed_position)


def _departures() -> ibis.Table:
    """Return when the goods of an order left the warehouse, once all that was to be picked for it has been."""
    picks = COMMITMENTS.filter(COMMITMENTS.purpose == Purpose.PICK.value)
    picks = picks.filter(~picks.is_withdrawn & ~picks.is_declined)
    orders = picks.group_by("subject").agg(
        latest=picks.delivered_at.max(),
        departed=picks.good.sum(),
        departed_position=picks.last_position.max(),
        uncounted=picks.count(where=picks.last_quantity.isnull()),
        left_behind=picks.count(where=~picks.is_all_delivered),
    )
    departed_at = (orders.left_behind == 0).ifelse(orders.latest, ibis.null("timestamp(6)"))
    return orders.select(
        "subject", "departed", "departed_position", "uncounted", "left_behind", departed_at=departed_at
    )


_DATES = {
    "asked_due": ("requested", "the date the customer asked for"),
    "first_due": ("first", "the first promised date"),
    "last_due": ("last", "the last promised date"),
}
_MOMENTS = {
    "receipt": (_receipt, "received", "the last part was handed over to the customer"),
    "departure": (_departure, "picked and handed over for shipping", "the order's `pick` commitment was delivered"),
}
_NOTES = {
    "receipt": "An order that is open past its date counts as missed, at the newest fact; a withdrawn or declined one "
    "does not count. Quantities the customer has not signed for yet count as the performer told them.",
    "departure": "The same date is taken as for the receipt, so that a departure on that day counts although the goods "
    "are still on the road: it flatters by the transport time. Orders without a pick commitment are left out.",
}


def _otif(moment: str, due: str) -> Kpi:
    cases, done, when = _MOMENTS[moment]
    short, date = _DATES[due]
    return Kpi(
        kind=Kind.SHARE,
        cases=partial(cases, due),
        card=Card(
            id=f"otif_{moment}_{short}",
            name=f"On time in full: {moment}, {short} date",
            description=f"How many orders were {done} in full by {date}.",
            scope="What customers asked for, once the date has passed or all has been delivered.",
            formula=f"100 x ({done} in full by {date}) / (orders due).",
            unit="%",
            range="0 to 100",
            trend=Trend.UP,
            timing="In the week of the date.",
            audience="Sales, Production, Logistics; an agreement chooses one of the six.",
            method=f"On time: {when} at or before {date}. In full: the quantity that belongs to the date, less what "
            "was rejected.",
            notes=_NOTES[moment],
            sales_view="Quotes receipt by the requested date.",
            production_view="Quotes departure by the last promised date.",
        ),
    )


KPIS = tuple(_otif(moment, due) for moment in _MOMENTS for due in _DATES)
