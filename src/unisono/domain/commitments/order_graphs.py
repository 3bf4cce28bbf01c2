"""What a plan asks of everybody: each order as a small graph of commitments.

A promise waits for shipping, that for picking, that for producing, that for its material. An order that stock serves
wholly needs no work and no material; one without a place is a promise alone, if it is firm, or a no.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter

from unisono.domain.acts.commitments import CounterOffered, Declined, Promised, Purpose, Requested, Through
from unisono.domain.agreements.agreement import Agreement
from unisono.domain.agreements.durations import agreed_minutes, performer_of, requester_of
from unisono.domain.commitments.state import Need
from unisono.domain.company import Order, OrderStatus, Snapshot
from unisono.domain.facts import CUSTOMER, SYSTEM, Link
from unisono.domain.plans import Answer, AnswerKind, Operation, Plan

PURPOSES = (Purpose.PROMISE, Purpose.SHIP, Purpose.PICK, Purpose.PRODUCE, Purpose.SUPPLY)
"""What an order is made of, each waiting for the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Who does one kind of work for whom, and how many minutes it may take; None: as long as the plan gives it."""

    requester: str
    performer: str
    minutes: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intended:
    """A commitment as a plan wants it: the request, the answer to it, and what it waits for."""

    id: str
    request: Requested
    requested_at: datetime
    answer: Promised | CounterOffered | Declined
    answered_at: datetime
    needs: tuple[Need, ...] = ()
    links: tuple[Link, ...] = ()


def commitment_id(order: str, purpose: Purpose) -> str:
    """Return the name of one of the commitments of an order."""
    return f"{order}/{purpose.value}"


def roles_of(snapshot: Snapshot, *, line: str = "", agreements: Sequence[Agreement] = ()) -> dict[Purpose, Role]:
    """Return who does what for an order: by the policy's agreed durations, and how long by agreements before them.

    Where the policy names nobody, the departments `sales`, `purchasing` and `logistics` do their work if they are
    there, and the first department what nobody else does.

    Args:
        snapshot: the company's data.
        line: the line that makes it, whose department produces it.
        agreements: those in force.
    """
    departments = [department.id for department in snapshot.company.departments] or [SYSTEM]
    maker = {item.id: item.department for item in snapshot.lines}.get(line, departments[0])

    def performer(purpose: Purpose, usual: str) -> str:
        named = performer_of(snapshot.policy, purpose)
        return named or (usual if usual in departments else departments[0])

    sales = performer(Purpose.PROMISE, "sales")
    carried_out = {
        Purpose.PROMISE: (CUSTOMER, sales),
        Purpose.SHIP: (sales, performer(Purpose.SHIP, "logistics")),
        Purpose.PICK: (sales, performer(Purpose.PICK, "logistics")),
        Purpose.PRODUCE: (sales, maker),
        Purpose.SUPPLY: (maker, performer(Purpose.SUPPLY, "purchasing")),
    }
    return {purpose: _role(snapshot, agreements, purpose, *parties) for purpose, parties in carried_out.items()}


def _role(
    snapshot: Snapshot, agreements: Sequence[Agreement], purpose: Purpose, requester: str, performer: str
) -> Role:
    policy = snapshot.policy
    requester = requester_of(policy, purpose, performer=performer) or requester
    minutes = agreed_minutes(agreements, policy, purpose=purpose, performer=performer, requester=requester)
    return Role(requester=requester, performer=performer, minutes=minutes)


def intended_by(
    plan: Plan,
    snapshot: Snapshot,
    *,
    now: datetime,
    agreements: Sequence[Agreement] = (),
    left_out: Collection[str] = (),
    about: Collection[str] | None = None,
) -> Iterator[Intended]:
    """Yield the commitments that a plan asks for, order by order.

    Args:
        plan: with the answers to all orders of the data.
        snapshot: the data that it was made from.
        now: when the answers are given; firm orders were promised when the data were taken, at the latest.
        agreements: those in force.
        left_out: orders of which nothing is asked yet, such as held promises; nobody waits for them.
        about: only these orders are spoken of; None: all others.
    """
    operations = {operation.order: operation for operation in plan.operations}
    before = _predecessors(plan, left_out)
    answers = {answer.order: answer for answer in plan.answers}
    units = {product.id: product.unit for product in snapshot.products}
    roles = {
        line: roles_of(snapshot, line=line, agreements=agreements)
        for line in ("", *(item.id for item in snapshot.lines))
    }
    for order in snapshot.orders:
        answer = answers.get(order.id)
        if answer is None or order.id in left_out or (about is not None and order.id not in about):
            continue
        operation = operations.get(order.id)
        graph = _Graph(
            order=order,
            answer=answer,
            operation=operation,
            roles=roles["" if operation is None else operation.line],
            unit=units[order.product],
            now=now,
            known_at=min(now, snapshot.company.as_of),
        )
        yield graph.promise()
        if answer.kind is AnswerKind.ACCEPTED and answer.delivery is not None:
            yield from graph.work(answer.delivery, before=before.get(order.id, ""))


def _predecessors(plan: Plan, left_out: Collection[str]) -> Mapping[str, str]:
    """Return the order before each order on its line."""
    by_line: dict[str, list[Operation]] = {}
    for operation in sorted(plan.operations, key=attrgetter("start")):
        if operation.order not in left_out:
            by_line.setdefault(operation.line, []).append(operation)
    return {after.order: one.order for line in by_line.values() for one, after in pairwise(line)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graph:
    """One order with its answer, on the way to its commitments."""

    order: Order
    answer: Answer
    operation: Operation | None
    roles: Mapping[Purpose, Role]
    unit: str
    now: datetime
    known_at: datetime

    @property
    def wanted(self) -> datetime:
        """Return when the customer counts on it."""
        order = self.order
        firm = order.status is OrderStatus.FIRM and order.promised is not None
        return order.promised if firm and order.promised is not None else order.requested

    def promise(self) -> Intended:
        """Return what the customer asked for, and what it was told."""
        order = self.order
        is_firm = order.status is OrderStatus.FIRM
        is_made = self.answer.kind is AnswerKind.ACCEPTED
        return self._intended(
            Purpose.PROMISE,
            due=order.requested,
            quantity=order.quantity,
            answer=self._told(),
            requested_at=min(order.received, self.now),
            answered_at=self.known_at if is_firm else self.now,
            needs=self._needs(Purpose.SHIP) if is_made else (),
        )

    def _told(self) -> Promised | CounterOffered | Declined:
        order, answer = self.order, self.answer
        value = order.quantity * order.net_price
        if order.status is OrderStatus.FIRM:
            return Promised(due=self.wanted, quantity=order.quantity, value=value)  # before there was this plan
        if answer.kind is AnswerKind.ACCEPTED:
            return Promised(due=answer.delivery, quantity=order.quantity, value=value, planned=answer.delivery)
        if answer.date_of_yes is not None and answer.date_of_yes.date is not None:
            return CounterOffered(
                due=answer.date_of_yes.date, quantity=order.quantity, value=value, reason=answer.reason
            )
        return Declined(reason=answer.reason or "It has no place in the plan.", rule=answer.rule)

    def work(self, delivery: datetime, *, before: str) -> Iterator[Intended]:
        """Yield the work behind a yes: shipping, picking, and, where a line makes it, producing and its material.

        The hours between the end of the work and the customer's door are picking, as long as is agreed, then shipping.
        """
        order, operation = self.order, self.operation
        way = timedelta(hours=float(order.ship_lead))
        pick = self.roles[Purpose.PICK].minutes
        picking = min(way, timedelta(minutes=float(pick or 0)))
        yield self._intended(
            Purpose.SHIP,
            due=self.wanted,
            quantity=order.quantity,
            answer=Promised(due=delivery, quantity=order.quantity),
            minutes=_minutes(way - picking),
            needs=self._needs(Purpose.PICK),
        )
        yield self._intended(
            Purpose.PICK,
            due=self.wanted - way + picking,
            quantity=order.quantity,
            answer=Promised(due=delivery - way + picking, quantity=order.quantity),
            needs=self._needs(Purpose.PRODUCE) if operation is not None else (),
        )
        if operation is not None:
            yield from self._made(operation, before)

    def _made(self, operation: Operation, before: str) -> Iterator[Intended]:
        needs = self._needs(Purpose.SUPPLY)
        if before:
            needs = (*needs, Need(commitment=commitment_id(before, Purpose.PRODUCE), through=Through.RESOURCE))
        yield self._intended(
            Purpose.PRODUCE,
            due=operation.end,
            quantity=operation.quantity,
            answer=Promised(due=operation.end, quantity=operation.quantity),
            minutes=Decimal(operation.changeover_minutes + operation.work_minutes),
            needs=needs,
        )
        yield self._intended(
            Purpose.SUPPLY,
            due=operation.start,
            quantity=operation.quantity,
            answer=Promised(due=operation.start, quantity=operation.quantity),
        )

    def _needs(self, purpose: Purpose) -> tuple[Need, ...]:
        return (Need(commitment=commitment_id(self.order.id, purpose), through=Through.INPUT),)

    def _intended(
        self,
        purpose: Purpose,
        *,
        due: datetime,
        quantity: Decimal,
        answer: Promised | CounterOffered | Declined,
        minutes: Decimal | None = None,
        needs: tuple[Need, ...] = (),
        requested_at: datetime | None = None,
        answered_at: datetime | None = None,
    ) -> Intended:
        order, role = self.order, self.roles[purpose]
        line = "" if self.operation is None else self.operation.line
        return Intended(
            id=commitment_id(order.id, purpose),
            request=Requested(
                requester=role.requester,
                performer=role.performer,
                purpose=purpose,
                subject=order.id,
                quantity=quantity,
                unit=self.unit,
                due=due,
                value=order.quantity * order.net_price if purpose is Purpose.PROMISE else None,
                agreed_minutes=minutes if role.minutes is None else role.minutes,
                customer=order.customer,
                tier=self.answer.tier,
                line=line if purpose in {Purpose.PRODUCE, Purpose.SUPPLY} else "",
            ),
            requested_at=requested_at or self.now,
            answer=answer,
            answered_at=answered_at or self.now,
            needs=needs,
            links=tuple(_links(order, line, quantity, self.unit)),
        )


def _links(order: Order, line: str, quantity: Decimal, unit: str) -> Iterator[Link]:
    yield Link(type="order", object=order.id)
    yield Link(type="customer", object=order.customer)
    yield Link(type="product", object=order.product, quantity=quantity, unit=unit)
    if line:
        yield Link(type="line", object=line)


def _minutes(length: timedelta) -> Decimal:
    return Decimal(round(length.total_seconds())) / 60
