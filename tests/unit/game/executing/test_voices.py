"""What is said becomes facts in the order of time, and what cannot be is refused."""

from dataclasses import replace

from tests.forge import MONDAY, forge_situation
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.commitments.commands import Deliver, GiveNotice, Promise, Receive, Request
from unisono.domain.commitments.state import Stage, Terms
from unisono.domain.facts import Entry, Medium
from unisono.game.executing.voices import Voices, before_simulation

COUNT = Request(performer="logistics", subject="how many hinges are there")


def voices() -> Voices:
    """Return the voices of a company in which nothing has been promised yet."""
    return Voices(states={}, prefix="simulated/1", now=MONDAY)


def test_words_happen_in_the_order_of_time() -> None:
    """What is said last and happens first comes first; in one minute what was said first."""
    said = voices()
    said.ask(60, "sales", "count", COUNT)
    said.say(120, "logistics", "count", Promise(terms=Terms()), Deliver(handover="1"))
    said.tell(90, "logistics", WorkRecorded(activity="counting"), name="work", commitment="count")
    said.ask(30, "sales", "count the gates", COUNT)
    facts = said.heard(until=1000).facts
    assert [fact.kind for fact in facts] == ["Requested", "Requested", "WorkRecorded", "Promised", "Delivered"]
    assert [fact.id for fact in facts] == [
        "simulated/1/count the gates/1",
        "simulated/1/count/1",
        "simulated/1/work",
        "simulated/1/count/2",
        "simulated/1/count/3",
    ]
    assert {fact.origin.medium for fact in facts} == {Medium.SIMULATION}


def test_what_cannot_be_is_refused_and_kept_apart() -> None:
    """A notice about what nobody has promised comes to nothing, and says why."""
    said = voices()
    said.ask(60, "sales", "count", COUNT)
    said.say(70, "logistics", "count", GiveNotice(expected=MONDAY))
    heard = said.heard(until=1000)
    assert [fact.kind for fact in heard.facts] == ["Requested"]
    assert [refused.refusal.code for refused in heard.refused] == ["not-now"]


def test_what_happens_later_is_left_out() -> None:
    """Within the first hour there is the request alone; a time before the start is the start."""
    said = voices()
    said.ask(-20, "sales", "count", COUNT)
    said.say(60, "logistics", "count", Promise(terms=Terms()))
    heard = said.heard(until=60)
    assert [fact.happened_at for fact in heard.facts] == [MONDAY]


def test_commitments_are_found_as_they_were_before() -> None:
    """From a ledger in which a simulation has run, the commitments come back as the plan had made them."""
    said = voices()
    said.ask(0, "sales", "count", COUNT)
    said.say(60, "logistics", "count", Promise(terms=Terms()), Deliver(handover="1"))
    said.say(90, "sales", "count", Receive(handover="1"))
    told = said.heard(until=1000).facts
    planned = replace(told[0], origin=replace(told[0].origin, medium=Medium.COMMAND))
    entries = [
        Entry(position=number, recorded_at=MONDAY, fact=fact)
        for number, fact in enumerate([planned, *told[1:]], start=1)
    ]
    assert before_simulation(entries)["count"].stage is Stage.REQUESTED


def test_whose_side_a_party_is_on_is_known_from_the_plan_or_the_request() -> None:
    """Sales asked for the picking of an order by the plan, and for the counting by word."""
    situation = forge_situation()
    said = Voices(states=situation.commitments, prefix="simulated/1", now=MONDAY)
    assert (said.requester("F-901/pick"), said.performer("F-901/pick")) == ("sales", "logistics")
    said.ask(0, "sales", "count", COUNT)
    assert (said.requester("count"), said.performer("count")) == ("sales", "logistics")
