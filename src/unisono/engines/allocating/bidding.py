"""Bid prices: what an hour of each bottleneck is worth, by linear programming."""

from collections.abc import Mapping

from scipy.optimize import linprog
from scipy.sparse import coo_array

from unisono.engines.allocating.network import BidPrices, Network, Request


def bid_prices(network: Network) -> BidPrices:
    """Return the bid price of each bottleneck, how much of each request to accept, and what that earns.

    max r x with A x <= c and 0 <= x <= d (deterministic linear program, solved by HiGHS): A the hours of each request
    on each bottleneck, c the free hours, d how many are wanted on average. The bid prices are the duals of A x <= c.

    Args:
        network: bottlenecks and requests.

    >>> bid_prices(Network(capacity_hours={"press": 100}, requests=(
    ...     Request(name="gold", contribution=240, wanted=15, hours={"press": 2}),
    ...     Request(name="standard", contribution=50, wanted=200, hours={"press": 1}),
    ... )))
    BidPrices(prices={'press': 50.0}, accepted=(15.0, 70.0), contribution=7100.0)
    """
    names, requests = list(network.capacity_hours), network.requests
    if not names or not requests:
        return BidPrices(
            prices=dict.fromkeys(names, 0.0),
            accepted=tuple(request.wanted for request in requests),
            contribution=sum(request.contribution * request.wanted for request in requests),
        )
    row = {name: number for number, name in enumerate(names)}
    used = [(hours, row[name], of) for of, request in enumerate(requests) for name, hours in request.hours.items()]
    hours, rows, columns = zip(*used, strict=True) if used else ((), (), ())
    answer = linprog(
        [-request.contribution for request in requests],
        A_ub=coo_array((hours, (rows, columns)), shape=(len(names), len(requests))).tocsr(),
        b_ub=list(network.capacity_hours.values()),
        bounds=[(0, request.wanted) for request in requests],
        method="highs",
    )
    return BidPrices(
        prices={name: 0.0 - float(price) for name, price in zip(names, answer.ineqlin.marginals, strict=True)},
        accepted=tuple(map(float, answer.x)),
        contribution=0.0 - float(answer.fun),
    )


def outbids(request: Request, prices: Mapping[str, float]) -> bool:
    """Return whether a request earns at least what its hours are worth: r >= sum of bid price x hours.

    Args:
        request: what it earns, and its hours by bottleneck.
        prices: money an hour by bottleneck.

    >>> outbids(Request(name="rush", contribution=120, wanted=1, hours={"press": 2}), {"press": 50.0, "oven": 80.0})
    True
    """
    return request.contribution >= sum(prices[name] * hours for name, hours in request.hours.items())
