"""New data or a new plan under promises that stand: each gets a place again, and what does not agree is listed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from unisono.domain.acts.plans import ConflictFound, PlanPublished, SnapshotImported
from unisono.domain.commitments.renegotiating import Word
from unisono.domain.company import OrderStatus, Snapshot
from unisono.domain.conflicts import conflicts_of
from unisono.domain.facts import SYSTEM, Act, Link
from unisono.domain.holds import Hold, Record, record_of, work_text
from unisono.services.live.state import Footing, LiveState, live_on
from unisono.services.ports import Books, Ledger


class OlderData(Exception):  # noqa: N818 - it says what the data are
    """The data are of an earlier moment than those the ledger has already."""

    def __init__(self, snapshot: Snapshot, latest: SnapshotImported) -> None:
        super().__init__(
            f"These data speak of {snapshot.company.as_of:%Y-%m-%d %H:%M %Z}; the ledger has data of "
            f"{latest.as_of:%Y-%m-%d %H:%M %Z} already."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What new data, a new plan or both make necessary: the words that say so, in their order, and what is live then.

    `conflicts` are all that there are between the data and the facts, also those that have been recorded before.
    """

    words: tuple[Word, ...]
    conflicts: tuple[ConflictFound, ...]
    live: LiveState | None


def refuse_older(snapshot: Snapshot, record: Record) -> None:
    """Refuse data of an earlier moment than the latest.

    Raises:
        OlderData: they are.
    """
    if record.snapshot is not None and snapshot.company.as_of < record.snapshot.as_of:
        raise OlderData(snapshot, record.snapshot)


def new_basis(
    *,
    books: Books,
    before: LiveState | None,
    record: Record,
    snapshot: Snapshot,
    published: PlanPublished | None,
    position: int,
    now: datetime,
) -> Basis:
    """Return what it takes to put data and a plan under the promises that stand.

    Args:
        books: where facts, data and plans are.
        before: what holds now; None where no plan is in force.
        record: what the facts say of it.
        snapshot: the company's data, as they are stored.
        published: the plan to stand on, in force or not; None where there is none.
        position: so many facts the ledger has.
        now: when.
    """
    words: list[Word] = []
    conflicts: tuple[ConflictFound, ...] = ()
    if record.snapshot is None or record.snapshot.snapshot != snapshot.content_hash:
        imported = SnapshotImported(snapshot=snapshot.content_hash, as_of=snapshot.company.as_of)
        words.append(Word(commitment="", act=imported, said_at=now))
        conflicts = conflicts_of(record.holds, books.ledger.commitments(only_open=True), snapshot)
    if published is not None and (record.published is None or record.published.plan != published.plan):
        words.append(Word(commitment="", act=published, said_at=now))
    known = _known_conflicts(books.ledger) if conflicts else set()
    words += (_found(conflict, now) for conflict in conflicts if conflict not in known)
    if not words or published is None:
        return Basis(words=tuple(words), conflicts=conflicts, live=before)
    footing = Footing.of(snapshot, books.plans.get(published.plan))
    standing = () if before is None else tuple(before.standing.values())
    words += _held_again(footing, standing, plan=published.plan, now=now)
    after = record_of(((word.act, word.said_at) for word in words), record)
    return Basis(words=tuple(words), conflicts=conflicts, live=live_on(footing, after, position=position, now=now))


def _known_conflicts(ledger: Ledger) -> set[Act]:
    return {entry.fact.act for entry in ledger.entries(kinds=(ConflictFound.__name__,))}


def _found(conflict: ConflictFound, now: datetime) -> Word:
    links = (Link(type="order", object=conflict.subject),)
    return Word(commitment="", act=conflict, said_at=now, party=SYSTEM, links=links)


def _held_again(footing: Footing, standing: Sequence[Hold], *, plan: str, now: datetime) -> Iterator[Word]:
    """Yield the promises with their places on a new footing, those that were confirmed first.

    What the data have as firm and the plan makes needs no place of its own any more: from then on it is as they say.
    """
    firm = {order.id for order in footing.snapshot.orders if order.status is OrderStatus.FIRM}
    live = footing.live_plan(footing.with_promises(standing, now=now))
    for hold in sorted(standing, key=lambda hold: (hold.confirmed_at is None, hold.held_at, hold.act.subject)):
        work = live.insert(hold.act.subject)
        if hold.act.subject in firm and work.is_planned:
            continue
        act = replace(hold.act, plan=plan, work=work_text(work))
        links = (Link(type="order", object=hold.act.subject), Link(type="customer", object=hold.act.customer))
        yield Word(commitment="", act=act, said_at=now, links=links)
