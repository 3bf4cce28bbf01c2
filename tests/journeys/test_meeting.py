"""The coordinator prepares the exception meeting from a plan."""

from pathlib import Path

import pytest

from tests.command_line import QUICKLY, unisono, write_company


@pytest.fixture(name="company", scope="module")
def _company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bakery with a plan in its folder."""
    company = write_company(tmp_path_factory.mktemp("thorn") / "bakery")
    assert unisono("plan", company, "--out", company, *QUICKLY).code == 0
    return company


def test_people_and_programs_see_the_same_rows(company: Path) -> None:
    """Every row of the document, with its options, stands on the screen too."""
    asked = ("agenda", company, "--plan", company / "plan.json")
    told, document = unisono(*asked), unisono(*asked, "--json").document
    assert told.code == 0
    assert document["format"] == "unisono-agenda/1"
    assert document["agenda"]["rows"]
    for row in document["agenda"]["rows"]:
        assert f"({row['order']}, {row['tier']})" in told.out
        assert len(row["options"]) >= 2
        for option in row["options"]:
            assert option["title"].split()[0] in told.out


def test_an_appeal_becomes_a_row(company: Path) -> None:
    """An order that a rule declined comes before the meeting when somebody appeals for it, and not without."""
    asked = ("agenda", company, "--plan", company / "plan.json", "--json")
    kinds = [
        {row["order"]: row["kind"] for row in unisono(*asked, *appeal).document["agenda"]["rows"]}
        for appeal in ((), ("--appeal", "B-8"))
    ]
    assert "B-8" not in kinds[0]
    assert kinds[1]["B-8"] == "appeal"


def test_an_appeal_against_no_rule_is_sent_back(company: Path) -> None:
    """Where no rule said no there is nothing to appeal against."""
    told = unisono("agenda", company, "--plan", company / "plan.json", "--appeal", "B-3")
    assert told.code == 2
    assert "No rule has declined 'B-3'" in told.beside
