"""Laws of stock."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unisono.domain.company import StockKind
from unisono.engines.stocking.calling import calling_of
from unisono.engines.stocking.checking import check
from unisono.engines.stocking.normal_demand import fill_rate, safety_stock
from unisono.engines.stocking.problem import Agreement, Position, Problem
from unisono.engines.stocking.reorder import Flow, best_reorder
from unisono.engines.stocking.review import Reviews, best_level, best_up_to
from unisono.engines.stocking.solving import lying, solve

levels = st.floats(0.5, 0.999)
amounts = st.floats(0, 500)
days = st.just(0.0) | st.floats(0.1, 60)

positions = st.builds(
    Position,
    kind=st.sampled_from([StockKind.OWN, StockKind.CONSIGNMENT]),
    quantity=amounts,
    booked=amounts,
    demand=st.just(0.0) | st.floats(0.01, 50),
    spread=st.just(0.0) | st.floats(0.1, 80),
    whole=st.booleans(),
    supply_days=days,
    supply_spread_days=st.just(0.0) | st.floats(0.1, 10),
    review_days=st.floats(1, 30),
    holding=st.just(0.0) | st.floats(0.05, 5),
    setup=st.just(0.0) | st.floats(1, 2000),
    margin=st.floats(0, 50),
    cost=st.floats(0, 50),
    good_days=st.none() | st.floats(0.5, 20),
    take_back_days=st.none() | days,
    replenish=st.booleans(),
)


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Return framework orders of any pace."""
    quantity = draw(st.floats(1, 1000))
    called = draw(st.floats(0, 1.2)) * quantity
    length = draw(st.floats(1, 400))
    return Agreement(
        quantity=quantity,
        most=quantity * draw(st.floats(1, 1.2)),
        least=quantity * draw(st.floats(0, 1)),
        days=length,
        elapsed=draw(st.floats(-20, 1.1 * length)),
        lead_days=draw(st.floats(0, 30)),
        called=called,
        delivered=called * draw(st.floats(0, 1)),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(positions, max_size=3), st.lists(agreements(), max_size=3), levels)
def test_the_independent_checker_agrees(kept: list[Position], agreed: list[Agreement], level: float) -> None:
    """Whatever lies where and however it is asked for, the checker finds nothing."""
    called = [
        Position(kind=StockKind.CALL_OFF, quantity=30, framework=place, supply_days=9, review_days=7)
        for place in range(len(agreed))
    ]
    problem = Problem(positions=(*kept, *called), agreements=tuple(agreed), service_level=level, days_left=42)
    assert check(problem, solve(problem)) == ()


@given(levels, levels, days, st.floats(0, 50), st.floats(0, 80), st.floats(0, 10))
def test_more_service_asks_for_no_less_safety(
    one: float, other: float, supply: float, demand: float, spread: float, varies: float
) -> None:
    """Whoever wants to run out less often keeps at least as much."""
    low, high = sorted((one, other))
    kept = [safety_stock(level, days=supply, demand=demand, spread=spread, days_spread=varies) for level in (low, high)]
    assert 0 <= kept[0] <= kept[1]


@given(st.floats(0, 100), st.floats(0, 100), st.floats(1, 100), st.floats(0, 30))
def test_a_higher_reorder_point_serves_no_fewer(low: float, more: float, quantity: float, spread: float) -> None:
    """The share of units served at once lies between none and all, and never falls with the reorder point."""
    rates = [fill_rate(point, quantity, mean=40, spread=spread) for point in (low, low + more)]
    assert 0 <= rates[0] <= rates[1] + 1e-12
    assert rates[1] <= 1


@settings(deadline=None)
@given(
    st.floats(1, 500),
    st.floats(0.05, 5),
    st.floats(0.5, 50),
    st.floats(1, 100),
    st.floats(-0.5, 1),
    st.floats(0.3, 3),
)
def test_no_other_reorder_rule_costs_less(
    setup: float, over: float, under: float, demand: float, shift: float, share: float
) -> None:
    """Neither another point nor another quantity beats the best ones."""
    flow = Flow(setup=setup, over=over, under=under, demand=demand, mean=3 * demand, spread=demand)
    best = best_reorder(flow)
    there = flow.cost(best.point + shift * best.quantity, share * best.quantity)
    assert there >= best.cost * (1 - 1e-7)


@settings(max_examples=15, deadline=None)
@given(st.floats(0, 60), st.floats(1, 9), st.floats(0.2, 8), st.floats(0, 6))
def test_no_other_rule_of_pieces_costs_less(setup: float, under: float, demand: float, supply: float) -> None:
    """Trying all rules up to thirty pieces finds none that is cheaper."""
    reviews = Reviews(setup=setup, over=1, under=under, demand=demand, cover=demand + supply)
    best = best_up_to(reviews)
    cheapest = min(reviews.cost(point, level) for level in range(31) for point in range(-6, level))
    assert best.cost <= cheapest * (1 + 1e-9)


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 60), st.floats(0.2, 9), st.floats(0.2, 6), st.floats(0, 6), st.integers(-3, 12))
def test_no_other_level_costs_less_with_a_given_point(
    setup: float, under: float, demand: float, supply: float, point: int
) -> None:
    """Where the point is set, filling up to any other of forty levels costs no less."""
    reviews = Reviews(setup=setup, over=1, under=under, demand=demand, cover=demand + supply)
    best = best_level(reviews, point)
    cheapest = min(reviews.cost(point, level) for level in range(point + 1, point + 41))
    assert best.cost <= cheapest * (1 + 1e-9)


@given(agreements())
def test_what_is_called_is_delivered_or_open(agreement: Agreement) -> None:
    """Cumulated called is never less than delivered; open, missing and left are never negative and add up."""
    calling = calling_of(agreement)
    assert calling.open >= 0
    assert calling.open + agreement.delivered == pytest.approx(agreement.called)
    assert calling.missing == pytest.approx(max(0, agreement.least - agreement.called))
    assert agreement.called + calling.left >= agreement.most - 1e-9


@given(agreements(), st.floats(0, 100))
def test_another_call_never_leaves_more_missing(agreement: Agreement, units: float) -> None:
    """Calling brings the customer nearer to the least."""
    before, after = calling_of(agreement), calling_of(replace(agreement, called=agreement.called + units))
    assert after.missing <= before.missing
    assert after.left <= before.left


@given(amounts, st.floats(0, 20), days, days)
def test_stock_lies_longer_when_less_is_asked(quantity: float, demand: float, until: float, more: float) -> None:
    """Unit-days grow with time and never exceed the whole stock lying all the time."""
    lies = lying(quantity, demand=demand, days=until)
    assert -1e-9 <= lies <= quantity * until + 1e-9
    assert lying(quantity, demand=demand, days=until + more) >= lies - 1e-6
