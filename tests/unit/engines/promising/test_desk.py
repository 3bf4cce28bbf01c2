"""The promise desk: the same answer for everybody who asks, and nothing changed by asking."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.companies import local
from tests.rye_oven import TUESDAY_NIGHT, Counter, firm, rye_bakery, wish
from unisono.domain.company import Stock, StockKind
from unisono.domain.policy import Rule, Verdict
from unisono.engines.planning.checking import check
from unisono.engines.planning.insertions import Touched

SMALL = Rule(
    number=1, when="quantity < 30.0", verdict=Verdict.DECLINE, says="Orders under 30 kg are not worth the oven."
)
HOTEL = 0
WEDNESDAY_NIGHT = local("2026-03-05T00:00")
POOR = Decimal("0.50")
"""Less than the flour."""


def test_the_desk_knows_who_is_out() -> None:
    """The hotel has its place, the guest has none."""
    desk = Counter(rye_bakery(firm("hotel"), wish("guest")), "hotel").desk
    assert [desk.is_out(order) for order in ("hotel", "guest")] == [False, True]


def test_a_quote_says_what_an_order_changes() -> None:
    """320 kg for 3.00 instead of 2.50 are 160 more; on Tuesday nobody has to go, and all of it is gained."""
    counter = Counter(rye_bakery(wish("hotel"), wish("guest", net_price=Decimal("2.50"))), "hotel")
    monday = counter.desk.quote(counter.desk.orders["guest"])
    assert monday.insertion is not None
    assert monday.insertion.change == pytest.approx(-160)
    assert not monday.is_yes
    tuesday = counter.desk.quote(replace(monday.order, requested=TUESDAY_NIGHT, latest=TUESDAY_NIGHT))
    assert tuesday.insertion is not None
    assert tuesday.insertion.change == pytest.approx(320 * (2.50 - 1.10))
    assert tuesday.is_yes


def test_a_rule_is_asked_before_the_oven() -> None:
    """A no by rule names the rule and looks for no place; without the rules there would be one."""
    desk = Counter(rye_bakery(wish("guest", quantity=Decimal(20)), rules=[SMALL])).desk
    quote = desk.quote(desk.orders["guest"])
    assert quote.ruling is not None
    assert (quote.ruling.rule, quote.ruling.says) == (1, SMALL.says)
    assert quote.insertion is None
    assert not quote.is_yes
    assert desk.quote(quote.order, with_rules=False).is_yes


def test_a_rule_that_allows_is_no_obstacle() -> None:
    """Only a decline or an appeal is a no."""
    allow = replace(SMALL, verdict=Verdict.ALLOW)
    desk = Counter(rye_bakery(wish("guest", quantity=Decimal(20), latest=None), rules=[allow])).desk
    assert desk.ruling(desk.orders["guest"]) is None


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
    desk, asked = counter.desk, counter.desk.orders["guest"]
    first = desk.quote(asked)
    assert first.insertion is not None
    touched = desk.touched(first)
    for price in ("2.00", "9.00", "0.60"):
        desk.quote(replace(asked, net_price=Decimal(price), requested=TUESDAY_NIGHT, latest=None))
        desk.after(desk.quote(replace(asked, net_price=Decimal(price))))
        again = desk.quote(asked)
        assert again.insertion is not None
        assert again.insertion.change == first.insertion.change
        assert desk.touched(again) == touched
        assert desk.is_out("guest")


def test_the_plan_after_a_yes_can_be_looked_at() -> None:
    """The guest bakes on Monday, the hotel only on Tuesday: it ends a day later than before."""
    desk = Counter(rye_bakery(wish("hotel", latest=None), wish("guest", net_price=POOR)), "hotel").desk
    quote = desk.quote(replace(desk.orders["guest"], net_price=Decimal("9.00")))
    assert quote.is_yes
    assert quote.insertion is not None
    monday, tuesday = 8 * 60, 32 * 60
    assert desk.touched(quote) == (Touched(order=HOTEL, end=monday, end_after=tuesday),)
    problem, solution = desk.after(quote)
    assert [job.order for job in solution.jobs] == [quote.insertion.order, HOTEL]
    assert check(problem, solution) == ()


def test_whoever_is_pushed_out_is_named_among_the_touched() -> None:
    """The hotel's bread is of no use on Tuesday: it loses its place."""
    desk = Counter(rye_bakery(wish("hotel"), wish("guest", net_price=POOR)), "hotel").desk
    quote = desk.quote(replace(desk.orders["guest"], net_price=Decimal("9.00")))
    assert desk.touched(quote) == (Touched(order=HOTEL, end=8 * 60, end_after=None),)


def test_who_is_not_in_the_book_may_ask_too() -> None:
    """A stranger's question is answered as if the order stood in the book, and the book stays as it was."""
    book = rye_bakery(firm("hotel"), wish("guest", requested=TUESDAY_NIGHT, latest=TUESDAY_NIGHT))
    with_book = Counter(book, "hotel", "guest").desk
    stranger = wish("stranger", quantity=Decimal(40), requested=WEDNESDAY_NIGHT, latest=WEDNESDAY_NIGHT)
    quote = with_book.quote(stranger)
    assert quote.is_yes
    assert quote.insertion is not None
    assert quote.insertion.change == pytest.approx(40 * (3.00 - 1.10))
    with with_book.seated(quote) as (problem, place):
        assert (problem.lines.ids[place.line or 0], place.end, place.beside) == ("stone-oven", 49 * 60, "guest")
    assert not with_book.is_out("guest")


def test_stock_that_is_not_for_the_stranger_stays() -> None:
    """Loaves that belong to the school serve the school, and nobody else."""
    loaves = Stock(product="free-loaf", kind=StockKind.CONSIGNMENT, quantity=Decimal(50), owner="SCHOOL")
    desk = Counter(rye_bakery(firm("hotel"), stock=[loaves]), "hotel").desk
    school = wish("lunch", customer="SCHOOL", product="free-loaf", quantity=Decimal(50))
    assert desk.quote(school).is_yes
    assert desk.quote(replace(school, customer="HOTEL")).insertion is None


def test_the_rest_of_an_order_cannot_push_out_its_first_part() -> None:
    """While one half is taken, the other finds Monday full although it would pay for it."""
    desk = Counter(rye_bakery(wish("hotel", net_price=POOR))).desk
    half = wish("guest", quantity=Decimal(320))
    with desk.taking(desk.quote(half)):
        rest = desk.quote(replace(half, net_price=Decimal("9.00")))
        assert rest.insertion is None
    assert desk.quote(replace(half, net_price=Decimal("9.00"))).is_yes


def test_without_a_place_there_is_no_plan_after() -> None:
    """Nobody can look at the plan after an insertion that is not there."""
    desk = Counter(rye_bakery(firm("hotel"), wish("guest")), "hotel").desk
    quote = desk.quote(desk.orders["guest"])
    assert quote.insertion is None
    assert desk.touched(quote) == ()
    with pytest.raises(ValueError, match="the quote has no insertion"):
        desk.after(quote)
