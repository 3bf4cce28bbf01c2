"""A coordinator prepares a meeting: one page of what the facts tell, alone or behind the plan."""

from pathlib import Path

import pytest

from benchmarks.busy_company import BEGIN, facts_of_a_busy_company
from tests.command_line import KITCHEN, QUICKLY, unisono, write_company
from tests.storage.outputs.pages import read_page
from unisono.bootstrap import open_books
from unisono.storage.outputs.report.facts_page import PLACES


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ledger of a busy company."""
    place = tmp_path_factory.mktemp("told") / "busy.ledger"
    with open_books(str(place), create=True) as books:
        books.ledger.append(list(facts_of_a_busy_company(900)), now=BEGIN)
    return place


def test_one_page_for_the_meeting(ledger: Path, tmp_path: Path) -> None:
    """The page lies where it was asked for, its first sentences on the terminal, and a second call replaces it."""
    said = unisono("report", "--ledger", ledger, "--out", tmp_path / "new")
    page = tmp_path / "new" / "report.html"
    assert said.code == 0
    assert f"Report: {page}" in said.out
    assert " came late, " in said.out.splitlines()[0]
    assert "busy, 900 facts" in page.read_text(encoding="utf-8")
    again = unisono("report", "--ledger", ledger, "--out", tmp_path / "new", "--json").document
    assert (again["format"], again["report"], again["facts"]) == ("unisono-report/1", str(page), 900)
    assert again["headline"] == said.out.splitlines()[0].replace(" h ", "\N{NARROW NO-BREAK SPACE}h ")
    assert {point["section"] for point in again["points"]} <= {name for name, _ in PLACES}


def test_an_empty_ledger_says_so(tmp_path: Path) -> None:
    """Whoever has no facts yet gets a page that says so, part for part, and no crash."""
    open_books(str(tmp_path / "new.ledger"), create=True).close()
    said = unisono("report", "--ledger", tmp_path / "new.ledger", "--out", tmp_path / "told")
    assert said.code == 0
    assert said.out.startswith("Nothing has been recorded yet.")
    main = read_page((tmp_path / "told" / "report.html").read_text(encoding="utf-8")).all("main")[0]
    assert [section.attributes["id"] for section in main.children] == [name for name, _ in PLACES]
    assert all(len(section.words()) > 40 for section in main.children)


def test_the_report_of_a_run_is_not_lost(ledger: Path, tmp_path: Path) -> None:
    """With a ledger the report of a run tells both; the page of facts takes the place of no other files."""
    company = write_company(tmp_path / "bakery")
    out = tmp_path / "out"
    assert unisono("run", company, "--out", out, *QUICKLY, "--ledger", ledger).code == 0
    page = read_page((out / "report.html").read_text(encoding="utf-8"))
    assert [nav.attributes["aria-label"] for nav in page.all("nav")] == ["The plan", "The facts"]
    assert page.find("agenda") is not None
    assert "came late" in page.by_id("facts").words()
    ids = page.ids()
    assert len(ids) == len(set(ids))
    refused = unisono("report", "--ledger", ledger, "--out", out, "--json")
    assert refused.code == 1
    assert "the outputs of `unisono run`, which would be lost" in refused.document["refusal"]
    assert (out / "plan.json").is_file()
    foreign = unisono("report", "--ledger", ledger, "--out", company)
    assert foreign.code == 1
    assert "files that Unisono did not write" in foreign.beside


def test_a_missing_ledger_is_refused_before_the_planning(tmp_path: Path) -> None:
    """A wrong name is answered with a sentence, at once, and nothing is made."""
    for command in (("report",), ("run", KITCHEN)):
        said = unisono(*command, "--ledger", tmp_path / "none", "--out", tmp_path / "out", "--json")
        assert said.code == 1
        assert "There is no ledger" in said.document["refusal"]
        assert not (tmp_path / "out").exists()
        assert not (tmp_path / "none").exists()
