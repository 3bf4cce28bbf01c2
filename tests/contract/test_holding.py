"""What one has been promised no other is promised: several ask at once, from threads and from processes."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.racing_for_bread import GAP, STOCK, ask, held_in, open_bakery

GUESTS = 5
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("what", [GAP, STOCK])
def test_only_those_whom_there_is_bread_for_get_a_promise(place: str, what: str) -> None:
    """Five threads ask for half of what there is, two of them get it, and the plan with both works."""
    open_bakery(place, what)
    with ThreadPoolExecutor(max_workers=GUESTS) as counters:
        got = list(counters.map(partial(ask, place), range(GUESTS)))
    assert sorted(filter(None, got)) == ["P-1", "P-2"]
    assert got.count("") == GUESTS - 2
    assert held_in(place) == ["P-1", "P-2"]


def test_processes_cannot_take_the_same_bread(tmp_path: Path, postgresql_place: str) -> None:
    """Two ask at once for all of it, in a file and in a database of a server; in each one of them gets it."""
    places = str(tmp_path / "ledger.sqlite"), postgresql_place
    for place in places:
        open_bakery(place, GAP)
    guests = [_guest(number, *places) for number in range(2)]
    for guest in guests:
        assert guest.stdout is not None
        assert guest.stdout.readline() == "ready\n"
    said = []
    for guest in guests:
        assert guest.stdin is not None
        guest.stdin.write("go\n")
        guest.stdin.flush()
    for guest in guests:
        out, _ = guest.communicate()
        assert guest.returncode == 0
        said.append(json.loads(out))
    for place, got in zip(places, zip(*said, strict=True), strict=True):
        assert sorted(got) == ["", "P-1"]
        assert held_in(place) == ["P-1"]


def _guest(number: int, *places: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.racing_for_bread", str(number), *places],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
