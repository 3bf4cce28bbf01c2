"""Small files that would become huge when they are unpacked."""

import gzip
import tracemalloc
from pathlib import Path

import pytest

from tests.logs_of_events import opened
from unisono.storage.logs import sources
from unisono.storage.logs.opening import open_log
from unisono.storage.reading.limits import MEGABYTE


@pytest.mark.parametrize(
    ("name", "start", "filling"),
    [
        ("bomb.csv.gz", b"case,activity\n", (b"R-1," + b"x" * 1_000 + b"\n") * 64),
        ("line.csv.gz", b"case,activity\n", b"x" * (MEGABYTE // 8)),
        ("bomb.xes.gz", b"<log>", b" " * (MEGABYTE // 8)),
        ("bomb.json.gz", b'{"events":[', b" " * (MEGABYTE // 8)),
    ],
)
def test_a_bomb_is_given_up_and_fills_no_memory(
    name: str, start: bytes, filling: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that unpacks to hundreds of times its size is read in pieces up to the limit, and refused there."""
    monkeypatch.setattr(sources, "FREE", MEGABYTE // 4)
    path = tmp_path / name
    with gzip.open(path, "wb", compresslevel=9) as packed:
        packed.write(start)
        for _ in range(64):
            packed.write(filling)
    tracemalloc.start()
    log = opened(path)
    rows = sum(1 for _ in log.read())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    account = log.account()
    assert account.taken == rows
    assert not account.is_whole
    assert [finding.code for finding in account.findings][-1] == "over-limit"
    assert most < 6 * MEGABYTE


def test_a_bomb_of_blank_lines_has_no_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that never comes to its header is given up as well."""
    monkeypatch.setattr(sources, "FREE", MEGABYTE // 4)
    path = tmp_path / "blank.csv.gz"
    path.write_bytes(gzip.compress(b"\n" * MEGABYTE))
    refused = open_log(path)
    assert isinstance(refused, tuple)
    assert [finding.code for finding in refused] == ["over-limit"]
