"""The table of fields and its page."""

from pathlib import Path

from unisono.engines.ruling.order_fields import DATE_FIELDS, FIELDS, PRICE_FIELDS

PAGE = Path(__file__).parents[4] / "docs" / "methods" / "rules.md"


def test_every_field_stands_in_the_documentation() -> None:
    """The page about rules lists each field with kind, unit and explanation, in the same order."""
    rows = [row for row in PAGE.read_text(encoding="utf-8").splitlines() if row.startswith("| `")]
    expected = [
        f"| `{item.name}` | {item.kind} | {item.unit} | {'yes' if item.nullable else ''} | {item.about} |"
        for item in FIELDS
    ]
    assert rows[: len(expected)] == expected


def test_price_and_date_fields_are_fields() -> None:
    """What the planner takes for changeable by price or date exists, and nothing text-like is among it."""
    numbers = {item.name for item in FIELDS if item.kind == "number"}
    assert numbers >= PRICE_FIELDS
    assert numbers >= DATE_FIELDS


def test_what_can_be_unknown_is_declared() -> None:
    """Only list price, discount, margin an hour and hours can be `null`."""
    assert {item.name for item in FIELDS if item.nullable} == {
        "list_price",
        "discount_percent",
        "margin_per_hour",
        "hours",
    }
