"""How framework orders are called: what is open, what is missing to the least, and whether the pace fits."""

from unisono.domain.stocks import Pace
from unisono.engines.stocking.problem import Agreement
from unisono.engines.stocking.solution import Calling


def calling_of(agreement: Agreement) -> Calling:
    """Return how a framework order is called: open = called - delivered, missing = (least - called)+.

    It is behind when fewer units are called than the least spread evenly over its days, ahead when more are called than
    the most spread evenly, and lost when units are missing and no call would be delivered in time.

    >>> year = Agreement(quantity=600, most=630, least=570, days=365, elapsed=219, called=240, delivered=216)
    >>> calling = calling_of(year)
    >>> calling.pace.value, calling.open, calling.missing, round(calling.due)
    ('behind', 24, 330, 342)
    """
    share = min(1.0, max(0.0, agreement.elapsed / agreement.days))
    missing = max(0.0, agreement.least - agreement.called)
    days = max(0.0, agreement.days - max(0.0, agreement.elapsed) - agreement.lead_days)
    return Calling(
        pace=_pace(agreement, share=share, missing=missing, days=days),
        open=agreement.called - agreement.delivered,
        due=agreement.least * share,
        missing=missing,
        left=max(0.0, agreement.most - agreement.called),
        days_to_call=days,
    )


def _pace(agreement: Agreement, *, share: float, missing: float, days: float) -> Pace:
    if agreement.elapsed < 0:
        return Pace.NOT_BEGUN
    if missing > 0 and days <= 0:
        return Pace.LOST
    if agreement.called < agreement.least * share:
        return Pace.BEHIND
    if agreement.called > agreement.most * share and share < 1:
        return Pace.AHEAD
    return Pace.AS_AGREED
