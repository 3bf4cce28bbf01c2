"""What is known of one commitment at one moment."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from unisono.domain.acts.commitments import Purpose, Through


class Stage(StrEnum):
    """How far a commitment is.

    `requested` and `countered` wait for an answer, `promised` for delivery (also after a part has come), `delivered`
    for the signature of the requester. The others are ends.
    """

    REQUESTED = "requested"
    COUNTERED = "countered"
    PROMISED = "promised"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


OPEN = frozenset({Stage.REQUESTED, Stage.COUNTERED, Stage.PROMISED, Stage.DELIVERED})
"""The stages in which somebody still has to do something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How much, by when, for what money; None where it was not said."""

    due: datetime | None = None
    quantity: Decimal | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Terms that lie on the table, and the party that put them there."""

    terms: Terms
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the performer said last in a slip notice, and when."""

    expected: datetime | None
    quantity: Decimal | None
    noticed_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Another commitment that must be delivered first."""

    commitment: str
    through: Through


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One delivery with both sides' word for it; quantities are None where the commitment has none.

    `settle_by` is set while the two sides' counts are in dispute, `settled` is the figure that ended it.
    """

    id: str
    delivered_at: datetime
    delivered: Decimal | None
    accepted: Decimal | None = None
    rejected: Decimal | None = None
    answered_at: datetime | None = None
    reason: str = ""
    settle_by: datetime | None = None
    settled: Decimal | None = None

    @property
    def is_disputed(self) -> bool:
        """Return whether the two sides still count differently."""
        return self.settle_by is not None and self.settled is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Work that one party asked of another: who, what, the first and the last promise, and what became of it.

    `offer` is what lies on the table in stage `countered`, or a proposal to change a promise. `closed_at` is when it
    reached an end; `position` is the place of its latest fact in the ledger.
    """

    id: str
    requester: str
    performer: str
    purpose: Purpose
    subject: str
    unit: str
    customer: str
    tier: str
    line: str
    agreed_minutes: Decimal | None
    stage: Stage
    asked: Terms
    requested_at: datetime
    answered_at: datetime | None = None
    offer: Offer | None = None
    first_promise: Terms | None = None
    last_promise: Terms | None = None
    promised_at: datetime | None = None
    planned: datetime | None = None
    expectation: Expectation | None = None
    needs: tuple[Need, ...] = ()
    handovers: tuple[Handover, ...] = ()
    is_all_delivered: bool = False
    closed_at: datetime | None = None
    reason: str = ""
    position: int = 0

    @property
    def is_open(self) -> bool:
        """Return whether somebody still has to do something."""
        return self.stage in OPEN
