"""The tables of facts and their links: written once, and read page by page."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import IntegrityError
from django.db.models import QuerySet

from unisono.domain.facts import Entry
from unisono.domain.merkle import leaf_hash
from unisono.services.ports import LedgerBroken
from unisono.storage.ledger import models
from unisono.storage.ledger.databases import Database
from unisono.storage.ledger.rows import column_time, fact_row, link_id, link_rows, stored_leaf
from unisono.storage.ledger.statements import PAGE, columns, insert, rows_among
from unisono.storage.ledger.submissions import Known, Submission

FACT_COLUMNS = columns(models.Fact)
LINK_COLUMNS = columns(models.FactLink)


def write_facts(database: Database, submission: Submission) -> list[bytes]:
    """Write facts with their links, and return the hashes of their leaves.

    Args:
        database: where, with a transaction begun and the head locked.
        submission: the new facts with their bytes.

    Raises:
        LedgerBroken: a fact stands already where the head says there is none.
    """
    leaves = [leaf_hash(body) for body in submission.bodies]
    recorded_at = column_time(submission.entries[0].recorded_at)
    facts = [
        fact_row(entry.position, entry.fact, recorded_at, body, leaf)
        for entry, body, leaf in zip(submission.entries, submission.bodies, leaves, strict=True)
    ]
    links = [row for entry in submission.entries for row in link_rows(entry.position, entry.fact)]
    try:
        with database.connection.cursor() as cursor:
            cursor.executemany(insert(models.Fact), facts)
            if links:
                cursor.executemany(insert(models.FactLink), links)
    except IntegrityError as trouble:
        raise LedgerBroken(f"something stands behind its last fact: {trouble}", position=facts[0][0]) from trouble
    return leaves


def known_facts(database: Database, ids: Collection[str]) -> dict[str, Known]:
    """Return by id those facts that are there."""
    known: dict[str, Known] = {}
    for position, fact_id, *_, body, leaf in rows_among(database, models.Fact, "id", ids):
        stored_leaf(position, body, leaf)
        known[fact_id] = Known(position=position, body=body)
    return known


def all_facts(database: Database) -> QuerySet[models.Fact]:
    """Return the facts in their order, not yet read."""
    return models.Fact.objects.using(database.alias).order_by("position")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Rows of facts in their order, read page by page, so that no answer of a database is larger than a page.

    Between pages others may write: facts only ever join behind those that were counted before.
    """

    database: Database
    rows: QuerySet[models.Fact]
    columns: Sequence[str]

    def rows_after(self, after: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows after a position; the first column is the position.

        Raises:
            LedgerBroken: the database cannot read one.
        """
        while page := self._page(after, PAGE):
            yield from page
            after = page[-1][0]

    def _page(self, after: int, count: int) -> list[tuple[Any, ...]]:
        """Read a page; where the database cannot, read up to the row where it cannot."""
        rows = self.rows.filter(position__gt=after).values_list(*self.columns)[:count]
        try:
            with self.database.reading():
                return _in_order(list(rows))
        except LedgerBroken as trouble:
            if count == 1:
                raise LedgerBroken(trouble.why, position=after + 1) from trouble
            return self._page(after, 1)


def _in_order(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    if not all(type(row[0]) is int for row in rows):
        raise LedgerBroken("a position is no number", position=None)
    return rows


def all_in_turn(rows: Iterator[tuple[Any, ...]], *, after: int, last: int) -> Iterator[tuple[Any, ...]]:
    """Yield rows if none is missing between a position and the last one.

    Raises:
        LedgerBroken: one is missing.
    """
    for row in rows:
        if row[0] != after + 1:
            break
        after += 1
        yield row
    if after < last:
        raise LedgerBroken("a fact is missing", position=after + 1)


def stray_links(database: Database, entries: Sequence[Entry]) -> tuple[int, str] | None:
    """Return the first fact beside which other links are stored than it tells, and a word for that."""
    first, last = link_id(entries[0].position), link_id(entries[-1].position + 1) - 1
    with database.reading():
        links = models.FactLink.objects.using(database.alias).filter(id__range=(first, last)).order_by("id")
        told = links.values_list(*LINK_COLUMNS)
        linked = {position: list(some) for position, some in groupby(told, key=lambda row: row[0] // link_id(1))}
    for entry in entries:
        if linked.get(entry.position, []) != link_rows(entry.position, entry.fact):
            return entry.position, "its links are not what the fact says"
    return None


def has_links_of_no_fact(database: Database) -> bool:
    """Return whether links stand before the first fact or behind the last one."""
    one = link_id(1)
    with database.reading(), database.connection.cursor() as cursor:
        cursor.execute(
            'SELECT count(*) FROM "fact_link" WHERE "id" < %s OR "id" >= ((SELECT "size" FROM "head") + 1) * %s',
            [one, one],
        )
        (count,) = cursor.fetchone()
    return bool(count)
