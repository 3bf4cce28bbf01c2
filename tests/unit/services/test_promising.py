"""One inquiry is answered from a published plan."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from unisono.bootstrap import executor
from unisono.domain.company import Order, Snapshot, Stock, StockKind
from unisono.domain.plans import AnswerKind, Plan
from unisono.services.deciding import Effort, plan_together
from unisono.services.preparing import prepare
from unisono.services.promising import OrderHasItsPlace, answer_inquiry, open_desk, promise_date
from unisono.services.telling import Silent

CAKES = Stock(product="free-loaf", kind=StockKind.OWN, quantity=Decimal(500), location="freezer")
THORN = replace(bakery(), stock=(*bakery().stock, CAKES))
NOW = THORN.company.as_of


def plan_of(snapshot: Snapshot) -> Plan:
    """Return a plan from a short search."""
    ground = prepare(snapshot=snapshot, now=snapshot.company.as_of)
    with executor(1) as inline:
        return plan_together(ground=ground, effort=Effort(iterations=300), executor=inline, tell=Silent())


@pytest.fixture(name="plan", scope="module")
def _plan() -> Plan:
    """Return a plan of the bakery, which has many gluten-free loaves in its freezer."""
    return plan_of(THORN)


def inquiry(product: str, quantity: int, by: str) -> Order:
    """Return what the hotel asks for at list price."""
    price = next(item.list_price for item in THORN.products if item.id == product)
    assert price is not None
    wanted = local(by)
    return Order(
        id="new",
        customer="HOTEL",
        product=product,
        quantity=Decimal(quantity),
        net_price=price,
        received=NOW,
        requested=wanted,
        latest=wanted,
    )


def test_a_yes_names_date_line_and_money(plan: Plan) -> None:
    """Rye for the hotel is made on the stone oven, delivered when wanted, earns money, and the plan gains by it."""
    answer = promise_date(snapshot=THORN, plan=plan, order=inquiry("rye-loaf", 60, "2026-03-07T00:00"), now=NOW).answer
    assert answer.kind is AnswerKind.ACCEPTED
    assert (answer.line, answer.delivery, answer.days_late) == ("stone-oven", local("2026-03-07T00:00"), Decimal(0))
    assert answer.contribution is not None
    assert answer.contribution_per_hour is not None
    assert answer.change is not None
    assert answer.contribution > 0
    assert answer.change > 0


def test_what_lies_in_stock_needs_no_line(plan: Plan) -> None:
    """Loaves from the freezer are a yes without any oven."""
    answer = promise_date(snapshot=THORN, plan=plan, order=inquiry("free-loaf", 40, "2026-03-03T00:00"), now=NOW).answer
    assert answer.kind is AnswerKind.ACCEPTED
    assert (answer.line, answer.from_stock, answer.contribution_per_hour) == ("", Decimal(40), None)


def test_a_no_has_its_price_and_date(plan: Plan) -> None:
    """More rye than the oven bakes until Wednesday is a no at any price, and a yes on a later day."""
    answer = promise_date(snapshot=THORN, plan=plan, order=inquiry("rye-loaf", 900, "2026-03-04T00:00"), now=NOW).answer
    assert answer.kind is not AnswerKind.ACCEPTED
    assert answer.reason
    assert answer.price_of_yes is not None
    assert answer.price_of_yes.why_none
    assert answer.date_of_yes is not None


def test_the_book_gets_the_answers_that_are_in_the_plan(plan: Plan) -> None:
    """Asked again on its own terms, an order of the book hears what the plan told it."""
    told = {answer.order: answer for answer in plan.answers}
    for order in THORN.orders:
        if told[order.id].kind is not AnswerKind.ACCEPTED:
            assert promise_date(snapshot=THORN, plan=plan, order=order, now=NOW).answer == told[order.id]


@pytest.mark.parametrize(("order_id", "sentence"), [("B-1", "is firm"), ("B-3", "has its place")])
def test_who_has_a_place_is_not_asked_for(plan: Plan, order_id: str, sentence: str) -> None:
    """A firm order and an accepted one are refused."""
    order = next(order for order in THORN.orders if order.id == order_id)
    with pytest.raises(OrderHasItsPlace, match=sentence):
        promise_date(snapshot=THORN, plan=plan, order=order, now=NOW)


def test_what_has_started_is_left_alone(plan: Plan) -> None:
    """Asked on Thursday noon, nothing is put before work that started earlier, and lead times count from then."""
    noon = local("2026-03-05T12:00")
    order = inquiry("rye-loaf", 30, "2026-03-08T00:00")
    desk = open_desk(snapshot=THORN, plan=plan, now=noon).desk
    quote = desk.quote(order)
    assert quote.is_yes
    assert quote.insertion is not None
    _, after = desk.after(quote)
    starts = {THORN.orders[job.order].id: job.start for job in after.jobs if job.order < len(THORN.orders)}
    minutes = round((noon - NOW) / timedelta(minutes=1))
    assert all(job.start >= minutes for job in after.jobs if job.order == quote.insertion.order)
    for operation in plan.operations:
        if operation.changeover_start < noon:
            assert starts[operation.order] == round((operation.start - NOW) / timedelta(minutes=1))


def test_nothing_is_offered_for_a_day_that_is_over(plan: Plan) -> None:
    """Asked on Thursday noon for loaves by the evening, a day on the road: the freezer serves on Friday, not before."""
    noon = local("2026-03-05T12:00")
    order = replace(inquiry("free-loaf", 40, "2026-03-06T00:00"), ship_lead=Decimal(24))
    answer = promise_date(snapshot=THORN, plan=plan, order=order, now=noon).answer
    assert answer.kind is AnswerKind.POSTPONED
    assert answer.date_of_yes is not None
    assert answer.date_of_yes.date == local("2026-03-07T00:00")


def test_one_desk_answers_all_who_come(plan: Plan) -> None:
    """Whoever asked before, and whatever, the answer is that of a desk that was opened for it alone."""
    asked = [
        inquiry("rye-loaf", 60, "2026-03-07T00:00"),
        replace(inquiry("rye-loaf", 900, "2026-03-04T00:00"), min_quantity=Decimal(100)),
        replace(inquiry("free-loaf", 700, "2026-03-06T00:00"), customer="CLINIC", min_quantity=Decimal(50)),
        replace(inquiry("wheat-roll", 200, "2026-03-05T00:00"), customer="SCHOOL", net_price=Decimal("1.10")),
    ]
    desk = open_desk(snapshot=THORN, plan=plan, now=NOW)
    together = [answer_inquiry(desk, order) for order in (*asked, *reversed(asked))]
    alone = [promise_date(snapshot=THORN, plan=plan, order=order, now=NOW) for order in asked]
    assert together == [*alone, *reversed(alone)]
    assert {promise.answer.kind is AnswerKind.ACCEPTED for promise in alone} == {True, False}
