"""What is known of commitments, kept beside the facts that it follows from, and written with them."""

from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from typing import Any

from django.db.models import Q

from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import Entry
from unisono.services.ports import LedgerBroken
from unisono.storage.ledger import models
from unisono.storage.ledger.databases import Database
from unisono.storage.ledger.following import followed
from unisono.storage.ledger.records import Unreadable, from_bytes, to_bytes
from unisono.storage.ledger.rows import column_time
from unisono.storage.ledger.statements import PAGE, columns, rows_among, upsert


def follow(database: Database, entries: Sequence[Entry]) -> None:
    """Write what is known of commitments after more facts.

    Args:
        database: where, with a transaction begun.
        entries: the facts, in their order.

    Raises:
        DoesNotFollow: a fact cannot come after what is known of its commitment.
    """
    known = _known(database, {entry.fact.commitment for entry in entries if entry.fact.commitment})
    if states := followed(known, entries):
        with database.connection.cursor() as cursor:
            cursor.executemany(upsert(models.Commitment), [_row(state) for state in states.values()])


def forget_all(database: Database) -> None:
    """Drop what is known of all commitments."""
    models.Commitment.objects.using(database.alias).all().delete()


def read_commitment(database: Database, commitment_id: str) -> Commitment | None:
    """Return what is known of a commitment."""
    with database.reading():
        return _known(database, [commitment_id]).get(commitment_id)


def read_commitments(database: Database, *, only_open: bool, subject: str, party: str) -> Iterator[Commitment]:
    """Yield commitments by id, a page at a time."""
    rows = models.Commitment.objects.using(database.alias).order_by("id")
    if only_open:
        rows = rows.filter(is_open=True)
    if subject:
        rows = rows.filter(subject=subject)
    if party:
        rows = rows.filter(Q(requester=party) | Q(performer=party))
    last = ""
    while True:
        with database.reading():
            page = [_judged(row) for row in rows.filter(id__gt=last).values_list(*columns(models.Commitment))[:PAGE]]
        if not page:
            return
        yield from page
        last = page[-1].id


def _known(database: Database, ids: Collection[str]) -> dict[str, Commitment]:
    states = map(_judged, rows_among(database, models.Commitment, "id", ids))
    return {state.id: state for state in states}


def _row(state: Commitment) -> tuple[Any, ...]:
    body = to_bytes(state)
    return (
        state.id,
        state.requester,
        state.performer,
        state.subject,
        state.stage.value,
        state.is_open,
        column_time(state.terms.due),
        state.position,
        body,
        sha256(body).digest(),
    )


def _judged(row: Sequence[Any]) -> Commitment:
    """Read a row as far as it is what was written; what is wrong here can be made anew from the facts."""
    body, digest = row[-2], row[-1]
    try:
        is_sound = isinstance(body, bytes) and sha256(body).digest() == digest
        state = from_bytes(Commitment, body) if is_sound else None
    except Unreadable:
        state = None
    if state is None or _row(state) != tuple(row):
        raise LedgerBroken(
            f"what is known of commitment {row[0]!r} is not as it was written; "
            "`unisono ledger rebuild` makes it anew from the facts",
            position=None,
        )
    return state
