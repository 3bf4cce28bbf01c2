"""The promise desk: the same answer for everybody who asks, and nothing changed by asking."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rye_oven import MONDAY_NIGHT, TUESDAY_NIGHT, Counter, firm, rye_bakery, wish
from unisono.domain.company import Stock, StockKind
from unisono.domain.policy import Rule, Verdict
from unisono.engines.promising.desk import Terms

SMALL = Rule(
    number=1, when="quantity < 30.0", verdict=Verdict.DECLINE, says="Orders under 30 kg are not worth the oven."
)
HOTEL, GUEST = 0, 1
POOR = Decimal("0.50")
"""Less than the flour."""


def test_the_desk_knows_who_is_out_and_on_which_terms() -> None:
    """The guest has no place; what was asked for are the order's own terms."""
    desk = Counter(rye_bakery(firm("hotel"), wish("guest")), "hotel").desk
    assert [desk.is_out(order) for order in ("hotel", "guest")] == [False, True]
    assert desk.terms_of("guest") == Terms(net_price=Decimal("3.00"), wanted=MONDAY_NIGHT, latest=MONDAY_NIGHT)


def test_a_quote_says_what_an_order_changes() -> None:
    """320 kg for 3.00 instead of 2.50 are 160 more; on Tuesday nobody has to go, and all of it is gained."""
    counter = Counter(rye_bakery(wish("hotel"), wish("guest", net_price=Decimal("2.50"))), "hotel")
    monday = counter.desk.quote("guest", counter.desk.terms_of("guest"))
    assert monday.insertion is not None
    assert monday.insertion.change == pytest.approx(-160)
    assert not monday.is_yes
    tuesday = counter.desk.quote("guest", Terms(net_price=Decimal("2.50"), wanted=TUESDAY_NIGHT, latest=TUESDAY_NIGHT))
    assert tuesday.insertion is not None
    assert tuesday.insertion.change == pytest.approx(320 * (2.50 - 1.10))
    assert tuesday.is_yes


def test_a_rule_is_asked_before_the_oven() -> None:
    """A no by rule names the rule and looks for no place; without the rules there would be one."""
    desk = Counter(rye_bakery(wish("guest", quantity=Decimal(20)), rules=[SMALL])).desk
    terms = desk.terms_of("guest")
    quote = desk.quote("guest", terms)
    assert quote.ruling is not None
    assert (quote.ruling.rule, quote.ruling.says) == (1, SMALL.says)
    assert quote.insertion is None
    assert not quote.is_yes
    assert desk.quote("guest", terms, with_rules=False).is_yes


def test_a_rule_that_allows_is_no_obstacle() -> None:
    """Only a decline or an appeal is a no."""
    allow = replace(SMALL, verdict=Verdict.ALLOW)
    desk = Counter(rye_bakery(wish("guest", quantity=Decimal(20), latest=None), rules=[allow])).desk
    assert desk.ruling("guest", desk.terms_of("guest")) is None


def test_the_desk_knows_which_rules_look_at_the_price() -> None:
    """Directly, through the margin, or because an earlier rule may let a better price pass."""
    rules = [
        Rule(number=1, when="quantity < 30.0", verdict=Verdict.DECLINE, says="Too little."),
        Rule(number=2, when="margin_per_hour < 9.0", verdict=Verdict.DECLINE, says="Too poor."),
        Rule(number=3, when="lead_days < 1.0", verdict=Verdict.DECLINE, says="Too soon."),
    ]
    desk = Counter(rye_bakery(wish("guest"), rules=rules)).desk
    assert [desk.reads_price(rule.number) for rule in rules] == [False, True, True]


def test_asking_changes_nothing() -> None:
    """After any number of questions on other terms the answer to the first is the same, and so is the plan."""
    loaves = Stock(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(100), valid_until=TUESDAY_NIGHT)
    counter = Counter(rye_bakery(firm("hotel"), wish("guest", latest=None, net_price=POOR), stock=[loaves]), "hotel")
    desk, asked = counter.desk, counter.desk.terms_of("guest")
    first = desk.quote("guest", asked)
    assert first.insertion is not None
    lateness = desk.lateness()
    for price in ("2.00", "9.00", "0.60"):
        desk.quote("guest", Terms(net_price=Decimal(price), wanted=TUESDAY_NIGHT, latest=None))
        desk.after("guest", desk.quote("guest", replace(asked, net_price=Decimal(price))))
        again = desk.quote("guest", asked)
        assert again.insertion is not None
        assert again.insertion.change == first.insertion.change
        assert desk.lateness() == lateness
        assert desk.is_out("guest")


def test_the_plan_after_a_yes_can_be_looked_at() -> None:
    """The guest bakes on Monday, the hotel only on Tuesday: fourteen hours after it is wanted."""
    desk = Counter(rye_bakery(wish("hotel", latest=None), wish("guest", net_price=POOR)), "hotel").desk
    quote = desk.quote("guest", replace(desk.terms_of("guest"), net_price=Decimal("9.00")))
    assert quote.is_yes
    assert desk.lateness() == {HOTEL: 0}
    assert desk.lateness_after("guest", quote) == {HOTEL: 14 * 60, GUEST: 0}
    assert [job.order for job in desk.after("guest", quote).jobs] == [GUEST, HOTEL]


def test_without_a_place_there_is_no_plan_after() -> None:
    """Nobody can look at the plan after an insertion that is not there."""
    desk = Counter(rye_bakery(firm("hotel"), wish("guest")), "hotel").desk
    quote = desk.quote("guest", desk.terms_of("guest"))
    assert quote.insertion is None
    for look in (desk.after, desk.lateness_after):
        with pytest.raises(ValueError, match="the quote has no insertion"):
            look("guest", quote)
