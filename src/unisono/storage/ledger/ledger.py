"""The ledger in a database."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from heapq import merge
from itertools import islice, starmap
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import Entry, Fact
from unisono.domain.merkle import Frontier
from unisono.services.ports import Appended, Head, LedgerBroken
from unisono.storage.ledger import models
from unisono.storage.ledger.commitments import follow, forget_all, read_commitment, read_commitments
from unisono.storage.ledger.databases import Database
from unisono.storage.ledger.facts import (
    FACT_COLUMNS,
    Pages,
    all_facts,
    all_in_turn,
    has_links_of_no_fact,
    known_facts,
    stray_links,
    write_facts,
)
from unisono.storage.ledger.heads import read_head, read_head_and_last, write_head
from unisono.storage.ledger.rows import read_row, stored_leaf, written
from unisono.storage.ledger.statements import PAGE
from unisono.storage.ledger.submissions import sort_out


class DatabaseLedger:
    """The facts of one company in SQLite or PostgreSQL; `services.ports.Ledger` says what each function does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def head(self) -> Head:
        """Return how many facts there are, and the root over them."""
        with self._database.reading():
            return _head(read_head_and_last(self._database))

    def append(self, facts: Sequence[Fact], *, now: datetime, expected_position: int | None = None) -> Appended:
        """Record facts, all or none; they are on disk when this returns."""
        bodies = [written(fact, recorded_at=now) for fact in facts]
        with self._database.writing():
            frontier = read_head(self._database, locked=True)
            submission = sort_out(
                facts,
                bodies,
                now=now,
                known=known_facts(self._database, [fact.id for fact in facts]),
                size=frontier.size,
                expected=expected_position,
            )
            if submission.entries:
                frontier = frontier.extend(write_facts(self._database, submission))
                follow(self._database, submission.entries)
                write_head(self._database, frontier)
        return Appended(positions=tuple(submission.positions), new=len(submission.entries), head=_head(frontier))

    def positions(self, fact_ids: Collection[str]) -> Mapping[str, int]:
        """Return where the facts with these ids stand, without those that are not there."""
        with self._database.reading():
            return {fact_id: known.position for fact_id, known in known_facts(self._database, fact_ids).items()}

    def entries(
        self, *, after: int = 0, until: int | None = None, commitment: str = "", kinds: Collection[str] = ()
    ) -> Iterator[Entry]:
        """Yield facts in their order."""
        if not commitment and not kinds:
            return map(read_row, self._all_rows(after=after, until=until))
        size = self.head().size
        rows = all_facts(self._database).filter(position__lte=size if until is None else min(until, size))
        if commitment:
            rows = rows.filter(commitment=commitment)
            found = self._pages(rows.filter(kind__in=kinds) if kinds else rows, after)
        else:  # kind by kind: one question for all would sort all that is left for every page
            each = (self._pages(rows.filter(kind=kind), after) for kind in sorted(set(kinds)))
            found = merge(*each, key=itemgetter(0))
        return map(read_row, found)

    def bodies(self, *, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield the position and the canonical bytes of each fact after a position."""
        rows = self._all_rows(after=after, columns=("position", "body", "leaf"))
        return starmap(stored_leaf, rows)

    def commitment(self, commitment_id: str) -> Commitment | None:
        """Return what is known of a commitment."""
        return read_commitment(self._database, commitment_id)

    def commitments(self, *, only_open: bool = False, subject: str = "", party: str = "") -> Iterator[Commitment]:
        """Yield commitments by id."""
        return read_commitments(self._database, only_open=only_open, subject=subject, party=party)

    def rebuild(self) -> int:
        """Make everything that follows from the facts anew, and return how many facts were read.

        Raises:
            LedgerBroken: the facts are not those that were recorded: nothing is changed then.
        """
        with self._database.writing():
            head = read_head(self._database, locked=True)
            forget_all(self._database)
            tree, rows = Frontier(), self._all_rows()
            while page := tuple(islice(rows, PAGE)):
                follow(self._database, [read_row(row) for row in page])
                tree = tree.extend(row[-1] for row in page)
            if tree != head:
                raise LedgerBroken("the tree over its facts has another root than the one that was kept", position=None)
        return tree.size

    def stray(self, entries: Sequence[Entry]) -> tuple[int, str] | None:
        """Return the first fact beside which other links are stored than it tells, and a word for that."""
        return stray_links(self._database, entries) if entries else None

    def _all_rows(
        self, *, after: int = 0, until: int | None = None, columns: Sequence[str] = FACT_COLUMNS
    ) -> Iterator[tuple[Any, ...]]:
        size = self.head().size
        last = size if until is None else min(until, size)
        rows = all_facts(self._database).filter(position__lte=last)
        return all_in_turn(self._pages(rows, after, columns), after=after, last=last)

    def _pages(
        self, rows: QuerySet[models.Fact], after: int, columns: Sequence[str] = FACT_COLUMNS
    ) -> Iterator[tuple[Any, ...]]:
        return Pages(database=self._database, rows=rows, columns=columns).rows_after(after)

    def damage(self) -> str | None:
        """Return what is wrong beyond facts: links of none, or an SQLite file itself; a server looks after its own."""
        if has_links_of_no_fact(self._database):
            return "there are links of facts that were never recorded"
        if self._database.is_server:
            return None
        with self._database.reading(), self._database.connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(1)")
            (said,) = cursor.fetchone()
        return None if said == "ok" else f"the file is damaged: {said.splitlines()[-1]}"


def _head(frontier: Frontier) -> Head:
    return Head(size=frontier.size, root=frontier.root)
