"""Outputs are replaced as a whole, whatever happens to the process that writes them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from unisono.storage.outputs.folders import (
    MARK,
    FolderHoldsOtherFiles,
    NotAFolder,
    prepare_folder,
    replace_file,
    replace_folder,
)

ROOT = Path(__file__).parents[3]
REPORT = {"report.html": b"<p>the first", "summary.json": b"{}"}


def names_in(folder: Path) -> set[str]:
    """Return the names in a folder."""
    return {path.name for path in folder.iterdir()}


def kill_writers(directory: Path, *modes: str) -> dict[str, Any]:
    """Return what was left by writers that were killed at every point (see `interrupted`)."""
    command = [sys.executable, "-m", "tests.storage.outputs.interrupted", str(directory), *modes]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="folders are exchanged in one step on Linux only")
def test_a_killed_writer_leaves_the_old_outputs_or_the_new_ones(tmp_path: Path) -> None:
    """Whoever looks after a SIGKILL at any point finds one complete set of files, before anything is repaired."""
    seen = kill_writers(tmp_path / "demo")
    assert seen["touches"] > 15
    assert set(seen["after_kill"]) == {"old", "new"}
    assert seen["at_last"] == "new"
    assert seen["beside"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_without_an_exchange_the_next_start_repairs_what_was_interrupted(tmp_path: Path) -> None:
    """Where two renames are needed, the next start finds or brings back one complete set of files."""
    seen = kill_writers(tmp_path / "demo", "renames")
    assert seen["after_kill"].get("mixture", 0) == 0
    assert set(seen["after_start"]) == {"old", "new"}
    assert seen["at_last"] == "new"
    assert seen["beside"] == []


def test_new_outputs_take_the_place_of_old_ones(tmp_path: Path) -> None:
    """What a former version wrote and this one does not is gone, and nothing is left beside the folder."""
    out = tmp_path / "reports" / "demo"
    replace_folder(out, REPORT)
    replace_folder(out, {"report.html": b"<p>the second"})
    assert names_in(out) == {"report.html", MARK}
    assert (out / "report.html").read_bytes() == b"<p>the second"
    assert names_in(out.parent) == {"demo"}


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    """Somebody who made the folder beforehand gets the outputs in it, whatever the desktop left there."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".DS_Store").touch()
    replace_folder(tmp_path / "out", REPORT)
    assert names_in(tmp_path / "out") == {*REPORT, MARK}


def test_a_link_to_the_outputs_stays_a_link(tmp_path: Path) -> None:
    """Outputs that are reached through a link are replaced where they really are."""
    replace_folder(tmp_path / "disk" / "demo", REPORT)
    (tmp_path / "out").symlink_to(tmp_path / "disk" / "demo")
    replace_folder(tmp_path / "out", {"report.html": b"<p>the second"})
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "disk" / "demo" / "report.html").read_bytes() == b"<p>the second"


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """A folder that holds somebody's notes is refused with their names, and nothing in it changes."""
    (tmp_path / "notes.txt").write_text("call the miller")
    with pytest.raises(FolderHoldsOtherFiles, match=r"notes\.txt"):
        replace_folder(tmp_path, REPORT)
    assert names_in(tmp_path) == {"notes.txt"}


def test_a_file_that_somebody_added_to_the_outputs_is_never_lost(tmp_path: Path) -> None:
    """Notes beside a former report are not thrown away with it."""
    replace_folder(tmp_path / "out", REPORT)
    (tmp_path / "out" / "notes.txt").write_text("call the miller")
    with pytest.raises(FolderHoldsOtherFiles, match="Nothing was changed"):
        prepare_folder(tmp_path / "out")
    assert names_in(tmp_path / "out") == {*REPORT, MARK, "notes.txt"}


def test_a_report_that_is_not_ours_is_foreign(tmp_path: Path) -> None:
    """A file that merely has the name of an output belongs to somebody else."""
    (tmp_path / "report.html").write_text("my own")
    with pytest.raises(FolderHoldsOtherFiles):
        prepare_folder(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A file is not replaced by a folder."""
    (tmp_path / "out").write_text("a file")
    with pytest.raises(NotAFolder, match="Name another folder"):
        replace_folder(tmp_path / "out", REPORT)
    assert (tmp_path / "out").read_text() == "a file"


def test_an_interrupted_writer_tidies_up(tmp_path: Path) -> None:
    """A failure while writing leaves the old outputs and nothing beside them."""
    replace_folder(tmp_path / "out", REPORT)
    with pytest.raises(FileNotFoundError):
        replace_folder(tmp_path / "out", {"no-such-folder/report.html": b""})
    assert (tmp_path / "out" / "report.html").read_bytes() == REPORT["report.html"]
    assert names_in(tmp_path) == {"out"}


def test_a_single_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """A plan is written beside and put in place at once."""
    replace_file(tmp_path / "plans" / "plan.json", b"first")
    replace_file(tmp_path / "plans" / "plan.json", b"second")
    assert (tmp_path / "plans" / "plan.json").read_bytes() == b"second"
    assert names_in(tmp_path / "plans") == {"plan.json"}


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    """A folder is not replaced by a plan."""
    with pytest.raises(IsADirectoryError):
        replace_file(tmp_path, b"plan")
    assert tmp_path.is_dir()
