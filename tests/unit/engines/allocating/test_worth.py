"""What limits are worth."""

import pytest

from tests.foundry import FOUR_FARES, PRESS, tiers_of
from unisono.engines.allocating.problem import Problem
from unisono.engines.allocating.worth import best_first, best_levels, best_quotas, mixed, nested


def test_protection_earns_more_than_none_where_cheap_orders_come_first() -> None:
    """The press earns about 7,610 with its levels, 7,590 with those of the mean demand and 6,408 without any."""
    assert nested(PRESS, [25.69, 69.42]) == pytest.approx(7610, abs=3)
    assert nested(PRESS, [30, 70]) == pytest.approx(7589, abs=3)
    assert nested(PRESS, [0, 0]) == pytest.approx(6408, abs=2)


def test_the_best_levels_on_four_fares() -> None:
    """The optimum lies between the two rules of thumb."""
    assert best_levels(FOUR_FARES) == pytest.approx([16.7, 42.4, 72.6], abs=0.12)


def test_no_other_levels_earn_more() -> None:
    """A little more or less protection than the best earns less."""
    best = best_levels(PRESS.tiers)
    worth = nested(PRESS, best)
    for change in ([2, 0], [-2, 0], [0, 2], [0, -2]):
        assert nested(PRESS, [level + by for level, by in zip(best, change, strict=True)]) < worth


def test_quotas_split_the_hours_where_they_earn_most() -> None:
    """The best fixed split of the press earns 7,460, less than nested limits: idle hours help nobody else."""
    hours, worth = best_quotas(PRESS)
    assert sum(hours) == pytest.approx(100)
    assert worth == pytest.approx(7460, abs=1)


def test_sure_demand_is_counted_exactly() -> None:
    """Without doubt everything can be reckoned by hand."""
    sure = Problem(bottleneck="oven", capacity_hours=50.0, tiers=tiers_of((100, 20, 0), (60, 40, 0)))
    assert nested(sure, [20]) == pytest.approx(20 * 100 + 30 * 60)
    assert nested(sure, [0]) == pytest.approx(40 * 60 + 10 * 100)
    assert best_quotas(sure)[1] == pytest.approx(20 * 100 + 30 * 60)
    assert mixed(sure) == pytest.approx((20 * 100 + 40 * 60) * 50 / 60, rel=1e-3)
    assert best_first(sure) == pytest.approx(20 * 100 + 30 * 60, rel=1e-3)
    assert best_levels(sure.tiers) == pytest.approx([20.0], abs=0.02)


@pytest.mark.parametrize("hours", [0.0, 50.0])
def test_nothing_wanted_or_nothing_there_earns_nothing(hours: float) -> None:
    """A closed line earns nothing, and neither does one that nobody wants."""
    wanted = 0.0 if hours else 30.0
    problem = Problem(bottleneck="oven", capacity_hours=hours, tiers=tiers_of((100, wanted, 0), (60, wanted, 0)))
    assert nested(problem, [0]) == mixed(problem) == best_first(problem) == best_quotas(problem)[1] == 0


def test_nobody_wants_anything_and_nothing_is_kept() -> None:
    """The best levels for tiers that want nothing are nothing."""
    assert best_levels(tiers_of((100, 0, 0), (60, 0, 0))) == (0.0,)
