"""What a party may want to do with a commitment; `decide` says what comes of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose, Through
from unisono.domain.commitments.state import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Ask a party for work."""

    performer: str
    terms: Terms = field(default_factory=Terms)
    purpose: Purpose = Purpose.OTHER
    subject: str = ""
    task: str = ""
    unit: str = ""
    agreed_minutes: Decimal | None = None
    customer: str = ""
    tier: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Give one's word; `planned` is what the plan in force says, and an earlier due time needs a `reason`."""

    terms: Terms
    planned: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterOffer:
    """Propose other terms, either way, before or after the promise."""

    terms: Terms
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOffer:
    """Take the other party's offer as it stands: it becomes the promise, or changes it.

    `planned` and `reason` are as in `Promise`: an offer that is earlier than the plan needs a reason to be taken.
    """

    planned: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """Say no: the performer to a request or an offer, the requester to an offer."""

    reason: str
    rule: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Want it no longer (the requester)."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoke:
    """Take the promise back (the performer)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renegotiate:
    """Change the promise by a decision that binds both: a published plan, or a meeting."""

    terms: Terms
    owner: str
    reason: str
    plan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveNotice:
    """Say that it will be later or less (the performer)."""

    expected: datetime | None = None
    quantity: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver:
    """Hand over all or a part (the performer); without a quantity: all that is still owed.

    What is rejected later is owed again, unless `is_last` says that nothing more will come.
    """

    handover: str
    quantity: Decimal | None = None
    is_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive:
    """Sign for a handover (the requester): what is good, and what is not taken and why.

    Without `accepted`: all that is not rejected. If good and rejected together are less than what was delivered, that
    is a dispute, to be settled within `settle_within`.
    """

    handover: str
    accepted: Decimal | None = None
    rejected: Decimal | None = None
    reason: str = ""
    documents_right: bool | None = None
    condition_right: bool | None = None
    settle_within: timedelta = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Take nothing of a handover (the requester); the way to say no to work without a quantity."""

    handover: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    """End a dispute: a side takes the other's figure, or a third party that may decide sets one between them."""

    handover: str
    quantity: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DependOn:
    """Say that a commitment waits for another one."""

    needs: str
    through: Through = Through.INPUT


Command = (
    Request
    | Promise
    | CounterOffer
    | TakeOffer
    | Decline
    | Withdraw
    | Revoke
    | Renegotiate
    | GiveNotice
    | Deliver
    | Receive
    | Reject
    | Settle
    | DependOn
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a command comes to nothing: `code` is stable and for machines, `message` a sentence for people."""

    code: str
    message: str
