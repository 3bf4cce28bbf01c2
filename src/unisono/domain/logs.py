"""A log of events as any format tells it: XES, OCEL 2.0, CSV; what it means as facts says a mapping."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from unisono.domain.findings import Finding

MISSING_OBJECT = "refers to an object that is not in the log"
"""Why events of an OCEL log are left out none of whose objects is there."""


class LogForm(StrEnum):
    """The formats of logs that are read and written."""

    FACTS = "facts.csv"
    CSV = "CSV"
    XES = "XES"
    OCEL_SQLITE = "OCEL 2.0 SQLite"
    OCEL_JSON = "OCEL 2.0 JSON"
    OCEL_XML = "OCEL 2.0 XML"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLink:
    """An object that an event refers to, and what it is to the event."""

    object: str
    qualifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogObject:
    """An object of a log; `attributes` are its latest values, `links` lead to other objects."""

    id: str
    type: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    links: tuple[LogLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEvent:
    """One event: `place` is the row it stands in (`receipt.csv:12`), `number` counts events from 1.

    Values stand in `attributes` as they were written. XES writes a trace's attributes with `case:` before their names,
    as CSV exports of it do. `activity` and `at` are what the format itself says: empty and None in CSV, where a mapping
    says which column they stand in.
    """

    number: int
    place: str
    id: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    links: tuple[LogLink, ...] = ()
    activity: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Rows that were not taken: why, how many, and one of them."""

    reason: str
    count: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of a log's rows (the events of XES and OCEL): `rows` = `taken` + those of `left_out`.

    `is_whole` is False where the file breaks off or cannot be read further: an error among the findings says where.
    """

    rows: int
    taken: int
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]
    is_whole: bool


class Tally:
    """Counts the rows that are taken and those that are left out, with their reasons."""

    def __init__(self) -> None:
        self.taken = 0
        self._left_out: dict[str, LeftOut] = {}

    def leave_out(self, reason: str, example: str, count: int = 1) -> None:
        """Count rows that are left out.

        Args:
            reason: why, in words that are the same for all such rows.
            example: the place of the first of them.
            count: how many.
        """
        before = self._left_out.get(reason)
        self._left_out[reason] = LeftOut(
            reason=reason,
            count=count + (before.count if before else 0),
            example=before.example if before else example,
        )

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Return the reasons, the most frequent first."""
        return tuple(sorted(self._left_out.values(), key=lambda item: (-item.count, item.reason)))

    @property
    def rows(self) -> int:
        """Return how many rows were seen."""
        return self.taken + sum(item.count for item in self._left_out.values())
