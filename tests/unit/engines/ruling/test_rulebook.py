"""The first rule that holds decides."""

import pickle
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from unisono.domain.policy import Rule, Verdict
from unisono.engines.ruling.order_fields import DATE_FIELDS, PRICE_FIELDS, OrderFields
from unisono.engines.ruling.reading import fields_of
from unisono.engines.ruling.rulebook import RuleBook, Ruling

BOOK = fields_of(bakery(), now=local("2026-03-02T06:00"), tiers={}, service_costs={})


def rule(number: int, when: str, verdict: Verdict = Verdict.DECLINE, says: str = "No.") -> Rule:
    """Return a rule of no."""
    return Rule(number=number, when=when, verdict=verdict, says=says)


def inquiry(**changes: object) -> OrderFields:
    """Return the corner shops' 24 wheat rolls, changed."""
    return replace(BOOK["B-8"], **changes)  # type: ignore[arg-type]  # the caller names fields of the right type


def test_small_orders_are_declined_by_rule_one() -> None:
    """The bakery declines 24 rolls and cites rule 1 with its sentence."""
    ruling = RuleBook.of(bakery().policy.rules).verdict(BOOK["B-8"])
    assert ruling == Ruling(rule=1, verdict=Verdict.DECLINE, says="Orders under 30 kg are not worth the oven.")


def test_the_order_of_numbers_counts_not_of_rows() -> None:
    """Rules are read by number: an earlier allow ends the reading with a yes."""
    book = RuleBook.of((rule(9, "quantity < 30.0"), rule(2, 'customer == "CORNER"', Verdict.ALLOW, "Old friends.")))
    assert book.verdict(BOOK["B-8"]) == Ruling(rule=2, verdict=Verdict.ALLOW, says="Old friends.")


def test_no_rule_says_nothing() -> None:
    """Where no rule holds there is no ruling: the planner decides."""
    assert RuleBook.of((rule(1, "quantity > 1000.0"),)).verdict(BOOK["B-8"]) is None


def test_firm_orders_are_never_judged() -> None:
    """A firm order must be made, whatever the rules say."""
    book = RuleBook.of((rule(1, "true"),))
    assert BOOK["B-1"].status == "firm"
    assert book.verdict(BOOK["B-1"]) is None
    assert book.verdict(BOOK["B-8"]) is not None


def test_a_rule_that_cannot_be_judged_is_reported_and_passed_over() -> None:
    """An unknown discount does not decline anybody, and is not silent: the judgement names rule, field and cause."""
    book = RuleBook.of((rule(1, "discount_percent > 10.0"), rule(2, "quantity < 30.0")))
    judgement = book.judge(inquiry(list_price=None, discount_percent=None))
    assert judgement.ruling is not None
    assert judgement.ruling.rule == 2
    assert [(item.rule, item.why) for item in judgement.unjudged] == [(1, "discount_percent is not known there")]


def test_two_unknown_fields_are_both_named() -> None:
    """Where no line can make it, hours and margin are both unknown."""
    judgement = RuleBook.of((rule(1, "hours * margin_per_hour > 1.0"),)).judge(
        inquiry(hours=None, margin_per_hour=None)
    )
    assert judgement.unjudged[0].why == "hours and margin_per_hour are not known there"


def test_a_rule_that_cannot_be_read_judges_nothing() -> None:
    """A rule with a mistake in it is passed over with its hint."""
    judgement = RuleBook.of((rule(1, "quantity = 3"),)).judge(BOOK["B-8"])
    assert judgement.ruling is None
    assert judgement.unjudged[0].why == "Compare with == (two equals signs)."


def test_which_rules_a_price_or_a_date_can_change() -> None:
    """The book tells which fields a rule reads, so that nobody looks for a price where only a date helps."""
    book = RuleBook.of((rule(1, "margin_per_hour < 50.0"), rule(2, "lead_days < 2.0"), rule(3, 'tier == "gold"')))
    assert book.reads(1) <= PRICE_FIELDS
    assert book.reads(book.rules[1]) <= DATE_FIELDS
    assert not book.reads(3) & (PRICE_FIELDS | DATE_FIELDS)
    assert book.reads(rule(4, "tier =")) == frozenset()
    with pytest.raises(KeyError):
        book.reads(7)


def test_a_limit_is_exact_to_the_cent() -> None:
    """Exactly 15 percent is not more than 15 percent: fields are reckoned in decimals before a rule sees them."""
    loaf = next(order for order in bakery().orders if order.id == "B-8")
    products = tuple(
        replace(product, list_price=Decimal("3.00")) if product.id == "wheat-roll" else product
        for product in bakery().products
    )
    snapshot = replace(bakery(), products=products, orders=(replace(loaf, net_price=Decimal("2.55")),))
    exact = fields_of(snapshot, now=local("2026-03-02T06:00"), tiers={}, service_costs={})["B-8"]
    assert RuleBook.of((rule(1, "discount_percent > 15.0"),)).verdict(exact) is None
    assert RuleBook.of((rule(1, "discount_percent >= 15.0"),)).verdict(exact) is not None


def test_a_book_travels_to_another_process() -> None:
    """A rule book can be sent to a worker and judges there as here."""
    book = RuleBook.of(bakery().policy.rules)
    assert pickle.loads(pickle.dumps(book)).verdict(BOOK["B-8"]) == book.verdict(BOOK["B-8"])  # noqa: S301 - our own bytes
