"""Put new files in place without ever writing over something that is there."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp


class PlaceIsTaken(Exception):  # noqa: N818 - a refusal is named after what is refused
    """The place for new files is not free, so nothing is written."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} {what}. Nothing was written. Name another place, or move it away.")


def place_folder(directory: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder, all of it or nothing.

    Args:
        directory: the folder; it must not be there, or be empty.
        files: content by name, or by path below the folder.

    Raises:
        PlaceIsTaken: something is there already.
    """
    _refuse_taken(directory)
    parent = directory.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(mkdtemp(prefix=f".{directory.name}.", dir=parent))
    try:
        for name, content in files.items():
            (fresh / name).parent.mkdir(exist_ok=True)
            (fresh / name).write_bytes(content)
        fresh.chmod(0o755)  # a temporary folder is for its owner only, a company's data are not
        if directory.exists():
            directory.rmdir()
        fresh.rename(directory)
    except OSError as error:
        if directory.exists() and any(directory.iterdir()):
            raise PlaceIsTaken(directory, "was filled by somebody else meanwhile") from error
        raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def place_file(path: Path, content: bytes) -> None:
    """Write a new file.

    Args:
        path: the file; it must not be there.
        content: its bytes.

    Raises:
        PlaceIsTaken: something is there already.
    """
    path.absolute().parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError as error:
        raise PlaceIsTaken(path, "is there already") from error


def _refuse_taken(directory: Path) -> None:
    if directory.is_dir():
        if any(directory.iterdir()):
            raise PlaceIsTaken(directory, "is not empty")
    elif directory.exists() or directory.is_symlink():
        raise PlaceIsTaken(directory, "is there already and is no folder")
