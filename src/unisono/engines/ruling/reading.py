"""Reads the fields of orders from a snapshot."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from unisono.domain.company import Order, Snapshot, Tier
from unisono.domain.eligibility import rates_by_product
from unisono.engines.ruling.order_fields import OrderFields

DAY = Decimal(86400)
INSTANT = timedelta(microseconds=1)
"""A requested date means the end of that day, stored as the midnight after: the moment before tells the week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BestLine:
    """The contribution of an order where it earns most an hour; without hours where no line can make it."""

    contribution: Decimal
    hours: Decimal | None
    margin_per_hour: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyWeek:
    """A family in an ISO week: work that one campaign could hold."""

    family: str
    year: int
    week: int


class FieldReader:
    """Reads the fields of the book's orders, and of changed copies of them: another price, another date."""

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        now: datetime,
        tiers: Mapping[str, Tier],
        service_costs: Mapping[str, Decimal],
    ) -> None:
        self._now = now
        self._tiers = tiers
        self._service_costs = service_costs
        self._zone = ZoneInfo(snapshot.company.timezone)
        self._strategic = {customer.id for customer in snapshot.customers if customer.strategic}
        self._products = {product.id: product for product in snapshot.products}
        self._speeds = {
            product: [
                (self._products[product].variable_cost / rate.yield_share, rate.units_per_hour * rate.yield_share)
                for rate in rates
            ]
            for product, rates in rates_by_product(snapshot.products, snapshot.rates).items()
        }
        self._asked: dict[FamilyWeek, Decimal] = defaultdict(Decimal)
        self._book: dict[str, tuple[Order, FamilyWeek, BestLine]] = {}
        for order in snapshot.orders:
            week, best = self._family_week(order), self._best_line(order, self._service_cost(order))
            self._asked[week] += best.hours or Decimal(0)
            self._book[order.id] = (order, week, best)

    def fields(self, order: Order, *, service_cost: Decimal | None = None) -> OrderFields:
        """Return the fields of an order, of the book or not, or of a copy of one of the book on other terms.

        Args:
            order: of a product of the snapshot; with an id of the book it takes that order's place in `family_hours`.
            service_cost: what serving it costs; None: as of the order of the book.
        """
        product = self._products[order.product]
        known = self._book.get(order.id)
        cost = self._service_cost(order) if service_cost is None else service_cost
        is_known = known is not None and known[0] is order
        week, best = known[1:] if known and is_known else (self._family_week(order), self._best_line(order, cost))
        return OrderFields(
            tier=self._tiers.get(order.customer, Tier.STANDARD).value,
            strategic=order.customer in self._strategic,
            customer=order.customer,
            product=order.product,
            family=product.family,
            quantity=order.quantity,
            net_price=order.net_price,
            list_price=product.list_price,
            discount_percent=discount_percent(order.net_price, product.list_price),
            revenue=order.quantity * order.net_price,
            contribution=best.contribution,
            margin_per_hour=best.margin_per_hour,
            hours=best.hours,
            family_hours=self._family_hours(order.id, week, best.hours or Decimal(0)),
            lead_days=_seconds(order.requested - self._now) / DAY,
            status=order.status.value,
        )

    def _family_hours(self, order_id: str, week: FamilyWeek, hours: Decimal) -> Decimal:
        asked = self._asked.get(week, Decimal(0))
        if order_id in self._book:
            _, own_week, own_best = self._book[order_id]
            asked -= (own_best.hours or Decimal(0)) if own_week == week else Decimal(0)
        return asked + hours

    def _family_week(self, order: Order) -> FamilyWeek:
        year, week, _ = (order.requested - INSTANT).astimezone(self._zone).isocalendar()
        return FamilyWeek(family=self._products[order.product].family, year=year, week=week)

    def _service_cost(self, order: Order) -> Decimal:
        return self._service_costs.get(order.id, Decimal(0))

    def _best_line(self, order: Order, service_cost: Decimal) -> BestLine:
        product = self._products[order.product]
        before_material = order.quantity * order.net_price - service_cost
        options = [
            (before_material - order.quantity * material, order.quantity / speed)
            for material, speed in self._speeds.get(order.product, ())
        ]
        if not options:
            contribution = before_material - order.quantity * product.variable_cost
            return BestLine(contribution=contribution, hours=None, margin_per_hour=None)
        if len(options) == 1:
            contribution, hours = options[0]
        else:
            contribution, hours = max(options, key=lambda option: (option[0] / option[1], -option[1]))
        return BestLine(contribution=contribution, hours=hours, margin_per_hour=contribution / hours)


def fields_of(
    snapshot: Snapshot, *, now: datetime, tiers: Mapping[str, Tier], service_costs: Mapping[str, Decimal]
) -> dict[str, OrderFields]:
    """Return the fields of every order of the book by its id.

    Args:
        snapshot: checked data: every order names a product that is there.
        now: the moment of judging, aware.
        tiers: tier by customer; who is not there is standard.
        service_costs: expected service cost by order, in money; who is not there costs nothing.
    """
    reader = FieldReader(snapshot, now=now, tiers=tiers, service_costs=service_costs)
    return {order.id: reader.fields(order) for order in snapshot.orders}


def discount_percent(net_price: Decimal, list_price: Decimal | None) -> Decimal | None:
    """Return how far the net price lies below the list price, in percent of the list price (negative: above it).

    >>> discount_percent(Decimal("680"), Decimal("800"))
    Decimal('15.00')
    >>> discount_percent(Decimal("680"), None)
    """
    return None if not list_price else (1 - net_price / list_price) * 100


def _seconds(span: timedelta) -> Decimal:
    return Decimal(span // timedelta(microseconds=1)) / 1_000_000
