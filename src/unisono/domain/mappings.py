"""What a log means as facts: which of its columns and objects tell the case, the activity, the time and the party."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from unisono.domain.acts import ACTS
from unisono.domain.acts import commitments as commitment_acts
from unisono.domain.facts import CUSTOMER

OF_COMMITMENTS = frozenset(name for name, kind in ACTS.items() if kind.__module__ == commitment_acts.__name__)
"""The kinds of facts that belong to a commitment."""

KNOWN_OF_A_ROW = frozenset({"subject", "activity", "started_at", "minutes", "handover"})
"""The fields of facts that every row tells by itself: its case, activity, start and minutes, and handover 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a row tells a value: one of `column`, `object` and `constant` is set.

    `object` is a type of objects that the row refers to, and the value is the first such object's name, or its
    `attribute`; with a `qualifier` only objects that are this to the row count.
    """

    column: str = ""
    object: str = ""
    attribute: str = ""
    qualifier: str = ""
    constant: str = ""

    def __str__(self) -> str:
        """Return it as people say it."""
        if self.constant:
            return f"always {self.constant!r}"
        if self.column:
            return f"column {self.column!r}"
        owner = f"the object of type {self.object!r}"
        return f"{self.attribute!r} of {owner}" if self.attribute else owner


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePromise:
    """What makes each case a commitment: the times that its rows tell, and who asks whom.

    Without a `performer` it is the party of the case's first row.
    """

    asked: Where | None = None
    due: Where | None = None
    promised: Where | None = None
    ended: Where | None = None
    requester: Where = Where(constant=CUSTOMER)
    performer: Where | None = None
    customer: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRule:
    """What rows of one activity mean where it is not plain work: a kind of fact, and where its fields are told.

    The fact of a commitment belongs to the case's own, or with a `part` to the commitment `<case>/<part>`.
    """

    activity: str
    act: str
    part: str = ""
    fields: Mapping[str, Where] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMapping:
    """What the rows of a log mean.

    A row is `WorkRecorded`, unless its activity has rules in `acts`. Where `activity` and `time` are None the format
    itself tells them. Of `party` the first that tells something counts, then the activity's entry in `parties`, then
    `facts.UNRECORDED`. `objects` are columns that name an object, and the type of that object. A value in `empty` tells
    nothing; columns in `ignore` are not kept as attributes. `zone` is for times without one, `time_format` for times
    that are written as no log may write them without saying so (as `strptime` has them); the first that fits counts.
    """

    case: Where | None = None
    activity: Where | None = None
    time: Where | None = None
    start: Where | None = None
    transition: Where | None = None
    minutes: Where | None = None
    party: tuple[Where, ...] = ()
    person: Where | None = None
    zone: str = "UTC"
    time_format: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    objects: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    promise: CasePromise | None = None
    acts: tuple[ActRule, ...] = ()
