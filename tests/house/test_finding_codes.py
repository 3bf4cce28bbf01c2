"""The page about findings names every code that the readers and checks can give, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "files.md"
LOGS_PAGE = ROOT / "docs" / "reference" / "logs.md"
LOGS = (
    *sorted((ROOT / "src" / "unisono" / "storage" / "logs").glob("*.py")),
    ROOT / "src" / "unisono" / "domain" / "log_times.py",
)
OF_FILES = {"not-a-file", "unreadable-file", "not-text", "not-utf-8", "over-limit", "broken-quotes", "nul-byte"}
"""Codes that readers of logs take over from those of other files."""

SOURCES = ("src/unisono/storage/reading", "src/unisono/services/checking", "src/unisono/engines/ruling/check.py")
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
NO_CODES = {"utf-8-sig", "utf-8"}


def codes_in(source: Path) -> Iterator[str]:
    """Yield the texts in a module's calls that look like codes: words joined by hyphens."""
    for call in (node for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Call)):
        for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
            for part in ast.walk(argument) if isinstance(argument, ast.IfExp) else (argument,):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and CODE.fullmatch(part.value):
                    yield part.value


def test_every_code_of_a_finding_is_in_the_docs() -> None:
    """Whoever meets a code finds it in the reference, and whoever reads the reference can meet every code."""
    modules = [
        path
        for source in SOURCES
        for path in ([ROOT / source] if source.endswith(".py") else sorted((ROOT / source).rglob("*.py")))
    ]
    given = {code for module in modules for code in codes_in(module)} - NO_CODES
    given |= {
        f"unknown-{noun}" for noun in ("department", "calendar", "family", "line", "product", "customer", "activity")
    }
    page = PAGE.read_text()
    table = page[page.index("## Findings") :]
    told = set(re.findall(r"`([a-z0-9-]+)`", table))
    assert told == given


def test_every_code_about_a_log_is_in_the_docs() -> None:
    """Whoever imports a log finds every code that its readers give in the page about logs, and no other."""
    given = {code for module in LOGS for code in codes_in(module)} - NO_CODES
    table = LOGS_PAGE.read_text().partition("## Findings")[2]
    assert set(re.findall(r"`([a-z0-9-]+)`", table)) == given | OF_FILES


def test_every_code_of_a_refusal_about_commitments_is_in_the_docs() -> None:
    """Whoever's command is refused finds its code in the page about commitments, and no other code."""
    folder = ROOT / "src" / "unisono" / "domain" / "commitments"
    given = {code for name in ("deciding", "handovers", "refusing") for code in codes_in(folder / f"{name}.py")}
    table = (ROOT / "docs" / "commitments.md").read_text().partition("## When the answer is no")[2]
    assert set(re.findall(r"\| `([a-z-]+)` \|", table)) == given
