"""The map of the anvil as Mermaid text and as a picture, exactly."""

from datetime import timedelta
from pathlib import Path

from tests.waiting import forge_map
from unisono.storage.outputs.impact.mermaid import mermaid_text
from unisono.storage.outputs.impact.picture import svg_in_page
from unisono.storage.outputs.impact.words import Words, sentences

EXPECTED = Path(__file__).parent / "impact"


def test_the_map_of_the_anvil_in_words() -> None:
    """Who waits, what it is worth, who has to begin when, when the customer counts on it, and whom to ask."""
    found = forge_map(day_cost=45.0)
    assert sentences(found, Words.of(found, None)) == [
        "If anvil stops, 2 open orders of 2 customers wait for it, among them 1 gold.",
        "They are worth 1,350.00 to us; a day of delay of all of them costs 45.00.",
        "The next one down, logistics, has to begin Thu 1 Jan 05:00, in 3\N{NARROW NO-BREAK SPACE}h.",
        "The first customer expects an order Thu 1 Jan 10:00, in 8\N{NARROW NO-BREAK SPACE}h.",
        "Ask production; tell logistics and sales.",
    ]


def test_what_should_have_begun_is_told_as_past() -> None:
    """Half a day later logistics had to begin, and the customer expected its order."""
    found = forge_map()
    late = sentences(found, Words(now=found.now + timedelta(hours=12)))
    assert late[2] == "The next one down, logistics, had to begin Thu 1 Jan 05:00, 9\N{NARROW NO-BREAK SPACE}h ago."
    assert late[3] == "The first customer expected an order Thu 1 Jan 10:00, 4\N{NARROW NO-BREAK SPACE}h ago."


def test_the_map_of_the_anvil_in_mermaid() -> None:
    """A group for each party, then the customers by tier; lines as wide as the value in them."""
    found = forge_map()
    assert mermaid_text(found, Words.of(found, None)) == (EXPECTED / "anvil.mmd").read_text("utf-8")


def test_the_map_of_the_anvil_as_pictures() -> None:
    """From left to right where there is room, and from top to bottom on a phone."""
    found = forge_map()
    words = Words.of(found, None)
    assert svg_in_page(found, words, is_narrow=False) == (EXPECTED / "anvil.svg").read_text("utf-8")
    assert svg_in_page(found, words, is_narrow=True) == (EXPECTED / "anvil-narrow.svg").read_text("utf-8")
