"""DuckDB over the segments of a ledger: the one implementation of the fact table, whatever keeps the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

import duckdb
import ibis
from ibis.expr.operations import UnboundTable

from unisono.analytics.tables import MADE
from unisono.domain.merkle import Frontier, leaf_hash
from unisono.services.ports import Head, Ledger, LedgerBroken
from unisono.storage.fact_table.decoding import SELECT, register_bodies
from unisono.storage.fact_table.segments import (
    WIDTH,
    Segment,
    remove_others,
    root_over,
    segments_in,
    write_segment,
)

MEMORY = "1200MB"
"""What DuckDB may take; it goes to disk beyond."""


class SegmentedFactTable:
    """The facts of a ledger as a table, in segments in a folder; a memory ledger has them in a passing folder.

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
        self._made: set[str] = set()
        self._connection = duckdb.connect(
            config={
                "threads": threads,
                "memory_limit": MEMORY,
                "temp_directory": str(folder / "passing"),
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )

    def catch_up(self) -> Head:
        """Take in what the ledger has recorded since, and return up to where the table reaches.

        Raises:
            LedgerBroken: the ledger's bodies are not those under its root.
        """
        head = self._ledger.head()
        if head != self._head:
            segments = self._segments(head)
            self._show(segments)
            remove_others(self._folder, segments)
            self._head = head
        return head

    def rows(self, expression: ibis.Table) -> list[Mapping[str, object]]:
        """Return the rows of an expression over the tables of `unisono.analytics.tables`."""
        if self._head is None:
            self.catch_up()
        self._make_what_it_reads(expression)
        answer = self._connection.execute(ibis.to_sql(expression, dialect="duckdb"))
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def _segments(self, head: Head) -> Sequence[Segment]:
        kept = segments_in(self._folder, until=head.size, width=self._width)
        if kept and kept[-1].last == head.size and root_over(kept, width=self._width) == head.root:
            return kept
        full = [segment for segment in kept if segment.last - segment.first + 1 == self._width]
        segments = self._with_new(full, head)
        if full and root_over(segments, width=self._width) != head.root:
            segments = self._with_new([], head)
        if root_over(segments, width=self._width) != head.root:
            raise LedgerBroken("the facts are not those under its root", position=None)
        return segments

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
        register_bodies(self._connection, block, first=first)
        root = Frontier().extend(map(leaf_hash, block)).root
        try:
            return write_segment(self._folder, self._write, first=first, last=first + len(block) - 1, root=root)
        except duckdb.DataError as trouble:
            raise LedgerBroken(f"a fact cannot be read: {trouble}", position=None) from trouble
        finally:
            self._connection.unregister("bodies")

    def _write(self, path: Path) -> None:
        self._connection.execute(f"COPY ({SELECT}) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)")

    def _show(self, segments: Sequence[Segment]) -> None:
        if segments:
            files = ", ".join(f"'{_quoted(segment.path)}'" for segment in segments)
            source = f"read_parquet([{files}])"
        else:
            self._connection.execute("CREATE OR REPLACE TEMP TABLE bodies (position BIGINT, body VARCHAR)")
            self._connection.execute(f"CREATE OR REPLACE TEMP TABLE nothing AS {SELECT}")
            self._connection.execute("DROP TABLE bodies")
            source = "nothing"
        self._drop(self._made)
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW facts AS SELECT * EXCLUDE (links) FROM {source}")  # noqa: S608 - names of our own files
        self._connection.execute(
            f"CREATE OR REPLACE TEMP VIEW links AS SELECT position, unnest(links, recursive := true) FROM {source}"  # noqa: S608 - the same
        )

    def _drop(self, names: Iterable[str]) -> None:
        for name in names:
            self._connection.execute(f"DROP TABLE {name}")
        self._made = set()

    def _make_what_it_reads(self, expression: ibis.Table) -> None:
        """Make the tables that an expression reads, once for all expressions, and those that these read before."""
        for table in expression.op().find(UnboundTable):
            if table.name in MADE and table.name not in self._made:
                made = MADE[table.name]
                self._make_what_it_reads(made)
                self._connection.execute(f"CREATE TEMP TABLE {table.name} AS {ibis.to_sql(made, dialect='duckdb')}")
                self._made.add(table.name)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
