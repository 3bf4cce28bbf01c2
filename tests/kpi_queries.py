"""The SQL of all figures in the dialects of other engines, as it lies in `tests/golden/kpis`.

`python -m tests.kpi_queries` writes the files anew. A file begins with the tables that are made of the facts, in their
order, and goes on with the cases of each KPI.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import ibis
from ibis.config import Config

from unisono.analytics.kpis import KPIS
from unisono.analytics.tables import MADE

FOLDER = Path(__file__).parent / "golden" / "kpis"
DIALECTS: Mapping[str, str] = {
    "postgresql": "postgres",
    "spark": "pyspark",
    "trino": "trino",
    "clickhouse": "clickhouse",
}
"""The name of a file, and what ibis calls the dialect."""

WIDTH = 120


class _SparkOptions(Config):  # type: ignore[misc] # ibis ships no types
    """What ibis asks before it writes SQL for Spark; its own options come with Spark itself, which is not needed."""

    treat_nan_as_null: bool = False


@contextmanager
def _spark_options() -> Iterator[None]:
    before = ibis.options.pyspark
    ibis.options.pyspark = _SparkOptions()
    try:
        yield
    finally:
        ibis.options.pyspark = before


def query(expression: ibis.Table, dialect: str) -> str:
    """Return an expression as SQL, with what stands in brackets on one line where it fits."""
    with _spark_options():
        return _folded(str(ibis.to_sql(expression, dialect=dialect)))


def _folded(text: str) -> str:
    """Return SQL with blocks in brackets, and lists of columns, on lines as wide as they may be."""
    lines: list[str] = []
    for line in text.splitlines():
        word = line.strip()
        before = lines[-1] if lines else ""
        opens, closes = before.endswith(("(", ",")), word.startswith(")")
        is_block = word.startswith(("SELECT", "FROM", "WHERE", "GROUP BY")) or before.strip() in {"SELECT", "("}
        joined = f"{before}{'' if before.endswith('(') or closes else ' '}{word}"
        if lines and (opens or closes) and not is_block and len(joined) <= WIDTH:
            lines[-1] = joined
        else:
            lines.append(line)
    return "\n".join(lines)


def golden(dialect: str) -> str:
    """Return the file of a dialect."""
    made = (f"-- table {name}\nCREATE VIEW {name} AS\n{query(one, dialect)};\n" for name, one in MADE.items())
    cases = (f"-- cases of {kpi.id}\n{query(kpi.cases(), dialect)};\n" for kpi in KPIS)
    return "\n".join((*made, *cases))


def kept_statements(name: str) -> Mapping[str, str]:
    """Return the SQL that lies in a file, by what it makes: `table ...`, or `cases of ...` a KPI."""
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    parts = (part.removeprefix("-- ").partition("\n") for part in text.removesuffix(";\n").split(";\n\n"))
    return {title: statement for title, _, statement in parts}


def main() -> None:
    """Write the file of each dialect."""
    FOLDER.mkdir(exist_ok=True)
    for name, dialect in DIALECTS.items():
        (FOLDER / f"{name}.sql").write_text(golden(dialect), encoding="utf-8")


if __name__ == "__main__":
    main()
