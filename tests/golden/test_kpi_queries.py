"""The SQL of all figures for other engines: a change of a definition shows in every dialect."""

import pytest
import sqlglot

from tests.kpi_queries import DIALECTS, FOLDER, golden, kept_statements
from unisono.analytics.kpis import KPIS_BY_ID
from unisono.analytics.tables import MADE

PARSERS = {"postgresql": "postgres", "spark": "spark", "trino": "trino", "clickhouse": "clickhouse"}


@pytest.mark.parametrize("name", DIALECTS)
def test_queries_are_those_that_lie_here(name: str) -> None:
    """What a warehouse would run is known; `python -m tests.kpi_queries` writes it anew after a wanted change."""
    kept = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    assert kept == golden(DIALECTS[name])


@pytest.mark.parametrize("name", DIALECTS)
def test_queries_are_well_formed(name: str) -> None:
    """Each file is SQL of its dialect from its first to its last line."""
    statements = kept_statements(name)
    assert list(statements) == [*(f"table {one}" for one in MADE), *(f"cases of {one}" for one in KPIS_BY_ID)]
    for statement in statements.values():
        assert len(sqlglot.parse(statement, read=PARSERS[name])) == 1
