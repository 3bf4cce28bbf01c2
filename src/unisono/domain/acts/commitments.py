"""What happens to a commitment, from the request to the settled handover."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from unisono.domain.columns import column
from unisono.domain.facts import Act


class Purpose(StrEnum):
    """What a commitment is for; an order is a small graph of the first five."""

    PROMISE = "promise"
    SUPPLY = "supply"
    PRODUCE = "produce"
    PICK = "pick"
    SHIP = "ship"
    PREVENT = "prevent"
    OTHER = "other"


class Through(StrEnum):
    """Why one commitment waits for another: it needs what the other brings, or the line that it occupies."""

    INPUT = "input"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested(Act):
    """A party asked another for work; it opens the commitment."""

    requester: str = column(about="Party that asks.", example="production")
    performer: str = column(about="Party that is asked.", example="logistics")
    purpose: Purpose = column(about="What it is for.", example="pick", default=Purpose.OTHER)
    subject: str = column(about="The order, product, case or cause it is about.", example="SO-44010", default="")
    task: str = column(
        about="What is to be done, in words, where nothing else says it.", example="keep a spare gear box", default=""
    )
    quantity: Decimal | None = column(
        about="How much; empty: it is done or not done.", example="28.5", unit="unit", minimum=0, default=None
    )
    unit: str = column(about="Unit of all quantities of the commitment.", example="t", default="")
    due: datetime | None = column(about="When the requester wants it.", example="2026-12-07T23:00:00Z", default=None)
    value: Decimal | None = column(
        about="What the whole of it is worth to the requester.", example="29910.75", unit="money", default=None
    )
    agreed_minutes: Decimal | None = column(
        about="Minutes it takes by agreement or policy, counted from its last input.",
        example="480",
        unit="min",
        minimum=0,
        default=None,
    )
    customer: str = column(about="Customer whose order it serves.", example="C054", default="")
    tier: str = column(about="Tier of that customer at the time.", example="gold", default="")
    line: str = column(about="Line that does it.", example="plate", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed(Act):
    """A commitment turned out to depend on another one."""

    needs: str = column(about="The commitment that must be delivered first.", example="SO-44010/produce")
    through: Through = column(
        about="Whether it needs what the other brings, or its line.", example="input", default=Through.INPUT
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised(Act):
    """The performer gave its word, or the requester took a counter-offer as it stood."""

    due: datetime | None = column(about="Promised time.", example="2026-12-07T23:00:00Z", default=None)
    quantity: Decimal | None = column(about="Promised quantity.", example="28.5", unit="unit", minimum=0, default=None)
    value: Decimal | None = column(about="Price of the whole.", example="29910.75", unit="money", default=None)
    planned: datetime | None = column(
        about="Time that the plan in force said; a promise before it is an override.",
        example="2026-12-09T23:00:00Z",
        default=None,
    )
    reason: str = column(about="Why it was promised against the plan.", example="gold customer insists", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterOffered(Act):
    """A party proposed other terms, before the promise or after it; the other party may take them."""

    due: datetime | None = column(about="Proposed time.", example="2026-12-09T23:00:00Z", default=None)
    quantity: Decimal | None = column(about="Proposed quantity.", example="20", unit="unit", minimum=0, default=None)
    value: Decimal | None = column(about="Proposed price of the whole.", example="31000", unit="money", default=None)
    reason: str = column(about="Why.", example="the line is full until then", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined(Act):
    """The performer said no to a request, or the asked party said no to a counter-offer."""

    reason: str = column(about="Why.", example="an hour of a line must earn at least 60 EUR")
    rule: int | None = column(about="Number of the rule of no.", example="6", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Act):
    """The requester no longer wants it."""

    reason: str = column(about="Why.", example="the customer bought elsewhere", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked(Act):
    """The performer took its promise back."""

    reason: str = column(about="Why.", example="the slitting line is broken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renegotiated(Act):
    """The promise was changed with the knowledge of both; the first and the last promise are both kept."""

    due: datetime | None = column(about="New promised time.", example="2026-12-09T23:00:00Z", default=None)
    quantity: Decimal | None = column(about="New quantity.", example="28.5", unit="unit", minimum=0, default=None)
    value: Decimal | None = column(about="New price of the whole.", example="29910.75", unit="money", default=None)
    owner: str = column(about="Party that decided on the change.", example="sales")
    reason: str = column(about="Why.", example="a rush order of a gold customer took its place")
    plan: str = column(about="Hash of the published plan that moved it.", example="9f86d081884c7d65", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipNotified(Act):
    """The performer said that it will be later or less: the expectation moves, the promise stays."""

    expected: datetime | None = column(about="When it is expected now.", example="2026-12-08T12:00:00Z", default=None)
    expected_quantity: Decimal | None = column(
        about="How much is expected now.", example="25", unit="unit", minimum=0, default=None
    )
    reason: str = column(about="Why.", example="coil arrived late", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(Act):
    """The performer handed over all or a part; it is one side's word until the other side signs."""

    handover: str = column(about="Name of this handover within the commitment.", example="1")
    quantity: Decimal | None = column(
        about="How much was handed over.", example="10", unit="unit", minimum=0, default=None
    )
    is_last: bool = column(about="Whether nothing more will come.", example="yes", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Act):
    """The requester signed for what it received."""

    handover: str = column(about="The handover it signs for.", example="1")
    quantity: Decimal | None = column(
        about="How much was received and is good.", example="10", unit="unit", minimum=0, default=None
    )
    documents_right: bool | None = column(about="Whether the papers were right.", example="yes", default=None)
    condition_right: bool | None = column(about="Whether the goods were as agreed.", example="yes", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected(Act):
    """The requester received it and does not take it."""

    handover: str = column(about="The handover it is about.", example="1")
    quantity: Decimal | None = column(about="How much is not taken.", example="2", unit="unit", minimum=0, default=None)
    reason: str = column(about="Why.", example="edges bent")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverDisputed(Act):
    """The two sides of a handover count differently; one of them must give in, or somebody else decides, in time."""

    handover: str = column(about="The handover.", example="1")
    delivered: Decimal = column(about="What the performer says it handed over.", example="10", unit="unit", minimum=0)
    received: Decimal = column(about="What the requester says it received.", example="8", unit="unit", minimum=0)
    settle_by: datetime = column(about="Until when it is to be settled.", example="2026-12-10T12:00:00Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSettled(Act):
    """A dispute about a handover ended with one figure."""

    handover: str = column(about="The handover.", example="1")
    quantity: Decimal = column(about="The figure that counts.", example="8", unit="unit", minimum=0)
    reason: str = column(about="What was found out.", example="two coils were left in the lorry", default="")
