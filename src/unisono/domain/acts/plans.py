"""What happens to plans, to the company's data, and to decisions."""

from dataclasses import dataclass
from datetime import datetime

from unisono.domain.columns import column
from unisono.domain.facts import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotImported(Act):
    """The company's data of one moment came in."""

    snapshot: str = column(about="Hash that names the data.", example="9f86d081884c7d65")
    as_of: datetime = column(about="The moment the data speak of.", example="2026-11-23T05:00:00Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictFound(Act):
    """The company's data say something else than the facts; a person decides."""

    subject: str = column(about="The order it is about.", example="SO-44810")
    about: str = column(about="What differs.", example="quantity")
    ours: str = column(about="What the facts say.", example="28.5")
    theirs: str = column(about="What the data say.", example="25")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPublished(Act):
    """A plan came into force."""

    plan: str = column(about="Hash that names the plan.", example="9f86d081884c7d65")
    snapshot: str = column(about="Hash of the data it was made from.", example="2c26b46b68ffc68f")
    owner: str = column(about="Party that decided on the change.", example="production")
    reason: str = column(about="Why this plan.", example="the week's plan")
    frozen_until: datetime | None = column(
        about="End of the time in which work is not moved.", example="2026-11-23T21:00:00Z", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenWorkMoved(Act):
    """Work that was to stay was moved all the same."""

    subject: str = column(about="The order.", example="SO-44010")
    line: str = column(about="The line.", example="plate", default="")
    owner: str = column(about="Party that decided on it.", example="sales")
    reason: str = column(about="Why.", example="a rush order")
    plan: str = column(about="Hash of the published plan that moved it.", example="9f86d081884c7d65", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRequested(Act):
    """A party asked the one who may decide; `is_overstep` where it tried to decide itself."""

    decision: str = column(about="What is to be decided.", example="overtime")
    decider: str = column(about="The party that may decide.", example="production")
    subject: str = column(about="The order, line or product it is about.", example="plate", default="")
    reason: str = column(about="What is asked for and why.", example="8 hours on Saturday for SO-44010")
    is_overstep: bool = column(
        about="Whether the asking party had tried to decide itself.", example="no", default=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Act):
    """The one who may decide has decided."""

    decision: str = column(about="What was decided.", example="overtime")
    subject: str = column(about="The order, line or product it is about.", example="plate", default="")
    is_yes: bool = column(about="Whether it was a yes.", example="yes")
    reason: str = column(about="Why.", example="a gold customer waits", default="")
