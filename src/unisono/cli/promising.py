"""`unisono promise`: a date or a priced no for one inquiry."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Never
from zoneinfo import ZoneInfo

import typer
from rich.text import Text

from unisono.cli.company import Opened, moment_of_option, open_company
from unisono.cli.endings import Code, Refused
from unisono.cli.plans import open_plan
from unisono.cli.screen import Screen, facts
from unisono.domain.company import Order, Product, Snapshot
from unisono.domain.plans import Answer, AnswerKind, PartNow, Plan, Promise
from unisono.services.checking.suggestions import did_you_mean
from unisono.services.promising import OrderHasItsPlace, promise_date
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.figures import Money, plural, quantity
from unisono.storage.outputs.report.story import rest_of
from unisono.storage.outputs.report.times import Times, length
from unisono.storage.reading.numbers import Notation, parse_number
from unisono.storage.reading.troubles import Trouble

NAMED = 5
"""So many orders are named, of the others it is said how many there are."""

NEW = "inquiry"
"""The name of an inquiry that is not in the book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the options of the command say, as written."""

    customer: str | None
    product: str | None
    quantity: str | None
    by: str | None
    latest: str | None
    net_price: str | None
    min_quantity: str | None
    order: str | None


def answer_question(screen: Screen, company: Path, plan_file: Path, question: Question, *, now: str | None) -> Code:
    """Show the answer to an inquiry from a plan; a no ends the command with its own code."""
    opened = open_company(screen, company, now=None, judge_rules=False)
    plan = open_plan(screen, plan_file, opened)
    moment = plan.now if now is None else moment_of_option("--now", now, opened.snapshot)
    if not plan.now <= moment < opened.snapshot.company.horizon_end:
        _wrong("--now", "The plan does not speak of that time.")
    asked = order_of(question, opened.snapshot, now=moment)
    try:
        promise = promise_date(snapshot=opened.snapshot, plan=plan, order=asked, now=moment)
    except OrderHasItsPlace as refusal:
        raise Refused(str(refusal)) from refusal
    show_answer(screen, opened, plan, asked, promise)
    screen.document(answer_document(opened, asked, promise))
    return Code.FINE if promise.answer.kind is AnswerKind.ACCEPTED else Code.FINDINGS


def order_of(question: Question, snapshot: Snapshot, *, now: datetime) -> Order:
    """Return the inquiry that a question describes: a new one, or one of the book on other terms."""
    order = _new_order(question, snapshot, now) if question.order is None else _known_order(question, snapshot)
    if question.by is not None:
        wanted = moment_of_option("--by", question.by, snapshot, end_of_day=True)
        order = replace(order, requested=wanted, latest=wanted)
    if question.latest is not None:
        order = replace(order, latest=moment_of_option("--latest", question.latest, snapshot, end_of_day=True))
    if order.requested <= now:
        _wrong("--by", "That is past already.")
    if order.latest is not None and order.latest < order.requested:
        _wrong("--latest", "It lies before the date for which it is wanted.")
    if question.net_price is not None:
        order = replace(order, net_price=_number("--net-price", question.net_price, snapshot, above=False))
    if question.min_quantity is not None:
        least = _number("--min-quantity", question.min_quantity, snapshot, above=True)
        if least > order.quantity:
            _wrong("--min-quantity", f"The smallest part, {least}, is more than the whole, {order.quantity}.")
        order = replace(order, min_quantity=least)
    return order


def _known_order(question: Question, snapshot: Snapshot) -> Order:
    if question.customer or question.product or question.quantity:
        raise typer.BadParameter(
            "With --order only --by, --latest, --net-price and --min-quantity can be asked otherwise."
        )
    known = {order.id: order for order in snapshot.orders}
    return known[_one_of("--order", question.order or "", list(known))]


def _new_order(question: Question, snapshot: Snapshot, now: datetime) -> Order:
    if not (question.customer and question.product and question.quantity and question.by):
        raise typer.BadParameter("Give --customer, --product, --quantity and --by, or --order.")
    customer = _one_of("--customer", question.customer, [item.id for item in snapshot.customers])
    products = {item.id: item for item in snapshot.products}
    product = products[_one_of("--product", question.product, list(products))]
    taken = {order.id for order in snapshot.orders}
    return Order(
        id=next(name for name in (NEW, *(f"{NEW}-{count}" for count in range(len(taken) + 1))) if name not in taken),
        customer=customer,
        product=product.id,
        quantity=_number("--quantity", question.quantity, snapshot, above=True),
        net_price=_list_price(product) if question.net_price is None else Decimal(0),
        received=now,
        requested=snapshot.company.horizon_end,
    )


def _list_price(product: Product) -> Decimal:
    if product.list_price is None:
        _wrong("--net-price", f"Product {product.id} has no list price, so give a price.")
    return product.list_price


def _one_of(option: str, name: str, known: list[str]) -> str:
    if name not in known:
        _wrong(option, f"There is no '{name}' in the company's data. {did_you_mean(name, known)}".strip())
    return name


def _number(option: str, text: str, snapshot: Snapshot, *, above: bool) -> Decimal:
    number = parse_number(text.strip(), Notation(currency=snapshot.company.currency), money=not above)
    if isinstance(number, Trouble):
        _wrong(option, f"{number.message} Expected {number.expected}.")
    if number < 0 or (above and number == 0):
        _wrong(option, f"{text} is not {'above' if above else 'at least'} 0.")
    return number


def _wrong(option: str, sentence: str) -> Never:
    raise typer.BadParameter(sentence, param_hint=f"'{option}'")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """How one answer is written: the unit of what was asked for, names of customers by id, money and times."""

    unit: str
    names: dict[str, str]
    customer_of: dict[str, str]
    money: Money
    times: Times

    def order(self, order_id: str) -> str:
        return f"{order_id} ({self.names[self.customer_of[order_id]]})"


def show_answer(screen: Screen, opened: Opened, plan: Plan, order: Order, promise: Promise) -> None:
    """Show an answer to people: yes or no in the first word, then what belongs to it."""
    company = opened.snapshot.company
    telling = _Telling(
        unit=next(product.unit for product in opened.snapshot.products if product.id == order.product),
        names={customer.id: customer.name for customer in opened.snapshot.customers},
        customer_of={known.id: known.customer for known in opened.snapshot.orders},
        money=Money.for_amounts(company.currency, Decimal(0)),
        times=Times(zone=ZoneInfo(company.timezone), now=plan.now, end=company.horizon_end),
    )
    answer = promise.answer
    who = f"{telling.names[order.customer]} ({answer.tier})"
    what = f"{quantity(order.quantity, telling.unit)} {order.product}"
    what += f" at {telling.money.price(order.net_price, telling.unit)}"
    if answer.kind is AnswerKind.ACCEPTED:
        late = f", {length(answer.days_late)} late" if answer.days_late else ""
        delivered = telling.times.by(answer.delivery) if answer.delivery else ""
        screen.show(Text(f"Yes. {who} gets {what} by {delivered}{late}.", style="bold green"))
        screen.show(facts(*_place(promise, plan, telling), *_touches(promise, telling)))
    else:
        screen.show(Text(f"No, not {what} for {who} by {telling.times.by(order.requested)}.", style="bold red"))
        cited = f" (rule {answer.rule})" if answer.rule is not None else ""
        screen.show(facts(("Why", f"{answer.reason}{cited}"), *_touches(promise, telling), *_instead(answer, telling)))


def _place(promise: Promise, plan: Plan, telling: _Telling) -> Iterator[tuple[str, str]]:
    """Yield where an order is made, in which campaign, and what it earns."""
    answer = promise.answer
    yield "Made on", answer.line or "nothing: it comes from stock"
    if answer.line:
        if answer.campaign is None:
            joins = "one of its own"
        else:
            campaign = plan.campaigns[answer.campaign]
            joins = f"joins that of {campaign.family} from {telling.times.moment(campaign.start)}"
        before = f", after a changeover of {promise.changeover_minutes} min" if promise.changeover_minutes else ""
        yield "Campaign", joins + before
    if answer.from_stock and answer.line:
        yield "From stock", quantity(answer.from_stock, telling.unit)
    earned = telling.money.amount(answer.contribution or Decimal(0))
    if answer.contribution_per_hour is not None:
        earned += f", {telling.money.amount(answer.contribution_per_hour)} an hour"
    yield "It earns", earned


def _touches(promise: Promise, telling: _Telling) -> Iterator[tuple[str, str]]:
    """Yield what a yes as asked changes in the plan, who loses the place and whose work moves."""
    answer = promise.answer
    if answer.change is not None:
        yield "The plan changes by", telling.money.change(answer.change)
    if answer.displaces:
        title = "Would lose its place" if len(answer.displaces) == 1 else "Would lose their places"
        yield title, _listed([telling.order(order) for order in answer.displaces])
    late = [move for move in promise.moves if move.minutes > 0 and move.days_late > 0]
    if late:
        named = [f"{telling.order(move.order)} {_minutes(move.minutes)} to {length(move.days_late)}" for move in late]
        yield "Would be later than wanted by", _listed(named)
    others = len(promise.moves) - len(late)
    if others:
        most = max(abs(move.minutes) for move in promise.moves if move not in late)
        yield "Would move without harm", f"{plural(others, 'order')}, by up to {_minutes(most)}"


def _instead(answer: Answer, telling: _Telling) -> Iterator[tuple[str, str]]:
    """Yield the price, the date and the part that would be a yes."""
    price, date, part = answer.price_of_yes, answer.date_of_yes, answer.part_now
    if price is not None:
        told = price.why_none if price.price is None else telling.money.price(price.price, telling.unit)
        yield "Price of yes", told
    if date is not None:
        yield "Date of yes", date.why_none if date.date is None else telling.times.by(date.date)
    if part is not None:
        yield "Part now", part.why_none if part.quantity is None else _part(part, telling)


def _part(part: PartNow, telling: _Telling) -> str:
    first = quantity(part.quantity or Decimal(0), telling.unit)
    return f"{first}, and {rest_of(part, telling.times)}"


def _minutes(minutes: int) -> str:
    return length(Decimal(abs(minutes)) / 1440)


def _listed(named: list[str]) -> str:
    """Return the first few names, and how many there are beside them."""
    more = len(named) - NAMED
    return ", ".join(named[:NAMED]) + (f" and {more} more" if more > 0 else "")


def answer_document(opened: Opened, order: Order, promise: Promise) -> str:
    """Return the answer for programs."""
    return write_json(answer_plain(opened, order, promise))


def answer_plain(opened: Opened, order: Order, promise: Promise) -> dict[str, Plain]:
    """Return what was asked, whether it is a yes, and all of the answer."""
    return {
        "format": "unisono-answer/1",
        "currency": opened.snapshot.company.currency,
        "asked": {
            "order": order.id,
            "customer": order.customer,
            "product": order.product,
            "quantity": order.quantity,
            "net_price": order.net_price,
            "requested": to_plain(order.requested),
            "latest": to_plain(order.latest),
            "min_quantity": order.min_quantity,
        },
        "yes": promise.answer.kind is AnswerKind.ACCEPTED,
        "answer": to_plain(promise.answer),
        "changeover_minutes": promise.changeover_minutes,
        "moves": to_plain(promise.moves),
    }
