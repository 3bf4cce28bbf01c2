"""The part that can be had now, worked out by hand on one oven: 320 kg are a Monday."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.companies import local
from tests.rye_oven import TUESDAY_NIGHT, Counter, firm, rye_bakery, wish
from unisono.domain.company import Order, Stock, StockKind
from unisono.domain.plans import DateOfYes, PartNow
from unisono.domain.policy import Rule, Verdict
from unisono.engines.promising.parts import grain_of, part_now

HALF_MONDAY = firm("hotel", quantity=Decimal(160))
"""The oven is promised until ten; 160 kg can still be baked."""

WEDNESDAY_NIGHT = local("2026-03-05T00:00")


def part(counter: Counter, order: Order) -> PartNow:
    """Return the part that can be had now."""
    return part_now(counter.desk, order)


def test_what_is_left_of_the_day_can_be_had_and_the_rest_tomorrow() -> None:
    """Of 320 kg by Monday, 160 fit; the other 160 come on Tuesday."""
    guest = wish("guest", min_quantity=Decimal(100))
    found = part(Counter(rye_bakery(HALF_MONDAY, guest), "hotel"), guest)
    assert found == PartNow(quantity=Decimal(160), rest=DateOfYes(date=TUESDAY_NIGHT))


def test_a_part_is_as_fine_as_quantities_are_written() -> None:
    """Two minutes of the oven are 1.3 kg: 160 are told in kilograms, 160.6 in tenths."""
    hotel = replace(HALF_MONDAY, quantity=Decimal("159.4"))
    whole, tenths = (wish("guest", min_quantity=Decimal(least)) for least in ("100", "100.5"))
    assert [grain_of(whole), grain_of(tenths)] == [Decimal(1), Decimal("0.1")]
    assert part(Counter(rye_bakery(hotel, whole), "hotel"), whole).quantity == Decimal(160)
    assert part(Counter(rye_bakery(hotel, tenths), "hotel"), tenths).quantity == Decimal("160.0")


def test_stock_is_a_part_that_can_be_had_now() -> None:
    """Nothing is left of Monday, but 130 kg lie there."""
    guest = wish("guest", min_quantity=Decimal(100))
    loaves = Stock(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(130))
    found = part(Counter(rye_bakery(firm("hotel"), guest, stock=[loaves]), "hotel"), guest)
    assert found == PartNow(quantity=Decimal(130), rest=DateOfYes(date=TUESDAY_NIGHT))


def test_a_part_counts_whom_it_pushes_out() -> None:
    """Half of Monday is another's, who pays less: the part is larger than what is free, and names who goes."""
    school = wish("school", customer="SCHOOL", quantity=Decimal(80), net_price=Decimal("1.20"))
    guest = wish("guest", min_quantity=Decimal(100))
    found = part(Counter(rye_bakery(HALF_MONDAY, school, guest), "hotel", "school"), guest)
    assert (found.quantity, found.displaces) == (Decimal(160), ("school",))


@pytest.mark.parametrize("least", [None, Decimal(320)])
def test_who_takes_all_or_nothing_has_no_part(least: Decimal | None) -> None:
    """Without a least part, or with the whole as the least, nothing is looked for."""
    guest = wish("guest", min_quantity=least)
    found = part(Counter(rye_bakery(HALF_MONDAY, guest), "hotel"), guest)
    assert found == PartNow(why_none="The customer takes all of it or nothing.")


def test_where_nothing_is_left_there_is_no_part() -> None:
    """Monday is promised wholly, and no part that the guest would take fits."""
    guest = wish("guest", min_quantity=Decimal(100))
    found = part(Counter(rye_bakery(firm("hotel"), guest), "hotel"), guest)
    assert found.why_none == "No part that the customer would take can be made by then at this price."


def test_a_rule_that_stands_against_parts_is_named() -> None:
    """Whoever may not have 320 kg may not have fewer."""
    guest = wish("guest", min_quantity=Decimal(100))
    rule = Rule(number=3, when='customer == "HOTEL"', verdict=Verdict.DECLINE, says="The hotel owes us money.")
    found = part(Counter(rye_bakery(guest, rules=[rule])), guest)
    assert found.why_none == "Rule 3 says no to its parts too: The hotel owes us money."


def test_the_rest_has_a_date_or_says_why_not() -> None:
    """A rule against small orders stands against the 60 kg that are left."""
    guest = wish("guest", quantity=Decimal(220), min_quantity=Decimal(100))
    rule = Rule(number=1, when="quantity < 80.0", verdict=Verdict.DECLINE, says="Too little.")
    found = part(Counter(rye_bakery(HALF_MONDAY, guest, rules=[rule]), "hotel"), guest)
    assert found.quantity == Decimal(160)
    assert found.rest is not None
    assert found.rest.why_none == "Rule 1 says no at this price on every date on which it would fit."


def test_looking_for_parts_changes_nothing() -> None:
    """Afterwards the desk answers as before."""
    guest = wish("guest", min_quantity=Decimal(100))
    desk = Counter(rye_bakery(HALF_MONDAY, guest), "hotel").desk
    before = desk.quote(guest), desk.quote(replace(guest, requested=WEDNESDAY_NIGHT, latest=WEDNESDAY_NIGHT))
    part_now(desk, guest)
    after = desk.quote(guest), desk.quote(replace(guest, requested=WEDNESDAY_NIGHT, latest=WEDNESDAY_NIGHT))
    changes = [[quote.insertion and quote.insertion.change for quote in quotes] for quotes in (before, after)]
    assert changes[0] == changes[1]
