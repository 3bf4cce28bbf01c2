"""What the salespeople of the steel service centre expected their gold and silver customers to take, week by week."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from samples.chance import Chance, rounded
from unisono.domain.company import SalesForecast, Snapshot, Tier
from unisono.domain.weeks import WEEK, monday_of
from unisono.services.segmenting import segment_customers

WEEKS_PAST, WEEKS_AHEAD = 16, 6

_HOPE: Mapping[Tier, float] = MappingProxyType({Tier.GOLD: 1.1, Tier.SILVER: 1.02})
"""What is forecast for each unit that is sold: the people who look after gold customers hope for the best."""

_COMING = (1.1, 1.15, 1.1, 0.95, 0.5, 0.45)
"""The weeks ahead against an average one: full until Christmas, then quiet."""

_LEAST = 2.0
"""A family of which a tier takes fewer tonnes a week is not forecast."""


def forecast(snapshot: Snapshot) -> tuple[SalesForecast, ...]:
    """Return the forecast of the past weeks and of those ahead, each made on the Friday ten days before."""
    chance = Chance("steel forecast")
    usual = _usual(snapshot)
    first = monday_of(snapshot.company.as_of.date())
    return tuple(
        _row(chance, family, tier, typical, monday=first + week * WEEK, season=season)
        for week, season in _seasons()
        for (family, tier), typical in usual.items()
    )


def _seasons() -> Iterator[tuple[int, float]]:
    yield from ((week, 1.0) for week in range(-WEEKS_PAST, 0))
    yield from enumerate(_COMING)


def _usual(snapshot: Snapshot) -> dict[tuple[str, Tier], float]:
    """Return the average tonnes a week of each family and tier over the past year, in the order of the products."""
    tiers = segment_customers(snapshot=snapshot, now=snapshot.company.as_of).tiers
    family = {product.id: product.family for product in snapshot.products}
    weeks = (snapshot.sales[-1].date - snapshot.sales[0].date).days / 7
    sold: dict[tuple[str, Tier], float] = defaultdict(float)
    for sale in snapshot.sales:
        sold[family[sale.product], tiers[sale.customer]] += float(sale.quantity) / weeks
    return {
        (name, tier): sold[name, tier]
        for name in dict.fromkeys(family.values())
        for tier in _HOPE
        if sold[name, tier] >= _LEAST
    }


def _row(chance: Chance, family: str, tier: Tier, typical: float, *, monday: date, season: float) -> SalesForecast:
    return SalesForecast(
        week=monday,
        family=family,
        tier=tier,
        quantity=rounded(chance.lognormal(typical * _HOPE[tier] * season, 0.3), "0.5"),
        made_on=min(monday - timedelta(days=10), date(2026, 11, 20)),
    )
