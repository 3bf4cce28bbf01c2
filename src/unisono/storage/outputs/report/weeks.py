"""The story week by week: what happened that matters, beside the figures of the week."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from unisono.domain.weeks import monday_of
from unisono.services.measuring import Survey
from unisono.storage.outputs.report.figures import sentence_of
from unisono.storage.outputs.report.happenings import Event, event_of
from unisono.storage.outputs.report.measures import value_text

MOST_WEEKS = 8
MOST_DELAYS = 5
MOST_EVENTS = 14
"""Events of a week that are told one by one."""

SAME = ("kind", "happened_at", "owner", "reason", "commitment", "is_overstep", "line", "decision")
"""Rows that are alike in these tell of one event."""

SHOWN: Final[Mapping[str, str]] = {
    "otif_receipt_requested": "in full by the requested date",
    "otif_departure_last": "left by the last promise",
    "promise_kept_last": "promises kept",
    "slips_told": "slips told ahead",
    "error_rate": "deliveries with an error",
    "schedule_adherence": "operations on time",
    "capacity_use": "capacity used",
}
"""The figures that stand beside a week's events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of the story: its Monday, its figures as (name, value), its events, how many more, and delays told of."""

    monday: str
    title: str
    figures: tuple[tuple[str, str], ...]
    events: tuple[Event, ...]
    more: str
    delays: str


def weeks_of(
    surveys: Sequence[Survey], happenings: Iterable[Mapping[str, Any]], delays: Iterable[Mapping[str, Any]]
) -> tuple[tuple[Week, ...], int]:
    """Return the latest weeks in which something happened or was measured, in their order, and how many came before.

    Args:
        surveys: the KPIs with their values by week.
        happenings: rows of `unisono.analytics.happenings`, by position.
        delays: rows of what was told of delays, by week, party and reason.
    """
    told = _delays(delays)
    events: dict[str, list[Event]] = {}
    for event in map(event_of, _together(happenings)):
        events.setdefault(_monday(event.at), []).append(event)
    figures = _figures(surveys)
    mondays = sorted({*events, *figures, *told})
    latest = mondays[-MOST_WEEKS:]
    weeks = tuple(
        _week(monday, figures.get(monday, {}), events.get(monday, []), told.get(monday, "")) for monday in latest
    )
    return weeks, len(mondays) - len(latest)


def _together(rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield rows with neighbours joined that tell the same of several subjects: work that was moved at one time."""
    for _, alike in groupby(rows, key=lambda row: tuple(row[name] for name in SAME)):
        first, *others = alike
        subjects = [str(row["subject"]) for row in (first, *others)]
        yield {**first, "subject": sentence_of(subjects)} if others and first["subject"] else first


def _figures(surveys: Sequence[Survey]) -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = {}
    for survey in surveys:
        name = SHOWN.get(survey.figure.kpi.id)
        for week in survey.weeks if name else ():
            if name and week.value is not None and week.group:
                text = f"{value_text(week.kpi, week.value)}%"
                told.setdefault(week.group, {})[name] = text
    return told


def _week(monday: str, figures: Mapping[str, str], events: Sequence[Event], delays: str) -> Week:
    ordered = sorted(events, key=lambda event: (event.look not in {"bad", "warn"}, event.position))
    shown = sorted(ordered[:MOST_EVENTS], key=lambda event: (event.at, event.position))
    rest = Counter(event.label for event in ordered[MOST_EVENTS:])
    begin = date.fromisoformat(monday)
    return Week(
        monday=monday,
        title=f"{begin:%a} {begin.day} {begin:%b} to {_sunday(begin)}",
        figures=tuple((name, figures[name]) for name in SHOWN.values() if name in figures),
        events=tuple(shown),
        more=f"And {sentence_of([f'{count} x {label}' for label, count in rest.items()])}." if rest else "",
        delays=delays,
    )


def _delays(delays: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return for each week who told of delays most often, and why, in words."""
    by_week: dict[str, list[Mapping[str, Any]]] = {}
    for row in delays:
        by_week.setdefault(row["week"], []).append(row)
    told = {}
    for week, rows in by_week.items():
        most = sorted(rows, key=lambda row: (-row["n"], row["party"], row["reason"]))
        words = [f"{row['party']} {row['n']} x {row['reason']}" for row in most[:MOST_DELAYS]]
        left = sum(row["n"] for row in most[MOST_DELAYS:])
        told[week] = "; ".join([*words, f"and {left} more"] if left else words)
    return told


def _sunday(begin: date) -> str:
    end = begin + timedelta(days=6)
    return f"{end:%a} {end.day} {end:%b %Y}"


def _monday(at: datetime) -> str:
    return monday_of(at.date()).isoformat()
