"""What holds at a moment: the data, and the plan in force with every promise that stands in its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from unisono.domain.changes import Change, OrderCancelled, OrderReceived
from unisono.domain.company import OrderStatus, Snapshot
from unisono.domain.holds import LIVE_KINDS, Event, Hold, Record, order_of, record_of
from unisono.domain.plans import Answer, AnswerKind, Plan
from unisono.engines.planning.reading import decisions_of, plan_of
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution
from unisono.engines.promising.answering import accepted, campaigns_of, made_by, refused, tier_of
from unisono.engines.promising.desk import Desk
from unisono.engines.promising.replaying import LivePlan, placed_in
from unisono.services.ports import Books, Ledger
from unisono.services.preparing import Ground, prepare
from unisono.services.promising import OpenDesk
from unisono.services.replanning import Amendment, amend

TAKEN = "Its place went to an order that was promised meanwhile."
NEW = "The plan in force did not know it; ask for it."


class NoPlanInForce(Exception):  # noqa: N818 - it says what is missing
    """No plan has been published, so that there is nothing to promise from."""

    def __init__(self) -> None:
        super().__init__("No plan is in force: publish one with `unisono publish`.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Footing:
    """Data and a plan, on which promises stand; `ground` is of the later of their moments.

    The plan may have been made from earlier data: then what is left of it is done as soon as it can be.
    """

    snapshot: Snapshot
    plan: Plan
    ground: Ground

    @classmethod
    def of(cls, snapshot: Snapshot, plan: Plan) -> "Footing":
        """Return the footing that data and a plan are."""
        now = max(plan.now, snapshot.company.as_of)
        return cls(snapshot=snapshot, plan=plan, ground=prepare(snapshot=snapshot, now=now))

    @property
    def now(self) -> datetime:
        """Return minute 0 of the plan as it is left."""
        return self.ground.book.now

    def with_promises(self, holds: Iterable[Hold], *, now: datetime) -> Amendment:
        """Return the data in which promises are firm orders."""
        return amend(self.ground, tuple(changes_of(self.snapshot, holds)), now=max(now, self.now))

    def live_plan(self, amendment: Amendment) -> LivePlan:
        """Return the plan, open to be filled with promises."""
        problem = amendment.problem
        return LivePlan(
            problem,
            decisions_of(problem, self.plan, now=self.now),
            now=self.now,
            frozen=timedelta(hours=float(self.snapshot.policy.frozen_hours)),
        )


def changes_of(snapshot: Snapshot, holds: Iterable[Hold]) -> Iterator[Change]:
    """Yield the changes that make promises firm orders of the company's data."""
    known = {order.id: order for order in snapshot.orders}
    for hold in holds:
        order = known.get(hold.act.subject)
        if (order is None or order.status is not OrderStatus.FIRM) and has_names(snapshot, hold):
            if order is not None:
                yield OrderCancelled(order=order.id)
            yield OrderReceived(order=order_of(hold, order))


def has_names(snapshot: Snapshot, hold: Hold) -> bool:
    """Return whether the data still have the customer and the product of a promise."""
    customers, products = snapshot.customers, snapshot.products
    return any(hold.act.customer == item.id for item in customers) and any(
        hold.act.product == item.id for item in products
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LiveState:
    """What holds at `now`, read from the first `position` facts.

    `standing` are the promises that stand, by order; `amendment` has them as firm orders, `solution` and `plan` with
    their work. `unsettled` are orders of which nothing is to be said yet: promises that are not confirmed, who stands
    back for one, and orders that the plan in force did not know.
    """

    position: int
    now: datetime
    record: Record
    footing: Footing
    standing: Mapping[str, Hold]
    amendment: Amendment
    solution: Solution
    plan: Plan
    unsettled: frozenset[str]

    @property
    def snapshot(self) -> Snapshot:
        """Return the data with the promises as firm orders."""
        return self.amendment.book.snapshot

    def open_desk(self) -> OpenDesk:
        """Return the desk that answers from this state."""
        book = replace(self.amendment.book, asked_at=max(self.now, self.footing.now))
        desk = Desk(book, self.amendment.problem, self.solution)
        return OpenDesk(desk=desk, campaigns=campaigns_of(self.plan))

    def has_place(self, order: str) -> bool:
        """Return whether an order has a place in the plan."""
        rows = {name: row for row, name in enumerate(self.amendment.problem.orders.ids)}
        return order in rows and rows[order] in placed_in(self.solution)


def read_record(ledger: Ledger, *, until: int) -> Record:
    """Return what the first facts of a ledger say of data, plan and promises."""
    entries = ledger.entries(until=until, kinds=LIVE_KINDS)
    return record_of((entry.fact.act, entry.fact.happened_at) for entry in entries)


class LiveReader:
    """Reads live state again and again; what data and plan alone decide is made once, as long as they stay in force."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._known: dict[tuple[str, str], Footing] = {}

    def read(self, *, now: datetime, until: int | None = None) -> LiveState:
        """Return what holds at a moment; arguments and refusals are those of `read_live`."""
        position = self._books.ledger.head().size if until is None else until
        record = read_record(self._books.ledger, until=position)
        return live_on(self.footing(record), record, position=position, now=now)

    def footing(self, record: Record) -> Footing:
        """Return the data and the plan in force.

        Raises:
            NoPlanInForce: nothing has been published.
        """
        if record.published is None:
            raise NoPlanInForce
        data = record.published.snapshot if record.snapshot is None else record.snapshot.snapshot
        names = data, record.published.plan
        if names not in self._known:
            self._known = {names: Footing.of(self._books.snapshots.get(names[0]), self._books.plans.get(names[1]))}
        return self._known[names]


def read_live(*, books: Books, now: datetime, until: int | None = None) -> LiveState:
    """Return what holds at a moment: the latest data, the plan in force, and the promises that stand.

    A promise stands while it is held, and once it is confirmed; its work and its stock are taken.

    Args:
        books: where facts, data and plans are.
        now: promises that expire by then stand no more.
        until: so many facts are read; None: all.

    Raises:
        NoPlanInForce: nothing has been published.
    """
    return LiveReader(books).read(now=now, until=until)


def footing_in_force(books: Books) -> Footing:
    """Return the latest data and the plan in force.

    Raises:
        NoPlanInForce: nothing has been published.
    """
    return LiveReader(books).footing(read_record(books.ledger, until=books.ledger.head().size))


def live_on(footing: Footing, record: Record, *, position: int, now: datetime) -> LiveState:
    """Return what holds on a footing after the events of a record; the arguments are those of `LiveState`."""
    holds = _last_of_each(record.events)
    live = footing.live_plan(footing.with_promises(holds, now=now))
    standing = live.follow(record.events, now=now)
    amendment = footing.with_promises(standing.values(), now=now)
    session = Session(amendment.problem)
    decided = live.decisions(amendment.problem)
    session.load(sequences=decided.sequences, waits=decided.waits, takes=decided.takes)
    solution = session.solution()
    plan = _plan(footing, amendment, solution)
    return LiveState(
        position=position,
        now=now,
        record=record,
        footing=footing,
        standing=standing,
        amendment=amendment,
        solution=solution,
        plan=plan,
        unsettled=_unsettled(footing, standing),
    )


def _last_of_each(events: Iterable[Event]) -> tuple[Hold, ...]:
    return tuple({event.hold.act.subject: event.hold for event in events}.values())


def _unsettled(footing: Footing, standing: Mapping[str, Hold]) -> frozenset[str]:
    held = [hold for hold in standing.values() if hold.confirmed_at is None]
    answered = {answer.order for answer in footing.plan.answers}
    unknown = {order.id for order in footing.snapshot.orders} - answered - standing.keys()
    return frozenset(
        {hold.act.subject for hold in held} | {order for hold in held for order in hold.work.displaces} | unknown
    )


def _plan(footing: Footing, amendment: Amendment, solution: Solution) -> Plan:
    """Return the plan as people read it; who has no place is told what the plan in force says."""
    plan = plan_of(
        amendment.problem, solution, amendment.book.snapshot, now=footing.now, parameters=footing.plan.parameters
    )
    return replace(plan, answers=tuple(_answers(footing, amendment, solution, plan)))


def _answers(footing: Footing, amendment: Amendment, solution: Solution, plan: Plan) -> Iterator[Answer]:
    desk = Desk(amendment.book, amendment.problem, solution)
    said = {answer.order: answer for answer in footing.plan.answers}
    made, campaigns = made_by(solution), campaigns_of(plan)
    for order in desk.orders.values():
        row, before = desk.index[order.id], said.get(order.id)
        if row in made:
            yield accepted(desk, order, desk.problem, made[row], campaigns.get(order.id))
        elif order.status is OrderStatus.FIRM:
            yield refused(desk, order)
        elif before is not None and before.kind is not AnswerKind.ACCEPTED:
            yield before
        else:
            yield Answer(
                order=order.id,
                customer=order.customer,
                tier=tier_of(desk, order).value,
                kind=AnswerKind.DECLINED,
                reason=NEW if before is None else TAKEN,
            )
