"""From what lies where to how much should, and what to do."""

from dataclasses import dataclass

from unisono.domain.company import StockKind
from unisono.domain.stocks import Advice, Keeping
from unisono.engines.stocking.calling import calling_of
from unisono.engines.stocking.newsvendor import newsvendor
from unisono.engines.stocking.normal_demand import fill_rate, safety_stock, spread_over
from unisono.engines.stocking.problem import Agreement, Position, Problem
from unisono.engines.stocking.reorder import Flow, best_reorder
from unisono.engines.stocking.review import Reviews, best_level, best_up_to
from unisono.engines.stocking.solution import Calling, Levels, Solution

NOTHING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """When whole units are counted one by one.

    Demand in whole units is Poisson where its variance is at most `dispersion` times its mean, and at most `few` units
    are asked for until more is there; else it is normal.
    """

    dispersion: float = 1.5
    few: float = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Range:
    """The levels of a stock before anybody looked at what is there; `owed` units somebody must still take."""

    safety: float = 0.0
    lowest: float = 0.0
    highest: float = 0.0
    fill_rate: float | None = None
    owed: float = 0.0


DEFAULTS = Params()


def solve(problem: Problem, *, params: Params = DEFAULTS) -> Solution:
    """Return how each stock should be kept and what to do now, and how each framework order is called.

    There is nothing to search and no chance in it; `docs/methods/stocking.md` says how the levels come about.
    """
    callings = tuple(calling_of(agreement) for agreement in problem.agreements)
    levels = tuple(_levels(problem, position, callings, params) for position in problem.positions)
    return Solution(levels=levels, callings=callings)


def _levels(problem: Problem, position: Position, callings: tuple[Calling, ...], params: Params) -> Levels:
    keeping, kept = keeping_of(position, params), _range(problem, position, callings, params)
    advice, amount = _advice(position, keeping, kept)
    return Levels(
        keeping=keeping,
        safety=kept.safety,
        lowest=kept.lowest,
        highest=kept.highest,
        fill_rate=kept.fill_rate,
        advice=advice,
        amount=amount,
    )


def keeping_of(position: Position, params: Params) -> Keeping:
    """Return the rule that fits a stock: the first that applies."""
    rules = (
        (position.framework is not None, Keeping.CALLS),
        (not position.is_known, Keeping.UNKNOWN),
        (not position.replenish or position.kind is StockKind.CALL_OFF, Keeping.LEFT_OVER),
        (position.kind is StockKind.CONSIGNMENT, Keeping.CONSIGNMENT),
        (_spoils(position) and position.margin > 0 and position.cost > 0, Keeping.WHILE_GOOD),
        (position.demand <= 0, Keeping.UNASKED),
        (_is_counted(position, params), Keeping.PIECES),
    )
    return next((keeping for applies, keeping in rules if applies), Keeping.REORDER)


def _range(problem: Problem, position: Position, callings: tuple[Calling, ...], params: Params) -> _Range:
    """Return the levels by the rule that fits the stock."""
    keeping = keeping_of(position, params)
    if position.framework is not None:
        kept = _for_calls(problem.agreements[position.framework], callings[position.framework], position)
    elif keeping is Keeping.CONSIGNMENT:
        kept = _at_customer(problem.service_level, position)
    elif keeping is Keeping.WHILE_GOOD:
        kept = _while_good(position)
    elif keeping is Keeping.PIECES:
        kept = _by_the_piece(problem.service_level, position)
    elif keeping is Keeping.REORDER:
        kept = _by_quantity(problem.service_level, position)
    else:
        kept = _Range(highest=position.demand * problem.days_left)
    return kept


def _spoils(position: Position) -> bool:
    """Return whether goods are good no longer than it takes until more is there and somebody looks again."""
    return position.good_days is not None and position.good_days <= position.supply_days + position.review_days


def _is_counted(position: Position, params: Params) -> bool:
    until_more = position.demand * (position.supply_days + position.review_days)
    poisson = position.spread * position.spread <= params.dispersion * position.demand
    is_looked_at = position.review_days > 0 and position.holding > 0
    return position.whole and poisson and is_looked_at and until_more <= params.few


def _for_calls(agreement: Agreement, calling: Calling, position: Position) -> _Range:
    """Return levels for calls: what is open, and what is called at the agreed pace until more could be there."""
    pace = agreement.quantity / agreement.days
    coming = min(calling.left, pace * max(0.0, position.supply_days + position.review_days - agreement.lead_days))
    return _Range(lowest=calling.open, highest=calling.open + coming, owed=calling.open + calling.missing)


def _at_customer(service_level: float, position: Position) -> _Range:
    """Return min = safety + demand in transport and max = min + demand between two looks.

    The safety covers transport and the time between two looks, for nobody sees in between what is missing.
    """
    days = position.supply_days + position.review_days
    safety = _safety(service_level, position, days)
    lowest = position.demand * position.supply_days + safety
    return _Range(
        safety=safety,
        lowest=lowest,
        highest=lowest + position.demand * position.review_days,
    )


def _while_good(position: Position) -> _Range:
    """Return what to have of goods that spoil: a unit too few loses its margin, a unit too many its cost."""
    days = position.good_days or 0.0
    mean = position.demand * days
    spread = spread_over(days, demand=position.demand, spread=position.spread)
    level = newsvendor(over=position.cost, under=position.margin, mean=mean, spread=spread).quantity
    highest = max(0.0, level)
    return _Range(safety=max(0.0, highest - mean), lowest=highest, highest=highest)


def _by_the_piece(service_level: float, position: Position) -> _Range:
    """Return (s, S) for whole units that are looked at every few days."""
    cover = position.demand * (position.supply_days + position.review_days)
    demand = position.demand * position.review_days
    over = position.holding * position.review_days
    reviews = Reviews(
        setup=position.setup,
        over=over,
        under=over * service_level / (1 - service_level),
        demand=demand,
        cover=cover,
    )
    best = best_up_to(reviews)
    if best.point < 0:  # nobody is to wait on purpose
        best = best_level(reviews, 0)
    return _Range(
        safety=max(0.0, best.point - position.demand * position.supply_days),
        lowest=float(best.point),
        highest=float(best.level),
    )


def _by_quantity(service_level: float, position: Position) -> _Range:
    """Return the reorder point for the service level, and with it the quantity that costs least."""
    mean = position.demand * position.supply_days
    spread = spread_over(
        position.supply_days,
        demand=position.demand,
        spread=position.spread,
        days_spread=position.supply_spread_days,
    )
    safety = _safety(service_level, position, position.supply_days)
    quantity = _quantity(service_level, position, mean, spread)
    return _Range(
        safety=safety,
        lowest=mean + safety,
        highest=mean + safety + quantity,
        fill_rate=fill_rate(mean + safety, max(quantity, position.demand), mean=mean, spread=spread),
    )


def _quantity(service_level: float, position: Position, mean: float, spread: float) -> float:
    """Return the Q of the best (r, Q), at which shortage is priced so that the service level is the best one.

    Where lying costs nothing there is no best one: then it is the demand between two looks.
    """
    if position.holding <= 0:
        return position.demand * position.review_days
    if spread <= NOTHING:
        return float((2 * position.setup * position.demand / position.holding) ** 0.5)
    under = position.holding * service_level / (1 - service_level)
    flow = Flow(
        setup=position.setup,
        over=position.holding,
        under=under,
        demand=position.demand,
        mean=mean,
        spread=spread,
    )
    return best_reorder(flow).quantity


def _safety(service_level: float, position: Position, days: float) -> float:
    return safety_stock(
        service_level,
        days=days,
        demand=position.demand,
        spread=position.spread,
        days_spread=position.supply_spread_days,
    )


def _advice(position: Position, keeping: Keeping, kept: _Range) -> tuple[Advice, float]:
    """Return what to do now, and with how much."""
    if keeping is Keeping.UNKNOWN:
        return Advice.FINE, 0.0
    if position.kind is StockKind.CONSIGNMENT and (back := _comes_back(position, kept)) > NOTHING:
        return Advice.TAKE_BACK, back
    if (above := position.quantity - max(kept.highest, kept.owed, position.booked)) > NOTHING:
        return Advice.TOO_MUCH, above
    if keeping is Keeping.LEFT_OVER:
        return Advice.USE_UP, position.quantity
    is_at_point = keeping is Keeping.PIECES and position.quantity <= kept.lowest
    if is_at_point or position.quantity < kept.lowest - NOTHING:
        return Advice.ORDER, kept.highest - position.quantity
    return Advice.FINE, 0.0


def _comes_back(position: Position, kept: _Range) -> float:
    """Return what to take back from a customer: what will be left at the date that is near, or is above the most."""
    days = position.take_back_days
    if days is not None and days <= position.review_days:
        return max(0.0, position.quantity - max(position.demand * max(0.0, days), position.booked))
    return max(0.0, position.quantity - max(kept.highest, position.booked))


def lying(quantity: float, *, demand: float, days: float) -> float:
    """Return the unit-days that stock lies when it is drawn evenly: the integral of (q - D t)+ over the days.

    >>> lying(10, demand=2, days=3), lying(10, demand=2, days=30), lying(10, demand=0, days=3)
    (21.0, 25.0, 30.0)
    """
    until = days if demand <= 0 else min(days, quantity / demand)
    return quantity * until - demand * until * until / 2
