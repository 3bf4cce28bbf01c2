"""What stocking knows: what lies where, how it is asked for and supplied, and what customers may call."""

from dataclasses import dataclass

from unisono.domain.company import StockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Stock of a product at a place; units are the product's, times are days, money is the company's.

    `booked` units are asked for by orders that it may serve. `demand` and `spread` are mean and standard deviation of
    what is asked of it a day, where that `is_known`; `whole` says that only whole units are. More is there
    `supply_days` after it is ordered, give or take `supply_spread_days`, and somebody looks every `review_days`.
    `holding` is money a unit and day, `setup` money an order. Goods that spoil have `good_days`, and `margin` and
    `cost`: what a unit sold earns and a unit spoilt loses. `framework` is the index of the framework order that calls
    from it. What is left at a customer after `take_back_days` comes back.
    """

    kind: StockKind
    quantity: float
    booked: float = 0.0
    is_known: bool = True
    demand: float = 0.0
    spread: float = 0.0
    whole: bool = False
    supply_days: float = 0.0
    supply_spread_days: float = 0.0
    review_days: float = 0.0
    holding: float = 0.0
    setup: float = 0.0
    margin: float = 0.0
    cost: float = 0.0
    good_days: float | None = None
    take_back_days: float | None = None
    replenish: bool = True
    framework: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A framework order: `most` and `least` units that may and must be called in `days`, `elapsed` of them gone by.

    `called` and `delivered` are cumulated units, `lead_days` lie between a call and its delivery.
    """

    quantity: float
    most: float
    least: float
    days: float
    elapsed: float
    lead_days: float = 0.0
    called: float = 0.0
    delivered: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """All stock and framework orders; `days_left` is the time that is planned, `service_level` above 0 and below 1."""

    positions: tuple[Position, ...]
    agreements: tuple[Agreement, ...]
    service_level: float
    days_left: float

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            ValueError: a share, a quantity or a time is impossible.
        """
        if not 0 < self.service_level < 1:
            raise ValueError(f"a service level of {self.service_level} is no share between 0 and 1")
        for position in self.positions:
            least = min(position.quantity, position.demand, position.spread, position.supply_days, position.holding)
            if least < 0:
                raise ValueError(f"a stock of kind {position.kind} has a negative figure, {least}")
            if position.framework is not None and position.framework >= len(self.agreements):
                raise ValueError(f"there is no framework order {position.framework}")
        for agreement in self.agreements:
            if agreement.days <= 0 or agreement.delivered > agreement.called:
                raise ValueError("a framework order lasts at least a day, and no more is delivered than was called")
