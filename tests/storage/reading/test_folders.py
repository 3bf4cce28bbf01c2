"""Reading a folder of CSV and TOML files, in all the forms that programs write."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from tests.companies import bakery
from unisono.domain.findings import Severity
from unisono.domain.policy import WarningPolicy
from unisono.storage.reading.company import Reading, read_company
from unisono.storage.reading.hashing import content_hash
from unisono.storage.writing import folder_files

BEFORE_WARNINGS = "c88027645bdc5bac57eef4a6bc8d3351900a35a178e4fbaa5ca1cc55071c599a"
"""What the bakery's data were named by before a policy had thresholds of warnings."""

Edit = Callable[[dict[str, bytes]], None]


def read(folder: Path, **files: str | bytes | None) -> Reading:
    """Read the bakery with some files replaced, or left out where None; `orders` stands for `orders.csv`."""
    content = folder_files(bakery())
    for name, text in files.items():
        file = f"{name}.toml" if name in ("company", "policy") else f"{name}.csv"
        if text is None:
            content.pop(file)
        else:
            content[file] = text.encode() if isinstance(text, str) else text
    for file, data in content.items():
        (folder / file).write_bytes(data)
    return read_company(folder)


def codes(reading: Reading) -> list[str]:
    """Return the codes of the findings."""
    return [finding.code for finding in reading.findings]


def text_of(name: str) -> str:
    """Return a file of the bakery."""
    return folder_files(bakery())[name].decode()


def test_a_company_is_read_as_it_is(tmp_path: Path) -> None:
    """Everything of the bakery comes out of its files, named by the hash of its content."""
    snapshot = read(tmp_path).snapshot
    assert snapshot is not None
    assert replace(snapshot, content_hash="bakery") == bakery()
    assert snapshot.content_hash == content_hash(bakery())


def test_thresholds_of_warnings_name_data_only_where_somebody_chose_them() -> None:
    """Data that were kept before there were warnings keep their name; others get one of their own."""
    policy = replace(bakery().policy, warnings=WarningPolicy(raise_at=Decimal("0.7")))
    assert content_hash(bakery()) == BEFORE_WARNINGS
    assert content_hash(replace(bakery(), policy=policy)) != BEFORE_WARNINGS


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_european_spreadsheet_is_read_and_told(tmp_path: Path, delimiter: str) -> None:
    """Semicolons or tabs, decimal commas, a byte order mark and Windows line ends: the data are the same."""
    orders = "\ufeff" + text_of("orders.csv").replace(",", delimiter).replace(".", ",").replace("\n", "\r\n")
    reading = read(tmp_path, orders=orders)
    assert codes(reading) == ["notation-found"]
    assert reading.findings[0].severity is Severity.NOTE
    assert reading.snapshot is not None
    assert reading.snapshot.content_hash == content_hash(bakery())


def test_what_is_declared_needs_no_telling(tmp_path: Path) -> None:
    """Delimiter and decimal mark declared in company.toml are used without a note, also where nothing shows them."""
    company = text_of("company.toml").replace(
        "[[department]]", '[files]\ndelimiter = ";"\ndecimal = ","\n\n[[department]]', 1
    )
    files = {
        name.removesuffix(".csv"): data.decode().replace(",", ";").replace(".", ",")
        for name, data in folder_files(bakery()).items()
        if name.endswith(".csv")
    }
    files["stock"] = "product;kind;quantity\nrye-loaf;own;1,234\n"
    reading = read(tmp_path, company=company, **files)
    assert codes(reading) == []
    assert reading.snapshot is not None
    assert reading.snapshot.stock[0].quantity == Decimal("1.234")


def test_a_declaration_that_means_nothing_is_told(tmp_path: Path) -> None:
    """A delimiter that cannot be meant is an error in its line."""
    company = text_of("company.toml").replace("[[department]]", '[files]\ndelimiter = "|"\n\n[[department]]', 1)
    (finding,) = read(tmp_path, company=company).findings
    assert (finding.code, finding.source.column) == ("unknown-word", "delimiter")
    assert finding.source.line == company.splitlines().index('delimiter = "|"') + 1


def test_a_spreadsheets_own_first_line_names_the_delimiter(tmp_path: Path) -> None:
    """The line `sep=;` that some spreadsheets write is understood, and lines are counted with it."""
    stock = "sep=;\nproduct;kind;quantity\nrye-loaf;own;many\n"
    (note, finding) = read(tmp_path, stock=stock).findings
    assert note.code == "notation-found"
    assert (finding.code, finding.source.line) == ("bad-number", 3)


def test_dates_mean_the_start_or_the_end_of_their_day(tmp_path: Path) -> None:
    """A requested date lasts until midnight, an earliest start begins with its day, both in the company's zone."""
    header = "id,customer,product,quantity,net_price,received,requested,earliest_start\n"
    orders = header + "A,HOTEL,rye-loaf,50,3,2026-02-27,2026-03-06,2026-03-03\n"
    snapshot = read(tmp_path, orders=orders).snapshot
    assert snapshot is not None
    (order,) = snapshot.orders
    assert order.requested == datetime(2026, 3, 6, 23, tzinfo=UTC)
    assert order.earliest_start == datetime(2026, 3, 2, 23, tzinfo=UTC)
    assert order.received == datetime(2026, 2, 26, 23, tzinfo=UTC)


def test_a_time_with_its_zone_is_that_instant(tmp_path: Path) -> None:
    """A time may name its own zone; 24:00 is the end of the day."""
    header = "id,customer,product,quantity,net_price,received,requested\n"
    orders = header + "A,HOTEL,rye-loaf,50,3,2026-02-27T10:00Z,2026-03-06T24:00\n"
    orders += "B,HOTEL,rye-loaf,50,3,2026-02-27 10:00-05:00,2026-03-06T10:00:30+0100\n"
    snapshot = read(tmp_path, orders=orders).snapshot
    assert snapshot is not None
    first, second = snapshot.orders
    assert first.received == datetime(2026, 2, 27, 10, tzinfo=UTC)
    assert first.requested == datetime(2026, 3, 6, 23, tzinfo=UTC)
    assert second.received == datetime(2026, 2, 27, 15, tzinfo=UTC)
    assert second.requested == datetime(2026, 3, 6, 9, 0, 30, tzinfo=UTC)


def test_a_shift_may_end_at_24(tmp_path: Path) -> None:
    """24:00 ends a window, and begins none."""
    calendars = text_of("calendars.csv") + "early,sun,,20:00,24:00,yes\n"
    snapshot = read(tmp_path, calendars=calendars).snapshot
    assert snapshot is not None
    assert snapshot.calendars[-1].end == time(0)
    assert codes(read(tmp_path, calendars=text_of("calendars.csv") + "night,sun,,24:00,02:00,yes\n")) == ["bad-time"]


def test_the_companys_own_currency_may_stand_beside_money(tmp_path: Path) -> None:
    """`€ 3.00` and `3.00 EUR` are three euros; a weight with a currency is no number."""
    orders = text_of("orders.csv").replace(",3.00,", ",€ 3.00,").replace(",2.70,", ",2.70 EUR,")
    snapshot = read(tmp_path, orders=orders).snapshot
    assert snapshot is not None
    assert [order.net_price for order in snapshot.orders[:2]] == [Decimal("3.00"), Decimal("2.70")]
    assert codes(read(tmp_path, orders=text_of("orders.csv").replace(",320,", ",320 EUR,"))) == ["bad-number"]


def test_a_column_of_the_companys_currency_is_fine(tmp_path: Path) -> None:
    """A column `currency` may stand beside money; each of its cells must be the company's."""
    header = "date,invoice,customer,product,quantity,net_amount,currency\n"
    rows = "2026-01-05,F-1,HOTEL,rye-loaf,5,15.00,EUR\n2026-01-06,F-2,HOTEL,rye-loaf,5,15.00,\n"
    assert codes(read(tmp_path, sales=header + rows)) == []
    (finding,) = read(tmp_path, sales=header + rows + "2026-01-07,F-3,HOTEL,rye-loaf,5,15.00,SEK\n").findings
    assert finding.value == "SEK"
    assert "SEK" in finding.message
    assert "EUR" in finding.message


def test_names_of_columns_may_be_written_as_people_do(tmp_path: Path) -> None:
    """Capitals, blanks and hyphens in a header do not matter, nor does the order of the columns."""
    stock = "Quantity, Valid Until,KIND,product\n5,2026-04-01,Call-Off,rye-loaf\n"
    (finding,) = read(tmp_path, stock=stock).findings
    assert finding.code == "stock-without-owner"


def test_yield_may_be_called_by_its_short_name(tmp_path: Path) -> None:
    """The share of good units may stand in a column `yield`."""
    snapshot = read(tmp_path, rates=text_of("rates.csv").replace("yield_share", "yield")).snapshot
    assert snapshot is not None
    assert snapshot.rates == bakery().rates


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    """Empty lines and lines of delimiters only are passed over, and counted as lines."""
    stock = "\n\nproduct,kind,quantity\n\n,,\n  ,\t,\nrye-loaf,own,many\n"
    (finding,) = read(tmp_path, stock=stock).findings
    assert (finding.code, finding.source.line) == ("bad-number", 7)


def test_a_cell_over_two_lines_is_one_row(tmp_path: Path) -> None:
    """A quoted cell may hold a line break; the row is named by the line it begins in."""
    customers = text_of("customers.csv") + '"MILL","Old\nMill",maybe,,,,\nPORT,Port,maybe,,,,\n'
    lines = [finding.source.line for finding in read(tmp_path, customers=customers).findings]
    assert lines == [6, 8]


def test_rows_below_broken_quotes_are_read(tmp_path: Path) -> None:
    """A quotation mark that is never closed spoils its own row, not those below it."""
    stock = 'product,kind,quantity\n"rye-loaf,own,5\nrye-roll,own,many\nbaguette,"own"x,5\nwheat-roll,own,"5\n'
    found = [(finding.code, finding.source.line) for finding in read(tmp_path, stock=stock).findings]
    assert found == [("broken-quotes", 2), ("bad-number", 3), ("broken-quotes", 4), ("broken-quotes", 5)]


def test_a_short_row_is_filled_up_where_nothing_required_is_missing(tmp_path: Path) -> None:
    """A row without its last optional cells is read, with a warning."""
    reading = read(tmp_path, stock="product,kind,quantity,location,owner\nrye-loaf,own,5\n")
    assert codes(reading) == ["short-row"]
    assert reading.findings[0].severity is Severity.WARNING
    assert reading.snapshot is not None
    assert reading.snapshot.stock[0].quantity == 5


def test_empty_cells_beyond_the_header_are_nothing(tmp_path: Path) -> None:
    """Spreadsheets like to add empty cells at the end of a row: they do no harm."""
    assert codes(read(tmp_path, stock="product,kind,quantity\nrye-loaf,own,5,,\n")) == []


def test_of_many_mistakes_of_a_kind_the_first_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    """A thousand wrong rows do not flood the screen, and whoever wants them all can have them."""
    rows = "".join(f"rye-loaf,own,x{number}\n" for number in range(1000))
    reading = read(tmp_path, stock="product,kind,quantity\n" + rows)
    assert len(reading.findings) == 21
    assert reading.findings[-1].message == "980 more of this kind in stock.csv, 1000 in all."
    assert len(read_company(tmp_path, most_of_a_kind=None).findings) == 1000


def test_every_byte_that_is_no_text_is_told_by_its_place(tmp_path: Path) -> None:
    """A letter in an old encoding is told with line and byte, and the letter it would be."""
    customers = text_of("customers.csv").encode() + b"MUEHLE,M\xfchle,no,,,,\n"
    (finding,) = read(tmp_path, customers=customers).findings
    assert (finding.code, finding.source.line, finding.value) == ("not-utf-8", 6, "\\xfc")
    assert f"Byte {len(text_of('customers.csv').encode()) + 8:,} " in finding.message
    assert "'ü'" in finding.message


def test_a_byte_is_counted_with_the_mark_before_it(tmp_path: Path) -> None:
    """A byte order mark takes three bytes of the file, and does not hide a wrong byte behind it."""
    (finding,) = read(tmp_path, stock=b"\xef\xbb\xbfproduct,kind,quantity\r\nrye-loaf,own,5\r\n\xfc,own,5\r\n").findings
    assert finding.source.line == 3
    assert "Byte 42 " in finding.message


def test_a_comma_among_points_is_told_as_such(tmp_path: Path) -> None:
    """Where other numbers show a decimal point, `1,234` is no riddle but a second mark in the file."""
    (finding,) = read(tmp_path, stock='product,kind,quantity\nrye-loaf,own,"1,234"\nrye-roll,own,2.5\n').findings
    assert finding.code == "mixed-decimals"


def test_a_missing_policy_has_its_defaults(tmp_path: Path) -> None:
    """A company may start without policy.toml; only services then lack their activities."""
    reading = read(tmp_path, policy=None, services=None)
    assert [(finding.code, finding.severity) for finding in reading.findings] == [("missing-file", Severity.WARNING)]
    assert reading.snapshot is not None
    assert reading.snapshot.policy.practical_capacity == Decimal("0.8")


def test_every_key_is_told_with_its_line(tmp_path: Path) -> None:
    """Mistakes in TOML point to their line: in the head, in a section, and in the second of two blocks."""
    policy = text_of("policy.toml").replace("leave_share = 0.85", "leave_share = 1.5")
    policy = policy.replace("frozen_hours = 0", 'frozen_hours = "soon"').replace(
        "minutes_each = 1", "minutes_each = -1"
    )
    lines = policy.splitlines()
    wanted = [lines.index(text) + 1 for text in ('frozen_hours = "soon"', "leave_share = 1.5", "minutes_each = -1")]
    findings = read(tmp_path, policy=policy, services=None).findings
    assert [finding.source.line for finding in findings] == wanted
    assert [finding.code for finding in findings] == ["bad-number", "out-of-range", "out-of-range"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[[partner]]", "[partner]", "wrong-heading"),
        ("[[partner]]", "[[partners]]", "unknown-key"),
        ('name = "Thorn Bakery"', 'name = "Thorn Bakery"\nfiles = "x"', "wrong-heading"),
        ('kind = "carrier"', 'kind = ["carrier"]', "wrong-type"),
        ('name = "Quick Van"\n', "", "missing-key"),
        ("warehouse_room = 600", "warehouse_room = nan", "not-finite"),
        ("warehouse_room = 600", "warehouse_room = 0x" + "f" * 5000, "absurd-number"),
        ("warehouse_room = 600", "warehouse_room = " + "9" * 5000, "bad-toml"),
        ("warehouse_room = 600", "warehouse_room = true", "bad-number"),
        ("warehouse_room = 600", "warehouse_room = 2026-03-01", "bad-number"),
        ('"2026-03-08"', "2026-03-29T02:30:00", "skipped-time"),
        ('"Europe/Warsaw"', '"../etc/passwd"', "unknown-timezone"),
        ('"Thorn Bakery"', '"""', "bad-toml"),
        ('"Thorn Bakery"', "[" * 5000, "bad-toml"),
    ],
)
def test_mistakes_in_the_head_are_findings(tmp_path: Path, old: str, new: str, code: str) -> None:
    """Whatever stands in company.toml, the answer says what is wrong and where."""
    text = text_of("company.toml")
    assert old in text
    (finding, *others) = read(tmp_path, company=text.replace(old, new, 1)).findings
    assert finding.code == code
    assert others == []
    assert finding.source.file == "company.toml"


def test_dates_in_toml_need_no_quotes(tmp_path: Path) -> None:
    """TOML's own dates and times are read like those in quotes."""
    text = (
        text_of("company.toml")
        .replace('"2026-03-02T06:00"', "2026-03-02T06:00:00")
        .replace('"2026-03-08"', "2026-03-08")
    )
    snapshot = read(tmp_path, company=text).snapshot
    assert snapshot is not None
    assert snapshot.company == bakery().company


@pytest.mark.parametrize("what", ["nothing there", "an empty folder", "a text", "a NUL", "two workbooks"])
def test_a_place_without_data_says_so(tmp_path: Path, what: str) -> None:
    """A wrong path is one finding, not a list of missing files."""
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "empty").mkdir()
    (tmp_path / "two").mkdir()
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / "two" / name).write_bytes(b"")
    places = {
        "nothing there": tmp_path / "nowhere",
        "an empty folder": tmp_path / "empty",
        "a text": tmp_path / "notes.txt",
        "a NUL": Path("a\x00b"),
        "two workbooks": tmp_path / "two",
    }
    reading = read_company(places[what])
    assert reading.snapshot is None
    assert len(reading.findings) == 1


def test_files_for_people_are_left_alone(tmp_path: Path) -> None:
    """Notes, hidden files and Unisono's own outputs in the folder are no strangers."""
    for name in ("README.md", "COLUMNS.md", ".hidden.csv", "~$company.xlsx", "plan.csv", "promises.csv"):
        (tmp_path / name).write_text("x")
    assert codes(read(tmp_path)) == []


def test_the_name_of_data_does_not_depend_on_how_numbers_are_written(tmp_path: Path) -> None:
    """2.70 and 2.7 are one price, so the data have one name; another price gives another."""
    same = read(tmp_path, orders=text_of("orders.csv").replace(",2.70,", ",2.7,")).snapshot
    other = read(tmp_path, orders=text_of("orders.csv").replace(",2.70,", ",2.71,")).snapshot
    assert same is not None
    assert other is not None
    assert same.content_hash == content_hash(bakery()) != other.content_hash
