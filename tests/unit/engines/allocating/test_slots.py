"""What slots of one tier each are worth beside hours that are open to all."""

import pytest

from unisono.engines.allocating.problem import Problem, TierDemand
from unisono.engines.allocating.slots import best_slots, slotted
from unisono.engines.allocating.worth import best_quotas, nested

GOLD = TierDemand(name="gold", contribution_per_hour=120, mean_hours=30, sd_hours=10)
SILVER = TierDemand(name="silver", contribution_per_hour=80, mean_hours=40, sd_hours=12)
STANDARD = TierDemand(name="standard", contribution_per_hour=50, mean_hours=60, sd_hours=15)
MILL = Problem(bottleneck="mill", capacity_hours=100, tiers=(GOLD, SILVER, STANDARD))


def test_without_slots_cheap_orders_come_first() -> None:
    """No slots at all are first-come with the cheapest first, as nesting with nothing protected."""
    assert slotted(MILL, (0, 0, 0)) == pytest.approx(nested(MILL, (0, 0)))


def test_slots_over_all_hours_are_fixed_quotas() -> None:
    """Where nothing is open to all, the slots are the quotas, and earn what these earn."""
    quotas, worth = best_quotas(MILL)
    assert slotted(MILL, quotas) == pytest.approx(worth)


def test_two_tiers_nest_by_themselves() -> None:
    """With two tiers a slot for the better one is a protection level."""
    pair = Problem(bottleneck="mill", capacity_hours=70, tiers=(GOLD, STANDARD))
    assert slotted(pair, (25, 0)) == pytest.approx(nested(pair, (25,)), rel=1e-3)


def test_slots_are_worth_between_quotas_and_nesting() -> None:
    """Sharing what is not reserved beats fixed quotas; hours that better tiers pass on to each other beat slots."""
    slots = best_slots(MILL, 69.42)
    assert sum(slots) == pytest.approx(69.42, abs=0.1)
    assert slots[-1] == 0
    assert best_quotas(MILL)[1] < slotted(MILL, slots) < nested(MILL, (25.69, 69.42))


def test_more_slots_than_hours_are_cut() -> None:
    """Slots beyond the capacity are cut from the worst tier up, and no time earns nothing."""
    assert slotted(MILL, (60, 80, 0)) == pytest.approx(slotted(MILL, (60, 40, 0)))
    none = Problem(bottleneck="mill", capacity_hours=0, tiers=MILL.tiers)
    assert slotted(none, (1, 2, 3)) == 0


def test_a_single_tier_needs_no_slot() -> None:
    """Nobody keeps hours for the only one who wants them."""
    alone = Problem(bottleneck="mill", capacity_hours=10, tiers=(GOLD,))
    assert best_slots(alone, 10) == (0.0,)
