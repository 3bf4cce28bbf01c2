"""The sentences about stock: why so much, and what to do now."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from unisono.domain.company import Stock, StockKind
from unisono.domain.frameworks import Framework
from unisono.domain.stocks import Advice, Keeping, Pace
from unisono.engines.stocking.problem import Position
from unisono.engines.stocking.solution import Calling, Levels

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
SMALL = 10
WEEK = 7


def units(value: float, *, whole: bool = False) -> Decimal:
    """Return a quantity as people write it: whole units, tenths, or hundredths where there are few.

    >>> [str(units(value)) for value in (96.04, 96.27, 3.256, 0.0)]
    ['96', '96.3', '3.26', '0']
    """
    step = Decimal(1) if whole else TENTH if abs(value) >= SMALL else HUNDREDTH
    rounded = Decimal(repr(value)).quantize(step, ROUND_HALF_UP)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def percent(share: float) -> str:
    """Return a share in percent, to a tenth.

    >>> percent(0.95), percent(0.9871)
    ('95%', '98.7%')
    """
    return f"{units(round(share * 1000) / 10)}%"


def days(value: float) -> str:
    """Return days with their noun.

    >>> days(1.0), days(2.5)
    ('1 day', '2.5 days')
    """
    return f"{units(value)} {'day' if value == 1 else 'days'}"


def why(row: Stock, position: Position, levels: Levels, unit: str, service_level: float) -> str:
    """Return why a stock should lie between its least and its most.

    Args:
        row: the stock.
        position: how it is asked for and supplied.
        levels: what the engine says of it.
        unit: the product's unit.
        service_level: share of the cycles in which nothing runs out.
    """
    said = _said(row, position, levels, unit, f"{percent(service_level)} service")
    return f"{said[:1].upper()}{said[1:]}."


def _said(row: Stock, position: Position, levels: Levels, unit: str, service: str) -> str:
    asked, supply = f"{units(position.demand)} {unit} a day are asked for", days(position.supply_days)
    meanwhile, looks = units(position.demand * position.supply_days), days(position.review_days)
    safety = f"{units(levels.safety, whole=position.whole)} {unit} of safety for {service}"
    size = units(levels.highest - levels.lowest, whole=position.whole)
    left = "no framework order calls it" if row.kind is StockKind.CALL_OFF else "left over, not filled up again"
    sentences = {
        Keeping.REORDER: f"{asked}, and more takes {supply}: {meanwhile} {unit} meanwhile and {safety}; "
        f"{size} {unit} a time cost least",
        Keeping.PIECES: f"{asked}, more takes {supply}, looked at every {looks}: for {service} it costs least to fill "
        f"up to {units(levels.highest)} when {units(levels.lowest)} or fewer are left",
        Keeping.CONSIGNMENT: f"{units(position.demand)} {unit} a day are drawn, the way takes {supply}, looked at "
        f"every {looks}: {meanwhile} {unit} on the way and {safety}",
        Keeping.WHILE_GOOD: f"{asked}, good for {days(position.good_days or 0)}: one too few loses "
        f"{units(position.margin)}, one too many {units(position.cost)}",
        Keeping.CALLS: f"{units(levels.lowest)} {unit} are called and not delivered; at the agreed pace "
        f"{size} {unit} more are called until more could be there",
        Keeping.LEFT_OVER: f"{left}; {units(levels.highest)} {unit} will be asked for in the planned time",
        Keeping.UNASKED: "nobody asked for it in the past year",
        Keeping.UNKNOWN: "the sales are too few to say how much is asked for",
    }
    return sentences[levels.keeping]


def todo(row: Stock, position: Position, levels: Levels, unit: str) -> str:
    """Return what to do with a stock now, arguments as above."""
    amount = f"{units(levels.amount, whole=position.whole)} {unit}"
    more = {StockKind.CONSIGNMENT: f"Send {amount}.", StockKind.CALL_OFF: f"Make {amount} for the calls."}
    is_more = levels.keeping is not Keeping.UNKNOWN and position.quantity > levels.highest
    back = f"Take {amount} back by {row.take_back_on}" if row.take_back_on else f"Take {amount} back"
    return {
        Advice.ORDER: more.get(row.kind, f"Order {amount} now."),
        Advice.TAKE_BACK: f"{back}, or agree with the customer on more.",
        Advice.TOO_MUCH: f"{amount} too much: offer it, and make no more.",
        Advice.USE_UP: "Serve orders from it first.",
        Advice.FINE: "Nothing to do: it is more than usual, and asked for." if is_more else "Nothing to do.",
    }[levels.advice]


def todo_for_calls(framework: Framework, calling: Calling, unit: str, *, today: date) -> str:
    """Return what to do about a framework order now.

    Args:
        framework: the order.
        calling: what the engine says of it.
        unit: the product's unit.
        today: the local day of now.
    """
    missing, last = f"{units(calling.missing)} {unit}", framework_last_call(framework)
    weekly = units(calling.missing / max(1.0, calling.days_to_call / WEEK))
    return {
        Pace.BEHIND: f"Ask for calls: {missing} until {last}, {weekly} {unit} a week, else the least is missed.",
        Pace.LOST: f"Settle it with the customer: {missing} of the least can no longer be called in time.",
        Pace.AHEAD: _about_more(framework, calling, unit, today=today),
        Pace.NOT_BEGUN: f"It begins on {framework.starts_on}.",
        Pace.AS_AGREED: f"Nothing to do: {units(calling.left)} {unit} may still be called.",
    }[calling.pace]


def framework_last_call(framework: Framework) -> date:
    """Return the last day on which a call is still delivered in time."""
    return framework.ends_on - timedelta(days=float(framework.lead_days))


def _about_more(framework: Framework, calling: Calling, unit: str, *, today: date) -> str:
    gone = max(1, (today - framework.starts_on).days)
    until = today + timedelta(days=int(calling.left * gone / max(float(framework.called), 1.0)))
    lasts = f"{units(calling.left)} {unit} are left, at this pace until {until}"
    return f"Agree on more, or on a slower pace: {lasts}, and it ends on {framework.ends_on}."
