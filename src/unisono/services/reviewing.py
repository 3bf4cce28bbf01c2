"""All that the facts of a ledger tell, gathered once for one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from unisono.analytics.attribution.sharing import OrderShares
from unisono.analytics.foresight.learning import NothingToLearnFrom
from unisono.analytics.happenings import happenings, warnings
from unisono.analytics.kpis import KPIS
from unisono.domain.agreements.standing import ReadText
from unisono.domain.company import Snapshot
from unisono.domain.policy import WarningPolicy
from unisono.services.agreements import agreements_in_force
from unisono.services.attributing import Attribution, Range, attribute, most_telling, positions_of
from unisono.services.foreseeing import foresee, kept_or_trained
from unisono.services.impacting.mapping import ImpactMap
from unisono.services.impacting.mapping import most_telling as telling_map
from unisono.services.measuring import Survey, survey
from unisono.services.ports import FactTable, Ledger, ModelStore
from unisono.services.rubbing import Friction, labour_rates, measure_friction
from unisono.services.telling import Tell
from unisono.services.tracing import Causes, trace_causes
from unisono.services.warning import Warned, warnings_ahead

OPENED = 5
CASES = 12
AHEAD = 0.8
"""Share of the work that is done when it comes to what is ahead."""


class ReviewInterrupted(Exception):  # noqa: N818 - it says what became of it
    """Somebody stopped the review; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsReview:
    """What the facts of a ledger tell.

    Args of the constructor:
        name: of the ledger.
        facts: how many it holds.
        now: the moment from which they are looked at.
        snapshot: the data of the company whose they are; None: nobody has named them.
        warned: of what will probably be late; None: too little has ended to learn from.
        causes: of what came late or short.
        late: the shares in late deliveries.
        opened: the late orders that tell most.
        positions: of the facts behind each stage of these orders.
        friction: what is lost between parties.
        surveys: every KPI.
        happened: rows of `unisono.analytics.happenings`.
        delays: rows of how often delays were told of, by week, party and reason.
        impact: whom it hits when the line or party stops for which most waits; None: nothing is open.
    """

    name: str
    facts: int
    now: datetime
    snapshot: Snapshot | None
    warned: Warned | None
    causes: Causes
    late: Attribution
    opened: tuple[OrderShares, ...]
    positions: Mapping[str, tuple[int, ...]]
    friction: Friction
    surveys: tuple[Survey, ...]
    happened: Sequence[Mapping[str, Any]]
    delays: Sequence[Mapping[str, Any]]
    impact: ImpactMap | None


def review_facts(
    *,
    ledger: Ledger,
    table: FactTable,
    models: ModelStore,
    read: ReadText,
    name: str,
    now: datetime,
    snapshot: Snapshot | None,
    tell: Tell,
) -> FactsReview:
    """Return all that the facts of a ledger tell.

    Args:
        ledger: the facts.
        table: the same as tables.
        models: keeps what foresight has learned of them.
        read: reads the text of an agreement.
        name: of the ledger, for people.
        now: the moment from which they are looked at.
        snapshot: the company's data: with them losses are told in money, and answers have their agreed times.
        tell: told of progress; may stop the review.

    Raises:
        ReviewInterrupted: `tell` said to stop before all was done.
    """
    _go_on(tell, "Reading the facts", 0.0)
    head = table.catch_up()
    agreements = agreements_in_force(ledger=ledger, read=read, now=now)
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
        _go_on(tell, kpi.card.name, 0.5 + 0.3 * index / len(KPIS))
        surveys.extend(survey(table=table, kpis=[kpi], most=CASES))
    _go_on(tell, "Looking ahead", AHEAD)
    warned = _warned(ledger, table, models, now=now, snapshot=snapshot, tell=tell)
    _go_on(tell, "Following what waits for what", 0.97)
    impact = telling_map(table=table, agreements=agreements, now=now, company=snapshot)
    return FactsReview(
        name=name,
        facts=head.size,
        now=now,
        snapshot=snapshot,
        warned=warned,
        causes=causes,
        late=late,
        opened=opened,
        positions=positions,
        friction=friction,
        surveys=tuple(surveys),
        happened=table.rows(happenings()),
        delays=table.rows(warnings()),
        impact=impact,
    )


def _warned(
    ledger: Ledger, table: FactTable, models: ModelStore, *, now: datetime, snapshot: Snapshot | None, tell: Tell
) -> Warned | None:
    """Return what will probably be late, as far as it can be learned; no warning is recorded by looking."""
    policy = WarningPolicy() if snapshot is None else snapshot.policy.warnings
    try:
        model = kept_or_trained(table=table, store=models, tell=lambda sentence: tell(sentence, AHEAD))
        outlooks = foresee(table=table, model=model, now=now)
    except NothingToLearnFrom:
        return None
    return warnings_ahead(ledger=ledger, table=table, outlooks=outlooks, now=now, policy=policy)


def _go_on(tell: Tell, step: str, share: float) -> None:
    """Tell of the next step, or end where somebody wants no more."""
    if tell.stopped:
        raise ReviewInterrupted
    tell(step, share)
