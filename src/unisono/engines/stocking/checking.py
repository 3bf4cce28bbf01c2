"""Whether levels and advice are what they say they are: the independent checker.

It knows none of the formulas: shares come from the distribution itself, costs from numerical integrals and from the
steady state of the stock, and a level is best when its neighbours cost no less.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.stats import norm, poisson

from unisono.domain.company import StockKind
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.stocks import Advice, Keeping, Pace
from unisono.engines.stocking.problem import Agreement, Position, Problem
from unisono.engines.stocking.solution import Calling, Levels, Solution

CLOSE = 1e-6
NEAR = (0.9, 0.98, 1.02, 1.1)
"""Quantities that are tried beside the best one, as shares of it."""

Found = Iterator[tuple[str, str]]
"""Code and message."""


def check(problem: Problem, solution: Solution) -> tuple[Finding, ...]:
    """Return everything that is wrong with a solution.

    Args:
        problem: what was known.
        solution: what it says.
    """
    found: list[tuple[str, str, str]] = []
    if len(solution.levels) != len(problem.positions) or len(solution.callings) != len(problem.agreements):
        found.append(("entries-differ", "There is not one entry for each stock and framework order.", ""))
    else:
        for place, (position, levels) in enumerate(zip(problem.positions, solution.levels, strict=True)):
            found += [(*item, f"stock {place}") for item in _stock(problem, position, levels)]
        for place, (agreement, calling) in enumerate(zip(problem.agreements, solution.callings, strict=True)):
            found += [(*item, f"framework order {place}") for item in _calling(agreement, calling)]
    return tuple(
        Finding(code=code, severity=Severity.ERROR, source=Source(file="stock"), message=message, value=value)
        for code, message, value in found
    )


def _stock(problem: Problem, position: Position, levels: Levels) -> Found:
    if not 0 <= levels.lowest <= levels.highest + CLOSE:
        yield "levels-upside-down", f"The least ({levels.lowest}) is not between nothing and the most."
        return
    yield from _advice(problem, position, levels)
    match levels.keeping:
        case Keeping.REORDER:
            yield from _served(problem, position, levels.lowest, position.supply_days)
            yield from _best_quantity(problem, position, levels)
        case Keeping.CONSIGNMENT:
            between = position.demand * position.review_days
            yield from _served(problem, position, levels.highest, position.supply_days + position.review_days)
            if abs(levels.highest - levels.lowest - between) > CLOSE * (1 + between):
                yield "range-differs", "Most less least is not the demand between two looks."
        case Keeping.WHILE_GOOD:
            yield from _worth_its_risk(position, levels)
        case Keeping.PIECES:
            yield from _best_pieces(problem, position, levels)


def _advice(problem: Problem, position: Position, levels: Levels) -> Found:
    """Yield advice that does not follow from what is there and what should be."""
    after = position.quantity + (levels.amount if levels.advice is Advice.ORDER else -levels.amount)
    wanted = max(levels.highest, position.booked if levels.advice is Advice.TOO_MUCH else 0.0)
    if position.framework is not None and levels.advice is Advice.TOO_MUCH:
        agreement = problem.agreements[position.framework]
        wanted = max(wanted, max(agreement.called, agreement.least) - agreement.delivered)
    if levels.advice in (Advice.ORDER, Advice.TOO_MUCH) and abs(after - wanted) > CLOSE * (1 + wanted):
        yield "amount-differs", f"After {levels.advice} there would be {after}, not {wanted}."
    if levels.advice is Advice.TAKE_BACK and not (
        position.kind is StockKind.CONSIGNMENT and 0 < levels.amount <= position.quantity
    ):
        yield "nothing-to-take-back", "What is taken back does not lie at a customer."
    is_short = position.quantity < levels.lowest - CLOSE
    if levels.advice is Advice.FINE and is_short and levels.keeping is not Keeping.UNKNOWN:
        yield "not-fine", f"{position.quantity} is less than {levels.lowest}."


def _served(problem: Problem, position: Position, level: float, days: float) -> Found:
    """Yield a level that demand over some days stays below less or more often than the service level says."""
    variance = days * position.spread**2 + (position.demand * position.supply_spread_days) ** 2
    if variance <= 0 or problem.service_level < 0.5:  # noqa: PLR2004 - below a half no safety is kept
        return
    share = norm.cdf(level, position.demand * days, variance**0.5)
    if abs(share - problem.service_level) > CLOSE:
        yield "service-differs", f"{level} is enough in {share} of the cycles, not in {problem.service_level}."


def _best_quantity(problem: Problem, position: Position, levels: Levels) -> Found:
    """Yield a quantity beside which another one costs less, each with the reorder point that is best for it."""
    quantity = levels.highest - levels.lowest
    variance = position.supply_days * position.spread**2 + (position.demand * position.supply_spread_days) ** 2
    if variance <= 0 or position.holding <= 0 or quantity <= CLOSE:
        return
    costs = {share: _cost(problem, position, quantity * share, variance**0.5) for share in (1.0, *NEAR)}
    best = min(costs, key=lambda share: costs[share])
    if costs[best] < costs[1.0] * (1 - CLOSE):
        yield "quantity-not-best", f"{quantity * best} a time costs {costs[best]} a day, {quantity} costs {costs[1.0]}."


def _cost(problem: Problem, position: Position, quantity: float, spread: float) -> float:
    """Return the least cost a day of ordering a quantity each time, by numerical integrals over reorder points."""
    under = position.holding * problem.service_level / (1 - problem.service_level)
    mean = position.demand * position.supply_days
    grid = np.linspace(mean - quantity - 8 * spread, mean + quantity + 8 * spread, 8001)
    deviations = (grid - mean) / spread
    short = spread * (norm.pdf(deviations) - deviations * norm.sf(deviations))
    rates = position.holding * (grid - mean + short) + under * short
    areas = np.concatenate(([0.0], np.cumsum((rates[1:] + rates[:-1]) / 2 * np.diff(grid))))
    starts = grid[grid <= grid[-1] - quantity]
    inside = np.interp(starts + quantity, grid, areas) - np.interp(starts, grid, areas)
    return float((position.setup * position.demand + inside.min()) / quantity)


def _worth_its_risk(position: Position, levels: Levels) -> Found:
    """Yield a quantity at which one unit more earns something else than it risks."""
    days = position.good_days or 0.0
    spread = position.spread * days**0.5
    if spread <= 0 or levels.highest <= 0:
        return
    mean = position.demand * days
    sold = quad(lambda units: norm.pdf(units, mean, spread), levels.highest, mean + 40 * spread)[0]
    gain, risk = sold * position.margin, (1 - sold) * position.cost
    if abs(gain - risk) > CLOSE * (position.margin + position.cost):
        yield "not-worth-its-risk", f"One unit more earns {gain} and risks {risk}."


def _best_pieces(problem: Problem, position: Position, levels: Levels) -> Found:
    """Yield an (s, S) beside which another one costs less."""
    least, most = round(levels.lowest), round(levels.highest)
    here = _steady_cost(problem, position, least, most)
    for point, level in ((least - 1, most), (least + 1, most), (least, most - 1), (least, most + 1)):
        if 0 <= point < level and (there := _steady_cost(problem, position, point, level)) < here * (1 - CLOSE):
            yield "pieces-not-best", f"({point}, {level}) costs {there} between two looks, ({least}, {most}) {here}."


def _steady_cost(problem: Problem, position: Position, point: int, level: int) -> float:
    """Return the cost between two looks in the steady state of the stock that is on hand or on its way."""
    demand = position.demand * position.review_days
    cover = position.demand * (position.supply_days + position.review_days)
    states = np.arange(point + 1, level + 1)
    chain = np.zeros((len(states), len(states)))
    for row, state in enumerate(states):
        chain[row, : row + 1] = poisson.pmf(state - states[: row + 1], demand)
        chain[row, -1] += 1 - poisson.cdf(state - point - 1, demand)
    steady = _steady(chain)
    ordering = steady @ (1 - poisson.cdf(states - point - 1, demand))
    over = position.holding * position.review_days
    under = over * problem.service_level / (1 - problem.service_level)
    units = np.arange(int(cover + 12 * cover**0.5) + 12)
    chances = poisson.pmf(units, cover)
    left = np.array([chances @ np.maximum(state - units, 0) for state in states])
    rates = over * left + under * (left - states + cover)
    return float(position.setup * ordering + steady @ rates)


def _steady(chain: NDArray[np.float64]) -> NDArray[np.float64]:
    size = len(chain)
    equations = np.vstack((chain.T - np.eye(size), np.ones(size)))
    right = np.append(np.zeros(size), 1.0)
    shares: NDArray[np.float64] = np.linalg.lstsq(equations, right, rcond=None)[0]
    return shares


def _calling(agreement: Agreement, calling: Calling) -> Found:
    if abs(calling.open + agreement.delivered - agreement.called) > CLOSE or calling.open < 0:
        yield "open-differs", "Delivered and open do not make up what was called."
    if calling.missing < 0 or agreement.called + calling.missing < agreement.least - CLOSE:
        yield "missing-differs", "With what is missing the least is not reached."
    if calling.missing > 0 and abs(agreement.called + calling.missing - agreement.least) > CLOSE:
        yield "missing-differs", "More is said to be missing than the least asks for."
    if calling.left > 0 and abs(agreement.called + calling.left - agreement.most) > CLOSE:
        yield "left-differs", "Called and left do not make up the most."
    is_short = agreement.called < agreement.least * min(1.0, agreement.elapsed / agreement.days) - CLOSE
    if is_short and calling.pace in (Pace.AS_AGREED, Pace.AHEAD):
        yield "pace-differs", "Less was called than the time that has gone by asks for."
