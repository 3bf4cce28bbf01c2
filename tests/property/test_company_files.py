"""Laws of reading and writing a company's data."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.companies import bakery
from unisono.domain.company import TABLES, Company, Snapshot
from unisono.domain.findings import Severity
from unisono.domain.frameworks import Framework
from unisono.domain.policy import (
    LateCost,
    Meeting,
    Policy,
    Protection,
    Repromising,
    StockPolicy,
    Tiering,
    WarningPolicy,
)
from unisono.storage.reading import company
from unisono.storage.reading.company import LISTS, read_company
from unisono.storage.reading.fields import Field, fields_of
from unisono.storage.reading.finding_log import FindingLog
from unisono.storage.reading.hashing import content_hash
from unisono.storage.reading.origins import find_origin
from unisono.storage.writing import folder_files, workbook_bytes

ZONES = ("Europe/Warsaw", "UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Asia/Beirut")
PRINTABLE = st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("C", "Z"))


def texts() -> st.SearchStrategy[str]:
    """Return names as people give them: any letters and signs, blanks only inside."""
    words = st.text(PRINTABLE, min_size=1, max_size=12)
    awkward = st.sampled_from(["a,b;c", '"', "'x", "=1+1", "007", "1e5", "yes", "2026-01-01", "_x0041_", "-"])
    return st.one_of(words, awkward, st.tuples(words, words).map(" ".join))


def values(field: Field) -> st.SearchStrategy[Any]:
    """Return values that a cell of a column may hold."""
    kind, described = field.kind, field.column
    strategy: st.SearchStrategy[Any]
    if kind is str:
        strategy = texts() if field.required else st.one_of(st.just(""), texts())
    elif kind is bool:
        strategy = st.booleans()
    elif kind in (Decimal, int):
        low = described.above if described.above is not None else described.minimum
        decimals = st.decimals(
            min_value=Decimal(str(low)) if low is not None else Decimal(-(10**9)),
            max_value=Decimal(str(described.maximum)) if described.maximum is not None else Decimal(10**9),
            places=4,
        )
        strategy = decimals.filter(lambda number: described.above is None or number > Decimal(str(described.above)))
        strategy = strategy.map(lambda number: number or Decimal(0))
        strategy = strategy.map(int).filter(lambda number: low is None or number >= low) if kind is int else strategy
    elif kind is datetime:
        seconds = st.integers(0, 3_000_000_000) | st.integers(0, 30_000).map(lambda days: days * 86_400 + 3600)
        strategy = seconds.map(lambda later: datetime(1999, 12, 31, 22, tzinfo=UTC) + timedelta(seconds=later))
    elif kind is date:
        strategy = st.dates(date(1951, 1, 1), date(2199, 1, 1))
    elif kind is time:
        strategy = st.times().map(lambda clock: clock.replace(microsecond=0))
    else:
        strategy = st.sampled_from(list(kind))  # type: ignore[call-overload]  # an enumeration
    return strategy if field.required or field.default is not None else st.one_of(st.none(), strategy)


def rows(row_type: type) -> st.SearchStrategy[Any]:
    """Return rows of one type."""
    return st.builds(row_type, **{field.name: values(field) for field in fields_of(row_type)})


def several(row_type: type, least: int = 1) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return a few rows of one type."""
    return st.lists(rows(row_type), min_size=least, max_size=2).map(tuple)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Return data that need not make sense together: only reading and writing them is tested."""
    lists = {name: draw(several(row_type, least=0)) for name, row_type in LISTS.items()}
    head = replace(
        draw(rows(Company)),
        currency="EUR",
        timezone=draw(st.sampled_from(ZONES)),
        departments=lists["departments"],
        partners=lists["partners"],
    )
    policy = replace(
        draw(rows(Policy)),
        tiers=draw(rows(Tiering)),
        meeting=draw(rows(Meeting)),
        stock=draw(rows(StockPolicy)),
        protection=draw(rows(Protection)),
        repromising=draw(rows(Repromising)),
        warnings=draw(rows(WarningPolicy)),
        late_percent_per_day=draw(rows(LateCost)),
        activities=lists["activities"],
        rules=lists["rules"],
        decision_rights=lists["decision_rights"],
        agreed_durations=lists["agreed_durations"],
    )
    tables: dict[str, Any] = {name: draw(several(row_type)) for name, row_type in TABLES.items()}
    snapshot = Snapshot(company=head, policy=policy, **tables)
    return replace(snapshot, content_hash=content_hash(snapshot))


def read_rows(path: Path) -> Snapshot:
    """Read the data back without asking whether they fit together."""
    log = FindingLog(limit=None)
    origin = find_origin(path, log.add)
    assert origin is not None
    head, rules = company._heads(origin, log)
    draft = company._draft(origin, head, rules, log)
    assert [finding for finding in log.findings(()) if finding.severity is Severity.ERROR] == []
    return company._snapshot(head, draft)


@settings(max_examples=25)
@given(snapshots())
def test_what_is_written_to_a_folder_is_read_again(snapshot: Snapshot) -> None:
    """A folder of CSV and TOML holds exactly the data that were written to it, with the same hash."""
    with TemporaryDirectory() as folder:
        for name, content in folder_files(snapshot).items():
            (Path(folder) / name).write_bytes(content)
        again = read_rows(Path(folder))
    assert again == snapshot


@settings(max_examples=25)
@given(snapshots())
def test_what_is_written_to_a_workbook_is_read_again(snapshot: Snapshot) -> None:
    """A workbook holds exactly the data that were written to it, with the same hash."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "company.xlsx"
        path.write_bytes(workbook_bytes(snapshot))
        again = read_rows(path)
    assert again == snapshot


HOTEL_BREAD = Framework(
    id="FO-1",
    customer="HOTEL",
    product="rye-loaf",
    quantity=Decimal(900),
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 31),
)
THORN = replace(bakery(), frameworks=(HOTEL_BREAD,))
FILES = folder_files(THORN)


WORKBOOK = workbook_bytes(bakery())


@settings(max_examples=40)
@given(st.integers(0, len(WORKBOOK)), st.integers(0, 60), st.binary(max_size=60))
def test_whatever_stands_in_a_workbook_the_answer_is_findings(place: int, length: int, noise: bytes) -> None:
    """No bytes in a workbook end in anything but findings."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "company.xlsx"
        path.write_bytes(WORKBOOK[:place] + noise + WORKBOOK[place + length :])
        reading = read_company(path)
    assert reading.snapshot is not None or reading.findings


@given(st.sampled_from(sorted(TABLES)), st.data())
def test_a_wrong_row_leaves_the_others_alone(name: str, data: st.DataObject) -> None:
    """A row with a word for a number or date is left out; every other row is read as before."""
    row_type = TABLES[name]
    columns = [field.name for field in fields_of(row_type)]
    lines = FILES[f"{name}.csv"].decode().splitlines()
    wrong = data.draw(st.sampled_from([field.name for field in fields_of(row_type) if field.kind is not str]))
    cells = lines[1].split(",")
    cells[columns.index(wrong)] = "someday"
    lines.insert(data.draw(st.integers(1, len(lines))), ",".join(cells))
    files = {**FILES, f"{name}.csv": "\n".join(lines).encode()}
    with TemporaryDirectory() as folder:
        for file, content in files.items():
            (Path(folder) / file).write_bytes(content)
        log = FindingLog()
        origin = find_origin(Path(folder), log.add)
        assert origin is not None
        draft = company._draft(origin, *company._heads(origin, log), log)
    assert draft.table(name).rows == getattr(THORN, name)
    assert [finding.source.column for finding in log.findings(())] == [wrong]
