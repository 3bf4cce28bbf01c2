"""The form of the code: sizes, depth, names, docstrings."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house.repository import PACKAGE, kept_files, name_of, python_files, tree_of

CODE = python_files("src", "tests", "benchmarks", "samples", "docs", "tools")
SOURCE = python_files("src", "benchmarks", "samples", "docs")
TESTS = [path for path in python_files("tests") if path.name.startswith("test_")]
MODULE_LINES = 500
FUNCTION_LINES = 80
FOLDERS_DEEP = 3
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_a_module_can_be_read_in_one_sitting() -> None:
    """No module is longer than 500 lines."""
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {name: length for name, length in lengths.items() if length > MODULE_LINES} == {}


def test_a_function_fits_on_a_screen() -> None:
    """No function is longer than 80 lines."""
    lengths = {
        f"{name_of(path)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, node in _functions([*SOURCE, *TESTS])
    }
    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


def test_code_is_three_folders_deep_at_most() -> None:
    """A reader finds every module within three folders of the package."""
    deep = [name_of(path) for path in python_files("src") if len(path.relative_to(PACKAGE).parts) > FOLDERS_DEEP + 1]
    assert not deep


def test_names_of_files_say_what_is_inside() -> None:
    """No file or folder has a name that could hold anything."""
    empty = [name_of(path) for path in kept_files() if SAYS_NOTHING & set(re.split(r"[_./-]", name_of(path).lower()))]
    assert not empty


def test_names_of_classes_say_what_they_are() -> None:
    """No class is called a manager, a helper or a base."""
    empty = [
        f"{name_of(path)}:{node.name}"
        for path in CODE
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
        if SAYS_NOTHING & {word.lower() for word in re.findall(r"[A-Z][a-z]*", node.name)}
    ]
    assert not empty


def test_everything_public_says_what_it_is() -> None:
    """Every module, public class and public function has a docstring."""
    silent = [
        f"{name_of(path)}:{getattr(node, 'name', 'module')}"
        for path in SOURCE
        for node in _public(tree_of(path))
        if not ast.get_docstring(node)
    ]
    assert not silent


def test_every_test_says_what_it_promises() -> None:
    """Every test has a docstring that is a sentence for people."""
    silent = [
        f"{name_of(path)}:{node.name}"
        for path, node in _functions(TESTS)
        if node.name.startswith("test_") and not _is_a_sentence(ast.get_docstring(node))
    ]
    assert not silent


def test_every_test_can_fail() -> None:
    """Every test asserts something or expects a refusal, by itself or through a function that it calls."""
    asserting = {node.name for _, node in _functions(python_files("tests")) if _asserts(node)}
    idle = [
        f"{name_of(path)}:{node.name}"
        for path, node in _functions(TESTS)
        if node.name.startswith("test_") and not _asserts(node) and not asserting & _called(node)
    ]
    assert not idle


def _functions(paths: Iterable[Path]) -> Iterator[tuple[Path, Function]]:
    for path in paths:
        yield from ((path, node) for node in ast.walk(tree_of(path)) if isinstance(node, Function))


def _public(tree: ast.Module) -> Iterator[ast.Module | Function | ast.ClassDef]:
    """Yield a module that is not empty, its public functions and classes, and the public methods of these classes."""
    if tree.body:
        yield tree
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (item for item in node.body if isinstance(item, Function) and not item.name.startswith("_"))


def _is_a_sentence(text: str | None) -> bool:
    return text is not None and not text[0].islower() and text.rstrip().endswith(".")


def _asserts(function: Function) -> bool:
    """Say whether a function asserts, or expects a refusal or warning with `pytest.raises` or `pytest.warns`."""
    return any(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Attribute) and node.attr in {"raises", "warns", "fail"})
        or (isinstance(node, ast.Attribute) and node.attr.startswith("assert_"))
        for node in ast.walk(function)
    )


def _called(function: Function) -> set[str]:
    return {
        node.func.id for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
