"""A folder of outputs that is replaced as a whole: whoever looks sees the old files or all the new ones, no mixture.

All files are written to a hidden folder beside the wanted one and flushed to the disk; then the two folders change
places in one step (`renameat2` with RENAME_EXCHANGE on Linux). Where a file system cannot do that, two renames do it,
and the next start finishes what was interrupted between them. A writer holds a lock on its hidden folder, which ends
with its process: a hidden folder without a lock was left by a killed process and is removed by the next one.
"""

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}
_NAMED = 3
_DESKTOP_FILES = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Files that a desktop leaves in any folder that somebody looked at."""

MARK = ".unisono-outputs"
"""The file that says which files of a folder are outputs; folders without it are somebody else's."""


class FolderHoldsOtherFiles(Exception):  # noqa: N818 - a refusal is named after what is refused
    """The folder for the outputs holds files that are not outputs, so it is left alone."""

    def __init__(self, directory: Path, foreign: Collection[str]) -> None:
        some = ", ".join(sorted(foreign)[:_NAMED]) + (", ..." if len(foreign) > _NAMED else "")
        super().__init__(
            f"{directory} holds files that Unisono did not write ({some}). Nothing was changed. "
            "Name another folder, or move these files away."
        )


class NotAFolder(Exception):  # noqa: N818 - a refusal is named after what is refused
    """The name for the folder of outputs is taken by something else."""

    def __init__(self, directory: Path) -> None:
        super().__init__(f"{directory} is there already and is not a folder. Nothing was changed. Name another folder.")


def prepare_folder(directory: Path) -> None:
    """Finish or clear away what killed processes left beside a folder of outputs, and refuse a folder that is not ours.

    Raises:
        FolderHoldsOtherFiles: the folder holds files that are not outputs.
        NotAFolder: the name is taken by a file.
    """
    target = _real(directory)
    _recover(target)
    if not target.exists():
        return
    if not target.is_dir():
        raise NotAFolder(directory)
    foreign = _foreign_files(target)
    if foreign:
        raise FolderHoldsOtherFiles(directory, foreign)


def outputs_in(directory: Path) -> set[str]:
    """Return the names of the outputs that a folder holds; none where there is no such folder, or it is not ours."""
    mark = _real(directory) / MARK
    return set(mark.read_text("utf-8").splitlines()) if mark.is_file() else set()


def replace_folder(directory: Path, files: Mapping[str, bytes]) -> None:
    """Replace a folder of outputs by these files, all at once.

    Args:
        directory: the folder; it and the folders above it are made when they are not there.
        files: content by name.

    Raises:
        FolderHoldsOtherFiles: the folder holds files that are not outputs.
        NotAFolder: the name is taken by a file.
    """
    target = _real(directory)
    target.parent.mkdir(parents=True, exist_ok=True)
    prepare_folder(directory)
    fresh, lock = _make_hidden(target)
    try:
        for name, content in files.items():
            _write_flushed(fresh / name, content)
        _write_flushed(fresh / MARK, "".join(f"{name}\n" for name in sorted(files)).encode())
        _flush_folder(fresh)
        _put_in_place(fresh, target)
        _flush_folder(target.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        os.close(lock)


def replace_file(path: Path, content: bytes) -> None:
    """Replace one file as a whole: whoever reads it sees the old content or the new.

    Raises:
        IsADirectoryError: the name is taken by a folder.
    """
    with replacing_file(path) as fresh:
        fresh.write_bytes(content)


@contextmanager
def replacing_file(path: Path) -> Iterator[Path]:
    """Give a path to write to; what stands there takes the place of a file when the block ends, and not if it fails.

    Raises:
        IsADirectoryError: the name is taken by a folder.
    """
    target = _real(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    _recover(target)
    fresh, lock = _make_hidden(target)
    try:
        yield fresh / target.name
        _flush_file(fresh / target.name)
        (fresh / target.name).replace(target)
        _flush_folder(target.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        os.close(lock)


def _real(path: Path) -> Path:
    """Return the path behind links, so that a link to the outputs stays a link."""
    return Path(os.path.realpath(path))


def _foreign_files(target: Path) -> set[str]:
    there = {entry.name for entry in target.iterdir()} - _DESKTOP_FILES
    return there - ({MARK, *outputs_in(target)} if (target / MARK).is_file() else set())


def _prefix(target: Path) -> str:
    return f".{target.name}.unisono-"


def _make_hidden(target: Path) -> tuple[Path, int]:
    """Return a new hidden folder beside the target and the open descriptor that holds its lock."""
    while True:
        fresh = target.parent / f"{_prefix(target)}{secrets.token_hex(6)}"
        fresh.mkdir()
        lock = _lock(fresh)
        if lock is not None and fresh.exists():
            return fresh, lock


def _lock(folder: Path) -> int | None:
    """Return a descriptor that holds the folder's lock, or None when somebody else holds it or it is gone."""
    if sys.platform == "win32":
        return os.open(os.devnull, os.O_RDONLY)
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _recover(target: Path) -> None:
    """Bring back the old outputs where a process was killed between two renames, and remove unlocked hidden folders."""
    if not target.parent.is_dir():
        return
    aside = _aside(target)
    if aside.exists() and not target.exists():
        with suppress(FileNotFoundError):  # another process may do the same
            aside.rename(target)
    for entry in sorted(target.parent.iterdir()):
        if entry.name.startswith(_prefix(target)) and entry.is_dir():
            lock = _lock(entry)
            if lock is not None:
                shutil.rmtree(entry, ignore_errors=True)
                os.close(lock)


def _aside(target: Path) -> Path:
    return target.parent / f"{_prefix(target)}aside"


def _put_in_place(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        target.rename(_aside(target))
        fresh.rename(target)
        shutil.rmtree(_aside(target), ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, and return whether this system can."""
    renameat2 = _renameat2()
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _renameat2() -> Callable[..., int] | None:
    if not sys.platform.startswith("linux"):
        return None
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is not None:
        function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return function


def _write_flushed(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    _flush_file(path)


def _flush_file(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
