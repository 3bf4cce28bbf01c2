"""What was foreseen: that a commitment will probably be late, and that it need not be feared any more."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from unisono.domain.columns import column
from unisono.domain.facts import Act


class Relief(StrEnum):
    """Why a warning does not stand any more: the chance fell, the work ended, the promise moved, the party told."""

    FELL = "fell"
    ENDED = "ended"
    MOVED = "moved"
    TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRaised(Act):
    """Foresight found that a commitment will probably come later than people count on; it changes no promise."""

    chance: Decimal = column(
        about="Chance that it comes later than people count on, beyond the policy's grace.",
        example="0.82",
        unit="1",
        minimum=0,
        maximum=1,
    )
    due: datetime = column(about="Promised time.", example="2026-12-07T23:00:00Z")
    counted_on: datetime = column(
        about="When people count on it: by the last slip notice, else as promised.", example="2026-12-07T23:00:00Z"
    )
    expected: datetime = column(about="When it is expected: as likely before as after.", example="2026-12-09T11:20:00Z")
    expected_from: datetime = column(about="One in twenty would come before.", example="2026-12-08T06:10:00Z")
    expected_until: datetime = column(about="One in twenty would come after.", example="2026-12-13T16:40:00Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningCleared(Act):
    """A warning does not stand any more."""

    relief: Relief = column(
        about="Why: the chance `fell`, the work `ended`, the promise `moved`, or the performer `told` a new time.",
        example="told",
    )
    chance: Decimal | None = column(
        about="The chance now; empty: not foreseen any more.",
        example="0.31",
        unit="1",
        minimum=0,
        maximum=1,
        default=None,
    )
