"""The benchmark of foresight, with events few enough to wait for."""

from pathlib import Path

from benchmarks import foresight


def test_foresight_is_measured(tmp_path: Path) -> None:
    """What is measured says how many facts there were, the errors beside the yardsticks, and how long it took."""
    place = str(tmp_path / "office.ledger")
    foresight.record(place, 240)
    answer = foresight.ask(place)
    assert answer["facts"] == 240
    assert {"mae_days", "coverage", "prefix_mean_days", "median_days", "cpu_seconds", "peak_mb"} <= set(answer)
