"""The agenda of the S&OP exception meeting: rows exact to the piece, each with priced options."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from unisono.domain.policy import OptionKind


class RowKind(StrEnum):
    """Why a row is on the agenda."""

    UNCOVERED = "uncovered"
    LATE = "late"
    UNMADE_FIRM = "unmade_firm"
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """An order that an option moves by some days (positive: later), or that wins or loses its place."""

    order: str
    customer: str
    tier: str
    days: Decimal | None = None
    fate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedOption:
    """One thing the meeting can do, really replanned.

    `change` is the change of the plan contribution against doing what the plan says, `late_days_change` the change in
    days late summed over all orders, both from the replanned plan; `departments` are the ids of those it touches.
    """

    letter: str
    kind: OptionKind
    title: str
    detail: str
    change: Decimal
    late_days_change: Decimal
    touches: tuple[Touched, ...] = ()
    departments: tuple[str, ...] = ()
    decider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One thing to decide: who asked for what, what is missing, where it is stuck and what is at stake."""

    order: str
    kind: RowKind
    customer: str
    customer_name: str
    tier: str
    product: str
    unit: str
    asked: Decimal
    covered: Decimal
    gap: Decimal
    wanted: datetime
    bottleneck_line: str
    bottleneck_week: str
    at_stake: Decimal
    reason: str
    options: tuple[PricedOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedByRule:
    """An exception that the meeting has no time for: what happens without it, and why."""

    order: str
    customer: str
    tier: str
    at_stake: Decimal
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A promise change to announce: which customer must be told what."""

    order: str
    customer: str
    customer_name: str
    tier: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What the meeting sees, frozen at `frozen_at`; rows are sorted by money, as many as fit the meeting."""

    frozen_at: datetime
    minutes: int
    rows: tuple[AgendaRow, ...]
    decided_by_rule: tuple[DecidedByRule, ...]
    notices: tuple[Notice, ...]
