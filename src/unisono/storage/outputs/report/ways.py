"""The four ways of deciding side by side: money, punctuality and changeovers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from unisono.domain.company import Tier
from unisono.domain.comparison import Way, WayFigures
from unisono.domain.plans import Contribution
from unisono.services.runs import Run
from unisono.storage.outputs.report.bridge import Bridge, worth_bridge
from unisono.storage.outputs.report.figures import NARROW, number, plural, share
from unisono.storage.outputs.report.rooms import RoomChart, room_chart
from unisono.storage.outputs.report.times import length, minutes_text
from unisono.storage.outputs.report.words import WAY_EXPLANATIONS, WAY_NAMES, Words

EXACT_BELOW_HOURS = 20
NO_NOTES: Mapping[Way, str] = {}

MONEY_PARTS = {
    "revenue": "Revenue",
    "variable_cost": "Variable cost",
    "service_cost": "Service the orders cause",
    "changeover_cost": "Changeovers",
    "scrap_cost": "Scrap of changeovers",
    "short_campaign_cost": "Short campaigns",
    "lateness_cost": "Lateness",
    "holding_cost": "Holding",
    "extra_room_cost": "Extra room",
    "overtime_cost": "Overtime",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBar:
    """A horizontal bar: where it starts and how wide it is in percent, and what it says."""

    way: Way
    name: str
    x: float
    width: float
    text: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Bars of the four ways for one figure; `zero` is where the axis stands, in percent."""

    title: str
    note: str
    zero: float
    bars: tuple[ChartBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """A line of the table of money; costs are negative."""

    name: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A line of the table of other figures, as text."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PunctualityCell:
    """On time for a tier in one way: the share as text and in percent, None without orders."""

    text: str
    percent: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysSection:
    """All about the four ways."""

    names: tuple[tuple[Way, str, str], ...]
    contribution: BarChart
    charts: tuple[BarChart, ...]
    money: tuple[MoneyRow, ...]
    figures: tuple[FigureRow, ...]
    punctuality: tuple[tuple[str, tuple[PunctualityCell, ...]], ...]
    room: RoomChart | None
    bridge: Bridge | None


def ways_section(run: Run, words: Words) -> WaysSection:
    """Return what the report says of the four ways."""
    figures = [run.figures(way) for way in Way]
    money = words.money
    charts = (
        _bars(
            "Changeovers", "time in which nothing is made", figures, lambda way: way.changeover_hours, _changeover_text
        ),
        _bars("Lateness", "all accepted orders added up", figures, lambda way: way.late_days, length),
        _bars("Highest room", "on the fullest night", figures, lambda way: way.highest_room, number),
    )
    return WaysSection(
        names=tuple((way, WAY_NAMES[way], WAY_EXPLANATIONS[way]) for way in Way),
        contribution=_bars(
            "Contribution",
            words.times.horizon,
            figures,
            lambda way: way.contribution,
            money.amount,
            notes=_unmade_notes(run),
        ),
        charts=charts if any(way.highest_room for way in figures) else charts[:2],
        money=_money_rows(run),
        figures=_figure_rows(run, figures),
        punctuality=tuple((tier.value, tuple(_punctual(way, tier) for way in figures)) for tier in Tier),
        room=room_chart(run, words),
        bridge=worth_bridge(run, words),
    )


def _bars(
    title: str,
    note: str,
    figures: list[WayFigures],
    value_of: Callable[[WayFigures], Decimal],
    text_of: Callable[[Decimal], str],
    *,
    notes: Mapping[Way, str] = NO_NOTES,
) -> BarChart:
    values = [value_of(way) for way in figures]
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    scale = Decimal(100) / ((high - low) or Decimal(1))
    bars = (
        ChartBar(
            way=way.way,
            name=WAY_NAMES[way.way],
            x=round(float((min(value, Decimal(0)) - low) * scale), 2),
            width=round(float(abs(value) * scale), 2),
            text=text_of(value),
            note=notes.get(way.way, ""),
        )
        for way, value in zip(figures, values, strict=True)
    )
    return BarChart(title=title, note=note, zero=round(float(-low * scale), 2), bars=tuple(bars))


def _unmade_notes(run: Run) -> Mapping[Way, str]:
    """Return how many firm orders each way leaves unmade, where it does."""
    counts = {way: len(run.comparison.plans[way].unmade_firm) for way in Way}
    return {way: f"{plural(count, 'firm order')} not made" for way, count in counts.items() if count}


def _money_rows(run: Run) -> tuple[MoneyRow, ...]:
    contributions = [run.comparison.plans[way].contribution for way in Way]
    rows = [
        MoneyRow(name=name, values=tuple(_signed(item, part) for item in contributions))
        for part, name in MONEY_PARTS.items()
    ]
    return tuple(row for row in rows if any(row.values))


def _signed(contribution: Contribution, part: str) -> Decimal:
    value: Decimal = getattr(contribution, part)
    return value if part == "revenue" else -value


def _changeover_text(hours: Decimal) -> str:
    """Return hours of changeovers, exactly where there are few."""
    return minutes_text(round(hours * 60)) if hours < EXACT_BELOW_HOURS else f"{number(hours)}{NARROW}h"


def _figure_rows(run: Run, figures: list[WayFigures]) -> tuple[FigureRow, ...]:
    def row(name: str, text_of: Callable[[WayFigures], str]) -> FigureRow:
        return FigureRow(name=name, values=tuple(text_of(way) for way in figures))

    return (
        row("Orders accepted", lambda way: number(way.accepted)),
        row("Orders declined, postponed or not made", lambda way: number(way.declined)),
        row("Firm orders among them", lambda way: number(len(run.comparison.plans[way.way].unmade_firm))),
        row("Accepted orders that are late", lambda way: number(way.late)),
        row("Lateness, added up", lambda way: length(way.late_days)),
        row("Changeovers", lambda way: _changeover_text(way.changeover_hours)),
        row("Campaigns", lambda way: number(way.campaigns)),
        row("Room on the fullest night", lambda way: number(way.highest_room)),
    )


def _punctual(way: WayFigures, tier: Tier) -> PunctualityCell:
    value = way.on_time.get(tier.value)
    return PunctualityCell(text=share(value), percent=None if value is None else round(float(value) * 100, 1))
