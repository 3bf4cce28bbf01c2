"""A foundry with a crowded press and a crowded forge, and the published cases of revenue management."""

from unisono.engines.allocating.market import Market, TierMarket
from unisono.engines.allocating.network import Network, Request
from unisono.engines.allocating.problem import Problem, TierDemand


def tiers_of(*rows: tuple[float, float, float]) -> tuple[TierDemand, ...]:
    """Return tiers from contribution per hour, mean and standard deviation of the hours wanted."""
    names = ("gold", "silver", "standard", "fourth", "fifth", "sixth")
    return tuple(
        TierDemand(name=name, contribution_per_hour=earns, mean_hours=mean, sd_hours=sd)
        for name, (earns, mean, sd) in zip(names, rows, strict=False)
    )


PRESS = Problem(bottleneck="press", capacity_hours=100.0, tiers=tiers_of((120, 30, 10), (80, 40, 12), (50, 60, 15)))
"""More is wanted than the press can make, and an hour of gold earns more than twice what one of standard does."""

SIX_FARES = tiers_of(
    (1200, 31.2, 11.2), (1000, 10.9, 6.6), (800, 14.8, 7.7), (600, 19.9, 8.9), (400, 26.9, 10.4), (200, 36.3, 12)
)
"""Fiig and others (2010)."""

FOUR_FARES = tiers_of((1050, 17.3, 5.8), (567, 45.1, 15.0), (534, 39.6, 13.2), (520, 34.0, 11.3))

LATE_GOLD = TierMarket(
    name="gold",
    contribution_per_hour=120,
    hours_per_week=30,
    hours_per_order=6,
    latest_lead=0,
    earliest_lead=3,
)
EARLY_STANDARD = TierMarket(
    name="standard",
    contribution_per_hour=50,
    hours_per_week=100,
    hours_per_order=6,
    latest_lead=2,
    earliest_lead=6,
)
FORGE = Market(capacity_hours=80.0, tiers=(LATE_GOLD, EARLY_STANDARD), weeks=26)
"""Half a year in which standard orders early and more than there is, and gold late and at a good price."""


def three_legs() -> Network:
    """Return the three flight legs of the Journal of Revenue and Pricing Management (2014), five trips at two fares."""
    trips = {
        "leg 1, leg 2": ((800, 6), (450, 15)),
        "leg 1": ((500, 4), (380, 14)),
        "leg 2": ((580, 5), (400, 8)),
        "leg 2, leg 3": ((350, 4), (250, 11)),
        "leg 3": ((120, 3), (100, 5)),
    }
    requests = tuple(
        Request(name=f"{legs} at {fare}", contribution=fare, wanted=wanted, hours=dict.fromkeys(legs.split(", "), 1))
        for legs, fares in trips.items()
        for fare, wanted in fares
    )
    return Network(capacity_hours={"leg 1": 10, "leg 2": 10, "leg 3": 8}, requests=requests)
