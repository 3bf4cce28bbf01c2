"""Held promises: the place in the plan that each takes, and what the facts say of each of them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from unisono.domain.acts.plans import PlanPublished, SnapshotImported
from unisono.domain.acts.promises import PromiseConfirmed, PromiseDropped, PromiseHeld
from unisono.domain.canonical import instant_text, read_instant
from unisono.domain.company import Order, OrderStatus, Snapshot
from unisono.domain.facts import Act

LIVE_KINDS = tuple(
    kind.__name__ for kind in (SnapshotImported, PlanPublished, PromiseHeld, PromiseConfirmed, PromiseDropped)
)
"""The kinds of facts of which live state is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockPart:
    """How much of a row of `stock.csv`, counted from 0."""

    row: int
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The place that a promise takes in the live plan, so that it is found again without a search.

    `line` is empty where stock serves all of it, or where it has no place at all; `after` is the order before it on the
    line, empty at the head; `wait` is the instant before which it is not begun. `displaces` have lost their places to
    it, `moves` are made at other times or behind another order. `is_planned` says that the plan in force has the order
    where it stands: nothing is put in.
    """

    line: str = ""
    after: str = ""
    wait: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None
    stock: tuple[StockPart, ...] = ()
    displaces: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    is_planned: bool = False

    @property
    def has_place(self) -> bool:
        """Return whether there is any capacity or stock for it."""
        return bool(self.line or self.stock or self.is_planned)


def work_text(work: Work) -> str:
    """Return a place as JSON text, for the fact that holds it."""
    return json.dumps(
        {
            "line": work.line,
            "after": work.after,
            "wait": _text(work.wait),
            "start": _text(work.start),
            "end": _text(work.end),
            "stock": [{"row": part.row, "quantity": str(part.quantity)} for part in work.stock],
            "displaces": list(work.displaces),
            "moves": list(work.moves),
            "is_planned": work.is_planned,
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def read_work(text: str) -> Work:
    """Return the place that `work_text` wrote."""
    plain = json.loads(text)
    return Work(
        line=plain["line"],
        after=plain["after"],
        wait=_instant(plain["wait"]),
        start=_instant(plain["start"]),
        end=_instant(plain["end"]),
        stock=tuple(StockPart(row=part["row"], quantity=Decimal(part["quantity"])) for part in plain["stock"]),
        displaces=tuple(plain["displaces"]),
        moves=tuple(plain["moves"]),
        is_planned=plain["is_planned"],
    )


def _text(instant: datetime | None) -> str:
    return "" if instant is None else instant_text(instant)


def _instant(text: str) -> datetime | None:
    return read_instant(text) if text else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A promise by its facts: what was held last, since when, and what became of it."""

    act: PromiseHeld
    held_at: datetime
    confirmed_at: datetime | None = None
    dropped_at: datetime | None = None

    @property
    def work(self) -> Work:
        """Return the place it takes."""
        return read_work(self.act.work)

    def is_live(self, *, at: datetime) -> bool:
        """Return whether it stands at an instant: not dropped, and confirmed or not expired."""
        return self.dropped_at is None and (self.confirmed_at is not None or at < self.act.expires_at)


class Step(StrEnum):
    """What happens to a promise."""

    HELD = "held"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a promise since the plan or the data changed last; `hold` is as of then."""

    step: Step
    at: datetime
    hold: Hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the facts say of data, plan and promises.

    `snapshot` and `published` are those in force. `events` are what happened to promises since the last of the two came
    in: what stands beside them then is held again. `holds` has every promise there ever was, by order.
    """

    snapshot: SnapshotImported | None = None
    published: PlanPublished | None = None
    events: tuple[Event, ...] = ()
    holds: Mapping[str, Hold] = field(default_factory=dict)


def record_of(told: Iterable[tuple[Act, datetime]], record: Record = Record()) -> Record:
    """Return what facts say after what was known before.

    Args:
        told: what happened and when, in the order of the ledger; others than `LIVE_KINDS` say nothing.
        record: what was known before.
    """
    events, holds = list(record.events), dict(record.holds)
    snapshot, published = record.snapshot, record.published
    for act, at in told:
        if isinstance(act, SnapshotImported):
            snapshot, events = act, []
        elif isinstance(act, PlanPublished):
            published, events = act, []
        elif (step := _step(act)) is not None:
            hold = _after(holds.get(_subject(act)), act, at)
            if hold is not None:
                holds[hold.act.subject] = hold
                events.append(Event(step=step, at=at, hold=hold))
    return Record(snapshot=snapshot, published=published, events=tuple(events), holds=holds)


def _step(act: Act) -> Step | None:
    steps = {PromiseHeld: Step.HELD, PromiseConfirmed: Step.CONFIRMED, PromiseDropped: Step.DROPPED}
    return steps.get(type(act))


def _subject(act: Act) -> str:
    return act.subject if isinstance(act, PromiseHeld | PromiseConfirmed | PromiseDropped) else ""


def _after(hold: Hold | None, act: Act, at: datetime) -> Hold | None:
    """Return a promise after a fact about it; a promise that still stands and is held again gets another place."""
    if isinstance(act, PromiseHeld):
        return replace(hold, act=act) if hold is not None and hold.is_live(at=at) else Hold(act=act, held_at=at)
    if hold is None:
        return None
    return replace(hold, confirmed_at=at) if isinstance(act, PromiseConfirmed) else replace(hold, dropped_at=at)


def order_of(hold: Hold, known: Order | None) -> Order:
    """Return a promise as the firm order that it is to the plan.

    Args:
        hold: the promise.
        known: the order of the company's data that was asked for, None for a new one; a firm one is as the data say.
    """
    act = hold.act
    if known is not None and known.status is OrderStatus.FIRM:
        return known
    order = known or Order(
        id=act.subject,
        customer=act.customer,
        product=act.product,
        quantity=act.quantity,
        net_price=act.net_price,
        received=hold.held_at,
        requested=act.requested,
    )
    return replace(
        order,
        customer=act.customer,
        product=act.product,
        quantity=act.quantity,
        net_price=act.net_price,
        requested=act.requested,
        latest=act.latest,
        ship_lead=act.ship_lead,
        status=OrderStatus.FIRM,
        promised=act.due,
        min_quantity=None,
    )


def next_number(holds: Iterable[str], snapshot: Snapshot) -> str:
    """Return a number for a promise that has none: `P-1`, `P-2` and so on, the first that nobody has."""
    taken = {*holds, *(order.id for order in snapshot.orders)}
    return next(name for count in range(1, len(taken) + 2) if (name := f"P-{count}") not in taken)
