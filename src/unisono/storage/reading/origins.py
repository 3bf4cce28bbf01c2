"""Where a company's data lie: a folder of CSV and TOML files, or a workbook, alone or with the TOML files beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from unisono.domain.company import TABLES
from unisono.domain.findings import Finding, Severity, Source
from unisono.services.checking.suggestions import Suggestions
from unisono.storage.reading.delimited import read_delimited
from unisono.storage.reading.finding_log import MOST_OF_A_KIND
from unisono.storage.reading.limits import FILE_SIZE, SETTINGS_SIZE
from unisono.storage.reading.sheets import Settings, Sheet
from unisono.storage.reading.texts import Report, read_bytes
from unisono.storage.reading.toml_files import read_toml
from unisono.storage.reading.workbooks import Workbook, open_workbook

HEADS = ("company", "policy")
LIST_SHEETS = ("departments", "partners", "activities", "rules", "decision_rights", "agreed_durations")
NOT_READ_YET = ("routings", "materials", "facts")
OWN_OUTPUTS = ("plan", "promises", "segments")
EXPLAINING_SHEETS = ("read_me", "readme", "columns")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm")
FILE_ENDINGS = (".csv", ".toml", *WORKBOOK_ENDINGS)


class Origin(Protocol):
    """A place from which the tables and the two heads of a company are read."""

    def file_name(self, name: str) -> str:
        """Return what the user calls a table or head, e.g. `orders.csv` or the sheet `orders`."""
        ...

    def has(self, name: str) -> bool:
        """Tell whether the table or head is there."""
        ...

    def settings(self, name: str, report: Report) -> Settings | None:
        """Return a head, or None when it cannot be read, which is reported."""
        ...

    def sheet(self, name: str, columns: Collection[str], delimiter: str, report: Report) -> Sheet | None:
        """Return the cells of a table, or None when it cannot be read, which is reported."""
        ...

    def report_strangers(self, report: Report) -> None:
        """Report what lies there and is not read."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderOrigin:
    """A folder of CSV and TOML files."""

    path: Path
    names: Collection[str]

    def file_name(self, name: str) -> str:
        """Return the name of a file."""
        return f"{name}.toml" if name in HEADS else f"{name}.csv"

    def has(self, name: str) -> bool:
        """Tell whether the file is there."""
        return self.file_name(name) in self.names

    def settings(self, name: str, report: Report) -> Settings | None:
        """Return a TOML file."""
        file = self.file_name(name)
        data = read_bytes(self.path / file, SETTINGS_SIZE, report)
        return None if data is None else read_toml(data, file, report)

    def sheet(self, name: str, columns: Collection[str], delimiter: str, report: Report) -> Sheet | None:
        """Return the cells of a CSV file."""
        file = self.file_name(name)
        data = read_bytes(self.path / file, FILE_SIZE, report)
        if data is None:
            return None
        return read_delimited(data, file, columns=columns, delimiter=delimiter, report=report)

    def report_strangers(self, report: Report) -> None:
        """Report files that look like data and are not read."""
        known = {self.file_name(name) for name in (*HEADS, *TABLES)}
        later = {f"{name}.csv" for name in NOT_READ_YET}
        ignored = known | later | {f"{name}.csv" for name in OWN_OUTPUTS}
        for file in sorted(later & set(self.names)):
            report(_not_read_yet(file))
        strangers = (
            file
            for file in sorted(self.names)
            if file.lower().endswith(FILE_ENDINGS) and not file.startswith((".", "~")) and file not in ignored
        )
        _report_strangers(list(strangers), "file", known - set(self.names), report)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookOrigin:
    """A workbook; the heads are sheets of it, or TOML files beside it."""

    workbook: Workbook
    beside: FolderOrigin

    def file_name(self, name: str) -> str:
        """Return the name of a sheet, or of a TOML file where there is no such sheet."""
        is_beside = name in HEADS and not self.workbook.has(name) and self.beside.has(name)
        return self.beside.file_name(name) if is_beside else name

    def has(self, name: str) -> bool:
        """Tell whether the sheet is there, or the TOML file beside the workbook."""
        return self.workbook.has(name) or (name in HEADS and self.beside.has(name))

    def settings(self, name: str, report: Report) -> Settings | None:
        """Return a sheet of keys and values, or the TOML file beside the workbook."""
        if self.workbook.has(name):
            return self.workbook.settings(name, report)
        return self.beside.settings(name, report)

    def sheet(self, name: str, columns: Collection[str], delimiter: str, report: Report) -> Sheet | None:  # noqa: ARG002
        """Return the cells of a sheet; columns and delimiter matter to CSV files only."""
        return self.workbook.sheet(name, report)

    def report_strangers(self, report: Report) -> None:
        """Report sheets that are not read."""
        known, names = {*HEADS, *LIST_SHEETS, *TABLES}, self.workbook.names
        for folded in sorted(names.keys() & set(NOT_READ_YET)):
            report(_not_read_yet(names[folded]))
        strangers = [names[folded] for folded in sorted(names.keys() - {*known, *EXPLAINING_SHEETS, *NOT_READ_YET})]
        _report_strangers(strangers, "sheet", known - names.keys(), report)
        for name in HEADS:
            if self.workbook.has(name) and self.beside.has(name):
                report(_read_once(self.beside.file_name(name), name))


def find_origin(path: Path, report: Report) -> Origin | None:
    """Return where the data lie, or None when there are none, which is reported.

    Args:
        path: a folder, or a workbook.
        report: takes the findings.
    """
    try:
        if path.is_dir():
            return _in_folder(path, report)
        if path.exists():
            return _in_workbook(path, report)
    except OSError as error:
        report(_nothing(path, "unreadable-file", f"'{path}' cannot be read: {error.strerror}."))
        return None
    except ValueError:  # a path with a NUL character
        report(_nothing(path, "no-such-path", "The path holds a sign that no path can have."))
        return None
    report(_nothing(path, "no-such-path", f"There is no file or folder '{path}'."))
    return None


def _in_folder(path: Path, report: Report) -> Origin | None:
    names = frozenset(item.name for item in path.iterdir())
    folder = FolderOrigin(path=path, names=names)
    if any(folder.has(name) for name in TABLES):
        return folder
    workbooks = sorted(name for name in names if name.lower().endswith(WORKBOOK_ENDINGS) and not name.startswith("~"))
    if len(workbooks) == 1:
        return _in_workbook(path / workbooks[0], report)
    if workbooks:
        report(_nothing(path, "several-workbooks", f"'{path}' holds {len(workbooks)} workbooks: name one of them."))
        return None
    if any(folder.has(name) for name in HEADS):
        return folder
    report(_nothing(path, "no-company", f"'{path}' holds no company's data."))
    return None


def _in_workbook(path: Path, report: Report) -> Origin | None:
    if not path.name.lower().endswith(WORKBOOK_ENDINGS):
        report(_nothing(path, "no-company", f"'{path}' is no workbook."))
        return None
    workbook = open_workbook(path, report)
    if workbook is None:
        return None
    names = frozenset(item.name for item in path.absolute().parent.iterdir())
    return WorkbookOrigin(workbook=workbook, beside=FolderOrigin(path=path.absolute().parent, names=names))


def _nothing(path: Path, code: str, message: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ERROR,
        source=Source(file=path.name or str(path)),
        message=message,
        value=str(path),
        expected="a folder with company.toml, policy.toml and CSV files, or an XLSX workbook with the same sheets",
        remedy="Give the company's folder or workbook; `unisono init` writes an empty template or a sample.",
    )


def _not_read_yet(file: str) -> Finding:
    return Finding(
        code="not-read-yet",
        severity=Severity.NOTE,
        source=Source(file=file),
        message=f"{file} is not read yet; nothing in it counts.",
    )


def _report_strangers(strangers: Sequence[str], noun: str, free: Collection[str], report: Report) -> None:
    """Report what is not known, the first of many one by one; `free` are the names that nothing bears yet."""
    suggestions = Suggestions(free)
    for name in strangers[:MOST_OF_A_KIND]:
        report(_stranger(name, f"The {noun} '{name}' is", noun, suggestions))
    more = len(strangers) - MOST_OF_A_KIND
    if more > 0:
        report(_stranger(strangers[MOST_OF_A_KIND], f"{more} more {noun}s are", noun, suggestions))


def _stranger(name: str, what: str, noun: str, suggestions: Suggestions) -> Finding:
    return Finding(
        code="unknown-sheet" if noun == "sheet" else "unknown-file",
        severity=Severity.WARNING,
        source=Source(file=name),
        message=f"{what} not known and not read.",
        value=name,
        expected=f"one of {', '.join(suggestions.known)}" if suggestions.known else f"no further {noun}",
        remedy=suggestions.suggest(name) or "Move it elsewhere, or leave it if it is only for you.",
    )


def _read_once(file: str, sheet: str) -> Finding:
    return Finding(
        code="given-twice",
        severity=Severity.WARNING,
        source=Source(file=file),
        message=f"{file} is not read, because the workbook has a sheet '{sheet}'.",
        remedy="Delete one of the two.",
    )
