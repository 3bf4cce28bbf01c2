"""Gathering what the facts tell: everything once, stopped when somebody wants no more."""

from dataclasses import dataclass, field

import pytest

from tests.late_orders import worked_example
from tests.reviews import reviewed
from unisono.analytics.kpis import KPIS
from unisono.services.reviewing import ReviewInterrupted


@dataclass
class Impatient:
    """Listens for so many steps, and then wants no more."""

    steps: int
    heard: list[tuple[str, float]] = field(default_factory=list)

    @property
    def stopped(self) -> bool:
        """Return whether enough was heard."""
        return len(self.heard) >= self.steps

    def __call__(self, step: str, share: float) -> None:
        """Hear of a step."""
        self.heard.append((step, share))


def test_one_late_order_is_told_from_all_sides() -> None:
    """The order of the worked example is late, opened with its facts, and measured by every KPI."""
    review = reviewed(worked_example())
    assert [order.graph.order for order in review.late.orders] == ["SO-1"]
    assert review.opened == review.late.orders
    assert all(review.positions[stage.name] for stage in review.opened[0].graph.stages)
    assert [survey.figure.kpi for survey in review.surveys] == list(KPIS)
    assert review.causes.has_due_times
    assert review.snapshot is None


def test_without_facts_nothing_was_due() -> None:
    """An empty ledger is told of without a crash."""
    review = reviewed([])
    assert (review.facts, review.late.orders, review.causes.has_due_times) == (0, (), False)


@pytest.mark.parametrize("steps", [0, 2, 5])
def test_it_ends_when_somebody_wants_no_more(steps: int) -> None:
    """The next step is not begun, and the steps told of before go forward."""
    tell = Impatient(steps)
    with pytest.raises(ReviewInterrupted):
        reviewed(worked_example(), tell=tell)
    assert len(tell.heard) == steps
    shares = [share for _, share in tell.heard]
    assert shares == sorted(shares)
