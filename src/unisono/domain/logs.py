"""A log of events as any format tells it: XES, OCEL 2.0, CSV; what it means as facts says a mapping."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


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
    as CSV exports of it do.
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
