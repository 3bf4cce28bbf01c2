"""A year of orders under each rule."""

from dataclasses import replace

import pytest

from tests.foundry import FORGE, LATE_GOLD
from unisono.engines.allocating.market import inquiries_of
from unisono.engines.allocating.opening import week_prices
from unisono.engines.allocating.rehearsing import Rule, rehearse


def test_the_same_seed_gives_the_same_year() -> None:
    """Everybody who rehearses with seed 1 meets the same orders, and with seed 2 others."""
    assert inquiries_of(FORGE, seed=1) == inquiries_of(FORGE, seed=1) != inquiries_of(FORGE, seed=2)


def test_orders_are_as_the_market_says() -> None:
    """Over many years the hours, the lead times and the contribution per hour are those asked for."""
    years = replace(FORGE, weeks=2000)
    gold = [inquiry for inquiry in inquiries_of(years, seed=1) if inquiry.tier == 0]
    hours = sum(inquiry.hours for inquiry in gold)
    assert hours / 2000 == pytest.approx(30, rel=0.05)
    assert sum(inquiry.contribution for inquiry in gold) / hours == pytest.approx(120, rel=0.02)
    assert all(0 <= inquiry.wanted - inquiry.at <= 3 for inquiry in gold)
    assert all(inquiry.wanted <= inquiry.latest <= inquiry.wanted + 2 for inquiry in gold)


def test_what_is_still_to_come_shrinks_as_the_week_comes_near() -> None:
    """Three weeks ahead all of gold is still to come, at the start of the week nothing."""
    ahead = [LATE_GOLD.still_to_come(weeks) for weeks in (5, 3, 1.5, 0)]
    assert [round(demand.mean_hours, 6) for demand in ahead] == [30, 30, 15, 0]
    assert ahead[1].sd_hours == pytest.approx((5 * 6**2 * (1 + 0.7**2)) ** 0.5)


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("renewed", [True, False])
def test_no_rule_books_more_than_there_is(rule: Rule, renewed: bool) -> None:  # noqa: FBT001 - a parametrised flag
    """Whatever the rule, the hours accepted fit the weeks and are among those wanted."""
    outcome = rehearse(FORGE, rule, seed=3, renewed=renewed)
    assert sum(outcome.accepted_hours) <= 26 * 80
    assert all(0 < took < want for took, want in zip(outcome.accepted_hours, outcome.wanted_hours, strict=True))


@pytest.mark.parametrize("rule", [Rule.NESTED, Rule.REVERSED, Rule.SLOTS, Rule.BID_PRICES])
def test_gold_that_comes_late_is_served_better_with_protection(rule: Rule) -> None:
    """Where standard orders early and fills the forge, keeping hours serves more gold and earns more."""
    unprotected, kept = (rehearse(FORGE, way, seed=3, renewed=True) for way in (Rule.FIRST_COME, rule))
    assert kept.accepted_hours[0] > 1.2 * unprotected.accepted_hours[0]
    assert kept.contribution > unprotected.contribution


def test_slots_that_open_early_keep_nothing() -> None:
    """Slots that have opened to all before anybody orders are as good as none."""
    none, opened = (
        rehearse(FORGE, rule, seed=3, renewed=True, slots_open_weeks=52) for rule in (Rule.FIRST_COME, Rule.SLOTS)
    )
    assert opened == none


def test_with_room_for_all_everybody_is_accepted() -> None:
    """In a forge that is never full protection turns nobody away."""
    vast = replace(FORGE, capacity_hours=500.0)
    for rule in (Rule.FIRST_COME, Rule.NESTED, Rule.SLOTS, Rule.BID_PRICES):
        outcome = rehearse(vast, rule, seed=3, renewed=True)
        assert outcome.accepted_hours == pytest.approx(outcome.wanted_hours)


def test_a_full_week_has_a_price_and_an_empty_one_has_none() -> None:
    """Hours that are short cost what the orders they displace would earn."""
    full, empty = (week_prices(FORGE, today=0, left=[left] * 6) for left in (40.0, 500.0))
    assert min(full[3:]) >= 40
    assert empty == (0.0,) * 6
