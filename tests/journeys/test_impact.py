"""A planner asks whom it hits when the anvil stops, and gets customers, money, the time to react and whom to ask."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.command_line import unisono
from tests.late_orders import day, work
from unisono.bootstrap import open_books
from unisono.domain.acts.commitments import Purpose, Requested, Through
from unisono.domain.facts import CUSTOMER, Fact
from unisono.storage.samples import sample_path

NASTY = '<b>"Rosewood"</b> ]]> \\ & Söhne'


def order(name: str, *, customer: str, tier: str, value: int) -> list[Fact]:
    """Return an order that production makes by day 4 and sales promised for day 6."""
    needs = [(f"{name}/produce", Through.INPUT)]
    promise, *rest = work(name, Purpose.PROMISE, asks=CUSTOMER, does="sales", agreed=None, due=6, needs=needs)
    asks = promise.act
    assert isinstance(asks, Requested)
    promise = replace(promise, act=replace(asks, customer=customer, tier=tier, value=Decimal(value)))
    return [promise, *rest, *work(name, Purpose.PRODUCE, asks="sales", does="production", agreed=2, due=4)]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of two orders that the anvil has still to make."""
    place = tmp_path_factory.mktemp("impact") / "forge.ledger"
    with open_books(str(place), create=True) as books:
        books.ledger.append(order("A", customer=NASTY, tier="gold", value=900), now=day(0))
        books.ledger.append(order("B", customer="Mill", tier="standard", value=100), now=day(0))
    return place


def test_people_read_the_sentence_and_the_tables(ledger: Path) -> None:
    """Who waits, what it is worth, who has to begin when, and what is left out of the tables is counted."""
    said = unisono("impact", "anvil", "--ledger", ledger, "--now", "2026-03-03T06:00:00Z")
    assert said.code == 0
    assert "If anvil stops, 2 open orders of 2 customers wait for it, among them 1 gold." in said.out
    assert "They are worth 1,000.00 to us." in said.out
    assert "The first customer expects an order Sun 8 Mar 06:00, in 5 days." in said.out
    assert NASTY in said.out


def test_the_company_prices_a_day_of_delay(ledger: Path) -> None:
    """With the company's data money has its currency, and a day of delay its price: 6% of gold, 2.5% of the rest."""
    told = unisono("impact", "anvil", "--ledger", ledger, "--company", sample_path("steel"), "--json").document
    assert (told["value"], told["currency"], told["day_of_delay_costs"]) == (1000.0, "EUR", 56.5)
    assert [decision["decision"] for decision in told["ask"]] == ["overtime", "move_order", "move_frozen_work"]


def test_programs_get_the_whole_graph(ledger: Path) -> None:
    """Every commitment that is hit with its steps and its time, and what waits for what."""
    told = unisono("impact", "A", "--ledger", ledger, "--now", "2026-03-03T06:00:00Z", "--json").document
    assert told["start"] == {"name": "A", "kind": "order", "commitments": ["A/produce"]}
    assert told["edges"] == [["A/produce", "A/promise"]]
    begins, waits = told["commitments"]
    assert (begins["steps"], waits["steps"], waits["must_begin"]) == (0, 1, "2026-03-08T06:00:00Z")
    assert waits["seconds_left"] == 5 * 86_400
    assert told["customers"][0]["customer"] == NASTY


def test_wrong_names_are_refused_in_a_sentence(ledger: Path) -> None:
    """A mistyped name, a wrong kind, and a kind that there is not."""
    wrong = unisono("impact", "anvli", "--ledger", ledger)
    assert (wrong.code, "Did you mean 'anvil'?" in wrong.beside) == (1, True)
    other = unisono("impact", "anvil", "--kind", "party", "--ledger", ledger)
    assert (other.code, "'anvil' is a line." in other.beside) == (1, True)
    assert unisono("impact", "anvil", "--kind", "anvil", "--ledger", ledger).code == 2


def test_without_a_name_the_most_telling_map_is_shown(ledger: Path, tmp_path: Path) -> None:
    """The line for which most value waits; where nothing is open a sentence says so."""
    assert unisono("impact", "--ledger", ledger, "--json").document["start"]["name"] == "anvil"
    assert unisono("impact", "--ledger", ledger, "--all").code == 2
    with open_books(str(tmp_path / "empty"), create=True):
        pass
    nothing = unisono("impact", "--ledger", tmp_path / "empty")
    assert (nothing.code, "No order that is open waits for anything." in nothing.beside) == (1, True)


def test_the_map_is_written_for_wikis_and_for_the_wall(ledger: Path, tmp_path: Path) -> None:
    """Mermaid is shown alone, or written with the picture; a ledger is never written over."""
    shown = unisono("impact", "anvil", "--ledger", ledger, "--mermaid", "-")
    assert shown.out.startswith("flowchart LR\n")
    mermaid, svg = tmp_path / "map.mmd", tmp_path / "map.svg"
    assert unisono("impact", "anvil", "--ledger", ledger, "--mermaid", mermaid, "--svg", svg).code == 0
    assert mermaid.read_text("utf-8") == shown.out
    assert svg.read_text("utf-8").startswith("<?xml")
    assert unisono("impact", "anvil", "--ledger", ledger, "--svg", ledger).code == 1
    assert unisono("impact", "anvil", "--ledger", ledger, "--json", "--mermaid", "-").code == 2
