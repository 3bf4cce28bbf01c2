"""The benchmarks of friction and of reading logs, with events few enough to wait for."""

import json
import sys
import venv
from pathlib import Path

import pytest

from benchmarks import friction, ledger
from unisono.bootstrap import open_books


def test_work_of_an_office_is_the_same_whenever_it_is_made() -> None:
    """The same seed makes the same work, as much as was asked for, in cases of two and more."""
    facts = list(friction.work_of_an_office(200))
    assert facts == list(friction.work_of_an_office(200))
    assert len(facts) == 200
    assert len({fact.id for fact in facts}) == 200


def test_friction_is_measured(tmp_path: Path) -> None:
    """What is measured says how many facts and handovers there were, and how long it took."""
    place = str(tmp_path / "office.ledger")
    with open_books(place, create=True) as books:
        books.ledger.append(list(friction.work_of_an_office(60)), now=friction.BEGIN)
    answer = friction.ask(place)
    assert answer["facts"] == 60
    assert 0 < int(str(answer["handovers"])) < 60


def test_our_engine_reads_a_log_beside_the_usual_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each event but the last of a case is followed by one; where pm4py cannot be had, nothing is compared with it."""
    ours, _ = ledger.write_logs(tmp_path, 300)
    answer = ledger.ask(ours, threads=1)
    assert 0 < int(str(answer["follows"])) < 300
    assert 0 < int(str(answer["party_pairs"])) <= ledger.PARTIES**2
    monkeypatch.setattr(ledger, "environment_with_pm4py", lambda _: None)
    assert ledger.main(["--events", "300"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["follows"] == answer["follows"]


def test_a_comparison_without_the_usual_tool_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the other environment cannot be filled, it is told loudly and there is no interpreter of it."""
    monkeypatch.setattr(venv, "create", lambda *_, **__: None)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    assert ledger.environment_with_pm4py(tmp_path) is None
    assert "NOT COMPARED" in capsys.readouterr().err
