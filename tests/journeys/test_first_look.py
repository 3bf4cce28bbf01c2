"""A new user looks at a sample, and starts a company."""

from pathlib import Path

import pytest

from tests.command_line import unisono
from unisono.cli.commands import Sample
from unisono.storage.samples import sample_names


def test_every_sample_can_be_named() -> None:
    """The command offers the samples that the package has."""
    assert sorted(Sample) == list(sample_names())


@pytest.mark.parametrize("name", Sample)
def test_a_sample_has_nothing_to_complain_about(tmp_path: Path, name: Sample) -> None:
    """Whoever takes a sample and checks it reads that all is well."""
    folder = tmp_path / "mine"
    assert unisono("init", folder, "--sample", name).code == 0
    checked = unisono("check", folder)
    assert checked.code == 0
    assert "nothing to complain about" in checked.out


def test_a_workbook_holds_the_same_company(tmp_path: Path) -> None:
    """A sample written as a workbook is, to the last cell, the one in files."""
    assert unisono("init", tmp_path / "files", "--sample", "kitchen").code == 0
    written = unisono("init", tmp_path / "sheets", "--sample", "kitchen", "--xlsx", "--json").document
    hashes = [
        unisono("check", place, "--json").document["snapshot_hash"]
        for place in (tmp_path / "files", written["company"])
    ]
    assert hashes[0] == hashes[1]


def test_an_empty_template_says_what_to_fill_in(tmp_path: Path) -> None:
    """Whoever checks an empty template is told which files wait for rows, each with its column page beside it."""
    assert unisono("init", tmp_path / "mine").code == 0
    checked = unisono("check", tmp_path / "mine")
    assert checked.code == 1
    assert "customers.csv" in checked.out
    assert (tmp_path / "mine" / "COLUMNS.md").is_file()


def test_nothing_of_the_user_is_written_over(tmp_path: Path) -> None:
    """A folder that holds something is left as it is, and the command says so."""
    (tmp_path / "diary.txt").write_text("dear diary", encoding="utf-8")
    refused = unisono("init", tmp_path, "--sample", "steel")
    assert refused.code == 1
    assert "not empty" in refused.beside
    assert [item.name for item in tmp_path.iterdir()] == ["diary.txt"]


def test_a_customer_is_opened_step_by_step(tmp_path: Path) -> None:
    """The table of customers leads to one of them: from revenue down to what it brings, and the money adds up."""
    folder = tmp_path / "mine"
    unisono("init", folder, "--sample", "repair")
    everybody = unisono("segment", folder, "--json").document["segmentation"]["segments"]
    one = unisono("segment", folder, "--customer", everybody[0]["customer"], "--json").document["segmentation"][
        "segments"
    ]
    assert one == everybody[:1]
    assert sum(step["amount"] for step in one[0]["steps"]) == pytest.approx(one[0]["contribution"])
    assert everybody[0]["name"] in unisono("segment", folder, "--customer", everybody[0]["customer"]).out
    assert everybody[-1]["name"] in unisono("segment", folder).out
