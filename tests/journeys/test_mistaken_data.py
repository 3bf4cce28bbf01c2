"""Somebody points Unisono at data with mistakes, or at no data at all."""

from pathlib import Path

import pytest

from tests.command_line import QUICKLY, unisono, write_company
from tests.companies import bakery
from tests.golden.mistakes import all_mistakes
from unisono.storage.writing import folder_files


@pytest.fixture(name="spoilt")
def _spoilt(tmp_path: Path) -> Path:
    """Return the bakery's files with every mistake that fits together with the others."""
    files = folder_files(bakery())
    for mistake in all_mistakes():
        if mistake.together:
            mistake.edit(files)
    (tmp_path / "bakery").mkdir()
    for name, content in files.items():
        (tmp_path / "bakery" / name).write_bytes(content)
    return tmp_path / "bakery"


def test_every_mistake_is_told_with_its_place(spoilt: Path) -> None:
    """Fifty mistakes give fifty findings with file and line, for people and for programs alike."""
    told, document = unisono("check", spoilt), unisono("check", spoilt, "--json").document
    assert told.code == 1
    assert len(document["findings"]) >= 50
    assert document["errors"] + document["warnings"] + document["notes"] == len(document["findings"])
    for finding in document["findings"]:
        assert finding["message"] in told.out
    assert "error orders.csv:" in told.out


@pytest.mark.parametrize("command", ["plan", "run", "segment"])
def test_nothing_is_decided_on_mistaken_data(spoilt: Path, tmp_path: Path, command: str) -> None:
    """A command that needs sound data shows what is wrong with them, writes nothing, and ends with 1."""
    place = () if command == "segment" else ("--out", tmp_path / "out", *QUICKLY)
    told = unisono(command, spoilt, *place, "--json")
    assert told.code == 1
    assert told.document["format"] == "unisono-findings/1"
    assert told.document["errors"] > 0
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("place", ["nowhere", "empty", "letter.txt"])
def test_no_company_is_a_finding(tmp_path: Path, place: str) -> None:
    """A path that leads nowhere, an empty folder and a letter are told for what they are."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "letter.txt").write_text("Dear customer", encoding="utf-8")
    told = unisono("check", tmp_path / place)
    assert told.code == 1
    assert place in told.out


def test_rules_that_decide_nothing_are_told(tmp_path: Path) -> None:
    """A rule of no that holds for no inquiry is a warning, and no reason to end with another code than 0."""
    company = write_company(tmp_path / "bakery")
    policy = company / "policy.toml"
    policy.write_text(policy.read_text("utf-8").replace("quantity < 30.0", "quantity < 0.5"), "utf-8")
    told = unisono("check", company)
    assert told.code == 0
    assert "holds for none" in told.out
