"""The fact table of a ledger, whatever keeps the ledger."""

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import duckdb
import ibis
import numpy as np

from unisono.domain.merkle import Frontier, leaf_hash
from unisono.services.ports import Head, Ledger, LedgerBroken
from unisono.storage.fact_table.engine import Engine
from unisono.storage.fact_table.segments import (
    WIDTH,
    Segment,
    remove_others,
    root_over,
    segments_in,
    write_segment,
)


class SegmentedFactTable:
    """The facts of a ledger as tables, in segments in a folder; `services.ports.FactTable` says what it does.

    Args of the constructor:
        ledger: whose facts they are.
        folder: where the segments are kept; several processes may share it.
        threads: how many cores DuckDB may use.
        width: facts in a full segment, a power of two.
    """

    def __init__(self, ledger: Ledger, folder: Path, *, threads: int = 2, width: int = WIDTH) -> None:
        self._ledger = ledger
        self._folder = folder
        self._width = width
        self._head: Head | None = None
        self._engine = Engine(threads=threads, passing=str(folder / "passing"))

    def catch_up(self) -> Head:
        """Take in what the ledger has recorded since, and return up to where the tables reach.

        Raises:
            LedgerBroken: the facts are not those under the ledger's root.
        """
        head = self._ledger.head()
        if head != self._head:
            segments = self._segments(head)
            self._engine.show_files([segment.path for segment in segments])
            remove_others(self._folder, segments)
            self._head = head
        return head

    def rows(self, expression: ibis.Table) -> list[Mapping[str, object]]:
        """Return the rows of an expression over the tables, as of the last time they caught up."""
        if self._head is None:
            self.catch_up()
        return self._engine.rows(expression)

    def keep(self, expression: ibis.Table, *, name: str) -> ibis.Table:
        """Make the rows of an expression once, as of the last time the tables caught up, and return them as a table."""
        if self._head is None:
            self.catch_up()
        return self._engine.keep(expression, name=name)

    def arrays(self, expression: ibis.Table) -> Mapping[str, np.ndarray]:
        """Return the columns of an expression whose values are all told, as arrays of equal length."""
        if self._head is None:
            self.catch_up()
        return self._engine.arrays(expression)

    def _segments(self, head: Head) -> Sequence[Segment]:
        kept = segments_in(self._folder, until=head.size, width=self._width)
        if self._is_all(kept, head):
            return kept
        full = [segment for segment in kept if segment.last - segment.first + 1 == self._width]
        for known in (full, []):
            segments = self._with_new(known, head)
            if self._is_all(segments, head):
                return segments
        raise LedgerBroken("the facts are not those under its root", position=None)

    def _is_all(self, segments: Sequence[Segment], head: Head) -> bool:
        size = segments[-1].last if segments else 0
        return size == head.size and root_over(segments, width=self._width) == head.root

    def _with_new(self, full: Sequence[Segment], head: Head) -> list[Segment]:
        """Return full segments and new ones after them, up to the head."""
        segments = list(full)
        after = segments[-1].last if segments else 0
        bodies = (body for _, body in self._ledger.bodies(after=after))
        rest = islice(bodies, head.size - after)
        while block := list(islice(rest, self._width)):
            segments.append(self._decoded(block, first=after + 1))
            after += len(block)
        return segments

    def _decoded(self, block: Sequence[bytes], *, first: int) -> Segment:
        return write_segment(
            self._folder,
            lambda path: self._write(block, path, first=first),
            first=first,
            last=first + len(block) - 1,
            root=Frontier().extend(map(leaf_hash, block)).root,
        )

    def _write(self, block: Sequence[bytes], path: Path, *, first: int) -> None:
        try:
            self._engine.write_decoded(block, path, first=first)
        except duckdb.DataError as trouble:
            raise LedgerBroken("a fact cannot be read", position=None) from trouble
