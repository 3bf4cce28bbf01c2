"""What the benchmark of the made-up order book says."""

import json

import pytest

from benchmarks import book
from benchmarks.processor import ProcessorSeconds
from unisono.engines.planning.stopping import Iterations
from unisono.services.preparing import Ground


@pytest.fixture(scope="module", name="ground")
def _ground() -> Ground:
    """Return a small book with more work than time."""
    return book.ground_of(orders=120, lines=3, load=1.25, seed=1)


def test_a_small_book_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object says what dispatching, the first plan and the search earn; the checker finds nothing."""
    assert book.main(["--orders", "120", "--lines", "3", "--seconds", "0.2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["orders"] == 120
    assert found["findings"] == 0
    assert found["search"]["contribution"] >= found["first"]["contribution"] >= found["dispatch"]["contribution"]
    assert found["gain_over_dispatch_percent"] > 0


def test_tiers_are_counted_once(ground: Ground) -> None:
    """Every order belongs to one tier; no tier has more orders accepted than asked for, or late than accepted."""
    plan = book.search(ground.problem, Iterations(count=200), seed=1)
    counts = book.by_tier(ground, plan).values()
    assert sum(count["asked"] for count in counts) == 120
    assert sum(count["accepted"] for count in counts) == book.figures(plan)["planned"]
    assert all(count["late"] <= count["accepted"] <= count["asked"] for count in counts)


def test_a_plan_gains_nothing_over_itself(ground: Ground) -> None:
    """Gains are percent of the plan that is compared with."""
    plan = book.search(ground.problem, Iterations(count=200), seed=1)
    assert book.gain(plan, plan) == 0


def test_processor_time_is_a_budget(ground: Ground) -> None:
    """A search stops by itself when the processor has worked for so long, however many others share it."""
    stop = ProcessorSeconds.from_now(0.05)
    book.search(ground.problem, stop, seed=1)
    assert stop.share(iterations=0, seconds=0.0) >= 1
