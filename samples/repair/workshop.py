"""The workshop: repairs, the benches that know how to do them, and when they are staffed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType

from samples.chance import decimal
from unisono.domain.company import CalendarWindow, Changeover, Line, Product, Rate, Weekday

HOLIDAYS = (date(2026, 11, 30), date(2026, 12, 1))
"""Saint Andrew and the National Day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A repair: the device's family, price and parts in RON, hours of practised hands, and how often it comes."""

    family: str
    price: int
    parts: int
    hours: float
    often: float


_TABLE = """
phone-screen         | phone    |  490 | 260 | 0.8 | 9
phone-battery        | phone    |  240 | 105 | 0.6 | 7
phone-port           | phone    |  290 |  60 | 1.2 | 4
phone-board          | phone    |  720 | 120 | 3.2 | 5
tablet-screen        | tablet   |  620 | 340 | 1.6 | 4
tablet-battery       | tablet   |  380 | 150 | 1.4 | 3
laptop-clean         | laptop   |  260 |  35 | 1.5 | 6
laptop-drive         | laptop   |  560 | 330 | 1.2 | 5
laptop-keyboard      | laptop   |  480 | 190 | 2.0 | 4
laptop-board         | laptop   | 1150 | 210 | 4.6 | 6
console-port         | console  |  420 |  70 | 1.9 | 7
console-drive        | console  |  510 | 210 | 1.6 | 3
console-reball       | console  |  880 | 110 | 4.2 | 4
espresso-descale     | espresso |  320 |  45 | 1.7 | 5
espresso-pump        | espresso |  540 | 210 | 2.2 | 4
espresso-grinder     | espresso |  690 | 290 | 2.6 | 3
scooter-tyre         | scooter  |  230 |  85 | 1.0 | 4
scooter-controller   | scooter  |  610 | 310 | 2.1 | 3
"""


def _repair(line: str) -> tuple[str, Repair]:
    name, family, price, parts, hours, often = (cell.strip() for cell in line.split("|"))
    return name, Repair(family=family, price=int(price), parts=int(parts), hours=float(hours), often=float(often))


REPAIRS: Mapping[str, Repair] = MappingProxyType(dict(map(_repair, _TABLE.strip().splitlines())))
"""The repairs by name."""

LINES = (
    Line(
        id="phone-bench",
        department="workshop",
        calendar="long-day",
        initial_family="phone",
        overtime_premium_per_hour=Decimal(45),
        overtime_hours_per_week=Decimal(6),
    ),
    Line(id="laptop-bench", department="workshop", calendar="long-day", initial_family="laptop"),
    Line(
        id="board-bench",
        department="workshop",
        calendar="weekdays",
        initial_family="console",
        overtime_premium_per_hour=Decimal(70),
        overtime_hours_per_week=Decimal(5),
    ),
    Line(id="wet-bench", department="workshop", calendar="weekdays", initial_family="espresso"),
    Line(id="training-bench", department="workshop", calendar="mornings", initial_family="laptop"),
)

_SKILLS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "phone-bench": {"phone": 1.0, "tablet": 1.05},
        "laptop-bench": {"laptop": 1.0, "tablet": 1.1, "console": 1.2},
        "board-bench": {"phone-board": 0.8, "laptop-board": 0.75, "console": 0.9},
        "wet-bench": {"espresso": 1.0, "scooter": 1.0},
        "training-bench": {"laptop-clean": 1.25, "scooter-tyre": 1.3},
    }
)
"""What each bench can do, a whole family or single repairs, and how long it takes there as a factor."""

_TIDY_MINUTES: Mapping[str, int] = MappingProxyType(
    {"phone": 5, "tablet": 5, "laptop": 10, "console": 10, "espresso": 30, "scooter": 20}
)
"""Minutes to put the tools of a device away and dry the bench."""


def products() -> Iterator[Product]:
    """Yield every repair as a product, counted in jobs."""
    for name, repair in REPAIRS.items():
        yield Product(
            id=name,
            family=repair.family,
            unit="job",
            variable_cost=decimal(repair.parts),
            list_price=decimal(repair.price),
            room_per_unit=Decimal(4) if repair.family in {"espresso", "scooter"} else Decimal(1),
            holding_cost_per_unit_day=Decimal("0.50"),
        )


def rates() -> Iterator[Rate]:
    """Yield jobs an hour for every repair on every bench that knows it."""
    for bench, skills in _SKILLS.items():
        for name, repair in REPAIRS.items():
            factor = skills.get(name, skills.get(repair.family))
            if factor is not None:
                yield Rate(
                    line=bench,
                    product=name,
                    units_per_hour=decimal(1 / (repair.hours * factor), 3),
                    min_campaign_hours=Decimal(2) if repair.family == "espresso" else Decimal(0),
                )


def changeovers() -> Iterator[Changeover]:
    """Yield the tidying between two kinds of device; from water to electronics takes longest."""
    for bench, skills in _SKILLS.items():
        families = dict.fromkeys(
            repair.family for name, repair in REPAIRS.items() if name in skills or repair.family in skills
        )
        for before in families:
            for after in families:
                if before != after:
                    yield Changeover(
                        line=bench,
                        from_family=before,
                        to_family=after,
                        minutes=Decimal(_TIDY_MINUTES[before] + (10 if after in {"phone", "tablet"} else 5)),
                        cost=Decimal(12 if before == "espresso" else 3),
                    )


def calendars() -> Iterator[CalendarWindow]:
    """Yield the working time with its lunch break, Saturdays, mornings for training, and holidays."""
    for calendar in ("weekdays", "long-day", "mornings"):
        for weekday in tuple(Weekday)[:5]:
            yield CalendarWindow(calendar=calendar, weekday=weekday, start=time(9), end=time(13))
            if calendar != "mornings":
                yield CalendarWindow(calendar=calendar, weekday=weekday, start=time(13, 45), end=time(18))
        if calendar == "long-day":
            yield CalendarWindow(calendar=calendar, weekday=Weekday.SAT, start=time(10), end=time(14))
        for day in HOLIDAYS:
            yield CalendarWindow(calendar=calendar, date=day, start=time(0), end=time(0), works=False)
