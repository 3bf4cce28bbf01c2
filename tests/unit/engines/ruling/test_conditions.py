"""Conditions that can and cannot be read."""

import pytest

from unisono.engines.ruling.conditions import Condition, Failed, SyntaxTrouble, parse

GOLD: dict[str, str | bool | float | None] = {
    "tier": "gold",
    "quantity": 24.0,
    "hours": 0.4,
    "strategic": True,
    "discount_percent": None,
}


def condition(text: str) -> Condition:
    """Return a condition that can be read."""
    found = parse(text)
    assert isinstance(found, Condition)
    return found


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('tier == "gold" && hours < 0.5', True),
        ('tier in ["silver", "standard"]', False),
        ("quantity > 20", True),
        ("!strategic", False),
        ("quantity * 2.0 > 50.0 || hours == 0.4", True),
        ("discount_percent != null && discount_percent > 10", False),
        ('["go", "st"].exists(start, tier.startsWith(start))', True),
    ],
)
def test_a_condition_gives_yes_or_no(text: str, answer: bool) -> None:  # noqa: FBT001 - a table of answers
    """Comparisons, and, or, not, in and texts work as the language says."""
    assert condition(text).holds(GOLD) is answer


@pytest.mark.parametrize(
    ("text", "row", "character", "hint"),
    [
        ('tier = "gold"', 1, 6, "Compare with =="),
        ('tier == "gold" and hours < 1', 1, 16, "Write && instead of and"),
        ("not strategic", 1, 5, "Write ! instead of not"),
        ("hours < 1,5", 1, 10, "Write decimals with a point"),
        ("tier == ", 1, 9, "ends too early"),
        ("(hours < 1", 1, 11, "ends too early"),
        ("hours < 1)", 1, 10, "')' does not fit"),
        ('tier == "gold', 1, 9, "not closed by a quote"),
        ("tier == \u201cgold\u201d", 1, 9, "straight quotes"),
        ("", 1, 1, "empty"),
        ("hours < 1\n&& quantity = 2", 2, 13, "Compare with =="),
        ("quantity < 99999999999999999999", 1, 12, "too large"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, row: int, character: int, hint: str) -> None:
    """A condition that cannot be read says where it stops making sense and what may be meant."""
    found = parse(text)
    assert isinstance(found, SyntaxTrouble)
    assert (found.row, found.character) == (row, character)
    assert hint in found.hint


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("quantity * 2 > 5.0", "mixes kinds of values (float * int)"),
        ("tier > 3", "mixes kinds of values"),
        ("quantity", "'quantity' gives 24.0, not true or false"),
        ("1 / int(hours) > 2", "division by zero"),
        ("discount_percent > 5", "mixes kinds of values"),
        ("margin > 5", "Undefined"),
    ],
)
def test_what_cannot_be_judged_says_why(text: str, why: str) -> None:
    """A condition that gives neither yes nor no is no yes and no no."""
    answer = condition(text).holds(GOLD)
    assert isinstance(answer, Failed)
    assert why in answer.why


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('tier == "a && b" && (hours < 1 || quantity > 2)', ['tier == "a && b"', "hours < 1", "quantity > 2"]),
        ("strategic", ["strategic"]),
        ('["a", "b"].exists(x, x == tier && strategic)', ["strategic"]),
        ("(hours < 1 && strategic ? 1 : 2) > 1", ["hours < 1"]),
        ("((hours + 1.0) * 2.0 > 3.0) || strategic", ["((hours + 1.0) * 2.0 > 3.0)", "strategic"]),
    ],
)
def test_the_parts_of_a_condition(text: str, parts: list[str]) -> None:
    """What stands between and/or is looked at by itself, where it makes sense by itself."""
    assert [part.text for part in condition(text).parts()] == parts


def test_names_are_those_of_the_order_alone() -> None:
    """Names bound inside a list's `exists` and words in texts are no fields."""
    names = condition('["hours", "x"].exists(start, tier == start) || customer == "quantity"').names
    assert names == {"tier", "customer"}


def test_no_python_runs() -> None:
    """A condition cannot call into Python."""
    answer = condition('__import__("os") == 1').holds(GOLD)
    assert isinstance(answer, Failed)


def test_texts_and_numbers_of_a_condition() -> None:
    """The values that a condition compares with are known without judging any order."""
    found = condition("tier == 'gold' && quantity > 40 || customer == \"C0 7\" && hours < 0.5")
    assert found.texts() == ("gold", "C0 7")
    assert found.numbers() == (40.0, 0.5)
