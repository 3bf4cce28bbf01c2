"""Every mistake gives its own finding, alone and all together, and never a traceback."""

from pathlib import Path

import pytest

from tests.companies import bakery
from tests.golden.mistakes import Mistake, all_mistakes
from unisono.domain.findings import Severity
from unisono.storage.reading.company import Reading, read_company
from unisono.storage.writing import folder_files

FIFTY = 50


def read(folder: Path, *mistakes: Mistake) -> Reading:
    """Read the bakery's files with some mistakes in them."""
    files = folder_files(bakery())
    for mistake in mistakes:
        mistake.edit(files)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return read_company(folder)


def test_the_bakery_has_no_mistakes(tmp_path: Path) -> None:
    """Good data give a snapshot and nothing to complain about."""
    reading = read(tmp_path)
    assert reading.findings == ()
    assert reading.snapshot is not None


@pytest.mark.parametrize("mistake", all_mistakes(), ids=str)
def test_one_mistake_gives_its_finding_and_no_other(tmp_path: Path, mistake: Mistake) -> None:
    """Whoever makes one mistake reads about that one, once, and what to do."""
    reading = read(tmp_path, mistake)
    assert [finding.code for finding in reading.findings] == [mistake.code]
    (finding,) = reading.findings
    assert finding.message.endswith((".", "?"))
    assert (reading.snapshot is None) == (finding.severity is Severity.ERROR)
    assert finding.severity is Severity.NOTE or finding.remedy


def test_a_folder_with_all_mistakes_tells_them_all(tmp_path: Path) -> None:
    """Far more than fifty mistakes in one folder give as many findings, of every kind that was made."""
    mistakes = [mistake for mistake in all_mistakes() if mistake.together]
    assert len(mistakes) >= FIFTY
    reading = read(tmp_path, *mistakes)
    assert reading.snapshot is None
    assert {mistake.code for mistake in mistakes} <= {finding.code for finding in reading.findings}
    assert len(reading.findings) >= len(mistakes)


def test_a_folder_in_place_of_a_file_is_a_finding(tmp_path: Path) -> None:
    """A folder named like a file is told as what it is."""
    read(tmp_path)
    (tmp_path / "slots.csv").unlink()
    (tmp_path / "slots.csv").mkdir()
    assert [finding.code for finding in read_company(tmp_path).findings] == ["not-a-file"]
