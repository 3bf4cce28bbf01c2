"""Laws of importing: no row is lost, nothing comes twice, what goes out comes back, and no file is too strange."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts import TEXTS
from tests.repair_shop import NOW, ShopLog
from unisono.domain.logs import LogEvent, LogForm
from unisono.domain.mappings import ActRule, CasePromise, LogMapping, Where
from unisono.services.guessing import guess_mapping
from unisono.services.importing import Imported, import_log
from unisono.services.ports import Books, EventLog, Ledger
from unisono.storage.ledger.memory import memory_books
from unisono.storage.logs.opening import open_log
from unisono.storage.logs.writing import ENDINGS, write_log
from unisono.storage.reading.mapping_files import read_mapping
from unisono.storage.writing.mapping_texts import mapping_toml

COLUMNS = ("case", "what", "at", "who", "due", "closed", "step", "minutes")
NAMES = st.sampled_from(COLUMNS)
CELLS = st.one_of(
    st.sampled_from(["", "R-1", "R-2", "repair", "start", "complete", "2026-03-02 08:00", "2026-03-03", "25", "EMPTY"]),
    st.text(max_size=6),
)
ROWS = st.lists(st.dictionaries(NAMES, CELLS, max_size=len(COLUMNS)), max_size=12)
PLACES = st.one_of(NAMES.map(lambda name: Where(column=name)), st.just(Where(constant="workshop")))
MAYBE = st.none() | PLACES
RULES = st.builds(
    ActRule,
    activity=st.sampled_from(["repair", "R-1"]),
    act=st.sampled_from(["Promised", "Delivered", "Withdrawn", "FeedbackGiven"]),
    part=st.sampled_from(["", "ship"]),
    fields=st.just({}),
)
MAPPINGS = st.builds(
    LogMapping,
    case=MAYBE,
    activity=PLACES,
    time=st.sampled_from([Where(column="at"), Where(constant="2026-03-02 08:00")]),
    start=MAYBE,
    transition=MAYBE,
    minutes=st.none() | st.just(Where(column="minutes")),
    party=st.lists(PLACES, max_size=2).map(tuple),
    person=MAYBE,
    empty=st.just(("EMPTY",)),
    objects=st.dictionaries(NAMES, st.just("thing"), max_size=1),
    promise=st.none() | st.builds(CasePromise, due=PLACES, promised=MAYBE, ended=MAYBE, performer=MAYBE),
    acts=st.lists(RULES, max_size=2).map(tuple),
)


def shop(rows: list[dict[str, str]]) -> ShopLog:
    """Return a log of some rows."""
    events = [LogEvent(number=n, place=f"repairs.csv:{n + 1}", attributes=row) for n, row in enumerate(rows, start=1)]
    return ShopLog(rows=events, form=LogForm.XES)


def taken(log: EventLog, mapping: LogMapping, ledger: Ledger) -> Imported:
    """Return what came of an import."""
    return import_log(log=log, mapping=mapping, ledger=ledger, now=NOW)


@given(rows=ROWS, mapping=MAPPINGS)
@settings(max_examples=150)
def test_every_row_is_imported_or_listed(rows: list[dict[str, str]], mapping: LogMapping) -> None:
    """Whatever stands in a log and whatever it is said to mean, no row is lost, and a second time brings nothing."""
    with memory_books() as books:
        done = taken(shop(rows), mapping, books.ledger)
        assert done.rows == len(rows)
        assert done.imported + sum(item.count for item in done.left_out) == len(rows)
        assert books.ledger.head().size == done.facts
        again = taken(shop(rows), mapping, books.ledger)
        assert (again.rows, again.imported, again.facts) == (len(rows), 0, 0)
        assert sum(item.count for item in again.left_out) == len(rows)


@given(rows=ROWS, mapping=MAPPINGS, cut=st.integers(0, 12))
@settings(max_examples=60)
def test_a_log_may_come_in_two_parts(rows: list[dict[str, str]], mapping: LogMapping, cut: int) -> None:
    """The beginning of a log and then the whole of it give the work that the whole gives alone."""
    mapping = replace(mapping, transition=None, promise=None, acts=())
    with memory_books() as parts, memory_books() as whole:
        first = taken(shop(rows[:cut]), mapping, parts.ledger)
        second = taken(shop(rows), mapping, parts.ledger)
        done = taken(shop(rows), mapping, whole.ledger)
        assert first.facts + second.facts == done.facts
        assert _facts(parts) == _facts(whole)


def _facts(books: Books) -> list[tuple[str, object]]:
    return [(entry.fact.id, entry.fact.act) for entry in books.ledger.entries()]


FORMS = [f"ledger{ending}" for ending in ENDINGS] + ["ledger.xes.gz", "ledger.csv.gz"]


@pytest.mark.parametrize("name", FORMS)
@given(rows=ROWS, mapping=MAPPINGS)
@settings(max_examples=8)
def test_what_is_exported_is_imported_as_the_same_facts(
    name: str, rows: list[dict[str, str]], mapping: LogMapping
) -> None:
    """An imported log goes out in every form and comes back fact by fact."""
    with memory_books() as first, memory_books() as second, TemporaryDirectory() as folder:
        taken(shop(rows), mapping, first.ledger)
        file = Path(folder) / name
        form = ENDINGS[Path(name.removesuffix(".gz")).suffix]
        written = write_log(file, first.ledger.entries(), form)
        log = open_log(file)
        if isinstance(log, tuple):
            assert (written, [finding.code for finding in log]) == (0, ["no-rows"])
            return
        done = taken(log, LogMapping(), second.ledger)
        assert (done.imported, done.left_out) == (written, ())
        assert [entry.fact for entry in second.ledger.entries()] == [entry.fact for entry in first.ledger.entries()]


FILLED = TEXTS.filter(lambda text: bool(text.strip()))
ANY_PLACE = st.one_of(
    st.builds(Where, column=FILLED),
    st.builds(Where, constant=FILLED),
    st.builds(Where, object=FILLED, attribute=TEXTS, qualifier=TEXTS),
)


@given(
    mapping=st.builds(
        LogMapping,
        case=st.none() | ANY_PLACE,
        party=st.lists(ANY_PLACE, max_size=3).map(tuple),
        empty=st.lists(TEXTS, max_size=3).map(tuple),
        ignore=st.lists(TEXTS, max_size=3).map(tuple),
        objects=st.dictionaries(TEXTS, FILLED, max_size=3),
        parties=st.dictionaries(TEXTS, FILLED, max_size=3),
        promise=st.none() | st.builds(CasePromise, due=ANY_PLACE, ended=st.none() | ANY_PLACE, requester=ANY_PLACE),
        acts=st.lists(st.builds(ActRule, activity=FILLED, act=st.just("Promised"), part=TEXTS), max_size=2).map(tuple),
    )
)
@settings(max_examples=100)
def test_every_mapping_can_be_written_and_read(mapping: LogMapping) -> None:
    """Whatever columns are called, a mapping that is written is read as the same."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "mapping.toml"
        file.write_text(mapping_toml(mapping), encoding="utf-8", newline="\n")
        assert read_mapping(file) == (mapping, ())


def _csv_lines(header: list[str], rows: list[list[str]]) -> Iterator[str]:
    for row in [header, *rows]:
        yield ";".join('"' + cell.replace('"', '""') + '"' for cell in row)


@given(
    header=st.lists(st.sampled_from([*COLUMNS, "Case ID", "Activity", "Timestamp", "org:group", "x"]), max_size=6),
    rows=st.lists(st.lists(CELLS, max_size=7), max_size=10),
    spoilt=st.binary(max_size=8),
)
@settings(max_examples=100)
def test_no_file_is_too_strange(header: list[str], rows: list[list[str]], spoilt: bytes) -> None:
    """A file is refused, or every row of it is imported or listed; there is no third way."""
    text = "\n".join(_csv_lines(header, rows)).encode(errors="surrogatepass")
    with memory_books() as books, TemporaryDirectory() as folder:
        file = Path(folder) / "strange.csv"
        file.write_bytes(text + spoilt)
        log = open_log(file)
        if isinstance(log, tuple):
            assert log
            return
        guess = guess_mapping(log)
        done = taken(log, guess.mapping, books.ledger)
        assert done.rows == done.imported + sum(item.count for item in done.left_out)
        assert books.ledger.head().size == done.facts


@given(data=st.binary(max_size=200), name=st.sampled_from(["x.csv", "x.xes", "x.json", "x.xml", "x.sqlite", "x.gz"]))
@settings(max_examples=100)
def test_any_bytes_are_a_log_or_are_refused(data: bytes, name: str) -> None:
    """Bytes that are no log at all end in findings and never in a fault."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(data)
        log = open_log(file)
        if isinstance(log, tuple):
            assert log[0].message
            return
        with memory_books() as books:
            done = taken(log, guess_mapping(log).mapping, books.ledger)
            assert done.rows == done.imported + sum(item.count for item in done.left_out)
