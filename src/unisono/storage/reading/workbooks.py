"""XLSX workbooks: one sheet a table, and the sheets `company` and `policy` with a key and a value in each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from unisono.domain.findings import Finding, Severity, Source
from unisono.storage.reading.limits import COLUMNS, WORKBOOK_SIZE
from unisono.storage.reading.sheet_scans import ErrorCell
from unisono.storage.reading.sheets import Block, Entry, Settings, Sheet
from unisono.storage.reading.texts import Report, read_bytes
from unisono.storage.reading.troubles import Raw
from unisono.storage.reading.workbook_archives import bad_workbook, measured

KEY, VALUE = "key", "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The sheets of a workbook by the name that users give them."""

    content: CalamineWorkbook
    names: Mapping[str, str]
    error_cells: Mapping[str, Sequence[ErrorCell]]

    def has(self, name: str) -> bool:
        """Tell whether there is a sheet of this name."""
        return name in self.names

    def sheet(self, name: str, report: Report) -> Sheet | None:
        """Return the cells of a sheet, or None when it has none, which is reported.

        Args:
            name: the name of the table.
            report: takes the findings.
        """
        cells = self._cells(name, report)
        filled = [(line, row) for line, row in enumerate(cells, start=1) if list(row).count("") < len(row)]
        if not filled:
            report(_empty(name))
            return None
        (header_line, header), *rows = filled
        named = len(header) - list(header).count("")
        if named > COLUMNS.most:
            report(COLUMNS.finding(Source(file=name, line=header_line), named))
            return None
        for line, column, text in self.error_cells.get(self.names[name], ()):
            report(_error_cell(name, line, str(header[column]) if column < len(header) else "", text))
        return Sheet(file=name, header=[str(cell) for cell in header], header_line=header_line, rows=rows)

    def settings(self, name: str, report: Report) -> Settings | None:
        """Return the keys and values of a sheet, or None when it has none, which is reported.

        A key with a dot stands in a section: `tiers.gold_from`.

        Args:
            name: `company` or `policy`.
            report: takes the findings.
        """
        sheet = self.sheet(name, report)
        if sheet is None:
            return None
        header = [cell.strip().casefold() for cell in sheet.header]
        if KEY not in header or VALUE not in header:
            report(_no_keys(sheet))
            return None
        key_place, value_place = header.index(KEY), header.index(VALUE)
        groups: dict[str, dict[str, Entry]] = {"": {}}
        for line, row in sheet.rows:
            section, _, key = str(row[key_place]).strip().rpartition(".")
            entries = groups.setdefault(section, {})
            if key in entries:
                report(_repeated_key(sheet, line, key, entries[key]))
            else:
                entries[key] = Entry(value=row[value_place], line=line)
        head = Block(line=sheet.header_line, entries=groups.pop(""))
        sections = {section: Block(line=None, entries=entries) for section, entries in groups.items()}
        return Settings(file=name, head=head, sections=sections)

    def _cells(self, name: str, report: Report) -> Sequence[Sequence[Raw]]:
        try:
            cells: Sequence[Sequence[Raw]] = self.content.get_sheet_by_name(self.names[name]).to_python(
                skip_empty_area=False
            )
        except CalamineError as error:
            report(bad_workbook(name, str(error)))
            return ()
        return cells


def open_workbook(path: Path, report: Report) -> Workbook | None:
    """Return a workbook, or None when it cannot be opened, which is reported.

    Args:
        path: the file.
        report: takes the findings.
    """
    data = read_bytes(path, WORKBOOK_SIZE, report)
    archive = None if data is None else measured(data, path.name, report)
    if archive is None:
        return None
    try:
        content = CalamineWorkbook.from_filelike(archive.copy)
    except CalamineError as error:
        report(bad_workbook(path.name, str(error)))
        return None
    names = {name.strip().casefold().replace(" ", "_"): name for name in reversed(content.sheet_names)}
    return Workbook(content=content, names=names, error_cells=archive.error_cells)


def _empty(name: str) -> Finding:
    return Finding(
        code="empty-file",
        severity=Severity.ERROR,
        source=Source(file=name),
        message=f"The sheet {name} is empty.",
        expected="a row with the names of the columns, then a row for each thing",
        remedy="Fill it; `unisono init --xlsx` writes an empty template with all columns explained.",
    )


def _no_keys(sheet: Sheet) -> Finding:
    return Finding(
        code="missing-column",
        severity=Severity.ERROR,
        source=Source(file=sheet.file, line=sheet.header_line, column=KEY),
        message=f"The sheet {sheet.file} has no columns '{KEY}' and '{VALUE}'.",
        expected=f"a header with {KEY} and {VALUE}, then a key and its value in each row",
        remedy="Add the header; `unisono init --xlsx` writes an empty template.",
    )


def _repeated_key(sheet: Sheet, line: int, key: str, first: Entry) -> Finding:
    return Finding(
        code="duplicate-key",
        severity=Severity.ERROR,
        source=Source(file=sheet.file, line=line, column=key),
        message=f"The key '{key}' stands already in row {first.line}.",
        value=key,
        expected="each key once",
        remedy="Delete one of the two.",
    )


def _error_cell(name: str, line: int, column: str, text: str) -> Finding:
    return Finding(
        code="error-cell",
        severity=Severity.ERROR,
        source=Source(file=name, line=line, column=column or None),
        message=f"The formula of this cell ended in an error: {text}.",
        value=text,
        expected="a value",
        remedy="Correct the formula, or write the value.",
    )
