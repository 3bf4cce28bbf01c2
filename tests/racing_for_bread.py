"""Guests who ask for the last bread at the same moment, each from a thread or a process of its own.

Run as a program it is one of them: it says `ready`, waits for a line, asks in every ledger that it is given, and says
what it got.
"""

import json
import sys
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.live_weeks import by, named, plan_for, publish
from tests.weeks import MONDAY, rye, week
from unisono.bootstrap import open_books
from unisono.domain.company import Order, Snapshot, Stock, StockKind
from unisono.services.live import read_live
from unisono.services.live.holding import hold_promise

GAP, STOCK = "the last gap", "the last stock"
HALF, ALL = 160, 320
"""Kilograms."""


def bakery_with(what: str) -> Snapshot:
    """Return a bakery that has bread for two on Monday: from a free oven, or from the shelf alone."""
    if what == GAP:
        return named(week())
    shelf = Stock(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(330))
    rates = tuple(replace(rate, family="wheat") for rate in week().rates if rate.family != "rye")
    return named(week(stock=(shelf,), rates=rates))


def wish_of(guest: int, kilograms: int) -> Order:
    """Return what a guest asks for."""
    return rye(f"guest {guest}", kilograms, by=MONDAY, customer="HOTEL" if guest % 2 else "SCHOOL", price="3.10")


def open_bakery(place: str, what: str) -> Snapshot:
    """Publish the empty week in a new ledger."""
    snapshot = bakery_with(what)
    with open_books(place, create=True) as books:
        publish(books, snapshot, plan_for(snapshot), now=snapshot.company.as_of)
    return snapshot


def ask(place: str, guest: int, *, kilograms: int = HALF) -> str:
    """Return the number under which a guest holds bread, empty if there was none left."""
    with open_books(place, create=False) as books:
        now = week().company.as_of
        held = hold_promise(
            books=books,
            order=wish_of(guest, kilograms),
            expires_at=now + timedelta(hours=24),
            by=by(f"counter {guest}", now),
        )
    return "" if held.act is None else held.act.subject


def held_in(place: str) -> list[str]:
    """Return what is held in a ledger, after its live plan was checked."""
    from tests.property.test_live_state import is_sound  # noqa: PLC0415 - programs do not import tests

    with open_books(place, create=False) as books:
        live = read_live(books=books, now=week().company.as_of)
    assert is_sound(live)
    return sorted(live.standing)


if __name__ == "__main__":
    from unisono.bootstrap import prepare_kernel_cache

    prepare_kernel_cache()
    guest, places = int(sys.argv[1]), sys.argv[2:]
    print("ready", flush=True)  # noqa: T201 - it is a program
    sys.stdin.readline()
    print(json.dumps([ask(place, guest, kilograms=ALL) for place in places]), flush=True)  # noqa: T201 - it is a program
