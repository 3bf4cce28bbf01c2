"""Hold, confirm and drop a promise: what one has taken, no other can take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from unisono.domain.acts.commitments import Withdrawn
from unisono.domain.acts.promises import PromiseConfirmed, PromiseDropped, PromiseHeld
from unisono.domain.agreements.agreement import Agreement
from unisono.domain.commitments.renegotiating import STILL_WORD, Cause, Word, is_of_an_order
from unisono.domain.company import Order, OrderStatus
from unisono.domain.facts import Act, Actor, Fact, Link, Origin
from unisono.domain.holds import LIVE_KINDS, Hold, Work, next_number, work_text
from unisono.domain.plans import Answer, AnswerKind, Promise
from unisono.engines.promising.answering import promise_of
from unisono.engines.promising.desk import Desk
from unisono.engines.promising.replaying import work_of
from unisono.services.live.saying import facts_of, said_anew
from unisono.services.live.state import LiveReader, LiveState
from unisono.services.ports import Books
from unisono.services.promising import OrderHasItsPlace
from unisono.services.recording import record_decision


class NotHeld(Exception):  # noqa: N818 - it says what the promise is
    """No promise for the order stands any more; the message says what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitter:
    """Who does something, when, where the facts come from, and what the clock says if that is another time."""

    actor: Actor
    origin: Origin
    now: datetime
    clock: datetime | None = None

    @property
    def recorded_at(self) -> datetime:
        """Return the time at which facts are recorded."""
        return self.clock or self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What came of the wish to hold a promise: the answer to the inquiry, and the promise if it was a yes.

    `live` is the state that it was answered from, without the promise.
    """

    live: LiveState
    order: Order
    promise: Promise
    act: PromiseHeld | None


def hold_promise(*, books: Books, order: Order, number: str = "", expires_at: datetime, by: Submitter) -> Held:
    """Return the answer to an inquiry on the live state; on a yes its capacity and stock are taken until it expires.

    Nobody else can take them meanwhile: where others write at the same time it is answered anew. An inquiry that the
    plan in force makes keeps its place on the terms that it has there.

    Args:
        books: where facts, data and plans are.
        order: the inquiry; with the id of an order of the book that order is asked for on these terms.
        number: the number it gets if it is not in the book; empty: the next that is free.
        expires_at: when the hold ends by itself.
        by: who asks, and when.

    Raises:
        NoPlanInForce: nothing has been published.
        OrderHasItsPlace: the order is firm, promised already, or in the plan on other terms.
        LedgerIsBusy: others wrote again and again meanwhile.
    """
    reader = LiveReader(books)

    def decide(position: int) -> tuple[Held, Sequence[Fact]]:
        live = reader.read(now=by.now, until=position)
        held = _answered(live, order, number, expires_at)
        if held.act is None:
            return held, ()
        return held, _facts(by, position, _word(held.act, held.order, held.promise.answer.line, by))

    return record_decision(books.ledger, decide, now=by.recorded_at, matters=LIVE_KINDS)


def _answered(live: LiveState, order: Order, number: str, expires_at: datetime) -> Held:
    known = next((item for item in live.footing.snapshot.orders if item.id == order.id), None)
    if known is None:
        if any(number == item.id for item in live.footing.snapshot.orders):
            raise OrderHasItsPlace(f"There is an order {number} in the company's data: ask for it by its number.")
        order = replace(order, id=number or next_number(live.record.holds, live.footing.snapshot))
    _refuse_what_is_promised(live, order)
    if live.has_place(order.id):
        if order != known:
            raise OrderHasItsPlace(f"Order {order.id} has its place in the plan, on other terms than these.")
        answer = next(item for item in live.plan.answers if item.order == order.id)
        return _held(live, order, Promise(answer=answer), Work(is_planned=True), expires_at)
    opened = live.open_desk()
    promise = promise_of(opened.desk, order, campaigns=opened.campaigns)
    if promise.answer.kind is not AnswerKind.ACCEPTED:
        return Held(live=live, order=order, promise=promise, act=None)
    return _held(live, order, promise, _work(live, opened.desk, order), expires_at)


def _work(live: LiveState, desk: Desk, order: Order) -> Work:
    """Return the place that the desk gives an order which gets a yes."""
    quote = desk.quote(order)
    problem, after = desk.after(quote)
    row = -1 if quote.insertion is None else quote.insertion.order
    return work_of(problem, after, row, before=live.solution, now=live.footing.now)


def _refuse_what_is_promised(live: LiveState, order: Order) -> None:
    if order.id in live.standing:
        hold = live.standing[order.id]
        how = "confirmed" if hold.confirmed_at is not None else f"held until {hold.act.expires_at:%Y-%m-%d %H:%M %Z}"
        raise OrderHasItsPlace(f"Order {order.id} is promised already: {how}.")
    if order.status is OrderStatus.FIRM or any(
        item.id == order.id and item.status is OrderStatus.FIRM for item in live.footing.snapshot.orders
    ):
        raise OrderHasItsPlace(f"Order {order.id} is firm: it must be made, and no price or date is asked for.")


def _held(live: LiveState, order: Order, promise: Promise, work: Work, expires_at: datetime) -> Held:
    published = live.record.published
    act = PromiseHeld(
        subject=order.id,
        customer=order.customer,
        product=order.product,
        quantity=order.quantity,
        net_price=order.net_price,
        requested=order.requested,
        latest=order.latest,
        ship_lead=order.ship_lead,
        due=_delivery(promise.answer),
        expires_at=expires_at,
        plan="" if published is None else published.plan,
        work=work_text(work),
    )
    return Held(live=live, order=order, promise=promise, act=act)


def _delivery(answer: Answer) -> datetime:
    if answer.delivery is None:
        raise AssertionError("a yes has a date")
    return answer.delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What came of a confirmation: the promise, and what was said anew because of it, nothing if it was confirmed.

    `live` is the state in which it was confirmed.
    """

    live: LiveState
    hold: Hold
    words: tuple[Word, ...]


def confirm_promise(*, books: Books, order: str, by: Submitter, agreements: Sequence[Agreement] = ()) -> Confirmed:
    """Make a held promise a firm order, and return what is said anew because of it.

    Its own commitments are requested and promised; what it moved in the plan is renegotiated, and what lost its place
    to it is revoked. A promise that is confirmed already is left as it is.

    Args:
        books: where facts, data and plans are.
        order: its number.
        by: who confirms it, and when.
        agreements: those in force, for how long work may take.

    Raises:
        NotHeld: there is no such promise, or it has expired or was dropped.
        NoPlanInForce: nothing has been published.
        LedgerIsBusy: others wrote again and again meanwhile.
    """
    reader = LiveReader(books)

    def decide(position: int) -> tuple[Confirmed, Sequence[Fact]]:
        live = reader.read(now=by.now, until=position)
        hold = _standing(live, order)
        if hold.confirmed_at is not None:
            return Confirmed(live=live, hold=hold, words=()), ()
        published = live.record.published
        touched = {order, *hold.work.displaces, *hold.work.moves, *_behind(live, order)}
        about = touched - _of_others(live, order)
        words = said_anew(
            ledger=books.ledger,
            live=live,
            cause=Cause(
                owner=by.actor.party,
                reason=f"order {order} was promised to {hold.act.customer}",
                plan="" if published is None else published.plan,
                now=by.now,
            ),
            agreements=agreements,
            about=about,
        )
        said = Word(
            commitment="", act=PromiseConfirmed(subject=order), said_at=by.now, links=_links(order, hold.act.customer)
        )
        return Confirmed(live=live, hold=hold, words=words), _facts(by, position, said, *words)

    return record_decision(books.ledger, decide, now=by.recorded_at)


def _behind(live: LiveState, order: str) -> Iterator[str]:
    """Yield the order that comes next on its line, past those of which nothing is said yet."""
    settled = [item for item in live.plan.operations if item.order == order or item.order not in live.unsettled]
    for one, after in pairwise(settled):
        if one.order == order and after.line == one.line:
            yield after.order


def _of_others(live: LiveState, order: str) -> set[str]:
    """Return the other promises that are not confirmed, and who stands back for them."""
    others = [hold for name, hold in live.standing.items() if name != order and hold.confirmed_at is None]
    return {name for hold in others for name in (hold.act.subject, *hold.work.displaces)}


def drop_promise(*, books: Books, order: str, reason: str, by: Submitter) -> tuple[Word, ...]:
    """Give back what a promise has taken, and return what is said anew because of it.

    The commitments of a confirmed one are withdrawn in the names of those who had asked for them.

    Args:
        books: where facts, data and plans are.
        order: its number.
        reason: why, empty if nobody says.
        by: who drops it, and when.

    Raises:
        NotHeld: there is no such promise, or it has expired or was dropped.
        NoPlanInForce: nothing has been published.
        LedgerIsBusy: others wrote again and again meanwhile.
    """
    reader = LiveReader(books)

    def decide(position: int) -> tuple[tuple[Word, ...], Sequence[Fact]]:
        live = reader.read(now=by.now, until=position)
        hold = _standing(live, order)
        words = () if hold.confirmed_at is None else tuple(_withdrawn(books, order, reason, by.now))
        act = PromiseDropped(subject=order, reason=reason)
        said = Word(commitment="", act=act, said_at=by.now, links=_links(order, hold.act.customer))
        return words, _facts(by, position, said, *words)

    return record_decision(books.ledger, decide, now=by.recorded_at)


def _withdrawn(books: Books, order: str, reason: str, now: datetime) -> Iterator[Word]:
    for state in books.ledger.commitments(only_open=True, subject=order):
        if is_of_an_order(state) and state.stage in STILL_WORD:
            yield Word(
                commitment=state.id,
                act=Withdrawn(reason=reason),
                said_at=now,
                party=state.requester,
                performer=state.performer,
                links=(Link(type="order", object=order),),
            )


def _standing(live: LiveState, order: str) -> Hold:
    """Return a promise that stands, or say what became of it."""
    if order in live.standing:
        return live.standing[order]
    hold = live.record.holds.get(order)
    if hold is None:
        raise NotHeld(f"No promise is held for order {order}.")
    if hold.dropped_at is not None:
        raise NotHeld(f"The promise for order {order} was dropped at {hold.dropped_at:%Y-%m-%d %H:%M %Z}.")
    if hold.confirmed_at is not None:
        raise NotHeld(f"Order {order} is confirmed, and the company's data have it.")
    expired = f"{hold.act.expires_at:%Y-%m-%d %H:%M %Z}"
    raise NotHeld(f"The promise for order {order} expired at {expired}: what it held is free again. Ask anew.")


def _word(act: Act, order: Order, line: str, by: Submitter) -> Word:
    product = Link(type="product", object=order.product, quantity=order.quantity)
    links = (*_links(order.id, order.customer), product, *((Link(type="line", object=line),) if line else ()))
    return Word(commitment="", act=act, said_at=by.now, links=links)


def _links(order: str, customer: str) -> tuple[Link, ...]:
    return Link(type="order", object=order), Link(type="customer", object=customer)


def _facts(by: Submitter, position: int, *words: Word) -> list[Fact]:
    """Return words as facts; their ids name the first kind and the place in the ledger, where they stand alone."""
    return facts_of(words, actor=by.actor, origin=by.origin, stem=f"{type(words[0].act).__name__}:{position}")
