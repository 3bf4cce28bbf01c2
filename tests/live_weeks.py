"""Weeks of the Thorn Bakery that are lived through: published, asked, held, confirmed, and imported again."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from tests.bakeries import made_up_order
from unisono.bootstrap import InlineExecutor
from unisono.domain.company import Order, OrderStatus, Snapshot
from unisono.domain.facts import Actor, Medium, Origin
from unisono.domain.plans import Plan
from unisono.services.deciding import Effort, plan_together
from unisono.services.live import LiveState, read_live
from unisono.services.live.holding import Held, Submitter, confirm_promise, drop_promise, hold_promise
from unisono.services.live.importing_data import import_snapshot
from unisono.services.ports import Books
from unisono.services.preparing import prepare
from unisono.services.publishing import Publication, Published, publish_plan
from unisono.services.telling import Silent
from unisono.storage.reading.hashing import content_hash

DAY = timedelta(hours=24)


def by(party: str, now: datetime) -> Submitter:
    """Return a party that does something at a moment."""
    return Submitter(actor=Actor(party=party), origin=Origin(medium=Medium.COMMAND, place="a test"), now=now)


def named(snapshot: Snapshot) -> Snapshot:
    """Return the data under the hash that names them."""
    return replace(snapshot, content_hash=content_hash(snapshot))


def plan_for(snapshot: Snapshot, *, seed: int = 1, moves: int = 60) -> Plan:
    """Return a plan of the data."""
    ground = prepare(snapshot=snapshot, now=snapshot.company.as_of)
    with InlineExecutor() as inline:
        return plan_together(ground=ground, effort=Effort(iterations=moves, seed=seed), executor=inline, tell=Silent())


def publish(
    books: Books, snapshot: Snapshot, plan: Plan, *, now: datetime, reason: str = "the week's plan"
) -> Published:
    """Publish a plan in the name of the bakehouse."""
    publication = Publication(snapshot=snapshot, plan=plan, owner="bakehouse", reason=reason)
    return publish_plan(books=books, publication=publication, by=by("bakehouse", now))


@dataclass(slots=True, kw_only=True)
class Week:
    """A bakery's week as it goes: its books, its data, and what has been held."""

    books: Books
    snapshot: Snapshot
    now: datetime
    held: list[Held] = field(default_factory=list)

    @property
    def live(self) -> LiveState:
        """Return what holds now."""
        return read_live(books=self.books, now=self.now)

    def ask(self, order: Order, *, hours: int = 24, number: str = "") -> Held:
        """Ask for an order, held for some hours."""
        held = hold_promise(
            books=self.books,
            order=order,
            number=number,
            expires_at=self.now + timedelta(hours=hours),
            by=by("sales", self.now),
        )
        if held.act is not None:
            self.held.append(held)
        return held

    def confirm(self, order: str) -> None:
        """Confirm a promise."""
        confirm_promise(books=self.books, order=order, by=by("sales", self.now))

    def drop(self, order: str) -> None:
        """Drop a promise."""
        drop_promise(books=self.books, order=order, reason="the guests stay away", by=by("sales", self.now))

    def take_in(self, snapshot: Snapshot) -> None:
        """Import data."""
        self.snapshot = named(snapshot)
        import_snapshot(books=self.books, snapshot=self.snapshot, by=by("sales", self.now))


def wish(random: Random, snapshot: Snapshot) -> Order:
    """Return an inquiry that is not in the book, or one that is."""
    if random.random() < 0.4:
        return random.choice(
            [order for order in snapshot.orders if order.status is OrderStatus.INQUIRY] or [_new(random, snapshot)]
        )
    return _new(random, snapshot)


def _new(random: Random, snapshot: Snapshot) -> Order:
    return replace(made_up_order(random, snapshot, 99), status=OrderStatus.INQUIRY, promised=None)


def ordered_at_last(live: LiveState, random: Random) -> Iterator[Order]:
    """Yield the orders as the data have them a day later: some confirmed ones are known, some others have gone."""
    known = {order.id: order for order in live.snapshot.orders}
    for order in live.footing.snapshot.orders:
        if order.id in live.standing and live.standing[order.id].confirmed_at is not None:
            continue
        if random.random() < 0.8:
            yield order
    for name, hold in live.standing.items():
        if hold.confirmed_at is not None and random.random() < 0.6:
            yield known[name]
