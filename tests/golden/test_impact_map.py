"""The map of the anvil as Mermaid text and as a picture, exactly."""

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
