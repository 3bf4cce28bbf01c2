"""A fact table over a list of facts, for tests: the tables are those of a ledger, without a ledger."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import ibis
import numpy as np

from tests.commitments import MONDAY
from unisono.domain.canonical import fact_bytes
from unisono.domain.facts import Entry, Fact
from unisono.services.ports import Head
from unisono.storage.fact_table.engine import Engine


class PlainFactTable:
    """Facts as tables; each stands at its place in the list, counted from 1."""

    def __init__(self, facts: Sequence[Fact], *, recorded_at: datetime = MONDAY) -> None:
        self._size = len(facts)
        self._engine = Engine(threads=1)
        self._engine.show_bodies([fact_bytes(fact, recorded_at=recorded_at) for fact in facts])

    def catch_up(self) -> Head:
        """Return how many facts there are."""
        return Head(size=self._size, root=bytes(32))

    def rows(self, expression: ibis.Table) -> list[Mapping[str, object]]:
        """Return the rows of an expression."""
        return self._engine.rows(expression)

    def keep(self, expression: ibis.Table, *, name: str) -> ibis.Table:
        """Make the rows of an expression once and return them as a table."""
        return self._engine.keep(expression, name=name)

    def arrays(self, expression: ibis.Table) -> Mapping[str, np.ndarray]:
        """Return the columns of an expression."""
        return self._engine.arrays(expression)


def facts_of(entries: Sequence[Entry]) -> list[Fact]:
    """Return the facts of entries whose positions count from 1."""
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    return [entry.fact for entry in entries]
