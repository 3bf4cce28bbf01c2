"""The report's section about stock: what each kind cost and saved, least and most, and framework orders in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from unisono.domain.company import StockKind
from unisono.domain.stocks import Advice, CallOff, Keeping, Pace, StockDrawn, StockLevel, StockSurvey, StockWorth
from unisono.services.runs import Run
from unisono.storage.outputs.report.figures import NONE, number, plural, quantity
from unisono.storage.outputs.report.words import Words

KINDS: Mapping[StockKind, str] = {
    StockKind.OWN: "Own stock",
    StockKind.CONSIGNMENT: "Consignment stock",
    StockKind.CALL_OFF: "Call-off stock",
}
ADVICE_LOOKS: Mapping[Advice, tuple[str, str]] = {
    Advice.ORDER: ("order", "warn"),
    Advice.TAKE_BACK: ("take back", "bad"),
    Advice.TOO_MUCH: ("too much", "bad"),
    Advice.USE_UP: ("use up", "note"),
    Advice.FINE: ("fine", "good"),
}
PACE_LOOKS: Mapping[Pace, tuple[str, str]] = {
    Pace.BEHIND: ("behind", "bad"),
    Pace.LOST: ("cannot be reached", "bad"),
    Pace.AHEAD: ("ahead", "warn"),
    Pace.AS_AGREED: ("as agreed", "good"),
    Pace.NOT_BEGUN: ("not begun", "note"),
}
WITHOUT_LEVELS = (Keeping.LEFT_OVER, Keeping.UNASKED, Keeping.UNKNOWN)
YEARS_FROM = 365
NOTHING = StockDrawn()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """One kind of stock in money; the bars' widths are in percent."""

    name: str
    stocks: str
    tied_up: Decimal
    cost: Decimal
    holding: Decimal
    interest: Decimal
    orders: int
    hours: str
    worth: StockWorth
    saved: Decimal
    net: Decimal
    cost_width: float
    saved_width: float
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelBar:
    """A stock between its least and its most, in percent of the bar."""

    level: StockLevel
    customer: str
    keep: str
    advice: str
    low: float
    span: float
    there: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBar:
    """A framework order against its time, in percent of the most that may be called."""

    item: CallOff
    customer: str
    delivered: float
    open: float
    least: float
    due: float
    pace: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRow:
    """A row of the table of all stock."""

    level: StockLevel
    kind: str
    customer: str
    lasts: str
    keep: str
    drawn: StockDrawn
    advice: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StocksSection:
    """All about stock."""

    kinds: tuple[KindRow, ...]
    sentence: str
    bars: tuple[tuple[str, str, tuple[LevelBar, ...]], ...]
    calls: tuple[CallBar, ...]
    rows: tuple[StockRow, ...]


def stocks_section(run: Run, words: Words) -> StocksSection | None:
    """Return what the report says of stock, or None where there is none."""
    survey = run.stock
    if not survey.levels and not survey.call_offs:
        return None
    kinds = tuple(_kind(survey, kind, words) for kind in StockKind if survey.of_kind(kind))
    highest = max((max(row.cost, row.saved) for row in kinds), default=Decimal(0)) or Decimal(1)
    return StocksSection(
        kinds=tuple(_with_widths(row, highest) for row in kinds),
        sentence=_sentence(kinds, words),
        bars=tuple(_bars(survey, words)),
        calls=tuple(_call(item, words) for item in survey.call_offs),
        rows=tuple(_row(survey, level, words) for level in survey.levels),
    )


def lasts(level: StockLevel) -> str:
    """Return how long a stock lasts: days, or more than a year, or a dash where nobody asks for it."""
    if level.cover_days is None:
        return NONE
    return "over a year" if level.cover_days > YEARS_FROM else plural(round(level.cover_days), "day")


def kept_between(level: StockLevel) -> str:
    """Return between what a stock should lie, e.g. `98 to 170`, or a dash where it is only used up."""
    if level.keeping in WITHOUT_LEVELS:
        return NONE
    return f"{quantity(level.lowest)} to {quantity(level.highest)}"


def _kind(survey: StockSurvey, kind: StockKind, words: Words) -> KindRow:
    levels = survey.of_kind(kind)
    drawn = [survey.drawn.get(level.stock, NOTHING) for level in levels]
    worth = survey.worth.get(kind, StockWorth())
    cost = sum((level.cost for level in levels), Decimal(0))
    return KindRow(
        name=KINDS[kind],
        stocks=plural(len(levels), "stock"),
        tied_up=sum((level.tied_up for level in levels), Decimal(0)),
        cost=cost,
        holding=sum((level.holding for level in levels), Decimal(0)),
        interest=sum((level.interest for level in levels), Decimal(0)),
        orders=len({order for item in drawn for order in item.orders}),
        hours=number(sum((item.hours for item in drawn), Decimal(0)), 1),
        worth=worth,
        saved=worth.saved,
        net=worth.saved - cost,
        cost_width=0.0,
        saved_width=0.0,
        without=_without(worth, words),
    )


def _with_widths(row: KindRow, highest: Decimal) -> KindRow:
    return replace(
        row,
        cost_width=round(float(row.cost / highest * 100), 2),
        saved_width=round(float(row.saved / highest * 100), 2),
    )


def _without(worth: StockWorth, words: Words) -> str:
    """Return what would become of orders without the stock, in words."""
    told = []
    if worth.lost:
        told.append(f"{plural(len(worth.lost), 'order')} would not be made ({_named(worth.lost, words)})")
    if worth.later:
        told.append(f"{plural(len(worth.later), 'order')} would come later")
    return f"Without it {' and '.join(told)}." if told else ""


def _named(orders: Sequence[str], words: Words, most: int = 3) -> str:
    names = list(dict.fromkeys(words.customer_of(order) for order in orders))
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _sentence(kinds: Sequence[KindRow], words: Words) -> str:
    money = words.money
    tied_up = sum((row.tied_up for row in kinds), Decimal(0))
    cost = sum((row.cost for row in kinds), Decimal(0))
    return f"It ties up {money.amount(tied_up)}, and keeping it costs {money.amount(cost)} {words.times.horizon}."


def _bars(survey: StockSurvey, words: Words) -> list[tuple[str, str, tuple[LevelBar, ...]]]:
    """Return the bars of each kind that has levels to be between, with a title and a note."""
    notes = {
        StockKind.OWN: "Ordered when it falls to the least, up to the most.",
        StockKind.CALL_OFF: "From what is called and open to what is called until more could be there.",
        StockKind.CONSIGNMENT: "Ours at the customer until it is drawn: between min and max.",
    }
    found = []
    for kind, note in notes.items():
        levels = [level for level in survey.of_kind(kind) if level.keeping not in WITHOUT_LEVELS]
        if levels:
            found.append((KINDS[kind], note, tuple(_bar(level, words) for level in levels)))
    return found


def _bar(level: StockLevel, words: Words) -> LevelBar:
    scale = max(level.quantity, level.highest) * Decimal("1.08") or Decimal(1)
    return LevelBar(
        level=level,
        customer=words.customer(level.owner) if level.owner else level.location,
        keep=kept_between(level),
        advice=ADVICE_LOOKS[level.advice][0],
        low=_percent(level.lowest, scale),
        span=_percent(level.highest - level.lowest, scale),
        there=_percent(level.quantity, scale),
    )


def _call(item: CallOff, words: Words) -> CallBar:
    scale = max(item.most, item.called) or Decimal(1)
    return CallBar(
        item=item,
        customer=words.customer(item.customer),
        delivered=_percent(item.delivered, scale),
        open=_percent(item.open, scale),
        least=_percent(item.least, scale),
        due=_percent(item.due, scale),
        pace=PACE_LOOKS[item.pace],
    )


def _row(survey: StockSurvey, level: StockLevel, words: Words) -> StockRow:
    return StockRow(
        level=level,
        kind=KINDS[level.kind],
        customer=words.customer(level.owner) if level.owner else "",
        lasts=lasts(level),
        keep=kept_between(level),
        drawn=survey.drawn.get(level.stock, NOTHING),
        advice=ADVICE_LOOKS[level.advice],
    )


def _percent(value: Decimal, of: Decimal) -> float:
    return round(float(value / of * 100), 2)
