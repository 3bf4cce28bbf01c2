"""The deliveries of commitments, as both sides tell of them: one row for each handover of a commitment.

It says in columns what `unisono.domain.commitments.state.Handover` says of one: the last word of each side counts.
"""

import ibis

from unisono.analytics.fact_table import FACTS

COLUMNS = (
    "position",
    "kind",
    "commitment",
    "happened_at",
    "handover",
    "quantity",
    "is_last",
    "documents_right",
    "condition_right",
)
KINDS = ("Delivered", "Accepted", "Rejected", "HandoverDisputed", "DisputeSettled")


def deliveries(facts: ibis.Table = FACTS) -> ibis.Table:
    """Return one row for each handover of a commitment.

    Columns: `commitment`, `handover`; `delivered_position`, `delivered_at`, `delivered`, `is_last` by the performer;
    `answered_at`, `accepted`, `rejected`, `is_refused` (not taken, where nothing is counted) by the requester;
    `is_disputed` (a dispute was opened), `settled`; `is_wrong` (papers or condition); `counted`, how much counts as
    delivered, and `good`, how much of it was taken, or stands unanswered.

    Args:
        facts: the fact table.
    """
    told = facts.filter(facts.kind.isin(KINDS) & facts.commitment.notnull())
    told = told.select(*COLUMNS)
    by_word = ibis.window(group_by=[told.commitment, told.handover, told.kind], order_by=told.position.desc())
    told = told.mutate(words_after=ibis.row_number().over(by_word))
    told = told.filter(told.words_after == 0)
    by = {kind: told.kind == kind for kind in KINDS}
    rows = told.group_by(["commitment", "handover"]).agg(
        delivered_position=told.position.max(where=by["Delivered"]),
        delivered_at=told.happened_at.max(where=by["Delivered"]),
        told_delivered=told.quantity.max(where=by["Delivered"]),
        last_word=told.is_last.ifelse(1, 0).max(where=by["Delivered"]),
        answered_at=told.happened_at.max(where=by["Accepted"] | by["Rejected"]),
        acceptances=told.count(where=by["Accepted"]),
        told_accepted=told.quantity.max(where=by["Accepted"]),
        rejections=told.count(where=by["Rejected"]),
        told_rejected=told.quantity.max(where=by["Rejected"]),
        disputes=told.count(where=by["HandoverDisputed"]),
        settled=told.quantity.max(where=by["DisputeSettled"]),
        wrongs=told.count(where=by["Accepted"] & ((told.documents_right == False) | (told.condition_right == False))),  # noqa: E712 - a column
    )
    return _figures(_both_sides(rows))


def _both_sides(rows: ibis.Table) -> ibis.Table:
    """A side that signs without a figure means all that was handed over."""
    rest = rows.told_delivered - rows.told_rejected.fill_null(0.0)
    untaken = rows.told_delivered - rows.told_accepted.fill_null(0.0)
    return rows.mutate(
        accepted=rows.told_accepted.fill_null(
            (rows.acceptances > 0).ifelse(_not_below_zero(rest), ibis.null("float64"))
        ),
        rejected=rows.told_rejected.fill_null(
            (rows.rejections > 0).ifelse(_not_below_zero(untaken), ibis.null("float64"))
        ),
    )


def _figures(rows: ibis.Table) -> ibis.Table:
    received = rows.accepted.fill_null(0.0) + rows.rejected.fill_null(0.0)
    is_answered = rows.answered_at.notnull()
    counted = ibis.coalesce(rows.settled, rows.told_delivered, is_answered.ifelse(received, ibis.null("float64")))
    taken = _not_below_zero(rows.settled - rows.rejected.fill_null(0.0))
    return rows.select(
        "commitment",
        "handover",
        "delivered_position",
        "delivered_at",
        "answered_at",
        "accepted",
        "rejected",
        "settled",
        delivered=rows.told_delivered,
        is_last=rows.last_word.fill_null(0) == 1,
        is_refused=(rows.rejections > 0) & (rows.acceptances == 0) & rows.rejected.isnull(),
        is_disputed=rows.disputes > 0,
        is_wrong=rows.wrongs > 0,
        counted=counted,
        good=ibis.coalesce(taken, rows.accepted, is_answered.ifelse(ibis.literal(0.0), rows.told_delivered)),
    )


def _not_below_zero(value: ibis.Value) -> ibis.Value:
    return (value < 0).ifelse(0.0, value)
