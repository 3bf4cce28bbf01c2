"""The first files of a new user: an empty template, or a sample."""

from pathlib import Path

from unisono.storage.reading.company import read_company
from unisono.storage.samples import sample_path
from unisono.storage.writing.csv_files import template_files
from unisono.storage.writing.placing import place_file, place_folder
from unisono.storage.writing.workbooks import template_bytes, workbook_bytes

WORKBOOK_NAME = "company.xlsx"


def write_template(directory: Path, *, xlsx: bool = False) -> Path:
    """Return where an empty template with explained columns was written.

    Args:
        directory: the folder for it, which must not be there or be empty; with `xlsx` also the name of a workbook.
        xlsx: one workbook instead of CSV and TOML files.

    Raises:
        PlaceIsTaken: something is there already.
    """
    if not xlsx:
        place_folder(directory, template_files())
        return directory
    return _place_workbook(directory, template_bytes())


def write_sample(directory: Path, name: str, *, xlsx: bool = False) -> Path:
    """Return where a sample was written.

    Args:
        directory: the folder for it, which must not be there or be empty; with `xlsx` also the name of a workbook.
        name: one of `sample_names()`.
        xlsx: one workbook instead of CSV and TOML files.

    Raises:
        NoSuchSample: there is no sample of this name.
        PlaceIsTaken: something is there already.
    """
    sample = sample_path(name)
    if not xlsx:
        files = {
            item.relative_to(sample).as_posix(): item.read_bytes()
            for item in sorted(sample.rglob("*"))
            if item.is_file()
        }
        place_folder(directory, files)
        return directory
    snapshot = read_company(sample).snapshot
    if snapshot is None:
        raise ValueError(f"the sample {name} has mistakes")
    return _place_workbook(directory, workbook_bytes(snapshot))


def _place_workbook(place: Path, content: bytes) -> Path:
    if place.suffix.lower() == ".xlsx":
        place_file(place, content)
        return place
    place_folder(place, {WORKBOOK_NAME: content})
    return place / WORKBOOK_NAME
