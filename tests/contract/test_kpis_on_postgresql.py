"""The same figures on another engine: PostgreSQL runs what DuckDB runs, on the same facts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import ibis
import psycopg
import pytest
from psycopg import sql

from benchmarks.busy_company import facts_of_a_busy_company
from tests.kpi_queries import kept_statements
from tests.plain_fact_table import PlainFactTable
from unisono.analytics.kpis import KPIS
from unisono.analytics.tables import FACTS, LINKS, MADE
from unisono.services.measuring import sums_of

TYPES = {
    "string": "text",
    "int64": "bigint",
    "float64": "double precision",
    "boolean": "boolean",
    "timestamp(6)": "timestamp",
}
FEW = 3000
SUMS = "SELECT week, sum(numerator), sum(denominator), count(*) FROM"


@pytest.fixture
def table() -> PlainFactTable:
    """Return the facts of some busy weeks on DuckDB."""
    return PlainFactTable(list(facts_of_a_busy_company(FEW, seed=7)))


@pytest.fixture
def warehouse(postgresql_place: str, table: PlainFactTable) -> Iterator[psycopg.Connection]:
    """Return a database that holds the same tables, and makes of them what is made."""
    with psycopg.connect(postgresql_place, autocommit=True) as connection:
        for source in (FACTS, LINKS):
            _copy(connection, source, table)
        made = kept_statements("postgresql")
        for name in MADE:
            connection.execute(made[f"table {name}"].replace("VIEW", "MATERIALIZED VIEW", 1))
        yield connection


def _copy(connection: psycopg.Connection, source: ibis.Table, table: PlainFactTable) -> None:
    name = sql.Identifier(source.get_name())
    columns = [
        sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(TYPES[str(type_)]))
        for column, type_ in source.schema().items()
    ]
    connection.execute(sql.SQL("CREATE TABLE {} ({})").format(name, sql.SQL(", ").join(columns)))
    with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
        for row in table.rows(source):
            copy.write_row(list(row.values()))


def _sorted(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    numbers = [[float(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows]
    told = [[pytest.approx(cell, rel=1e-9) if isinstance(cell, float) else cell for cell in row] for row in numbers]
    return sorted(told, key=lambda row: str(row[0]))


def test_every_figure_is_the_same(warehouse: psycopg.Connection, table: PlainFactTable) -> None:
    """Whoever outgrows one machine reads the same sums and counts of cases from a warehouse, week by week."""
    cases = kept_statements("postgresql")
    for kpi in KPIS:
        here = [list(row.values()) for row in table.rows(sums_of(kpi, "week"))]
        there = warehouse.execute(f"{SUMS} ({cases[f'cases of {kpi.id}']}) AS cases GROUP BY week").fetchall()
        assert _sorted(there) == _sorted(here), kpi.id
        assert here, kpi.id
