"""What happens to a promise's capacity and stock before the order is firm."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from unisono.domain.columns import column
from unisono.domain.facts import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseHeld(Act):
    """The capacity and stock of a promise were taken until it expires, is confirmed or is dropped.

    A promise that stands is held once more where a new plan or new data give it another place.
    """

    subject: str = column(about="Number of the order line.", example="SO-44810")
    customer: str = column(about="Who asked.", example="C054")
    product: str = column(about="For what.", example="PE7016-0.6")
    quantity: Decimal = column(about="How much.", example="28.5", unit="unit", above=0)
    net_price: Decimal = column(about="Price of a unit.", example="1049.50", unit="money/unit", minimum=0)
    requested: datetime = column(about="When it is wanted.", example="2026-12-07T23:00:00Z")
    latest: datetime | None = column(about="After this it is no use.", example="2026-12-10T23:00:00Z", default=None)
    ship_lead: Decimal = column(
        about="Hours from the end of the work to the customer.", example="24", unit="h", default=Decimal(0)
    )
    due: datetime = column(about="Promised time.", example="2026-12-07T23:00:00Z")
    expires_at: datetime = column(about="When the hold ends by itself.", example="2026-11-24T12:00:00Z")
    plan: str = column(about="Hash of the published plan it was promised on.", example="9f86d081884c7d65")
    work: str = column(about="Its place in the plan and its stock, as JSON.", example="{}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseConfirmed(Act):
    """A held promise became a firm order."""

    subject: str = column(about="Number of the order line.", example="SO-44810")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDropped(Act):
    """A held promise was given back."""

    subject: str = column(about="Number of the order line.", example="SO-44810")
    reason: str = column(about="Why.", example="the customer decided against it", default="")
