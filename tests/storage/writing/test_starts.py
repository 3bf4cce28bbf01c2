"""Templates and samples for new users."""

import csv
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from unisono.domain.company import TABLES
from unisono.storage.reading.company import read_company
from unisono.storage.reading.fields import fields_of
from unisono.storage.samples import NoSuchSample, sample_names, sample_path
from unisono.storage.writing import PlaceIsTaken, columns_page, place_file, write_sample, write_template


def test_an_empty_template_says_what_to_fill_in(tmp_path: Path) -> None:
    """Checking an untouched template tells which keys and files are still empty, and nothing else."""
    for place, xlsx in ((tmp_path / "csv", False), (tmp_path / "xlsx", True)):
        reading = read_company(write_template(place, xlsx=xlsx))
        assert reading.snapshot is None
        assert {finding.code for finding in reading.findings} == {"empty-cell", "no-rows"}
        assert {finding.source.column for finding in reading.findings if finding.code == "empty-cell"} == {
            "name",
            "currency",
            "timezone",
            "as_of",
            "horizon_end",
        }


def test_a_template_has_every_column_and_explains_it(tmp_path: Path) -> None:
    """Every column stands in the header of its file, and in COLUMNS.md."""
    write_template(tmp_path / "new")
    page = (tmp_path / "new" / "COLUMNS.md").read_text()
    for name, row_type in TABLES.items():
        (header,) = csv.reader((tmp_path / "new" / f"{name}.csv").read_text().splitlines())
        assert header == [field.name for field in fields_of(row_type)]
        assert header == [item.name for item in fields(row_type)]
        assert f"## {name}.csv" in page
        for field in fields_of(row_type):
            assert f"| {field.name} |" in page
            assert field.column.about in page.replace("\\|", "|")


def test_the_examples_of_a_template_are_good_toml(tmp_path: Path) -> None:
    """Whoever deletes the # before the examples and defaults has files that can be read."""
    write_template(tmp_path / "new")
    for name in ("company.toml", "policy.toml"):
        lines = (tmp_path / "new" / name).read_text().splitlines()
        bare = [line.removeprefix("# ") for line in lines]
        keys = [line for line in bare if line.startswith("[") or " = " in line.partition("#")[0]]
        content = tomllib.loads("\n".join(keys))
        assert content


def test_a_workbook_template_explains_its_columns(tmp_path: Path) -> None:
    """The workbook has a sheet to read, one for each table, and a sentence beside every key."""
    path = write_template(tmp_path / "new.xlsx", xlsx=True)
    workbook = CalamineWorkbook.from_path(path)
    assert workbook.sheet_names[0] == "read me"
    assert set(TABLES) < set(workbook.sheet_names)
    rows = workbook.get_sheet_by_name("policy").to_python()
    assert rows[0][:2] == ["key", "value"]
    assert all(row[3] for row in rows)


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_is_the_same_in_every_form(tmp_path: Path, name: str) -> None:
    """A sample written as a folder or a workbook is the one that ships, without findings."""
    shipped = read_company(sample_path(name))
    assert [finding.code for finding in shipped.findings] == []
    assert shipped.snapshot is not None
    for place, xlsx in ((tmp_path / "csv", False), (tmp_path / "xlsx", True)):
        again = read_company(write_sample(place, name, xlsx=xlsx))
        assert again.findings == ()
        assert again.snapshot == shipped.snapshot


def test_an_unknown_sample_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    """Whoever asks for a sample that is not there reads which there are, and nothing is written."""
    with pytest.raises(NoSuchSample, match="steel"):
        write_sample(tmp_path / "new", "bakery")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("xlsx", [False, True])
def test_nothing_is_ever_written_over(tmp_path: Path, *, xlsx: bool) -> None:
    """A folder with anything in it, or a file of that name, is left alone."""
    taken = tmp_path / "mine"
    taken.mkdir()
    (taken / "notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for place in (taken, tmp_path / "file", tmp_path / "link"):
        with pytest.raises(PlaceIsTaken, match="Nothing was written"):
            write_template(place, xlsx=xlsx)
    assert [path.name for path in taken.iterdir()] == ["notes.txt"]
    assert (tmp_path / "file").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """A folder that is there and empty is as good as none."""
    (tmp_path / "new").mkdir()
    write_sample(tmp_path / "new", "steel")
    assert (tmp_path / "new" / "orders.csv").exists()


def test_a_workbook_of_that_name_is_left_alone(tmp_path: Path) -> None:
    """A workbook is not written over either."""
    place_file(tmp_path / "mine.xlsx", b"mine")
    with pytest.raises(PlaceIsTaken):
        write_template(tmp_path / "mine.xlsx", xlsx=True)
    assert (tmp_path / "mine.xlsx").read_bytes() == b"mine"


def test_the_page_of_columns_is_a_table_for_each_file() -> None:
    """Every row of the page has as many cells as its header."""
    rows = [line for line in columns_page().splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {8}
