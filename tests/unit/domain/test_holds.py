"""What facts say of held promises."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from unisono.domain.acts.plans import PlanPublished, SnapshotImported
from unisono.domain.acts.promises import PromiseConfirmed, PromiseDropped, PromiseHeld
from unisono.domain.acts.work import StockCounted
from unisono.domain.company import OrderStatus
from unisono.domain.holds import Step, StockPart, Work, next_number, order_of, read_work, record_of, work_text

NOON = local("2026-03-02T12:00")
HOUR = timedelta(hours=1)
WORK = Work(
    line="stone-oven",
    after="B-1",
    wait=NOON,
    start=NOON,
    end=NOON + HOUR,
    stock=(StockPart(row=0, quantity=Decimal("12.5")),),
    displaces=("B-7", "B-4"),
    moves=("B-5",),
)
HELD = PromiseHeld(
    subject="B-3",
    customer="HOTEL",
    product="free-loaf",
    quantity=Decimal(120),
    net_price=Decimal("7.00"),
    requested=NOON,
    due=NOON + HOUR,
    expires_at=NOON + 2 * HOUR,
    plan="plan",
    work=work_text(WORK),
)
PLAN = PlanPublished(plan="plan", snapshot="data", owner="bakehouse", reason="the week")
DATA = SnapshotImported(snapshot="data", as_of=NOON)


@pytest.mark.parametrize("work", [WORK, Work(), Work(is_planned=True)])
def test_a_place_is_read_as_it_was_written(work: Work) -> None:
    """With its stock, and also where there is none."""
    assert read_work(work_text(work)) == work


def test_a_place_is_a_line_stock_or_the_one_in_the_plan() -> None:
    """Without any of them there is no place."""
    parts = (Work(), Work(line="oven"), Work(stock=WORK.stock), Work(is_planned=True))
    assert [work.has_place for work in parts] == [False, True, True, True]


def test_a_promise_ends_when_it_expires_unless_it_was_confirmed() -> None:
    """Dropped, it ends at once, confirmed or not."""
    until = NOON + 2 * HOUR
    held = record_of([(HELD, NOON)]).holds["B-3"]
    assert (held.is_live(at=until - HOUR), held.is_live(at=until)) == (True, False)
    confirmed = record_of([(HELD, NOON), (PromiseConfirmed(subject="B-3"), NOON)]).holds["B-3"]
    assert confirmed.is_live(at=until)
    dropped = record_of([(PromiseDropped(subject="B-3"), NOON + HOUR)], record_of([(HELD, NOON)])).holds["B-3"]
    assert not dropped.is_live(at=NOON)


def test_a_promise_that_gets_another_place_is_the_same_promise() -> None:
    """It was held when it was held first; after it has expired it is a new one."""
    again = replace(HELD, work=work_text(Work()))
    moved = record_of([(HELD, NOON), (PromiseConfirmed(subject="B-3"), NOON), (again, NOON + HOUR)]).holds["B-3"]
    assert (moved.held_at, moved.confirmed_at, moved.work) == (NOON, NOON, Work())
    anew = record_of([(HELD, NOON), (again, NOON + 3 * HOUR)]).holds["B-3"]
    assert (anew.held_at, anew.confirmed_at) == (NOON + 3 * HOUR, None)


def test_what_counts_is_what_happened_since_plan_or_data_changed() -> None:
    """Earlier promises are known, but have no place on the new ones until they are held again."""
    told = [
        (DATA, NOON),
        (PLAN, NOON),
        (HELD, NOON),
        (StockCounted(product="rye-loaf", quantity=Decimal(1), value=Decimal(1)), NOON),
    ]
    record = record_of(told)
    assert (record.snapshot, record.published) == (DATA, PLAN)
    assert [(event.step, event.hold.act.subject) for event in record.events] == [(Step.HELD, "B-3")]
    assert record_of([(replace(PLAN, plan="other"), NOON)], record).events == ()
    assert record_of([(replace(DATA, snapshot="other"), NOON)], record).events == ()


def test_nothing_becomes_of_a_promise_that_nobody_made() -> None:
    """Such a fact says nothing."""
    assert record_of([(PromiseConfirmed(subject="B-9"), NOON), (PromiseDropped(subject="B-9"), NOON)]).holds == {}


def test_a_promise_is_a_firm_order_on_its_own_terms() -> None:
    """What it does not say is as the data have it; what is firm there is as it is."""
    hold = record_of([(HELD, NOON)]).holds["B-3"]
    known = next(order for order in bakery().orders if order.id == "B-3")
    order = order_of(hold, known)
    assert (order.status, order.promised, order.quantity) == (OrderStatus.FIRM, HELD.due, Decimal(120))
    assert order.late_cost_per_day == known.late_cost_per_day
    assert order_of(hold, None).received == NOON
    firm = replace(known, status=OrderStatus.FIRM, promised=NOON)
    assert order_of(hold, firm) is firm


def test_a_promise_without_a_number_gets_the_next_that_nobody_has() -> None:
    """Neither another promise nor an order of the data."""
    taken = replace(bakery(), orders=(replace(bakery().orders[0], id="P-2"),))
    assert next_number(["P-1", "X"], taken) == "P-3"
