"""What the benchmark of ten lines with changeovers says of a book that can be followed by hand."""

import json
from pathlib import Path

import pytest

from benchmarks import setup_lines

ORDERS = (("brass", 0, 60, 60, "gold"), ("steel", 1, 60, 100, "standard"))
"""Id, family, minutes, due minute and class, on one line that is set up for the first family."""


@pytest.fixture(name="book")
def _book(tmp_path: Path) -> Path:
    """Return a file with two orders and an hour of changeover either way."""
    keys = ("id", "family", "minutes", "due", "class")
    orders = [dict(zip(keys, order, strict=True)) for order in ORDERS]
    file = tmp_path / "two.json"
    book = {"lines": 1, "families": 2, "mode": "pool", "setup": [[0, 60], [60, 0]], "initial": [0], "orders": orders}
    file.write_text(json.dumps(book))
    return file


def test_lateness_is_counted_by_class(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Brass is ready at minute 60, just in time; steel at 180, 80 minutes late: it is the standard one."""
    assert setup_lines.main([str(book), "--seconds", "0.1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["late"] == {"gold": 0, "silver": 0, "standard": 1}
    assert found["weighted_tardiness_h"] == pytest.approx(80 / 60, abs=1e-3)
    assert found["changeover_h"] == pytest.approx(1)
    assert [operation["order"] for operation in found["operations"]] == ["brass", "steel"]
    assert found["findings"] == 0


def test_a_missing_file_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever mistypes the name reads it again."""
    assert setup_lines.main(["nowhere.json"]) == 2
    assert "No such file: nowhere.json" in capsys.readouterr().err
