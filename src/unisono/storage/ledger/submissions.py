"""What of a submission is new, what is there already, and what contradicts the ledger: for every kind of ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from unisono.domain.facts import Entry, Fact
from unisono.services.ports import LedgerMoved, SameIdOtherFact


class Known(NamedTuple):
    """A fact that is recorded, or about to be: its place and its bytes."""

    position: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The place of each fact, and the new ones with their bytes."""

    positions: list[int] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)


def sort_out(
    facts: Sequence[Fact],
    bodies: Sequence[bytes],
    *,
    now: datetime,
    known: Mapping[str, Known],
    size: int,
    expected: int | None,
) -> Submission:
    """Return what is to be recorded of a submission.

    A submission that is there as a whole is no news, however far the ledger has moved since: so a writer that was cut
    off before it heard of its success can submit again.

    Args:
        facts: as they were submitted.
        bodies: their canonical bytes, recorded now.
        now: what the clock says.
        known: by id, those facts that are in the ledger.
        size: how many facts the ledger holds.
        expected: how many the writer believes it to hold; None: it does not matter.

    Raises:
        LedgerMoved: something is new, or not as it is known, and the ledger holds another number of facts.
        SameIdOtherFact: an id is known with other content.
    """
    result, ours = Submission(), dict(known)
    has_moved = expected is not None and expected != size
    for fact, body in zip(facts, bodies, strict=True):
        there = ours.get(fact.id)
        if (there is None or not _is_same(there, body)) and has_moved:
            raise LedgerMoved(expected=expected or 0, found=size)
        if there is None:
            there = ours[fact.id] = Known(position=size + len(result.entries) + 1, body=body)
            result.entries.append(Entry(position=there.position, recorded_at=now, fact=fact))
            result.bodies.append(body)
        elif not _is_same(there, body):
            raise SameIdOtherFact(fact.id, position=there.position)
        result.positions.append(there.position)
    return result


def _is_same(there: Known, body: bytes) -> bool:
    """Compare all but when it was recorded."""
    return there.body == body or _timeless(there.body) == _timeless(body)


def _timeless(body: bytes) -> tuple[bytes, bytes]:
    """Return what stands before and after the recording time; behind it canonical bytes hold the version only."""
    before, _, rest = body.rpartition(b',"recorded_at":"')
    return before, rest.partition(b'"')[2]
