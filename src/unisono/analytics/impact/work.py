"""Work on the cases of logs as commitments: what one party did of a case, the next one waited for.

A log knows no promises. A run is all consecutive work of one party on a case; it waits for the run before it, and work
for several cases at once waits for the runs before it of all of them. Where the case is a commitment, it waits for the
last run.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import ibis

from unisono.analytics.friction.touches import touches
from unisono.analytics.handovers import CASE
from unisono.analytics.impact.graph import Node
from unisono.analytics.impact.objects import of_type
from unisono.analytics.rows import Rows, made
from unisono.analytics.tables import COMMITMENTS, LINKS
from unisono.domain.facts import CUSTOMER


class Run(NamedTuple):
    """All consecutive work of one party on a case: from when to when, beginning with what, and its last fact.

    `is_last`: no other party has touched the case since. `is_promised`: the case itself is a commitment, and `is_open`
    if it has not ended. `customer` is who the case is for.
    """

    case: str
    run: int
    party: str
    activity: str
    begun: int
    ended: int
    position: int
    is_last: bool
    is_promised: bool
    is_open: bool
    customer: str


class Tie(NamedTuple):
    """A run in which a piece of work for several cases stands; `position` is that of the work."""

    position: int
    case: str
    run: int


def read_runs(rows: Rows, *, whole: bool) -> tuple[list[Run], list[Tie]]:
    """Return the work on cases: all of it, or only where open cases lie now.

    Args:
        rows: asks the fact table.
        whole: whether work counts that others have built on since.
    """
    touched = touches()
    if not whole:
        return made(Run, rows(_where_cases_lie(_runs(touched)))), []
    several = touched.group_by("position").agg(cases=touched.count())
    tied = touched.inner_join(several.filter(several.cases > 1), "position")
    return made(Run, rows(_runs(touched))), made(Tie, rows(tied.select("position", "case", "run").order_by("position")))


def _runs(touched: ibis.Table) -> ibis.Table:
    runs = touched.group_by(["case", "run"]).agg(
        party=touched.party.max(),
        activity=touched.activity.argmin(touched.position),
        begun=touched.arrived_at.min().epoch_seconds(),
        ended=touched.happened_at.max().epoch_seconds(),
        position=touched.position.max(),
    )
    last = touched.group_by("case").agg(last=touched.run.max())
    promised = COMMITMENTS.select(case=COMMITMENTS.commitment, is_open=COMMITMENTS.delivered_at.isnull())
    rows = runs.inner_join(last, "case").left_join(promised, "case").left_join(_customers(), "case")
    return rows.select(
        *runs.columns,
        is_last=rows.run == rows.last,
        is_promised=rows.is_open.notnull(),
        is_open=rows.is_open.fill_null(False),
        customer=rows.customer,
    )


def _customers() -> ibis.Table:
    """The customer of each case of which one is told; of several the first by name."""
    customers = LINKS.filter(of_type("customer")).select("position", customer=LINKS.object)
    cases = LINKS.filter(LINKS.type == CASE).select("position", case=LINKS.object)
    told = cases.inner_join(customers, "position")
    return told.group_by("case").agg(customer=told.customer.min())


def _where_cases_lie(runs: ibis.Table) -> ibis.Table:
    return runs.filter(runs.is_last & runs.is_open)


def run_name(case: str, run: int) -> str:
    """Return what a run is called.

    >>> run_name("case-10011", 2)
    'case-10011, run 2'
    """
    return f"{case}, run {run}"


def nodes_of(runs: Iterable[Run], ties: Iterable[Tie]) -> list[Node]:
    """Return runs as commitments, and each piece of work for several cases as a joint of which nobody is told.

    Whoever gets a case after its last run is its customer, if nobody promised the case.

    Args:
        runs: of some cases.
        ties: the runs in which a piece of work for several cases stands.
    """
    told = [
        Node(
            commitment=run_name(one.case, one.run),
            requester=CUSTOMER if one.is_last and not one.is_promised else "",
            performer=one.party,
            purpose=one.activity,
            subject=one.case,
            customer=one.customer,
            tier="",
            line="",
            product="",
            value=None,
            agreed=None,
            requested=one.begun,
            asked=None,
            due=None,
            delivered=None if one.is_open and one.is_last else one.ended,
            is_off=False,
            position=one.position,
        )
        for one in runs
    ]
    return told + [_joint(position) for position in {tie.position for tie in ties}]


def _joint(position: int) -> Node:
    name = joint_name(position)
    return Node(name, "", "", "", name, "", "", "", "", None, None, 0, None, None, None, False, position)


def joint_name(position: int) -> str:
    """Return what a piece of work for several cases is called."""
    return f"work @{position}"


def needs_of(runs: Iterable[Run], ties: Iterable[Tie]) -> Iterator[tuple[str, str]]:
    """Yield what waits for what: runs and cases for runs, and through joints for the runs of other cases.

    Args:
        runs: of some cases.
        ties: the runs in which a piece of work for several cases stands.
    """
    known = {(one.case, one.run) for one in runs}
    for one in runs:
        if (one.case, one.run - 1) in known:
            yield run_name(one.case, one.run), run_name(one.case, one.run - 1)
        if one.is_last and one.is_promised:
            yield one.case, run_name(one.case, one.run)
    for tie in ties:
        joint = joint_name(tie.position)
        yield run_name(tie.case, tie.run), joint
        if (tie.case, tie.run - 1) in known:
            yield joint, run_name(tie.case, tie.run - 1)
