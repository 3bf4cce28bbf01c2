"""Take in the company's latest data: what it has of the orders promised here is taken over, what differs is listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from unisono.domain.acts.plans import ConflictFound
from unisono.domain.company import Snapshot
from unisono.domain.facts import Fact
from unisono.services.live.basing import new_basis, refuse_older
from unisono.services.live.holding import Submitter
from unisono.services.live.saying import facts_of
from unisono.services.live.state import LiveState, read_live, read_record
from unisono.services.ports import Books
from unisono.services.recording import record_decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of new data: whether they were new, what does not agree, and the promises the data do not have yet.

    `taken_over` are confirmed orders that the data have as firm now.
    """

    snapshot: str
    is_new: bool
    conflicts: tuple[ConflictFound, ...]
    taken_over: tuple[str, ...]
    standing: tuple[str, ...]


def import_snapshot(*, books: Books, snapshot: Snapshot, by: Submitter) -> Imported:
    """Make these data the latest and return what that means for what was promised here.

    Orders are recognised by their numbers. What was confirmed here and is firm in the data is as the data say from now
    on; where they say something else than was promised that is a conflict, which a person must settle: nothing is
    overwritten silently. The same data a second time change nothing.

    Args:
        books: where facts, data and plans are.
        snapshot: the company's data.
        by: who imports them, and when.

    Raises:
        OlderData: the ledger has later data already.
        LedgerIsBusy: others wrote again and again meanwhile.
    """
    name = books.snapshots.put(snapshot)
    stored = books.snapshots.get(name)

    def decide(position: int) -> tuple[Imported, Sequence[Fact]]:
        record = read_record(books.ledger, until=position)
        refuse_older(stored, record)
        before = None if record.published is None else read_live(books=books, now=by.now, until=position)
        basis = new_basis(
            books=books,
            before=before,
            record=record,
            snapshot=stored,
            published=record.published,
            position=position,
            now=by.now,
        )
        imported = Imported(
            snapshot=name,
            is_new=bool(basis.words),
            conflicts=basis.conflicts,
            taken_over=_taken_over(before, stored),
            standing=() if basis.live is None else tuple(basis.live.standing),
        )
        return imported, facts_of(basis.words, actor=by.actor, origin=by.origin, stem=f"import:{name[:16]}:{position}")

    return record_decision(books.ledger, decide, now=by.recorded_at)


def _taken_over(before: LiveState | None, snapshot: Snapshot) -> tuple[str, ...]:
    """Return the confirmed promises that the data have as firm orders."""
    if before is None:
        return ()
    firm = {order.id for order in snapshot.orders if order.status.value == "firm"}
    return tuple(order for order, hold in before.standing.items() if hold.confirmed_at is not None and order in firm)
