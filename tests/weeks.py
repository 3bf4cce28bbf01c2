"""Weeks of the Thorn Bakery that are small enough to be worked out by hand.

Only the stone oven bakes rye, 40 kg an hour, Monday to Friday from 6 to 14, on Wednesday to 12, on Saturday from 6 to
12. A loaf brings its price less 1.10 a kg and 0.05 a kg for each day that it waits; serving customers costs nothing.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from tests.companies import bakery, local
from unisono.bootstrap import executor
from unisono.domain.agenda import Agenda, AgendaRow, PricedOption
from unisono.domain.company import Order, OrderStatus, Snapshot
from unisono.domain.plans import Plan
from unisono.domain.policy import OptionKind
from unisono.services.agenda import write_agenda
from unisono.services.deciding import Effort, plan_together
from unisono.services.preparing import Ground, prepare
from unisono.services.telling import Silent

MONDAY, TUESDAY, WEDNESDAY, FRIDAY = (local(f"2026-03-{day:02}T00:00") for day in (3, 4, 5, 7))
"""The ends of the days."""


def week(*orders: Order, **changes: object) -> Snapshot:
    """Return the bakery with these orders alone, and without rules, slots, stock, history and short campaigns."""
    empty = replace(bakery(), orders=orders, stock=(), slots=(), sales=(), services=(), content_hash="week")
    policy = replace(empty.policy, rules=(), short_campaign_charge=Decimal(0))
    rates = tuple(replace(rate, min_campaign_hours=Decimal(0)) for rate in empty.rates)
    return replace(empty, **cast("dict[str, Any]", {"policy": policy, "rates": rates, **changes}))


def rye(
    order: str, kilograms: int, *, by: datetime, customer: str = "SCHOOL", price: str = "2.70", **more: object
) -> Order:
    """Return an inquiry for rye loaves that is of no use after it is wanted, unless told otherwise."""
    values = cast("dict[str, Any]", {"latest": by, **more})
    return Order(
        id=order,
        customer=customer,
        product="rye-loaf",
        quantity=Decimal(kilograms),
        net_price=Decimal(price),
        received=local("2026-02-26T10:00"),
        requested=by,
        **values,
    )


def firm(order: Order) -> Order:
    """Return the order as firm, promised for when it is wanted."""
    return replace(order, status=OrderStatus.FIRM, promised=order.requested, latest=None)


def planned(snapshot: Snapshot) -> tuple[Ground, Plan]:
    """Return the ground and the published plan of a week."""
    ground = prepare(snapshot=snapshot, now=snapshot.company.as_of)
    with executor(1) as inline:
        plan = plan_together(ground=ground, effort=Effort(iterations=2000), executor=inline, tell=Silent())
    return ground, plan


def agenda_of(
    snapshot: Snapshot, *, workers: int = 1, iterations: int = 2000, appealed: Collection[str] = ()
) -> Agenda:
    """Return the agenda of a week."""
    ground, plan = planned(snapshot)
    with executor(workers) as threads:
        return write_agenda(
            ground=ground, plan=plan, executor=threads, tell=Silent(), iterations=iterations, appealed=appealed
        )


def option(row: AgendaRow, kind: OptionKind) -> PricedOption:
    """Return a row's option of a kind."""
    return next(item for item in row.options if item.kind is kind)
