"""DuckDB with the tables of `unisono.analytics.tables`, over a source of decoded facts."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import duckdb
import ibis
import numpy as np
from ibis.expr.operations import Relation, UnboundTable

from unisono.analytics.tables import MADE
from unisono.storage.fact_table.decoding import SELECT, register_bodies

MEMORY = "1200MB"
"""What DuckDB may take; it goes to disk beyond, if it has a folder for that."""


class Engine:
    """A DuckDB of its own, which never loads anything from outside.

    Args of the constructor:
        threads: how many cores it may use.
        passing: folder for what does not fit into memory; empty: there is none.
    """

    def __init__(self, *, threads: int, passing: str = "") -> None:
        self.connection = duckdb.connect(
            config={
                "threads": threads,
                "memory_limit": MEMORY,
                "temp_directory": passing,
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        self._made: set[str] = set()

    def write_decoded(self, bodies: Sequence[bytes], path: Path, *, first: int) -> None:
        """Decode canonical bodies into a Parquet file.

        Args:
            bodies: the bodies, in their order.
            path: the file.
            first: position of the first.

        Raises:
            duckdb.DataError: a body is not that of a fact.
        """
        register_bodies(self.connection, bodies, first=first)
        try:
            self.connection.execute(f"COPY ({SELECT}) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)")
        finally:
            self.connection.unregister("bodies")

    def show_files(self, paths: Sequence[Path]) -> None:
        """Let the tables read decoded facts from files; without any, they are empty."""
        if paths:
            self._show(f"read_parquet([{', '.join(map(quoted, paths))}])")
        else:
            self.show_bodies(())

    def show_bodies(self, bodies: Sequence[bytes]) -> None:
        """Let the tables read facts from canonical bodies, which are decoded into memory; positions begin at 1."""
        register_bodies(self.connection, bodies, first=1)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE decoded AS {SELECT}")
        self.connection.unregister("bodies")
        self._show("decoded")

    def rows(self, expression: ibis.Table) -> list[Mapping[str, object]]:
        """Return the rows of an expression over the tables."""
        self._make_what_it_reads(expression)
        answer = self.connection.execute(_sql(expression.op()))
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def keep(self, expression: ibis.Table, *, name: str) -> ibis.Table:
        """Make the rows of an expression once and return them as a table of this name."""
        self._make_what_it_reads(expression)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {_sql(expression.op())}")
        return ibis.table(expression.schema(), name=name)

    def arrays(self, expression: ibis.Table) -> Mapping[str, np.ndarray]:
        """Return the columns of an expression whose values are all told, as arrays of equal length."""
        self._make_what_it_reads(expression)
        return {
            name: np.asarray(column)
            for name, column in self.connection.execute(_sql(expression.op())).fetchnumpy().items()
        }

    def _show(self, source: str) -> None:
        for name in self._made:
            self.connection.execute(f"DROP TABLE {name}")
        self._made = set()
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW facts AS SELECT * EXCLUDE (links) FROM {source}")  # noqa: S608 - our own files
        self.connection.execute(
            f"CREATE OR REPLACE TEMP VIEW links AS SELECT position, unnest(links, recursive := true) FROM {source}"  # noqa: S608 - the same
        )

    def _make_what_it_reads(self, expression: ibis.Table) -> None:
        """Make the tables that an expression reads, once for all expressions, and those that these read before."""
        for table in expression.op().find(UnboundTable):
            if table.name in MADE and table.name not in self._made:
                made = MADE[table.name]
                self._make_what_it_reads(made)
                self.connection.execute(f"CREATE TEMP TABLE {table.name} AS {_sql(made.op())}")
                self._made.add(table.name)


@lru_cache(maxsize=256)
def _sql(operation: Relation) -> str:
    """Return the SQL of an expression; to compile one takes longer than to run it over a few thousand facts."""
    return str(ibis.to_sql(operation.to_expr(), dialect="duckdb", pretty=False))


def quoted(path: Path) -> str:
    """Return a path as a text in SQL."""
    return "'" + str(path).replace("'", "''") + "'"
