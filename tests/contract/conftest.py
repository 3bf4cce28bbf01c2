"""Every implementation of the ports, one after the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from unisono.bootstrap import open_books
from unisono.services.ports import Books
from unisono.storage.ledger.memory import memory_books


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where new books can be kept: a file, or a database of a server."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.sqlite")
    url: str = request.getfixturevalue("postgresql_place")
    return url


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Books]:
    """Return empty books, in memory or on a disk."""
    if request.param == "memory":
        yield memory_books()
        return
    place = tmp_path / "ledger.sqlite" if request.param == "sqlite" else request.getfixturevalue("postgresql_place")
    with open_books(str(place), create=True) as opened:
        yield opened
