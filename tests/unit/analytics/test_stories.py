"""Which order's story is told."""

from dataclasses import replace
from decimal import Decimal

from tests.runs import bakery_run
from unisono.analytics.stories import most_telling
from unisono.domain.plans import AnswerKind, PriceOfYes

ANSWERS = bakery_run().plan.answers


def test_a_no_with_price_date_and_somebody_hit_is_told_first() -> None:
    """The clinic's inquiry has a price and a date of yes and names whom it would hit; the rule's no has none of it."""
    told = most_telling(ANSWERS)
    assert told is not None
    assert told.order == "B-5"


def test_a_gold_customer_is_told_before_a_standard_one() -> None:
    """Of two equal noes the gold customer's is told."""
    no = next(answer for answer in ANSWERS if answer.order == "B-7")
    told = most_telling([no, replace(no, order="B-0", tier="gold", change=Decimal(-1))])
    assert told is not None
    assert told.order == "B-0"


def test_the_dearer_no_is_told_among_equals() -> None:
    """Of two alike the one that would cost more is told, and without a price it is told last."""
    no = next(answer for answer in ANSWERS if answer.order == "B-7")
    dearer = replace(no, order="B-9", change=Decimal(-5000))
    unpriced = replace(no, order="A-1", change=Decimal(-9000), price_of_yes=PriceOfYes(why_none="no"))
    assert most_telling([no, dearer, unpriced]) is dearer


def test_without_a_no_the_latest_order_is_told() -> None:
    """Where everybody gets a yes, the order that comes latest has a story."""
    yes = [answer for answer in ANSWERS if answer.kind is AnswerKind.ACCEPTED]
    late = [replace(yes[0], days_late=Decimal(1)), replace(yes[1], days_late=Decimal(2))]
    assert most_telling([*late, *yes[2:]]) is late[1]


def test_a_plan_that_pleases_everybody_has_no_story() -> None:
    """Where every order is on time there is nothing to tell."""
    yes = [replace(answer, days_late=Decimal(0)) for answer in ANSWERS if answer.kind is AnswerKind.ACCEPTED]
    assert most_telling(yes) is None
    assert most_telling([]) is None
