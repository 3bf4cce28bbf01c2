"""Several bottlenecks at once: what an hour of each is worth (bid prices)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Orders of one kind: what one of them earns, how many are expected, and the hours it takes on each bottleneck."""

    name: str
    contribution: float
    wanted: float
    hours: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Bottlenecks by name with their free hours in the period, and the requests for them.

    Raises:
        ValueError: hours that do not fit the bottlenecks, or a negative number.
    """

    bottlenecks: tuple[str, ...]
    capacity_hours: tuple[float, ...]
    requests: tuple[Request, ...]

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing."""
        if len(self.capacity_hours) != len(self.bottlenecks):
            raise ValueError("Not every bottleneck has its hours.")
        if any(len(request.hours) != len(self.bottlenecks) for request in self.requests):
            raise ValueError("A request does not say its hours on every bottleneck.")
        if any(hours < 0 for row in (self.capacity_hours, *(item.hours for item in self.requests)) for hours in row):
            raise ValueError("Hours cannot be negative.")
        if any(request.wanted < 0 for request in self.requests):
            raise ValueError("Nobody wants fewer than no orders.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPrices:
    """`prices`: money an hour of each bottleneck; `accepted`: how many of each request; `contribution`: of all that."""

    prices: tuple[float, ...]
    accepted: tuple[float, ...]
    contribution: float
