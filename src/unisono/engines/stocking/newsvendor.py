"""How much to have where too much and too little both cost: the newsvendor with normal demand.

Source: Snyder & Shen, Fundamentals of Supply Chain Theory, section 4.3; the numbers are those of stockpyl's tests.
"""

from math import sqrt
from typing import NamedTuple

from scipy.special import ndtri

from unisono.engines.stocking.normal_demand import loss


class Level(NamedTuple):
    """How much to have, and the cost a period that is then expected."""

    quantity: float
    cost: float


def newsvendor(*, over: float, under: float, mean: float, spread: float, lead: float = 0.0) -> Level:
    """Return S* = F^-1(p / (p + h)) over the periods of supply and the one after them, and its cost a period.

    Args:
        over: h, cost of a unit too many, money a period, above 0.
        under: p, cost of a unit too few, money a period, above 0.
        mean: demand of a period, units.
        spread: its standard deviation, units.
        lead: periods of supply.

    >>> [round(part, 9) for part in newsvendor(over=0.18, under=0.70, mean=50, spread=8)]
    [56.603955927, 1.997605193]
    >>> [round(part, 6) for part in newsvendor(over=43, under=79, mean=900, spread=60)]
    [922.721404, 2718.196782]
    >>> [round(part, 7) for part in newsvendor(over=0.18, under=0.70, mean=50, spread=8, lead=4)]
    [264.7668944, 4.466781]
    """
    whole, wide = mean * (lead + 1), spread * sqrt(lead + 1)
    quantity = whole + float(ndtri(under / (under + over))) * wide
    return Level(quantity, expected_cost(quantity, over=over, under=under, mean=whole, spread=wide))


def expected_cost(quantity: float, *, over: float, under: float, mean: float, spread: float) -> float:
    """Return h E[(y - X)+] + p E[(X - y)+] = h (y - mean) + (h + p) sigma G((y - mean) / sigma).

    Args:
        quantity: y, units.
        over: h, cost of a unit too many.
        under: p, cost of a unit too few.
        mean: expected demand, units.
        spread: its standard deviation, units; 0: demand is certain.
    """
    short = spread * loss((quantity - mean) / spread) if spread > 0 else max(0.0, mean - quantity)
    return over * (quantity - mean) + (over + under) * short
