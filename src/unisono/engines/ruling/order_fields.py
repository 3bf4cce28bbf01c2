"""What a rule may read about an order."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import get_args, get_type_hints

from unisono.domain.columns import column, columns_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFields:
    """The named fields of one order, as the rules of no read them.

    A field without a value is `null` in a rule. The *best line* is the line that can make the order with the largest
    contribution an hour.
    """

    tier: str = column(about="Tier of the customer: `gold`, `silver` or `standard`.", example="gold")
    strategic: bool = column(about="Whether the customer is marked strategic.", example="false")
    customer: str = column(about="Customer number.", example="C014")
    product: str = column(about="Product number.", example="S355-2.0")
    family: str = column(about="Family of the product.", example="S355")
    quantity: Decimal = column(about="Units asked for.", example="42.0", unit="unit")
    net_price: Decimal = column(about="Price after discounts.", example="812.0", unit="money/unit")
    list_price: Decimal | None = column(
        about="Price before discounts; `null` where the product has none.", example="850.0", unit="money/unit"
    )
    discount_percent: Decimal | None = column(
        about="How far the net price lies below the list price; `null` without a list price.", example="4.5", unit="%"
    )
    revenue: Decimal = column(about="Quantity times net price.", example="34104.0", unit="money")
    contribution: Decimal = column(
        about="Revenue less variable cost on the best line and expected service cost.",
        example="12280.0",
        unit="money",
    )
    margin_per_hour: Decimal | None = column(
        about="Contribution for each hour of work on the best line; `null` where no line can make it.",
        example="2046.0",
        unit="money/h",
    )
    hours: Decimal | None = column(
        about="Hours of work on the best line, without changeover; `null` where no line can make it.",
        example="6.0",
        unit="h",
    )
    family_hours: Decimal = column(
        about="Hours of the same family asked for in the same week (Monday to Sunday of the requested date), over the "
        "whole order book, this order included: what a campaign could come to.",
        example="14.5",
        unit="h",
    )
    lead_days: Decimal = column(about="From now to the requested date.", example="11.5", unit="d")
    status: str = column(about="`inquiry` (rules judge nothing else).", example="inquiry")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldExplanation:
    """A row of the table of fields: `kind` is `text`, `number` or `yes/no`; a `nullable` field can be `null`."""

    name: str
    kind: str
    unit: str
    about: str
    example: str
    nullable: bool


def _explanations() -> tuple[FieldExplanation, ...]:
    hints = get_type_hints(OrderFields)
    kinds = {str: "text", Decimal: "number", bool: "yes/no"}
    described = columns_of(OrderFields)
    return tuple(
        FieldExplanation(
            name=item.name,
            kind=kinds[(get_args(hints[item.name]) or (hints[item.name],))[0]],
            unit=described[item.name].unit,
            about=described[item.name].about,
            example=described[item.name].example,
            nullable=bool(get_args(hints[item.name])),
        )
        for item in fields(OrderFields)
    )


FIELDS: tuple[FieldExplanation, ...] = _explanations()
"""Every field that a rule may name, in the order of the documentation."""

PRICE_FIELDS = frozenset(
    {"net_price", "discount_percent", "revenue", "contribution", "margin_per_hour", "hours", "family_hours"}
)
"""Fields that can change when only the price changes; the hours do where another line is best at another price."""

DATE_FIELDS = frozenset({"lead_days", "family_hours"})
"""Fields that can change when only the requested date changes."""


def values_of(order: OrderFields) -> Mapping[str, str | bool | float | None]:
    """Return the fields by name as a rule sees them: text, yes or no, floating numbers, `None` for `null`."""
    return {item.name: _plain(getattr(order, item.name)) for item in FIELDS}


def _plain(value: str | bool | Decimal | None) -> str | bool | float | None:  # noqa: FBT001 - any field's value
    return float(value) if isinstance(value, Decimal) else value
