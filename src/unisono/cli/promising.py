"""`unisono promise`: a date or a priced no for one inquiry."""

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
from unisono.domain.plans import Answer, AnswerKind, Plan
from unisono.services.checking.suggestions import did_you_mean
from unisono.services.promising import OrderHasItsPlace, promise_date
from unisono.storage.outputs.json_text import to_plain, write_json
from unisono.storage.outputs.report.figures import Money, quantity
from unisono.storage.outputs.report.times import Times, length
from unisono.storage.reading.numbers import Notation, parse_number
from unisono.storage.reading.troubles import Trouble

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
    order: str | None


def answer_question(screen: Screen, company: Path, plan_file: Path, question: Question, *, now: str | None) -> Code:
    """Show the answer to an inquiry; a no ends the command with its own code."""
    opened = open_company(screen, company, now=None, judge_rules=False)
    plan = open_plan(screen, plan_file, opened)
    moment = plan.now if now is None else moment_of_option("--now", now, opened.snapshot)
    if not plan.now <= moment < opened.snapshot.company.horizon_end:
        _wrong("--now", "The plan does not speak of that time.")
    asked = order_of(question, opened.snapshot, now=moment)
    try:
        answer = promise_date(snapshot=opened.snapshot, plan=plan, order=asked, now=moment)
    except OrderHasItsPlace as refusal:
        raise Refused(str(refusal)) from refusal
    show_answer(screen, opened, plan, asked, answer)
    screen.document(answer_document(opened, asked, answer))
    return Code.FINE if answer.kind is AnswerKind.ACCEPTED else Code.FINDINGS


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
    return order


def _known_order(question: Question, snapshot: Snapshot) -> Order:
    if question.customer or question.product or question.quantity:
        raise typer.BadParameter("With --order only --by, --latest and --net-price can be asked otherwise.")
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


def show_answer(screen: Screen, opened: Opened, plan: Plan, order: Order, answer: Answer) -> None:
    """Show an answer to people: yes or no in the first word, then what belongs to it."""
    company = opened.snapshot.company
    money = Money.for_amounts(company.currency, Decimal(0))
    times = Times(zone=ZoneInfo(company.timezone), now=plan.now, end=company.horizon_end)
    unit = next(product.unit for product in opened.snapshot.products if product.id == order.product)
    names = {customer.id: customer.name for customer in opened.snapshot.customers}
    who = f"{names[order.customer]} ({answer.tier})"
    what = f"{quantity(order.quantity, unit)} {order.product} at {money.price(order.net_price, unit)}"
    touches = ", ".join(_touched(displaced, opened.snapshot, names) for displaced in answer.displaces)
    rows: list[tuple[str, str]] = []
    if answer.kind is AnswerKind.ACCEPTED:
        late = f", {length(answer.days_late)} late" if answer.days_late else ""
        delivered = times.by(answer.delivery) if answer.delivery else ""
        screen.show(Text(f"Yes. {who} gets {what} by {delivered}{late}.", style="bold green"))
        rows.append(("Made on", answer.line or "nothing: it comes from stock"))
        if answer.from_stock and answer.line:
            rows.append(("From stock", quantity(answer.from_stock, unit)))
        rows.append(("It earns", _earned(answer, money)))
    else:
        cited = f" (rule {answer.rule})" if answer.rule is not None else ""
        screen.show(Text(f"No, not {what} for {who} by {times.by(order.requested)}.", style="bold red"))
        rows.append(("Why", f"{answer.reason}{cited}"))
    if answer.change is not None:
        rows.append(("The plan changes by", money.change(answer.change)))
    if touches:
        rows.append(("Would lose its place" if len(answer.displaces) == 1 else "Would lose their places", touches))
    if answer.price_of_yes is not None:
        price = answer.price_of_yes
        rows.append(("Price of yes", money.price(price.price, unit) if price.price is not None else price.why_none))
    if answer.date_of_yes is not None:
        date = answer.date_of_yes
        rows.append(("Date of yes", times.by(date.date) if date.date is not None else date.why_none))
    screen.show(facts(*rows))


def _earned(answer: Answer, money: Money) -> str:
    earned = money.amount(answer.contribution or Decimal(0))
    return (
        earned
        if answer.contribution_per_hour is None
        else f"{earned}, {money.amount(answer.contribution_per_hour)} an hour"
    )


def _touched(order_id: str, snapshot: Snapshot, names: dict[str, str]) -> str:
    order = next(order for order in snapshot.orders if order.id == order_id)
    return f"{order_id} ({names[order.customer]})"


def answer_document(opened: Opened, order: Order, answer: Answer) -> str:
    """Return the answer for programs: what was asked, whether it is a yes, and all of the answer."""
    return write_json(
        {
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
            },
            "yes": answer.kind is AnswerKind.ACCEPTED,
            "answer": to_plain(answer),
        }
    )
