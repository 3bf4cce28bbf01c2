"""A simulated execution in a ledger: once, day by day, and never two pasts of the same orders."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from tests.forge import forge, forge_plan
from unisono.domain.acts.plans import PlanPublished
from unisono.domain.company import Snapshot
from unisono.domain.facts import Medium
from unisono.domain.plans import Plan
from unisono.services.executing import Executed, SimulatedOtherwise, simulate_execution
from unisono.services.ports import Books
from unisono.storage.ledger.memory import memory_books
from unisono.storage.reading.hashing import content_hash


@pytest.fixture
def books() -> Iterator[Books]:
    """Return empty books."""
    with memory_books() as empty:
        yield empty


@dataclass(slots=True)
class Impatient:
    """Somebody who presses Ctrl-C after some days."""

    left: int

    @property
    def stopped(self) -> bool:
        """Return whether it is enough."""
        return self.left <= 0

    def __call__(self, step: str, share: float) -> None:
        """Hear of one more day."""
        assert step
        assert 0 <= share <= 1
        self.left -= 1


def data() -> Snapshot:
    """Return the forge's data under the hash that names them."""
    return replace(forge(), content_hash=content_hash(forge()))


def executed(books: Books, *, weeks: int = 2, seed: int = 1, days: int = 1000, plan: Plan | None = None) -> Executed:
    """Return what some weeks of the forge have added."""
    return simulate_execution(
        books=books,
        snapshot=data(),
        plan=plan or forge_plan(data()),
        weeks=weeks,
        seed=seed,
        tell=Impatient(left=days),
    )


def test_a_plan_is_published_and_then_executed(books: Books) -> None:
    """First everybody promises what the plan says, then two weeks of facts come in, marked as simulated."""
    done = executed(books)
    assert done.is_published
    assert done.is_whole
    assert done.new == done.facts == sum(done.kinds.values())
    entries = list(books.ledger.entries())
    assert sum(isinstance(entry.fact.act, PlanPublished) for entry in entries) == 1
    simulated = [entry.fact.origin.medium is Medium.SIMULATION for entry in entries]
    assert sum(simulated) == done.facts
    assert simulated == sorted(simulated)


def test_each_day_is_recorded_on_that_day(books: Books) -> None:
    """The clock of the ledger is that of the story: no fact is recorded before it happened, nor a day later."""
    executed(books)
    for entry in books.ledger.entries():
        if entry.fact.origin.medium is Medium.SIMULATION:
            assert timedelta(0) <= entry.recorded_at - entry.fact.happened_at < timedelta(days=1)


def test_a_second_time_adds_nothing(books: Books) -> None:
    """The same plan and seed again, after all has happened, is the same story."""
    first = executed(books)
    size = books.ledger.head().size
    again = executed(books)
    assert (again.is_published, again.new, again.facts) == (False, 0, first.facts)
    assert books.ledger.head().size == size


def test_more_weeks_go_on_from_there(books: Books) -> None:
    """After one week, two weeks add the second one."""
    one = executed(books, weeks=1)
    two = executed(books, weeks=2)
    assert two.new == two.facts - one.facts > 0


def test_what_was_stopped_goes_on(books: Books) -> None:
    """Stopped after some days, it says so; called again it ends with the facts of an undisturbed run."""
    stopped = executed(books, days=4)
    assert not stopped.is_whole
    assert 0 < stopped.new < stopped.facts
    rest = executed(books)
    assert rest.is_whole
    assert stopped.new + rest.new == rest.facts


def test_two_stories_of_the_same_orders_are_refused(books: Books) -> None:
    """Another seed, or another plan, would deliver the same gates twice: the ledger stays as it was."""
    executed(books, weeks=1)
    size = books.ledger.head().size
    with pytest.raises(SimulatedOtherwise, match="Take another ledger"):
        executed(books, weeks=1, seed=2)
    other = replace(forge_plan(data()), parameters={"seed": 2})
    with pytest.raises(SimulatedOtherwise):
        executed(books, weeks=1, plan=other)
    assert books.ledger.head().size == size
