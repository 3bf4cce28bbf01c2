"""All that the facts of a ledger tell, gathered once for one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from unisono.analytics.attribution.sharing import OrderShares
from unisono.analytics.happenings import happenings, warnings
from unisono.analytics.kpis import KPIS
from unisono.domain.agreements.agreement import Agreement
from unisono.domain.company import Company, Snapshot
from unisono.services.attributing import Attribution, Range, attribute, most_telling, positions_of
from unisono.services.measuring import Survey, survey
from unisono.services.ports import FactTable
from unisono.services.rubbing import Friction, labour_rates, measure_friction
from unisono.services.telling import Tell
from unisono.services.tracing import Causes, trace_causes

OPENED = 5
CASES = 12
DUE = frozenset({"late_after_promise", "late_after_request"})
"""KPIs whose cases were due at some time."""


class ReviewInterrupted(Exception):  # noqa: N818 - it says what became of it
    """Somebody stopped the review; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsReview:
    """What the facts of a ledger tell.

    Args of the constructor:
        name: of the ledger.
        facts: how many it holds.
        now: the moment from which they are looked at.
        company: whose they are; None: nobody has said.
        causes: of what came late or short.
        late: the shares in late deliveries.
        opened: the late orders that tell most.
        positions: of the facts behind each stage of these orders.
        friction: what is lost between parties.
        surveys: every KPI.
        happened: rows of `unisono.analytics.happenings`.
        delays: rows of how often delays were told of, by week, party and reason.
    """

    name: str
    facts: int
    now: datetime
    company: Company | None
    causes: Causes
    late: Attribution
    opened: tuple[OrderShares, ...]
    positions: Mapping[str, tuple[int, ...]]
    friction: Friction
    surveys: tuple[Survey, ...]
    happened: Sequence[Mapping[str, Any]]
    delays: Sequence[Mapping[str, Any]]

    @property
    def has_due_times(self) -> bool:
        """Return whether somebody said of anything that was delivered when it was due."""
        return any(survey.figure.n for survey in self.surveys if survey.figure.kpi.id in DUE)


def review_facts(
    *,
    table: FactTable,
    name: str,
    now: datetime,
    agreements: Sequence[Agreement],
    snapshot: Snapshot | None,
    tell: Tell,
) -> FactsReview:
    """Return all that the facts of a ledger tell.

    Args:
        table: the facts.
        name: of the ledger, for people.
        now: the moment from which they are looked at.
        agreements: those in force.
        snapshot: the company's data: with them losses are told in money, and answers have their agreed times.
        tell: told of progress; may stop the review.

    Raises:
        ReviewInterrupted: `tell` said to stop before all was done.
    """
    _go_on(tell, "Reading the facts", 0.0)
    head = table.catch_up()
    _go_on(tell, "Tracing the causes", 0.1)
    causes = trace_causes(table=table, within=Range(), now=now, snapshot=snapshot)
    _go_on(tell, "Sharing out what was late", 0.2)
    late, _ = attribute(table=table, within=Range())
    opened = tuple(most_telling(late, OPENED))
    positions = positions_of(table=table, stages=[stage for order in opened for stage in order.graph.stages])
    _go_on(tell, "Weighing what is lost between parties", 0.3)
    friction = measure_friction(
        table=table,
        agreements=agreements,
        policy=None if snapshot is None else snapshot.policy,
        rates=None if snapshot is None else labour_rates(snapshot),
    )
    surveys: list[Survey] = []
    for index, kpi in enumerate(KPIS):
        _go_on(tell, kpi.card.name, 0.5 + 0.5 * index / len(KPIS))
        surveys.extend(survey(table=table, kpis=[kpi], most=CASES))
    return FactsReview(
        name=name,
        facts=head.size,
        now=now,
        company=None if snapshot is None else snapshot.company,
        causes=causes,
        late=late,
        opened=opened,
        positions=positions,
        friction=friction,
        surveys=tuple(surveys),
        happened=table.rows(happenings()),
        delays=table.rows(warnings()),
    )


def _go_on(tell: Tell, step: str, share: float) -> None:
    """Tell of the next step, or end where somebody wants no more."""
    if tell.stopped:
        raise ReviewInterrupted
    tell(step, share)
