"""The page about trust: every test that it names is there, and every test of trust is named."""

import re

from tests.house.repository import ROOT

PAGE = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
TRUST = sorted((ROOT / "tests" / "trust").glob("test_*.py"))


def test_every_test_that_the_page_names_is_there() -> None:
    """A reader who looks for a test by the name on the page finds it."""
    written = "".join(path.read_text(encoding="utf-8") for path in TRUST)
    functions = set(re.findall(r"`(test_[a-z_]+|Test[A-Za-z]+)`", PAGE))
    assert functions
    assert not [name for name in functions if f"def {name}(" not in written and f"class {name}:" not in written]
    files = set(re.findall(r"`(?:[a-z]+/)*(test_[a-z_]+[.]py)`", PAGE))
    there = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert files <= there


def test_every_file_of_tests_of_trust_is_on_the_page() -> None:
    """No part of it is tested without the page saying so."""
    assert TRUST
    assert not [path.name for path in TRUST if path.name not in PAGE]
