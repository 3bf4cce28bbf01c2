"""A plan comes into force, customers call, and what one is promised stays promised until it is over."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import QUICKLY, STEEL, Said, unisono, write_company

SALES = ("--as", "sales", "--person", "Ewa")
MORNING, LATER = "2026-03-02T06:00", "2026-03-03T08:00"
LOAVES = ("--customer", "HOTEL", "--product", "rye-loaf", "--quantity", "30", "--by", "2026-03-07")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A company's folder, its plan and its ledger."""

    company: Path
    plan: Path
    ledger: Path

    def say(self, command: str, *options: object, now: str = MORNING) -> Said:
        """Return what a command about the ledger says to programs."""
        return unisono(command, *options, "--ledger", self.ledger, "--now", now, "--json")

    def publish(self, party: str, *, now: str = MORNING) -> Said:
        """Publish the plan."""
        return self.say("publish", self.company, "--plan", self.plan, "--as", party, "--reason", "the week", now=now)

    def hold(self, *options: object, now: str = MORNING) -> Any:  # noqa: ANN401 - any JSON
        """Return the document of loaves that are asked for."""
        return self.say("hold", self.company, *LOAVES, *SALES, *options, now=now).document

    def commitment(self, name: str) -> Any:  # noqa: ANN401 - any JSON
        """Return what is known of a commitment."""
        shown = unisono("ledger", "show", "--ledger", self.ledger, "--commitment", name, "--json").document
        return shown["commitments"][0]


def planned(folder: Path, company: Path) -> House:
    """Return a company with a plan and no ledger yet."""
    assert unisono("plan", company, "--out", folder, *QUICKLY).code == 0
    return House(company=company, plan=folder / "plan.json", ledger=folder / "its.ledger")


@pytest.fixture(scope="module", name="published")
def _published(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("published")
    house = planned(folder, write_company(folder / "bakery"))
    assert house.publish("bakehouse").code == 0
    return house


@pytest.fixture
def bakery(published: House, tmp_path: Path) -> House:
    """Return the bakery on Monday morning, with its plan in force and nothing else said."""
    for path in published.ledger.parent.glob("its.ledger*"):
        shutil.copy(path, tmp_path / path.name)
    return House(company=published.company, plan=published.plan, ledger=tmp_path / "its.ledger")


def test_the_steel_plan_comes_into_force(tmp_path: Path) -> None:
    """Everybody promises what it says; who may not publish asks the one who may."""
    steel, monday = planned(tmp_path, STEEL), "2026-11-23T06:00"
    refused = steel.publish("logistics", now=monday)
    assert refused.code == 1
    assert "is that of production, not of logistics" in refused.beside
    at = ("--ledger", steel.ledger, "--now", monday)
    told = unisono("publish", STEEL, "--plan", steel.plan, "--as", "production", *at)
    assert told.code == 0
    assert "is in force from Mon 23 Nov 2026, 06:00." in told.out
    assert "to tell of" in told.out
    assert steel.commitment("SO-44010/promise")["stage"] == "promised"


def test_a_plan_comes_into_force_once(bakery: House) -> None:
    """A second time says nothing; without a moment it is the plan's, for that week is over."""
    again = bakery.publish("bakehouse").document
    assert (again["is_new"], again["said"], again["to_tell"], again["frozen_moved"]) == (False, 0, [], [])
    told = unisono("publish", bakery.company, "--plan", bakery.plan, "--ledger", bakery.ledger, "--as", "bakehouse")
    assert "is in force already; nothing has changed." in told.out


def test_a_party_that_is_not_there_does_nothing(bakery: House) -> None:
    """A slip of the pen is no overstep: nobody is asked, nothing is recorded, and the near name is told."""
    before = bakery.ledger.read_bytes()
    said = bakery.publish("bakehose")
    assert said.code == 2
    assert "Did you mean 'bakehouse'?" in said.beside
    assert bakery.ledger.read_bytes() == before


def test_a_customer_is_promised_bread_that_nobody_else_gets(bakery: House) -> None:
    """Held, it is in the way of others; confirmed, it is a firm order with all that belongs to it."""
    document = bakery.hold("--for", "24h")
    due = document["answer"]["delivery"]
    assert document["held"] == {"order": "P-1", "expires_at": "2026-03-03T05:00:00Z", "due": due}
    confirmed = bakery.say("confirm", "P-1", *SALES).document
    assert confirmed["is_new"]
    assert confirmed["parties"]["sales"]["new"] >= 1
    assert bakery.commitment("P-1/promise")["stage"] == "promised"
    again = bakery.say("confirm", "P-1", *SALES).document
    assert (again["is_new"], again["parties"]) == (False, {})


def test_people_are_told_in_words(bakery: House) -> None:
    """What is held until when, what to do then, and what became of it."""
    at = ("--ledger", bakery.ledger, *SALES, "--now", MORNING)
    held = unisono("hold", bakery.company, *LOAVES, *at)
    assert held.out.startswith("Yes. Hotel Copernicus (gold) gets 30 kg rye-loaf")
    assert "Held as P-1 until Tue 3 Mar 2026, 06:00." in held.out
    confirmed = unisono("confirm", "P-1", *at)
    assert "Order P-1 is firm: promised for Sat 7 Mar" in confirmed.out
    dropped = unisono("drop", "P-1", *at, "--reason", "bought elsewhere")
    assert "The promise for order P-1 is dropped" in dropped.out
    assert bakery.commitment("P-1/promise")["stage"] == "withdrawn"


def test_a_promise_that_nobody_confirms_is_free_again(bakery: House) -> None:
    """After its time it cannot be confirmed, and others are promised what it held."""
    assert bakery.hold("--for", "24h", "--number", "B-90")["held"]["order"] == "B-90"
    twice = bakery.say("hold", bakery.company, *LOAVES, *SALES, "--number", "B-90")
    assert "B-90 is promised already: held until" in twice.beside
    late = bakery.say("confirm", "B-90", *SALES, now=LATER)
    assert late.code == 1
    assert "expired at" in late.beside
    assert bakery.hold(now=LATER)["held"]["order"] == "P-1"


def test_a_promise_is_given_back(bakery: House) -> None:
    """What is dropped stands no more; what never was cannot be dropped."""
    bakery.hold()
    bakery.say("drop", "P-1", *SALES)
    assert "was dropped at" in bakery.say("confirm", "P-1", *SALES).beside
    assert "No promise is held for order P-7." in bakery.say("drop", "P-7", *SALES).beside


def test_asking_holds_nothing(bakery: House) -> None:
    """`promise` answers from the ledger as from a plan; with neither or both it says what it wants."""
    assert bakery.say("promise", bakery.company, *LOAVES).document["yes"]
    assert bakery.hold()["held"]["order"] == "P-1"
    assert unisono("promise", bakery.company, *LOAVES).code == 2
    assert bakery.say("hold", bakery.company, *LOAVES, *SALES, "--for", "soon").code == 2
    assert bakery.say("hold", bakery.company, *LOAVES, *SALES, now="2027-03-03").code == 2


def test_an_inquiry_of_the_book_is_held_under_its_own_number(bakery: House) -> None:
    """As the plan has it, or, where the plan has no place for it, on the terms that would be a yes."""
    held = bakery.say("hold", bakery.company, "--order", "B-3", *SALES).document
    assert held["held"]["order"] == "B-3"
    bakery.say("confirm", "B-3", *SALES)
    assert bakery.commitment("B-3/promise")["stage"] == "promised"
    asked = bakery.say("hold", bakery.company, "--order", "B-1", *SALES)
    assert "Order B-1 is firm" in asked.beside
    assert bakery.say("hold", bakery.company, "--order", "B-4", "--number", "B-90", *SALES).code == 2


def test_a_no_holds_nothing(bakery: House) -> None:
    """It has its price and its date, as without a ledger."""
    asked = bakery.say("hold", bakery.company, *LOAVES, *SALES, "--net-price", "0.10")
    assert asked.code == 1
    assert asked.document["held"] is None
    assert asked.document["answer"]["reason"]
    assert "No promise is held" in bakery.say("confirm", "P-1", *SALES).beside


def test_the_order_system_knows_the_order_otherwise(bakery: House, tmp_path: Path) -> None:
    """What it has under the same number is recognised, what it has otherwise is listed for a person."""
    bakery.hold("--number", "B-90")
    bakery.say("confirm", "B-90", *SALES)
    newer = Path(shutil.copytree(bakery.company, tmp_path / "newer"))
    head = (newer / "company.toml").read_text("utf-8")
    (newer / "company.toml").write_text(head.replace(MORNING, LATER), "utf-8")
    orders = (newer / "orders.csv").read_text("utf-8").splitlines()
    known = dict.fromkeys(orders[0].split(","), "")
    known |= {"id": "B-90", "customer": "HOTEL", "product": "rye-loaf", "quantity": "20", "net_price": "3.20"}
    known |= {"received": "2026-03-02T07:00", "requested": "2026-03-07", "status": "firm", "promised": "2026-03-07"}
    (newer / "orders.csv").write_text("\n".join((*orders, ",".join(known.values()), "")), "utf-8")
    imported = bakery.say("import", newer, *SALES, now=LATER)
    document = imported.document
    assert imported.code == 1
    assert document["taken_over"] == ["B-90"]
    assert document["conflicts"] == [{"subject": "B-90", "about": "quantity", "ours": "30", "theirs": "20"}]
    again = unisono("import", newer, *SALES, "--ledger", bakery.ledger, "--now", LATER)
    assert "are the latest already; nothing has changed." in again.out
    assert "the ledger has data of" in bakery.say("import", bakery.company, *SALES).beside
    assert "The ledger stands on other data" in bakery.say("hold", bakery.company, *LOAVES, *SALES, now=LATER).beside


def test_without_a_plan_nothing_can_be_promised(tmp_path: Path) -> None:
    """The refusal says what to do."""
    company = write_company(tmp_path / "bakery")
    ledger = tmp_path / "new.ledger"
    imported = unisono("import", company, *SALES, "--ledger", ledger, "--now", MORNING)
    assert (imported.code, "are the latest now" in imported.out) == (0, True)
    asked = unisono("hold", company, *LOAVES, *SALES, "--ledger", ledger, "--now", MORNING)
    assert "No plan is in force: publish one with `unisono publish`." in asked.beside
