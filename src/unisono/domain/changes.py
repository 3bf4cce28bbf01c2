"""What may change in a company's days: what people decide, and what happens to them. `amending` makes it so."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from unisono.domain.company import Order, StockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OvertimeOpened:
    """A line works from `start` to `end` as well; hours that are open anyway cost nothing more."""

    line: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotOpened:
    """A reserved slot (`Slot.id`) opens to all at once."""

    slot_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForced:
    """An inquiry is accepted as if firm, even late.

    It must leave by `deadline`, or within the planned time if that is empty; lateness counts from the requested date.
    """

    order: str
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDeclined:
    """An inquiry is declined."""

    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSplit:
    """An order is delivered in two parts: `first_quantity` by `first_due`, the rest by `rest_due`.

    The first part keeps the number of the order, the rest gets `rest_id`; by each date the customer has the part.
    """

    order: str
    first_quantity: Decimal
    first_due: datetime
    rest_due: datetime

    @property
    def rest_id(self) -> str:
        """Return the number of the order line for the second part."""
        return f"{self.order}/rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReceived:
    """A new order line, an inquiry or firm already."""

    order: Order


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled:
    """An order line is gone, firm or not: nobody wants it any more."""

    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAltered:
    """An order line has another quantity, net price a unit or date; what is None stays.

    `wanted` is the date at the customer's door that counts: the promised one of a firm order, else the requested one.
    """

    order: str
    quantity: Decimal | None = None
    net_price: Decimal | None = None
    wanted: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDown:
    """A line does not work from `start` to `end`."""

    line: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RateChanged:
    """A line starts another number of units an hour, of a product or, where `product` is empty, of a family.

    A product that has a rate of its own on the line keeps it when the family's changes.
    """

    line: str
    product: str = ""
    family: str = ""
    units_per_hour: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StockFound:
    """More stock of a product is there; `owner` is the customer of consignment and call-off stock."""

    product: str
    kind: StockKind
    quantity: Decimal
    owner: str = ""


Change = (
    OvertimeOpened
    | SlotOpened
    | OrderForced
    | OrderDeclined
    | OrderSplit
    | OrderReceived
    | OrderCancelled
    | OrderAltered
    | LineDown
    | RateChanged
    | StockFound
)
