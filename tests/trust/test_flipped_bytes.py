"""A byte of the file changes, on a failing disk or by somebody's hand.

`UNISONO_TRUST=all` (as `make trust` sets it) flips every byte of the file, one at a time; else some are drawn.
"""

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.trust.tampering import record, settle, two_stories
from unisono.bootstrap import open_books
from unisono.domain.canonical import fact_bytes
from unisono.domain.facts import Entry
from unisono.services.ports import LedgerBroken, LedgerOutOfOrder, NoLedger
from unisono.services.telling import Silent
from unisono.services.verifying import verify_ledger

FLIPS = 120
STEPS = 8
"""Tests among which the flips are shared out, so that they can be watched."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[Entry]]:
    """Return the bytes of a small ledger, and its facts."""
    path = tmp_path_factory.mktemp("sound") / "mill.ledger"
    record(str(path), two_stories())
    with open_books(str(path), create=False) as books:
        entries = list(books.ledger.entries())
    settle(path)
    return path.read_bytes(), entries


@pytest.mark.parametrize("step", range(STEPS))
def test_a_flipped_byte_is_harmless_or_named(step: int, sound: tuple[bytes, list[Entry]], tmp_path: Path) -> None:
    """With one byte flipped, every fact reads as it was, or the first that does not is named; none reads otherwise."""
    written, entries = sound
    for place in places(len(written), step):
        path = tmp_path / f"{place}.ledger"
        flipped = bytearray(written)
        flipped[place] ^= 0xFF
        path.write_bytes(flipped)
        complaint = complaint_after(path, entries)
        assert complaint is None, f"byte {place} of {len(written)}: {complaint}"
        for rest in tmp_path.glob(f"{place}.ledger*"):
            rest.unlink(missing_ok=True)  # a connection that ends takes its own files away


def places(size: int, step: int) -> list[int]:
    """Return which bytes one of the steps flips: all, or some that are drawn anew in each run."""
    every = range(step, size, STEPS)
    return list(every) if os.environ.get("UNISONO_TRUST") == "all" else random.sample(every, FLIPS // STEPS)


def complaint_after(path: Path, entries: list[Entry]) -> str | None:
    """Return what is wrong with how a changed file is read; None: facts are as they were, or the first bad is named."""
    read: list[Entry] = []
    position = None
    try:
        with open_books(str(path), create=False) as books:
            try:
                for entry in books.ledger.entries():
                    read.append(entry)  # noqa: PERF402 - what was read before the error counts
            except LedgerBroken as broken:
                position = broken.position
                verdict = verify_ledger(books=books, held=(), tell=Silent())
                if verdict.ok:
                    return f"reading said {broken}, and verify found nothing"
            else:
                return None if read == entries else "facts read otherwise, and nobody said so"
    except (NoLedger, LedgerOutOfOrder, LedgerBroken):
        return None if not read else "it opened once and not again"
    if read != entries[: len(read)]:
        return "facts before the one that was named read otherwise"
    if position is None or position == len(read) + 1:
        return None
    before = [fact_bytes(entry.fact, recorded_at=entry.recorded_at) for entry in entries[: position - 1]]
    return None if bodies(path)[: position - 1] == before else f"{position} was named, and is not the first bad"


def bodies(path: Path) -> list[bytes]:
    """Return what stands in the file, whatever the ledger says of it."""
    with closing(sqlite3.connect(path)) as connection:
        return [body for (body,) in connection.execute("SELECT body FROM fact ORDER BY position")]
