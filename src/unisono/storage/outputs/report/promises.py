"""What every order is told: a date, or a no with its price."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from unisono.domain.company import Order
from unisono.domain.plans import Answer, AnswerKind, DateOfYes, PriceOfYes, UnmadeFirmOrder
from unisono.services.runs import Run
from unisono.storage.outputs.report.figures import plural, quantity, sentence_of
from unisono.storage.outputs.report.story import name_order, rest_of
from unisono.storage.outputs.report.times import length
from unisono.storage.outputs.report.words import Words

NAMED = 4
MOST_ROWS = 1500
"""So many orders stand in the page, the noes and the late ones always; all are in `promises.csv`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """A line of the table of promises; texts are written out, the answer and the order stay for sorting."""

    answer: Answer
    kind: str
    order: Order
    customer: str
    asked: str
    price: str
    told: str
    told_at: datetime | None
    late: str
    price_of_yes: str
    price_asked: Decimal | None
    no_price: str
    date_of_yes: str
    yes_at: datetime | None
    no_date: str
    part_now: str
    why: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmadeRow:
    """A firm order that the plan cannot make."""

    order: str
    customer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesSection:
    """All promises, how many of each kind, and the firm orders that cannot be made."""

    rows: tuple[PromiseRow, ...]
    left_out: int
    counts: tuple[tuple[AnswerKind, int], ...]
    late: int
    priced: str
    unmade: tuple[UnmadeRow, ...]


def promises_section(run: Run, words: Words) -> PromisesSection:
    """Return what the report says of every order: the noes first, then the late ones, then the others by date."""
    unmade = {item.order for item in run.plan.unmade_firm}
    answers = sorted(run.plan.answers, key=_rank)
    noes = [answer for answer in answers if answer.kind is not AnswerKind.ACCEPTED and answer.order not in unmade]
    late = [answer for answer in answers if answer.days_late > 0]
    shown = answers[: max(MOST_ROWS, len(noes) + len(unmade) + len(late))]
    priced = sum(1 for answer in noes if answer.price_of_yes is not None and answer.price_of_yes.price is not None)
    told = [answer.kind for answer in answers if answer.order not in unmade]
    return PromisesSection(
        rows=tuple(_row(answer, words, is_unmade=answer.order in unmade) for answer in shown),
        left_out=len(answers) - len(shown),
        counts=tuple((kind, told.count(kind)) for kind in AnswerKind),
        late=len(late),
        priced=f"{plural(priced, 'no', 'noes')} of {len(noes)}",
        unmade=tuple(_unmade(item, words) for item in run.plan.unmade_firm),
    )


def _rank(answer: Answer) -> tuple[int, float, str]:
    kinds = (AnswerKind.DECLINED, AnswerKind.POSTPONED, AnswerKind.ACCEPTED)
    delivered = answer.delivery.timestamp() if answer.delivery else 0.0
    late_first = 0 if answer.days_late > 0 else 1
    return kinds.index(answer.kind) * 2 + late_first, delivered, answer.order


def _unmade(item: UnmadeFirmOrder, words: Words) -> UnmadeRow:
    return UnmadeRow(order=item.order, customer=words.customer_of(item.order), reason=item.reason)


def _row(answer: Answer, words: Words, *, is_unmade: bool) -> PromiseRow:
    order = words.orders[answer.order]
    unit = words.unit_of(order.id)
    price, date = answer.price_of_yes or PriceOfYes(), answer.date_of_yes or DateOfYes()
    return PromiseRow(
        answer=answer,
        kind="unmade" if is_unmade else answer.kind.value,
        order=order,
        customer=words.customer(order.customer),
        asked=words.asked(order.id),
        price=words.money.price(order.net_price, unit),
        told=words.times.by(answer.delivery) if answer.delivery else "",
        told_at=answer.delivery,
        late=length(answer.days_late) if answer.days_late > 0 else "",
        price_of_yes="none" if price.why_none else "" if price.price is None else words.money.price(price.price, unit),
        price_asked=price.price,
        no_price=price.why_none,
        date_of_yes="none" if date.why_none else "" if date.date is None else words.times.by(date.date),
        yes_at=date.date,
        no_date=date.why_none,
        part_now=_part(answer, words),
        why=_why(answer, words),
        rule="" if answer.rule is None else f"Rule {answer.rule}",
    )


def _part(answer: Answer, words: Words) -> str:
    part = answer.part_now
    if part is None or part.quantity is None:
        return ""
    return f"{quantity(part.quantity, words.unit_of(answer.order))} as asked, {rest_of(part, words.times)}"


def _why(answer: Answer, words: Words) -> str:
    if answer.kind is AnswerKind.ACCEPTED:
        stock = f"{quantity(answer.from_stock, words.unit_of(answer.order))} from stock" if answer.from_stock else ""
        line = f"on {answer.line}" if answer.line else ""
        return ", ".join(part for part in (answer.reason, line, stock) if part)
    hit = sentence_of(name_order(order, words) for order in answer.displaces[:NAMED])
    more = f" and {plural(len(answer.displaces) - NAMED, 'other')}" if len(answer.displaces) > NAMED else ""
    return f"{answer.reason} A yes would cost {hit}{more} their place." if hit else answer.reason
