"""Where the company's data say something else than the facts: found by the orders' numbers, for a person to decide."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from unisono.domain.acts.plans import ConflictFound
from unisono.domain.canonical import instant_text
from unisono.domain.commitments.renegotiating import GRAIN, is_of_an_order
from unisono.domain.commitments.state import Commitment, Stage
from unisono.domain.company import Order, OrderStatus, Snapshot
from unisono.domain.holds import Hold

Value = str | Decimal | datetime


def conflicts_of(
    holds: Mapping[str, Hold], promises: Iterable[Commitment], snapshot: Snapshot
) -> tuple[ConflictFound, ...]:
    """Return everything in which new data differ from what was promised here.

    A promise that was made after the data were taken cannot be known to them, and is no conflict.

    Args:
        holds: all promises that were ever held here, by order.
        promises: the commitments to customers.
        snapshot: the company's new data.
    """
    orders = {order.id: order for order in snapshot.orders}
    found = list[ConflictFound]()
    for subject in sorted(holds):
        found += _of_hold(holds[subject], orders.get(subject), taken_at=snapshot.company.as_of)
    for state in promises:
        order = orders.get(state.subject)
        if state.subject not in holds and order is not None and _is_promised(state):
            found += _of_promise(state, order)
    return tuple(found)


def _of_hold(hold: Hold, order: Order | None, *, taken_at: datetime) -> Iterator[ConflictFound]:
    act = hold.act
    is_firm = order is not None and order.status is OrderStatus.FIRM
    if hold.dropped_at is not None:
        if is_firm:
            yield ConflictFound(subject=act.subject, about="status", ours="dropped", theirs="firm")
    elif order is not None and is_firm:
        if hold.is_live(at=taken_at):
            yield from _differences(
                act.subject,
                ("customer", act.customer, order.customer),
                ("product", act.product, order.product),
                ("quantity", act.quantity, order.quantity),
                ("net_price", act.net_price, order.net_price),
                ("promised", act.due, order.promised),
            )
    elif hold.confirmed_at is not None and hold.confirmed_at < taken_at:
        theirs = "missing" if order is None else order.status.value
        yield ConflictFound(subject=act.subject, about="status", ours="confirmed", theirs=theirs)


def _is_promised(state: Commitment) -> bool:
    return is_of_an_order(state) and state.id.endswith("/promise") and state.stage is Stage.PROMISED


def _of_promise(state: Commitment, order: Order) -> Iterator[ConflictFound]:
    """Yield where a promise that a plan made is another one in the data."""
    if order.status is OrderStatus.FIRM:
        yield from _differences(
            state.subject,
            ("customer", state.customer, order.customer),
            ("quantity", state.terms.quantity, order.quantity),
            ("promised", state.terms.due, order.promised),
        )


def _differences(subject: str, *pairs: tuple[str, Value | None, Value | None]) -> Iterator[ConflictFound]:
    for about, ours, theirs in pairs:
        if not _is_same(ours, theirs):
            yield ConflictFound(subject=subject, about=about, ours=_text(ours), theirs=_text(theirs))


def _is_same(ours: Value | None, theirs: Value | None) -> bool:
    if isinstance(ours, datetime) and isinstance(theirs, datetime):
        return abs(ours - theirs) <= GRAIN
    return ours == theirs


def _text(value: Value | None) -> str:
    if value is None:
        return ""
    return instant_text(value) if isinstance(value, datetime) else str(value)
