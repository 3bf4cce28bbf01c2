"""The price of yes and the date of yes of an order that has no place in the published plan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from zoneinfo import ZoneInfo

from unisono.domain.company import Order, Snapshot
from unisono.domain.plans import DateOfYes, PriceOfYes
from unisono.engines.promising.desk import CENT, Desk, Quote

HIGHEST = 64
"""Prices are looked for up to this many times the dearest price of the book."""

SHORT_HORIZON = timedelta(days=3)
"""Up to this length of horizon dates are offered by the quarter of an hour, beyond it by the day."""

QUARTER = timedelta(minutes=15)


def price_of_yes(desk: Desk, no: Quote) -> PriceOfYes:
    """Return the lowest price a unit, on the grid, at which an order would be taken as asked, or why there is none.

    The price lies between a no and a yes one cent above it. As the change of the plan contribution is a convex function
    of the price that starts below zero, there is no yes below it either.

    Args:
        desk: a published plan in which the order has no place.
        no: what the order was told as asked.
    """
    if no.ruling is not None and not desk.reads_price(no.ruling.rule):
        return PriceOfYes(why_none=f"Rule {no.ruling.rule} does not look at the price: {no.ruling.says}")
    most = HIGHEST * desk.dearest
    yes: Quote | None = None
    while yes is None or yes.order.net_price - no.order.net_price > CENT:
        if no.ruling is None and no.insertion is None:
            return PriceOfYes(why_none="At no price: it cannot be made in time without making a firm order later.")
        price = _next_price(no, yes)
        if price > most:
            return PriceOfYes(why_none=_why_no_price(no, most))
        quote = desk.quote(replace(no.order, net_price=price))
        if quote.is_yes:
            yes = quote
        else:
            no = quote
    return PriceOfYes(price=yes.order.net_price, displaces=displaced(desk, yes))


def _next_price(no: Quote, yes: Quote | None) -> Decimal:
    """Return the next price to try above a no, and below a yes if there is one already.

    What is missing, spread over the quantity, never reaches beyond the price of yes (the change grows by at most the
    quantity times the price); once it was a yes, one cent less decides. Under a rule, which says nothing of the
    distance, prices double and halve.
    """
    low = no.order.net_price
    if no.insertion is None:
        price = max(low, CENT) * 2 if yes is None else (low + yes.order.net_price) / 2
    else:
        price = low - Decimal(no.insertion.change) / no.order.quantity
    price = max(price.quantize(CENT, ROUND_UP), low.quantize(CENT, ROUND_DOWN) + CENT)
    return price if yes is None else min(price, yes.order.net_price - CENT)


def date_of_yes(desk: Desk, order: Order, *, not_before: datetime | None = None) -> DateOfYes:
    """Return the earliest date at which an order would be taken at its price, delivered by then, or why there is none.

    Args:
        desk: a published plan in which the order has no place.
        order: an order that gets a no as asked.
        not_before: dates before it are not looked at.
    """
    rule: int | None = None
    fits = False
    for date in dates(desk.book.snapshot, now=desk.asked_at):
        if not_before is not None and date < not_before:
            continue
        quote = desk.quote(replace(order, requested=date, latest=date), with_rules=False)
        fits = fits or quote.insertion is not None
        if quote.is_yes:
            ruling = desk.ruling(quote.order)
            if ruling is None:
                return DateOfYes(date=date, displaces=displaced(desk, quote))
            rule = ruling.rule
    if rule is not None:
        return DateOfYes(why_none=f"Rule {rule} says no at this price on every date on which it would fit.")
    if not fits:
        return DateOfYes(why_none="No line can make it within the planned time without making a firm order later.")
    return DateOfYes(why_none="At this price it earns less than what it would displace, on every date that is planned.")


def dates(snapshot: Snapshot, *, now: datetime) -> Iterator[datetime]:
    """Return the dates that are offered, ascending: ends of days, or quarters of an hour where the horizon is short."""
    company = snapshot.company
    if company.horizon_end - now <= SHORT_HORIZON:
        date = now + QUARTER
        while date <= company.horizon_end:
            yield date
            date += QUARTER
        return
    zone = ZoneInfo(company.timezone)
    local = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None) + timedelta(days=1)
    end = company.horizon_end
    while (date := local.replace(tzinfo=zone).astimezone(end.tzinfo)) <= end:
        yield date
        local += timedelta(days=1)


def displaced(desk: Desk, quote: Quote) -> tuple[str, ...]:
    """Return the ids of the inquiries that would lose their places."""
    if quote.insertion is None:
        return ()
    return tuple(desk.name_of(order) for order in quote.insertion.displaces)


def _why_no_price(quote: Quote, most: Decimal) -> str:
    if quote.ruling is not None:
        return f"Rule {quote.ruling.rule} says no at every price: {quote.ruling.says}"
    return f"Even at a price of {most:,.0f} it would cost the company more than it brings."
