"""Logs of the bicycle shop Velo, held in memory: what its rows are, and what they mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from unisono.domain.facts import Fact
from unisono.domain.logs import Account, LogEvent, LogForm, LogLink, LogObject, Tally
from unisono.domain.mappings import LogMapping, Where

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


@dataclass(kw_only=True)
class ShopLog:
    """A log whose rows are given; it says of itself what a file would say."""

    rows: Sequence[LogEvent | Fact]
    file: str = "repairs.csv"
    things: Mapping[str, LogObject] = field(default_factory=dict)
    form: LogForm = LogForm.CSV
    unread: Tally = field(default_factory=Tally)
    is_whole: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of the first row; logs that are no CSV name none."""
        first = self.rows[0] if self.rows else None
        return tuple(first.attributes) if self.form is LogForm.CSV and isinstance(first, LogEvent) else ()

    def read(self) -> Iterator[LogEvent | Fact]:
        """Yield the rows."""
        return iter(self.rows)

    def objects(self) -> Mapping[str, LogObject]:
        """Return the objects."""
        return self.things

    def account(self) -> Account:
        """Return that all rows were read but those that the log says it could not."""
        left_out = self.unread.left_out
        count = sum(item.count for item in left_out)
        rows = len(self.rows) + count
        return Account(rows=rows, taken=rows - count, left_out=left_out, findings=(), is_whole=self.is_whole)


def event(number: int = 1, /, **columns: str) -> LogEvent:
    """Return a row of the shop's CSV file; its line is its number and the header."""
    return LogEvent(number=number, place=f"repairs.csv:{number + 1}", attributes=columns)


def object_event(number: int, activity: str, at: str, *objects: str, **columns: str) -> LogEvent:
    """Return an event of the shop's OCEL log that refers to objects."""
    return LogEvent(
        number=number,
        place=f"repairs.sqlite, row {number}",
        id=f"e{number}",
        activity=activity,
        at=datetime.fromisoformat(at),
        links=tuple(LogLink(object=name) for name in objects),
        attributes=columns,
    )


def shop_log(*rows: LogEvent | Fact) -> ShopLog:
    """Return a log of some rows, or the shop's usual one: two repairs, each taken in, repaired and handed over."""
    return ShopLog(rows=rows or USUAL)


USUAL = (
    event(1, case="R-1", activity="take in", end="2026-03-02 08:00:00+01:00", dept="counter", who="Ola"),
    event(2, case="R-1", activity="repair", end="2026-03-02 10:30:00+01:00", dept="workshop", who="Jan"),
    event(3, case="R-2", activity="take in", end="2026-03-02 11:00:00+01:00", dept="counter", who="Ola"),
    event(4, case="R-1", activity="hand over", end="2026-03-02 17:00:00+01:00", dept="counter", who="Ola"),
    event(5, case="R-2", activity="repair", end="2026-03-03 09:00:00+01:00", dept="workshop", who="Jan"),
)


def column(name: str) -> Where:
    """Return the place of a column."""
    return Where(column=name)


PLAIN = LogMapping(
    case=column("case"),
    activity=column("activity"),
    time=column("end"),
    party=(column("dept"),),
    person=column("who"),
)
"""What the columns of the shop's CSV file mean."""
