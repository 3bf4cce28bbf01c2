"""Laws of forecasts and slots, for made-up pasts."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rye_past import AS_OF, SOON, rye_past
from unisono.engines.forecasting.checking import check
from unisono.engines.forecasting.problem import History, Params, Problem
from unisono.engines.forecasting.solution import Forecast
from unisono.engines.forecasting.solving import solve
from unisono.services.segmenting import segment_customers
from unisono.services.slots import review_slots
from unisono.services.slots.review import SlotReview

QUANTITIES = st.one_of(st.just(0.0), st.integers(0, 4000).map(lambda eighths: eighths / 8))
PASTS = st.lists(QUANTITIES, min_size=1, max_size=60).map(tuple)
PARAMS = Params(season_weeks=6)


def forecast(quantities: tuple[float, ...], weeks_ahead: int) -> Forecast:
    """Return the forecast of one history, held by the checker."""
    problem = Problem(histories=(History(name="rye", quantities=quantities),), weeks_ahead=weeks_ahead)
    solution = solve(problem, params=PARAMS)
    assert check(problem, solution, params=PARAMS) == ()
    return solution.forecasts[0]


@settings(max_examples=60)
@given(PASTS, st.integers(1, 9))
def test_a_forecast_is_what_the_checker_makes_of_it(quantities: tuple[float, ...], weeks_ahead: int) -> None:
    """Whatever the past, the checker agrees, nobody expects less than nothing, and the doubt is a number."""
    found = forecast(quantities, weeks_ahead)
    assert len(found.means) == weeks_ahead
    assert min(found.means) >= 0
    assert 0 <= found.sd < float("inf")
    assert found.says.endswith(".")


@settings(max_examples=40)
@given(PASTS)
def test_kilograms_and_half_kilograms_say_the_same(quantities: tuple[float, ...]) -> None:
    """Counted in a unit half as large, the same method gives twice the forecast, where it does not smooth."""
    one, two = forecast(quantities, 2), forecast(tuple(2 * quantity for quantity in quantities), 2)
    if one.smoothing is None and two.smoothing is None:
        assert two.method is one.method
        assert two.means == pytest.approx([2 * mean for mean in one.means])
        assert two.sd == pytest.approx(2 * one.sd)


@settings(max_examples=25)
@given(st.lists(QUANTITIES, min_size=14, max_size=40).map(tuple))
def test_no_better_method_was_passed_over(quantities: tuple[float, ...]) -> None:
    """Of regular demand the chosen method has the smallest error of all that were tried."""
    found = forecast(quantities, 3)
    if found.errors and sum(quantity > 0 for quantity in quantities) * 2 >= len(quantities):
        assert found.error == min(found.errors.values())


def review(hotel: tuple[int, int], shops: tuple[int, int], price: Decimal, share: Decimal) -> SlotReview:
    """Return the review of a bakery's slots for a past and a policy."""
    protection = replace(SOON, weeks_ahead=3, share_at_most=share)
    past = rye_past(hotel=hotel, shops=shops, prices=(str(price), "1.60"), protection=protection)
    past = replace(past, slots=())
    return review_slots(snapshot=past, now=AS_OF, segmentation=segment_customers(snapshot=past, now=AS_OF))


AMOUNTS = st.tuples(st.integers(50, 1500), st.integers(50, 1500))


@settings(max_examples=25)
@given(AMOUNTS, AMOUNTS, st.decimals("1.7", "6", places=2), st.decimals("0", "1", places=2))
def test_proposed_slots_can_be_kept(
    hotel: tuple[int, int], shops: tuple[int, int], price: Decimal, share: Decimal
) -> None:
    """Slots are apart from each other, in open time, within the policy's share, and each week with slots gains."""
    found = review(hotel, shops, price, share)
    for one, after in zip(found.proposals, found.proposals[1:], strict=False):
        assert one.line != after.line or one.end <= after.start
    for slot in found.proposals:
        assert timedelta(hours=1) <= slot.end - slot.start
        assert slot.opens_at is not None
        assert AS_OF < slot.opens_at < slot.start
    for week in found.weeks:
        assert week.proposed_hours <= share * week.open_hours
        assert week.pays == (week.gain > 0) == (week.proposed_hours > 0)
        assert week.proposed_hours <= week.open_hours - week.taken_hours
        assert all(item.to_come <= item.expected for item in week.tiers)
