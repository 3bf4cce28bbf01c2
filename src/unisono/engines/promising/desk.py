"""The promise desk: asks a published plan whether one order could be taken in, on the terms that the order states.

Every question is answered from the one fixed set of insertions (`planning.kernel.insertion`) and from the rules of no,
so that two people who ask the same get the same answer, and the price and the date of yes mean what they say. The desk
opens once on a plan; whoever asks takes a seat (`seats`), whether or not the order is in the book.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from unisono.domain.company import Order, Snapshot, Tier
from unisono.domain.policy import Verdict
from unisono.engines.planning.insertions import Insertion, Touched, Ways
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution
from unisono.engines.promising.seats import Seats
from unisono.engines.ruling.order_fields import PRICE_FIELDS
from unisono.engines.ruling.reading import FieldReader
from unisono.engines.ruling.rulebook import RuleBook, Ruling

CENT = Decimal("0.01")
"""The grid of prices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The answer to one question: the rule that says no, if one does, and the best insertion, if there is one.

    `order` is what was asked for, with its price, dates and quantity.
    """

    order: Order
    ruling: Ruling | None
    insertion: Insertion | None

    @property
    def is_yes(self) -> bool:
        """Return whether the order would be taken on these terms."""
        return self.ruling is None and self.insertion is not None and self.insertion.is_yes


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the desk knows beside the plan: the company's data, tiers and expected service costs by id.

    `now` is the plan's minute 0, `asked_at` when the desk is asked: None when that is `now` too. `expect_service` says
    what serving an order will cost, of the book or not.
    """

    snapshot: Snapshot
    now: datetime
    tiers: Mapping[str, Tier]
    service_costs: Mapping[str, Decimal]
    expect_service: Callable[[Order], Decimal]
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a quote puts its order; `row` is the order's in the problem of `Desk.seated`.

    `line` is None where stock serves all of it; `beside` names the order whose campaign it joins, if it does;
    `changeover_minutes` is the changeover before it.
    """

    row: int
    line: int | None
    end: int
    from_stock: float
    changeover_minutes: int
    beside: str | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Listed:
    """The insertions of one order that end by a minute; `key` is what they depend on."""

    key: tuple[object, ...]
    until: int
    ways: Ways


class Desk:
    """A published plan, open to questions about orders that have no place in it; not shared between threads."""

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
        self.dearest = max([CENT, *(order.net_price for order in book.snapshot.orders)])
        self.asked_at = book.asked_at or book.now
        self._seats = Seats(problem, snapshot=book.snapshot, now=book.now, asked_at=self.asked_at, tiers=book.tiers)
        self._session = Session(self._seats.problem)
        self._session.load(sequences=plan.sequences, waits=self._seats.with_seats(plan.waits), takes=plan.takes)
        self._gaps = self._session.first_gaps()
        self._listed: _Listed | None = None
        self._is_taking = False
        self._rules = RuleBook.of(book.snapshot.policy.rules)
        self._reader = FieldReader(book.snapshot, now=self.asked_at, tiers=book.tiers, service_costs=book.service_costs)

    def is_out(self, order_id: str) -> bool:
        """Return whether an order of the book has no place in the plan."""
        return self._session.is_out(self.index[order_id])

    def name_of(self, order: int) -> str:
        """Return the id of an order that has a place, by its index."""
        return self._seats.problem.orders.ids[order]

    def ruling(self, order: Order) -> Ruling | None:
        """Return the rule that says no to an order, if one does."""
        fields = self._reader.fields(order, service_cost=self.book.expect_service(order))
        ruling = self._rules.verdict(fields)
        return None if ruling is None or ruling.verdict is Verdict.ALLOW else ruling

    def reads_price(self, rule: int) -> bool:
        """Return whether another price may change what the rules say: this rule, or one that is read before it."""
        read = (item for item in self._rules.rules if item.number <= rule)
        return any(self._rules.reads(item) & PRICE_FIELDS for item in read)

    def quote(self, order: Order, *, with_rules: bool = True) -> Quote:
        """Return the answer to an inquiry that has no place in the plan, on the terms that it states."""
        ruling = self.ruling(order) if with_rules else None
        insertion = None
        if ruling is None:
            with self._seated(order) as seat:
                insertion = self._session.best_of(seat, self._ways(order, seat))
        return Quote(order=order, ruling=ruling, insertion=insertion)

    def touched(self, quote: Quote) -> tuple[Touched, ...]:
        """Return whose work an order would move or push out, in turn; nobody's without an insertion."""
        if quote.insertion is None:
            return ()
        with self._seated(quote.order):
            return self._session.touched(quote.insertion)

    @contextmanager
    def seated(self, quote: Quote) -> Iterator[tuple[Problem, Place]]:
        """Give the place that a quote names, and the problem with the order's row, which is true for so long.

        Raises:
            ValueError: the quote has no insertion.
        """
        insertion = _insertion_of(quote)
        with self._seated(quote.order) as row:
            yield self._seats.problem, self._place(row, insertion)

    @contextmanager
    def alone(self, order: Order) -> Iterator[tuple[Problem, int]]:
        """Give the problem with an order's row, and the row; both are true for so long."""
        with self._seated(order) as row:
            yield self._seats.problem, row

    def _place(self, row: int, insertion: Insertion) -> Place:
        line, gap, _, with_stock = map(int, insertion.found)
        problem, beside = self._seats.problem, self._session.neighbours(insertion)
        family = problem.orders.family
        same = [order for order in beside if family[order] == family[row]]
        quantity, free = float(problem.orders.quantity[row]), self._session.free_stock(row)
        before = family[beside[0]] if line >= 0 and gap > 0 else problem.lines.initial[max(0, line)]
        return Place(
            row=row,
            line=None if line < 0 else line,
            end=insertion.end,
            from_stock=min(quantity, free) if with_stock else 0.0,
            changeover_minutes=int(problem.lines.changeover_minutes[max(0, line), before, family[row]]),
            beside=problem.orders.ids[same[0]] if same else None,
        )

    @contextmanager
    def taking(self, quote: Quote) -> Iterator[None]:
        """Let an order be in the plan as quoted for a while; whoever asks meanwhile takes the second seat.

        Raises:
            ValueError: the quote has no insertion.
        """
        insertion = _insertion_of(quote)
        with self._seated(quote.order), self._session.made(insertion):
            self._listed, self._is_taking = None, True
            try:
                yield
            finally:
                self._listed, self._is_taking = None, False

    def after(self, quote: Quote) -> tuple[Problem, Solution]:
        """Return the plan with the order taken in as quoted, and the problem with its row, `quote.insertion.order`.

        Both are good until somebody else is asked for; the desk's own plan stays as it is.

        Raises:
            ValueError: the quote has no insertion.
        """
        with self.taking(quote):
            return self._seats.problem, self._session.solution()

    def _ways(self, order: Order, seat: int) -> Ways:
        """Return all insertions of an order, which differ neither with its price nor with its dates.

        Most are answered by those that end before the order is of no use any more; who asks for a later date too is
        answered by all.
        """
        asked = (seat, order.product, order.customer, order.quantity, order.earliest_start, order.ship_lead)
        key, until = (*asked, *self._seats.stock_for(order)), int(self._seats.problem.orders.deadline[seat])
        listed = self._listed
        if listed is None or listed.key != key or listed.until < until:
            until = until if listed is None or listed.key != key else self.problem.horizon
            ways = self._session.insertions_of(seat, self._gaps, until=until)
            self._listed = listed = _Listed(key=key, until=until, ways=ways)
        return listed.ways

    @contextmanager
    def _seated(self, order: Order) -> Iterator[int]:
        """Let an order take a seat for a while, with all stock held back that is not for it."""
        seat = self._seats.seat_of(order, second=self._is_taking)
        self._session.replace_order(seat, self._seats.sit(order, seat, service_cost=self.book.expect_service(order)))
        with self._session.holding_back(self._seats.stock_for(order)):
            yield seat


def _insertion_of(quote: Quote) -> Insertion:
    if quote.insertion is None:
        message = "the quote has no insertion"
        raise ValueError(message)
    return quote.insertion
