"""What the use cases need from outside: one narrow protocol for each thing, with at least two implementations."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Protocol, Self

from unisono.domain.checkpoints import SignedCheckpoint
from unisono.domain.commitments.state import Commitment
from unisono.domain.company import Snapshot
from unisono.domain.facts import Entry, Fact
from unisono.domain.logs import Account, LogEvent, LogForm, LogObject
from unisono.domain.plans import Plan

if TYPE_CHECKING:
    import ibis
    import numpy as np

    from unisono.analytics.foresight.model import Model


class LedgerMoved(Exception):  # noqa: N818 - it says what happened
    """Somebody else has written since the ledger was read: read again and decide again."""

    def __init__(self, *, expected: int, found: int) -> None:
        super().__init__(
            f"The ledger holds {found} facts, and {expected} were expected: somebody has written meanwhile."
        )
        self.expected = expected
        self.found = found


class SameIdOtherFact(Exception):  # noqa: N818 - it says what is there
    """A fact with this id is in the ledger already and says something else."""

    def __init__(self, fact_id: str, *, position: int) -> None:
        super().__init__(f"Fact {fact_id} is in the ledger already, at position {position}, and says something else.")
        self.fact_id = fact_id
        self.position = position


class DoesNotFollow(Exception):  # noqa: N818 - it says what a fact does
    """A fact of a commitment cannot come after what is known of it; nothing of its batch was recorded."""

    def __init__(self, fact_id: str, why: str) -> None:
        super().__init__(f"Fact {fact_id} does not follow: {why}")
        self.fact_id = fact_id
        self.why = why


class LedgerBroken(Exception):  # noqa: N818 - it says what the ledger is
    """What is stored is not what was recorded; `position` is the first fact that is not as it was, if it is known."""

    def __init__(self, why: str, *, position: int | None) -> None:
        place = "" if position is None else f" at position {position}"
        super().__init__(f"The ledger has been changed{place}: {why}")
        self.why = why
        self.position = position


class NoLedger(Exception):  # noqa: N818 - it says what is missing
    """Where a ledger is wanted there is none, or one that this version cannot read; the message says which."""


class LedgerOutOfOrder(Exception):  # noqa: N818 - it says what the ledger is
    """A ledger cannot be used for now, though nothing in it is wrong; nothing of what was to be written is there."""

    SAYS: ClassVar[str]

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{self.SAYS.format(place=place)} ({why})")


class LedgerBusy(LedgerOutOfOrder):
    """Somebody else has kept the ledger locked for too long."""

    SAYS = "Somebody else is writing to {place} and does not end: try again."


class LedgerFull(LedgerOutOfOrder):
    """There is no room on the disk."""

    SAYS = "There is no room left for {place}: make room and try again."


class LedgerUnreachable(LedgerOutOfOrder):
    """The file or the server cannot be reached, or may not be written."""

    SAYS = "{place} cannot be reached or written: look at the path, the server and your rights."


class NotStored(KeyError):  # noqa: N818 - it says what the thing is
    """Nothing with this hash is in the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How many facts a ledger holds, and the root of the RFC 6962 tree over them, 32 bytes."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What came of an append: the position of each fact in its turn, and how many of them were new."""

    positions: tuple[int, ...]
    new: int
    head: Head


class Ledger(Protocol):
    """The facts, in the order in which they were recorded, and what follows from them."""

    def head(self) -> Head:
        """Return how many facts there are, and the root over them."""
        ...

    def append(self, facts: Sequence[Fact], *, now: datetime, expected_position: int | None = None) -> Appended:
        """Record facts, all or none; they are on disk when this returns.

        A fact whose id and content are there already is not recorded again.

        Args:
            facts: in the order in which they are to stand.
            now: what the clock says.
            expected_position: how many facts the ledger held when the caller decided; None: whatever it holds.

        Raises:
            LedgerMoved: it holds another number of facts.
            SameIdOtherFact: an id is there with other content.
            DoesNotFollow: a fact cannot come after what is known of its commitment.
            unisono.domain.canonical.NotCanonical: a fact cannot be written.
        """
        ...

    def positions(self, fact_ids: Collection[str]) -> Mapping[str, int]:
        """Return where the facts with these ids stand, without those that are not there."""
        ...

    def entries(
        self, *, after: int = 0, until: int | None = None, commitment: str = "", kinds: Collection[str] = ()
    ) -> Iterator[Entry]:
        """Yield facts in their order, those after a position, up to and with another one, of a commitment, of kinds.

        Raises:
            LedgerBroken: a fact cannot be read as it was recorded.
        """
        ...

    def bodies(self, *, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield the position and the canonical bytes of each fact after a position."""
        ...

    def commitment(self, commitment_id: str) -> Commitment | None:
        """Return what is known of a commitment."""
        ...

    def commitments(self, *, only_open: bool = False, subject: str = "", party: str = "") -> Iterator[Commitment]:
        """Yield commitments by id: all, or those open, about a subject, or that a party asked for or performs."""
        ...

    def rebuild(self) -> int:
        """Make everything that follows from the facts anew, and return how many facts were read."""
        ...

    def stray(self, entries: Sequence[Entry]) -> tuple[int, str] | None:
        """Return the position of the first fact beside which other links are stored than it tells, and a word for that.

        What else is stored beside a fact is judged whenever the fact is read.

        Args:
            entries: facts that follow each other, as they were read.
        """
        ...

    def damage(self) -> str | None:
        """Return what is wrong beyond the facts: links of none, or a file of which an index does not fit its table.

        None: nothing was found, or the database looks after that itself.
        """
        ...


class Checkpoints(Protocol):
    """What parties have signed about a ledger; nothing is ever taken away."""

    def keep(self, signed: SignedCheckpoint) -> None:
        """Keep a checkpoint, or those of its signatures that are not there yet; it is on disk when this returns."""
        ...

    def all(self) -> tuple[SignedCheckpoint, ...]:
        """Return every checkpoint with all its signatures, in the order in which they were first kept.

        Raises:
            LedgerBroken: one cannot be read as it was kept.
        """
        ...


class EventLog(Protocol):
    """A log of events in a file. It may be read more than once; `account` speaks of the last time."""

    @property
    def file(self) -> str:
        """The file's name, as findings and places name it."""
        ...

    @property
    def form(self) -> LogForm:
        """The format."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a CSV file in their order; other formats name none beforehand."""
        ...

    def read(self) -> Iterator[LogEvent | Fact]:
        """Yield the events one by one; where the log was written from facts, these facts.

        What cannot be read is left out and stands in the account. `LogEvent.at` is None where the format names no time.
        """
        ...

    def objects(self) -> Mapping[str, LogObject]:
        """Return the objects of an OCEL log by id; other formats have none."""
        ...

    def account(self) -> Account:
        """Return what became of the rows: whole once the last event was taken."""
        ...


class SnapshotStore(Protocol):
    """The company's data, each named by its hash."""

    def put(self, snapshot: Snapshot) -> str:
        """Keep a snapshot and return its hash; one that is there already is not kept twice."""
        ...

    def get(self, snapshot_hash: str) -> Snapshot:
        """Return a snapshot.

        Raises:
            NotStored: there is none with this hash.
            LedgerBroken: what is stored has another hash.
        """
        ...


class PlanStore(Protocol):
    """Plans, each named by its hash."""

    def put(self, plan: Plan) -> str:
        """Keep a plan and return its hash; one that is there already is not kept twice."""
        ...

    def get(self, plan_hash: str) -> Plan:
        """Return a plan.

        Raises:
            NotStored: there is none with this hash.
            LedgerBroken: what is stored has another hash.
        """
        ...


class FactTable(Protocol):
    """The facts as tables, for figures; `unisono.analytics.tables` says which tables there are."""

    def catch_up(self) -> Head:
        """Take in what the ledger has recorded since, and return up to where the tables reach.

        Raises:
            LedgerBroken: the facts are not those under the ledger's root.
        """
        ...

    def rows(self, expression: "ibis.Table") -> list[Mapping[str, object]]:
        """Return the rows of an expression over the tables, as of the last time they caught up."""
        ...

    def keep(self, expression: "ibis.Table", *, name: str) -> "ibis.Table":
        """Make the rows of an expression once, as of the last time the tables caught up, and return them as a table.

        Args:
            expression: what is asked for several times.
            name: of the table; one of the same name is replaced.
        """
        ...

    def arrays(self, expression: "ibis.Table") -> Mapping[str, "np.ndarray"]:
        """Return the columns of an expression whose values are all told, as arrays of equal length: for many rows."""
        ...


class OtherModel(Exception):  # noqa: N818 - it says what is there
    """What is kept is a model that this version cannot use; the message says why."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The kept model of foresight cannot be used: {why}. `unisono foresight train` makes it anew.")
        self.why = why


class ModelStore(Protocol):
    """What was learned of the past of a ledger, kept for the next time; the newest model only."""

    def keep(self, model: "Model") -> None:
        """Keep a model in the place of the one before; it is on disk when this returns."""
        ...

    def kept(self) -> "Model | None":
        """Return the kept model, or None where there is none.

        Raises:
            OtherModel: it was kept by another version, or cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All that is kept of one company: its facts, its data, its plans; `close` when they are no longer needed."""

    ledger: Ledger
    checkpoints: Checkpoints
    snapshots: SnapshotStore
    plans: PlanStore
    close: Callable[[], object]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
