"""How the lines keep the plan, and what becomes of their time."""

import ibis

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.analytics.kpis.cases import of_facts
from unisono.analytics.tables import FACTS
from unisono.domain.acts.plans import FrozenWorkMoved
from unisono.domain.acts.work import ChangedOver, LineOpened, OperationFinished

TOLERANCE_SECONDS = 3600
SECONDS_PER_MINUTE = 60.0


def _schedule_adherence() -> ibis.Table:
    rows = FACTS.filter((FACTS.kind == OperationFinished.__name__) & FACTS.planned.notnull())
    behind = rows.happened_at.epoch_seconds() - rows.planned.epoch_seconds()
    return of_facts(rows, numerator=behind <= TOLERANCE_SECONDS)


def _of_manned_time(kind: str) -> ibis.Table:
    """Return minutes of a kind of fact over the minutes for which lines were manned."""
    rows = FACTS.filter(FACTS.kind.isin((kind, LineOpened.__name__)))
    elapsed = (rows.happened_at.epoch_seconds() - rows.started_at.epoch_seconds()) / SECONDS_PER_MINUTE
    minutes = rows.minutes.fill_null(elapsed)
    is_opening = rows.kind == LineOpened.__name__
    used, manned = is_opening.ifelse(0.0, minutes), is_opening.ifelse(minutes, 0.0)
    return of_facts(rows, numerator=used, denominator=manned, case=rows.subject.fill_null(rows.line))


def _frozen_changes() -> ibis.Table:
    rows = FACTS.filter(FACTS.kind == FrozenWorkMoved.__name__)
    return of_facts(rows, numerator=ibis.literal(1.0), party=rows.owner)


_FLOOR = {"audience": "Production, and the meeting.", "timing": "In the week of the fact."}

SCHEDULE_ADHERENCE = Kpi(
    kind=Kind.SHARE,
    cases=_schedule_adherence,
    card=Card(
        **_FLOOR,
        id="schedule_adherence",
        name="Schedule adherence",
        description="How many operations ended when the plan in force wanted them to.",
        scope="Finished operations for which the plan told an end.",
        formula="100 x (ended at most an hour after the planned end) / (operations with a planned end).",
        unit="%",
        range="0 to 100",
        trend=Trend.UP,
        method="The plan in force when the operation was finished, which the fact carries.",
        notes="Early counts as kept. A plan that is changed every day is easily kept: read it with frozen_changes.",
        sales_view="Counts orders, not operations.",
        production_view="Counts tons made against tons planned, whatever the order.",
    ),
)

CHANGEOVER_LOSS = Kpi(
    kind=Kind.SHARE,
    cases=lambda: _of_manned_time(ChangedOver.__name__),
    card=Card(
        **_FLOOR,
        id="changeover_loss",
        name="Changeover loss",
        description="How much of the time for which lines were manned went into changeovers.",
        scope="Changeovers, and the times for which lines were manned.",
        formula="100 x (minutes of changeovers) / (minutes manned).",
        unit="%",
        range="0 to 100",
        trend=Trend.DOWN,
        method="A line that was never told to be manned has no denominator and no value.",
        notes="The lowest loss is one product for ever: it is the price of variety, and the plan weighs it.",
        sales_view="The price of serving many customers.",
        production_view="Time that makes nothing.",
    ),
)

CAPACITY_USE = Kpi(
    kind=Kind.SHARE,
    cases=lambda: _of_manned_time(OperationFinished.__name__),
    card=Card(
        **_FLOOR,
        id="capacity_use",
        name="Capacity use",
        description="How much of the time for which lines were manned was work on orders.",
        scope="Finished operations, and the times for which lines were manned.",
        formula="100 x (minutes of work) / (minutes manned).",
        unit="%",
        range="0 and more; above 100 where a line ran longer than it was told to be manned",
        trend=Trend.UP,
        method="Minutes of work as told, else the time from start to end. An operation counts in the week of its end.",
        notes="A full line is not a good line: above 90% promises start to break. Only the bottleneck's use is money.",
        sales_view="Room for the next order.",
        production_view="The department's main figure, when it counts alone.",
    ),
)

FROZEN_CHANGES = Kpi(
    kind=Kind.TOTAL,
    cases=_frozen_changes,
    card=Card(
        **_FLOOR,
        id="frozen_changes",
        name="Changes in the frozen zone",
        description="How often work that was to stay was moved all the same.",
        scope="Moves of work inside the frozen zone of the plan in force.",
        formula="Number of such moves.",
        unit="moves",
        range="0 and more",
        trend=Trend.DOWN,
        method="The party is the one that decided on it.",
        notes="A breakdown moves work too. No case means that nobody recorded one, not that none happened.",
        sales_view="Flexibility for a good customer.",
        production_view="Lost changeovers and idle hands.",
    ),
)

KPIS = (SCHEDULE_ADHERENCE, CHANGEOVER_LOSS, CAPACITY_USE, FROZEN_CHANGES)
