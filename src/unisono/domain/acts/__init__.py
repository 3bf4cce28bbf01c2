"""All kinds of facts: what each says happened, by subject."""

from unisono.domain.acts.agreements import AgreementEnded, AgreementProposed, AgreementSigned, KeyRegistered
from unisono.domain.acts.commitments import (
    Accepted,
    CounterOffered,
    Declined,
    Delivered,
    DisputeSettled,
    HandoverDisputed,
    Needed,
    Promised,
    Rejected,
    Renegotiated,
    Requested,
    Revoked,
    SlipNotified,
    Withdrawn,
)
from unisono.domain.acts.plans import (
    ConflictFound,
    Decided,
    DecisionRequested,
    FrozenWorkMoved,
    PlanPublished,
    SnapshotImported,
)
from unisono.domain.acts.promises import PromiseConfirmed, PromiseDropped, PromiseHeld
from unisono.domain.acts.work import (
    ChangedOver,
    FeedbackGiven,
    Invoiced,
    LineOpened,
    LineStopped,
    OperationFinished,
    StockCounted,
    WorkRecorded,
)
from unisono.domain.facts import Act

KINDS: tuple[type[Act], ...] = (
    Requested,
    Needed,
    Promised,
    CounterOffered,
    Declined,
    Withdrawn,
    Revoked,
    Renegotiated,
    SlipNotified,
    Delivered,
    Accepted,
    Rejected,
    HandoverDisputed,
    DisputeSettled,
    PromiseHeld,
    PromiseConfirmed,
    PromiseDropped,
    SnapshotImported,
    ConflictFound,
    PlanPublished,
    FrozenWorkMoved,
    DecisionRequested,
    Decided,
    WorkRecorded,
    OperationFinished,
    ChangedOver,
    LineStopped,
    LineOpened,
    StockCounted,
    Invoiced,
    FeedbackGiven,
    AgreementProposed,
    AgreementSigned,
    AgreementEnded,
    KeyRegistered,
)
"""Every kind of fact, in the order in which people read about them."""

ACTS: dict[str, type[Act]] = {kind.__name__: kind for kind in KINDS}
"""The kinds by name."""
