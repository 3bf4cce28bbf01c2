"""Look ahead: what each tier is expected to want of each family, from past sales and from what Sales has entered."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from unisono.domain.company import SalesForecast, Snapshot, Tier
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.weeks import DAY, WEEK, monday_of
from unisono.engines.forecasting.bias import Bias, Said, bias_of
from unisono.engines.forecasting.problem import History, Params, Problem
from unisono.engines.forecasting.solution import Forecast
from unisono.engines.forecasting.solving import solve

PARAMS = Params()
ENOUGH_WEEKS = 8
"""So many weeks of an entered forecast must be known before its own error is its doubt, or its bias is corrected."""

MOST_WEEKS = 156
"""What lies further back than three years says little about the weeks ahead."""

Kind = tuple[str, Tier]
"""A family and a tier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedWeek:
    """A week ahead: what the engine expects, what Sales has entered if anything, and what is used, with its doubt.

    All are units, `sd` is the standard deviation of what is used. `entered` is as entered, before any correction.
    """

    monday: date
    computed: float
    entered: float | None
    used: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One family and tier: units sold in each known week, the engine's forecast, the weeks ahead, and the bias.

    `entered` holds what Sales has entered, by Monday, for weeks past and ahead. `bias` is None where that says nothing
    about weeks that are known.
    """

    family: str
    tier: Tier
    unit: str
    sold: tuple[float, ...]
    forecast: Forecast
    weeks: tuple[ExpectedWeek, ...]
    entered: Mapping[date, float]
    bias: Bias | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is expected, family by family and tier by tier; `first_monday` begins the first known week.

    `hours` are hours of work for a unit of each family, by tier. `biases` hold all families of a tier together, in
    hours of work, so that tonnes and pieces may be added up; `corrections` are the factors by which entered forecasts
    of a tier were multiplied.
    """

    first_monday: date
    mondays: tuple[date, ...]
    demands: tuple[Demand, ...]
    hours: Mapping[Kind, float]
    biases: Mapping[Tier, Bias]
    corrections: Mapping[Tier, float]
    findings: tuple[Finding, ...]


def look_ahead(*, snapshot: Snapshot, now: datetime, tiers: Mapping[str, Tier], hours: Mapping[Kind, float]) -> Outlook:
    """Return what each tier is expected to want of each family in the weeks ahead, this one included.

    Sales are counted by the week of their invoice with today's tiers; returns and sales without a customer are left
    out. Where Sales has entered a forecast for a week, it is used instead of the engine's.

    Args:
        snapshot: checked data.
        now: the moment of looking, aware.
        tiers: the tier of each customer.
        hours: hours of work for a unit of each family, by tier.
    """
    past = _Past.of(snapshot, tiers, today=now.astimezone(ZoneInfo(snapshot.company.timezone)).date())
    sold = past.sold()
    mondays = tuple(past.this_week + ahead * WEEK for ahead in range(snapshot.policy.protection.weeks_ahead))
    forecasts = _forecasts(sold, weeks_ahead=len(mondays))
    entered = past.entered()
    said = {kind: _said(sold[kind], forecasts[kind], entered[kind], past.this_week) for kind in sold}
    biases = _biases(said, hours)
    corrections = _corrections(biases) if snapshot.policy.protection.correct_bias else {}
    unit_of = {product.family: product.unit for product in snapshot.products}
    return Outlook(
        first_monday=past.first_monday,
        mondays=mondays,
        demands=tuple(
            Demand(
                family=family,
                tier=tier,
                unit=unit_of[family],
                sold=sold[family, tier],
                forecast=forecast,
                weeks=_weeks_ahead(
                    forecast, said[family, tier], entered[family, tier], mondays, corrections.get(tier, 1.0)
                ),
                entered={monday: float(row.quantity) for monday, row in entered[family, tier].items()},
                bias=bias_of(list(said[family, tier].values())) if said[family, tier] else None,
            )
            for (family, tier), forecast in forecasts.items()
        ),
        hours=hours,
        biases=biases,
        corrections=corrections,
        findings=tuple(past.findings()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """The whole weeks that are known, counted from `first_monday` up to the Monday of this week."""

    snapshot: Snapshot
    tiers: Mapping[str, Tier]
    today: date
    first_monday: date

    @classmethod
    def of(cls, snapshot: Snapshot, tiers: Mapping[str, Tier], *, today: date) -> "_Past":
        this_week = monday_of(today)
        days = (sale.date for sale in snapshot.sales if sale.date < this_week)
        first = max(monday_of(min(days, default=this_week)), this_week - MOST_WEEKS * WEEK)
        return cls(snapshot=snapshot, tiers=tiers, today=today, first_monday=first)

    @property
    def this_week(self) -> date:
        return monday_of(self.today)

    @property
    def weeks(self) -> int:
        return (self.this_week - self.first_monday).days // 7

    def sold(self) -> dict[Kind, tuple[float, ...]]:
        """Return units sold in each week by family, in the order of the products, and tier; families of one unit."""
        units = _units(self.snapshot)
        family_of = {product.id: product.family for product in self.snapshot.products}
        families = [family for family in dict.fromkeys(family_of.values()) if len(units[family]) == 1 and self.weeks]
        sold = {(family, tier): [0.0] * self.weeks for family in families for tier in Tier}
        for sale in self.snapshot.sales:
            week = (sale.date - self.first_monday).days // 7
            kind = family_of[sale.product], self.tiers.get(sale.customer, Tier.STANDARD)
            if sale.customer and sale.quantity > 0 and 0 <= week < self.weeks and kind in sold:
                sold[kind][week] += float(sale.quantity)
        entered = self.entered()
        return {kind: tuple(row) for kind, row in sold.items() if any(row) or kind in entered}

    def entered(self) -> dict[Kind, dict[date, SalesForecast]]:
        """Return the row that counts for each week: of those made before it began, and not after today, the last."""
        chosen: dict[Kind, dict[date, SalesForecast]] = defaultdict(dict)
        for row in sorted(self.snapshot.forecast, key=_made_on):
            if _made_on(row) < row.monday and (row.made_on is None or row.made_on <= self.today):
                chosen[row.family, row.tier][row.monday] = row
        return chosen

    def findings(self) -> Iterator[Finding]:
        """Yield why nothing, or not every family, is forecast."""
        if not self.weeks:
            yield _no_sales()
        for family, units in _units(self.snapshot).items():
            if len(units) > 1:
                yield _mixed(family, units)


def _units(snapshot: Snapshot) -> dict[str, set[str]]:
    units: dict[str, set[str]] = defaultdict(set)
    for product in snapshot.products:
        units[product.family].add(product.unit)
    return units


def _forecasts(sold: Mapping[Kind, tuple[float, ...]], *, weeks_ahead: int) -> dict[Kind, Forecast]:
    histories = tuple(
        History(name=f"{family} {tier.value}", quantities=quantities) for (family, tier), quantities in sold.items()
    )
    solution = solve(Problem(histories=histories, weeks_ahead=weeks_ahead), params=PARAMS)
    return dict(zip(sold, solution.forecasts, strict=True))


def _made_on(row: SalesForecast) -> date:
    return row.made_on or row.monday - DAY


def _said(
    sold: tuple[float, ...], forecast: Forecast, entered: Mapping[date, SalesForecast], this_week: date
) -> dict[date, Said]:
    """Return each known week that Sales forecast, with what the engine would have said from the weeks known then."""
    said = {}
    for monday, row in sorted(entered.items()):
        week = len(sold) - (this_week - monday).days // 7
        if 0 <= week < len(sold):
            ahead = (monday - monday_of(_made_on(row) + DAY)).days // 7
            moment = week - ahead - (len(sold) - len(forecast.tested) + 1)
            was_tried = moment >= 0 and ahead < len(forecast.means)
            said[monday] = Said(
                entered=float(row.quantity),
                sold=sold[week],
                computed=forecast.tested[moment][ahead] if was_tried else None,
                naive=forecast.tested_naive[moment][ahead] if was_tried else None,
            )
    return said


def _biases(said: Mapping[Kind, Mapping[date, Said]], hours: Mapping[Kind, float]) -> dict[Tier, Bias]:
    """Return the bias of each tier that Sales forecasts, all its families together in hours of work."""
    together: dict[Tier, dict[date, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for (family, tier), weeks in said.items():
        for monday, one in weeks.items():
            together[tier][monday].append(_in_hours(one, hours.get((family, tier), 0.0)))
    return {tier: bias_of([_sum(parts) for parts in together[tier].values()]) for tier in Tier if tier in together}


def _in_hours(said: Said, hours: float) -> Said:
    return Said(
        entered=said.entered * hours,
        sold=said.sold * hours,
        computed=None if said.computed is None else said.computed * hours,
        naive=None if said.naive is None else said.naive * hours,
    )


def _sum(parts: Sequence[Said]) -> Said:
    computed = [part.computed for part in parts if part.computed is not None]
    naive = [part.naive for part in parts if part.naive is not None]
    return Said(
        entered=sum(part.entered for part in parts),
        sold=sum(part.sold for part in parts),
        computed=sum(computed) if len(computed) == len(parts) else None,
        naive=sum(naive) if len(naive) == len(parts) else None,
    )


def _corrections(biases: Mapping[Tier, Bias]) -> dict[Tier, float]:
    """Return the factor for each tier whose forecast has been off to one side by more than chance."""
    return {
        tier: bias.correction
        for tier, bias in biases.items()
        if bias.weeks >= ENOUGH_WEEKS and not bias.is_chance and bias.correction is not None
    }


def _weeks_ahead(
    forecast: Forecast,
    said: Mapping[date, Said],
    entered: Mapping[date, SalesForecast],
    mondays: Sequence[date],
    correction: float,
) -> tuple[ExpectedWeek, ...]:
    """Return the weeks ahead of one family and tier.

    The doubt of an entered forecast is its own error where enough weeks of it are known, else the engine's.
    """
    errors = [week.entered * correction - week.sold for week in said.values()]
    own = math.sqrt(sum(error * error for error in errors) / len(errors)) if len(errors) >= ENOUGH_WEEKS else None
    weeks = []
    for monday, computed in zip(mondays, forecast.means, strict=True):
        row = entered.get(monday)
        weeks.append(
            ExpectedWeek(
                monday=monday,
                computed=computed,
                entered=None if row is None else float(row.quantity),
                used=computed if row is None else float(row.quantity) * correction,
                sd=forecast.sd if row is None or own is None else own,
            )
        )
    return tuple(weeks)


def _no_sales() -> Finding:
    return Finding(
        code="no-past-sales",
        severity=Severity.NOTE,
        source=Source(file="sales.csv"),
        message="No sales of a whole week before this one are known: nothing can be forecast.",
        remedy="Add sales.csv of the last year.",
    )


def _mixed(family: str, units: set[str]) -> Finding:
    return Finding(
        code="family-of-several-units",
        severity=Severity.NOTE,
        source=Source(file="products.csv", column="unit"),
        message=f"Family '{family}' is not forecast: its products are counted in {' and '.join(sorted(units))}.",
        value=family,
        remedy="Give the products one unit, or split the family.",
    )
