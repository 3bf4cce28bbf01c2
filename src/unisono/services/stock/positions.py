"""From a company's data to the problem of its stock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import fmean
from zoneinfo import ZoneInfo

from unisono.domain.company import Changeover, Order, Product, Snapshot, Stock, StockKind
from unisono.domain.eligibility import rates_by_product
from unisono.domain.frameworks import Framework
from unisono.engines.planning.building import due_instant, is_good_at, is_stock_for
from unisono.engines.stocking.problem import Agreement, Position, Problem
from unisono.services.stock.demand import Past

YEAR = 365
MOMENT = timedelta(microseconds=1)
DAY = timedelta(days=1)
NONE = Changeover(line="", from_family="", to_family="", minutes=Decimal(0))
"""What is set up where a line makes one family only."""


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
    around = _Around(
        snapshot=snapshot,
        today=today,
        products=products,
        past=Past.of(snapshot.sales, today=today),
        orders=_by_product(snapshot.orders),
        setups=setup_costs(snapshot),
        kept_apart=_kept_apart(snapshot),
    )
    positions = [
        _position(around, row, share=share) for row, share in zip(snapshot.stock, _shares(snapshot), strict=True)
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


def setup_costs(snapshot: Snapshot) -> Mapping[str, float]:
    """Return what an order of each product in stock sets up on average: the mean changeover to its family, with scrap.

    Only changeovers on lines that can make the product count.
    """
    kept = {row.product for row in snapshot.stock}
    products = [product for product in snapshot.products if product.id in kept]
    able = rates_by_product(products, snapshot.rates)
    changeovers: dict[tuple[str, str], list[Changeover]] = defaultdict(list)
    for row in snapshot.changeovers:
        changeovers[row.line, row.to_family].append(row)
    costs = {}
    for product in products:
        lines = [rate.line for rate in able.get(product.id, ())]
        rows = [row for line in lines for row in changeovers[line, product.family]]
        costs[product.id] = fmean(float(row.cost + row.scrap_units * product.variable_cost) for row in rows or [NONE])
    return costs


def framework_for(snapshot: Snapshot, row: Stock, *, today: date) -> int | None:
    """Return the index of the framework order that calls from a stock now, the one that ends first."""
    running = [
        index
        for index, framework in enumerate(snapshot.frameworks)
        if (framework.customer, framework.product) == (row.owner, row.product)
        and framework.starts_on <= today <= framework.ends_on
    ]
    return min(running, key=lambda index: snapshot.frameworks[index].ends_on, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What is looked up for each stock: products, past, orders and setup costs by product, customers kept apart."""

    snapshot: Snapshot
    today: date
    products: Mapping[str, Product]
    past: Past
    orders: Mapping[str, Sequence[Order]]
    setups: Mapping[str, float]
    kept_apart: Mapping[str, set[str]]


def _position(around: _Around, row: Stock, *, share: float) -> Position:
    policy, product = around.snapshot.policy.stock, around.products[row.product]
    without = () if row.owner else around.kept_apart[row.product]
    demand = around.past.demand(row.product, customer=row.owner, without=without)
    supply = policy.supply_days if row.supply_days is None else row.supply_days
    price = product.variable_cost if product.list_price is None else product.list_price
    is_called = row.kind is StockKind.CALL_OFF
    return Position(
        kind=row.kind,
        quantity=float(row.quantity),
        booked=_booked(row, around.orders[row.product]) * share,
        is_known=around.past.is_known,
        demand=demand.mean * share,
        spread=demand.spread * share,
        whole=demand.whole,
        supply_days=float(supply),
        supply_spread_days=float(policy.supply_spread_days * _ratio(supply, policy.supply_days)),
        review_days=float(policy.review_days),
        holding=float(holding_per_day(product, interest_percent=policy.interest_percent)),
        setup=around.setups[row.product],
        margin=float(price - product.variable_cost),
        cost=float(product.variable_cost),
        good_days=_good_days(row, around.snapshot, today=around.today),
        take_back_days=None if row.take_back_on is None else float((row.take_back_on - around.today).days),
        replenish=row.replenish,
        framework=framework_for(around.snapshot, row, today=around.today) if is_called else None,
    )


def _ratio(supply: Decimal, usual: Decimal) -> Decimal:
    """Return how much longer a supply takes than usual; supplies vary in proportion."""
    return supply / usual if usual else Decimal(1)


def _booked(row: Stock, orders: Sequence[Order]) -> float:
    """Return the units of the orders for its product that it may serve while it is good."""
    served = (order for order in orders if is_stock_for(row, order) and is_good_at(row, due_instant(order)))
    return float(sum(order.quantity for order in served))


def _by_product(orders: Iterable[Order]) -> Mapping[str, Sequence[Order]]:
    found: dict[str, list[Order]] = defaultdict(list)
    for order in orders:
        found[order.product].append(order)
    return found


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
