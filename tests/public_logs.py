"""The public logs, which are not part of the project: a test that reads one is skipped, loudly, where it is absent."""

from pathlib import Path

import pytest

from benchmarks.public_data import data_folder


def public_log(name: str) -> Path:
    """Return where a public log lies; without it the test is skipped and says what is needed."""
    path = data_folder() / "logs" / name
    if not path.is_file():
        pytest.skip(f"public log {name} is not there: put the public data beside the project, or set UNISONO_DATA")
    return path
