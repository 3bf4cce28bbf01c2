"""The whale curve: how much of the profit the best customers make, and how much the others eat."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import accumulate

from unisono.domain.segments import WhaleCurve, WhalePoint


def whale_curve(contributions: Mapping[str, Decimal]) -> WhaleCurve:
    """Return the whale curve: customers by contribution, descending, cumulated over the total.

    The peak is the sum of the positive contributions (Kaplan & Narayanan). Customers with the same contribution are
    put in the order of their names. Where the total is not positive a percentage would mislead, so there is none.

    Args:
        contributions: money by customer.

    >>> curve = whale_curve({"B": Decimal(50), "A": Decimal(80), "C": Decimal(-30)})
    >>> [str(point.percent) for point in curve.points], str(curve.peak_percent), curve.peak_customers
    (['80', '130', '100'], '130', 2)
    """
    ordered = sorted(contributions.items(), key=lambda item: (-item[1], item[0]))
    total = sum(contributions.values(), Decimal(0))
    earning = [money for money in contributions.values() if money > 0]
    peak = sum(earning, Decimal(0))
    cumulated = accumulate(money for _, money in ordered)
    return WhaleCurve(
        points=tuple(
            WhalePoint(customer=customer, contribution=money, cumulative=together, percent=_percent(together, total))
            for (customer, money), together in zip(ordered, cumulated, strict=True)
        ),
        total=total,
        peak=peak,
        peak_percent=_percent(peak, total),
        peak_customers=len(earning),
    )


def _percent(money: Decimal, total: Decimal) -> Decimal | None:
    return 100 * money / total if total > 0 else None
