"""A plan comes into force, customers call, and what one is promised stays promised until it is over."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import QUICKLY, STEEL, Said, unisono

SALES = ("--as", "sales", "--person", "Ewa")
MONDAY, LATER = "2026-11-23T06:00", "2026-11-24T08:00"
COILS = ("--customer", "C002", "--product", "DC01-1", "--quantity", "25", "--by", "2026-12-30")


class Plant:
    """The steel service centre with its plan in force, and its ledger."""

    def __init__(self, folder: Path) -> None:
        self.company, self.ledger = folder / "steel", folder / "steel.ledger"
        shutil.copytree(STEEL, self.company)
        assert unisono("plan", self.company, "--out", folder, *QUICKLY).code == 0
        self.plan = folder / "plan.json"

    def say(self, command: str, *options: object, now: str = MONDAY) -> Said:
        """Return what a command about the ledger says, with its document."""
        return unisono(command, *options, "--ledger", self.ledger, "--now", now, "--json")

    def publish(self, party: str = "production") -> Said:
        """Publish the plan."""
        return self.say("publish", self.company, "--plan", self.plan, "--as", party, "--reason", "the week's plan")

    def hold(self, *options: object, now: str = MONDAY) -> Any:  # noqa: ANN401 - any JSON
        """Return the document of a promise that is asked for."""
        return self.say("hold", self.company, *COILS, *SALES, *options, now=now).document


@pytest.fixture(scope="module", name="published")
def _published(tmp_path_factory: pytest.TempPathFactory) -> Plant:
    plant = Plant(tmp_path_factory.mktemp("published"))
    assert plant.publish().code == 0
    return plant


@pytest.fixture
def plant(published: Plant, tmp_path: Path) -> Plant:
    """Return the plant on Monday, with its plan in force and nothing else said."""
    mine = Plant.__new__(Plant)
    mine.company, mine.plan, mine.ledger = published.company, published.plan, tmp_path / "steel.ledger"
    for path in published.ledger.parent.glob("steel.ledger*"):
        shutil.copy(path, tmp_path / path.name)
    return mine


def test_a_plan_comes_into_force_once(plant: Plant) -> None:
    """The second time nothing changes; who may not publish asks the one who may."""
    again = plant.publish().document
    assert (again["is_new"], again["said"], again["to_tell"]) == (False, 0, [])
    refused = unisono("publish", plant.company, "--plan", plant.plan, "--ledger", plant.ledger, "--as", "logistics")
    assert refused.code == 1
    assert "is that of production, not of logistics" in refused.beside
    shown = unisono("ledger", "show", "--ledger", plant.ledger, "--commitment", "SO-44010/promise", "--json").document
    assert shown["commitments"][0]["stage"] == "promised"


def test_a_customer_is_promised_steel_that_nobody_else_gets(plant: Plant) -> None:
    """Held, it is in the way of others; confirmed, it is a firm order with all that belongs to it."""
    document = plant.hold("--for", "24h")
    assert document["held"] == {
        "order": "P-1",
        "expires_at": "2026-11-24T05:00:00Z",
        "due": document["answer"]["delivery"],
    }
    confirmed = plant.say("confirm", "P-1", *SALES).document
    assert confirmed["is_new"]
    assert confirmed["parties"]["production"]["new"] == 1
    shown = unisono("ledger", "show", "--ledger", plant.ledger, "--commitment", "P-1/produce", "--json").document
    assert shown["commitments"][0]["stage"] == "promised"
    again = plant.say("confirm", "P-1", *SALES).document
    assert (again["is_new"], again["parties"]) == (False, {})


def test_a_promise_that_nobody_confirms_is_free_again(plant: Plant) -> None:
    """After its time it cannot be confirmed, and others are promised what it held."""
    assert plant.hold("--for", "24h", "--number", "SO-99000")["held"]["order"] == "SO-99000"
    twice = plant.say("hold", plant.company, *COILS, *SALES, "--number", "SO-99000")
    assert "SO-99000 is promised already: held until" in twice.beside
    late = plant.say("confirm", "SO-99000", *SALES, now=LATER)
    assert late.code == 1
    assert "expired at" in late.beside
    assert plant.hold(now=LATER)["held"]["order"] == "P-1"


def test_a_promise_is_given_back(plant: Plant) -> None:
    """What is dropped stands no more; what never was cannot be dropped."""
    plant.hold()
    dropped = unisono("drop", "P-1", "--ledger", plant.ledger, *SALES, "--now", MONDAY, "--reason", "bought elsewhere")
    assert "The promise for order P-1 is dropped" in dropped.out
    assert "was dropped at" in plant.say("confirm", "P-1", *SALES).beside
    assert "No promise is held for order P-7." in plant.say("drop", "P-7", *SALES).beside


def test_asking_holds_nothing(plant: Plant) -> None:
    """`promise` answers from the ledger as from a plan; with neither or both it says what it wants."""
    asked = plant.say("promise", plant.company, *COILS).document
    assert asked["yes"]
    assert plant.hold()["held"]["order"] == "P-1"
    assert unisono("promise", plant.company, *COILS).code == 2
    assert unisono("hold", plant.company, *COILS, "--for", "soon", "--ledger", plant.ledger, *SALES).code == 2


def test_the_order_system_knows_the_order_otherwise(plant: Plant, tmp_path: Path) -> None:
    """What it has under the same number is recognised, what it has otherwise is listed for a person."""
    plant.hold("--number", "SO-99000")
    plant.say("confirm", "SO-99000", *SALES)
    newer = Path(shutil.copytree(plant.company, tmp_path / "newer"))
    head = (newer / "company.toml").read_text("utf-8")
    (newer / "company.toml").write_text(head.replace('as_of = "2026-11-23T06:00"', f'as_of = "{LATER}"'), "utf-8")
    with (newer / "orders.csv").open("a", encoding="utf-8") as orders:
        orders.write("SO-99000,C002,DC01-1,20,763.00,2026-11-23T07:00,2026-12-30,,,,firm,2026-12-30,,0\n")
    imported = plant.say("import", newer, *SALES, now=LATER)
    document = imported.document
    assert imported.code == 1
    assert document["taken_over"] == ["SO-99000"]
    assert document["conflicts"] == [{"subject": "SO-99000", "about": "quantity", "ours": "25", "theirs": "20"}]
    assert not plant.say("import", newer, *SALES, now=LATER).document["is_new"]
    older = plant.say("import", plant.company, *SALES)
    assert "the ledger has data of" in older.beside
    other = plant.say("hold", plant.company, *COILS, *SALES, now=LATER)
    assert "The ledger stands on other data than these" in other.beside
