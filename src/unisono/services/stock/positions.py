"""From a company's data to the problem of its stock."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import fmean
from zoneinfo import ZoneInfo

from unisono.domain.company import Product, Snapshot, Stock, StockKind
from unisono.domain.eligibility import rates_by_product
from unisono.domain.frameworks import Framework
from unisono.engines.planning.building import due_instant, is_good_at, is_stock_for
from unisono.engines.stocking.problem import Agreement, Position, Problem
from unisono.services.stock.demand import Demand, Past

YEAR = 365
MOMENT = timedelta(microseconds=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A company's stock as the engine sees it: one position for each row of `stock.csv`, with what is asked of it."""

    snapshot: Snapshot
    today: date
    products: Mapping[str, Product]
    problem: Problem


def store_of(snapshot: Snapshot, *, now: datetime) -> Store:
    """Return the stock of a company, and the problem of how to keep it.

    Args:
        snapshot: the company's data, without errors.
        now: the moment to speak of; sales up to its local day count.
    """
    zone = ZoneInfo(snapshot.company.timezone)
    today = now.astimezone(zone).date()
    products = {product.id: product for product in snapshot.products}
    past = Past.of(snapshot.sales, today=today)
    shares = _shares(snapshot)
    kept_apart = _kept_apart(snapshot)
    positions = [
        _position(snapshot, row, past, today=today, share=shares[index], without=kept_apart[row.product])
        for index, row in enumerate(snapshot.stock)
    ]
    problem = Problem(
        positions=tuple(positions),
        agreements=tuple(agreement_of(framework, today=today) for framework in snapshot.frameworks),
        service_level=float(snapshot.policy.stock.service_level),
        days_left=max(0.0, (snapshot.company.horizon_end - now) / DAY),
    )
    return Store(snapshot=snapshot, today=today, products=products, problem=problem)


def agreement_of(framework: Framework, *, today: date) -> Agreement:
    """Return a framework order as the engine sees it; today has not gone by yet."""
    return Agreement(
        quantity=float(framework.quantity),
        most=float(framework.most),
        least=float(framework.least),
        days=(framework.ends_on - framework.starts_on).days + 1,
        elapsed=(today - framework.starts_on).days,
        lead_days=float(framework.lead_days),
        called=float(framework.called),
        delivered=float(framework.delivered),
    )


def holding_per_day(product: Product, *, interest_percent: Decimal) -> Decimal:
    """Return what a unit that lies one day costs: the product's holding cost, and interest on its variable cost."""
    return product.holding_cost_per_unit_day + interest_per_day(product, interest_percent=interest_percent)


def interest_per_day(product: Product, *, interest_percent: Decimal) -> Decimal:
    """Return a day's interest on the variable cost of a unit."""
    return product.variable_cost * interest_percent / 100 / YEAR


def setup_cost(snapshot: Snapshot, product: Product) -> float:
    """Return what an order of the product sets up on average: the mean changeover to its family, with its scrap."""
    able = {rate.line for rate in rates_by_product((product,), snapshot.rates).get(product.id, ())}
    costs = [
        float(row.cost + row.scrap_units * product.variable_cost)
        for row in snapshot.changeovers
        if row.to_family == product.family and row.line in able
    ]
    return fmean(costs) if costs else 0.0


def framework_for(snapshot: Snapshot, row: Stock, *, today: date) -> int | None:
    """Return the index of the framework order that calls from a stock now, the one that ends first."""
    running = [
        index
        for index, framework in enumerate(snapshot.frameworks)
        if (framework.customer, framework.product) == (row.owner, row.product)
        and framework.starts_on <= today <= framework.ends_on
    ]
    return min(running, key=lambda index: snapshot.frameworks[index].ends_on, default=None)


def _position(snapshot: Snapshot, row: Stock, past: Past, *, today: date, share: float, without: set[str]) -> Position:
    policy = snapshot.policy.stock
    product = next(item for item in snapshot.products if item.id == row.product)
    demand = _demand(past, row, without)
    supply = policy.supply_days if row.supply_days is None else row.supply_days
    price = product.variable_cost if product.list_price is None else product.list_price
    return Position(
        kind=row.kind,
        quantity=float(row.quantity),
        booked=_booked(snapshot, row),
        is_known=past.is_known,
        demand=demand.mean * share,
        spread=demand.spread * share,
        whole=demand.whole,
        supply_days=float(supply),
        supply_spread_days=float(supply * policy.supply_spread_days / (policy.supply_days or 1)),
        review_days=float(policy.review_days),
        holding=float(holding_per_day(product, interest_percent=policy.interest_percent)),
        setup=setup_cost(snapshot, product) if row.replenish and row.kind is StockKind.OWN else 0.0,
        margin=float(price - product.variable_cost),
        cost=float(product.variable_cost),
        good_days=_good_days(row, snapshot, today=today),
        take_back_days=None if row.take_back_on is None else float((row.take_back_on - today).days),
        replenish=row.replenish,
        framework=framework_for(snapshot, row, today=today) if row.kind is StockKind.CALL_OFF else None,
    )


def _booked(snapshot: Snapshot, row: Stock) -> float:
    """Return the units of the orders in the book that it may serve while it is good."""
    orders = (order for order in snapshot.orders if is_stock_for(row, order) and is_good_at(row, due_instant(order)))
    return float(sum(order.quantity for order in orders))


def _demand(past: Past, row: Stock, without: set[str]) -> Demand:
    """Return what is asked of a stock: by its owner, or by all who have no stock of their own."""
    return past.demand(row.product, customer=row.owner, without=() if row.owner else without)


def _good_days(row: Stock, snapshot: Snapshot, *, today: date) -> float | None:
    """Return the days on which it can be used, today and its last day included."""
    if row.valid_until is None:
        return None
    last = (row.valid_until - MOMENT).astimezone(ZoneInfo(snapshot.company.timezone)).date()
    return max(0.0, float((last - today).days + 1))


def _kept_apart(snapshot: Snapshot) -> Mapping[str, set[str]]:
    """Return by product the customers who have consignment or call-off stock of it."""
    apart: dict[str, set[str]] = defaultdict(set)
    for row in snapshot.stock:
        if row.kind is not StockKind.OWN:
            apart[row.product].add(row.owner)
    return apart


def _shares(snapshot: Snapshot) -> list[float]:
    """Return for each row its share of the demand that several rows for the same people serve together."""
    together: dict[tuple[str, StockKind, str], list[Stock]] = defaultdict(list)
    for row in snapshot.stock:
        together[row.product, row.kind, row.owner].append(row)
    shares = []
    for row in snapshot.stock:
        rows = together[row.product, row.kind, row.owner]
        whole = sum(item.quantity for item in rows)
        shares.append(float(row.quantity / whole) if whole else 1 / len(rows))
    return shares
