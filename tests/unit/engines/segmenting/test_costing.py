"""What a row of the past costs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.florist import NOW, florist
from unisono.domain.company import Sale, Service
from unisono.domain.segments import StepKind
from unisono.engines.segmenting.costing import RateCard
from unisono.engines.segmenting.problem import problem_of

CARD = RateCard.of(problem_of(florist(), now=NOW))


def service(activity: str, count: str, *, minutes: str | None = None, cost: str = "0") -> Service:
    """Return something done for the church."""
    return Service(
        date=date(2026, 2, 1),
        customer="CHURCH",
        activity=activity,
        count=Decimal(count),
        minutes=None if minutes is None else Decimal(minutes),
        cost=Decimal(cost),
    )


@pytest.mark.parametrize(
    ("row", "minutes", "money"),
    [
        (service("call", "5"), "13", "9.75"),
        (service("call", "0"), "3", "2.25"),
        (service("call", "5", minutes="0"), "0", "0"),
        (service("call", "5", minutes="20", cost="1.50"), "20", "16.50"),
        (service("drive", "3"), "0", "24"),
        (service("drive", "3", cost="19.90"), "0", "19.90"),
        (service("fetch", "1"), "15", "9.375"),
    ],
)
def test_the_time_equation_and_the_money(row: Service, minutes: str, money: str) -> None:
    """Measured minutes win over the equation, money of the row over the activity's price."""
    cost = CARD.service_cost(row)
    assert (cost.minutes, cost.money) == (Decimal(minutes), Decimal(money))


def test_a_third_of_a_cent_is_rounded_once() -> None:
    """7 minutes of a department at 10 / 0.7 an hour are 1.6667: the row is rounded, sums are not."""
    snapshot = florist()
    wages = tuple(replace(item, labour_rate_per_hour=Decimal(10)) for item in snapshot.company.departments)
    odd = replace(
        snapshot,
        company=replace(snapshot.company, departments=wages),
        policy=replace(snapshot.policy, practical_capacity=Decimal("0.7")),
    )
    card = RateCard.of(problem_of(odd, now=NOW))
    assert card.service_cost(service("call", "2")).money == Decimal("1.6667")
    assert card.service_cost(service("call", "2")).step is StepKind.ORDER_HANDLING


def test_variable_cost_of_a_line() -> None:
    """The line's own cost wins over quantity times the product's; a return gives it back."""
    roses = Sale(
        date=date(2026, 2, 1),
        invoice="1",
        customer="CHURCH",
        product="rose",
        quantity=Decimal(-20),
        net_amount=Decimal(-50),
    )
    assert CARD.variable_cost(roses) == Decimal(-20)
    assert CARD.variable_cost(replace(roses, variable_cost=Decimal(0))) == Decimal(0)
