"""When to order and how much, watched all the time: reorder point r and quantity Q with normal demand.

Source: Zheng (1992), On properties of stochastic inventory systems; Snyder & Shen, section 5.1. With g(y) the expected
holding and shortage cost when y is in stock or on its way, C(r, Q) = (K D + integral of g from r to r + Q) / Q. The
best r for a quantity has g(r) = g(r + Q), and at the best quantity C = g(r).
"""

from dataclasses import dataclass
from typing import NamedTuple

from scipy.optimize import brentq
from scipy.special import ndtri

from unisono.engines.stocking.newsvendor import expected_cost
from unisono.engines.stocking.normal_demand import second_loss

FINE = 1e-9


class Reorder(NamedTuple):
    """Order `quantity` when stock falls to `point`; the cost is money a period."""

    point: float
    quantity: float
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What a reorder rule works against.

    `setup` is K, money an order; `over` h and `under` p are money a unit and period; `demand` is D, units a period;
    `mean` and `spread` are of the demand over the time of supply, units, `spread` above 0.
    """

    setup: float
    over: float
    under: float
    demand: float
    mean: float
    spread: float

    def rate(self, level: float) -> float:
        """Return g(y), money a period."""
        return expected_cost(level, over=self.over, under=self.under, mean=self.mean, spread=self.spread)

    def area(self, point: float, quantity: float) -> float:
        """Return the integral of g from r to r + Q."""
        low, high = (point - self.mean) / self.spread, (point + quantity - self.mean) / self.spread
        lost = second_loss(low) - second_loss(high)
        square = self.spread * self.spread
        return self.over * square * (high * high - low * low) / 2 + (self.over + self.under) * square * lost

    def cost(self, point: float, quantity: float) -> float:
        """Return C(r, Q), money a period.

        >>> flow = Flow(setup=8, over=0.225, under=7.5, demand=1300, mean=1300 / 12, spread=150 / 12**0.5)
        >>> round(flow.cost(126.8, 328.5), 7)
        78.0711625
        """
        return (self.setup * self.demand + self.area(point, quantity)) / quantity

    def best_point(self, quantity: float) -> float:
        """Return the r that costs least with a quantity: g(r) = g(r + Q)."""
        lowest = self.mean + float(ndtri(self.under / (self.under + self.over))) * self.spread

        def tilt(point: float) -> float:
            return self.rate(point) - self.rate(point + quantity)

        return float(brentq(tilt, lowest - quantity - FINE, lowest + FINE))


def best_reorder(flow: Flow) -> Reorder:
    """Return the reorder point and quantity that cost least.

    Without a setup cost it is the level to which every unit taken is ordered at once, with quantity 0.

    >>> flow = Flow(setup=8, over=0.225, under=7.5, demand=1300, mean=1300 / 12, spread=150 / 12**0.5)
    >>> [round(part, 1) for part in best_reorder(flow)]
    [126.9, 328.4, 78.1]
    """
    fixed = flow.setup * flow.demand
    if fixed <= 0:
        level = flow.best_point(0.0)
        return Reorder(level, 0.0, flow.rate(level))

    def excess(quantity: float) -> float:
        point = flow.best_point(quantity)
        return flow.rate(point) * quantity - flow.area(point, quantity) - fixed

    high = (2 * fixed / flow.over) ** 0.5 + flow.spread
    while excess(high) < 0:
        high *= 2
    quantity = float(brentq(excess, 0.0, high, xtol=1e-9 * high))
    point = flow.best_point(quantity)
    return Reorder(point, quantity, flow.cost(point, quantity))
