"""What the steel service centre makes and on which lines: products, rates, changeovers and working time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType

from samples.chance import Chance, decimal, rounded
from unisono.domain.company import CalendarWindow, Changeover, Line, Product, Rate, Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A family: its group for changeovers, thicknesses in mm, list price and cost share of the list price."""

    group: str
    thicknesses: tuple[float, ...]
    list_price: float
    cost_share: float
    demand: float


GRADES: Mapping[str, Grade] = MappingProxyType(
    {
        "DC01": Grade(group="bare", thicknesses=(0.8, 1, 1.5, 2), list_price=745, cost_share=0.78, demand=0.9),
        "DC04": Grade(group="bare", thicknesses=(0.8, 1, 1.2, 1.5), list_price=795, cost_share=0.76, demand=0.9),
        "DX51D+Z": Grade(group="coated", thicknesses=(0.6, 1, 1.5, 2, 3), list_price=825, cost_share=0.75, demand=0.9),
        "DX51D+AZ": Grade(group="coated", thicknesses=(0.5, 0.7, 1), list_price=895, cost_share=0.74, demand=0.9),
        "PE9002": Grade(group="light", thicknesses=(0.5, 0.6, 0.7), list_price=1120, cost_share=0.71, demand=0.9),
        "PE7016": Grade(group="dark", thicknesses=(0.5, 0.6, 0.7), list_price=1160, cost_share=0.71, demand=0.9),
        "S250GD+ZM": Grade(group="coated", thicknesses=(1.5, 2, 2.5, 3), list_price=935, cost_share=0.73, demand=1),
        "S350GD+Z": Grade(group="coated", thicknesses=(1.5, 2, 2.5, 3), list_price=910, cost_share=0.74, demand=1),
        "S235JR": Grade(group="hot", thicknesses=(2, 3, 4, 8, 12), list_price=705, cost_share=0.79, demand=1),
        "S355MC": Grade(group="hot", thicknesses=(2, 3, 4, 6, 8), list_price=785, cost_share=0.77, demand=1.1),
        "S700MC": Grade(group="strong", thicknesses=(3, 4, 6, 8), list_price=1015, cost_share=0.72, demand=1.1),
        "S355J2": Grade(group="plate", thicknesses=(10, 15, 20, 30, 40), list_price=845, cost_share=0.75, demand=0.8),
        "S690QL": Grade(group="hard", thicknesses=(10, 15, 20, 30), list_price=1490, cost_share=0.7, demand=0.7),
        "1.4301": Grade(group="stainless", thicknesses=(1, 1.5, 2, 3), list_price=2650, cost_share=0.79, demand=1),
    }
)
"""The fourteen families; PE9002 and PE7016 are prepainted in the colours RAL 9002 (light) and RAL 7016 (dark)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """A line with what it can make: thickness limits in mm and tonnes an hour by family."""

    line: Line
    thinnest: float
    thickest: float
    changeover_factor: float
    yield_share: str
    tonnes_per_hour: Mapping[str, float]


WORKS: tuple[Works, ...] = (
    Works(
        line=Line(
            id="slitting",
            department="production",
            calendar="two-shift",
            initial_family="DX51D+Z",
            overtime_premium_per_hour=Decimal(165),
            overtime_hours_per_week=Decimal(8),
        ),
        thinnest=0.4,
        thickest=3,
        changeover_factor=1.15,
        yield_share="0.985",
        tonnes_per_hour={
            "DC01": 12,
            "DC04": 11,
            "DX51D+Z": 12,
            "DX51D+AZ": 10,
            "PE9002": 8.5,
            "PE7016": 8.5,
            "S250GD+ZM": 9.5,
            "S350GD+Z": 10,
            "S355MC": 9.8,
            "1.4301": 5.2,
        },
    ),
    Works(
        line=Line(
            id="cut-to-length",
            department="production",
            calendar="two-shift-saturday",
            initial_family="S350GD+Z",
        ),
        thinnest=0.4,
        thickest=4,
        changeover_factor=0.8,
        yield_share="0.99",
        tonnes_per_hour={
            "DC01": 8.5,
            "DX51D+Z": 9.5,
            "DX51D+AZ": 10.5,
            "PE9002": 9.5,
            "PE7016": 9.5,
            "S250GD+ZM": 10.5,
            "S350GD+Z": 10.4,
            "S235JR": 9.5,
            "S355MC": 8.5,
        },
    ),
    Works(
        line=Line(
            id="blanking",
            department="production",
            calendar="two-shift",
            initial_family="DC04",
        ),
        thinnest=0.7,
        thickest=6,
        changeover_factor=1.3,
        yield_share="0.975",
        tonnes_per_hour={
            "DC01": 7.5,
            "DC04": 11.5,
            "DX51D+Z": 7,
            "S235JR": 8.5,
            "S355MC": 9.5,
            "S700MC": 6.5,
            "1.4301": 5.8,
        },
    ),
    Works(
        line=Line(
            id="plate",
            department="production",
            calendar="plate-shop",
            initial_family="S355J2",
            overtime_premium_per_hour=Decimal(190),
            overtime_hours_per_week=Decimal(10),
        ),
        thinnest=4,
        thickest=60,
        changeover_factor=0.75,
        yield_share="0.97",
        tonnes_per_hour={"S235JR": 6.5, "S355MC": 6, "S700MC": 5, "S355J2": 5.6, "S690QL": 3.4},
    ),
)

_MINUTES: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "bare": {"bare": 25, "coated": 35, "light": 60, "dark": 50, "hot": 30, "strong": 55, "stainless": 95},
        "coated": {"bare": 20, "coated": 25, "light": 45, "dark": 35, "hot": 25, "strong": 50, "stainless": 85},
        "light": {"bare": 25, "coated": 25, "light": 15, "dark": 20, "hot": 30, "strong": 50, "stainless": 80},
        "dark": {"bare": 30, "coated": 35, "light": 75, "dark": 15, "hot": 30, "strong": 50, "stainless": 90},
        "hot": {"bare": 70, "coated": 85, "light": 120, "dark": 100, "hot": 25, "strong": 40, "stainless": 130,
                "plate": 40, "hard": 75},
        "strong": {"bare": 75, "coated": 80, "light": 115, "dark": 95, "hot": 30, "strong": 20, "stainless": 120,
                   "plate": 35, "hard": 50},
        "plate": {"hot": 35, "strong": 45, "plate": 20, "hard": 60},
        "hard": {"hot": 30, "strong": 30, "plate": 25, "hard": 20},
        "stainless": {"bare": 30, "coated": 30, "light": 55, "dark": 45, "hot": 25, "strong": 45, "stainless": 20},
    }
)  # fmt: skip
"""Minutes from group to group on an average line: clean before dirty and light before dark is quick."""

_SCRAP: Mapping[str, float] = MappingProxyType({"light": 0.45, "dark": 0.35, "stainless": 0.2, "coated": 0.15})
"""Tonnes lost until the surface is right, by the group that comes next."""

HOLIDAYS = (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1))
_FAMILIES_WITH_LONG_CAMPAIGNS: Mapping[str, int] = MappingProxyType(
    {"PE9002": 4, "PE7016": 4, "1.4301": 5, "S690QL": 4}
)


def products() -> Iterator[Product]:
    """Yield every grade in every thickness; thin sheet costs and sells for a little more."""
    for family, grade in GRADES.items():
        middle = grade.thicknesses[len(grade.thicknesses) // 2]
        for thickness in grade.thicknesses:
            price = grade.list_price * (middle / thickness) ** 0.06
            yield Product(
                id=f"{family}-{thickness:g}",
                family=family,
                unit="t",
                variable_cost=rounded(price * grade.cost_share, "0.50"),
                list_price=rounded(price, "1.00").quantize(Decimal("0.01")),
                room_per_unit=decimal(1.3 if grade.group in {"light", "dark", "stainless"} else 1.0, 1),
                holding_cost_per_unit_day=decimal(price * 0.00045),
            )


def thickness_of(product: Product) -> float:
    """Return the thickness in mm."""
    return float(product.id.rsplit("-", 1)[1])


def rates() -> Iterator[Rate]:
    """Yield a family's rate where the line takes every thickness, else one for each that fits; thin is slow."""
    for works in WORKS:
        for family, per_hour in works.tonnes_per_hour.items():
            own = [product for product in products() if product.family == family]
            fitting = [item for item in own if works.thinnest <= thickness_of(item) <= works.thickest]
            thin = min(own, key=thickness_of)
            if fitting == own:
                yield _rate(works, family, per_hour, of_family=family)
                if thickness_of(thin) < 1:
                    yield _rate(works, family, per_hour * 0.85, product=thin.id)
            else:
                for item in fitting:
                    yield _rate(works, family, per_hour * (0.9 if item == thin else 1), product=item.id)


def _rate(works: Works, family: str, per_hour: float, *, product: str = "", of_family: str = "") -> Rate:
    return Rate(
        line=works.line.id,
        product=product,
        family=of_family,
        units_per_hour=rounded(per_hour, "0.1"),
        yield_share=Decimal(works.yield_share),
        min_campaign_hours=Decimal(_FAMILIES_WITH_LONG_CAMPAIGNS.get(family, 3)),
    )


def changeovers() -> Iterator[Changeover]:
    """Yield the change between every two different families of a line, 15 to 150 minutes."""
    chance = Chance("steel changeovers")
    for works in WORKS:
        for before in works.tonnes_per_hour:
            for after in works.tonnes_per_hour:
                if before != after:
                    yield _changeover(works, before, after, chance.between(0.8, 1.2))


def _changeover(works: Works, before: str, after: str, factor: float) -> Changeover:
    minutes = _MINUTES[GRADES[before].group][GRADES[after].group] * works.changeover_factor * factor
    capped = min(150, max(15, 5 * round(minutes / 5)))
    return Changeover(
        line=works.line.id,
        from_family=before,
        to_family=after,
        minutes=Decimal(capped),
        cost=rounded(20 + 1.1 * capped, "5"),
        scrap_units=decimal(_SCRAP.get(GRADES[after].group, 0.05) + capped / 600),
    )


def calendars() -> Iterator[CalendarWindow]:
    """Yield two shifts a day, Saturday mornings on one line, a plate shop with a pause, and the holidays."""
    shifts: Mapping[str, tuple[tuple[int, int, int, int], ...]] = {
        "two-shift": ((6, 0, 22, 0),),
        "two-shift-saturday": ((6, 0, 22, 0),),
        "plate-shop": ((6, 0, 14, 0), (14, 30, 22, 30)),
    }
    for calendar, windows in shifts.items():
        for weekday in tuple(Weekday)[:5]:
            for from_hour, from_minute, to_hour, to_minute in windows:
                yield CalendarWindow(
                    calendar=calendar,
                    weekday=weekday,
                    start=time(from_hour, from_minute),
                    end=time(to_hour, to_minute),
                )
        if calendar == "two-shift-saturday":
            yield CalendarWindow(calendar=calendar, weekday=Weekday.SAT, start=time(6), end=time(12))
        for day in HOLIDAYS:
            yield CalendarWindow(calendar=calendar, date=day, start=time(0), end=time(0), works=False)
