"""The cards of the page: each KPI with its value, course, parties, both sides' view, and what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from unisono.analytics.kpis.cards import Card, Kind, Kpi, Trend
from unisono.services.measuring import Case, Figure, Survey
from unisono.storage.outputs.report.courses import Bar, Course, course_of
from unisono.storage.outputs.report.figures import number
from unisono.storage.outputs.report.measures import BETTER, value_text

SECTIONS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "customers": (
        "What customers see",
        ("delivery_time", "perfect_order", "late_after_promise", "late_after_request", "satisfaction"),
    ),
    "promises": (
        "Promises between all parties",
        (
            "promise_kept_first",
            "promise_kept_last",
            "slips_told",
            "notice_lead",
            "right_first_time",
            "error_rate",
            "answer_time",
            "closed_cases",
            "open_past_due",
        ),
    ),
    "lines": ("The lines", ("schedule_adherence", "capacity_use", "changeover_loss", "frozen_changes")),
    "work": (
        "Requests, handovers and decisions",
        ("requests_lost", "hours_lost", "handovers", "handover_wait", "oversteps"),
    ),
    "money": ("Money and stock", ("customer_contribution", "inventory_turnover")),
    "otif": (
        "On time in full, one by one",
        tuple(
            f"otif_{moment}_{date}" for moment in ("receipt", "departure") for date in ("requested", "first", "last")
        ),
    ),
}
"""The groups of KPIs: a title, and their ids."""

OTIF_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "otif_receipt_requested": ("received by the requested date", "how Sales counts"),
    "otif_receipt_first": ("received by the first promise", ""),
    "otif_receipt_last": ("received by the last promise", ""),
    "otif_departure_requested": ("left by the requested date", ""),
    "otif_departure_first": ("left by the first promise", ""),
    "otif_departure_last": ("left by the last promise", "how Production counts"),
}
_COLOURS: Final = {"otif_receipt_requested": "sales_alone", "otif_departure_last": "production_alone"}
FACTS_SHOWN = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCase:
    """A case that speaks against a KPI: its name, whose it is, in which week, what it adds, and its facts."""

    name: str
    party: str
    week: str
    counts: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCard:
    """A KPI as the page shows it; without a value there is no case yet."""

    card: Card
    value: str
    n: str
    better: str
    look: str
    course: Course | None
    weeks: tuple[tuple[str, str, str], ...]
    parties: tuple[tuple[str, str, str], ...]
    cases: tuple[DrawnCase, ...]
    cases_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Cards under a title."""

    id: str
    title: str
    cards: tuple[DrawnCard, ...]


def sections_of(surveys: Sequence[Survey]) -> tuple[Section, ...]:
    """Return the sections of the page with their cards."""
    by_id = {survey.figure.kpi.id: survey for survey in surveys}
    return tuple(
        Section(id=id_, title=title, cards=tuple(_drawn(by_id[kpi]) for kpi in kpis))
        for id_, (title, kpis) in SECTIONS.items()
    )


def otif_bars(surveys: Sequence[Survey]) -> tuple[Bar, ...]:
    """Return the six ways of counting on time in full, those that have a value."""
    by_id = {survey.figure.kpi.id: survey.figure for survey in surveys}
    return tuple(
        Bar(
            name=name,
            note=note,
            text=f"{value_text(by_id[id_].kpi, value)}%",
            width=round(value, 1),
            colour=_COLOURS.get(id_, "in_turn"),
        )
        for id_, (name, note) in OTIF_NAMES.items()
        if (value := by_id[id_].value) is not None
    )


def _drawn(survey: Survey) -> DrawnCard:
    figure, kpi = survey.figure, survey.figure.kpi
    is_alone = [party.group for party in survey.parties] == [None]
    return DrawnCard(
        card=kpi.card,
        value=value_text(kpi, figure.value),
        n=number(figure.n),
        better="" if kpi.card.trend is Trend.NEITHER else BETTER[kpi.card.trend],
        look=_look(survey.weeks, kpi),
        course=course_of(survey.weeks),
        weeks=tuple(_row(week) for week in survey.weeks),
        parties=() if is_alone else tuple(_row(party) for party in survey.parties),
        cases=tuple(_case(case) for case in survey.cases),
        cases_title="the latest" if kpi.card.trend is Trend.NEITHER else "what speaks against it most",
    )


def _row(figure: Figure) -> tuple[str, str, str]:
    return figure.group or "not told", value_text(figure.kpi, figure.value), number(figure.n)


def _look(weeks: Sequence[Figure], kpi: Kpi) -> str:
    """Return whether the last week is better or worse than the mean of those before: `good`, `bad` or nothing."""
    values = [week.value for week in weeks if week.value is not None]
    if len(values) < 3 or kpi.kind is Kind.TOTAL or kpi.card.trend is Trend.NEITHER:  # noqa: PLR2004 - one week before says nothing
        return ""
    before = sum(values[:-1]) / len(values[:-1])
    gain = values[-1] - before if kpi.card.trend is Trend.UP else before - values[-1]
    return "good" if gain > 0 else "bad" if gain < 0 else ""


def _case(case: Case) -> DrawnCase:
    shown = ", ".join(map(str, case.positions[:FACTS_SHOWN]))
    more = len(case.positions) - FACTS_SHOWN
    return DrawnCase(
        name=case.name,
        party=case.groups["party"] or "not told",
        week=case.groups["week"] or "",
        counts=f"{case.numerator:,.1f}".removesuffix(".0"),
        facts=f"{shown} and {more} more" if more > 0 else shown,
    )
