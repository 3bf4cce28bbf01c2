"""All that one run of the main job found out: what the outputs and the report are written from."""

from dataclasses import dataclass
from datetime import datetime

from unisono.domain.agenda import Agenda
from unisono.domain.company import Snapshot
from unisono.domain.comparison import Comparison, Way, WayFigures
from unisono.domain.findings import Finding
from unisono.domain.plans import Plan
from unisono.domain.segments import Segmentation
from unisono.domain.stocks import StockSurvey
from unisono.services.slots.review import SlotReview


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run on a company's data: complaints about them, tiers, ways of deciding, agenda, stock and slots.

    `slots` are reviewed on top of what the published plan accepts, `slots_before` on top of firm orders alone. `now` is
    the moment planned from, `seconds` how long the whole run took.
    """

    snapshot: Snapshot
    findings: tuple[Finding, ...]
    segmentation: Segmentation
    comparison: Comparison
    agenda: Agenda
    stock: StockSurvey
    slots: SlotReview
    slots_before: SlotReview
    now: datetime
    seconds: float

    @property
    def plan(self) -> Plan:
        """Return the plan of deciding together, the one that is published."""
        return self.comparison.plans[Way.TOGETHER]

    def figures(self, way: Way) -> WayFigures:
        """Return one way's figures."""
        return next(figures for figures in self.comparison.figures if figures.way is way)
