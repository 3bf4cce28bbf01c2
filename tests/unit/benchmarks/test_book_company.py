"""The made-up company whose order book benchmarks plan."""

from datetime import timedelta
from decimal import Decimal

import pytest

from benchmarks.book_company import ORDERS_A_CAMPAIGN, company_with_book
from unisono.domain.company import OrderStatus, Snapshot, Tier
from unisono.services.preparing import prepare


@pytest.fixture(scope="module")
def busy() -> Snapshot:
    """Return a book of 600 orders on four lines that asks for a quarter more than there is time."""
    return company_with_book(orders=600, lines=4, load=1.25, seed=1)


def test_the_same_seed_gives_the_same_book(busy: Snapshot) -> None:
    """Two people who measure the same book measure the same orders; another seed gives another book."""
    assert company_with_book(orders=600, lines=4, load=1.25, seed=1) == busy
    assert company_with_book(orders=600, lines=4, load=1.25, seed=2).orders != busy.orders


@pytest.mark.parametrize("load", [0.7, 1.25])
def test_the_load_is_what_was_asked_for(load: float) -> None:
    """The hours of all orders and their changeovers, over the hours that the lines are open, are the load."""
    company = company_with_book(orders=1000, lines=4, load=load, seed=1)
    problem = prepare(snapshot=company, now=company.company.as_of).problem
    minutes = problem.lines.minutes_per_unit
    able = minutes < float("inf")
    work = float((minutes.sum(axis=1, where=able) / able.sum(axis=1) * problem.orders.quantity).sum())
    changeover = sum(float(row.minutes) for row in company.changeovers) / len(company.changeovers)
    hours_open = sum(
        int((windows[:, 1] - windows[:, 0]).sum()) for windows in problem.lines.windows if windows is not None
    )
    assert (work + changeover * problem.n / ORDERS_A_CAMPAIGN) / hours_open == pytest.approx(load, rel=0.05)


def test_ten_thousand_orders_on_ten_lines_are_months_of_work() -> None:
    """A large book is planned for two to four months, and orders are due in every tenth of that time."""
    company = company_with_book(orders=10_000, lines=10, load=1.25, seed=1)
    planned = company.company.horizon_end - company.company.as_of
    assert timedelta(days=60) < planned < timedelta(days=120)
    tenths = {(order.requested - company.company.as_of) * 10 // planned for order in company.orders}
    assert tenths == set(range(10))


def test_families_run_on_some_lines_at_different_paces(busy: Snapshot) -> None:
    """Each family can be made on at least three lines and at no two of them at the same pace; lines have families."""
    for family in {product.family for product in busy.products}:
        paces = [rate.units_per_hour for rate in busy.rates if rate.family == family]
        assert len(paces) >= 3
        assert len(set(paces)) > 1
    assert all(sum(rate.line == line.id for rate in busy.rates) >= 10 for line in busy.lines)


def test_a_changeover_takes_another_time_back(busy: Snapshot) -> None:
    """Going from one family to another and back are two different changeovers, both with money and scrap."""
    minutes = {(row.line, row.from_family, row.to_family): row.minutes for row in busy.changeovers}
    other = [minutes[line, after, before] != took for (line, before, after), took in minutes.items()]
    assert sum(other) > 0.9 * len(other)
    assert min(row.cost for row in busy.changeovers) > 0
    assert min(row.scrap_units for row in busy.changeovers) > 0


def test_tiers_differ_in_what_they_bring(busy: Snapshot) -> None:
    """An hour of work for gold brings more than one for silver, and that more than one for standard."""
    products = {product.id: product for product in busy.products}
    tiers = {customer.id: customer.tier for customer in busy.customers}
    ratio = {tier: [Decimal(0), Decimal(0)] for tier in Tier}
    for order in busy.orders:
        sums = ratio[tiers[order.customer] or Tier.STANDARD]
        sums[0] += order.quantity * (order.net_price - products[order.product].variable_cost)
        sums[1] += order.quantity
    gold, silver, standard = (ratio[tier][0] / ratio[tier][1] for tier in Tier)
    assert gold > silver > standard


def test_near_orders_are_mostly_firm(busy: Snapshot) -> None:
    """Most orders of the first third of the time are firm and promised, most of the last third are inquiries."""
    by_date = sorted(busy.orders, key=lambda order: order.requested)
    firm = [order.status is OrderStatus.FIRM for order in by_date]
    assert sum(firm[:200]) > 90
    assert sum(firm[-200:]) < 60
    assert all((order.promised is not None) == (order.status is OrderStatus.FIRM) for order in by_date)


def test_lines_rest_at_night_or_on_sunday(busy: Snapshot) -> None:
    """No line works around the clock, and four lines have four different calendars."""
    problem = prepare(snapshot=busy, now=busy.company.as_of).problem
    hours_open = [
        int((windows[:, 1] - windows[:, 0]).sum()) for windows in problem.lines.windows if windows is not None
    ]
    assert len(set(hours_open)) == 4
    assert max(hours_open) < problem.horizon


def test_a_scarce_warehouse_is_smaller_than_the_goods() -> None:
    """Where room is asked to be scarce the warehouse holds some days' output and more room has a price."""
    company = company_with_book(orders=200, lines=3, load=0.7, seed=1, scarce_room=True)
    room = company.company.warehouse_room
    assert room is not None
    assert 0 < room < sum(order.quantity for order in company.orders)
    assert company.company.extra_room_price > 0
