"""The section on fair shares: a bar for each party, credits and but-for beside it, and the orders that tell most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from unisono.analytics.attribution.sharing import OrderShares
from unisono.domain.facts import UNRECORDED
from unisono.services.attributing import Attribution, PartyTotal, totals
from unisono.storage.outputs.report.figures import number, plural, sentence_of
from unisono.storage.outputs.report.templating import templates

HOUR = 3600
WHOLE_FROM = 1000 * HOUR
"""So many seconds are told in whole hours."""
COLOURS = {"sales": "sales_alone", "production": "production_alone", "logistics": "logistics"}
"""Parties whose colour is not the quiet one."""
FACTS_SHOWN = 12
NAMED = 8
MOST_STAGES = 12
"""Stages of an opened order that are told, those with the largest overruns and gains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnShare:
    """A party's bar: percent of the whole, whose colour it has, and the figures beside it, in hours."""

    party: str
    width: float
    colour: str
    hours: str
    but_for: str
    credit: str
    unanswered: str
    orders: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnStage:
    """An overrun behind a share, or recovered time; in hours."""

    name: str
    party: str
    agreed: str
    overrun: str
    is_late: bool
    reason: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnOrder:
    """An order opened: how late, who promised it too early, what is whose, and its stages."""

    name: str
    late: str
    due: str
    delivered: str
    promise: str
    shares: str
    stages: tuple[DrawnStage, ...]
    more: int


def shares_section(
    late: Attribution,
    *,
    opened: Sequence[OrderShares] = (),
    positions: Mapping[str, tuple[int, ...]] | None = None,
    has_due_times: bool = True,
) -> str:
    """Return the section of a page as HTML; it uses the style of the report and needs nothing else.

    Args:
        late: the shares in late deliveries.
        opened: orders to open, such as those of `services.attributing.most_telling`.
        positions: of the facts behind each stage of these orders.
        has_due_times: whether somebody said when anything was due.
    """
    owed = sum(order.without_recovery for order in late.orders)
    return (
        templates()
        .get_template("shares.html.j2")
        .render(
            late=late,
            orders=plural(len(late.orders), "order"),
            lateness=hours(late.lateness),
            owed=hours(owed),
            shares=[_drawn(total, owed) for total in totals(late)],
            without=_without(late),
            has_due_times=has_due_times,
            opened=[_opened(order, positions or {}) for order in opened],
            is_reference=any(stage.is_reference for order in late.orders for stage in order.graph.stages),
            is_contested=bool(late.replies),
        )
    )


def hours(seconds: int) -> str:
    """Return seconds as hours to a tenth, and many of them whole."""
    return number(Decimal(seconds) / HOUR, 0 if abs(seconds) >= WHOLE_FROM else 1)


def _without(late: Attribution) -> str:
    """Return who has no part in it, as a sentence goes on with `no part in it`; nothing where everybody has one."""
    names = [total.party for total in totals(late) if not total.seconds and total.party != UNRECORDED]
    told = [
        *names[:NAMED],
        *([plural(len(names) - NAMED, "other party", "other parties")] if len(names) > NAMED else []),
    ]
    return f"{sentence_of(told)} {'has' if len(names) == 1 else 'have'}" if names else ""


def _drawn(total: PartyTotal, owed: int) -> DrawnShare:
    return DrawnShare(
        party=total.party,
        width=round(100 * total.seconds / owed, 2) if owed else 0.0,
        colour=COLOURS.get(total.party, "in_turn" if total.party == UNRECORDED else "together"),
        hours=hours(total.seconds),
        but_for=hours(total.but_for),
        credit=hours(total.credit),
        unanswered=hours(total.unanswered),
        orders=number(total.orders),
    )


def _opened(order: OrderShares, positions: Mapping[str, tuple[int, ...]]) -> DrawnOrder:
    graph = order.graph
    ranked = sorted((share for share in order.shares if share.seconds), key=lambda share: -share.seconds)
    early = ""
    if order.over_promised:
        why = f": {graph.reason}" if graph.reason else ""
        early = f"promised {hours(order.over_promised)} h before the agreed finish by {graph.promiser}{why}"
    told = [(stage, own) for stage, own in zip(graph.stages, order.overruns, strict=True) if own]
    largest = {stage.name for stage, _ in sorted(told, key=lambda one: -abs(one[1]))[:MOST_STAGES]}
    return DrawnOrder(
        name=graph.order,
        late=hours(graph.lateness),
        due=_clock(graph.due),
        delivered=_clock(graph.stages[-1].end),
        promise=early,
        shares=", ".join(f"{share.party} {hours(share.seconds)} h" for share in ranked),
        stages=tuple(
            DrawnStage(
                name=stage.name,
                party=stage.party,
                agreed=hours(stage.agreed),
                overrun=hours(own),
                is_late=own > 0,
                reason=stage.reason,
                facts=_facts(positions.get(stage.name, stage.positions)),
            )
            for stage, own in told
            if stage.name in largest
        ),
        more=len(told) - len(largest),
    )


def _facts(positions: Sequence[int]) -> str:
    shown = ", ".join(map(str, positions[:FACTS_SHOWN]))
    return shown if len(positions) <= FACTS_SHOWN else f"{shown} and {len(positions) - FACTS_SHOWN} more"


def _clock(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%a %d %b %H:%M}"
