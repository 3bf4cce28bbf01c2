"""What the engine says of single stocks, and what its checker says of wrong answers."""

from dataclasses import replace
from typing import Any

import pytest

from unisono.domain.company import StockKind
from unisono.domain.stocks import Advice, Keeping
from unisono.engines.stocking.checking import check
from unisono.engines.stocking.problem import Agreement, Position, Problem
from unisono.engines.stocking.solution import Levels
from unisono.engines.stocking.solving import solve

PLATE = Position(
    kind=StockKind.OWN, quantity=80, demand=5, spread=8, supply_days=9, holding=0.5, setup=120, review_days=7
)
AT_CRANES = Position(
    kind=StockKind.CONSIGNMENT, quantity=30, demand=1, spread=2, supply_days=2, review_days=7, holding=0.5
)
SCREENS = Position(
    kind=StockKind.OWN,
    quantity=3,
    demand=0.4,
    spread=0.6,
    whole=True,
    supply_days=7,
    review_days=7,
    holding=0.2,
    setup=6,
)
TARTARE = Position(kind=StockKind.OWN, quantity=5, demand=8, spread=3, review_days=1, good_days=1, margin=12, cost=4)
FRAME = Agreement(quantity=360, most=378, least=324, days=184, elapsed=145, lead_days=5, called=168, delivered=150)


def problem_of(*positions: Position) -> Problem:
    """Return a problem with these stocks and one framework order."""
    return Problem(positions=positions, agreements=(FRAME,), service_level=0.95, days_left=42)


def levels_of(position: Position) -> Levels:
    """Return the levels of one stock, after the checker has found nothing wrong with them."""
    problem = problem_of(position)
    solution = solve(problem)
    assert check(problem, solution) == ()
    return solution.levels[0]


def test_own_stock_is_reordered_before_it_runs_out() -> None:
    """The reorder point is the demand of nine days and its safety, 45 + 1.645 x 24."""
    levels = levels_of(PLATE)
    assert levels.keeping is Keeping.REORDER
    assert levels.safety == pytest.approx(39.476, abs=0.001)
    assert levels.lowest == pytest.approx(84.476, abs=0.001)
    assert levels.advice is Advice.ORDER
    assert levels.amount == pytest.approx(levels.highest - 80)
    assert levels.fill_rate is not None
    assert levels.fill_rate > 0.98


def test_supply_that_varies_asks_for_more_safety() -> None:
    """Three days more or less of supply are fifteen units that nobody can count on."""
    safety = levels_of(replace(PLATE, supply_spread_days=3)).safety
    assert safety == pytest.approx(1.644854 * (9 * 64 + 25 * 9) ** 0.5, abs=0.001)


def test_goods_that_cost_nothing_to_keep_are_ordered_for_a_week() -> None:
    """Without holding cost no quantity is best, so it is what is asked for between two looks."""
    levels = levels_of(replace(PLATE, holding=0))
    assert levels.highest - levels.lowest == 35


def test_certain_demand_is_ordered_by_the_square_root() -> None:
    """Without chance the quantity is the classical one, sqrt(2 K D / h)."""
    levels = levels_of(replace(PLATE, spread=0))
    assert (levels.safety, levels.lowest) == (0, 45)
    assert levels.highest - levels.lowest == pytest.approx((2 * 120 * 5 / 0.5) ** 0.5)


def test_consignment_lies_between_a_least_and_a_most() -> None:
    """Min is safety and demand in transport, max a week more; what is above it comes back."""
    levels = levels_of(AT_CRANES)
    assert levels.safety == pytest.approx(1.644854 * 6, abs=0.001)
    assert levels.lowest == pytest.approx(2 + levels.safety)
    assert levels.highest == pytest.approx(9 + levels.safety)
    assert levels.advice is Advice.TAKE_BACK
    assert levels.amount == pytest.approx(30 - levels.highest)
    assert levels_of(replace(AT_CRANES, quantity=15)).advice is Advice.FINE
    assert levels_of(replace(AT_CRANES, quantity=9)).advice is Advice.ORDER


def test_what_is_left_at_the_take_back_date_comes_back() -> None:
    """Five days before it the customer will have drawn five of fifteen, and ten come back."""
    levels = levels_of(replace(AT_CRANES, quantity=15, take_back_days=5))
    assert (levels.advice, levels.amount) == (Advice.TAKE_BACK, 10)
    assert levels_of(replace(AT_CRANES, quantity=15, take_back_days=30)).advice is Advice.FINE


def test_screens_are_counted_by_the_piece() -> None:
    """Few whole units are kept by a rule of whole units."""
    levels = levels_of(SCREENS)
    assert levels.keeping is Keeping.PIECES
    assert levels.lowest == int(levels.lowest) < levels.highest == int(levels.highest)
    assert levels.advice is Advice.ORDER
    assert levels_of(replace(SCREENS, spread=3)).keeping is Keeping.REORDER


def test_nobody_waits_on_purpose() -> None:
    """A part that is dear to order and hardly asked for is still ordered when the last one is taken."""
    rare = replace(SCREENS, quantity=1, demand=0.01, spread=0.1, setup=900)
    levels = levels_of(rare)
    assert (levels.lowest, levels.advice) == (0, Advice.FINE)
    assert levels.highest > 1
    assert levels_of(replace(rare, quantity=0)).advice is Advice.ORDER


def test_tartare_is_worth_its_risk() -> None:
    """With three times as much to earn as to lose, there is more than is asked for on average."""
    levels = levels_of(TARTARE)
    assert levels.keeping is Keeping.WHILE_GOOD
    assert levels.highest == pytest.approx(8 + 0.6744898 * 3)
    assert levels.advice is Advice.ORDER
    assert levels.amount == pytest.approx(levels.highest - 5)


def test_goods_that_last_are_reordered() -> None:
    """Bread that is good longer than the way from order to order is no matter of one evening."""
    assert levels_of(replace(TARTARE, good_days=30, holding=0.1)).keeping is Keeping.REORDER


def test_stock_for_calls_covers_what_is_open() -> None:
    """What was called and not delivered must be there; what is called at the agreed pace may be."""
    called = Position(kind=StockKind.CALL_OFF, quantity=7.5, supply_days=10, review_days=7, framework=0)
    levels = levels_of(called)
    assert (levels.keeping, levels.lowest, levels.advice) == (Keeping.CALLS, 18, Advice.ORDER)
    assert levels.highest == pytest.approx(18 + 360 / 184 * 12)
    assert levels_of(replace(called, quantity=20)).advice is Advice.FINE


@pytest.mark.parametrize(
    ("position", "keeping", "advice", "amount"),
    [
        (replace(PLATE, replenish=False), Keeping.LEFT_OVER, Advice.USE_UP, 80),
        (replace(PLATE, replenish=False, demand=1), Keeping.LEFT_OVER, Advice.TOO_MUCH, 38),
        (replace(PLATE, demand=0, spread=0), Keeping.UNASKED, Advice.TOO_MUCH, 80),
        (replace(PLATE, demand=0, spread=0, is_known=False), Keeping.UNKNOWN, Advice.FINE, 0),
        (replace(PLATE, quantity=400), Keeping.REORDER, Advice.TOO_MUCH, None),
    ],
)
def test_what_is_too_much(position: Position, keeping: Keeping, advice: Advice, amount: float | None) -> None:
    """Left-over stock is used up unless it outlasts the planned time; what nobody asks for is too much."""
    levels = levels_of(position)
    assert (levels.keeping, levels.advice) == (keeping, advice)
    assert levels.amount == (pytest.approx(400 - levels.highest) if amount is None else amount)


def test_what_is_asked_for_is_not_too_much() -> None:
    """Goods for which orders are in the book stay, on the shelf and at the customer, until somebody takes them."""
    assert levels_of(replace(PLATE, quantity=400, booked=390)).amount == pytest.approx(10)
    assert levels_of(replace(AT_CRANES, booked=30)).advice is Advice.FINE
    assert levels_of(replace(AT_CRANES, booked=28, take_back_days=5)).amount == 2


def test_goods_for_the_least_of_a_framework_are_not_too_much() -> None:
    """The customer must still take 174 t, so 100 t are enough and 180 t are 6 too many."""
    called = Position(kind=StockKind.CALL_OFF, quantity=100, supply_days=10, review_days=7, framework=0)
    assert levels_of(called).advice is Advice.FINE
    much = levels_of(replace(called, quantity=180))
    assert (much.advice, much.amount) == (Advice.TOO_MUCH, 6)


@pytest.mark.parametrize(
    ("position", "wrong", "code"),
    [
        (PLATE, {"lowest": 100.0}, "service-differs"),
        (PLATE, {"highest": 200.0}, "quantity-not-best"),
        (PLATE, {"amount": 5.0}, "amount-differs"),
        (PLATE, {"advice": Advice.FINE}, "not-fine"),
        (PLATE, {"advice": Advice.TAKE_BACK}, "nothing-to-take-back"),
        (PLATE, {"lowest": -1.0}, "levels-upside-down"),
        (AT_CRANES, {"lowest": 3.0}, "range-differs"),
        (SCREENS, {"highest": 30.0}, "pieces-not-best"),
        (TARTARE, {"highest": 20.0, "lowest": 20.0}, "not-worth-its-risk"),
    ],
)
def test_the_checker_sees_a_wrong_answer(position: Position, wrong: dict[str, Any], code: str) -> None:
    """Somebody who changes one figure is found out."""
    problem = problem_of(position)
    solution = solve(problem)
    changed = replace(solution, levels=(replace(solution.levels[0], **wrong),))
    assert code in {finding.code for finding in check(problem, changed)}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"open": 20.0}, "open-differs"),
        ({"missing": 3.0}, "missing-differs"),
        ({"missing": 300.0}, "missing-differs"),
        ({"left": 7.0}, "left-differs"),
        ({"pace": "as_agreed"}, "pace-differs"),
    ],
)
def test_the_checker_sees_wrong_calls(wrong: dict[str, Any], code: str) -> None:
    """Cumulated quantities that do not add up are found out, and a pace that is none."""
    problem = problem_of()
    solution = solve(problem)
    assert check(problem, solution) == ()
    changed = replace(solution, callings=(replace(solution.callings[0], **wrong),))
    assert code in {finding.code for finding in check(problem, changed)}


def test_an_answer_for_another_problem_is_none() -> None:
    """There is one entry for each stock."""
    found = check(problem_of(PLATE), solve(problem_of()))
    assert [finding.code for finding in found] == ["entries-differ"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"service_level": 1.0}, "no share"),
        ({"positions": (replace(PLATE, quantity=-1),)}, "negative"),
        ({"positions": (replace(PLATE, framework=1),)}, "no framework order 1"),
        ({"agreements": (replace(FRAME, delivered=200),)}, "no more is delivered"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, object], words: str) -> None:
    """A problem that contradicts itself is no problem."""
    with pytest.raises(ValueError, match=words):
        replace(problem_of(PLATE), **changes)  # type: ignore[arg-type]  # each of its own type
