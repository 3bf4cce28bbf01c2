"""What the weekly meeting of the forge does against a cause, and what comes of it."""

from dataclasses import replace

from tests.forge import forge_situation
from unisono.domain.acts.commitments import Accepted, Delivered, Promised, Requested
from unisono.domain.facts import Fact
from unisono.game.executing.driving import SLOW_HAULIER
from unisono.game.executing.preventing import LESS_OFTEN, PREVENTED, is_prevented, second_carrier
from unisono.game.executing.scene import Scene, Situation
from unisono.game.executing.simulating import simulate

FORGE = forge_situation()


def prevention(situation: Situation, *, weeks: int = 6) -> list[Fact]:
    """Return what is said about the prevention."""
    heard = simulate(situation, seed=1, weeks=weeks, name="9f86d081884c7d65")
    return [fact for fact in heard.facts if fact.commitment == f"prevent/{PREVENTED}"]


def test_it_is_agreed_on_done_and_accepted() -> None:
    """Logistics asks the second carrier in the third week; both sides sign in the fourth."""
    asked, *answers = prevention(FORGE)
    assert isinstance(asked.act, Requested)
    assert (asked.act.requester, asked.act.subject) == ("logistics", "ship/nobody-told-why")
    assert asked.act.performer == second_carrier(Scene(FORGE, seed=1, prefix="simulated"))
    assert [type(fact.act) for fact in answers] == [Promised, Delivered, Accepted]
    assert [type(fact.act) for fact in prevention(FORGE, weeks=3)[1:]] == [Promised]


def test_it_works_from_when_it_is_done() -> None:
    """Before, trips take too long as often as ever; the chance that is left is a whole number of a hundred."""
    scene = Scene(FORGE, seed=1, prefix="simulated")
    done = scene.at(3, 2, 9)
    assert (is_prevented(scene, done - 1), is_prevented(scene, done)) == (False, True)
    assert 0 < SLOW_HAULIER // LESS_OFTEN < SLOW_HAULIER


def test_without_a_second_carrier_there_is_nobody_to_ask() -> None:
    """A company with one carrier agrees on nothing."""
    company = FORGE.snapshot.company
    partners = [partner for partner in company.partners if partner.id != second_carrier_of(FORGE)]
    snapshot = replace(FORGE.snapshot, company=replace(company, partners=tuple(partners)))
    assert prevention(replace(FORGE, snapshot=snapshot)) == []


def second_carrier_of(situation: Situation) -> str:
    """Return the carrier that drives to the west."""
    return second_carrier(Scene(situation, seed=1, prefix="simulated"))
