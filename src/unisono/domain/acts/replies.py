"""What parties answer to the figures about them: the right of reply."""

from dataclasses import dataclass
from decimal import Decimal

from unisono.domain.columns import column
from unisono.domain.facts import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested(Act):
    """A party replied to an overrun that is charged to it: another one caused it, or a part of it."""

    subject: str = column(about="The order or case.", example="SO-44010")
    overrun: str = column(about="The overrun, as `unisono attribution --order` names it.", example="SO-44010/produce")
    caused_by: str = column(
        about="Party that caused it; `unrecorded`: nobody whom a record tells.", example="purchasing"
    )
    caused_minutes: Decimal | None = column(
        about="Minutes of it that were so caused; empty: all.", example="120", unit="min", minimum=0, default=None
    )
    reason: str = column(about="Why.", example="the coil came with the wrong papers")
