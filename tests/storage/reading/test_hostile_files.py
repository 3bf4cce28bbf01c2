"""Files that would fill the memory, hang, or crash a careless reader: each is one clear finding."""

import os
from pathlib import Path

import pytest

from tests.companies import bakery
from unisono.domain.findings import Finding, Severity
from unisono.storage.reading.company import Reading, read_company
from unisono.storage.writing import folder_files

STOCK = "product,kind,quantity\n"


def read(folder: Path, **files: str | bytes) -> Reading:
    """Read the bakery with some files replaced; `orders` stands for `orders.csv`."""
    content: dict[str, bytes | str] = dict(folder_files(bakery()))
    for name, text in files.items():
        content[f"{name}.toml" if name in ("company", "policy") else f"{name}.csv"] = text
    for file, data in content.items():
        (folder / file).write_bytes(data.encode() if isinstance(data, str) else data)
    return read_company(folder)


def the_error(reading: Reading) -> Finding:
    """Return the one error, which names file, limit and remedy."""
    (error,) = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    assert reading.snapshot is None
    assert error.source.file
    assert error.expected
    assert error.remedy
    assert len(error.message) <= 1_000
    assert len(error.value or "") <= 80
    return error


def test_a_file_of_a_gigabyte_is_refused_by_its_size(tmp_path: Path) -> None:
    """A CSV file larger than 256 MB is not read; the finding tells its size and what to do."""
    read(tmp_path)
    with (tmp_path / "sales.csv").open("r+b") as stream:
        stream.truncate(1 << 30)
    error = the_error(read_company(tmp_path))
    assert (error.code, error.source.file) == ("over-limit", "sales.csv")
    assert error.message == "A CSV file may have 256 MB; this one has 1,024."


def test_more_lines_than_allowed_are_counted_and_not_read(tmp_path: Path) -> None:
    """A file of more than a million lines is refused with their number."""
    error = the_error(read(tmp_path, stock=STOCK + "\n" * 1_000_001))
    assert (error.code, error.source.file) == ("over-limit", "stock.csv")
    assert "1,000,002" in error.message


def test_calendars_of_a_hundred_thousand_shifts_are_refused(tmp_path: Path) -> None:
    """More working windows than a company has would take minutes to spread over a year; they are not looked at."""
    calendars = folder_files(bakery())["calendars.csv"] + b"early,sun,,20:00,21:00,yes\n" * 100_000
    error = the_error(read(tmp_path, calendars=calendars))
    assert (error.code, error.source.file) == ("over-limit", "calendars.csv")
    assert "100,000 rows" in error.message


def test_a_line_without_end_is_told_by_its_beginning(tmp_path: Path) -> None:
    """A line of a megabyte is refused; the rows above and below it are still checked."""
    reading = read(tmp_path, stock=STOCK + "rye-loaf,own,many\n" + "x" * (1 << 20) + "\nrye-loaf,own,none\n")
    found = [(finding.code, finding.source.line) for finding in reading.findings]
    assert found == [("bad-number", 2), ("over-limit", 3), ("bad-number", 4)]
    assert reading.findings[1].value == "x" * 79 + "…"


def test_a_header_without_end_is_told(tmp_path: Path) -> None:
    """Where the first line is beyond all bounds there is no table to read."""
    assert the_error(read(tmp_path, stock="product," * 50_000)).code == "over-limit"


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    """A header of more columns than any table has is refused with their number."""
    error = the_error(read(tmp_path, stock=STOCK.strip() + "," * 1_000 + "\nrye-loaf,own,5\n"))
    assert (error.code, error.source.line) == ("over-limit", 1)
    assert "1,003" in error.message


def test_rows_of_nothing_but_commas_end_at_the_limit_of_cells(tmp_path: Path) -> None:
    """Ten megabytes of commas are ten million cells; more than twenty million in a table are refused."""
    error = the_error(read(tmp_path, stock=STOCK + ("," * 99_999 + "\n") * 201))
    assert (error.code, error.source.line) == ("over-limit", 201)
    assert "20,000,000 cells" in error.message


def test_a_quotation_mark_that_never_closes_costs_one_row(tmp_path: Path) -> None:
    """However long the file is below it, an open quotation mark spoils its own row only."""
    rows = "rye-loaf,own,5\n" * 20_000
    reading = read(tmp_path, stock=STOCK + '"rye-loaf,own,5\n' + rows + "rye-loaf,own,many\n")
    found = [(finding.code, finding.source.line) for finding in reading.findings]
    assert found == [("broken-quotes", 2), ("bad-number", 20_003)]


def test_a_file_of_open_quotation_marks_is_given_up(tmp_path: Path) -> None:
    """After a hundred broken rows the rest is not read, and that is said."""
    reading = read(tmp_path, stock=STOCK + "\"rye-loaf,own,5\n'\"'\n" * 2_000)
    assert "over-limit" in [finding.code for finding in reading.findings]
    assert len(reading.findings) < 100


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old or locked office document"),
        (b"\x1f\x8b\x08", "a packed file"),
        (bytes(range(32)) * 20, "no text"),
        (STOCK.encode("utf-16-le"), "no text"),
    ],
)
def test_what_is_no_text_is_told_once(tmp_path: Path, content: bytes, kind: str) -> None:
    """A picture called stock.csv is one finding, not one for each of its lines."""
    error = the_error(read(tmp_path, stock=content))
    assert (error.code, error.source.line) == ("not-text", 1)
    assert kind in error.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_with_a_mark_are_named(tmp_path: Path, encoding: str) -> None:
    """A file that says it is UTF-16 or UTF-32 is told as such."""
    assert the_error(read(tmp_path, stock=STOCK.encode(encoding))).code == "not-utf-8"


@pytest.mark.parametrize("name", ["stock.csv", "policy.toml"])
def test_a_pipe_in_place_of_a_file_does_not_hang(tmp_path: Path, name: str) -> None:
    """A named pipe, from which reading would never end, is no file."""
    read(tmp_path)
    (tmp_path / name).unlink(missing_ok=True)
    os.mkfifo(tmp_path / name)
    assert the_error(read_company(tmp_path)).code == "not-a-file"


def test_an_endless_device_is_no_file(tmp_path: Path) -> None:
    """A link to a device that gives bytes for ever is told and not read."""
    read(tmp_path)
    (tmp_path / "stock.csv").unlink()
    (tmp_path / "stock.csv").symlink_to("/dev/zero")
    assert the_error(read_company(tmp_path)).code == "not-a-file"


def test_a_pipe_in_place_of_a_workbook_is_told(tmp_path: Path) -> None:
    """A pipe named like a workbook does not hang, and is not called missing."""
    os.mkfifo(tmp_path / "bakery.xlsx")
    assert the_error(read_company(tmp_path / "bakery.xlsx")).code == "not-a-file"


def test_of_many_strange_files_the_first_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    """A folder that somebody filled with a thousand tables does not flood the screen."""
    for number in range(1_000):
        (tmp_path / f"strange-{number:03}.csv").touch()
    findings = read(tmp_path).findings
    assert len(findings) == 21
    assert findings[-1].message == "980 more files are not known and not read."


def test_a_circle_of_links_is_told(tmp_path: Path) -> None:
    """Links that lead to each other cannot be read, in place of a file or of the whole company."""
    read(tmp_path)
    (tmp_path / "stock.csv").unlink()
    (tmp_path / "stock.csv").symlink_to(tmp_path / "round")
    (tmp_path / "round").symlink_to(tmp_path / "stock.csv")
    assert the_error(read_company(tmp_path)).code == "unreadable-file"
    assert len(read_company(tmp_path / "round").findings) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_nobody_may_read_is_told(tmp_path: Path) -> None:
    """Missing permission is a finding about the file."""
    read(tmp_path)
    (tmp_path / "stock.csv").chmod(0)
    assert the_error(read_company(tmp_path)).code == "unreadable-file"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1e400", "absurd-number"),
        ("1e99999", "absurd-number"),
        ("9" * 5_000, "absurd-number"),
        ("0." + "0" * 5_000 + "1", "absurd-number"),
        ("1" + " 111" * 8_000, "absurd-number"),
        ("1" * 50_000 + " EURO", "absurd-number"),
        ("٣٣", "bad-number"),
        ("0x10", "bad-number"),
        ("1_000", "bad-number"),
    ],
    ids=["huge", "huger", "digits", "zeros", "groups", "currency", "arabic", "hexadecimal", "underscore"],
)
def test_numbers_beyond_all_bounds_are_told_at_once(tmp_path: Path, cell: str, code: str) -> None:
    """A number of thousands of digits, or a text that looks like one, takes no time to refuse."""
    error = the_error(read(tmp_path, stock=f"{STOCK}rye-loaf,own,{cell}\n"))
    assert (error.code, error.source.line, error.source.column) == (code, 2, "quantity")


@pytest.mark.parametrize("cell", ["0000-01-01", "9999-12-31T23:59", "2026-13-45", "-2026-01-01", "1" * 50])
def test_absurd_dates_are_told(tmp_path: Path, cell: str) -> None:
    """No date makes the reader stumble, not even at the ends of the calendar."""
    error = the_error(read(tmp_path, stock=f"product,kind,quantity,valid_until\nrye-loaf,own,5,{cell}\n"))
    assert error.code in ("bad-date", "absurd-date")
    assert error.source.line == 2


def test_a_text_longer_than_a_page_is_no_name(tmp_path: Path) -> None:
    """A cell of 2,001 characters is refused, and quoted by its beginning."""
    error = the_error(read(tmp_path, stock=f"{STOCK}{'x' * 2_001},own,5\n"))
    assert (error.code, error.source.column) == ("over-limit", "product")
    assert error.message == "A cell may have 2,000 characters; this one has 2,001."


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x07", "\x9b31m", "\u202e"])
def test_signs_that_a_terminal_obeys_are_refused_and_not_printed(tmp_path: Path, sign: str) -> None:
    """An escape sequence in a name is an error, and the finding quotes it in letters."""
    error = the_error(read(tmp_path, stock=f"{STOCK}rye{sign},own,5\n"))
    assert error.code == "control-sign"
    assert (error.value or "").isprintable()


def test_a_header_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    """The name of an unknown column is shown as letters, wherever a finding repeats it."""
    reading = read(tmp_path, stock="product,kind,quantity,\x1b[31mred\nrye-loaf,own,5,x\n")
    (finding,) = reading.findings
    assert finding.code == "unknown-column"
    assert all((text or "").isprintable() for text in (finding.message, finding.value, finding.source.column))


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "@SUM(1+9)", "+1+cmd|x", '=HYPERLINK("http://x";"y")', "-2+f(1)"]
)
def test_a_text_that_a_spreadsheet_would_run_is_told(tmp_path: Path, text: str) -> None:
    """A formula in a name stays a text, with a warning that says where it stands."""
    quoted = text.replace('"', '""')
    customers = folder_files(bakery())["customers.csv"].decode() + f'EVIL,"{quoted}",no,,,,\n'
    reading = read(tmp_path, customers=customers)
    (finding,) = reading.findings
    assert (finding.code, finding.severity, finding.source.column) == ("formula-text", Severity.WARNING, "name")
    assert reading.snapshot is not None
    assert reading.snapshot.customers[-1].name == text


@pytest.mark.parametrize("text", ["-", "+48 22 123 45 67", "-18 °C store", "A=B", "12@home"])
def test_ordinary_names_are_no_formulas(tmp_path: Path, text: str) -> None:
    """A telephone number or a temperature is nothing to warn about."""
    customers = folder_files(bakery())["customers.csv"].decode() + f"MILL,{text},no,,,,\n"
    assert read(tmp_path, customers=customers).findings == ()


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        ("x = " + "[" * 90_000, "bad-toml"),
        ("\n\nx = " + "9" * 5_000, "bad-toml"),
        ("frozen_hours = 1e99999999999999999999", "not-finite"),
        ("frozen_hours = 1e400", "absurd-number"),
        (".".join(["a"] * 30_000) + " = 1", "over-limit"),
        ("[" + ".".join(["a"] * 30_000) + "]", "over-limit"),
        ('x = "' + "x" * 100_001 + '"', "over-limit"),
        ("# so much to say\n" * 70_000, "over-limit"),
        ("x = {" * 3_000, "bad-toml"),
        ("\x00", "not-text"),
    ],
    ids=["brackets", "digits", "exponent", "number", "key", "heading", "line", "size", "tables", "NUL"],
)
def test_settings_that_would_take_hours_are_refused(tmp_path: Path, policy: str, code: str) -> None:
    """Deep brackets, keys of a thousand parts, endless numbers and huge files are findings about policy.toml."""
    error = the_error(read(tmp_path, policy=policy, services="date,customer,activity,count\n"))
    assert (error.code, error.source.file) == (code, "policy.toml")
    assert code == "over-limit" or error.source.line == policy[: len(policy) // 2].count("\n") + 1


def test_a_rule_that_would_take_hours_to_judge_is_refused(tmp_path: Path) -> None:
    """A condition that walks through lists within lists is an error in its line of policy.toml."""
    when = "[1,2,3].all(a, [1,2,3].all(b, [1,2,3].all(c, a + b < c)))"
    text = folder_files(bakery())["policy.toml"].decode().replace("quantity < 30.0", when)
    error = the_error(read(tmp_path, policy=text))
    assert (error.code, error.source.file) == ("rule-too-costly", "policy.toml")
    assert error.source.line == next(number for number, line in enumerate(text.splitlines(), 1) if when in line)
