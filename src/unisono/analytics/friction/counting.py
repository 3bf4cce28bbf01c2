"""What is asked of losses: their numbers, their counts by pair, and the cases of a pair that tell most."""

from collections.abc import Mapping
from typing import Final

import ibis

from unisono.analytics.friction.losses import HANDOVERS, NOT_AGREED, PAID

MONTHS = 12
BEYOND_ALL = 1e12
"""Hours that nobody has ever waited."""

_HANDOVERS: Final = [loss.value for loss in HANDOVERS]
_PAID: Final = [loss.value for loss in PAID]


def coded(rows: ibis.Table) -> ibis.Table:
    """Return losses with numbers from 0 in the place of names, for arrays.

    Columns beside those of `losses`: `group`, of the loss, its purpose and the pair; `number`, of the case; `month`,
    counted from the year 0.

    Args:
        rows: as `losses` makes them.
    """
    by_group = ibis.window(order_by=[rows.loss, rows.purpose, rows.from_party, rows.to_party])
    return rows.mutate(
        group=ibis.dense_rank().over(by_group),
        number=ibis.dense_rank().over(ibis.window(order_by=rows["case"])),
        month=rows["at"].year().cast("int64") * MONTHS + rows["at"].month().cast("int64"),
    )


def in_numbers(rows: ibis.Table) -> ibis.Table:
    """Return what of coded losses is reckoned with: only columns of numbers that are all told."""
    kept = rows.filter(rows.loss.isin([*_HANDOVERS, *_PAID]))
    return kept.select("group", "number", "month", "hours", "agreed", "minutes")


def totals(rows: ibis.Table) -> ibis.Table:
    """Return one row for each group of coded losses.

    Columns: its `group`, `loss`, `purpose` and pair; `n`; of these `ping_pong`, `same_activity` and `silent` (beyond an
    agreed time); and the `median` of hours.
    """
    silent = (rows.agreed != NOT_AGREED) & (rows.hours > rows.agreed)
    return rows.group_by(["group", "loss", "purpose", "from_party", "to_party"]).agg(
        n=rows.count(),
        ping_pong=rows.count(where=rows.is_ping_pong),
        same_activity=rows.count(where=rows.is_same_activity),
        silent=rows.count(where=silent),
        median=rows.hours.median(),
    )


def to_and_fro(rows: ibis.Table) -> ibis.Table:
    """Return in one row how many cases (`cases`) have ping-pong, and how many `losses` there are."""
    return rows.agg(cases=rows["case"].nunique(where=rows.is_ping_pong), losses=rows.count())


def telling(
    rows: ibis.Table, pair: tuple[str, str], limits: Mapping[tuple[str, str], float], *, most: int
) -> ibis.Table:
    """Return the cases of a pair in which most was lost: hours beyond the reference, then paid minutes, then the name.

    Columns: `case`, `beyond` hours, `minutes`, `handovers`, `ping_pong`, and the facts `froms` and `tos`.

    Args:
        rows: as `losses` makes them.
        pair: who let go, and whose turn it was.
        limits: hours of the reference by the name of the loss and its purpose.
        most: how many cases at most.
    """
    of_pair = rows.filter((rows.from_party == pair[0]) & (rows.to_party == pair[1]))
    known = [
        ((of_pair.loss == loss) & (of_pair.purpose == purpose), hours) for (loss, purpose), hours in limits.items()
    ]
    limit = ibis.cases(*known, else_=BEYOND_ALL) if known else ibis.literal(BEYOND_ALL)
    limit = (of_pair.agreed == NOT_AGREED).ifelse(limit, of_pair.agreed)
    beyond = of_pair.hours - limit
    told = of_pair.mutate(beyond=(beyond < 0).ifelse(0.0, beyond))
    is_handover = told.loss.isin(_HANDOVERS)
    by_case = told.group_by("case").agg(
        beyond=told.beyond.sum(),
        minutes=told.minutes.sum(),
        losses=told.count(where=~is_handover),
        handovers=told.count(where=is_handover),
        ping_pong=told.count(where=told.is_ping_pong),
        froms=told.from_position.collect(),
        tos=told.position.collect(),
    )
    bad = by_case.filter((by_case.beyond > 0) | (by_case.minutes > 0) | (by_case.losses > 0) | (by_case.ping_pong > 0))
    worst_first = [bad.beyond.desc(), bad.minutes.desc(), bad.losses.desc(), bad.ping_pong.desc(), bad["case"]]
    return bad.order_by(worst_first).limit(most)


def by_month(rows: ibis.Table, pair: tuple[str, str], kind: tuple[str, str]) -> ibis.Table:
    """Return for each `month` of a pair's handovers of a kind how many (`n`) and the median `hours`.

    Args:
        rows: as `losses` makes them.
        pair: who let go, and whose turn it was.
        kind: of handover, the name of the loss and its purpose.
    """
    of_pair = rows.filter((rows.from_party == pair[0]) & (rows.to_party == pair[1]))
    of_pair = of_pair.filter((of_pair.loss == kind[0]) & (of_pair.purpose == kind[1]))
    of_pair = of_pair.mutate(month=of_pair["at"].strftime("%Y-%m"))
    return of_pair.group_by("month").agg(n=of_pair.count(), hours=of_pair.hours.median()).order_by("hours", "month")
