"""New data under promises: what they have is taken over, what they have otherwise is listed."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.live_weeks import Week, by, named, plan_for, publish
from tests.weeks import MONDAY, TUESDAY, firm, rye, week
from unisono.domain.commitments.state import Stage
from unisono.domain.company import Order
from unisono.services.live.basing import OlderData
from unisono.services.live.importing_data import Imported, import_snapshot
from unisono.storage.ledger.memory import memory_books

WISH = rye("", 160, by=MONDAY, customer="HOTEL", price="3.10")
BOOK = firm(rye("BOOK", 80, by=TUESDAY))


def monday_with(*promised: str) -> Week:
    """Return the bakery on Monday with its plan in force, and with these promises, confirmed."""
    snapshot = named(week(BOOK))
    monday = Week(books=memory_books(), snapshot=snapshot, now=snapshot.company.as_of)
    publish(monday.books, snapshot, plan_for(snapshot), now=monday.now)
    for number in promised:
        monday.ask(WISH, number=number)
        monday.confirm(number)
    return monday


def import_later(monday: Week, *orders: Order, hours: int = 1, **changes: object) -> Imported:
    """Return what comes of data with these orders, taken some hours later."""
    monday.now += timedelta(hours=hours)
    company = replace(monday.snapshot.company, as_of=monday.now)
    monday.snapshot = named(week(*orders, company=company, **changes))
    return import_snapshot(books=monday.books, snapshot=monday.snapshot, by=by("sales", monday.now))


def ours(monday: Week, number: str) -> Order:
    """Return a promise as the order that it is."""
    return next(order for order in monday.live.snapshot.orders if order.id == number)


def conflicts(imported: Imported) -> set[tuple[str, str, str, str]]:
    """Return what does not agree."""
    return {(item.subject, item.about, item.ours, item.theirs) for item in imported.conflicts}


def test_an_order_that_the_data_have_too_is_counted_once() -> None:
    """It keeps its work, is as the data say, and no conflict is found."""
    monday = monday_with("P-1")
    before = {item.order: item.start for item in monday.live.plan.operations}
    imported = import_later(monday, BOOK, ours(monday, "P-1"))
    assert (imported.conflicts, imported.taken_over) == ((), ("P-1",))
    assert {item.order: item.start for item in monday.live.plan.operations}.keys() == before.keys()
    assert [order.id for order in monday.live.snapshot.orders].count("P-1") == 1


def test_everything_that_is_otherwise_is_a_conflict() -> None:
    """Customer, product, quantity, price and date, each with both values; the data count for what must be made."""
    monday = monday_with("P-1")
    theirs = replace(
        ours(monday, "P-1"),
        customer="SCHOOL",
        product="rye-roll",
        quantity=Decimal(120),
        net_price=Decimal("2.90"),
        promised=TUESDAY,
    )
    imported = import_later(monday, BOOK, theirs)
    assert conflicts(imported) == {
        ("P-1", "customer", "HOTEL", "SCHOOL"),
        ("P-1", "product", "rye-loaf", "rye-roll"),
        ("P-1", "quantity", "160", "120"),
        ("P-1", "net_price", "3.10", "2.90"),
        ("P-1", "promised", "2026-03-02T23:00:00Z", "2026-03-03T23:00:00Z"),
    }
    assert ours(monday, "P-1").quantity == 120


def test_a_confirmed_order_that_the_data_should_know_is_missed() -> None:
    """It stands until a person drops it; data that were taken before it was confirmed cannot know it."""
    monday = monday_with("P-1")
    early = replace(monday.snapshot, policy=replace(monday.snapshot.policy, frozen_hours=Decimal(1)))
    assert conflicts(import_snapshot(books=monday.books, snapshot=named(early), by=by("sales", monday.now))) == set()
    imported = import_later(monday, BOOK)
    assert conflicts(imported) == {("P-1", "status", "confirmed", "missing")}
    assert imported.standing == ("P-1",)
    assert monday.live.has_place("P-1")
    again = import_later(monday, BOOK, replace(ours(monday, "P-1"), status=BOOK.status.INQUIRY, promised=None))
    assert conflicts(again) == {("P-1", "status", "confirmed", "inquiry")}


def test_an_order_that_was_dropped_here_and_is_firm_there() -> None:
    """Somebody must tell the order system, or the customer."""
    monday = monday_with("P-1")
    order = ours(monday, "P-1")
    monday.drop("P-1")
    assert conflicts(import_later(monday, BOOK, order)) == {("P-1", "status", "dropped", "firm")}


def test_a_promise_of_the_plan_that_the_data_tell_otherwise() -> None:
    """A firm order with another date than was promised here is listed as well; a new plan renegotiates it."""
    monday = monday_with()
    imported = import_later(monday, replace(BOOK, promised=MONDAY, quantity=Decimal(60)))
    assert conflicts(imported) == {
        ("BOOK", "promised", "2026-03-03T23:00:00Z", "2026-03-02T23:00:00Z"),
        ("BOOK", "quantity", "80", "60"),
    }


def test_a_conflict_is_written_down_once() -> None:
    """The next data tell it again, the ledger keeps it once; the same data change nothing at all."""
    monday = monday_with("P-1")
    import_later(monday, BOOK)
    import_later(monday, BOOK)
    found = list(monday.books.ledger.entries(kinds=("ConflictFound",)))
    assert [entry.fact.actor.party for entry in found] == ["unisono"]
    size = monday.books.ledger.head().size
    again = import_snapshot(books=monday.books, snapshot=monday.snapshot, by=by("sales", monday.now))
    assert (again.is_new, again.conflicts, monday.books.ledger.head().size) == (False, (), size)


def test_older_data_do_not_come_back() -> None:
    """What is live never goes back in time."""
    monday = monday_with()
    older = monday.snapshot
    import_later(monday, BOOK)
    with pytest.raises(OlderData):
        import_snapshot(books=monday.books, snapshot=older, by=by("sales", monday.now))


def test_a_promise_for_what_the_data_no_longer_have_stands_without_a_place() -> None:
    """The product is gone: nothing can be made, and the promise is still there to be told of."""
    monday = monday_with("P-1")
    products = tuple(product for product in monday.snapshot.products if product.id != "rye-loaf")
    imported = import_later(monday, products=products, rates=monday.snapshot.rates)
    assert imported.standing == ("P-1",)
    assert not monday.live.has_place("P-1")
    publish(monday.books, monday.snapshot, plan_for(monday.snapshot), now=monday.now)
    stages = [state.stage for state in monday.books.ledger.commitments(subject="P-1")]
    assert stages.count(Stage.PROMISED) == 1
    assert stages.count(Stage.WITHDRAWN) == 4
    monday.drop("P-1")
    assert monday.live.standing == {}


def test_data_come_in_before_any_plan() -> None:
    """They are the latest, and nothing stands on them yet."""
    books, snapshot = memory_books(), named(week(BOOK))
    imported = import_snapshot(books=books, snapshot=snapshot, by=by("sales", snapshot.company.as_of))
    assert (imported.is_new, imported.standing, books.ledger.head().size) == (True, (), 1)
