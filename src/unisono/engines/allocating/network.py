"""Several bottlenecks at once: what an hour of each is worth (bid prices)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Orders of one kind: what one earns, how many are expected, and the hours one takes, by bottleneck."""

    name: str
    contribution: float
    wanted: float
    hours: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Free hours of the period by bottleneck, and the requests for them."""

    capacity_hours: Mapping[str, float]
    requests: tuple[Request, ...]

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing.

        Raises:
            ValueError: a bottleneck that is not there, or a negative number.
        """
        if any(request.hours.keys() - self.capacity_hours.keys() for request in self.requests):
            raise ValueError("A request needs a bottleneck that is not there.")
        if any(min(row.values(), default=0) < 0 for row in (self.capacity_hours, *(of.hours for of in self.requests))):
            raise ValueError("Hours cannot be negative.")
        if any(request.wanted < 0 for request in self.requests):
            raise ValueError("Nobody wants fewer than no orders.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPrices:
    """`prices`: money an hour by bottleneck; `accepted`: how many of each request; `contribution`: of all of these."""

    prices: Mapping[str, float]
    accepted: tuple[float, ...]
    contribution: float
