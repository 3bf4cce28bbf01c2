"""The site: it builds without a warning, and its reference says all that the code takes."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from docs import generate
from tests.house.repository import ROOT
from unisono.analytics.kpis import KPIS
from unisono.domain.acts import KINDS
from unisono.domain.agreements.agreement import PARTS, Agreement
from unisono.domain.columns import Column, columns_of
from unisono.domain.company import Snapshot


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    """Every page is in the menu, and every link between pages leads somewhere."""
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-b", "dummy", "-q", "--fail-on-warning", "--keep-going", "docs", tmp_path],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr


@pytest.mark.parametrize("name", generate.PAGES)
def test_made_pages_are_as_the_code_is_now(name: str) -> None:
    """The pages made from the code were made again after its last change; `make docs` does it."""
    assert (generate.REFERENCE / name).read_text(encoding="utf-8") == generate.PAGES[name]()


def test_the_data_reference_lists_every_column() -> None:
    """A user finds every column of every file, and every key of both TOML files, in the reference."""
    page = generate.data_page()
    missing = [
        f"{row_type.__name__}.{name}"
        for row_type in _row_types(Snapshot)
        for name, column in columns_of(row_type).items()
        if f"| `{name}` | {column.about} |".replace("||", "&#124;&#124;") not in page
    ]
    assert not missing


def test_the_reference_of_agreements_lists_every_key() -> None:
    """A user finds every key of an agreement's text in the reference."""
    page = generate.agreements_page()
    rows = [columns_of(Agreement), *(columns_of(part.row_type) for part in PARTS.values())]
    missing = [
        name for columns in rows for name, column in columns.items() if f"| `{name}` | {column.about} |" not in page
    ]
    assert not missing


def test_the_reference_of_facts_lists_every_kind_and_field() -> None:
    """A user finds every kind of fact, and every field of it, in the reference."""
    page = generate.facts_page()
    missing = [
        f"{kind.__name__}.{field.name}"
        for kind in KINDS
        for field in fields(kind)  # type: ignore[arg-type] # all kinds are dataclasses
        if f"| `{field.name}` | {field.metadata['column'].about}" not in page.partition(f"## {kind.__name__}\n")[2]
    ]
    assert not missing


def test_the_reference_of_kpis_has_every_card() -> None:
    """A user finds every KPI, with every field of its card, in the reference."""
    page = generate.PAGES["kpis.md"]()
    missing = [
        f"{kpi.id}.{field.name}"
        for kpi in KPIS
        for field in fields(kpi.card)
        if field.name not in {"name", "trend"}
        if str(getattr(kpi.card, field.name)) not in page.partition(f"## {kpi.card.name}\n")[2].partition("\n## ")[0]
    ]
    assert not missing


def test_every_column_explains_itself() -> None:
    """Every column has an explanation that ends as a sentence, and no field of a row goes without."""
    silent = [
        f"{row_type.__name__}.{field.name}"
        for row_type in _row_types(Snapshot)
        for field in fields(row_type)
        if field.name != "content_hash" and not _is_explained(field.metadata.get("column"))
        if not list(_row_types(get_type_hints(row_type)[field.name]))
    ]
    assert not silent


def _is_explained(column: Column | None) -> bool:
    return column is not None and column.about.endswith(".")


def _row_types(kind: Any) -> Iterator[type]:  # noqa: ANN401 - a type hint may be anything
    """Yield every dataclass that a type holds, itself included."""
    if is_dataclass(kind) and isinstance(kind, type):
        yield kind
        for hint in get_type_hints(kind).values():
            yield from _row_types(hint)
    for part in get_args(kind):
        yield from _row_types(part)
