"""What the house tests look at: the files that git keeps, read once."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "unisono"


@cache
def kept_files() -> tuple[Path, ...]:
    """Return every file that git keeps, or is about to keep, and that is there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def python_files(*folders: str) -> list[Path]:
    """Return the Python files that git keeps below the named folders of the repository."""
    tops = [ROOT / folder for folder in folders]
    return [path for path in kept_files() if path.suffix == ".py" and any(path.is_relative_to(top) for top in tops)]


def name_of(path: Path) -> str:
    """Return a file's path as people write it, from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=name_of(path))
