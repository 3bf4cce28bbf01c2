"""The right of reply: a party says by a fact that another one caused an overrun of its own, or a part of it.

A reply is one side's word: shares are shown without and with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import ibis

from unisono.analytics.attribution.graphs import OrderGraph, Stage, own_overruns, paused
from unisono.analytics.tables import FACTS


class Reply(NamedTuple):
    """What a party replied to an overrun of its own; `seconds` None: all of it."""

    order: str
    overrun: str
    party: str
    caused_by: str
    seconds: int | None
    reason: str
    position: int


def replies_told() -> ibis.Table:
    """Return the replies of a ledger in their order, a column for each field of `Reply`."""
    rows = FACTS.filter((FACTS.kind == "Contested") & (FACTS.caused_by != FACTS.actor_party))
    return rows.select(
        "overrun",
        "caused_by",
        "reason",
        "position",
        order=rows.subject,
        party=rows.actor_party,
        seconds=(rows.caused_minutes * 60).round().cast("int64"),
    ).order_by("position")


def with_replies(graph: OrderGraph, replies: Mapping[str, Reply]) -> OrderGraph:
    """Return an order's graph as the replies would have it: a pause through the other party before the stage.

    A reply counts for an overrun of the party that replied, and for no more than that.

    Args:
        graph: of the order.
        replies: the last one to each overrun, by its name.
    """
    stages: list[Stage] = []
    places: list[int] = []
    for stage, own in zip(graph.stages, own_overruns(graph), strict=True):
        reply = replies.get(stage.name)
        moved = replace(stage, inputs=tuple(places[place] for place in stage.inputs))
        if reply is not None and reply.party == stage.party and own > 0:
            pause = Stage(
                name=f"{stage.name} contested",
                party=reply.caused_by,
                kind=stage.kind,
                reason=reply.reason,
                positions=(reply.position,),
                end=0,
            )
            seconds = own if reply.seconds is None else min(own, reply.seconds)
            still, moved = paused(moved, pause, seconds=seconds, stages=stages)
            stages.append(still)
        places.append(len(stages))
        stages.append(moved)
    return replace(graph, stages=tuple(stages))


def by_order(replies: Sequence[Reply]) -> Mapping[str, Mapping[str, Reply]]:
    """Return the last reply to each overrun, by order and overrun.

    Args:
        replies: in the order of the ledger.
    """
    found: dict[str, dict[str, Reply]] = {}
    for reply in replies:
        found.setdefault(reply.order, {})[reply.overrun] = reply
    return found
