"""Somebody has a log and wants it in the ledger: guess, look, import, import again, and what can go wrong."""

import json
import signal
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.command_line import Running, Said, unisono
from tests.logs_of_events import REPAIRS_XES, florist_log, write_ocel

REPAIRS = """\
case,activity,end,dept,who,due date,closed
R-1,take in,2026-03-02 08:00,counter,Ola,2026-03-03,2026-03-04 17:00
R-1,repair,2026-03-02 10:30,workshop,Jan,2026-03-03,2026-03-04 17:00
R-1,hand over,2026-03-04 17:00,counter,Ola,2026-03-03,2026-03-04 17:00
R-2,take in,2026-03-02 11:00,counter,Ola,2026-03-05,
R-2,repair,soon,workshop,Jan,2026-03-05,
"""


@pytest.fixture
def repairs(tmp_path: Path) -> Path:
    """Return the log of the bicycle shop Velo as a file: five rows, one of them with a time that is none."""
    file = tmp_path / "repairs.csv"
    file.write_text(REPAIRS, encoding="utf-8")
    return file


def place(folder: Path) -> Path:
    """Return where the shop keeps its ledger."""
    return folder / "velo.db"


def test_a_new_user_imports_a_log_without_a_mapping(repairs: Path, tmp_path: Path) -> None:
    """The guess is told of, four rows become facts, the fifth is listed with its reason, and a ledger is made."""
    said = unisono("ledger", "import", repairs, "--ledger", place(tmp_path))
    assert said.code == 0
    assert "5, of them 4 imported and 1 left out" in said.out
    assert "1 x the time cannot be read: it is no time, e.g. repairs.csv:6 ('soon')" in said.out
    assert "2 cases, 2 parties, 2 handovers" in said.out
    assert "No --mapping was given; it was guessed." in said.beside
    assert place(tmp_path).is_file()


def test_programs_read_what_became_of_each_row(repairs: Path, tmp_path: Path) -> None:
    """The document accounts for every row, and a second import says that all of them are known."""
    arguments = ("ledger", "import", repairs, "--ledger", place(tmp_path), "--json")
    first = unisono(*arguments).document
    assert (first["format"], first["rows"], first["imported"], first["facts"]) == ("unisono-import/1", 5, 4, 7)
    assert first["left_out"] == [
        {"reason": "the time cannot be read: it is no time", "count": 1, "example": "repairs.csv:6 ('soon')"}
    ]
    again = unisono(*arguments).document
    assert (again["rows"], again["imported"], again["facts"]) == (5, 0, 0)
    assert sum(item["count"] for item in again["left_out"]) == 5
    assert unisono("ledger", "verify", "--ledger", place(tmp_path), "--json").document["facts"] == 7


def test_the_password_of_a_server_is_not_told(repairs: Path, tmp_path: Path, postgresql_place: str) -> None:
    """What is said of a ledger on a server may be kept in a file: it names the place without its secret."""
    server = urlsplit(postgresql_place)
    secret = server.password or "cheese"
    ledger = server._replace(netloc=f"{server.username}:{secret}@{server.netloc.rpartition('@')[2]}").geturl()
    imported = unisono("ledger", "import", repairs, "--ledger", ledger, "--json").document["ledger"]
    exported = unisono("ledger", "export", tmp_path / "facts.csv", "--ledger", ledger, "--json").document["ledger"]
    assert imported == exported == ledger.replace(f":{secret}@", "@")


def test_somebody_looks_at_the_guess_and_changes_it(repairs: Path, tmp_path: Path) -> None:
    """The draft says what was seen; with a change in it the log means something else."""
    file = tmp_path / "repairs.toml"
    said = unisono("ledger", "guess-mapping", repairs, "--out", file)
    assert said.code == 0
    assert f"--mapping {file}" in said.out
    draft = file.read_text(encoding="utf-8")
    assert "# 'case' has 2 values in 5 rows, such as 'R-1'." in draft
    assert 'party = "dept"' in draft
    file.write_text(draft.replace('party = "dept"', 'party = "who"'), encoding="utf-8")
    unisono("ledger", "import", repairs, "--ledger", place(tmp_path), "--mapping", file)
    shown = unisono("ledger", "show", "--ledger", place(tmp_path), "--subject", "R-1")
    assert "Jan" in shown.out


def test_the_guess_can_be_shown_and_read_by_programs(repairs: Path) -> None:
    """Without a file the draft is shown; programs get the mapping and its text."""
    assert 'case = "case"' in unisono("ledger", "guess-mapping", repairs).out
    document = unisono("ledger", "guess-mapping", repairs, "--zone", "Europe/Warsaw", "--json").document
    assert document["mapping"]["party"][0]["column"] == "dept"
    assert 'zone = "Europe/Warsaw"' in document["toml"]


def test_the_guess_can_be_sent_to_a_file(tmp_path: Path) -> None:
    """What is shown is the mapping to the letter, whatever signs the names of columns hold."""
    log, shown = tmp_path / "repairs.csv", tmp_path / "shown.toml"
    log.write_text(REPAIRS.replace("dept", "team \N{EN DASH} group"), encoding="utf-8")
    shown.write_text(unisono("ledger", "guess-mapping", log).out, encoding="utf-8")
    assert unisono("ledger", "import", log, "--ledger", place(tmp_path), "--mapping", shown).code == 0


def test_a_draft_is_not_written_over_another_one(repairs: Path, tmp_path: Path) -> None:
    """Whoever has changed a mapping does not lose it to a second guess."""
    file = tmp_path / "repairs.toml"
    file.write_text("# mine\n", encoding="utf-8")
    said = unisono("ledger", "guess-mapping", repairs, "--out", file)
    assert (said.code, file.read_text(encoding="utf-8")) == (1, "# mine\n")
    assert "is there already" in said.beside


def test_times_are_of_the_zone_that_is_said(repairs: Path, tmp_path: Path) -> None:
    """A shop in Warsaw says so, and its eight o'clock is seven in UTC in winter."""
    unisono("ledger", "import", repairs, "--ledger", place(tmp_path), "--zone", "Europe/Warsaw")
    out = tmp_path / "facts.csv"
    unisono("ledger", "export", out, "--ledger", place(tmp_path))
    assert "WorkRecorded,2026-03-02T07:00:00Z" in out.read_text(encoding="utf-8")


def test_a_zone_that_is_none_is_refused(repairs: Path, tmp_path: Path) -> None:
    """A misspelt zone would shift every time: nothing is imported."""
    said = unisono("ledger", "import", repairs, "--ledger", place(tmp_path), "--zone", "Warsaw")
    assert said.code == 2
    assert not place(tmp_path).exists()


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ('case = "Case"\n', "Did you mean 'case'?"),
        ('case = "case"\nactvity = "activity"\n', "Did you mean 'activity'?"),
        ("case = \n", "The file is no TOML"),
    ],
)
def test_a_wrong_mapping_imports_nothing(repairs: Path, tmp_path: Path, mapping: str, told: str) -> None:
    """What a mistaken mapping would make can never be taken back, so it is refused before a ledger is made."""
    file = tmp_path / "repairs.toml"
    file.write_text(mapping, encoding="utf-8")
    said = unisono("ledger", "import", repairs, "--ledger", place(tmp_path), "--mapping", file)
    assert said.code == 1
    assert told in said.out
    assert not place(tmp_path).exists()


def test_a_wrong_file_imports_nothing(tmp_path: Path) -> None:
    """A folder, a file that is not there and a list of prices are told from a log."""

    def refused(file: Path) -> Said:
        said = unisono("ledger", "import", file, "--ledger", place(tmp_path))
        assert said.code == 1
        assert not place(tmp_path).exists()
        return said

    prices = tmp_path / "prices.csv"
    prices.write_text("product,price\nlamp,9.50\nbell,4\n", encoding="utf-8")
    assert "is a folder" in refused(tmp_path).out
    assert "none.csv" in refused(tmp_path / "none.csv").out
    assert "is not like a log: no column was found that tells the" in refused(prices).beside.replace("\n", " ")


def test_a_log_of_objects_needs_no_mapping_either(tmp_path: Path) -> None:
    """OCEL logs tell their objects: they become links, and every event is accounted for."""
    file = tmp_path / "florist.sqlite"
    write_ocel(file, florist_log())
    document = unisono("ledger", "import", file, "--ledger", place(tmp_path), "--json").document
    assert document["rows"] == document["imported"] + sum(item["count"] for item in document["left_out"])
    assert document["imported"] > 0


def test_a_log_in_xes_needs_no_mapping_either(tmp_path: Path) -> None:
    """XES tells activity and time itself; an event without a case or a time is listed."""
    file = tmp_path / "repairs.xes"
    file.write_text(REPAIRS_XES, encoding="utf-8")
    document = unisono("ledger", "import", file, "--ledger", place(tmp_path), "--json").document
    assert (document["rows"], document["imported"]) == (3, 2)


@pytest.mark.parametrize("name", ["facts.csv", "facts.xes.gz", "facts.sqlite", "facts.json", "facts.xml"])
def test_what_is_exported_can_be_imported_elsewhere(repairs: Path, tmp_path: Path, name: str) -> None:
    """All facts go out in every form, come in again without a mapping, and are the same there."""
    elsewhere, out = tmp_path / "elsewhere.db", tmp_path / name
    unisono("ledger", "import", repairs, "--ledger", place(tmp_path))
    exported = unisono("ledger", "export", out, "--ledger", place(tmp_path), "--json").document
    assert (exported["facts"], exported["format"]) == (7, "unisono-export/1")
    document = unisono("ledger", "import", out, "--ledger", elsewhere, "--json").document
    assert (document["rows"], document["imported"], document["mapping"]) == (7, 7, "not needed: the rows are facts")
    guess = unisono("ledger", "guess-mapping", out)
    assert "they need no mapping" in guess.out
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    unisono("ledger", "export", first, "--ledger", place(tmp_path), "--format", "ocel-json")
    unisono("ledger", "export", second, "--ledger", elsewhere, "--format", "ocel-json")
    assert _without_recording(first) == _without_recording(second)


def _without_recording(file: Path) -> list[object]:
    """Return the facts of an exported file without when each ledger recorded them."""
    events = json.loads(file.read_text(encoding="utf-8"))["events"]
    return [[one for one in event["attributes"] if "recorded" not in one["name"]] for event in events]


def test_facts_are_taken_as_they_are_whatever_mapping_is_named(repairs: Path, tmp_path: Path) -> None:
    """A mapping for another log does no harm to `facts.csv`, and the answer says that it was not needed."""
    out, mapping = tmp_path / "facts.csv", tmp_path / "repairs.toml"
    unisono("ledger", "import", repairs, "--ledger", place(tmp_path))
    unisono("ledger", "export", out, "--ledger", place(tmp_path))
    unisono("ledger", "guess-mapping", repairs, "--out", mapping)
    said = unisono("ledger", "import", out, "--ledger", tmp_path / "other.db", "--mapping", mapping, "--json")
    assert (said.document["imported"], said.document["mapping"]) == (7, "not needed: the rows are facts")


def test_a_ledger_is_not_written_over_by_an_export(repairs: Path, tmp_path: Path) -> None:
    """Whoever mixes up the two names keeps the ledger."""
    unisono("ledger", "import", repairs, "--ledger", place(tmp_path))
    said = unisono("ledger", "export", place(tmp_path), "--ledger", place(tmp_path), "--format", "ocel-sqlite")
    assert said.code == 1
    assert "is not written over" in said.beside.replace("\n", " ")
    assert unisono("ledger", "verify", "--ledger", place(tmp_path)).code == 0


def test_an_export_needs_a_form_and_a_ledger(tmp_path: Path) -> None:
    """A name without a known ending, a folder, and a ledger that is not there are told."""
    assert unisono("ledger", "export", tmp_path / "facts.txt", "--ledger", place(tmp_path)).code == 2
    assert "is a folder" in unisono("ledger", "export", tmp_path, "--ledger", "x", "--format", "xes").beside
    said = unisono("ledger", "export", tmp_path / "facts.csv", "--ledger", place(tmp_path))
    assert said.code == 1
    assert not (tmp_path / "facts.csv").exists()


def test_a_log_that_breaks_off_is_imported_as_far_as_it_goes(tmp_path: Path) -> None:
    """Rows before the damage are in the ledger, and the end of the command says that it was not all."""
    file = tmp_path / "repairs.xes"
    file.write_text(REPAIRS_XES.partition("<event><string")[0], encoding="utf-8")
    said = unisono("ledger", "import", file, "--ledger", place(tmp_path))
    assert said.code == 1
    assert "could not be read to its end" in said.out
    assert "2 imported" in said.out


def test_ctrl_c_keeps_what_was_recorded(tmp_path: Path) -> None:
    """An import that is stopped in the middle leaves a ledger that verifies, and the next one brings the rest."""
    rows = 18_000
    file = tmp_path / "long.csv"
    lines = (f"R-{n // 3},step {n % 3},2026-03-02 {n % 24:02}:{n % 60:02},D{n % 3}" for n in range(rows))
    file.write_text("case,activity,end,dept\n" + "\n".join(lines) + "\n", encoding="utf-8")
    arguments = ("ledger", "import", file, "--ledger", place(tmp_path), "--json")
    with Running(*arguments, FORCE_COLOR="1", TERM="xterm") as running:
        running.wait_until_it_says("rows")
        running.process.send_signal(signal.SIGINT)
        said = running.end()
    assert said.code == 130
    recorded = said.document["facts"]
    assert 0 < recorded < rows
    with sqlite3.connect(place(tmp_path)) as ledger:
        assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    ledger.close()
    rest = unisono(*arguments).document
    assert rest["facts"] == rows - recorded
