"""A department head asks what the facts say: for all, by week, and down to the facts of one late case."""

import re
import tomllib
from pathlib import Path

import pytest

from benchmarks.busy_company import BEGIN, facts_of_a_busy_company
from tests.command_line import unisono
from tests.public_logs import public_log
from unisono.analytics.kpis import KPIS_BY_ID
from unisono.bootstrap import open_books
from unisono.storage.samples import sample_path


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ledger of a busy company."""
    place = tmp_path_factory.mktemp("kpis") / "busy.ledger"
    with open_books(str(place), create=True) as books:
        books.ledger.append(list(facts_of_a_busy_company(1200)), now=BEGIN)
    return place


def test_all_kpis_for_people(ledger: Path) -> None:
    """Every KPI stands in a line with its value, unit and cases; none needs a word of the manual."""
    said = unisono("kpis", "--ledger", ledger)
    assert said.code == 0
    lines = [re.split(r"\s{2,}", line) for line in said.out.splitlines()]
    for kpi in KPIS_BY_ID.values():
        (cells,) = [cells for cells in lines if cells[1] == kpi.id]
        assert (cells[0], cells[3]) == (kpi.card.name, kpi.card.unit)
    assert (ledger.parent / "busy.ledger.segments").is_dir()


def test_all_kpis_for_programs(ledger: Path) -> None:
    """A program gets a bare list of id, value, unit and n."""
    document = unisono("kpis", "--ledger", ledger, "--json").document
    assert [list(row) for row in document] == [["id", "value", "unit", "n"]] * len(KPIS_BY_ID)
    assert [row["id"] for row in document] == list(KPIS_BY_ID)
    assert {type(row["value"]) for row in document} <= {float, type(None)}


def test_groups_add_up(ledger: Path) -> None:
    """The cases of all weeks, or all parties, are the cases of the whole."""
    (whole,) = unisono("kpis", "--ledger", ledger, "--kpi", "promise_kept_last", "--json").document
    for by in ("party", "customer", "tier", "week", "line"):
        rows = unisono("kpis", "--ledger", ledger, "--kpi", "promise_kept_last", "--by", by, "--json").document
        assert {row["by"] for row in rows} == {by}
        assert sum(row["n"] for row in rows) == whole["n"]
        weighed = sum(row["value"] * row["n"] for row in rows) / whole["n"]
        assert weighed == pytest.approx(whole["value"], abs=1e-4)
    told = unisono("kpis", "--ledger", ledger, "--by", "tier").out
    assert "gold" in told
    assert "(not told)" in told


def test_a_value_opens_down_to_its_facts(ledger: Path) -> None:
    """A late order is shown with its facts, and the ledger shows the same facts for it."""
    said = unisono("kpis", "--ledger", ledger, "--kpi", "late_after_promise", "--open")
    assert said.out.startswith("Late after the promise: ")
    (opened,) = unisono("kpis", "--ledger", ledger, "--kpi", "late_after_promise", "--open", "--json").document
    late = next(case for case in opened["cases"] if case["numerator"])
    assert sum(case["numerator"] for case in opened["cases"]) == pytest.approx(opened["value"] * opened["n"] / 100)
    shown = unisono("ledger", "show", "--ledger", ledger, "--commitment", late["case"], "--json").document
    assert [fact["position"] for fact in shown["facts"]] == late["facts"]


def test_what_is_not_there_is_refused(ledger: Path, tmp_path: Path) -> None:
    """A wrong name is answered with the right ones, a missing ledger with a sentence."""
    wrong = unisono("kpis", "--ledger", ledger, "--kpi", "happiness")
    assert wrong.code == 2
    assert "There is no KPI happiness." in " ".join(wrong.beside.replace("│", " ").split())
    nowhere = unisono("kpis", "--ledger", tmp_path / "none", "--json")
    assert nowhere.code == 1
    assert "There is no ledger" in nowhere.document["refusal"]
    assert not (tmp_path / "none").exists()


def test_agreements_name_kpis_that_there_are() -> None:
    """What the sample's parties agreed to be measured by can be measured."""
    named = {
        kpi["id"]
        for text in sample_path("steel").glob("agreements/*.toml")
        for kpi in tomllib.loads(text.read_text(encoding="utf-8"))["kpi"]
    }
    assert named
    assert named <= set(KPIS_BY_ID)


def test_the_permits_of_a_town(tmp_path: Path) -> None:
    """A public log of permits, read as it lies there, gives what counting its file by hand gives."""
    assert unisono("ledger", "import", public_log("receipt.csv"), "--ledger", tmp_path / "permits", "--json").code == 0
    rows = unisono("kpis", "--ledger", tmp_path / "permits", "--json").document
    kpis = {row["id"]: (row["value"] and round(row["value"], 1), row["n"]) for row in rows}
    assert kpis["closed_cases"] == (1329, 1329)
    assert kpis["late_after_promise"] == (29.3, 1329)
    assert kpis["late_after_request"] == (28.4, 1329)
