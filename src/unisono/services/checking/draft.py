"""The company's data as read, with the places of its rows, before anybody has said that they fit together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from unisono.domain.cells import cell_text
from unisono.domain.columns import columns_of
from unisono.domain.company import (
    CalendarWindow,
    Changeover,
    Customer,
    Department,
    Line,
    Order,
    Partner,
    Product,
    Rate,
    Sale,
    SalesForecast,
    Service,
    Slot,
    Stock,
)
from unisono.domain.findings import Source
from unisono.domain.frameworks import Framework
from unisono.domain.policy import Activity, AgreedDuration, DecisionRight, Policy, Rule

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[Row]):
    """The good rows of one table and where they stand.

    `lines` is parallel to `rows`. `cell_lines` says the line of single cells where a row spans several lines (TOML).
    `broken` holds what could be read of the rows that were left out, so that one mistake does not cause a second
    complaint. `units` is parallel to `rows` where the file has a column `unit` beside the quantities. A table is not
    `complete` when its file could not be read at all. Times are shown in `zone`.
    """

    file: str
    rows: tuple[Row, ...] = ()
    lines: tuple[int | None, ...] = ()
    cell_lines: Mapping[tuple[int, str], int] = field(default_factory=dict)
    broken: tuple[Mapping[str, Any], ...] = ()
    units: tuple[str, ...] = ()
    complete: bool = True
    zone: tzinfo = UTC

    def text(self, index: int, column: str) -> str:
        """Return a cell as people write it, times in the company's zone."""
        row: Any = self.rows[index]
        end_of_day = columns_of(row.__class__)[column].end_of_day
        return cell_text(getattr(row, column), self.zone, end_of_day=end_of_day)

    def source(self, index: int, column: str | None = None) -> Source:
        """Return the place of a row by its index, or of one cell of it."""
        line = self.cell_lines.get((index, column)) if column is not None else None
        return Source(file=self.file, line=line if line is not None else self.lines[index], column=column)

    def broken_values(self, column: str) -> set[Any]:
        """Return the values of a column in the rows that were left out."""
        return {row[column] for row in self.broken if column in row}

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """Iterate over the good rows with their indices."""
        return iter(enumerate(self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything that could be read.

    A time of the head that could not be read is None, so that the checks that need it are skipped; `places` says where
    the keys of `company` and `policy` stand, e.g. `company.as_of` or `policy.tiers.gold_from`.
    """

    as_of: datetime | None
    horizon_end: datetime | None
    zone: ZoneInfo
    policy: Policy
    places: Mapping[str, Source]
    departments: Table[Department]
    partners: Table[Partner]
    activities: Table[Activity]
    rules: Table[Rule]
    decision_rights: Table[DecisionRight]
    agreed_durations: Table[AgreedDuration]
    customers: Table[Customer]
    products: Table[Product]
    lines: Table[Line]
    calendars: Table[CalendarWindow]
    rates: Table[Rate]
    changeovers: Table[Changeover]
    orders: Table[Order]
    stock: Table[Stock]
    slots: Table[Slot]
    sales: Table[Sale]
    forecast: Table[SalesForecast]
    services: Table[Service]
    frameworks: Table[Framework]

    def table(self, name: str) -> Table[Any]:
        """Return a table by its name, e.g. `orders`."""
        table: Table[Any] = getattr(self, name)
        return table

    def place(self, key: str, file: str) -> Source:
        """Return where a key of a head stands, or the file that should have it."""
        return self.places.get(key, Source(file=file, column=key.partition(".")[2]))
