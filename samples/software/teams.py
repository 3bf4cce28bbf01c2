"""The teams, the codebases they know, and what it costs to leave one for another."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType

from samples.chance import decimal
from unisono.domain.company import CalendarWindow, Changeover, Line, Product, Rate, Weekday

HOLIDAYS = (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 1))
HOURS_A_DAY = Decimal("7.4")

CODEBASES: Mapping[str, tuple[int, float]] = MappingProxyType(
    {
        "portal": (10800, 0.1),
        "mobile": (11600, 0.12),
        "billing": (12400, 0.08),
        "integration": (11200, 0.16),
        "reporting": (10200, 0.14),
        "legacy": (9200, 0.1),
    }
)
"""The families: price of a team day in DKK, and the share of it that goes to licences, cloud and subcontractors."""

KINDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"feature": (1.0, 1.0), "upgrade": (0.92, 1.1), "rescue": (1.2, 0.85)}
)
"""Kinds of work: factor on the price, and on the speed."""

_TEAMS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "heron": {"portal": 1.0, "mobile": 0.9, "reporting": 0.95},
        "plover": {"billing": 1.0, "integration": 1.05, "legacy": 0.85},
        "sandpiper": {"reporting": 1.0, "integration": 1.0, "portal": 0.9},
        "curlew": {"mobile": 1.05, "portal": 0.95, "billing": 0.85},
    }
)
"""Team days of work done in a day, by codebase."""

_DISTANCE: Mapping[str, float] = MappingProxyType(
    {"portal": 2, "mobile": 3, "billing": 4, "integration": 3, "reporting": 2, "legacy": 6}
)
"""Hours to find one's way into a codebase again."""


def lines() -> Iterator[Line]:
    """Yield the teams; one has agreed to Saturdays."""
    for team, known in _TEAMS.items():
        may_work_over = team == "plover"
        yield Line(
            id=team,
            department="development",
            calendar="office",
            initial_family=next(iter(known)),
            overtime_premium_per_hour=Decimal(950) if may_work_over else None,
            overtime_hours_per_week=Decimal(6 if may_work_over else 0),
        )


def products() -> Iterator[Product]:
    """Yield a team day of each kind of work in each codebase."""
    for codebase, (price, cost_share) in CODEBASES.items():
        for kind, (price_factor, _) in KINDS.items():
            yield Product(
                id=f"{codebase}-{kind}",
                family=codebase,
                unit="day",
                variable_cost=decimal(50 * round(price * cost_share / 50)),
                list_price=decimal(50 * round(price * price_factor / 50)),
                holding_cost_per_unit_day=Decimal(20),
            )


def rates() -> Iterator[Rate]:
    """Yield days of work an hour for each team; rescue work goes slower, upgrades faster."""
    for team, known in _TEAMS.items():
        for codebase, speed in known.items():
            for kind, (_, kind_speed) in KINDS.items():
                yield Rate(
                    line=team,
                    product=f"{codebase}-{kind}",
                    units_per_hour=decimal(speed * kind_speed / float(HOURS_A_DAY), 4),
                    min_campaign_hours=Decimal(15),
                )


def changeovers() -> Iterator[Changeover]:
    """Yield the context switches of each team, two to eight hours; out of the old code is quicker than into it."""
    for team, known in _TEAMS.items():
        for before in known:
            for after in known:
                if before != after:
                    hours = _DISTANCE[after] + (2 if _DISTANCE[before] < _DISTANCE[after] else 0.5)
                    yield Changeover(
                        line=team,
                        from_family=before,
                        to_family=after,
                        minutes=decimal(60 * min(8, max(2, hours)), 0),
                        cost=Decimal(400),
                    )


def calendars() -> Iterator[CalendarWindow]:
    """Yield office hours with a lunch break, short Fridays, and the holidays."""
    for weekday in tuple(Weekday)[:5]:
        yield CalendarWindow(calendar="office", weekday=weekday, start=time(8, 30), end=time(12))
        ends = time(15, 30) if weekday is Weekday.FRI else time(16, 30)
        yield CalendarWindow(calendar="office", weekday=weekday, start=time(12, 30), end=ends)
    for day in HOLIDAYS:
        yield CalendarWindow(calendar="office", date=day, start=time(0), end=time(0), works=False)
