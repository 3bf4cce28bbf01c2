"""An agreement between two parties, after ISO 44001: its text is a TOML file that people write and both sign."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from unisono.domain.acts.commitments import Purpose
from unisono.domain.columns import column
from unisono.domain.policy import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two parties, `[[party]]`, and how the other reaches it; there are exactly two."""

    id: str = column(about="Department or partner, as in `company.toml`.", example="sales")
    role: str = column(about="Role that speaks for it.", example="head of sales")
    channel: str = column(about="Where it is reached.", example="orders@vistula.example")
    hours: str = column(about="When it is reached.", example="Monday to Friday, 7 to 17")


class Measure(StrEnum):
    """What is measured of a norm: three times, and two shares of what was done well."""

    ANSWER_TIME = "answer_time"
    LEAD_TIME = "lead_time"
    NOTICE_TIME = "notice_time"
    ACCURACY = "accuracy"
    ON_TIME = "on_time"


TIMES = frozenset({Measure.ANSWER_TIME, Measure.LEAD_TIME, Measure.NOTICE_TIME})
"""The measures that have a limit in hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What one party owes the other, `[[owes]]`: a limit, and the share of cases that must meet it.

    `answer_time` runs from a request to its answer; `lead_time` from the last input, or from the request where nothing
    is needed first, to the delivery, and work that is wanted later is in time when it comes as wanted; `notice_time` is
    how long before the promised time a delay is told; `accuracy` is what was accepted whole, with right papers and in
    right condition; `on_time` is what was delivered by the promised time. All hours are hours of the clock.
    """

    party: str = column(about="The party that owes it.", example="production")
    measure: Measure = column(about="What is measured.", example="answer_time")
    purpose: Purpose | None = column(
        about="Kind of work it is about; empty: all work for the other party.", example="produce", default=None
    )
    hours: Decimal | None = column(
        about="Limit of a time: at most so long, for `notice_time` at least so long; the shares have none.",
        example="8",
        unit="h",
        above=0,
        default=None,
    )
    share: Decimal = column(about="Share of cases that must meet it.", example="0.9", unit="1", above=0, maximum=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedRight:
    """Who decides between the two, `[[decision_right]]`; it counts before the rows of `policy.toml`."""

    decision: Decision = column(about="What is decided.", example="promise_override")
    party: str = column(about="The party that decides.", example="production")
    consulted: str = column(about="Who is asked before.", example="planner, key account manager", default="")
    informed: str = column(about="Who is told after.", example="logistics", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """A step of the ladder when the two do not agree, `[[escalation]]`, in the order of the file."""

    to: str = column(about="Role that takes it over.", example="plant manager and head of sales")
    within_hours: Decimal = column(about="Hours it has to settle it.", example="24", unit="h", above=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedKpi:
    """A figure both are measured by, `[[kpi]]`, with the one definition of it that both use."""

    id: str = column(about="Name of the KPI; of several variants the one that counts.", example="otif_receipt_first")
    target: str = column(about="What both want it to be.", example="at least 92%")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedData:
    """What one lets the other see, `[[data]]`."""

    party: str = column(about="The party that gives it.", example="sales")
    what: str = column(about="What is given.", example="forecast by family and week")
    rhythm: str = column(about="How often.", example="every Thursday")


@dataclass(frozen=True, slots=True, kw_only=True)
class JointRisk:
    """What both have to fear, `[[risk]]`, and what is done about it."""

    what: str = column(about="What may happen.", example="the plate line stands still for a day")
    answer: str = column(about="What is done about it.", example="two days of plate stock for gold customers")
    party: str = column(about="The party that watches it.", example="production")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The head of an agreement's file; its parts are below it."""

    name: str = column(about="Name of the agreement, the same in all its versions.", example="sales-production")
    version: int = column(about="Its version, from 1; each change is a new one.", example="1", minimum=1)
    purpose: str = column(
        about="Why the two work together, in a sentence.", example="Customers hear one date, and it holds."
    )
    review_on: date = column(about="Day on which both look at it again.", example="2027-05-31")
    exit_days: int = column(
        about="Days between the word that one leaves it and its end.", example="90", unit="d", minimum=0
    )
    parties: tuple[Side, ...] = ()
    norms: tuple[Norm, ...] = ()
    rights: tuple[AgreedRight, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    kpis: tuple[AgreedKpi, ...] = ()
    data: tuple[SharedData, ...] = ()
    risks: tuple[JointRisk, ...] = ()

    @property
    def party_ids(self) -> frozenset[str]:
        """Return the names of the two parties."""
        return frozenset(side.id for side in self.parties)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPart:
    """A list of blocks of an agreement's file: where it is kept, what its rows are, and what it is for."""

    attribute: str
    row_type: type
    about: str


PARTS: dict[str, AgreementPart] = {
    "party": AgreementPart(attribute="parties", row_type=Side, about="One of the two parties."),
    "owes": AgreementPart(
        attribute="norms", row_type=Norm, about="What one party owes the other, so that it can be measured."
    ),
    "decision_right": AgreementPart(attribute="rights", row_type=AgreedRight, about="Who decides between the two."),
    "escalation": AgreementPart(
        attribute="escalations", row_type=Escalation, about="A step when the two do not agree."
    ),
    "kpi": AgreementPart(attribute="kpis", row_type=AgreedKpi, about="A figure both are measured by."),
    "data": AgreementPart(attribute="data", row_type=SharedData, about="What one lets the other see."),
    "risk": AgreementPart(attribute="risks", row_type=JointRisk, about="What both have to fear."),
}
"""The parts of an agreement's file by the name of their blocks."""
