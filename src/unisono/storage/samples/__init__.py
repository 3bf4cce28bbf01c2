"""The sample companies that ship with the package."""

from importlib.resources import files
from pathlib import Path


class NoSuchSample(Exception):  # noqa: N818 - a refusal is named after what is refused
    """No sample has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no sample '{name}'. There are: {', '.join(sample_names())}.")


def sample_names() -> tuple[str, ...]:
    """Return the names of the samples, sorted.

    >>> "steel" in sample_names()
    True
    """
    return tuple(sorted(item.name for item in _root().iterdir() if (item / "company.toml").is_file()))


def sample_path(name: str) -> Path:
    """Return the folder of a sample.

    Args:
        name: one of `sample_names()`.

    Raises:
        NoSuchSample: there is no sample of this name.
    """
    if name not in sample_names():
        raise NoSuchSample(name)
    return _root() / name


def _root() -> Path:
    return Path(str(files(__name__)))
