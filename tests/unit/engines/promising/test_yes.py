"""The price and the date of yes, worked out by hand on one oven."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from tests.rye_oven import MONDAY_NIGHT, TUESDAY_NIGHT, Counter, firm, rye_bakery, wish
from unisono.domain.company import Stock, StockKind
from unisono.domain.plans import DateOfYes, PriceOfYes
from unisono.domain.policy import LateCost, Policy, Rule, Verdict
from unisono.engines.promising.yes import date_of_yes, dates, price_of_yes

CHEAP = Decimal("2.00")


def rule(number: int, when: str, verdict: Verdict = Verdict.DECLINE) -> Rule:
    """Return a rule of no that says its number."""
    return Rule(number=number, when=when, verdict=verdict, says=f"So says rule {number}.")


def price(counter: Counter, order: str) -> PriceOfYes:
    """Return the price of yes."""
    return price_of_yes(counter.desk, counter.desk.quote(counter.desk.orders[order]))


def date(counter: Counter, order: str) -> DateOfYes:
    """Return the date of yes."""
    return date_of_yes(counter.desk, counter.desk.orders[order])


def test_to_take_a_place_one_pays_more_than_whoever_has_it() -> None:
    """Both want the Monday; at the other's 3.00 nothing is gained and somebody loses the place, at 3.01 it is a yes."""
    counter = Counter(rye_bakery(wish("hotel"), wish("late riser", net_price=CHEAP)), "hotel")
    assert price(counter, "late riser") == PriceOfYes(price=Decimal("3.01"), displaces=("hotel",))
    assert date(counter, "late riser") == DateOfYes(date=TUESDAY_NIGHT)


def test_where_there_is_a_place_one_pays_what_it_costs() -> None:
    """Flour and oven cost 1.10; who offers 0.80 displaces nobody and is welcome at 1.10."""
    counter = Counter(rye_bakery(wish("pauper", net_price=Decimal("0.80"))))
    assert price(counter, "pauper") == PriceOfYes(price=Decimal("1.10"))
    assert date(counter, "pauper").why_none.startswith("At this price it earns less")


def test_a_price_between_two_cents_is_looked_for_on_the_grid() -> None:
    """Who asks at 0.801 hears 1.10, not 1.101."""
    counter = Counter(rye_bakery(wish("pauper", net_price=Decimal("0.801"))))
    assert price(counter, "pauper").price == Decimal("1.10")


def test_what_is_asked_for_free_has_a_price_too() -> None:
    """To push out a hotel that brings 76, a Monday's bread must bring more: 1.10 and 0.24 a kilogram."""
    counter = Counter(rye_bakery(wish("beggar", net_price=Decimal(0)), wish("hotel", quantity=Decimal(40))), "hotel")
    assert price(counter, "beggar") == PriceOfYes(price=Decimal("1.34"), displaces=("hotel",))


def test_no_price_pushes_out_a_firm_order() -> None:
    """Monday is promised to somebody: no price, but a date."""
    counter = Counter(rye_bakery(firm("hotel"), wish("late riser")), "hotel")
    assert price(counter, "late riser").price is None
    assert price(counter, "late riser").why_none.startswith("At no price: it cannot be made in time")
    assert date(counter, "late riser") == DateOfYes(date=TUESDAY_NIGHT)


def test_a_lateness_that_grows_with_the_price_has_no_price_of_yes() -> None:
    """At 200% a day and fourteen hours late, more price only means more loss."""
    late = Policy(late_percent_per_day=LateCost(gold=Decimal(200), silver=Decimal(200), standard=Decimal(200)))
    counter = Counter(rye_bakery(firm("hotel"), wish("late riser", latest=None), policy=late), "hotel")
    found = price(counter, "late riser")
    assert found.price is None
    assert found.why_none == "Even at a price of 192 it would cost the company more than it brings."


def test_a_rule_about_the_price_sets_the_price() -> None:
    """The oven is free, but nothing leaves the house under 2.50."""
    counter = Counter(rye_bakery(wish("guest", net_price=CHEAP), rules=[rule(1, "net_price < 2.5")]))
    assert price(counter, "guest") == PriceOfYes(price=Decimal("2.50"))
    assert date(counter, "guest").why_none == "Rule 1 says no at this price on every date on which it would fit."


def test_a_rule_may_ask_for_more_than_the_place_is_worth_and_less() -> None:
    """The dearer of the two decides: the rule's 4.00 over the other's 3.00, and 3.01 over the rule's 2.50."""
    for limit, expected in (("4.0", "4.00"), ("2.5", "3.01")):
        orders = (wish("hotel", net_price=Decimal("3.00")), wish("guest", net_price=CHEAP, customer="SCHOOL"))
        lazy = rule(1, f'customer == "SCHOOL" && net_price < {limit}')
        counter = Counter(rye_bakery(*orders, rules=[lazy]), "hotel")
        assert price(counter, "guest") == PriceOfYes(price=Decimal(expected), displaces=("hotel",))


def test_a_rule_that_does_not_look_at_the_price_has_none() -> None:
    """Who orders too little hears that, not a price."""
    counter = Counter(rye_bakery(wish("guest", quantity=Decimal(20)), rules=[rule(1, "quantity < 30.0")]))
    assert price(counter, "guest").why_none == "Rule 1 does not look at the price: So says rule 1."
    assert date(counter, "guest").why_none == "Rule 1 says no at this price on every date on which it would fit."


def test_an_earlier_rule_may_let_a_better_price_through() -> None:
    """Rule 2 does not look at the price, but rule 1 lets everybody pass who pays 5.00."""
    rules = [rule(1, "net_price >= 5.0", Verdict.ALLOW), rule(2, "quantity < 30.0")]
    counter = Counter(rye_bakery(wish("guest", quantity=Decimal(20)), rules=rules))
    assert price(counter, "guest") == PriceOfYes(price=Decimal("5.00"))


def test_a_rule_that_no_price_satisfies_says_so() -> None:
    """One that looks at the price and wants the impossible is cited."""
    counter = Counter(rye_bakery(wish("guest"), rules=[rule(1, "net_price > 0.0")]))
    assert price(counter, "guest").why_none == "Rule 1 says no at every price: So says rule 1."


def test_a_rule_about_the_lead_time_sets_the_date() -> None:
    """Bread takes three days by rule, though the oven is free."""
    counter = Counter(rye_bakery(wish("guest"), rules=[rule(1, "lead_days < 3.0")]))
    assert date(counter, "guest").date == local("2026-03-06T00:00")


def test_the_date_is_when_it_is_at_the_door() -> None:
    """Baked by Tuesday 14:00 and twelve hours on the road it is there on Wednesday, not on Tuesday."""
    counter = Counter(rye_bakery(firm("hotel"), wish("far away", ship_lead=Decimal(12))), "hotel")
    assert date(counter, "far away").date == local("2026-03-05T00:00")


def test_stock_serves_on_the_dates_on_which_it_is_good() -> None:
    """The loaves spoil on Tuesday morning: nothing on Friday as asked, but yes on Monday."""
    loaves = Stock(product="free-loaf", kind=StockKind.OWN, quantity=Decimal(50), valid_until=local("2026-03-03T06:00"))
    friday = local("2026-03-07T00:00")
    asked = wish("clinic", product="free-loaf", quantity=Decimal(50), requested=friday, latest=friday)
    counter = Counter(rye_bakery(asked, stock=[loaves]))
    assert date(counter, "clinic") == DateOfYes(date=MONDAY_NIGHT)


def test_what_does_not_fit_the_planned_time_has_no_date() -> None:
    """2,000 kg are fifty hours; the oven has forty-four in the week that is planned."""
    counter = Counter(rye_bakery(wish("army", quantity=Decimal(2000))))
    assert date(counter, "army").why_none.startswith("No line can make it within the planned time")
    assert price(counter, "army").price is None


def test_dates_are_the_ends_of_days() -> None:
    """In a week seven midnights of Warsaw are offered, also where the clock changes."""
    company = bakery().company
    offered = list(dates(bakery(), now=company.as_of))
    assert offered[0] == MONDAY_NIGHT
    assert offered[-1] == company.horizon_end == local("2026-03-09T00:00")
    assert len(offered) == 7
    spring = replace(company, as_of=local("2026-03-27T09:00"), horizon_end=local("2026-04-01T00:00"))
    midnights = list(dates(replace(bakery(), company=spring), now=spring.as_of))
    assert midnights == [local(f"2026-{day}T00:00") for day in ("03-28", "03-29", "03-30", "03-31", "04-01")]
    assert midnights[2] - midnights[1] == timedelta(hours=23)


@pytest.mark.parametrize(("hours", "count"), [(6, 24), (72, 288), (73, 3)])
def test_where_time_is_short_dates_are_quarters_of_an_hour(hours: int, count: int) -> None:
    """A kitchen's evening has its quarters; more than three days have their days."""
    company = replace(bakery().company, horizon_end=bakery().company.as_of + timedelta(hours=hours))
    offered = list(dates(replace(bakery(), company=company), now=company.as_of))
    assert len(offered) == count
    assert offered == sorted(offered)
