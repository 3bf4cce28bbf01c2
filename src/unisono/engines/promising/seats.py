"""Seats at the promise desk: rows of the planning problem for orders that are not in it.

They are there when the desk opens, so that nothing is built anew for whoever asks: the order is written into a seat.
There is a pair of seats for each set of reserved slots that a customer may use, because the row decides whose open time
the kernel counts; the second of the pair is for the rest of an order whose first part sits on the first.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal

import numpy as np

from unisono.domain.company import Order, Snapshot, Tier
from unisono.engines.planning.building import (
    due_instant,
    is_good_at,
    is_stock_for,
    may_work_in,
    one_order,
    reserved_slots,
)
from unisono.engines.planning.capacity import build_lines
from unisono.engines.planning.problem import Ints, Orders, Pools, Problem

PAIR = 2


class Seats:
    """A problem with rows for those who ask, `problem`, and who sits there."""

    def __init__(
        self, problem: Problem, *, snapshot: Snapshot, now: datetime, asked_at: datetime, tiers: Mapping[str, Tier]
    ) -> None:
        """Add the seats to a problem.

        Args:
            problem: with the orders of the book.
            snapshot: the company's data that it was built from.
            now: minute 0 of the problem.
            asked_at: when questions are asked.
            tiers: the tier of every customer, by id.
        """
        self._snapshot, self._now, self._asked_at, self._tiers = snapshot, now, asked_at, tiers
        self._slots = reserved_slots(snapshot, now=now)
        self._products = {product.id: index for index, product in enumerate(snapshot.products)}
        names = dict.fromkeys([*problem.families, *(product.family for product in snapshot.products)])
        self._families = {name: index for index, name in enumerate(names)}
        self._catalogue = build_lines(snapshot, snapshot.products, families=self._families, windows=())
        self._stock: dict[str, list[int]] = {}
        for index, row in enumerate(snapshot.stock):
            self._stock.setdefault(row.product, []).append(index)
        self._kinds = sorted({self._rights(customer.id) for customer in snapshot.customers})
        self._booked = problem.n
        self.problem = self._with_seats(problem)

    def seat_of(self, order: Order, *, second: bool = False) -> int:
        """Return the row in which an order sits: the first or the second of those for customers with its rights."""
        return self._booked + PAIR * self._kinds.index(self._rights(order.customer)) + int(second)

    def sit(self, order: Order, seat: int, *, service_cost: Decimal) -> Problem:
        """Write an order into a seat, and return the problem that holds nothing but it."""
        index = self._products[order.product]
        one = one_order(
            order,
            product=self._snapshot.products[index],
            snapshot=self._snapshot,
            now=self._now,
            tiers=self._tiers,
            service_cost=service_cost,
            families=self._families,
        )
        orders, lines = self.problem.orders, self.problem.lines
        for column in fields(Orders):
            if column.name != "ids":
                getattr(orders, column.name)[seat] = getattr(one, column.name)[0]
        lines.minutes_per_unit[seat] = self._catalogue.minutes_per_unit[index]
        lines.unit_cost[seat] = self._catalogue.unit_cost[index]
        self.problem.pools.may_use[:, seat] = False
        self.problem.pools.may_use[self.stock_for(order), seat] = True
        return replace(
            self.problem,
            orders=one,
            lines=replace(lines, minutes_per_unit=lines.minutes_per_unit[[seat]], unit_cost=lines.unit_cost[[seat]]),
            pools=Pools(quantity=np.empty(0), may_use=np.empty((0, 1), np.bool_)),
            reservations=(),
        )

    def stock_for(self, order: Order) -> list[int]:
        """Return the rows of stock that are for an order and still good when it leaves; none if that time is over."""
        stock, leaves = self._snapshot.stock, due_instant(order)
        rows = self._stock.get(order.product, []) if leaves >= self._asked_at else []
        return [row for row in rows if is_stock_for(stock[row], order) and is_good_at(stock[row], leaves)]

    def with_seats(self, waits: Ints) -> Ints:
        """Return the waits of a plan of the book, with those of the seats."""
        return np.concatenate((waits, np.zeros(self.problem.n - self._booked, np.int64)))

    def _rights(self, customer: str) -> tuple[bool, ...]:
        tier = self._tiers[customer]
        return tuple(may_work_in(slot, customer=customer, tier=tier) for slot in self._slots)

    def _with_seats(self, problem: Problem) -> Problem:
        """Return the problem with empty seats; each may use all stock, because the kernel counts claims only once."""
        count = PAIR * len(self._kinds)
        columns = {
            column.name: np.concatenate((values, np.zeros(count, values.dtype)))
            for column in fields(Orders)
            if column.name != "ids"
            for values in [getattr(problem.orders, column.name)]
        }
        columns["quantity"][problem.n :] = 1.0
        nobody = np.full((count, len(problem.lines.ids)), np.inf)
        rights = np.repeat(np.array(self._kinds, np.bool_).reshape(len(self._kinds), -1), PAIR, axis=0)
        return replace(
            problem,
            orders=Orders(ids=(*problem.orders.ids, *(f"seat {number}" for number in range(count))), **columns),
            lines=replace(
                self._catalogue,
                minutes_per_unit=np.concatenate((problem.lines.minutes_per_unit, nobody)),
                unit_cost=np.concatenate((problem.lines.unit_cost, nobody)),
                windows=problem.lines.windows,
            ),
            families=tuple(self._families),
            pools=Pools(
                quantity=problem.pools.quantity,
                may_use=np.concatenate(
                    (problem.pools.may_use, np.ones((len(problem.pools.quantity), count), np.bool_)), axis=1
                ),
            ),
            reservations=tuple(
                replace(item, may_use=np.concatenate((item.may_use, rights[:, slot])))
                for slot, item in enumerate(problem.reservations)
            ),
        )
