"""How hours that are kept become slots of one tier each."""

import pytest

from unisono.engines.allocating.problem import Problem, TierDemand
from unisono.engines.allocating.slots import best_slots
from unisono.engines.allocating.worth import best_quotas

GOLD = TierDemand(name="gold", contribution_per_hour=120, mean_hours=30, sd_hours=10)
SILVER = TierDemand(name="silver", contribution_per_hour=80, mean_hours=40, sd_hours=12)
STANDARD = TierDemand(name="standard", contribution_per_hour=50, mean_hours=60, sd_hours=15)
MILL = Problem(bottleneck="mill", capacity_hours=100, tiers=(GOLD, SILVER, STANDARD))


def test_slots_share_what_is_kept_for_better_tiers() -> None:
    """The hours kept against standard are split where they earn most, and standard has no slot."""
    slots = best_slots(MILL, 69.42)
    assert sum(slots) == pytest.approx(69.42, abs=0.1)
    assert slots[-1] == 0
    pool = Problem(bottleneck="mill", capacity_hours=69.42, tiers=(GOLD, SILVER))
    assert slots[:-1] == best_quotas(pool)[0]


def test_two_tiers_nest_by_themselves() -> None:
    """With two tiers the slot of the better one is the protection level, as far as there are hours."""
    pair = Problem(bottleneck="mill", capacity_hours=70, tiers=(GOLD, STANDARD))
    assert best_slots(pair, 25) == pytest.approx((25, 0))
    assert best_slots(pair, 90) == pytest.approx((70, 0))


def test_a_single_tier_needs_no_slot() -> None:
    """Nobody keeps hours for the only one who wants them."""
    alone = Problem(bottleneck="mill", capacity_hours=10, tiers=(GOLD,))
    assert best_slots(alone, 10) == (0.0,)
