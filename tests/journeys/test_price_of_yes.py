"""Every no of the steel sample has its price and its date of yes, or says why there is none, and both are exact."""

from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

import pytest

from tests.command_line import STEEL
from unisono.bootstrap import executor
from unisono.domain.company import OrderStatus, Snapshot
from unisono.domain.plans import Answer, AnswerKind, Plan
from unisono.engines.promising.desk import Desk
from unisono.engines.promising.yes import dates
from unisono.services.deciding import Effort, plan_together
from unisono.services.preparing import prepare
from unisono.services.promising import open_desk
from unisono.services.telling import Silent
from unisono.storage.reading.company import read_company

CENT = Decimal("0.01")
TRIED = 10


@pytest.fixture(name="steel", scope="module")
def _steel() -> Snapshot:
    """Return the steel sample."""
    snapshot = read_company(STEEL).snapshot
    assert snapshot is not None
    return snapshot


@pytest.fixture(name="plan", scope="module")
def _plan(steel: Snapshot) -> Plan:
    """Return a plan of the steel sample from a short search."""
    ground = prepare(snapshot=steel, now=steel.company.as_of)
    effort = Effort(iterations=5_000, chains=1)
    with executor(1) as inline:
        return plan_together(ground=ground, effort=effort, executor=inline, tell=Silent())


@pytest.fixture(name="desk", scope="module")
def _desk(steel: Snapshot, plan: Plan) -> Desk:
    """Return the promise desk of the plan, read back from it, with the book as it is."""
    return open_desk(snapshot=steel, plan=plan, now=plan.now).desk


@pytest.fixture(name="noes", scope="module")
def _noes(steel: Snapshot, plan: Plan) -> tuple[Answer, ...]:
    """Return the answers to the inquiries that got a no as asked."""
    inquiries = {order.id for order in steel.orders if order.status is OrderStatus.INQUIRY}
    return tuple(
        answer for answer in plan.answers if answer.kind is not AnswerKind.ACCEPTED and answer.order in inquiries
    )


def test_every_no_has_its_price_and_its_date_or_says_why_not(noes: tuple[Answer, ...]) -> None:
    """No customer is left with a bare no."""
    assert len(noes) > TRIED
    for answer in noes:
        assert answer.reason
        assert answer.price_of_yes is not None
        assert (answer.price_of_yes.price is None) == bool(answer.price_of_yes.why_none)
        assert answer.date_of_yes is not None
        assert (answer.date_of_yes.date is None) == bool(answer.date_of_yes.why_none)


def test_the_price_of_yes_is_a_yes_and_one_cent_less_a_no(desk: Desk, noes: tuple[Answer, ...]) -> None:
    """Ten orders are taken at their price of yes, and at one cent less they are not."""
    priced = [answer for answer in noes if answer.price_of_yes and answer.price_of_yes.price is not None][:TRIED]
    assert len(priced) == TRIED
    for answer in priced:
        assert answer.price_of_yes is not None
        assert answer.price_of_yes.price is not None
        order = desk.orders[answer.order]
        assert answer.price_of_yes.price > order.net_price
        assert desk.quote(replace(order, net_price=answer.price_of_yes.price)).is_yes
        assert not desk.quote(replace(order, net_price=answer.price_of_yes.price - CENT)).is_yes


def test_every_day_before_the_date_of_yes_is_a_no(desk: Desk, steel: Snapshot, noes: tuple[Answer, ...]) -> None:
    """Ten orders are taken on their date of yes, and on no earlier day."""
    dated = [answer for answer in noes if answer.date_of_yes and answer.date_of_yes.date is not None][:TRIED]
    assert len(dated) == TRIED
    for answer in dated:
        assert answer.date_of_yes is not None
        date = answer.date_of_yes.date
        assert date is not None
        order = desk.orders[answer.order]
        assert desk.quote(replace(order, requested=date, latest=date)).is_yes
        for earlier in takewhile(date.__gt__, dates(steel, now=desk.book.now)):
            assert not desk.quote(replace(order, requested=earlier, latest=earlier)).is_yes
