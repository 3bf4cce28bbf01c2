"""The log that importing is measured with."""

import itertools
import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.ledger_import import COLUMNS, log_rows, main, write_log


def test_the_log_is_the_same_every_time() -> None:
    """Two measurements read the same rows, and another seed makes others."""
    assert list(log_rows(100)) == list(log_rows(100))
    assert list(log_rows(100)) != list(log_rows(100, seed=2))


def test_the_log_is_like_a_permit_offices() -> None:
    """Cases of some rows each, in the order of time, most of them ended, with one deadline for all rows of a case."""
    rows = list(log_rows(2_000))
    assert len(rows) == 2_000
    cases = Counter(row[COLUMNS.index("case:concept:name")] for row in rows)
    assert 250 < len(cases) < 500
    assert len({(row[1], row[COLUMNS.index("case:deadline")]) for row in rows}) == len(cases)
    ended = {row[1] for row in rows if row[COLUMNS.index("case:enddate")]}
    assert 0.85 < len(ended) / len(cases) < 1
    times = [(row[1], datetime.fromisoformat(row[-1])) for row in rows]
    assert all(one[1] < other[1] for one, other in itertools.pairwise(times) if one[0] == other[0])


def test_importing_is_measured_in_a_process_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """The line that is printed says how long it took, how much memory, and that every row is there."""
    assert main(["--events", "300"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["benchmark"], said["rows"], said["imported"]) == ("ledger_import", 300, 300)
    assert said["facts"] > 300
    assert {"seconds", "cpu_seconds", "peak_mb"} <= said.keys()


def test_the_log_has_a_header(tmp_path: Path) -> None:
    """The file begins with the columns."""
    write_log(tmp_path / "permits.csv", 3)
    lines = (tmp_path / "permits.csv").read_text(encoding="utf-8").splitlines()
    assert (lines[0], len(lines)) == (",".join(COLUMNS), 4)
