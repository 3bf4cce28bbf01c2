"""Bid prices: what an hour of each bottleneck is worth, by linear programming."""

import numpy as np
from scipy.optimize import linprog

from unisono.engines.allocating.network import BidPrices, Network, Request


def bid_prices(network: Network) -> BidPrices:
    """Return the bid price of each bottleneck, how much of each request to accept, and what that earns.

    max r x with A x <= c and 0 <= x <= d (deterministic linear program, solved by HiGHS): A the hours of each request
    on each bottleneck, c the free hours, d how many are wanted on average. The bid prices are the duals of A x <= c.

    Args:
        network: bottlenecks and requests.

    >>> bid_prices(Network(bottlenecks=("press",), capacity_hours=(100,), requests=(
    ...     Request(name="gold", contribution=240, wanted=15, hours=(2,)),
    ...     Request(name="standard", contribution=50, wanted=200, hours=(1,)),
    ... )))
    BidPrices(prices=(50.0,), accepted=(15.0, 70.0), contribution=7100.0)
    """
    if not network.requests:
        return BidPrices(prices=(0.0,) * len(network.bottlenecks), accepted=(), contribution=0.0)
    answer = linprog(
        [-request.contribution for request in network.requests],
        A_ub=np.array([request.hours for request in network.requests], dtype=float).T,
        b_ub=network.capacity_hours,
        bounds=[(0, request.wanted) for request in network.requests],
        method="highs",
    )
    return BidPrices(
        prices=tuple(0.0 - float(price) for price in answer.ineqlin.marginals),
        accepted=tuple(map(float, answer.x)),
        contribution=0.0 - float(answer.fun),
    )


def outbids(request: Request, prices: tuple[float, ...]) -> bool:
    """Return whether a request earns at least what its hours are worth: r >= sum of bid price x hours.

    Args:
        request: what it earns and its hours on each bottleneck.
        prices: money an hour of each bottleneck.

    >>> outbids(Request(name="rush", contribution=120, wanted=1, hours=(2, 0)), (50.0, 80.0))
    True
    """
    return request.contribution >= sum(price * hours for price, hours in zip(prices, request.hours, strict=True))
