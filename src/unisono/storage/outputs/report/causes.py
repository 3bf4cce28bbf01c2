"""The section on causes: a bar of hours for each, how often and since when, and what is done against it."""

from dataclasses import dataclass
from decimal import Decimal

from unisono.services.tracing import Causes, Prevented, ShortCauses, Traced
from unisono.storage.outputs.report.cause_words import (
    cause_words,
    effect_words,
    prevention_words,
    rates_words,
    standing_words,
    trend_words,
)
from unisono.storage.outputs.report.figures import Money, number, plural
from unisono.storage.outputs.report.shares import hours
from unisono.storage.outputs.report.templating import templates

MOST_BARS = 10
MOST_ROWS = 40
THOUSAND = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnWeek:
    """How often it happened in one week, as a bar: its place and height in percent, 0 where it did not."""

    x: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCause:
    """A cause: percent of the largest, its figures, its weeks, the trend in words, and what is done against it."""

    words: str
    width: float
    hours: str
    money: str
    times: str
    orders: str
    parties: str
    weeks: tuple[DrawnWeek, ...]
    course: str
    trend: str
    rates: str
    prevention: str
    is_proposed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPrevention:
    """A prevention: against what, what is done, who until when and how far, and whether it helped."""

    cause: str
    task: str
    standing: str
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnShort:
    """The causes of short deliveries in one unit; a row is a cause, how often, in how many orders, and how much."""

    title: str
    unit: str
    rows: tuple[tuple[str, str, str, str], ...]


def causes_section(causes: Causes, *, currency: str | None = None) -> str:
    """Return the section of a page as HTML; it uses the style of the report and needs nothing else.

    Args:
        causes: of what came late and short.
        currency: of the money; None: the company's policy is not known, and lateness stays in hours.
    """
    money = None if currency is None else Money.for_amounts(currency, causes.money)
    drawn = [_drawn(cause, causes, money) for cause in causes.late[:MOST_ROWS]]
    return (
        templates()
        .get_template("causes.html.j2")
        .render(
            orders=plural(causes.orders, "order"),
            delivered=number(causes.delivered),
            hours=hours(causes.seconds),
            money="" if money is None or not causes.priced else money.amount(causes.money),
            priced="" if causes.priced == causes.orders else number(causes.priced),
            currency="" if money is None else money.currency,
            causes=drawn,
            bars=drawn[:MOST_BARS],
            more=len(causes.late) - len(drawn),
            preventions=[_prevented(one, causes) for one in causes.preventions],
            shorts=[_short(short) for short in causes.short],
            has_due_times=causes.has_due_times,
        )
    )


def _drawn(cause: Traced, causes: Causes, money: Money | None) -> DrawnCause:
    found, largest = cause.found, causes.late[0].found.amount
    return DrawnCause(
        words=cause_words(found),
        width=round(100 * found.amount / largest, 2),
        hours=hours(found.amount),
        money="" if money is None else money.amount(cause.money),
        times=plural(found.times, "time"),
        orders=plural(len(found.parts), "order"),
        parties=", ".join(found.parties),
        weeks=_weeks(cause),
        course=", ".join(map(str, cause.weeks)),
        trend=trend_words(cause.trend),
        rates=rates_words(cause.trend),
        prevention=prevention_words(cause, causes.now),
        is_proposed=cause.proposal is not None,
    )


def _weeks(cause: Traced) -> tuple[DrawnWeek, ...]:
    most, step = max(1, *cause.weeks), 100 / len(cause.weeks)
    return tuple(
        DrawnWeek(x=round(place * step, 2), height=round(100 * count / most, 1))
        for place, count in enumerate(cause.weeks)
    )


def _prevented(prevented: Prevented, causes: Causes) -> DrawnPrevention:
    known = {cause.found.name: cause_words(cause.found) for cause in causes.late}
    one = prevented.prevention
    return DrawnPrevention(
        cause=known.get(one.cause, one.cause),
        task=one.task,
        standing=standing_words(prevented, causes.now),
        effect="" if prevented.effect is None else effect_words(prevented.effect),
    )


def _short(short: ShortCauses) -> DrawnShort:
    missing = sum(cause.amount for cause in short.causes)
    return DrawnShort(
        title=f"{plural(short.orders, 'order')} came short by {_units(missing)} {short.unit}",
        unit=short.unit,
        rows=tuple(
            (cause_words(cause), number(cause.times), number(len(cause.parts)), _units(cause.amount))
            for cause in short.causes[:MOST_ROWS]
        ),
    )


def _units(thousandths: int) -> str:
    return number(Decimal(thousandths) / THOUSAND, 1)
