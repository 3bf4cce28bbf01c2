"""The ledger in an SQLite file and its twin in memory, played against each other: they always say the same."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.facts import ACTS_OF_ANY_KIND, FILLED, acts, facts
from unisono.bootstrap import open_books
from unisono.domain.acts import Accepted, Delivered, Promised, Requested, Withdrawn
from unisono.domain.canonical import NotCanonical
from unisono.domain.facts import Fact
from unisono.services.ports import DoesNotFollow, Ledger, LedgerMoved, SameIdOtherFact
from unisono.storage.ledger.memory import MemoryLedger

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
REFUSALS = (LedgerMoved, SameIdOtherFact, DoesNotFollow, NotCanonical)
NAMES = st.sampled_from(["SO-1/pick", "SO-1/ship", "zażółć", "SO-2/pick", ""])
OF_A_COMMITMENT = st.sampled_from([Requested, Requested, Promised, Delivered, Accepted, Withdrawn]).flatmap(acts)
CROSSING = st.builds(
    replace,
    facts(OF_A_COMMITMENT | ACTS_OF_ANY_KIND),
    id=st.sampled_from([f"scan-{number}" for number in range(9)]) | FILLED,
    commitment=NAMES,
)
"""Facts with few ids and few commitments, so that they meet."""


class Twins(RuleBasedStateMachine):
    """Both ledgers hear the same, and are asked the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.place = str(Path(self.folder.name) / "ledger.sqlite")
        self.books = open_books(self.place, create=True)
        self.memory = MemoryLedger()
        self.told: list[list[Fact]] = []
        self.minutes = 0

    def teardown(self) -> None:
        """Close the file and remove it."""
        self.books.close()
        self.folder.cleanup()

    def _both(self, ask: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever a ledger answers
        for ledger in (self.books.ledger, self.memory):
            try:
                yield ask(ledger)
            except REFUSALS as refusal:
                yield type(refusal), str(refusal)

    def _append(self, batch: list[Fact], expected: int | None) -> None:
        now = NOW + timedelta(minutes=self.minutes)
        ours, theirs = self._both(lambda ledger: ledger.append(batch, now=now, expected_position=expected))
        assert ours == theirs

    @rule(batch=st.lists(CROSSING, max_size=3), behind=st.none() | st.integers(0, 2), minutes=st.integers(-9, 9))
    def append(self, batch: list[Fact], behind: int | None, minutes: int) -> None:
        """Record a batch, by a clock that may go backwards, knowing all that is there or not."""
        self.minutes += minutes
        self.told.append(batch)
        self._append(batch, None if behind is None else self.memory.head().size - behind)

    @rule(number=st.integers(0, 20))
    def submit_again(self, number: int) -> None:
        """Record what was submitted before."""
        if self.told:
            self._append(self.told[number % len(self.told)], None)

    @rule()
    def open_again(self) -> None:
        """Close the file and open it anew."""
        self.books.close()
        self.books = open_books(self.place, create=False)

    @rule()
    def rebuild(self) -> None:
        """Make anew what follows from the facts."""
        ours, theirs = self._both(lambda ledger: ledger.rebuild())
        assert ours == theirs

    @rule(after=st.integers(0, 9), until=st.none() | st.integers(0, 9), name=NAMES)
    def ask(self, after: int, until: int | None, name: str) -> None:
        """Ask for some of the facts, and for a commitment."""
        for kinds in ((), ("Promised", "Requested")):

            def some(ledger: Ledger, kinds: tuple[str, ...] = kinds) -> object:
                found = ledger.entries(after=after, until=until, commitment=name, kinds=kinds)
                return list(found), list(ledger.bodies(after=after)), ledger.commitment(name)

            ours, theirs = self._both(some)
            assert ours == theirs

    @invariant()
    def they_agree(self) -> None:
        """Heads, facts, commitments and places are the same."""
        ours, theirs = self._both(
            lambda ledger: (
                ledger.head(),
                list(ledger.entries()),
                list(ledger.commitments()),
                list(ledger.commitments(only_open=True)),
                ledger.positions([fact.id for batch in self.told for fact in batch]),
                ledger.stray(list(ledger.entries())),
            )
        )
        assert ours == theirs


TestTwins = Twins.TestCase
TestTwins.settings = settings(max_examples=8, stateful_step_count=12)
