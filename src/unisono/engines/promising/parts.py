"""The part of an order that can be had now, and when the rest follows."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal

from unisono.domain.amending import of_quantity
from unisono.domain.company import Order
from unisono.domain.plans import PartNow
from unisono.engines.promising.desk import Desk, Quote
from unisono.engines.promising.yes import date_of_yes, displaced

STEPS = 8
"""The way from the least part to the whole is looked at in so many steps, then to the grain between two of them."""


def part_now(desk: Desk, order: Order) -> PartNow:
    """Return the largest part that would be taken at the order's date and price, with the date of yes of the rest.

    It lies on the grid of the order's own quantities, and one grain more is a no.

    Args:
        desk: a published plan in which the order has no place.
        order: an order that gets a no as asked.
    """
    least = order.min_quantity
    if least is None or least >= order.quantity:
        return PartNow(why_none="The customer takes all of it or nothing.")
    refused: Quote | None = None
    above = order.quantity
    for quantity in _quantities(order, least):
        quote = _quoted(desk, order, quantity)
        if quote.is_yes:
            return _with_rest(desk, order, _largest(desk, order, quote, above))
        refused, above = quote, quantity
    if refused is not None and refused.ruling is not None:
        return PartNow(why_none=f"Rule {refused.ruling.rule} says no to its parts too: {refused.ruling.says}")
    return PartNow(why_none="No part that the customer would take can be made by then at this price.")


def grain_of(order: Order) -> Decimal:
    """Return the step between two quantities of an order: as fine as its own quantity and least part are written."""
    least = order.quantity if order.min_quantity is None else order.min_quantity
    return Decimal(1).scaleb(min(_exponent(order.quantity), _exponent(least)))


def _quantities(order: Order, least: Decimal) -> Iterator[Decimal]:
    """Yield parts of an order from the largest down to the least."""
    grain = grain_of(order)
    whole = round((order.quantity - least) / grain)
    for taken in dict.fromkeys(max(1, whole * step // STEPS) for step in range(STEPS)):
        yield order.quantity - taken * grain
    yield least


def _largest(desk: Desk, order: Order, yes: Quote, above: Decimal) -> Quote:
    """Return the yes of the largest part between a yes and a no above it."""
    grain = grain_of(order)
    while above - yes.order.quantity > grain:
        middle = ((yes.order.quantity + above) / 2 / grain).to_integral_value(ROUND_FLOOR) * grain
        quote = _quoted(desk, order, middle)
        if quote.is_yes:
            yes = quote
        else:
            above = middle
    return yes


def _quoted(desk: Desk, order: Order, quantity: Decimal) -> Quote:
    return desk.quote(replace(of_quantity(order, quantity), min_quantity=None))


def _with_rest(desk: Desk, order: Order, yes: Quote) -> PartNow:
    rest = replace(of_quantity(order, order.quantity - yes.order.quantity), min_quantity=None)
    with desk.taking(yes):
        date = date_of_yes(desk, rest, not_before=order.requested)
    return PartNow(quantity=yes.order.quantity, displaces=displaced(desk, yes), rest=date)


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(0, exponent) if isinstance(exponent, int) else 0
