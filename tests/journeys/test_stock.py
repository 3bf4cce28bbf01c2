"""The head of logistics looks after what lies where."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.command_line import KITCHEN, QUICKLY, STEEL, unisono, write_company
from unisono.storage.samples import sample_path


def test_what_to_do_with_the_steel_that_lies_there() -> None:
    """Too little of one plate, too much of another, plate to take back, and a customer who calls too little."""
    said = unisono("stock", STEEL)
    assert said.code == 0
    assert said.out.startswith("Stock ties up")
    for words in ("Order 138.4 t now.", "56.7 t too much", "Take 25.8 t back by 2026-11-30", "Ask for calls: 156 t"):
        assert words in " ".join(said.out.split())
    assert "63.5 t of safety for 95% service" in said.out
    assert "With --plan plan.json" in said.out


def test_programs_get_all_of_it() -> None:
    """One document has every stock with its levels and every framework order with its cumulated quantities."""
    document = unisono("stock", STEEL, "--json").document
    assert document["format"] == "unisono-stock/1"
    assert len(document["stocks"]) == 27
    behind = next(item for item in document["frameworks"] if item["pace"] == "behind")
    assert behind["called"] >= behind["delivered"]
    assert behind["open"] == behind["called"] - behind["delivered"]
    assert behind["missing"] == behind["least"] - behind["called"] > 0
    for stock in document["stocks"]:
        assert 0 <= stock["lowest"] <= stock["highest"]
    assert document["worth"] == {}


def test_with_a_plan_it_says_what_stock_saved(tmp_path: Path) -> None:
    """The plan's draws and savings stand beside the cost; a plan of other data is refused, and so is another moment."""
    company = write_company(tmp_path / "bakery")
    assert unisono("plan", company, "--out", tmp_path, *QUICKLY).code == 0
    plan = tmp_path / "plan.json"
    said = unisono("stock", company, "--plan", plan)
    assert said.code == 0
    assert "Saves" in said.out
    document = unisono("stock", company, "--plan", plan, "--json").document
    drawn = {stock["kind"] for stock in document["stocks"] if stock["drawn"] is not None}
    assert set(document["worth"]) == drawn != set()
    for worth in document["worth"].values():
        parts = sum(Decimal(str(worth[part])) for part in ("margin", "changeovers", "lateness", "waiting"))
        assert Decimal(str(worth["saved"])) == parts >= 0
    assert unisono("stock", KITCHEN, "--plan", plan).code == 1
    assert unisono("stock", company, "--plan", plan, "--now", "2026-03-02").code == 2


@pytest.mark.parametrize("name", ["kitchen", "repair", "software"])
def test_other_companies_have_stock_too(name: str) -> None:
    """Portions that spoil, parts by the piece, and no stock at all."""
    said = unisono("stock", sample_path(name))
    assert said.code == 0
    expected = {
        "kitchen": "good for 1 day",
        "repair": "Order 8 job now.",
        "software": "There is no stock",
    }
    assert expected[name] in said.out


def test_data_with_mistakes_are_not_counted(tmp_path: Path) -> None:
    """More delivered than called is told with its place, and nothing else is said."""
    company = write_company(tmp_path / "bakery")
    (company / "frameworks.csv").write_text(
        "id,customer,product,quantity,starts_on,ends_on,called,delivered\n"
        "FO-1,HOTEL,rye-loaf,900,2026-01-01,2026-12-31,100,120\n"
    )
    said = unisono("stock", company)
    assert said.code == 1
    assert "frameworks.csv:2 (delivered)" in said.out
