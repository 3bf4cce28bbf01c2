"""Handovers between parties, as a log of work shows them: one party stops working on a case, another one begins."""

import ibis

from unisono.analytics.fact_table import FACTS, LINKS
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import UNRECORDED

CASE = "case"
"""The type of the links that say for which cases work was done; one piece of work may be for several."""


def handovers(facts: ibis.Table = FACTS, links: ibis.Table = LINKS) -> ibis.Table:
    """Return one row for each change of the party between two consecutive pieces of work on a case.

    Consecutive is by the time at which work ended, then by position; work of which nobody told who did it is passed
    over. Columns: `case`; `from_party` and `to_party`; `left_at`, when the one ended; `arrived_at`, when the other
    began, or ended where its beginning is not known; `from_position` and `to_position`, the two facts.

    Args:
        facts: the fact table.
        links: the table of links.
    """
    done = facts.filter((facts.kind == WorkRecorded.__name__) & (facts.actor_party != UNRECORDED))
    done = done.select("position", "happened_at", "started_at", "actor_party")
    cases = links.filter(links.type == CASE).select(case=links.object, at=links.position)
    work = done.inner_join(cases, done.position == cases["at"])
    work = work.select("position", "happened_at", "started_at", "actor_party", "case")
    in_case = ibis.window(group_by=work["case"], order_by=[work.happened_at, work.position])
    steps = work.select(
        case=work["case"],
        from_party=work.actor_party.lag().over(in_case),
        to_party=work.actor_party,
        left_at=work.happened_at.lag().over(in_case),
        arrived_at=ibis.coalesce(work.started_at, work.happened_at),
        from_position=work.position.lag().over(in_case),
        to_position=work.position,
    )
    return steps.filter(steps.from_party != steps.to_party)
