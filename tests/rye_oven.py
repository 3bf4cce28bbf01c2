"""A bakery with nothing but its stone oven, for promises that can be worked out by hand.

The oven bakes 40 kg of rye an hour, from 06:00 to 14:00 on working days: 320 kg are a Monday. A kilogram costs 1.10;
nothing else costs anything: no service, no storage, no changeovers. It is Monday, 2 March 2026, 06:00.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from tests.companies import bakery, local
from unisono.domain.company import Order, OrderStatus, Snapshot, Stock
from unisono.domain.plans import Answer, Plan
from unisono.domain.policy import Policy, Rule
from unisono.engines.planning.reading import plan_of
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.solving import complete
from unisono.engines.promising.answering import answers_of
from unisono.engines.promising.desk import Desk
from unisono.services.preparing import Ground, prepare

MONDAY_NIGHT = local("2026-03-03T00:00")
TUESDAY_NIGHT = local("2026-03-04T00:00")
PLAIN = Policy()


def wish(name: str, **asked: object) -> Order:
    """Return an inquiry of the hotel for a Monday of rye bread at 3.00, wanted on Monday and of no use later."""
    terms: dict[str, Any] = {
        "customer": "HOTEL",
        "product": "rye-loaf",
        "quantity": Decimal(320),
        "net_price": Decimal("3.00"),
        "received": local("2026-03-01T10:00"),
        "requested": MONDAY_NIGHT,
        "latest": MONDAY_NIGHT,
    }
    return Order(id=name, **(terms | asked))


def firm(name: str, **asked: object) -> Order:
    """Return a firm order of the hotel for a Monday of rye bread, promised for Monday."""
    return wish(name, **({"status": OrderStatus.FIRM, "promised": MONDAY_NIGHT, "latest": None} | asked))


def rye_bakery(
    *orders: Order, rules: Sequence[Rule] = (), stock: Sequence[Stock] = (), policy: Policy = PLAIN
) -> Snapshot:
    """Return the bakery's data with these orders, rules and stock."""
    thorn = bakery()
    return replace(
        thorn,
        company=replace(thorn.company, warehouse_room=None),
        policy=replace(policy, rules=tuple(rules)),
        products=tuple(replace(product, holding_cost_per_unit_day=Decimal(0)) for product in thorn.products),
        lines=thorn.lines[:1],
        rates=tuple(replace(rate, min_campaign_hours=Decimal(0)) for rate in thorn.rates[:1]),
        changeovers=(),
        orders=orders,
        stock=tuple(stock),
        slots=(),
        sales=(),
        services=(),
    )


class Counter:
    """The bakery's promise desk, with the plan it is open on."""

    def __init__(self, snapshot: Snapshot, *taken: str) -> None:
        """Open the desk on a plan that makes these orders first, in this turn, and then whatever still pays."""
        self.snapshot = snapshot
        self.ground: Ground = prepare(snapshot=snapshot, now=snapshot.company.as_of)
        self.solution = self._planned(taken)
        self.plan: Plan = plan_of(
            self.ground.problem, self.solution, snapshot, now=snapshot.company.as_of, parameters={}
        )
        self.desk = Desk(self.ground.book, self.ground.problem, self.solution)

    def _planned(self, taken: Sequence[str]) -> Solution:
        problem = self.ground.plannable
        session = Session(problem)
        session.load(sequences=[np.array([problem.orders.ids.index(name) for name in taken], np.int64)])
        return complete(problem, session.solution())

    def answers(self) -> dict[str, Answer]:
        """Return what every order is told."""
        return {answer.order: answer for answer in answers_of(self.desk, self.solution, self.plan)}
