"""What every fact table must do, whatever keeps its ledger."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from time import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.commitments import ADA, MONDAY, PAINTING
from tests.facts import facts
from tests.plain_fact_table import PlainFactTable
from unisono.analytics.fact_table import ACT_COLUMNS
from unisono.analytics.tables import COMMITMENTS, FACTS, LINKS
from unisono.bootstrap import open_books, open_fact_table
from unisono.domain.acts.commitments import Promised, Purpose, Requested
from unisono.domain.acts.work import LineOpened
from unisono.domain.facts import Act, Fact, Link, Medium, Origin
from unisono.domain.merkle import Frontier, leaf_hash
from unisono.services.ports import Books, Head, LedgerBroken
from unisono.storage.fact_table.segments import KEPT_SECONDS, segments_in
from unisono.storage.fact_table.table import SegmentedFactTable
from unisono.storage.ledger.memory import memory_books

WIDTH = 4
GATES = Requested(
    requester="sales",
    performer="production",
    purpose=Purpose.PRODUCE,
    subject="GATE-7",
    quantity=Decimal("20.5"),
    due=MONDAY + timedelta(days=4, microseconds=7),
)


def fact(number: int, act: Act | None = None, **changes: object) -> Fact:
    """Return a fact of the forge: a line that opened, unless another act is given."""
    opened = LineOpened(line=f"anvil {number}", started_at=MONDAY, minutes=Decimal(480))
    told = {"commitment": "", "links": (), "attributes": {}} | changes
    return Fact(
        id=f"forge/{number}",
        happened_at=MONDAY + timedelta(hours=number),
        actor=ADA,
        origin=Origin(medium=Medium.COMMAND, place="test"),
        act=act or opened,
        **told,  # type: ignore[arg-type] # names of fields
    )


@pytest.fixture
def table(books: Books, tmp_path: Path) -> SegmentedFactTable:
    """Return the table of books that are empty yet, in segments of four facts."""
    return SegmentedFactTable(books.ledger, tmp_path / "segments", width=WIDTH)


def positions(table: SegmentedFactTable) -> list[int]:
    """Return the positions in the table, in their order."""
    return sorted(int(str(row["position"])) for row in table.rows(FACTS.select("position")))


def record(books: Books, *numbers: int) -> None:
    """Record a fact for each number."""
    books.ledger.append([fact(number) for number in numbers], now=MONDAY)


class TestFactTable:
    """The table of SQLite, PostgreSQL and memory ledgers."""

    def test_is_empty_at_first(self, table: SegmentedFactTable) -> None:
        """Whoever asks an empty ledger gets no rows, and no error."""
        assert table.rows(FACTS) == table.rows(LINKS) == table.rows(COMMITMENTS) == []

    def test_has_every_field(self, books: Books, table: SegmentedFactTable) -> None:
        """A fact's envelope, fields and objects are read as they were recorded, the person left out."""
        link = Link(type="order", object="GATE-7", qualifier="for", quantity=Decimal("2.5"), unit="t")
        books.ledger.append(
            [fact(1, GATES, commitment="gates", links=(link, link), attributes={"Ö": "x"})],
            now=MONDAY + timedelta(seconds=1),
        )

        (row,) = table.rows(FACTS)
        told = {name: value for name, value in row.items() if value is not None}
        assert told == {
            "position": 1,
            "id": "forge/1",
            "kind": "Requested",
            "commitment": "gates",
            "happened_at": (MONDAY + timedelta(hours=1)).replace(tzinfo=None),
            "recorded_at": (MONDAY + timedelta(seconds=1)).replace(tzinfo=None),
            "actor_party": "sales",
            "medium": "command",
            "attributes": '{"Ö":"x"}',
            "requester": "sales",
            "performer": "production",
            "purpose": "produce",
            "subject": "GATE-7",
            "quantity": 20.5,
            "due": (MONDAY + timedelta(days=4, microseconds=7)).replace(tzinfo=None),
        }
        assert table.rows(LINKS) == 2 * [
            {"position": 1, "type": "order", "object": "GATE-7", "qualifier": "for", "quantity": 2.5, "unit": "t"}
        ]

    def test_catches_up(self, books: Books, table: SegmentedFactTable) -> None:
        """What is recorded later is there after the table has caught up, in new segments and a longer last one."""
        reached = []
        for numbers in ((1, 2), (3,), (4, 5, 6, 7, 8, 9), (10,)):
            record(books, *numbers)
            reached.append(table.catch_up().size)
            assert positions(table) == list(range(1, reached[-1] + 1))
        assert reached == [2, 3, 9, 10]

    def test_stays_where_it_was_until_it_catches_up(self, books: Books, table: SegmentedFactTable) -> None:
        """Several figures that are asked for one after the other speak of the same facts."""
        record(books, 1)
        table.catch_up()
        record(books, 2)
        assert positions(table) == [1]

    def test_makes_tables_anew(self, books: Books, table: SegmentedFactTable) -> None:
        """What is made of the facts follows them."""
        books.ledger.append([fact(1, GATES, commitment="gates")], now=MONDAY)
        table.catch_up()
        (before,) = table.rows(COMMITMENTS)
        books.ledger.append([fact(2, Promised(due=MONDAY), commitment="gates")], now=MONDAY)
        table.catch_up()
        (after,) = table.rows(COMMITMENTS)
        assert (before["first_due"], after["first_due"]) == (None, MONDAY.replace(tzinfo=None))

    def test_is_found_again(self, books: Books, table: SegmentedFactTable, tmp_path: Path) -> None:
        """Another process reads the segments that are there and writes only what is new."""
        record(books, *range(1, 11))
        table.catch_up()
        before = sorted((tmp_path / "segments").glob("*.parquet"))
        other = SegmentedFactTable(books.ledger, tmp_path / "segments", width=WIDTH)
        other.catch_up()
        assert positions(other) == list(range(1, 11))
        assert sorted((tmp_path / "segments").glob("*.parquet")) == before


def test_segments_lie_beside_the_ledger(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of a file lie beside it, those of a database in the user's cache folder; nowhere stands how to reach it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with open_books(place, create=True) as books:
        record(books, 1, 2)
        table = open_fact_table(books, place)
        table.catch_up()
        assert len(table.rows(FACTS)) == 2
    (segment,) = tmp_path.rglob("*.parquet")
    is_server = "://" in place
    assert segment.parent.parent == (tmp_path / "cache" / "unisono" / "segments" if is_server else tmp_path)
    assert "postgres" not in str(segment)


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """Where segments cannot be kept the figures are there all the same."""
    place = str(tmp_path / "ledger.sqlite")
    Path(f"{place}.segments").write_text("a file is in the way")
    with open_books(place, create=True) as books:
        record(books, 1, 2)
        assert len(open_fact_table(books, place).rows(FACTS)) == 2


@given(kept=st.lists(facts(), max_size=6, unique_by=lambda one: one.id))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_fact_can_be_read(kept: list[Fact]) -> None:
    """Whatever a fact says, each of its fields stands in the table as the fact has it."""
    rows = {row["position"]: row for row in PlainFactTable(kept).rows(FACTS)}
    for position, one in enumerate(kept, start=1):
        row = rows[position]
        for name in ACT_COLUMNS:
            told = getattr(one.act, name) if name in {item.name for item in fields(one.act)} else None  # type: ignore[arg-type] # a dataclass
            assert row[name] == as_in_table(told), name


def as_in_table(value: object) -> object:
    """Return how the table writes a value of a fact."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return pytest.approx(float(value))
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return None if value == "" else value


class Kept:
    """A ledger that says what it is told to."""

    def __init__(self, bodies: list[bytes], *, root: bytes | None = None) -> None:
        self.kept = bodies
        self.root = root

    def head(self) -> Head:
        """Return how many facts there are, and the root over them or another one."""
        root = Frontier().extend(map(leaf_hash, self.kept)).root if self.root is None else self.root
        return Head(size=len(self.kept), root=root)

    def bodies(self, *, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield what there is."""
        return enumerate(self.kept[after:], after + 1)


def forge(*numbers: int) -> list[bytes]:
    """Return the bodies of facts as a ledger keeps them."""
    books = memory_books()
    record(books, *numbers)
    return [body for _, body in books.ledger.bodies()]


def table_of(ledger: Kept, folder: Path) -> SegmentedFactTable:
    """Return the table of a ledger in segments of four facts."""
    return SegmentedFactTable(ledger, folder, width=WIDTH)  # type: ignore[arg-type] # only what the table reads


def test_segments_of_another_ledger_are_not_used(tmp_path: Path) -> None:
    """Whoever makes a ledger anew at the same place gets its own figures, not those of the old one."""
    table_of(Kept(forge(*range(1, 8))), tmp_path).catch_up()
    table = table_of(Kept(forge(*range(11, 18))), tmp_path)
    lines = {row["line"] for row in table.rows(FACTS.select("line"))}
    assert lines == {f"anvil {number}" for number in range(11, 18)}


def test_a_ledger_that_shrank_is_read_anew(tmp_path: Path) -> None:
    """Segments that reach beyond a ledger's end are not used."""
    table_of(Kept(forge(*range(1, 8))), tmp_path).catch_up()
    assert positions(table_of(Kept(forge(1, 2)), tmp_path)) == [1, 2]


def test_a_spoilt_segment_is_made_anew(tmp_path: Path) -> None:
    """A file with a flipped byte is not used."""
    bodies = forge(*range(1, 8))
    table_of(Kept(bodies), tmp_path).catch_up()
    spoilt = min(tmp_path.glob("0*.parquet"))
    content = bytearray(spoilt.read_bytes())
    content[len(content) // 2] ^= 1
    spoilt.write_bytes(content)
    (tmp_path / "00-notes.parquet").write_bytes(b"not ours")
    assert positions(table_of(Kept(bodies), tmp_path)) == list(range(1, 8))


def test_a_changed_ledger_has_no_figures(tmp_path: Path) -> None:
    """Facts that are not those under the ledger's root are refused."""
    with pytest.raises(LedgerBroken):
        table_of(Kept(forge(1, 2), root=bytes(32)), tmp_path).catch_up()


def test_what_is_no_fact_has_no_figures(tmp_path: Path) -> None:
    """Bytes that are not those of a fact are refused."""
    with pytest.raises(LedgerBroken):
        table_of(Kept([b"{"]), tmp_path).catch_up()
    assert list(tmp_path.glob("*.parquet")) == []


def test_files_of_the_past_are_removed_later(tmp_path: Path) -> None:
    """A segment that is no longer needed stays for those who read it, and goes after an hour."""
    table_of(Kept(forge(1, 2)), tmp_path).catch_up()
    (old,) = tmp_path.glob("*.parquet")
    table_of(Kept(forge(1, 2, 3)), tmp_path).catch_up()
    assert old.exists()
    past = time() - KEPT_SECONDS - 1
    os.utime(old, (past, past))
    table_of(Kept(forge(1, 2, 3)), tmp_path).catch_up()
    assert not old.exists()


READER = """
import sys
from pathlib import Path
from unisono.analytics.tables import FACTS
from unisono.domain.merkle import Frontier, leaf_hash
from unisono.services.ports import Head
from unisono.storage.fact_table.table import SegmentedFactTable

class Kept:
    bodies_kept = Path(sys.argv[2]).read_bytes().split(b"\\n")
    def head(self):
        root = Frontier().extend(map(leaf_hash, self.bodies_kept)).root
        return Head(size=len(self.bodies_kept), root=root)
    def bodies(self, *, after=0):
        return enumerate(self.bodies_kept[after:], after + 1)

print(len(SegmentedFactTable(Kept(), Path(sys.argv[1]), width=int(sys.argv[3])).rows(FACTS.select("position"))))
"""


def test_processes_may_share_a_folder(tmp_path: Path) -> None:
    """Two processes that make the same segments at once both read the right facts."""
    (tmp_path / "bodies").write_bytes(b"\n".join(forge(*range(1, 23))))
    command = [sys.executable, "-c", READER, str(tmp_path / "segments"), str(tmp_path / "bodies"), str(WIDTH)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]  # noqa: S603 - ourselves
    assert [process.communicate()[0].strip() for process in processes] == ["22", "22"]
    segments = segments_in(tmp_path / "segments", until=22, width=WIDTH)
    assert [(segment.first, segment.last) for segment in segments] == [
        (1, 4), (5, 8), (9, 12), (13, 16), (17, 20), (21, 22)
    ]  # fmt: skip


def test_nothing_is_asked_of_a_painter(tmp_path: Path) -> None:
    """A request without a date or quantity has empty terms in the table, not zeros."""
    books = memory_books()
    terms = PAINTING.terms
    act = Requested(requester="sales", performer="production", due=None, subject=PAINTING.subject)
    books.ledger.append([fact(1, act, commitment="fence")], now=MONDAY)
    (row,) = SegmentedFactTable(books.ledger, tmp_path).rows(COMMITMENTS)
    assert terms.quantity is None
    assert (row["asked_quantity"], row["last_due"], row["is_all_delivered"]) == (None, None, False)
