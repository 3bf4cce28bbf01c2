"""Whom it hits and whom to ask, from the facts of Thorn Forge and of the Weichsel Shipyard."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.agreements import office_and_yard
from tests.companies import bakery
from tests.late_orders import day, done, work
from tests.plain_fact_table import PlainFactTable
from tests.plain_ledger import PlainLedger
from unisono.analytics.impact.measuring import OrderHit
from unisono.domain.acts.commitments import Purpose, Requested, Through
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.agreements.agreement import AgreedRight, Agreement
from unisono.domain.facts import CUSTOMER, Actor, Fact, Link, Medium, Origin
from unisono.domain.policy import Decision, Policy
from unisono.services.agreements import adopt_agreements
from unisono.services.impacting.mapping import ImpactMap, day_cost, map_impact, most_telling
from unisono.services.impacting.naming import Kind, NothingOfThisName, PersonsAreNoStart, SeveralOfThisName

RIGHT = AgreedRight(decision=Decision.MOVE_ORDER, party="office", consulted="yard master", informed="owners")
AGREEMENT = office_and_yard(rights=(RIGHT,))


def ship(name: str, *, line: str = "slip", owner: str = "Anna", product: str = "tug") -> list[Fact]:
    """Return a ship that the yard builds by day 4 and the office promised an owner for day 6."""
    needs = [(f"{name}/produce", Through.INPUT)]
    promise, answer, *needed = work(
        name, Purpose.PROMISE, asks=CUSTOMER, does="office", agreed=None, due=6, needs=needs
    )
    request = promise.act
    assert isinstance(request, Requested)
    asks = replace(request, customer=owner, tier="gold", value=Decimal(70))
    promise = replace(promise, act=asks, links=(Link(type="product", object=product),))
    build, word = work(name, Purpose.PRODUCE, asks="office", does="yard", agreed=2, due=4)
    work_on = build.act
    assert isinstance(work_on, Requested)
    build = replace(build, act=replace(work_on, line=line))
    return [promise, answer, *needed, build, replace(word, actor=Actor(party="yard", person="Jan"))]


def read(_: str) -> Agreement:
    """Return what a text says: all say the same."""
    return AGREEMENT


class World:
    """Some facts as a ledger and as tables, with the agreement in force."""

    def __init__(self, facts: Sequence[Fact], *, is_agreed: bool = True) -> None:
        self.ledger = PlainLedger()
        self.ledger.append(facts, now=day(0))
        if is_agreed:
            origin = Origin(medium=Medium.FILE)
            adopt_agreements(ledger=self.ledger, read=read, texts=["text"], origin=origin, now=day(0))
        self.table = PlainFactTable([entry.fact for entry in self.ledger.kept])

    def ask(self, name: str, *, kind: Kind | None = None, whole: bool = False) -> ImpactMap:
        """Return the map of a name on day 1."""
        return map_impact(
            table=self.table, ledger=self.ledger, read=read, name=name, now=day(1), kind=kind, whole=whole
        )


@pytest.fixture(scope="module")
def shipyard() -> World:
    """Return two ships to be built, one on a line called as the yard, and one that was launched."""
    launched = [
        *done("Heron", Purpose.PRODUCE, does="yard", asks="office", at=4),
        *done("Heron", Purpose.PROMISE, does="office", asks=CUSTOMER, at=5),
    ]
    heron = ship("Heron", line="dock", owner="Ole", product="ferry")
    return World([*ship("Pirate"), *ship("Queen", line="yard", owner="Bo", product="barge"), *heron, *launched])


@pytest.mark.parametrize(
    ("name", "kind", "begins"),
    [
        ("Pirate", Kind.ORDER, ["Pirate/produce"]),
        ("Pirate/promise", Kind.COMMITMENT, ["Pirate/promise"]),
        ("slip", Kind.LINE, ["Pirate/produce"]),
        ("tug", Kind.PRODUCT, ["Pirate/promise"]),
        ("office-yard", Kind.AGREEMENT, ["Pirate/produce", "Queen/produce"]),
        ("Anna", Kind.CUSTOMER, ["Pirate/promise"]),
    ],
)
def test_a_name_is_known_by_what_the_facts_tell(shipyard: World, name: str, kind: Kind, begins: list[str]) -> None:
    """An order, a commitment, a line, a product, a customer and an agreement each begin with their own work."""
    found = shipyard.ask(name)
    assert found.start.kind is kind
    assert [hit.node.commitment for hit in found.impact.begins] == begins


def test_whoever_decides_is_asked_and_whoever_waits_is_told(shipyard: World) -> None:
    """The agreement says who moves orders, whom they ask, and how to reach them; Jan spoke last for the yard."""
    found = shipyard.ask("slip")
    (decider,) = found.deciders
    assert (decider.decision, decider.party, decider.consulted) == (Decision.MOVE_ORDER, "office", "yard master")
    assert (found.asked, found.told) == (("office",), ())
    office, yard = found.contacts
    assert (office.party, office.channel, office.person) == ("office", "order desk", "")
    assert (yard.party, yard.channel, yard.person) == ("yard", "yard radio, channel 4", "Jan")


def test_without_a_right_those_who_wait_are_told() -> None:
    """Where nobody was given the right to decide, whoever waits and whoever asked is told."""
    found = World(ship("Pirate"), is_agreed=False).ask("slip")
    assert (found.deciders, found.told) == ((), ("office",))


def test_several_things_of_a_name_are_told_apart(shipyard: World) -> None:
    """A line called as the yard that works it is refused until somebody says which is meant."""
    with pytest.raises(SeveralOfThisName) as refused:
        shipyard.ask("yard")
    assert str(refused.value) == "'yard' is a line and a party. Say which: --kind line or --kind party."
    assert len(shipyard.ask("yard", kind=Kind.LINE).impact.begins) == 1
    assert len(shipyard.ask("yard", kind=Kind.PARTY).impact.begins) == 2


def test_an_unknown_name_is_refused_with_a_near_one(shipyard: World) -> None:
    """Who mistypes is asked what was meant; who asks for another kind is told what it is."""
    with pytest.raises(NothingOfThisName) as refused:
        shipyard.ask("Pirat")
    assert str(refused.value) == "No fact tells of anything named 'Pirat'. Did you mean 'Pirate'?"
    with pytest.raises(NothingOfThisName, match="named ''"):
        shipyard.ask("")
    with pytest.raises(NothingOfThisName) as refused:
        shipyard.ask("Pirate", kind=Kind.LINE)
    assert str(refused.value) == "No fact tells of a line named 'Pirate'. 'Pirate' is an order."


def test_what_is_done_counts_only_if_asked(shipyard: World) -> None:
    """A ship that was launched is known and hits nobody any more."""
    assert shipyard.ask("Heron").impact.hits == ()
    whole = shipyard.ask("Heron", whole=True)
    assert (whole.is_whole, len(whole.impact.hits), whole.impact.value) == (True, 2, 70)


def test_a_log_without_promises_is_looked_at_as_a_whole() -> None:
    """Where nothing tells what is open all work counts; an object leads to its case, and a person to nothing."""

    def step(number: int, party: str, person: str) -> Fact:
        return Fact(
            id=f"{number}",
            happened_at=day(number),
            actor=Actor(party=party, person=person),
            origin=Origin(medium=Medium.FILE),
            act=WorkRecorded(activity="step"),
            links=(Link(type="case", object="A"), Link(type="crate", object="7"), Link(type="clerk", object=person)),
        )

    log = World([step(1, "desk", "Eva"), step(2, "yard", "Jan")], is_agreed=False)
    found = log.ask("7")
    assert (found.start.kind, found.is_whole, found.told) == (Kind.OBJECT, True, ("yard",))
    assert [contact.person for contact in found.contacts] == ["Jan", "Eva"]
    with pytest.raises(PersonsAreNoStart, match="'Eva' is a person"):
        log.ask("Eva")


def test_an_empty_ledger_knows_nothing() -> None:
    """Where there are no facts no name is known."""
    with pytest.raises(NothingOfThisName, match="No fact tells of anything named 'slip'"):
        World([], is_agreed=False).ask("slip")


def test_a_day_of_delay_costs_what_the_policy_says() -> None:
    """Three percent of a gold order, the order's own figure where it has one, nothing where no value is told."""
    shop = bakery()
    own = replace(shop.orders[0], late_cost_per_day=Decimal(9))
    company = replace(shop, orders=(own,), policy=Policy())
    orders = [
        OrderHit("X-1", "Anna", "gold", 100.0, None),
        OrderHit("X-2", "Bo", "", 100.0, None),
        OrderHit("X-3", "Bo", "", None, None),
        OrderHit(own.id, "Ole", "gold", 500.0, None),
    ]
    assert day_cost(orders, company) == 3 + 1 + 9
    assert day_cost(orders[2:3], company) is None


def test_the_line_with_most_value_waiting_tells_most() -> None:
    """Of two lines the one for which more money waits, without any person; nothing where nothing is open."""
    dear = World([*ship("Pirate"), *ship("Queen", line="dock"), *ship("Duke", line="dock")], is_agreed=False)
    found = most_telling(table=dear.table, agreements=[AGREEMENT], now=day(1))
    assert found is not None
    assert (found.start.name, found.impact.value) == ("dock", 140)
    assert {contact.party: contact.person for contact in found.contacts} == {"office": "", "yard": ""}
    assert most_telling(table=World([]).table, agreements=(), now=day(1)) is None
