"""Publish a plan: from then on it is in force, and everybody has promised what it says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from unisono.domain.acts.commitments import Purpose
from unisono.domain.acts.plans import ConflictFound, FrozenWorkMoved, PlanPublished
from unisono.domain.agreements.agreement import Agreement
from unisono.domain.agreements.deciders import Matter, Rights
from unisono.domain.commitments.order_graphs import commitment_id
from unisono.domain.commitments.renegotiating import DONE, GRAIN, Cause, Word
from unisono.domain.company import Snapshot
from unisono.domain.facts import Fact, Link
from unisono.domain.plans import Operation, Plan
from unisono.domain.policy import Decision
from unisono.services.live.basing import new_basis, refuse_older
from unisono.services.live.holding import Submitter
from unisono.services.live.saying import facts_of, said_anew
from unisono.services.live.state import LiveState, read_live, read_record
from unisono.services.ports import Books, Ledger
from unisono.services.recording import record_decision
from unisono.services.rights import require_right

SHORT = 12
"""So many characters of its hash name a plan to people."""


class PlanOfOtherData(Exception):  # noqa: N818 - a refusal is named after what is refused
    """The plan was made from other data than those it is published with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A plan on its way into force: the data it was made from, who decided on it, and why."""

    snapshot: Snapshot
    plan: Plan
    owner: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of a plan: its hash, what was said anew, and what was moved that was to stay.

    `is_new` is false where it was in force already. `conflicts` are those of its data with what was promised here.
    """

    plan: str
    is_new: bool
    frozen_until: datetime
    words: tuple[Word, ...]
    frozen_moved: tuple[Operation, ...]
    conflicts: tuple[ConflictFound, ...]
    live: LiveState


def publish_plan(
    *, books: Books, publication: Publication, by: Submitter, agreements: Sequence[Agreement] = ()
) -> Published:
    """Put a plan into force, and return what that changes for whom.

    What the plan asks for anew is requested and promised, what it moves is renegotiated in the name of its owner, what
    it does not ask for any more is withdrawn or revoked. Promises that are held or confirmed keep a place. All of it is
    recorded at once, or nothing; a plan that is in force already adds nothing.

    Args:
        books: where facts, data and plans are.
        publication: the plan, with the answers to all orders of its data.
        by: who publishes it, and when; the frozen zone counts from then.
        agreements: those in force, for who decides and how long work may take.

    Raises:
        PlanOfOtherData: the plan was made from other data.
        OlderData: the ledger has later data already.
        NotYourDecision: whoever publishes may not, or may not move frozen work.
        LedgerIsBusy: others wrote again and again meanwhile.
    """
    if publication.plan.snapshot_hash != publication.snapshot.content_hash:
        raise PlanOfOtherData("This plan was made from other data than these: plan again.")
    stored = books.snapshots.get(books.snapshots.put(publication.snapshot))
    name = books.plans.put(replace(publication.plan, snapshot_hash=stored.content_hash))
    rights = Rights(policy=stored.policy, agreements=agreements)
    _require(books.ledger, rights, _matter(Decision.PUBLISH_PLAN, name, publication), by)
    frozen_until = by.now + timedelta(hours=float(stored.policy.frozen_hours))
    act = PlanPublished(
        plan=name,
        snapshot=stored.content_hash,
        owner=publication.owner,
        reason=publication.reason,
        frozen_until=frozen_until,
    )

    def decide(position: int) -> tuple[Published, Sequence[Fact]]:
        published, words = _published(books, stored, act, by, agreements=agreements, position=position)
        if published.frozen_moved:
            _require(books.ledger, rights, _matter(Decision.MOVE_FROZEN_WORK, name, publication), by)
        return published, facts_of(words, actor=by.actor, origin=by.origin, stem=f"publish:{name[:16]}:{position}")

    return record_decision(books.ledger, decide, now=by.recorded_at)


def _matter(decision: Decision, plan: str, publication: Publication) -> Matter:
    """Return what is to be decided: about this plan, so that a yes to it is no yes to the next one."""
    return Matter(decision=decision, subject=plan[:SHORT], reason=publication.reason)


def _require(ledger: Ledger, rights: Rights, matter: Matter, by: Submitter) -> None:
    require_right(ledger=ledger, rights=rights, matter=matter, actor=by.actor, origin=by.origin, now=by.now)


def _published(
    books: Books,
    snapshot: Snapshot,
    act: PlanPublished,
    by: Submitter,
    *,
    agreements: Sequence[Agreement],
    position: int,
) -> tuple[Published, tuple[Word, ...]]:
    """Return what becomes of a plan on a ledger of so many facts, and all the words that say so."""
    record = read_record(books.ledger, until=position)
    refuse_older(snapshot, record)
    before = None if record.published is None else read_live(books=books, now=by.now, until=position)
    basis = new_basis(
        books=books,
        before=before,
        record=record,
        snapshot=snapshot,
        published=act,
        position=position,
        now=by.now,
    )
    live = basis.live
    if live is None:
        raise AssertionError("with a plan there is always something live")
    cause = Cause(owner=act.owner, reason=act.reason, plan=act.plan, now=by.now)
    words = said_anew(
        ledger=books.ledger,
        live=live,
        cause=cause,
        agreements=agreements,
    )
    moved = () if before is None else tuple(_frozen_moved(books.ledger, before, live, by.now, act.frozen_until))
    published = Published(
        plan=act.plan,
        is_new=record.published is None or record.published.plan != act.plan,
        frozen_until=act.frozen_until or by.now,
        words=words,
        frozen_moved=moved,
        conflicts=basis.conflicts,
        live=live,
    )
    return published, (*basis.words, *words, *(_frozen_word(operation, cause) for operation in moved))


def _frozen_moved(
    ledger: Ledger, before: LiveState, live: LiveState, now: datetime, until: datetime | None
) -> Iterator[Operation]:
    """Yield the frozen work that a new plan moves although it is still to be done."""
    orders = {order.id for order in live.snapshot.orders}
    for operation in moved_within(before.plan, live.plan, now=now, until=until or now):
        state = ledger.commitment(commitment_id(operation.order, Purpose.PRODUCE))
        if operation.order in orders and (state is None or state.stage not in DONE):
            yield operation


def _frozen_word(operation: Operation, cause: Cause) -> Word:
    act = FrozenWorkMoved(
        subject=operation.order, line=operation.line, owner=cause.owner, reason=cause.reason, plan=cause.plan
    )
    links = (Link(type="order", object=operation.order), Link(type="line", object=operation.line))
    return Word(commitment="", act=act, said_at=cause.now, links=links)


def moved_within(before: Plan, after: Plan, *, now: datetime, until: datetime) -> Iterator[Operation]:
    """Yield the work of a plan that begins before an instant and that another plan makes elsewhere, else or not at all.

    Args:
        before: the plan in force.
        after: the plan that takes its place.
        now: what has ended by then is not moved any more.
        until: the end of the time in which work is to stay.
    """
    there = {operation.order: operation for operation in after.operations}
    for operation in before.operations:
        if after.now <= operation.changeover_start < until and operation.end > now:
            other = there.get(operation.order)
            if other is None or other.line != operation.line or _is_shifted(operation, other):
                yield operation


def _is_shifted(one: Operation, other: Operation) -> bool:
    return max(abs(one.start - other.start), abs(one.end - other.end)) > GRAIN
