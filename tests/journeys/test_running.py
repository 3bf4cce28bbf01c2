"""The coordinator runs all of it before the meeting, and sometimes stops it."""

import json
import re
import signal
from pathlib import Path
from shutil import copytree

import pytest

from tests.command_line import AS_IF_ON_A_TERMINAL, QUICKLY, Running, unisono, write_company
from unisono.storage.outputs.folders import prepare_folder

OUTPUTS = {
    "summary.json",
    "plan.json",
    "plan.csv",
    "promises.csv",
    "segments.csv",
    "agenda.json",
    "report.html",
    ".unisono-outputs",
}
STOPS = [
    (signal.SIGINT, "In turn"),
    (signal.SIGKILL, "Plan together"),
    (signal.SIGINT, "What each freedom is worth"),
    (signal.SIGINT, "Price what the meeting"),
    (signal.SIGINT, "Write the report"),
    (signal.SIGKILL, "Write the report"),
]
"""Ways to stop a run, and what it is at then, as it says on a terminal."""


@pytest.fixture(name="company", scope="module")
def _company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bakery."""
    return write_company(tmp_path_factory.mktemp("thorn") / "bakery")


@pytest.fixture(name="earlier", scope="module")
def _earlier(company: Path) -> Path:
    """Return a folder with the outputs of a run of another seed."""
    out = company.with_name("earlier")
    assert unisono("run", company, "--out", out, "--seed", "2", *QUICKLY).code == 0
    return out


@pytest.fixture(name="before")
def _before(earlier: Path, tmp_path: Path) -> Path:
    """Return a folder of one's own with the outputs of an earlier run."""
    return copytree(earlier, tmp_path / "out")


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def seeds_in(outputs: dict[str, bytes]) -> set[int]:
    """Return the seeds of the runs that a folder's summary and plan are from."""
    return {json.loads(outputs[name])["seed"] for name in ("summary.json", "plan.json")}


def test_one_command_writes_everything(company: Path, tmp_path: Path) -> None:
    """The folder holds the report and all other outputs, and the screen says what deciding together is worth."""
    told = unisono("run", company, "--out", tmp_path / "out", *QUICKLY)
    assert told.code == 0
    assert set(contents(tmp_path / "out")) == OUTPUTS
    assert re.match(r"Deciding together (is worth|earns) ", told.out)
    assert "Sales alone" in told.out
    assert f"Report: {tmp_path / 'out' / 'report.html'}" in told.out


def test_programs_read_the_summary(company: Path, tmp_path: Path) -> None:
    """Standard output is the summary that is in the folder too, with the place of the report."""
    document = unisono("run", company, "--out", tmp_path / "out", "--json", *QUICKLY).document
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert summary.items() <= document.items()
    assert document["report"] == str(tmp_path / "out" / "report.html")
    assert document["complaints"] == []
    assert set(summary["contribution"]) == {"sales_alone", "production_alone", "in_turn", "together"}
    assert summary["contribution"]["together"] == max(summary["contribution"].values())
    assert set(summary["orders"]) >= {"accepted", "declined", "postponed", "late"}
    assert set(summary["on_time"]) == {"gold", "silver", "standard"}


def test_the_plan_of_a_run_answers_customers(company: Path, before: Path) -> None:
    """The plan.json of a run is one from which Sales can promise."""
    asked = ("--customer", "HOTEL", "--product", "rye-loaf", "--quantity", "60", "--by", "2026-03-06")
    assert unisono("promise", company, "--plan", before / "plan.json", *asked).code in {0, 1}
    assert unisono("agenda", company, "--plan", before / "plan.json", "--json").document["format"] == "unisono-agenda/1"


def test_a_folder_of_somebody_else_is_left_alone(company: Path, tmp_path: Path) -> None:
    """A folder that holds other files is refused before anything is decided."""
    (tmp_path / "diary.txt").write_text("dear diary", encoding="utf-8")
    told = unisono("run", company, "--out", tmp_path, "--json", *QUICKLY)
    assert told.code == 1
    assert "did not write" in told.document["refusal"]
    assert [item.name for item in tmp_path.iterdir()] == ["diary.txt"]


def test_a_file_in_place_of_the_folder_is_told(company: Path, tmp_path: Path) -> None:
    """A name that is taken by a file is refused with a sentence."""
    (tmp_path / "out").write_text("", encoding="utf-8")
    assert "is not a folder" in unisono("run", company, "--out", tmp_path / "out", *QUICKLY).beside
    assert "cannot be written" in unisono("run", company, "--out", tmp_path / "out" / "deeper", *QUICKLY).beside


@pytest.mark.parametrize(("stop", "step"), STOPS)
def test_a_stopped_run_leaves_the_old_outputs_or_all_new_ones(
    company: Path, before: Path, stop: signal.Signals, step: str
) -> None:
    """Interrupted or killed at any step a run leaves one complete set of outputs; Ctrl-C says so and ends with 130."""
    old = contents(before)
    options = ("--out", before, "--seconds", "3", "--seed", "1")
    with Running("run", company, *options, **AS_IF_ON_A_TERMINAL) as running:
        running.wait_until_it_says(step)
        running.process.send_signal(stop)
        said = running.end()
    left = contents(before)
    assert left == old or (set(left) == OUTPUTS and seeds_in(left) == {1})
    if stop is signal.SIGINT:
        assert said.code == 130
        assert said.beside.count("Interrupted") == 1
        assert "Traceback" not in said.beside
        assert [item.name for item in before.parent.iterdir()] == ["out"]
    prepare_folder(before)  # the next run begins with this
    assert [item.name for item in before.parent.iterdir()] == ["out"]
