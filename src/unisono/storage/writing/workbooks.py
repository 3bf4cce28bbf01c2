"""A company's data as one XLSX workbook: a sheet for each table, and the sheets `company` and `policy` with keys."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from unisono.domain.cells import cell_text
from unisono.domain.company import TABLES, Company, Snapshot
from unisono.domain.policy import Policy
from unisono.storage.reading.company import LISTS
from unisono.storage.reading.fields import fields_of
from unisono.storage.reading.heads import POLICY_LISTS, POLICY_SECTIONS
from unisono.storage.reading.numbers import EXCEL_DIGITS
from unisono.storage.writing.explanations import ABOUT_TABLES, REQUIRED_TABLES, explain

POLICY_SHEETS = tuple(sheet for sheet, _ in POLICY_LISTS.values())
FIRST_EXCEL_YEAR = 1901
DAY_FORMAT, MOMENT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
READ_ME = (
    "This workbook is a company's data for Unisono.",
    "Each sheet is a table: a row with the names of the columns, then a row for each thing.",
    "Point at a column's name to read what it means.",
    "The sheets company and policy have a key and its value in each row; an empty value means the default.",
    "Dates may be dates of the spreadsheet or texts like 2026-12-03T14:00, in the company's time zone.",
    "Check it with: unisono check and the name of this file.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """A workbook in the making."""

    content: xlsxwriter.Workbook
    heading: Format
    wrapped: Format
    day: Format
    moment: Format

    def write(self, sheet: Worksheet, row: int, place: int, value: object, zone: tzinfo, *, end_of_day: bool) -> None:
        """Write a value so that it is read as exactly the same again: as a text where a spreadsheet cannot hold it."""
        text = cell_text(value, zone, end_of_day=end_of_day)
        day = _day_of(text, value)
        if isinstance(value, Decimal | int) and not isinstance(value, bool) and _fits(Decimal(value)):
            sheet.write_number(row, place, float(value))
        elif day is not None:
            sheet.write_datetime(row, place, day, self.moment if isinstance(day, datetime) else self.day)
        elif text:
            sheet.write_string(row, place, text)

    def table(self, name: str, row_type: type, rows: Sequence[object], zone: tzinfo) -> None:
        """Write a sheet with a row for each row of a table."""
        sheet = self.content.add_worksheet(name)
        for place, column in enumerate(explain(row_type)):
            sheet.write_string(0, place, column.name, self.heading)
            sheet.write_comment(0, place, column.sentence, {"x_scale": 2})
            sheet.set_column(place, place, max(12, len(column.name) + 2))
        sheet.freeze_panes(1, 0)
        columns = fields_of(row_type)
        for line, row in enumerate(rows, start=1):
            for place, field in enumerate(columns):
                self.write(sheet, line, place, getattr(row, field.name), zone, end_of_day=field.column.end_of_day)

    def keys(self, name: str, entries: Sequence[tuple[str, type, object]], zone: tzinfo) -> None:
        """Write a sheet with a key in each row; entries are a section's name, its type and its value or None."""
        sheet = self.content.add_worksheet(name)
        for place, (title, width) in enumerate((("key", 34), ("value", 30), ("unit", 16), ("about", 110))):
            sheet.write_string(0, place, title, self.heading)
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        line = 0
        for section, row_type, value in entries:
            for field, column in zip(fields_of(row_type), explain(row_type), strict=True):
                line += 1
                sheet.write_string(line, 0, f"{section}{field.name}")
                if value is not None:
                    self.write(sheet, line, 1, getattr(value, field.name), zone, end_of_day=field.column.end_of_day)
                sheet.write_string(line, 2, column.unit)
                sheet.write_string(line, 3, column.sentence)


def workbook_bytes(snapshot: Snapshot) -> bytes:
    """Return a company's data as an XLSX workbook.

    Args:
        snapshot: the data.
    """
    company, policy = snapshot.company, snapshot.policy
    rows = {name: getattr(snapshot, name) for name in TABLES}
    rows |= {name: getattr(company, name) for name in ("departments", "partners")}
    rows |= {name: getattr(policy, name) for name in POLICY_SHEETS}
    sections = [
        ("", Policy, policy),
        *((f"{key}.", kind, getattr(policy, key)) for key, kind in POLICY_SECTIONS.items()),
    ]
    return _written([("", Company, company)], sections, rows, ZoneInfo(company.timezone), company.as_of)


def template_bytes() -> bytes:
    """Return an empty workbook in which every key and column is explained."""
    sections = [("", Policy, None), *((f"{key}.", kind, None) for key, kind in POLICY_SECTIONS.items())]
    return _written([("", Company, None)], sections, {}, UTC, datetime(2026, 1, 1, tzinfo=UTC))


def _written(
    company: Sequence[tuple[str, type, object]],
    policy: Sequence[tuple[str, type, object]],
    rows: Mapping[str, Sequence[object]],
    zone: tzinfo,
    created: datetime,
) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as content:
        # The time of making is the data's own, so that the same data give the same bytes.
        content.set_properties({"created": created.replace(tzinfo=None), "title": "Company data for Unisono"})
        book = _Book(
            content=content,
            heading=content.add_format({"bold": True, "bottom": 1}),
            wrapped=content.add_format({"text_wrap": True}),
            day=content.add_format({"num_format": DAY_FORMAT}),
            moment=content.add_format({"num_format": MOMENT_FORMAT}),
        )
        _write_read_me(book)
        book.keys("company", company, zone)
        for name in ("departments", "partners"):
            book.table(name, LISTS[name], rows.get(name, ()), zone)
        book.keys("policy", policy, zone)
        for name in POLICY_SHEETS:
            book.table(name, LISTS[name], rows.get(name, ()), zone)
        for name, row_type in TABLES.items():
            book.table(name, row_type, rows.get(name, ()), zone)
    return stream.getvalue()


def _write_read_me(book: _Book) -> None:
    sheet = book.content.add_worksheet("read me")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 110)
    for line, text in enumerate(_read_me_lines()):
        for place, part in enumerate(text):
            sheet.write_string(line, place, part, book.heading if line == 0 else book.wrapped)


def _read_me_lines() -> Iterator[tuple[str, ...]]:
    yield ("Unisono", READ_ME[0])
    for text in READ_ME[1:]:
        yield ("", text)
    for name, about in ABOUT_TABLES.items():
        yield (name, about + (" Required." if name in REQUIRED_TABLES else ""))


def _fits(number: Decimal) -> bool:
    """Return whether a spreadsheet shows exactly this number."""
    return Decimal(f"{float(number):.{EXCEL_DIGITS}g}") == number


def _day_of(text: str, value: object) -> date | datetime | None:
    """Return the date or local time of a cell where a spreadsheet can hold it."""
    if not isinstance(value, date) or value.year < FIRST_EXCEL_YEAR:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is None and not moment.microsecond else None
