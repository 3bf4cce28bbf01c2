"""The files of a fact table: each holds the facts of a range of positions, and its name proves of which ledger.

A name is made of the first and the last position, the RFC 6962 root over the bodies, and a hash over the file itself
and the way in which facts are decoded: what was decoded before there was a field is decoded anew.
A segment holds `WIDTH` facts and never changes, but for the last one, which is made anew as the ledger grows. As the
width is a power of two, a full segment is a whole subtree of the ledger's tree: the roots in the names give the
ledger's root, so that what is not of this ledger is found out without reading a fact.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time

from unisono.domain.merkle import Frontier
from unisono.storage.fact_table.decoding import SELECT

WIDTH = 1 << 17
"""Facts in a full segment."""

KEPT_SECONDS = 3600
"""A file that is no longer needed is left for so long to other processes that may be reading it."""

_PARTS = 4
_DIGEST_LETTERS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A file of facts: positions from `first` to and with `last`, and the root over their bodies, 32 bytes."""

    first: int
    last: int
    root: bytes
    path: Path


def root_over(segments: Sequence[Segment], *, width: int) -> bytes:
    """Return the RFC 6962 root over the facts of segments, 32 bytes.

    Args:
        segments: from the first position without a gap; all but the last are full.
        width: facts in a full segment, a power of two.
    """
    full = [segment.root for segment in segments if segment.last - segment.first + 1 == width]
    roots = Frontier().extend(full).roots
    size = segments[-1].last if segments else 0
    rest = () if len(full) == len(segments) else (segments[-1].root,)
    return Frontier(size, (*roots, *rest)).root


def segments_in(folder: Path, *, until: int, width: int) -> list[Segment]:
    """Return the segments that cover facts from the first position on, without a gap, as far as they go.

    A file whose content is not what its name says is none.

    Args:
        folder: where they lie.
        until: no segment reaches beyond this position.
        width: facts in a full segment.
    """
    by_first: dict[int, list[Segment]] = {}
    for segment in _named(folder):
        if segment.last <= until:
            by_first.setdefault(segment.first, []).append(segment)
    chosen: list[Segment] = []
    while True:
        first = chosen[-1].last + 1 if chosen else 1
        widest = sorted(by_first.get(first, ()), key=lambda segment: segment.last, reverse=True)
        found = next((segment for segment in widest if _is_whole(segment.path)), None)
        if found is None or found.last - first >= width:
            return chosen
        chosen.append(found)
        if found.last - first + 1 < width:
            return chosen


def write_segment(folder: Path, write: Callable[[Path], None], *, first: int, last: int, root: bytes) -> Segment:
    """Write a segment so that no process ever sees half of it, and return it.

    Args:
        folder: where it goes; made if it is not there.
        write: writes the facts into a file.
        first: position of its first fact.
        last: position of its last fact.
        root: RFC 6962 root over their bodies, 32 bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".making-", suffix=".parquet", delete=False) as made:
        passing = Path(made.name)
    try:
        write(passing)
        path = folder / f"{first:012}-{last:012}-{root.hex()}-{_digest(passing)}.parquet"
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)
    return Segment(first=first, last=last, root=root, path=path)


def remove_others(folder: Path, segments: Sequence[Segment]) -> None:
    """Remove the files that are not among some segments and that nobody has made or used lately."""
    needed = {segment.path.name for segment in segments}
    for path in folder.glob("*.parquet"):
        if path.name not in needed and _age(path) > KEPT_SECONDS:
            path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _named(folder: Path) -> Iterator[Segment]:
    for path in folder.glob("[0-9]*.parquet"):
        parts = path.stem.split("-")
        try:
            first, last, root = int(parts[0]), int(parts[1]), bytes.fromhex(parts[2])
        except (ValueError, IndexError):
            continue
        if len(parts) == _PARTS and 1 <= first <= last:
            yield Segment(first=first, last=last, root=root, path=path)


def _is_whole(path: Path) -> bool:
    try:
        return path.stem.rpartition("-")[2] == _digest(path)
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        digest = sha256(SELECT.encode())
        while block := opened.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()[:_DIGEST_LETTERS]
