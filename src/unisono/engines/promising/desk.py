"""The promise desk: asks a published plan whether one order could be taken in, at a price and by a date.

Every question is answered from the one fixed set of insertions (`planning.kernel.insertion`) and from the rules of no,
so that two people who ask the same get the same answer, and the price and the date of yes mean what they say.
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

import numpy as np

from unisono.domain.company import Order, Snapshot, Tier
from unisono.domain.policy import Verdict
from unisono.engines.planning.building import due_instant, is_good_at, is_stock_for, late_cost_per_day
from unisono.engines.planning.calendars import minute_of
from unisono.engines.planning.problem import ENDLESS, Problem
from unisono.engines.planning.session import Insertion, Session
from unisono.engines.planning.solution import Solution
from unisono.engines.ruling.order_fields import PRICE_FIELDS
from unisono.engines.ruling.reading import FieldReader
from unisono.engines.ruling.rulebook import RuleBook, Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is asked: a net price a unit, a date at the customer's door, and after when it is no use (None: never)."""

    net_price: Decimal
    wanted: datetime
    latest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The answer to one question: the rule that says no, if one does, and the best insertion, if there is one."""

    terms: Terms
    ruling: Ruling | None
    insertion: Insertion | None

    @property
    def is_yes(self) -> bool:
        """Return whether the order would be taken on these terms."""
        return self.ruling is None and self.insertion is not None and self.insertion.is_yes


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the desk knows beside the plan: the company's data, tiers and expected service costs by id.

    `now` is the plan's minute 0, `asked_at` when the desk is asked: None when that is `now` too.
    """

    snapshot: Snapshot
    now: datetime
    tiers: Mapping[str, Tier]
    service_costs: Mapping[str, Decimal]
    asked_at: datetime | None = None


class Desk:
    """A published plan, open to questions about orders that have no place in it."""

    def __init__(self, book: Book, problem: Problem, plan: Solution) -> None:
        """Open the desk.

        Args:
            book: the company's data.
            problem: built from them, with all orders of the book in their order.
            plan: the published plan of that problem.
        """
        self.book = book
        self.problem = problem
        self.orders = {order.id: order for order in book.snapshot.orders}
        self.index = {order: index for index, order in enumerate(problem.orders.ids)}
        self._session = Session(_at_any_date(problem, book.snapshot))
        self._session.load(sequences=plan.sequences, waits=plan.waits, takes=plan.takes)
        self._gaps = self._session.first_gaps()
        self._rules = RuleBook.of(book.snapshot.policy.rules)
        self._reader = FieldReader(
            book.snapshot, now=book.asked_at or book.now, tiers=book.tiers, service_costs=book.service_costs
        )

    def is_out(self, order_id: str) -> bool:
        """Return whether an order has no place in the plan."""
        return self._session.is_out(self.index[order_id])

    def terms_of(self, order_id: str) -> Terms:
        """Return the terms on which an order of the book is asked for."""
        order = self.orders[order_id]
        return Terms(net_price=order.net_price, wanted=order.requested, latest=order.latest)

    def ruling(self, order_id: str, terms: Terms) -> Ruling | None:
        """Return the rule that says no to an order on these terms, if one does."""
        order = replace(self.orders[order_id], net_price=terms.net_price, requested=terms.wanted, latest=terms.latest)
        ruling = self._rules.verdict(self._reader.fields(order))
        return None if ruling is None or ruling.verdict is Verdict.ALLOW else ruling

    def reads_price(self, rule: int) -> bool:
        """Return whether another price may change what the rules say: this rule, or one that is read before it."""
        read = (item for item in self._rules.rules if item.number <= rule)
        return any(self._rules.reads(item) & PRICE_FIELDS for item in read)

    def quote(self, order_id: str, terms: Terms, *, with_rules: bool = True) -> Quote:
        """Return the answer to an order without a place on these terms."""
        ruling = self.ruling(order_id, terms) if with_rules else None
        insertion = None
        if ruling is None:
            with self._altered(order_id, terms):
                insertion = self._session.try_insertion(self.index[order_id], self._gaps)
        return Quote(terms=terms, ruling=ruling, insertion=insertion)

    def after(self, order_id: str, quote: Quote) -> Solution:
        """Return the plan with the order taken in as quoted; the desk's own plan stays as it is.

        Raises:
            ValueError: the quote has no insertion.
        """
        with self._altered(order_id, quote.terms):
            return self._session.solution_after(_insertion_of(quote))

    def lateness(self) -> dict[int, int]:
        """Return the minutes late of every order in the plan."""
        return self._late(self._session.ends())

    def lateness_after(self, order_id: str, quote: Quote) -> dict[int, int]:
        """Return the minutes late of every order if this one were taken in as quoted; the plan stays as it is.

        Raises:
            ValueError: the quote has no insertion.
        """
        with self._altered(order_id, quote.terms):
            return self._late(self._session.ends_after(_insertion_of(quote)))

    def _late(self, ends: dict[int, int]) -> dict[int, int]:
        due = self._session.world.orders["due"]
        return {order: max(0, end - int(due[order])) for order, end in ends.items()}

    @contextmanager
    def _altered(self, order_id: str, terms: Terms) -> Iterator[None]:
        """Let the kernel see an order on these terms for a while, with the stock that is still good then."""
        order = self.orders[order_id]
        asked = replace(order, net_price=terms.net_price, requested=terms.wanted, latest=terms.latest)
        due = due_instant(asked)
        free = self._session.world.pools["free"].copy()
        good = [is_good_at(row, due) for row in self.book.snapshot.stock]
        held_back = np.where(np.array(good, np.bool_), 0.0, free)
        self._session.world.pools["free"] -= held_back
        self._tell(order_id, asked)
        try:
            yield
        finally:
            self._tell(order_id, order)
            self._session.world.pools["free"] += held_back

    def _tell(self, order_id: str, order: Order) -> None:
        """Write an order's price and dates into the kernel."""
        book, index = self.book, self.index[order_id]
        shipping = math.ceil(order.ship_lead * 60)
        tier = book.tiers.get(order.customer, Tier.STANDARD)
        late = late_cost_per_day(order, tier=tier, snapshot=book.snapshot)
        latest = ENDLESS if order.latest is None else minute_of(order.latest, now=book.now) - shipping
        self._session.alter(
            index,
            base_gain=float(order.quantity * order.net_price) - float(book.service_costs[order_id]),
            late=float(late) / 1440.0,
            due=minute_of(due_instant(order), now=book.now),
            deadline=min(latest, self.problem.horizon),
        )


def _at_any_date(problem: Problem, snapshot: Snapshot) -> Problem:
    """Return the problem in which stock is for an order at any date; the desk holds back what is not good then."""
    may_use = [[is_stock_for(row, order) for order in snapshot.orders] for row in snapshot.stock]
    pools = replace(problem.pools, may_use=np.array(may_use, np.bool_).reshape(problem.pools.may_use.shape))
    return replace(problem, pools=pools)


def _insertion_of(quote: Quote) -> Insertion:
    if quote.insertion is None:
        message = "the quote has no insertion"
        raise ValueError(message)
    return quote.insertion
