"""A table as it stands in a file: a header and rows of cells that nobody has understood yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from unisono.storage.reading.troubles import Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The cells of a CSV file or of a sheet of a workbook.

    `rows` are pairs of the line and the cells, empty rows left out. In a `spoilt` sheet some cells hold bytes which are
    no text: they have been reported, and do not count. `delimiter` is what stood between the cells.
    """

    file: str
    header: Sequence[str]
    header_line: int
    rows: Sequence[tuple[int, Sequence[Raw]]]
    spoilt: bool = False
    delimiter: str = ","


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A value of a settings file and the line it stands in."""

    value: object
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A group of keys, e.g. one `[[department]]`, and the line it begins in."""

    line: int | None
    entries: Mapping[str, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`company.toml` or `policy.toml`, or the sheet of that name: keys, sections of keys, and lists of blocks."""

    file: str
    head: Block
    sections: Mapping[str, Block] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Block]] = field(default_factory=dict)
