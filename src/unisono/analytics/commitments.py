"""What became of each commitment: one row each, made from the facts by aggregates that every engine has.

It says in columns what `unisono.domain.commitments.evolving` says of one commitment, so far as figures need it.
"""

import ibis

from unisono.analytics.fact_table import FACTS

PROMISES = ("Promised", "Renegotiated")
ANSWERS = ("Promised", "CounterOffered", "Declined")
_TOLD_ONCE = (
    "requester",
    "performer",
    "purpose",
    "subject",
    "unit",
    "customer",
    "tier",
    "line",
    "agreed_minutes",
)


_TERMS = {
    "first_promise": {"first_due": "due", "first_quantity": "quantity", "promised_at": "happened_at"},
    "last_due_position": {"last_due": "due"},
    "last_quantity_position": {"last_quantity": "quantity"},
}
"""Which fact tells a term of a promise: the column with its position, and what is taken from it."""

NO_TIME = ibis.null("timestamp(6)")
SMALLEST = 1e-6
"""Quantities that differ by less are the same: sums of binary fractions are not exact."""


def promises(facts: ibis.Table = FACTS) -> ibis.Table:
    """Return one row for each requested commitment: what was asked, and what was promised first and last.

    Columns: `commitment`, what the request says (`requester`, `performer`, `purpose`, `subject`, `unit`, `customer`,
    `tier`, `line`, `agreed_minutes`, `asked_due`, `asked_quantity`, `asked_value`, `requested_at`,
    `requested_position`); `promised_at`, `first_due`, `first_quantity`, `last_due`, `last_quantity` (a promise that
    names no time or quantity means what was asked); `last_promise`, `last_withdrawn` and `last_revoked`, the positions
    of the latest such facts; `last_position`, its latest fact.

    Args:
        facts: the fact table.
    """
    return _with_terms(facts, _told(facts))


def commitments(facts: ibis.Table, promises: ibis.Table, deliveries: ibis.Table) -> ibis.Table:
    """Return one row for each requested commitment: all that `promises` says, and what became of it.

    Columns beside those: `answered_at`; `noticed_at`, the first slip notice about the last promise; `is_all_delivered`
    and `delivered_at`, when that was, else empty; `good` and `rejected` quantities; `deliveries`, `unanswered`,
    `refused`, `disputed` and `wrong`, counts of deliveries; `first_answered_at`; `is_withdrawn`, `is_declined`,
    `is_revoked`; `as_of`, when the newest fact of all happened.

    Args:
        facts: the fact table.
        promises: the table of promises, as `promises` makes it.
        deliveries: the table of deliveries, as `unisono.analytics.deliveries` makes it.
    """
    rows = promises.left_join(_words(facts, promises), "commitment")
    rows = rows.select(*promises.columns, "answered_at", "noticed_at", "declines")
    told = _with_deliveries(rows, deliveries)
    newest = facts.agg(as_of=facts.happened_at.max())
    return _with_ends(told, [*promises.columns, "answered_at", "noticed_at"]).cross_join(newest)


def _told(facts: ibis.Table) -> ibis.Table:
    told = facts.filter(facts.commitment.notnull())
    request = told.kind == "Requested"
    promise = told.kind.isin(PROMISES)
    rows = told.group_by("commitment").agg(
        **{name: told[name].max(where=request) for name in _TOLD_ONCE},
        requested_position=told.position.min(where=request),
        requested_at=told.happened_at.max(where=request),
        asked_due=told.due.max(where=request),
        asked_quantity=told.quantity.max(where=request),
        asked_value=told.value.max(where=request),
        first_promise=told.position.min(where=told.kind == "Promised"),
        last_promise=told.position.max(where=promise),
        last_due_position=told.position.max(where=promise & told.due.notnull()),
        last_quantity_position=told.position.max(where=promise & told.quantity.notnull()),
        last_withdrawn=told.position.max(where=told.kind.isin(("Withdrawn", "PromiseDropped"))),
        last_revoked=told.position.max(where=told.kind == "Revoked"),
        last_position=told.position.max(),
    )
    return rows.filter(rows.requested_position.notnull())


def _with_terms(facts: ibis.Table, rows: ibis.Table) -> ibis.Table:
    promises = facts.filter(facts.kind.isin(PROMISES))
    for place, columns in _TERMS.items():
        terms = promises.select(place=promises.position, **{new: promises[old] for new, old in columns.items()})
        rows = rows.left_join(terms, rows[place] == terms.place).select(*rows.columns, *columns)
    is_promised = rows.last_promise.notnull()
    terms = {
        "first_due": rows.first_promise.notnull().ifelse(rows.first_due.fill_null(rows.asked_due), NO_TIME),
        "first_quantity": rows.first_quantity.fill_null(rows.asked_quantity),
        "last_due": is_promised.ifelse(rows.last_due.fill_null(rows.asked_due), NO_TIME),
        "last_quantity": rows.last_quantity.fill_null(rows.asked_quantity),
    }
    kept = [name for name in rows.columns if name not in {*_TERMS, *terms}]
    return rows.select(*kept, **terms)


def _words(facts: ibis.Table, promises: ibis.Table) -> ibis.Table:
    """Answers and notices count only from a side, or after a promise, that is known when the request is."""
    words = facts.filter(facts.kind.isin((*ANSWERS, "SlipNotified")))
    words = words.select("position", "commitment", "kind", "happened_at", "actor_party")
    words = words.inner_join(promises.select("commitment", "requester", "last_promise"), "commitment")
    by_performer = words.actor_party != words.requester
    answer = (words.kind == "Promised") | (words.kind.isin(("CounterOffered", "Declined")) & by_performer)
    decline = (words.kind == "Declined") & words.last_promise.isnull() & by_performer
    notice = (words.kind == "SlipNotified") & (words.position > words.last_promise)
    return words.group_by("commitment").agg(
        answered_at=words.happened_at.min(where=answer),
        noticed_at=words.happened_at.min(where=notice),
        declines=words.count(where=decline),
    )


def _with_deliveries(rows: ibis.Table, deliveries: ibis.Table) -> ibis.Table:
    totals = deliveries.group_by("commitment").agg(
        latest_delivery=ibis.coalesce(deliveries.delivered_at, deliveries.answered_at).max(),
        first_answered_at=deliveries.answered_at.min(),
        counted=deliveries.counted.sum(),
        good=deliveries.good.sum(),
        rejected=deliveries.rejected.sum(),
        deliveries=deliveries.count(),
        uncounted=deliveries.count(where=deliveries.counted.isnull()),
        lasts=deliveries.count(where=deliveries.is_last),
        unanswered=deliveries.count(where=deliveries.answered_at.isnull()),
        refused=deliveries.count(where=deliveries.is_refused | (deliveries.rejected > 0)),
        refused_whole=deliveries.count(where=deliveries.is_refused),
        disputed=deliveries.count(where=deliveries.is_disputed),
        wrong=deliveries.count(where=deliveries.is_wrong),
    )
    names = [name for name in totals.columns if name != "commitment"]
    joined = rows.left_join(totals, "commitment").select(*rows.columns, *names)
    times = ("latest_delivery", "first_answered_at")
    return joined.mutate(**{name: joined[name].fill_null(0) for name in names if name not in times})


def _with_ends(rows: ibis.Table, kept: list[str]) -> ibis.Table:
    """A promise after a withdrawal takes it back, and what was delivered was not withdrawn."""
    owed = rows.last_quantity - rows.counted + rows.rejected
    is_nothing_owed = owed.isnull().ifelse(
        rows.refused_whole < rows.deliveries, (owed <= SMALLEST) | (rows.uncounted > 0)
    )
    is_all_delivered = (rows.lasts > 0) | ((rows.deliveries > 0) & is_nothing_owed)
    promised = rows.last_promise.fill_null(0)
    return rows.select(
        *kept,
        "first_answered_at",
        "good",
        "rejected",
        "deliveries",
        "unanswered",
        "refused",
        "disputed",
        "wrong",
        is_all_delivered=is_all_delivered,
        delivered_at=is_all_delivered.ifelse(rows.latest_delivery, NO_TIME),
        is_withdrawn=~is_all_delivered & (rows.last_withdrawn.fill_null(0) > promised),
        is_revoked=~is_all_delivered & (rows.last_revoked.fill_null(0) > promised),
        is_declined=~is_all_delivered & (rows.declines.fill_null(0) > 0),
    )
