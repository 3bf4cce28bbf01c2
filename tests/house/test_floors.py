"""The floors of the house: who may import whom, and where a clock may be read."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.repository import PACKAGE, ROOT, name_of, python_files, tree_of

READS_A_CLOCK = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
}
BELOW_THE_INTERFACES = ["domain", "engines", "analytics", "game", "services", "storage"]


def test_imports_only_point_down() -> None:
    """Every contract about the floors is kept, and every package stands on a floor."""
    lint = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert lint.returncode == 0, lint.stdout + lint.stderr


def test_every_dependency_is_kept_out_of_the_domain() -> None:
    """The contract that the domain stands alone names every library that Unisono uses."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}
    forbidden = set(contracts["domain-stands-alone"]["forbidden_modules"])
    used = {name for path in python_files("src") for name in _imported(path) if name not in sys.stdlib_module_names}
    assert used - {"unisono"} <= forbidden


@pytest.mark.parametrize("path", python_files("src/unisono/domain"), ids=name_of)
def test_the_domain_imports_the_standard_library_only(path: Path) -> None:
    """A module of the domain runs on Python alone."""
    assert _imported(path) <= {*sys.stdlib_module_names, "unisono"}


@pytest.mark.parametrize("floor", BELOW_THE_INTERFACES)
def test_no_clock_is_read_below_the_interfaces(floor: str) -> None:
    """What happens now is told by the caller, so that the same input gives the same plan on any day."""
    readings = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files(f"src/unisono/{floor}")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and _reads_a_clock(node)
    ]
    assert not readings


def test_every_package_is_a_package() -> None:
    """Every folder with code has an __init__.py, so that the floors are seen by all tools."""
    folders = {path.parent for path in python_files("src")}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
    assert (PACKAGE / "py.typed").exists()


def _imported(path: Path) -> set[str]:
    """Return the top-level names of all that a module imports."""
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


def _reads_a_clock(node: ast.Attribute) -> bool:
    """Say whether an expression like `datetime.now` or `dt.datetime.now` asks what time it is."""
    owner = node.value
    name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return (name, node.attr) in READS_A_CLOCK
