"""Agreements as TOML: as they are, or as a template with every key explained."""

from collections.abc import Iterator, Mapping
from datetime import UTC

from unisono.domain.agreements.agreement import PARTS, Agreement, Side
from unisono.storage.writing.explanations import ColumnExplanation, explain
from unisono.storage.writing.toml_texts import block_template, explained, pairs, toml_value


def agreement_toml(agreement: Agreement) -> str:
    """Return the text of an agreement."""
    parts = ["\n".join(pairs(agreement, Agreement, UTC))]
    for key, part in PARTS.items():
        parts += [
            "\n".join((f"[[{key}]]", *pairs(row, part.row_type, UTC))) for row in getattr(agreement, part.attribute)
        ]
    return "\n\n".join(parts) + "\n"


def agreement_template(one: str, other: str) -> str:
    """Return a text to fill: an agreement between two parties, with every key explained.

    Args:
        one: one party.
        other: the other one.
    """
    known = {"name": f"{one}-{other}", "version": 1}
    parts = ["# An agreement between two parties. Fill the empty keys, delete the # before what you want to say."]
    parts += ["\n".join(_filled(column, known)) for column in explain(Agreement)]
    for party in (one, other):
        parts.append(
            "\n".join(("[[party]]", *(line for column in explain(Side) for line in _filled(column, {"id": party}))))
        )
    parts += [
        block_template(key, part.row_type, part.about, examples={"party": other})
        for key, part in PARTS.items()
        if key != "party"
    ]
    return "\n\n".join(parts) + "\n"


def _filled(column: ColumnExplanation, known: Mapping[str, object]) -> Iterator[str]:
    """Yield the lines of a key, with its value where that is known already."""
    for line in explained(column):
        is_value = line.startswith(f"{column.name} = ")
        yield f"{column.name} = {toml_value(known[column.name], UTC)}" if is_value and column.name in known else line
