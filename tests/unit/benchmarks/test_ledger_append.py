"""The benchmark of appends, with facts few enough to wait for."""

import json
from pathlib import Path

import pytest

from benchmarks.ledger_append import NOW, made_up_facts, main
from unisono.domain.canonical import fact_bytes


def test_facts_are_the_same_whenever_they_are_made() -> None:
    """Every way records the same facts, half of which ask for something, and each has an id of its own."""
    facts = made_up_facts(40)
    assert facts == [*made_up_facts(10), *made_up_facts(30, first=10)]
    assert len({fact.id for fact in facts}) == 40
    assert sum(fact.kind == "Requested" for fact in facts) == 20
    assert all(fact_bytes(fact, recorded_at=NOW) for fact in facts)


def test_all_ways_are_measured(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A line for each size of batch says how fast each way was, and nothing is left behind."""
    assert main(["--facts", "200", "--rounds", "1", "--folder", str(tmp_path)]) == 0
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(result["batch"], result["facts"]) for result in results] == [(1, 10), (100, 200)]
    assert all(result[name] > 0 for result in results for name in ("ledger", "rows", "bodies", "of_rows"))
    assert list(tmp_path.iterdir()) == []


def test_another_place_is_measured_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A place of one's own keeps its facts, which is why it is to hold none."""
    assert main(["--facts", "200", "--place", str(tmp_path / "ledger.sqlite")]) == 0
    assert [json.loads(line)["batch"] for line in capsys.readouterr().out.splitlines()] == [1, 100]
