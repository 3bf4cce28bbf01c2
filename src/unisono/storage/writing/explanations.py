"""What every file and every column is for, in words for people; all made from the metadata of the row types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum

from unisono.domain.cells import cell_text
from unisono.domain.company import TABLES
from unisono.storage.reading.cells import bounds_text
from unisono.storage.reading.fields import Field, fields_of

ABOUT_TABLES: Mapping[str, str] = {
    "departments": "A department, with what an hour of its people costs.",
    "partners": "An outside party that keeps commitments: carrier, supplier, outside warehouse.",
    "activities": "Something done for customers that takes time or money.",
    "rules": "A numbered rule of no; the first whose condition holds decides.",
    "decision_rights": "Who decides on an option of the meeting, or on something else that touches others.",
    "agreed_durations": "Who does a kind of work for whom, and how long it may take.",
    "customers": "A customer.",
    "products": "A product. Products of one family need no changeover between them.",
    "lines": "A line or work centre: also a kitchen station, a technician, a team.",
    "calendars": "Working time of a calendar on a weekday, or on one date. Give the weekday or the date.",
    "rates": "What a line can make, and how fast. Give the product or the family; a product's own row wins.",
    "changeovers": "What it takes to change a line from one family to another.",
    "orders": "An order line: an inquiry that may be declined or postponed, or a firm order that must be made.",
    "stock": "Finished goods in stock: own, at a customer (consignment), or made for a framework order (call_off).",
    "slots": "Time on a line that only one tier or one customer may use until it opens to all.",
    "sales": "A past invoice line; a negative quantity is a return.",
    "frameworks": "A framework order: a quantity of a product that a customer calls in parts over a time.",
    "forecast": "How much of a family Sales expects one tier to take in one week; the one made last counts.",
    "services": "Something done for a customer in the past that costs time or money.",
}
REQUIRED_TABLES = ("customers", "products", "lines", "calendars", "rates", "changeovers", "orders")

PAGE_COLUMNS = ("column", "required", "what", "unit", "empty means", "example", "about")
INTRODUCTION = """\
Every file is CSV in UTF-8: a line with the names of the columns, then a line for each row. Comma, semicolon or tab
stand between the cells; numbers have a decimal point or a decimal comma, the same in a whole file. Dates are written
year first: 2026-12-03, with a time 2026-12-03T14:00, in the company's time zone unless they name one. Capitals and
blanks in the names of columns do not matter. Columns that are not required may be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnExplanation:
    """A column in words: `default` is what an empty cell means, empty where a required cell has none."""

    name: str
    required: bool
    kind: str
    unit: str
    default: str
    example: str
    about: str

    @property
    def sentence(self) -> str:
        """Return everything about the column in one short paragraph."""
        parts = [self.about, "Required." if self.required else f"Optional; empty means {self.default or 'none'}."]
        parts.append(f"{self.kind[:1].upper()}{self.kind[1:]}{f', in {self.unit}' if self.unit else ''}.")
        if self.example:
            parts.append(f"Example: {self.example}")
        return " ".join(parts)


def explain(row_type: type) -> Sequence[ColumnExplanation]:
    """Return the columns of a row type in words, in the order of the file.

    Args:
        row_type: e.g. `Order`.
    """
    return tuple(
        ColumnExplanation(
            name=field.name,
            required=field.required,
            kind=kind_text(field),
            unit=field.column.unit,
            default=cell_text(field.default, UTC),
            example=field.column.example,
            about=field.column.about,
        )
        for field in fields_of(row_type)
    )


def kind_text(field: Field) -> str:
    """Return what a cell of a column may hold.

    >>> from unisono.domain.company import Order
    >>> kind_text(next(field for field in fields_of(Order) if field.name == "quantity"))
    'a number above 0'
    """
    kind = field.kind
    if issubclass(kind, Enum):
        return f"one of {', '.join(str(item.value) for item in kind)}"
    if kind is datetime:
        meaning = "the end" if field.column.end_of_day else "the start"
        return f"a date, or a date and time; a date alone means {meaning} of that day"
    words = {
        str: "text",
        bool: "yes or no",
        Decimal: bounds_text(field.column),
        int: bounds_text(field.column).replace("a number", "a whole number"),
        date: "a date",
        time: "a time of day",
    }
    return words[kind]


def columns_page() -> str:
    """Return a page in Markdown that explains every column of every CSV file."""
    parts = ["# The columns of this company's data", "", INTRODUCTION]
    for name, row_type in TABLES.items():
        needed = "required" if name in REQUIRED_TABLES else "optional"
        parts += ["", f"## {name}.csv ({needed})", "", ABOUT_TABLES[name], ""]
        parts += [f"| {' | '.join(PAGE_COLUMNS)} |", "|---" * len(PAGE_COLUMNS) + "|"]
        parts += [_table_row(column) for column in explain(row_type)]
    return "\n".join(parts) + "\n"


def _table_row(column: ColumnExplanation) -> str:
    empty = "" if column.required else column.default or "none"
    needed = "yes" if column.required else ""
    cells = (column.name, needed, column.kind, column.unit, empty, column.example, column.about)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
