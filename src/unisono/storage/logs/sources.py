"""Where a log comes from: a file, packed or not, read piece by piece and never beyond the limits."""

import gzip
import io
import stat
import zlib
from pathlib import Path
from typing import BinaryIO

from unisono.domain.findings import Finding, Severity, Source
from unisono.storage.reading.limits import LOG_PACKING, LOG_SIZE, MEGABYTE, Limit
from unisono.storage.reading.texts import no_file, unreadable

PACKED = b"\x1f\x8b"
FREE = 64 * MEGABYTE
"""So much may come out of any packed file, however small it is."""

HEAD = 1 << 16
UNREADABLE = (OSError, EOFError, zlib.error)
"""What reading raises where a disk fails or a packed file is cut off or damaged."""


class BeyondLimit(Exception):  # noqa: N818 - says where the file went
    """A log goes on beyond what is read of any."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit.of)
        self.limit = limit


class Unpacked(io.RawIOBase):
    """The content of a file, unpacked where it is packed, which ends with `BeyondLimit` at the limits.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._packed = path.stat().st_size if self._file.read(len(PACKED)) == PACKED else None
        self._file.seek(0)
        self._stream: BinaryIO = gzip.GzipFile(fileobj=self._file) if self._packed is not None else self._file  # type: ignore[assignment] # it reads bytes as any file does
        self._given = 0

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # typeshed knows no name for it
        """Fill a buffer and return how many bytes came; 0 at the end.

        Raises:
            BeyondLimit: more came out than any log may have.
        """
        piece = self._stream.read(len(buffer))
        self._given += len(piece)
        if self._given > LOG_SIZE.most * MEGABYTE:
            raise BeyondLimit(LOG_SIZE)
        if self._packed is not None and self._given > max(FREE, self._packed * LOG_PACKING.most):
            raise BeyondLimit(LOG_PACKING)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close the file."""
        super().close()
        self._file.close()


def open_unpacked(path: Path) -> io.BufferedReader:
    """Return a log's content as a stream of bytes."""
    return io.BufferedReader(Unpacked(path), HEAD)


def head_of(path: Path) -> bytes | Finding:
    """Return the first 65,536 bytes of a log, unpacked, or the finding that says why it cannot be read."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return no_file(path, "a folder" if stat.S_ISDIR(mode) else "a pipe or a device")
        with open_unpacked(path) as stream:
            return stream.read(HEAD)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return broken_off(path.name, "The packed file is damaged or cut off", line=None)
    except OSError as error:
        return unreadable(path, error.strerror or "the system refuses it")


def broken_off(file: str, why: str, *, line: int | None) -> Finding:
    """Return the finding about a log that cannot be read to its end.

    Args:
        file: its name.
        why: a sentence without its point.
        line: where, if that is known.
    """
    return Finding(
        code="broken-log",
        severity=Severity.ERROR,
        source=Source(file=file, line=line),
        message=f"{why}; what follows is not read.",
        expected="a whole file",
        remedy="Export the log again, or copy it again from where it came.",
    )
