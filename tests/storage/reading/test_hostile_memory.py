"""Hostile files are refused by a process that may take no more memory than a small laptop spares."""

import pytest

from benchmarks.hostile import measured

SPARED = 1 << 30
"""A gigabyte in all, the program itself included."""


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("a bomb of 60 GB", "512 MB when unpacked"),
        ("a stray cell in the last corner", "20,000,000 cells"),
        ("a megabyte in a million cells", "512 MB of text"),
    ],
)
def test_a_hostile_file_is_refused_within_a_gigabyte(case: str, said: str) -> None:
    """What would take gigabytes, or hours, ends in a finding that says so."""
    told = measured(case, memory=SPARED)
    assert told.get("accepted") is False, told
    assert said in str(told["first"])
