"""Forecast against sales: what each tier bought week by week, what is expected of it, and what Sales has said."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from unisono.domain.company import Tier
from unisono.domain.weeks import WEEK
from unisono.services.forecasting import Outlook
from unisono.storage.outputs.report.figures import number
from unisono.storage.outputs.report.rooms import round_levels

WEEKS_BACK = 26
"""So many past weeks are drawn and stand in the table."""
_LABELS = 5
_LAST_LABEL = 0.87
"""Beyond this part of the width a label would run over the edge."""
_WIDTH, _HEIGHT = 1000, 160
_HEADROOM = 1.08


@dataclass(frozen=True, slots=True, kw_only=True)
class TierWeek:
    """One tier in one week, in hours of work; `sold` is None ahead, `used` and `sd` are None in the past."""

    sold: float | None = None
    entered: float | None = None
    used: float | None = None
    sd: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastChart:
    """One tier's weeks as paths in a box 1000 wide and 160 high; places are in percent of it."""

    tier: Tier
    sold: str
    used: str
    band: str
    entered: str
    now_at: float
    levels: tuple[tuple[float, str], ...]
    labels: tuple[tuple[float, str], ...]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow:
    """A week of the table: for each tier what was sold, what Sales said, and what is expected."""

    week: str
    is_ahead: bool
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPicture:
    """A chart for each tier, the same weeks in all, and the table of them."""

    charts: tuple[ForecastChart, ...]
    rows: tuple[ForecastRow, ...]
    has_entered: bool


def forecast_picture(outlook: Outlook) -> ForecastPicture | None:
    """Return the picture of an outlook, or None where nothing was sold."""
    tiers = tuple(tier for tier in Tier if any(demand.tier is tier for demand in outlook.demands))
    if not tiers:
        return None
    past = len(outlook.demands[0].sold)
    mondays = [outlook.first_monday + week * WEEK for week in range(max(0, past - WEEKS_BACK), past)]
    weeks = {tier: _weeks(outlook, tier, mondays) for tier in tiers}
    top = max(_highest(week) for tier in tiers for week in weeks[tier].values()) * _HEADROOM or 1.0
    every = [*mondays, *outlook.mondays]
    return ForecastPicture(
        charts=tuple(_chart(tier, weeks[tier], every, len(mondays), top) for tier in tiers),
        rows=tuple(
            ForecastRow(
                week=_day(monday),
                is_ahead=monday in outlook.mondays,
                cells=tuple(_cells(weeks[tier][monday]) for tier in tiers),
            )
            for monday in every
        ),
        has_entered=any(week.entered is not None for tier in tiers for week in weeks[tier].values()),
    )


def _weeks(outlook: Outlook, tier: Tier, mondays: list[date]) -> dict[date, TierWeek]:
    """Return a tier's weeks; what Sales said is drawn for the weeks in which it spoke of any family."""
    own = [demand for demand in outlook.demands if demand.tier is tier]
    hours = [outlook.hours.get((demand.family, tier), 0.0) for demand in own]
    past = len(own[0].sold)
    first = past - len(mondays)
    weeks = {
        monday: TierWeek(
            sold=sum(demand.sold[first + place] * part for demand, part in zip(own, hours, strict=True)),
            entered=_said(
                {
                    demand.family: demand.entered[monday] * part
                    for demand, part in zip(own, hours, strict=True)
                    if monday in demand.entered
                }
            ),
        )
        for place, monday in enumerate(mondays)
    }
    for place, monday in enumerate(outlook.mondays):
        ahead = [demand.weeks[place] for demand in own]
        weeks[monday] = TierWeek(
            entered=_said(
                {
                    demand.family: week.entered * part
                    for demand, week, part in zip(own, ahead, hours, strict=True)
                    if week.entered is not None
                }
            ),
            used=sum(week.used * part for week, part in zip(ahead, hours, strict=True)),
            sd=math.hypot(*(week.sd * part for week, part in zip(ahead, hours, strict=True))),
        )
    return weeks


def _said(parts: Mapping[str, float]) -> float | None:
    return sum(parts.values()) if parts else None


def _highest(week: TierWeek) -> float:
    return max(week.sold or 0.0, week.entered or 0.0, (week.used or 0.0) + (week.sd or 0.0))


def _chart(tier: Tier, weeks: Mapping[date, TierWeek], every: list[date], past: int, top: float) -> ForecastChart:
    step = _WIDTH / len(every)

    def height(value: float) -> float:
        return round(_HEIGHT - max(0.0, value) / top * _HEIGHT, 1)

    def line(place: int, value: float) -> str:
        return f"M{place * step:.1f} {height(value)}H{(place + 1) * step:.1f}"

    known = [(place, weeks[monday]) for place, monday in enumerate(every)]
    sold = "".join(
        f"{'M' if not place else 'L'}{place * step:.1f} {height(week.sold)}H{(place + 1) * step:.1f}"
        for place, week in known
        if week.sold is not None
    )
    band = "".join(
        f"M{place * step:.1f} {height(week.used + week.sd)}H{(place + 1) * step:.1f}V{height(week.used - week.sd)}"
        f"H{place * step:.1f}Z"
        for place, week in known
        if week.used is not None and week.sd is not None
    )
    mean_sold = sum(week.sold or 0.0 for _, week in known[:past]) / max(1, past)
    mean_used = sum(week.used or 0.0 for _, week in known[past:]) / max(1, len(every) - past)
    return ForecastChart(
        tier=tier,
        sold=sold,
        used="".join(line(place, week.used) for place, week in known if week.used is not None),
        band=band,
        entered="".join(line(place, week.entered) for place, week in known if week.entered is not None),
        now_at=round(past / len(every) * 100, 2),
        levels=tuple(
            (round(100 - float(level) / top * 100, 2), number(level))
            for level in round_levels(Decimal(round(top / _HEADROOM)))
        ),
        labels=_labels(every),
        says=f"{_hours(mean_sold)} a week until now, {_hours(mean_used)} expected",
    )


def _labels(every: list[date]) -> tuple[tuple[float, str], ...]:
    stride = max(1, -(-len(every) // _LABELS))
    return tuple(
        (round(place / len(every) * 100, 2), _day(monday))
        for place, monday in enumerate(every)
        if place % stride == 0 and place / len(every) < _LAST_LABEL
    )


def _cells(week: TierWeek) -> tuple[str, str, str]:
    used = "" if week.used is None or week.sd is None else f"{_hours(week.used)} ± {_plain(week.sd)}"
    return (
        "" if week.sold is None else _hours(week.sold),
        "" if week.entered is None else _hours(week.entered),
        used,
    )


def _hours(value: float) -> str:
    return f"{_plain(value)} h"


def _plain(value: float) -> str:
    return number(Decimal(value), 1)


def _day(monday: date) -> str:
    return f"{monday.day} {monday:%b}"
