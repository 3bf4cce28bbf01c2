"""Reading an XLSX workbook, as spreadsheet programs and people write it."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.companies import bakery
from unisono.domain.findings import Severity
from unisono.storage.reading.company import Reading, read_company
from unisono.storage.reading.hashing import content_hash
from unisono.storage.writing import folder_files, workbook_bytes

Cells = list[list[Any]]


def tables() -> dict[str, Cells]:
    """Return the bakery's tables as a person would type them into sheets: dates, numbers and texts."""
    sheets: dict[str, Cells] = {}
    for name, data in folder_files(bakery()).items():
        if name.endswith(".csv"):
            sheets[name.removesuffix(".csv")] = [line.split(",") for line in data.decode().splitlines()]
    return sheets


def written(path: Path, sheets: dict[str, Cells]) -> Path:
    """Write sheets to a workbook, the two TOML files beside it."""
    for name in ("company.toml", "policy.toml"):
        (path.parent / name).write_bytes(folder_files(bakery())[name])
    with xlsxwriter.Workbook(path) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        clock = workbook.add_format({"num_format": "hh:mm"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for line, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(line, place, cell, moment)
                    elif isinstance(cell, date):
                        sheet.write_datetime(line, place, cell, day)
                    elif isinstance(cell, time):
                        sheet.write_datetime(line, place, cell, clock)
                    elif isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(line, place, cell, None, "#DIV/0!")
                    elif cell != "":
                        sheet.write(line, place, cell)
    return path


def codes(reading: Reading) -> list[str]:
    """Return the codes of the findings."""
    return [finding.code for finding in reading.findings]


def test_a_workbook_has_the_name_of_the_same_folder(tmp_path: Path) -> None:
    """The same data in a workbook and in CSV files have the same content hash."""
    path = tmp_path / "bakery.xlsx"
    path.write_bytes(workbook_bytes(bakery()))
    reading = read_company(path)
    assert codes(reading) == []
    assert reading.snapshot is not None
    assert reading.snapshot.content_hash == content_hash(bakery())


def test_the_same_data_give_the_same_workbook() -> None:
    """A workbook is written the same, byte for byte, whenever it is written."""
    assert workbook_bytes(bakery()) == workbook_bytes(bakery())


def test_a_folder_with_one_workbook_is_that_workbook(tmp_path: Path) -> None:
    """Whoever names the folder means the one workbook in it, also with the TOML files beside it."""
    written(tmp_path / "bakery.xlsx", tables())
    reading = read_company(tmp_path)
    assert codes(reading) == []
    assert reading.snapshot is not None
    assert reading.snapshot.content_hash == content_hash(bakery())


def test_cells_of_a_spreadsheet_are_read_as_they_look(tmp_path: Path) -> None:
    """Real dates, times, numbers, numbers as names and yes/no cells are read as a person sees them."""
    sheets = tables()
    sheets["orders"] = [
        ["id", "customer", "product", "quantity", "net_price", "received", "requested", "ship_lead"],
        [4711, "HOTEL", "rye-loaf", 50, 0.1 + 0.2 + 2, datetime(2026, 2, 27, 10, 30), date(2026, 3, 6), "2.5"],  # noqa: DTZ001 - a spreadsheet knows no zone
    ]
    sheets["customers"][1][2] = True
    sheets["calendars"][1][3:5] = [time(6), time(14)]
    snapshot = read_company(written(tmp_path / "bakery.xlsx", sheets)).snapshot
    assert snapshot is not None
    (order,) = snapshot.orders
    assert (order.id, order.net_price, order.ship_lead) == ("4711", Decimal("2.3"), Decimal("2.5"))
    assert order.received.isoformat() == "2026-02-27T09:30:00+00:00"
    assert order.requested == bakery().orders[2].requested
    assert snapshot.customers[0].strategic
    assert snapshot.calendars[0] == bakery().calendars[0]


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("quantity", date(2026, 5, 3), "bad-number"),
        ("quantity", "=1/0", "error-cell"),
        ("late_cost_per_day", "=1/0", "error-cell"),
        ("status", 7, "unknown-word"),
        ("requested", 46087, "bad-date"),
        ("requested", "next week", "bad-date"),
        ("quantity", True, "bad-number"),
    ],
)
def test_cells_that_cannot_be_meant_are_findings(tmp_path: Path, column: str, cell: Any, code: str) -> None:  # noqa: ANN401 - any cell
    """A date for a quantity, a formula that failed, a number for a word: each is told with its row and column."""
    sheets = tables()
    sheets["orders"][3][sheets["orders"][0].index(column)] = cell
    findings = read_company(written(tmp_path / "bakery.xlsx", sheets)).findings
    assert (findings[0].code, str(findings[0].source)) == (code, f"orders:4 ({column})")
    assert findings[0].severity is Severity.ERROR


def test_unknown_sheets_are_named(tmp_path: Path) -> None:
    """A misspelt sheet is told with the one that is meant, a sheet to read is not."""
    sheets = tables()
    sheets["stokc"] = sheets.pop("stock")
    sheets["read me"] = [["hello"]]
    sheets["materials"] = [["product"]]
    note, warning = read_company(written(tmp_path / "bakery.xlsx", sheets)).findings
    assert (note.code, warning.code, warning.remedy) == ("not-read-yet", "unknown-sheet", "Did you mean 'stock'?")


def test_keys_given_twice_are_told(tmp_path: Path) -> None:
    """A sheet of keys and a TOML file beside it, or a key in two rows, leave no doubt about what was read."""
    sheets = {**tables(), "company": [["key", "value"], *([key, f"{value}"] for key, value in HEAD), ["name", "x"]]}
    found = codes(read_company(written(tmp_path / "bakery.xlsx", sheets)))
    assert found.count("duplicate-key") == 1
    assert found.count("given-twice") == 1


HEAD = (
    ("name", "Thorn Bakery"),
    ("currency", "EUR"),
    ("timezone", "Europe/Warsaw"),
    ("as_of", "2026-03-02T06:00"),
    ("horizon_end", "2026-03-08"),
)


def test_a_sheet_without_keys_is_told(tmp_path: Path) -> None:
    """The sheet company needs a header with key and value."""
    sheets = {**tables(), "company": [["what", "is"], ["name", "Thorn Bakery"]]}
    assert "missing-column" in codes(read_company(written(tmp_path / "bakery.xlsx", sheets)))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"id,name\n", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_workbook_is_one_finding(tmp_path: Path, content: bytes) -> None:
    """A file that only ends in .xlsx, or an old or locked one, is told as such."""
    (tmp_path / "bakery.xlsx").write_bytes(content)
    assert codes(read_company(tmp_path / "bakery.xlsx")) == ["bad-workbook"]


def test_a_stray_cell_far_out_is_told_and_not_loaded(tmp_path: Path) -> None:
    """A forgotten cell in the last corner of a sheet would fill the memory; it is told instead."""
    sheet = BytesIO()
    with xlsxwriter.Workbook(sheet) as workbook:
        orders = workbook.add_worksheet("orders")
        orders.write(0, 0, "id")
        orders.write(1_048_575, 16_383, "x")
    (tmp_path / "bakery.xlsx").write_bytes(sheet.getvalue())
    (finding,) = read_company(tmp_path / "bakery.xlsx").findings
    assert (finding.code, finding.source.file) == ("over-limit", "orders")
    assert finding.value == "row 1,048,576, column 16,384"
