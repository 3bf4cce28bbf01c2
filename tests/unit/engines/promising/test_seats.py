"""Seats for whoever asks: what the planner sees of an order there is what it would see of it in the book."""

from dataclasses import fields, replace
from decimal import Decimal

import numpy as np
import pytest

from tests.companies import bakery, local
from unisono.domain.company import Order, Snapshot
from unisono.engines.planning.building import build_problem
from unisono.engines.planning.problem import Orders, Problem
from unisono.engines.promising.seats import Seats
from unisono.services.preparing import prepare

NOW = bakery().company.as_of
RYE_ONLY = replace(bakery(), orders=tuple(order for order in bakery().orders if order.product.startswith("rye")))
"""A book in which nobody has asked for wheat or gluten-free bread, nor any clinic for anything."""


def asking(customer: str, product: str) -> Order:
    """Return an inquiry with every kind of term."""
    return Order(
        id="asking",
        customer=customer,
        product=product,
        quantity=Decimal("75.5"),
        net_price=Decimal("3.05"),
        received=NOW,
        requested=local("2026-03-06T15:00"),
        latest=local("2026-03-07T12:00"),
        late_cost_per_day=Decimal(15),
        earliest_start=local("2026-03-03T07:30"),
        min_quantity=Decimal(20),
        ship_lead=Decimal("2.5"),
    )


def seats_of(snapshot: Snapshot) -> Seats:
    """Return the seats beside a book."""
    book = prepare(snapshot=snapshot, now=NOW)
    return Seats(book.problem, snapshot=snapshot, now=NOW, asked_at=NOW, tiers=book.book.tiers)


def in_the_book(snapshot: Snapshot, order: Order) -> Problem:
    """Return the problem of the book with one order more."""
    ground = prepare(snapshot=snapshot, now=NOW)
    more = replace(snapshot, orders=(*snapshot.orders, order))
    costs = {**ground.book.service_costs, order.id: Decimal("4.20")}
    return build_problem(more, now=NOW, tiers=ground.book.tiers, service_costs=costs)


@pytest.mark.parametrize("customer", ["HOTEL", "SCHOOL", "CORNER", "CLINIC"])
@pytest.mark.parametrize("product", ["rye-loaf", "wheat-roll", "free-loaf"])
def test_an_order_in_a_seat_is_as_it_would_be_in_the_book(customer: str, product: str) -> None:
    """Money, dates, speeds, stock, rights to slots and changeovers are those of the same order in the book."""
    order, seats = asking(customer, product), seats_of(RYE_ONLY)
    seat = seats.seat_of(order)
    seats.sit(order, seat, service_cost=Decimal("4.20"))
    seated, booked = seats.problem, in_the_book(RYE_ONLY, order)
    row = booked.orders.ids.index(order.id)
    for column in fields(Orders):
        if column.name not in {"ids", "family"}:
            assert getattr(seated.orders, column.name)[seat] == getattr(booked.orders, column.name)[row], column.name
    assert (seated.lines.minutes_per_unit[seat] == booked.lines.minutes_per_unit[row]).all()
    assert (seated.lines.unit_cost[seat] == booked.lines.unit_cost[row]).all()
    assert (seated.pools.may_use[:, seat] == booked.pools.may_use[:, row]).all()
    rights = [
        [item.may_use[index] for item in problem.reservations] for problem, index in ((seated, seat), (booked, row))
    ]
    assert rights[0] == rights[1]
    for before in booked.families:
        assert _changeover(seated, before, seat) == _changeover(booked, before, row)


def _changeover(problem: Problem, before: str, order: int) -> list[tuple[int, float, float]]:
    """Return minutes, cost and scrap of the changeover from a family to an order's, on every line."""
    lines, change = problem.lines, (slice(None), problem.families.index(before), int(problem.orders.family[order]))
    kinds = (lines.changeover_minutes, lines.changeover_cost, lines.changeover_scrap)
    return list(zip(*(kind[change].tolist() for kind in kinds), strict=True))


def test_two_orders_of_one_customer_can_sit_side_by_side() -> None:
    """The second seat of the pair has the same rights and another row."""
    seats, order = seats_of(bakery()), asking("CLINIC", "free-loaf")
    first, second = seats.seat_of(order), seats.seat_of(order, second=True)
    assert first != second
    assert all(item.may_use[first] == item.may_use[second] for item in seats.problem.reservations)


def test_the_book_beside_the_seats_stays_as_it_was() -> None:
    """Seats are added behind the orders of the book, whose rows nobody touches."""
    before, seats = prepare(snapshot=bakery(), now=NOW).problem, seats_of(bakery())
    for customer in ("HOTEL", "CLINIC"):
        order = asking(customer, "baguette")
        seats.sit(order, seats.seat_of(order), service_cost=Decimal(0))
    for column in fields(Orders):
        assert np.array_equal(
            getattr(seats.problem.orders, column.name)[: before.n], getattr(before.orders, column.name)
        )
    assert (seats.problem.lines.minutes_per_unit[: before.n] == before.lines.minutes_per_unit).all()
    assert (seats.problem.pools.may_use[:, : before.n] == before.pools.may_use).all()


def test_stock_that_should_have_left_already_is_for_nobody() -> None:
    """What must leave before it was asked for cannot come from stock."""
    book = prepare(snapshot=bakery(), now=NOW)
    noon = local("2026-03-05T12:00")
    seats = Seats(book.problem, snapshot=bakery(), now=NOW, asked_at=noon, tiers=book.book.tiers)
    order = replace(asking("CLINIC", "free-loaf"), requested=local("2026-03-05T14:30"))
    assert seats.stock_for(order) == [2]
    assert seats.stock_for(replace(order, requested=local("2026-03-05T14:29"))) == []
