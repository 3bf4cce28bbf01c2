"""Writers that are killed, that write at the same time, twice, under a wrong clock, or onto a full disk.

With `UNISONO_TRUST=all` (as `make trust` sets it) a thousand writers are killed; else a few.
"""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.house.repository import ROOT
from tests.mill import MONDAY, counted, story
from tests.trust.tampering import verdict_of
from unisono.bootstrap import open_books
from unisono.domain.commitments.state import Stage

KILLED = 1_000 if os.environ.get("UNISONO_TRUST") == "all" else 20
WRITTEN_BY_EACH = 30
ROOM = 300_000
"""Bytes that a file may have on the full disk; an empty ledger takes a third of it."""


def begun(*arguments: object) -> "subprocess.Popen[str]":
    """Return a process of `tests.trust.writing`."""
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.trust.writing", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: "subprocess.Popen[str]") -> str:
    """Return what a process wrote until it ended."""
    out, beside = process.communicate()
    assert process.returncode == 0, beside
    return out


def test_a_killed_writer_has_lost_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Writers are killed at random moments: every fact that was acknowledged is in its place, and all verifies."""
    seen: dict[str, Any] = json.loads(ended(begun("kill", tmp_path / "mill.ledger", KILLED, 1)))
    assert (seen["rounds"], seen["lost"], seen["broken"]) == (KILLED, [], [])
    assert seen["acknowledged"] > KILLED


def test_a_killed_writer_on_a_server_has_lost_nothing(postgresql_place: str) -> None:
    """The same for writers to a PostgreSQL server."""
    seen: dict[str, Any] = json.loads(ended(begun("kill", postgresql_place, max(3, KILLED // 20), 1)))
    assert (seen["lost"], seen["broken"]) == ([], [])
    assert seen["acknowledged"]


def test_two_writers_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Two processes write at once: each fact of both is there once, in a place of its own, without gaps."""
    place = str(tmp_path / "mill.ledger")
    with open_books(place, create=True):
        pass
    writers = [begun("write", place, name, WRITTEN_BY_EACH) for name in ("ada", "ben")]
    told = [line.rsplit(" ", 1) for writer in writers for line in ended(writer).splitlines()]
    assert sorted(int(position) for _, position in told) == list(range(1, 2 * WRITTEN_BY_EACH + 1))
    with open_books(place, create=False) as books:
        there = {entry.fact.id: entry.position for entry in books.ledger.entries()}
    assert there == {fact_id: int(position) for fact_id, position in told}
    assert verdict_of(place).ok


def test_a_full_disk_loses_nothing_and_says_so(tmp_path: Path) -> None:
    """A writer is told to make room; what was acknowledged is there, no half of a batch is, and then it goes on."""
    place = str(tmp_path / "mill.ledger")
    seen: dict[str, Any] = json.loads(ended(begun("fill", place, ROOM)))
    assert seen["found"] == seen["acknowledged"] > 0
    assert seen["again"] > seen["found"]
    assert "no room left" in seen["told"]
    verdict = verdict_of(place)
    assert (verdict.ok, verdict.facts) == (True, seen["again"])


def test_a_clock_that_goes_backwards_is_recorded_as_it_was(tmp_path: Path) -> None:
    """The order is that of positions; what the clock said stands beside it, even where it contradicts."""
    place = str(tmp_path / "mill.ledger")
    with open_books(place, create=True) as books:
        for number in range(1, 6):
            books.ledger.append([counted(number)], now=MONDAY - timedelta(days=number))
        said = [entry.recorded_at for entry in books.ledger.entries()]
        assert said == [MONDAY - timedelta(days=number) for number in range(1, 6)]
    assert verdict_of(place).ok


def test_a_duplicate_submission_is_recorded_once(tmp_path: Path) -> None:
    """Whoever does not know whether a fact arrived submits it again: it is there once, and counts once."""
    place = str(tmp_path / "mill.ledger")
    with open_books(place, create=True) as books:
        first = books.ledger.append(story(), now=MONDAY)
        again = books.ledger.append(story(), now=MONDAY + timedelta(hours=1))
        assert (again.positions, again.new, again.head) == (first.positions, 0, first.head)
        commitment = books.ledger.commitment("SO-7/produce")
        assert commitment is not None
        assert (commitment.stage, len(commitment.handovers)) == (Stage.ACCEPTED, 1)
    assert verdict_of(place).facts == len(story())


def test_a_reader_needs_no_writer_to_end(tmp_path: Path) -> None:
    """While a writer goes on, a ledger is read and found sound up to where the reader began."""
    place = str(tmp_path / "mill.ledger")
    with open_books(place, create=True) as books:
        books.ledger.append([counted(1)], now=MONDAY)
    writer = begun("write", place, "ada", WRITTEN_BY_EACH)
    while writer.poll() is None:
        assert verdict_of(place).ok
    ended(writer)
    assert verdict_of(place).facts == WRITTEN_BY_EACH + 1
