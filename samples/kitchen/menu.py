"""The menu: dishes, the stations that cook them, and the cleaning between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from samples.chance import decimal
from unisono.domain.company import Changeover, Product, Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Dish:
    """A dish: its family and course, price and food cost in DKK, and minutes of a station for one portion."""

    family: str
    course: str
    price: int
    cost: int
    minutes: Mapping[str, float]


STATIONS: Mapping[str, str] = MappingProxyType(
    {"grill": "beef", "pan": "fish", "fryer": "vegan", "cold": "fish", "pastry": "dessert"}
)
"""The stations with the family they are set up for at five."""

_TABLE = """
oysters           | shellfish   | starter | 145 |  58 | cold 2.8
shrimp-toast      | shellfish   | starter | 135 |  44 | cold 3, pan 3.4
mussels           | shellfish   | starter | 128 |  36 | pan 3.1
cured-salmon      | fish        | starter | 125 |  38 | cold 2.2
beef-tartare      | beef        | starter | 139 |  45 | cold 3
beetroot          | vegan       | starter |  98 |  18 | cold 2.2, grill 2.6
artichoke-soup    | vegan       | starter |  95 |  16 | pan 1.9, cold 2.8
whole-turbot      | fish        | main    | 465 | 190 | pan 14.4
plaice            | fish        | main    | 245 |  82 | pan 5, fryer 5.5
fish-and-chips    | fish        | main    | 189 |  54 | fryer 3.8
grilled-cod       | fish        | main    | 255 |  88 | grill 4.8, pan 5.3
rib-eye           | beef        | main    | 325 | 118 | grill 5.8, pan 7
burger            | beef        | main    | 185 |  52 | grill 3.6, pan 4.3
cote-de-boeuf     | beef        | main    | 595 | 230 | grill 13.2
duck-breast       | poultry     | main    | 275 |  92 | pan 5.5, grill 6.2
fried-chicken     | poultry     | main    | 195 |  48 | fryer 4.6
corn-chicken      | poultry     | main    | 235 |  70 | grill 5.3, pan 5.8
celeriac-steak    | vegan       | main    | 195 |  34 | grill 3.8, pan 4.3
mushroom-risotto  | vegan       | main    | 205 |  40 | pan 4.6
fries             | vegan       | main    |  55 |   8 | fryer 1.4
apple-cake        | dessert     | dessert |  95 |  20 | pastry 2.2, cold 3.2
chocolate-fondant | dessert     | dessert | 110 |  26 | pastry 3.8
sorbet            | dessert     | dessert |  85 |  14 | pastry 1.8, cold 2.2
hazelnut-gateau   | nut-dessert | dessert | 115 |  30 | pastry 2.8
almond-tart       | nut-dessert | dessert | 105 |  25 | pastry 2.5
"""

_CLEANING: Mapping[str, float] = MappingProxyType(
    {"fish": 3, "shellfish": 5, "beef": 2, "poultry": 3, "vegan": 1, "dessert": 1, "nut-dessert": 4}
)
"""Minutes to clean up after a family; after shellfish and nuts every tool is changed, for the sake of allergies."""

_STRICTNESS: Mapping[str, float] = MappingProxyType({"vegan": 1.5, "dessert": 1.5})
"""Factor on the cleaning before a family that must not meet the others."""

_COOLS_PER_DAY: Mapping[str, int] = MappingProxyType({"starter": 3, "main": 10, "dessert": 2})
"""What waiting costs, in prices a day: a main course loses a fifth of its price in half an hour."""


def _dish(line: str) -> tuple[str, Dish]:
    name, family, course, price, cost, stations = (cell.strip() for cell in line.split("|"))
    minutes = dict(station.split() for station in stations.split(", "))
    return name, Dish(
        family=family,
        course=course,
        price=int(price),
        cost=int(cost),
        minutes={station: float(each) for station, each in minutes.items()},
    )


MENU: Mapping[str, Dish] = MappingProxyType(dict(map(_dish, _TABLE.strip().splitlines())))
"""The dishes by name."""


def products() -> Iterator[Product]:
    """Yield every dish as a product, counted in portions."""
    for name, dish in MENU.items():
        yield Product(
            id=name,
            family=dish.family,
            unit="portion",
            variable_cost=decimal(dish.cost),
            list_price=decimal(dish.price),
            holding_cost_per_unit_day=Decimal(dish.price * _COOLS_PER_DAY[dish.course]),
        )


def rates() -> Iterator[Rate]:
    """Yield portions an hour of each dish on each station; a pan heated for less than four minutes is a waste."""
    for name, dish in MENU.items():
        for station, minutes in dish.minutes.items():
            hot = station in {"grill", "pan", "fryer"}
            yield Rate(
                line=station,
                product=name,
                units_per_hour=decimal(60 / minutes, 1),
                min_campaign_hours=Decimal("0.07") if hot else Decimal(0),
            )


def changeovers() -> Iterator[Changeover]:
    """Yield the cleaning of each station between two families, in minutes."""
    for station in STATIONS:
        families = dict.fromkeys(dish.family for dish in MENU.values() if station in dish.minutes)
        for before in families:
            for after in families:
                if before != after:
                    minutes = _CLEANING[before] * _STRICTNESS.get(after, 1)
                    yield Changeover(
                        line=station,
                        from_family=before,
                        to_family=after,
                        minutes=decimal(minutes * (0.5 if station == "cold" else 1), 1),
                        cost=Decimal(15 if station == "fryer" else 4),
                    )
