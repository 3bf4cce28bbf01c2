"""How the hotel calls its framework order of bread."""

from dataclasses import replace

import pytest

from unisono.domain.stocks import Pace
from unisono.engines.stocking.calling import calling_of
from unisono.engines.stocking.problem import Agreement

HOTEL = Agreement(quantity=1000, most=1050, least=950, days=200, elapsed=100, lead_days=10, called=480, delivered=420)


def test_what_is_open_missing_and_left() -> None:
    """Of 480 kg called 60 are on their way; 470 are missing to the least, 570 may be called."""
    calling = calling_of(HOTEL)
    assert (calling.open, calling.missing, calling.left, calling.days_to_call) == (60, 470, 570, 90)
    assert calling.due == 475


@pytest.mark.parametrize(
    ("called", "elapsed", "pace"),
    [
        (480, 100, Pace.AS_AGREED),
        (474, 100, Pace.BEHIND),
        (526, 100, Pace.AHEAD),
        (480, -3, Pace.NOT_BEGUN),
        (940, 190, Pace.LOST),
        (950, 195, Pace.AS_AGREED),
        (1050, 200, Pace.AS_AGREED),
    ],
)
def test_the_pace(called: float, elapsed: float, pace: Pace) -> None:
    """It is measured against the least and the most spread evenly, and lost when no call comes in time any more."""
    assert calling_of(replace(HOTEL, called=called, elapsed=elapsed)).pace is pace
