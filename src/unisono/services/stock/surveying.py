"""All there is to say of a company's stock at a moment."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from unisono.domain.company import Snapshot
from unisono.domain.frameworks import Framework
from unisono.domain.stocks import Advice, CallOff, StockLevel, StockSurvey
from unisono.engines.stocking.problem import Position
from unisono.engines.stocking.solution import Calling, Levels
from unisono.engines.stocking.solving import lying, solve
from unisono.services.stock.positions import Store, interest_per_day, store_of
from unisono.services.stock.wording import framework_last_call, todo, todo_for_calls, units, why

CENT = Decimal("0.01")
DAY = timedelta(days=1)

Lying = Callable[[int], float]
"""Returns the unit-days that a stock, by its row, lies until the planned time ends."""


def survey_stock(
    *,
    snapshot: Snapshot,
    now: datetime,
    lies: Lying | None = None,
) -> StockSurvey:
    """Return how each stock should be kept, what to do with it, how framework orders are called, and what it costs.

    Args:
        snapshot: the company's data, without errors.
        now: the moment to speak of.
        lies: how long stock lies in a plan; None: it is drawn evenly, as it was asked for in the past.
    """
    store = store_of(snapshot, now=now)
    solution = solve(store.problem)
    return StockSurvey(
        now=now,
        until=snapshot.company.horizon_end,
        levels=tuple(
            _level(store, index, levels, lies or _evenly(store)) for index, levels in enumerate(solution.levels)
        ),
        call_offs=tuple(
            _call_off(store, framework, calling)
            for framework, calling in zip(snapshot.frameworks, solution.callings, strict=True)
        ),
    )


def _evenly(store: Store) -> Lying:
    def lies(index: int) -> float:
        position = store.problem.positions[index]
        return lying(position.quantity, demand=position.demand, days=store.problem.days_left)

    return lies


def _level(store: Store, index: int, levels: Levels, lies: Lying) -> StockLevel:
    row, position = store.snapshot.stock[index], store.problem.positions[index]
    product, whole = store.products[row.product], position.whole
    interest = store.snapshot.policy.stock.interest_percent
    unit_days = Decimal(repr(lies(index)))
    return StockLevel(
        stock=index,
        product=row.product,
        kind=row.kind,
        location=row.location,
        owner=row.owner,
        unit=product.unit,
        quantity=row.quantity,
        demand_per_day=units(position.demand),
        cover_days=_cover(position),
        keeping=levels.keeping,
        safety=units(levels.safety, whole=whole),
        lowest=units(levels.lowest, whole=whole),
        highest=units(levels.highest, whole=whole),
        fill_rate=None if levels.fill_rate is None else Decimal(f"{levels.fill_rate:.4f}"),
        advice=_advice(levels, whole=whole),
        amount=units(levels.amount, whole=whole),
        why=why(row, position, levels, product.unit, store.problem.service_level),
        todo=todo(row, position, levels, product.unit),
        tied_up=_cents(row.quantity * product.variable_cost),
        holding=_cents(unit_days * product.holding_cost_per_unit_day),
        interest=_cents(unit_days * interest_per_day(product, interest_percent=interest)),
    )


def _advice(levels: Levels, *, whole: bool) -> Advice:
    """Return the advice, which is none where it would be about less than people count."""
    return levels.advice if units(levels.amount, whole=whole) or levels.advice is Advice.USE_UP else Advice.FINE


def _cover(position: Position) -> Decimal | None:
    return None if position.demand <= 0 else units(position.quantity / position.demand)


def _call_off(store: Store, framework: Framework, calling: Calling) -> CallOff:
    unit = store.products[framework.product].unit
    return CallOff(
        framework=framework.id,
        customer=framework.customer,
        product=framework.product,
        unit=unit,
        quantity=framework.quantity,
        least=units(float(framework.least)),
        most=units(float(framework.most)),
        starts_on=framework.starts_on,
        ends_on=framework.ends_on,
        called=framework.called,
        delivered=framework.delivered,
        open=framework.called - framework.delivered,
        due=units(calling.due),
        missing=units(calling.missing),
        left=units(calling.left),
        last_call_on=framework_last_call(framework),
        pace=calling.pace,
        todo=todo_for_calls(framework, calling, unit, today=store.today),
    )


def _cents(money: Decimal) -> Decimal:
    return money.quantize(CENT, ROUND_HALF_UP)
