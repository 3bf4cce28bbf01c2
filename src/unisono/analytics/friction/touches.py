"""Work on cases as runs: what one party did of a case before another one touched it."""

import json

import ibis

from unisono.analytics.fact_table import FACTS, LINKS
from unisono.analytics.handovers import CASE
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import UNRECORDED


def attribute(name: str, facts: ibis.Table = FACTS) -> ibis.Value:
    """Return the text that facts keep under a name among their attributes; empty where they keep none.

    Args:
        name: as the log has it, such as `org:group`.
        facts: the fact table.
    """
    return facts.attributes.cast("json")[json.dumps(name, ensure_ascii=False)].str


def touches(by: str | None = None) -> ibis.Table:
    """Return one row for each piece of work on a case, in which `run` of its case it stands.

    Columns: `case`, `position`, `happened_at`, `arrived_at` (when it began, or ended where that is not told), `party`,
    `activity`, `minutes`, `run` (from 1); `from_party`, `from_position` and `left_at` of the touch before it; and
    `run_before`, the latest run before this touch in which its activity was done, empty where there is none.

    Work of which nobody told whose it is, is passed over. In a case it is ordered by the time at which it ended, then
    by position.

    Args:
        by: an attribute that says whose work it is; None: the party that acted.
    """
    work = FACTS.filter(FACTS.kind == WorkRecorded.__name__)
    party = work.actor_party if by is None else attribute(by, work)
    work = work.select("position", "happened_at", "started_at", "activity", "minutes", party=party)
    work = work.filter(work.party.notnull() & (work.party != UNRECORDED))
    cases = LINKS.filter(LINKS.type == CASE).select(case=LINKS.object, at=LINKS.position)
    told = work.inner_join(cases, work.position == cases["at"]).drop("at")
    in_case = ibis.window(group_by=told["case"], order_by=[told.happened_at, told.position])
    steps = told.mutate(
        arrived_at=ibis.coalesce(told.started_at, told.happened_at),
        from_party=told.party.lag().over(in_case),
        from_position=told.position.lag().over(in_case),
        left_at=told.happened_at.lag().over(in_case),
    )
    begins = (steps.from_party.isnull() | (steps.from_party != steps.party)).ifelse(1, 0)
    so_far = ibis.cumulative_window(group_by=steps["case"], order_by=[steps.happened_at, steps.position])
    counted = steps.mutate(run=begins.sum().over(so_far))
    alike = ibis.window(group_by=[counted["case"], counted.activity], order_by=[counted.happened_at, counted.position])
    return counted.mutate(run_before=counted.run.lag().over(alike))


def passed(touched: ibis.Table) -> ibis.Table:
    """Return one row for each handover of a case: its first touch by another party.

    Columns beside those of a touch: `is_ping_pong`, whether it goes back to the party that had it two runs before;
    `is_same_activity`, whether that party begins with the same activity as it did then.

    Args:
        touched: as `touches` makes them.
    """
    first = touched.filter(touched.from_party.isnull() | (touched.from_party != touched.party))
    by_run = ibis.window(group_by=first["case"], order_by=first.run)
    back = (first.party == first.party.lag(2).over(by_run)).fill_null(False)
    alike = (first.activity == first.activity.lag(2).over(by_run)).fill_null(False)
    runs = first.mutate(is_ping_pong=back, is_same_activity=back & alike)
    return runs.filter(runs.from_party.notnull())


def again(touched: ibis.Table) -> ibis.Table:
    """Return one row for each piece of work that was needed only because a case went to and fro.

    Rework is an activity that was done before in the case and that another party has touched since; a return is other
    work in a run of ping-pong. Columns: those of a touch, where `from_party` is whose run was before, and `is_rework`.
    A piece of work for several cases stands once, with the first of them by name.

    Args:
        touched: as `touches` makes them.
    """
    runs = passed(touched).select("case", "run", "is_ping_pong", giver="from_party")
    told = touched.inner_join(runs, ["case", "run"])
    is_rework = (told.run_before < told.run).fill_null(False)
    extra = told.filter(is_rework | told.is_ping_pong).mutate(is_rework=is_rework, from_party=told.giver)
    once = ibis.row_number().over(ibis.window(group_by=extra.position, order_by=extra["case"]))
    extra = extra.mutate(number=once)
    return extra.filter(extra.number == 0)
