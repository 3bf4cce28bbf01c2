"""Commitments of Thorn Forge that wait for each other, for tests; hours are counted from the Monday of its facts."""

from unisono.analytics.impact.graph import Node
from unisono.domain.facts import CUSTOMER

HOUR = 3600


def asked(
    name: str,
    performer: str,
    *,
    asks: str = "sales",
    due: float | None = None,
    agreed: float | None = None,
    done: float | None = None,
    value: float | None = None,
    customer: str = "",
    tier: str = "",
    line: str = "",
    product: str = "",
    is_off: bool = False,
    position: int = 1,
) -> Node:
    """Return a commitment `order/purpose`, wanted and promised for the same hour."""
    order, _, purpose = name.partition("/")
    at = None if due is None else round(due * HOUR)
    return Node(
        commitment=name,
        requester=CUSTOMER if purpose == "promise" else asks,
        performer=performer,
        purpose=purpose.partition("-")[0],
        subject=order,
        customer=customer,
        tier=tier,
        line=line,
        product=product,
        value=value,
        agreed=None if agreed is None else round(agreed * HOUR),
        requested=0,
        asked=at,
        due=at,
        delivered=None if done is None else round(done * HOUR),
        is_off=is_off,
        position=position,
    )
