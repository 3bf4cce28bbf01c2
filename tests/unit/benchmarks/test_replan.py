"""The benchmark of replans, on a book small enough to wait for."""

import json

import pytest

from benchmarks.replan import KINDS, main


def test_a_small_book_is_replanned_for_every_kind_of_change(capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object: every kind took time, no plan is below greedy insertion, and the checkers find nothing."""
    size = ["--orders", "80", "--lines", "3", "--seconds", "0.1"]
    code = main([*size, "--changes", "2", "--moves", "50", "--json"])
    result = json.loads(capsys.readouterr().out)
    assert (code, result["findings"]) == (0, 0)
    assert result["kinds"].keys() == KINDS.keys()
    for kind in result["kinds"].values():
        assert 0 < kind["replan_ms"]["p50"] <= kind["replan_ms"]["max"] <= kind["whole_ms"]["max"]
        assert kind["over_greedy"] >= 0
