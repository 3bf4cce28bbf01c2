"""All of it in one call, and stopped at any step."""

from dataclasses import replace

import pytest

from tests.companies import bakery
from unisono.bootstrap import executor
from unisono.domain.comparison import Way
from unisono.domain.findings import Finding, Severity, Source
from unisono.services.deciding import Effort, PlanningInterrupted
from unisono.services.running import run_company
from unisono.services.runs import Run
from unisono.services.telling import Silent, Tell

THORN = replace(bakery(), content_hash="5b" * 32)
NOTE = Finding(code="note", severity=Severity.NOTE, source=Source(file="orders.csv"), message="The book is short.")


class Impatient:
    """Somebody who stops the job at a step."""

    def __init__(self, step: str) -> None:
        self._step = step
        self.steps: list[str] = []
        self.stopped = False

    def __call__(self, step: str, share: float) -> None:
        """Hear of the step, and stop the job when it is the one."""
        assert 0.0 <= share <= 1.0
        self.steps.append(step)
        self.stopped = self.stopped or step == self._step


def run(tell: Tell) -> Run:
    """Return a short run on the bakery."""
    effort = Effort(iterations=200, seed=3)
    with executor(1) as inline:
        return run_company(
            snapshot=THORN, findings=(NOTE,), now=THORN.company.as_of, effort=effort, executor=inline, tell=tell
        )


def test_a_run_knows_everything_that_its_outputs_tell() -> None:
    """Tiers, four ways, an answer to every order, agenda and slots are there, and the checker finds nothing."""
    found = run(Silent())
    assert found.findings == (NOTE,)
    assert {segment.customer for segment in found.segmentation.segments} == {item.id for item in THORN.customers}
    assert [figures.way for figures in found.comparison.figures] == list(Way)
    assert [answer.order for answer in found.plan.answers] == [order.id for order in THORN.orders]
    assert found.agenda.frozen_at == found.now
    assert [item.slot for item in found.slots.in_force] == list(THORN.slots)
    assert (found.slots.is_planned, found.slots_before.is_planned) == (True, False)
    assert found.seconds > 0


@pytest.mark.parametrize(
    "step",
    [
        "Segment the customers",
        "In turn",
        "Plan together",
        "Price every no, date every yes",
        "Check the plan",
        "Look ahead",
    ],
)
def test_a_run_can_be_stopped_at_every_step(step: str) -> None:
    """Whoever stops a run hears that it was interrupted, and no later step begins."""
    somebody = Impatient(step)
    with pytest.raises(PlanningInterrupted):
        run(somebody)
    assert somebody.steps[-1] == step
