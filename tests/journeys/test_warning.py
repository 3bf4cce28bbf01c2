"""A coil will be late: Thorn Forge is warned, Purchasing confirms with one word, and the warning is answered."""

from pathlib import Path

import pytest

from tests.command_line import unisono
from tests.late_orders import MONDAY, day, done, work
from tests.warned_orders import order
from unisono.bootstrap import open_books
from unisono.domain.acts.commitments import Purpose
from unisono.domain.facts import Fact

LATE_COILS = 8


def coils() -> list[Fact]:
    """Return coils of the past, each promised for a day after its request and brought two weeks later."""
    facts: list[Fact] = []
    for place in range(LATE_COILS):
        name = f"old-{place:02}"
        asked = -30 + place
        facts += work(
            name, Purpose.SUPPLY, asks="production", does="purchasing", agreed=None, due=asked + 1, asked_at=asked
        )
        facts += done(name, Purpose.SUPPLY, does="purchasing", asks="production", at=asked + 16)
    return sorted(facts, key=lambda fact: fact.happened_at)


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """Return the place of a ledger with the past and an order of the gold customer Park that has just come in."""
    place = tmp_path / "forge.ledger"
    with open_books(str(place), create=True) as books:
        books.ledger.append([*coils(), *order("A", customer="Park", tier="gold", value=9000, due=5)], now=MONDAY)
    return place


def words(text: str) -> str:
    """Return what stands on a screen in one line."""
    return " ".join(text.split())


def test_a_warning_becomes_a_notice(forge: Path) -> None:
    """What the past tells is warned of once; after Purchasing's word nothing is left to warn of."""
    told = unisono("foresight", "warn", "--ledger", forge, "--json").document
    assert told["raised"] == ["A/produce", "A/promise", "A/supply"]
    (warning,) = (one for one in told["warnings"] if one["commitment"] == "A/supply")
    assert (warning["performer"], warning["parties"]) == ("purchasing", ["production"])
    assert warning["low"] <= warning["expected"] <= warning["high"]
    ida = ("--as", "purchasing", "--person", "Ida", "--now", "2026-03-02T07:00Z")
    said = unisono("foresight", "confirm", "A/supply", "--ledger", forge, *ida)
    assert said.code == 0
    assert "purchasing gave notice: A/supply is expected on" in said.out
    assert "promised for Wed 04 Mar 06:00 UTC" in said.out
    shown = unisono("ledger", "show", "--ledger", forge, "--commitment", "A/supply")
    assert "warning raised: chance" in shown.out
    assert "slip notified: expected" in shown.out
    after = unisono("foresight", "warn", "--ledger", forge)
    assert "3 open promises looked at" in after.out
    assert "2 will probably be late. 1 warning cleared." in after.out


def test_refusals_are_sentences(forge: Path) -> None:
    """Another party, another commitment, a time that is none, and a ledger without a past."""
    unisono("foresight", "warn", "--ledger", forge)
    confirm = ("foresight", "confirm")
    other = unisono(*confirm, "A/supply", "--ledger", forge, "--as", "sales", "--json")
    assert other.code == 1
    assert other.document["refusal"].startswith("A/supply is the work of purchasing")
    unknown = unisono(*confirm, "A/pick", "--ledger", forge, "--as", "sales")
    assert unknown.code == 1
    assert "Some wait for A/produce, A/promise, A/supply." in words(unknown.beside)
    when = unisono(*confirm, "A/supply", "--ledger", forge, "--as", "purchasing", "--expected", "soon")
    assert when.code == 2
    assert "--expected" in when.beside
    expected, why = f"{day(6):%Y-%m-%dT%H:%M}Z", "the furnace stands"
    own = ("--as", "purchasing", "--expected", expected, "--reason", why, "--json")
    told = unisono(*confirm, "A/supply", "--ledger", forge, *own).document
    assert told["expected"].startswith("2026-03-08T06:00")
    assert told["reason"] == "the furnace stands, as the warning foretold"
    assert told["waiting"] == ["A/produce", "A/promise"]


def test_without_a_past_nothing_is_foreseen(tmp_path: Path) -> None:
    """A new ledger tells what is missing."""
    place = tmp_path / "new.ledger"
    with open_books(str(place), create=True) as books:
        books.ledger.append(order("A", customer="Park", tier="gold", value=9000, due=5), now=MONDAY)
    refused = unisono("foresight", "warn", "--ledger", place)
    assert refused.code == 1
    assert "have ended" in words(refused.beside)


def test_a_narrow_screen_cuts_no_column(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a narrow screen too a warning says whose work it is and by when it is needed."""
    monkeypatch.setenv("COLUMNS", "80")
    said = unisono("foresight", "warn", "--ledger", forge)
    assert "A/supply" in said.out
    assert "purchasing" in said.out
    assert "Needed" in said.out
    assert "\N{HORIZONTAL ELLIPSIS}" not in said.out
