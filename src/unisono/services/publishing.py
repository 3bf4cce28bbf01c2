"""Publish a plan: from then on it is in force, and everybody has promised what it says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from unisono.domain.acts.commitments import Purpose
from unisono.domain.acts.plans import FrozenWorkMoved, PlanPublished
from unisono.domain.commitments.order_graphs import Intended, commitment_id, intended_by
from unisono.domain.commitments.renegotiating import DONE, GRAIN, Cause, Word, gone_words, words_of
from unisono.domain.commitments.state import Commitment
from unisono.domain.company import Snapshot
from unisono.domain.facts import Actor, Fact, Link, Origin
from unisono.domain.plans import Operation, Plan
from unisono.services.ports import Books, Ledger, LedgerMoved

ATTEMPTS = 20
"""So often a plan is published again where somebody writes meanwhile."""


class PlanOfOtherData(Exception):  # noqa: N818 - a refusal is named after what is refused
    """The plan was made from other data than those it is published with."""


class LedgerIsBusy(Exception):  # noqa: N818 - it says what the ledger is
    """Others wrote into the ledger again and again while this was being decided; nothing was recorded."""

    def __init__(self) -> None:
        super().__init__("Others write into the ledger all the time; nothing was recorded. Try again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of a plan: the hash that names it, what was said anew, and what was moved that was to stay.

    `words` are empty where the plan is in force already and nothing has changed since.
    """

    plan: str
    snapshot: str
    frozen_until: datetime
    words: tuple[Word, ...]
    frozen_moved: tuple[Operation, ...]
    facts: int
    position: int


def publish_plan(
    *,
    books: Books,
    snapshot: Snapshot,
    plan: Plan,
    actor: Actor,
    owner: str,
    reason: str,
    now: datetime,
    origin: Origin,
) -> Published:
    """Put a plan into force, and return what that changes for whom.

    What the plan asks for anew is requested and promised, what it moves is renegotiated in the name of its owner, what
    it does not ask for any more is withdrawn or revoked. All of it is recorded at once, or nothing; a plan that is in
    force already adds nothing.

    Args:
        books: where it is kept.
        snapshot: the data that the plan was made from.
        plan: with the answers to all orders.
        actor: who publishes.
        owner: the party that decided on the change.
        reason: why this plan, in words that those who must move will read.
        now: when it comes into force; the frozen zone counts from here.
        origin: where the facts come from.

    Raises:
        PlanOfOtherData: the plan was made from other data.
        LedgerIsBusy: others wrote again and again meanwhile.
    """
    if plan.snapshot_hash != snapshot.content_hash:
        raise PlanOfOtherData("This plan was made from other data than these: plan again.")
    hashes = books.plans.put(plan), books.snapshots.put(snapshot)
    for _ in range(ATTEMPTS):
        position = books.ledger.head().size
        cause = Cause(owner=owner, reason=reason, plan=hashes[0], now=now)
        publication = _publication(books, snapshot, plan, cause)
        facts = _facts(publication, hashes, cause, actor=actor, origin=origin, position=position)
        try:
            books.ledger.append(facts, now=now, expected_position=position)
        except LedgerMoved:
            continue
        return Published(
            plan=hashes[0],
            snapshot=hashes[1],
            frozen_until=publication.frozen_until,
            words=publication.words,
            frozen_moved=publication.frozen_moved,
            facts=len(facts),
            position=position + len(facts),
        )
    raise LedgerIsBusy


@dataclass(frozen=True, slots=True, kw_only=True)
class _Publication:
    """What publishing would say."""

    is_in_force: bool
    frozen_until: datetime
    words: tuple[Word, ...]
    frozen_moved: tuple[Operation, ...]


def _publication(books: Books, snapshot: Snapshot, plan: Plan, cause: Cause) -> _Publication:
    before = plan_in_force(books.ledger)
    intended = tuple(intended_by(plan, snapshot, now=cause.now))
    open_now = tuple(books.ledger.commitments(only_open=True))
    known = _known(books.ledger, intended, open_now)
    orders = {order.id for order in snapshot.orders}
    ids = {item.id for item in intended}
    frozen_until = cause.now + timedelta(hours=float(snapshot.policy.frozen_hours))
    is_in_force = before is not None and before.plan == cause.plan
    return _Publication(
        is_in_force=is_in_force,
        frozen_until=frozen_until,
        words=(
            *words_of(intended, known, cause=cause),
            *gone_words(open_now, intended=ids, orders=orders, cause=cause),
        ),
        frozen_moved=()
        if before is None or is_in_force
        else tuple(
            operation
            for operation in moved_within(books.plans.get(before.plan), plan, now=cause.now, until=frozen_until)
            if operation.order in orders and not _is_done(books.ledger, operation.order)
        ),
    )


def plan_in_force(ledger: Ledger) -> PlanPublished | None:
    """Return what was said when the plan in force was published, None where there is none."""
    found: PlanPublished | None = None
    for entry in ledger.entries(kinds=(PlanPublished.__name__,)):
        if isinstance(entry.fact.act, PlanPublished):
            found = entry.fact.act
    return found


def _known(ledger: Ledger, intended: Sequence[Intended], open_now: Sequence[Commitment]) -> Mapping[str, Commitment]:
    known = {state.id: state for state in open_now}
    for item in intended:
        if item.id not in known:
            state = ledger.commitment(item.id)
            if state is not None:
                known[item.id] = state
    return known


def _is_done(ledger: Ledger, order: str) -> bool:
    state = ledger.commitment(commitment_id(order, Purpose.PRODUCE))
    return state is not None and state.stage in DONE


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


def _facts(
    publication: _Publication,
    hashes: tuple[str, str],
    cause: Cause,
    *,
    actor: Actor,
    origin: Origin,
    position: int,
) -> list[Fact]:
    """Return the facts of a publication in their order: the plan, what it moved against the rule, then every word."""
    plan, snapshot = hashes
    words = list(publication.words)
    for operation in publication.frozen_moved:
        act = FrozenWorkMoved(
            subject=operation.order, line=operation.line, owner=cause.owner, reason=cause.reason, plan=plan
        )
        links = (Link(type="order", object=operation.order), Link(type="line", object=operation.line))
        words.append(Word(commitment="", act=act, said_at=cause.now, links=links))
    if words or not publication.is_in_force:
        published = PlanPublished(
            plan=plan,
            snapshot=snapshot,
            owner=cause.owner,
            reason=cause.reason,
            frozen_until=publication.frozen_until,
        )
        words.insert(0, Word(commitment="", act=published, said_at=cause.now))
    return [
        Fact(
            id=f"publish:{plan[:16]}:{position}:{number}",
            happened_at=word.said_at,
            actor=Actor(party=word.party or actor.party, person=actor.person),
            origin=origin,
            act=word.act,
            commitment=word.commitment,
            links=word.links,
        )
        for number, word in enumerate(words)
    ]
