"""What stands in the first rows of a log: its columns, and how they behave within cases."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from unisono.domain.facts import Fact
from unisono.domain.logs import LogEvent
from unisono.services.ports import EventLog

LOOKED_AT = 20_000
"""Rows that a guess is made from."""

MADE_BY_A_TOOL = "@@"
"""How tools begin the names of columns that they add to a log."""


@dataclass(frozen=True, kw_only=True)
class Survey:
    """The first rows of a log. `is_whole` tells whether these are all; `is_of_facts` whether they are facts."""

    file: str
    events: Sequence[LogEvent]
    is_whole: bool
    is_of_facts: bool = False
    _counts: dict[str, Counter[str]] = field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the names of all columns in their order, those last that a tool made of others."""
        names = dict.fromkeys(name for event in self.events for name in event.attributes)
        return tuple(sorted(names, key=lambda name: name.startswith(MADE_BY_A_TOOL)))

    def values(self, column: str) -> Counter[str]:
        """Return how often each value stands in a column, without empty ones."""
        if column not in self._counts:
            texts = (event.attributes.get(column, "").strip() for event in self.events)
            self._counts[column] = Counter(text for text in texts if text)
        return self._counts[column]

    def filled(self, column: str) -> float:
        """Return the share of rows in which a column tells something."""
        return self.values(column).total() / max(1, len(self.events))

    def changing(self, tell: Callable[[LogEvent], str], case: str) -> float:
        """Return the share of cases with two rows or more in which something takes more than one value.

        Args:
            tell: says what a row tells.
            case: the column of the case.
        """
        seen: dict[str, set[str]] = defaultdict(set)
        rows: Counter[str] = Counter()
        for event in self.events:
            case_id = event.attributes.get(case, "")
            rows[case_id] += 1
            if text := tell(event).strip():
                seen[case_id].add(text)
        long = [case_id for case_id, count in rows.items() if count > 1]
        return sum(len(seen[case_id]) > 1 for case_id in long) / max(1, len(long))

    def column_changes(self, column: str, case: str) -> float:
        """Return the share of cases with two rows or more in which a column takes more than one value."""
        return self.changing(lambda event: event.attributes.get(column, ""), case)


def survey(log: EventLog) -> Survey:
    """Return the first rows of a log, and of `facts.csv` only that it is one."""
    said = list(islice(log.read(), LOOKED_AT + 1))
    events = [item for item in said[:LOOKED_AT] if isinstance(item, LogEvent)]
    return Survey(
        file=log.file,
        events=events,
        is_whole=len(said) <= LOOKED_AT,
        is_of_facts=_any_fact(said),
    )


def _any_fact(said: Iterable[object]) -> bool:
    return any(isinstance(item, Fact) for item in said)
