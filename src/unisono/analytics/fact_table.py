"""The columns of the fact table, and the tables that figures are made from, as ibis tables that no engine holds yet.

A row is a fact: its envelope, and a column for each field of every kind, empty where the kind has no such field. The
person who acted is left out: no figure is ever about a person. Instants are in UTC without a zone, so that no engine's
session can shift them. Decimals are floats of 64 bits: figures are quotients and sums that people read with a few
digits, every engine has that type alike, and the exact digits stay in the ledger. Texts that say nothing are empty
(NULL), never "".
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Final

import ibis

from unisono.domain.acts import KINDS
from unisono.domain.canonical import field_types

ENVELOPE: Final[Mapping[str, type]] = {
    "position": int,
    "id": str,
    "kind": str,
    "commitment": str,
    "happened_at": datetime,
    "recorded_at": datetime,
    "actor_party": str,
    "medium": str,
    "attributes": str,
}
"""What every fact has; `attributes` is JSON text."""

LINK_COLUMNS: Final[Mapping[str, type]] = {
    "position": int,
    "type": str,
    "object": str,
    "qualifier": str,
    "quantity": Decimal,
    "unit": str,
}
"""What a fact is about: a row for each object of the fact at `position`."""

_IBIS: Final[Mapping[type, str]] = {
    str: "string",
    bool: "boolean",
    int: "int64",
    Decimal: "float64",
    datetime: "timestamp(6)",
}


def act_columns() -> Mapping[str, type]:
    """Return the type of each field that any kind of fact has; a field of one name has one type in all kinds."""
    columns: dict[str, type] = {}
    for kind in KINDS:
        for name, type_ in field_types(kind).items():
            columns[name] = str if issubclass(type_, Enum) else type_
    return columns


ACT_COLUMNS: Final = act_columns()


def unbound(name: str, columns: Mapping[str, type]) -> ibis.Table:
    """Return a table that only has a name and columns; an engine finds its rows by the name.

    Args:
        name: its name in the engine.
        columns: the type of each column.
    """
    return ibis.table({column: _IBIS[type_] for column, type_ in columns.items()}, name=name)


FACTS: Final = unbound("facts", {**ENVELOPE, **ACT_COLUMNS})
LINKS: Final = unbound("links", LINK_COLUMNS)
