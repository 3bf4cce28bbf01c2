"""Changes that may happen to a company, made up at random."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from unisono.domain.changes import (
    Change,
    LineDown,
    OrderAltered,
    OrderCancelled,
    OrderForced,
    OrderReceived,
    OvertimeOpened,
    RateChanged,
    SlotOpened,
    StockFound,
)
from unisono.domain.company import Order, OrderStatus, Snapshot, StockKind


def made_up_changes(random: Random, snapshot: Snapshot) -> tuple[Change, ...]:
    """Return one to three changes that fit a company, each about another thing."""
    days = _Days(random, snapshot)
    changes = (happening() for happening in random.sample(days.happenings, random.choice((1, 1, 2, 3))))
    return tuple(change for change in changes if change is not None)


class _Days:
    """What may happen in a company's days; no order is spoken of twice."""

    def __init__(self, random: Random, snapshot: Snapshot) -> None:
        self.random, self.snapshot = random, snapshot
        self.orders = random.sample(snapshot.orders, len(snapshot.orders))
        self.happenings = (
            self.new,
            self.cancelled,
            self.quantity,
            self.date,
            self.price,
            self.down,
            self.rate,
            self.overtime,
            self.slot,
            self.stock,
            self.forced,
        )

    def new(self) -> Change:
        like: Order = self.random.choice(self.snapshot.orders)
        status = self.random.choice((OrderStatus.FIRM, OrderStatus.INQUIRY))
        promised = like.requested if status is OrderStatus.FIRM else None
        quantity = Decimal(self.random.choice((24, 150, 400)))
        return OrderReceived(order=replace(like, id="NEW", quantity=quantity, status=status, promised=promised))

    def cancelled(self) -> Change:
        return OrderCancelled(order=self.orders.pop().id)

    def quantity(self) -> Change:
        return OrderAltered(order=self.orders.pop().id, quantity=Decimal(self.random.choice((20, 90, 500))))

    def date(self) -> Change:
        wanted = self.snapshot.company.as_of + timedelta(hours=self.random.randint(10, 160))
        return OrderAltered(order=self.orders.pop().id, wanted=wanted)

    def price(self) -> Change:
        return OrderAltered(order=self.orders.pop().id, net_price=Decimal(self.random.randint(0, 12)))

    def down(self) -> Change:
        start = self.snapshot.company.as_of + timedelta(hours=self.random.randint(-5, 90))
        end = start + timedelta(hours=self.random.choice((2, 10, 50)))
        return LineDown(line=self.random.choice(self.snapshot.lines).id, start=start, end=end)

    def rate(self) -> Change:
        rate = self.random.choice(self.snapshot.rates)
        speed = rate.units_per_hour * self.random.choice((5, 8, 15)) / 10
        return RateChanged(line=rate.line, product=rate.product, family=rate.family, units_per_hour=speed)

    def overtime(self) -> Change:
        line = next(line for line in self.snapshot.lines if line.overtime_premium_per_hour is not None)
        start = self.snapshot.company.as_of + timedelta(hours=self.random.randint(0, 90))
        return OvertimeOpened(line=line.id, start=start, end=start + timedelta(hours=6))

    def slot(self) -> Change:
        return SlotOpened(slot_id=self.random.choice(self.snapshot.slots).id)

    def stock(self) -> Change:
        product = self.random.choice(self.snapshot.products).id
        return StockFound(product=product, kind=StockKind.OWN, quantity=Decimal(self.random.choice((30, 300))))

    def forced(self) -> Change | None:
        inquiry = next((order for order in self.orders if order.status is OrderStatus.INQUIRY), None)
        if inquiry is None:
            return None
        self.orders.remove(inquiry)
        return OrderForced(order=inquiry.id)
