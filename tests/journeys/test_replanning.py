"""Something happens, and the planner asks what it does to the plan."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.command_line import QUICKLY, Said, unisono, write_company

DOWN = ("--change", "line deck-oven down 2026-03-03T06:00/P4D")


@pytest.fixture(name="company", scope="module")
def _company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bakery with a plan in its folder."""
    company = write_company(tmp_path_factory.mktemp("thorn") / "bakery")
    assert unisono("plan", company, "--out", company, *QUICKLY).code == 0
    return company


def ask(company: Path, *changes: object) -> Said:
    """Return what the changes do to the bakery's plan."""
    return unisono("replan", company, "--plan", company / "plan.json", "--iterations", "500", *changes)


def test_a_cold_oven_costs_money_and_moves_orders(company: Path) -> None:
    """People and programs are told the same: what it costs, and whom to tell."""
    told, document = ask(company, *DOWN), ask(company, *DOWN, "--json").document
    assert told.code == 0
    assert document["format"] == "unisono-replan/1"
    assert document["contribution"]["change"] < 0
    assert told.out.startswith("The plan earns ")
    assert "less than before the changes" in told.out
    moves = {item["move"]["order"]: item["move"] for item in document["moves"]}
    assert document["to_tell"]
    for order in document["to_tell"]:
        assert order in told.out
        assert moves[order]["kind"] not in {"shifted", "gone"}
    assert all(operation["order"] in moves for operation in _moved(company, document["plan"]))


def _moved(company: Path, after: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    """Return the operations of the new plan that the plan in force does not have."""
    before = json.loads((company / "plan.json").read_text())["body"]["operations"]
    places = {(item["order"], item["line"], item["start"], item["end"]) for item in before}
    return [
        item for item in after["operations"] if (item["order"], item["line"], item["start"], item["end"]) not in places
    ]


def test_several_changes_are_made_in_turn(company: Path, tmp_path: Path) -> None:
    """From options and from a file; an order that is gone is nobody's news."""
    changes = tmp_path / "tuesday.txt"
    changes.write_text("# the hotel called\norder B-1 cancelled\n", "utf-8")
    document = ask(company, "--change", "order B-3 quantity 100", "--changes", changes, "--json").document
    assert [change["kind"] for change in document["changes"]] == ["OrderAltered", "OrderCancelled"]
    gone = next(item["move"] for item in document["moves"] if item["move"]["order"] == "B-1")
    assert (gone["kind"], gone["after"]) == ("gone", None)
    assert "B-1" not in document["to_tell"]


def test_the_same_question_has_the_same_answer(company: Path) -> None:
    """Whoever asks again with the same seed is told the same."""
    assert ask(company, *DOWN, "--json").out == ask(company, *DOWN, "--json").out


def test_nothing_is_written_unless_asked_for(company: Path, tmp_path: Path) -> None:
    """With a folder the whole answer is kept in it, and only there."""
    before = {path.name: path.read_bytes() for path in company.iterdir()}
    told = ask(company, *DOWN, "--out", tmp_path / "out", "--json")
    assert json.loads((tmp_path / "out" / "replan.json").read_text(), parse_float=Decimal)["moves"]
    assert (tmp_path / "out" / "replan.json").read_text() == told.out
    assert {path.name: path.read_bytes() for path in company.iterdir()} == before


def test_a_line_that_is_not_there_is_a_finding(company: Path) -> None:
    """It lists the lines that there are."""
    told = ask(company, "--change", "line L2 down 2026-12-01T06:00/P2D")
    assert told.code == 1
    assert "There is no line L2; the lines are stone-oven, deck-oven." in told.out
    assert ask(company, "--change", "line L2 down 2026-12-01T06:00/P2D", "--json").document["errors"] == 1


def test_without_a_change_there_is_nothing_to_replan(company: Path) -> None:
    """The command says what it lacks."""
    told = ask(company)
    assert told.code == 2
    assert "Say what has changed" in told.beside


def test_a_time_of_which_the_plan_does_not_speak_is_refused(company: Path) -> None:
    """The plan begins on Monday."""
    assert ask(company, *DOWN, "--now", "2026-03-01").code == 2


def test_the_whole_backlog_gets_new_dates(company: Path) -> None:
    """Each order that counted on a delivery has one date more, by its class; who hears news stands on the screen."""
    told, document = ask(company, *DOWN, "--repromise"), ask(company, *DOWN, "--repromise", "--json").document
    dates = {date["order"]: date for date in document["dates"]}
    before = json.loads((company / "plan.json").read_text())["body"]["operations"]
    assert {operation["order"] for operation in before} <= dates.keys()
    news = [order for order, date in dates.items() if date["before"] != date["after"]]
    assert news
    assert all(f"\n{order} " in told.out for order in news)
    assert {finding["value"] for finding in document["findings"]} == {
        order for order, date in dates.items() if not date["is_kept"]
    }
