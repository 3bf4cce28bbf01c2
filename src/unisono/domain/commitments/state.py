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


NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How much, by when, for what money; None where it was not said."""

    due: datetime | None = None
    quantity: Decimal | None = None
    value: Decimal | None = None

    def over(self, before: "Terms") -> "Terms":
        """Return these terms, with those before them where these say nothing."""
        return Terms(
            due=before.due if self.due is None else self.due,
            quantity=before.quantity if self.quantity is None else self.quantity,
            value=before.value if self.value is None else self.value,
        )


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
    """One delivery with both sides' word for it.

    `delivered_at` and `delivered` are the performer's word, None before it was given: a log may tell of the signature
    first. Quantities are None where the commitment has none; then `is_rejected` says that the requester did not take
    it. `settle_by` is set once the two sides' counts are in dispute, `settled` is the figure that ended it.
    """

    id: str
    delivered_at: datetime | None = None
    delivered: Decimal | None = None
    accepted: Decimal | None = None
    rejected: Decimal | None = None
    is_rejected: bool = False
    answered_at: datetime | None = None
    reason: str = ""
    settle_by: datetime | None = None
    settled: Decimal | None = None

    @property
    def is_answered(self) -> bool:
        """Return whether the requester has signed."""
        return self.answered_at is not None

    @property
    def is_disputed(self) -> bool:
        """Return whether the two sides still count differently."""
        return self.settle_by is not None and self.settled is None

    @property
    def received(self) -> Decimal:
        """Return what the requester says came, good or not."""
        return (self.accepted or NOTHING) + (self.rejected or NOTHING)

    @property
    def counts(self) -> Decimal:
        """Return how much counts as delivered: the settled figure, else the performer's, else the requester's."""
        if self.settled is not None:
            return self.settled
        return self.received if self.delivered is None else self.delivered

    @property
    def good(self) -> Decimal:
        """Return how much the requester has taken; a settled figure counts as taken but for what was rejected."""
        if self.settled is not None:
            return max(self.settled - (self.rejected or NOTHING), NOTHING)
        return self.accepted or NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Work that one party asked of another: who, what, the first and the last promise, and what became of it.

    `offer` is what lies on the table in stage `countered`, or a proposal to change a promise. `answered_at` is when the
    performer first answered the request. `has_last_come` is the performer's word that nothing more will come.
    `closed_at` is when it reached an end; `position` is the place of its latest fact in the ledger.
    """

    id: str
    requester: str
    performer: str
    purpose: Purpose
    subject: str = ""
    unit: str = ""
    customer: str = ""
    tier: str = ""
    line: str = ""
    agreed_minutes: Decimal | None = None
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
    has_last_come: bool = False
    closed_at: datetime | None = None
    reason: str = ""
    position: int = 0

    @property
    def is_open(self) -> bool:
        """Return whether somebody still has to do something."""
        return self.stage in OPEN

    @property
    def terms(self) -> Terms:
        """Return what holds now: the last promise, and what was asked where it says nothing."""
        return self.asked if self.last_promise is None else self.last_promise.over(self.asked)

    @property
    def expected(self) -> datetime | None:
        """Return when it is expected: by the last slip notice, else by the promise, else as asked."""
        if self.expectation is not None and self.expectation.expected is not None:
            return self.expectation.expected
        return self.terms.due

    @property
    def delivered(self) -> Decimal:
        """Return how much counts as delivered in all handovers."""
        return sum((handover.counts for handover in self.handovers), NOTHING)

    @property
    def accepted(self) -> Decimal:
        """Return how much the requester has taken in all handovers."""
        return sum((handover.good for handover in self.handovers), NOTHING)

    @property
    def rejected(self) -> Decimal:
        """Return how much the requester has not taken."""
        return sum((handover.rejected or NOTHING for handover in self.handovers), NOTHING)

    @property
    def owed(self) -> Decimal | None:
        """Return how much is still to be delivered; what was rejected is owed again. None without a quantity."""
        if self.terms.quantity is None:
            return None
        return max(self.terms.quantity - self.delivered + self.rejected, NOTHING)

    @property
    def is_all_delivered(self) -> bool:
        """Return whether nothing is left to deliver."""
        if self.has_last_come or not self.handovers:
            return self.has_last_come
        if self.owed is None:
            return not all(handover.is_rejected for handover in self.handovers)
        return self.owed == 0

    def handover(self, handover_id: str) -> Handover | None:
        """Return a handover by its id."""
        return next((handover for handover in self.handovers if handover.id == handover_id), None)
