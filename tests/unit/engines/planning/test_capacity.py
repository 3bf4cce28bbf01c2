"""What the ovens of the Thorn Bakery can do, how fast, and when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import numpy as np
import pytest

from tests.companies import bakery, local
from unisono.domain.changes import LineDown, OvertimeOpened
from unisono.domain.company import Changeover, Product, Rate, Snapshot
from unisono.engines.planning.capacity import build_lines, build_windows
from unisono.engines.planning.problem import Lines

HOUR, DAY, WEEK = 60, 1440, 7 * 1440
NOW = local("2026-03-02T06:00")
FAMILIES = {"rye": 0, "wheat": 1, "gluten-free": 2}
LOAF, ROLL, BAGUETTE, WHEAT_ROLL, FREE_LOAF = range(5)


def lines(data: Snapshot, products: tuple[Product, ...] | None = None) -> Lines:
    """Return the lines for one order of each product."""
    asked = data.products if products is None else products
    windows = [np.empty((0, 2), np.int64)] * len(data.lines)
    return build_lines(data, asked, families=FAMILIES, windows=windows)


def overtime(line: str, start: str, end: str) -> OvertimeOpened:
    """Return overtime between two local times."""
    return OvertimeOpened(line=line, start=local(start), end=local(end))


def windows(
    *opened: OvertimeOpened, now: datetime = NOW, data: Snapshot | None = None, down: Sequence[LineDown] = ()
) -> tuple[list[list[int]], float]:
    """Return the windows of the stone oven, and what the overtime costs."""
    found, cost = build_windows(data or bakery(), opened, now=now, horizon=WEEK, down=down)
    return found[0].tolist(), cost


def test_minutes_a_good_unit_follow_rate_and_yield() -> None:
    """Forty loaves an hour are 1.5 minutes each; of fifty baguettes one in fifty is lost."""
    speeds = lines(bakery()).minutes_per_unit
    assert speeds[LOAF, 0] == 1.5
    assert speeds[BAGUETTE, 0] == pytest.approx(60 / (50 * 0.98))


def test_a_good_unit_pays_for_what_the_line_loses() -> None:
    """The stone oven loses wheat, the deck oven does not."""
    costs = lines(bakery()).unit_cost
    assert costs[BAGUETTE].tolist() == pytest.approx([0.90 / 0.98, 0.90])


def test_a_line_makes_what_it_has_a_rate_for() -> None:
    """Rye only in the stone oven, gluten-free only in the deck oven."""
    able = np.isfinite(lines(bakery()).minutes_per_unit)
    assert able[LOAF].tolist() == [True, False]
    assert able[FREE_LOAF].tolist() == [False, True]


def test_a_rate_of_the_product_beats_that_of_the_family() -> None:
    """The deck oven makes 60 kg of wheat an hour, but 45 of rolls."""
    speeds = lines(bakery()).minutes_per_unit
    assert (speeds[BAGUETTE, 1], speeds[WHEAT_ROLL, 1]) == (1, pytest.approx(60 / 45))


def test_a_product_that_no_line_makes_is_not_an_error() -> None:
    """Cake can be sold from stock only."""
    cake = Product(id="cake", family="rye", unit="kg")
    data = bakery()
    no_rye = replace(data, rates=tuple(rate for rate in data.rates if rate.family != "rye"))
    assert np.isinf(lines(no_rye, (cake,)).minutes_per_unit).all()


def test_changeovers_stand_between_their_families() -> None:
    """From wheat to gluten-free the deck oven is cleaned for two hours."""
    found = lines(bakery())
    assert found.changeover_minutes[1, 1, 2] == 120
    assert (found.changeover_cost[1, 1, 2], found.changeover_scrap[1, 1, 2]) == (60, 2)
    assert found.changeover_minutes[1, 2, 1] == 15


def test_within_a_family_and_from_nothing_there_is_no_changeover() -> None:
    """Not even where a row says so: products of one family need none."""
    data = bakery()
    odd = Changeover(line="deck-oven", from_family="wheat", to_family="wheat", minutes=Decimal(9))
    found = lines(replace(data, changeovers=(*data.changeovers, odd)))
    assert found.changeover_minutes[1, 1, 1] == 0
    assert not found.changeover_minutes[:, 3].any()


def test_part_of_a_minute_of_changeover_is_a_minute() -> None:
    """Half a minute cannot be planned."""
    data = bakery()
    quick = replace(data.changeovers[0], minutes=Decimal("29.5"))
    assert lines(replace(data, changeovers=(quick,))).changeover_minutes[0, 0, 1] == 30


def test_changeovers_of_families_that_nobody_ordered_are_left_out() -> None:
    """Cake is not baked this week."""
    data = bakery()
    cake = replace(data.changeovers[0], to_family="cake")
    assert not lines(replace(data, changeovers=(cake,))).changeover_minutes.any()


def test_a_line_may_be_set_up_for_nothing() -> None:
    """The index after the last family says so."""
    data = bakery()
    cold = replace(data, lines=(replace(data.lines[0], initial_family=""), data.lines[1]))
    assert lines(cold).initial.tolist() == [3, 1]


def test_the_least_campaign_is_the_family_s() -> None:
    """Four hours of rye; the family's row counts even where a product's asks for more."""
    data = bakery()
    longer = Rate(line="stone-oven", product="rye-loaf", units_per_hour=Decimal(40), min_campaign_hours=Decimal(9))
    assert lines(data).min_campaign.tolist() == [[240, 0, 0], [0, 180, 240]]
    assert lines(replace(data, rates=(*data.rates, longer))).min_campaign[0, 0] == 240


def test_without_a_family_row_the_least_campaign_is_the_largest_of_its_products() -> None:
    """Loaves ask for two hours and rolls for five."""
    data = bakery()
    rates = tuple(
        Rate(line="stone-oven", product=name, units_per_hour=Decimal(40), min_campaign_hours=Decimal(hours))
        for name, hours in (("rye-loaf", 2), ("rye-roll", 5), ("baguette", 7))
    )
    assert lines(replace(data, rates=rates)).min_campaign.tolist() == [[300, 420, 0], [0, 0, 0]]


def test_an_oven_is_open_as_its_calendar_says() -> None:
    """From six to two, on Wednesday until noon, and on this Saturday until noon."""
    assert windows() == (
        [
            [0, 8 * HOUR],
            [DAY, DAY + 8 * HOUR],
            [2 * DAY, 2 * DAY + 6 * HOUR],
            [3 * DAY, 3 * DAY + 8 * HOUR],
            [4 * DAY, 4 * DAY + 8 * HOUR],
            [5 * DAY, 5 * DAY + 6 * HOUR],
        ],
        0,
    )


def test_overtime_makes_a_window_longer_and_costs_its_premium() -> None:
    """Two hours on Monday afternoon at 18 each."""
    found, cost = windows(overtime("stone-oven", "2026-03-02T14:00", "2026-03-02T16:00"))
    assert found[0] == [0, 10 * HOUR]
    assert cost == 36


def test_overtime_costs_only_what_is_not_open_anyway() -> None:
    """From noon to three is one hour more, asked for twice or not."""
    noon = overtime("stone-oven", "2026-03-02T12:00", "2026-03-02T15:00")
    found, cost = windows(noon, noon)
    assert found[0] == [0, 9 * HOUR]
    assert cost == 18


def test_overtime_before_now_is_over() -> None:
    """At three on Monday afternoon only one of the two hours is left to open."""
    found, cost = windows(overtime("stone-oven", "2026-03-02T14:00", "2026-03-02T16:00"), now=local("2026-03-02T15:00"))
    assert found[0] == [0, 1 * HOUR]
    assert cost == 18


def test_while_an_oven_is_down_it_has_no_open_time() -> None:
    """Tuesday from ten on is lost, with the overtime that was to follow: it is not paid either."""
    found, cost = windows(
        overtime("stone-oven", "2026-03-03T14:00", "2026-03-03T16:00"),
        down=(LineDown(line="stone-oven", start=local("2026-03-03T10:00"), end=local("2026-03-03T15:00")),),
    )
    assert found[1:4] == [
        [DAY, DAY + 4 * HOUR],
        [DAY + 9 * HOUR, DAY + 10 * HOUR],
        [2 * DAY, 2 * DAY + 6 * HOUR],
    ]
    assert cost == 18


def test_an_oven_that_is_down_leaves_the_other_alone() -> None:
    """Only the stone oven is looked at here."""
    down = LineDown(line="deck-oven", start=local("2026-03-03T10:00"), end=local("2026-03-03T15:00"))
    assert windows(down=(down,)) == windows()


def test_a_line_without_overtime_has_none() -> None:
    """The deck oven has no premium: its overtime is refused, not given away."""
    with pytest.raises(ValueError, match="line deck-oven has no overtime"):
        windows(overtime("deck-oven", "2026-03-02T14:00", "2026-03-02T16:00"))
